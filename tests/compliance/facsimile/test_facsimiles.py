"""
Look at agreements on paper through the office: places over pages, blackened numbers, the journal, the walls.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from compliance.errors import NotFound
from compliance.views import FindingFilter, Origin, Upload
from ingest.document import Declaration
from tests.compliance.conftest import owner
from tests.ingest.hostile import docx, paragraph, text_pdf

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person
    from compliance.facsimile.views import Paper
    from tests.compliance.conftest import Cast, Desk

NUMBER = "801212-1234567"
FIRST = (
    "PROOF OF CONCEPT AGREEMENT",
    f"The Representative (registration {NUMBER}) signs for the Startup.",
    "Article 1 (Ownership) Any and all inventions and intellectual property",
)
SECOND = (
    "arising from the proof of concept shall vest in the Corporation.",
    "Article 2 (Term) This agreement lasts for six months.",
)


def hand_in(desk: Desk, person: Person, content: bytes, name: str = "a.pdf", origin: Origin | None = None) -> UUID:
    """
    Hand in a file and screen it.
    """
    view = desk.office.submit(person, Upload(name, content, "application/octet-stream"), Declaration(), origin=origin)
    desk.run_job(view.id)
    return view.id


def words_of(paper: Paper) -> str:
    """
    Join the printed lines of all pages.
    """
    return "\n".join(line.text for leaf in paper.leaves for line in leaf.lines)


def test_a_finding_is_marked_over_two_pages(real: Desk, cast: Cast) -> None:
    """
    A sentence that runs over a page break has a rectangle on each page, each on the line with its words.
    """
    submission = hand_in(real, cast.auditor, text_pdf(FIRST, SECOND))
    paper = real.office.facsimiles.paper(cast.auditor, submission)
    found = real.office.findings(cast.auditor, FindingFilter(submission_id=submission)).items
    grab = next(one.finding for one in found if "vest in" in str(one.finding["quote"]))
    span = paper.find(grab)
    assert span is not None
    boxes = paper.boxes_of(span.start, span.end)
    assert [box.page for box in boxes] == [1, 2]
    for box, leaf in zip(boxes, paper.leaves, strict=True):
        line = next(one for one in leaf.lines if one.top <= (box.top + box.bottom) / 2 <= one.top + one.height)
        assert line.text in {FIRST[2], SECOND[0]}
        assert 0 < box.x0 < box.x1 < leaf.width


def test_numbers_of_people_are_black_on_every_view(real: Desk, cast: Cast) -> None:
    """
    Text, printed lines and picture hold no such number; the rest of the picture is as it was drawn.
    """
    submission = hand_in(real, cast.auditor, text_pdf(FIRST, SECOND))
    file = real.office.facsimiles.picture(cast.auditor, submission, 1)
    paper = real.office.facsimiles.paper(cast.auditor, submission)
    assert NUMBER not in paper.document.text + words_of(paper)
    assert "●●●●●●-●●●●●●●" in words_of(paper)
    start = paper.document.text.index("●●●●●●-")
    box = paper.boxes_of(start, start + len(NUMBER))[0]
    picture = np.asarray(Image.open(io.BytesIO(file)).convert("L"))
    scale = picture.shape[1] / paper.leaves[0].width
    top, bottom, left, right = (round(side * scale) for side in (box.top, box.bottom, box.x0, box.x1))
    assert picture[top:bottom, left:right].max() < 60
    assert picture[top:bottom, right + 8 : right + 120].max() > 240


def test_what_has_no_pages_is_shown_as_text(real: Desk, cast: Cast) -> None:
    """
    A DOCX has its text and no leaf, and no picture of any page.
    """
    content = docx(paragraph("제1조(목적) 갑과 을은 협력한다.") * 3)
    submission = hand_in(real, cast.auditor, content, "a.docx")
    paper = real.office.facsimiles.paper(cast.auditor, submission)
    assert paper.leaves == ()
    assert "협력한다" in paper.document.text
    with pytest.raises(NotFound):
        real.office.facsimiles.picture(cast.auditor, submission, 1)


def test_every_page_is_a_line_and_every_wall_holds(real: Desk, cast: Cast) -> None:
    """
    Each picture is journalled with its page; a self-check is absent for the authority and for other startups.
    """
    own = hand_in(real, cast.startup, text_pdf(FIRST, SECOND), origin=Origin.SELF_CHECK)
    assert real.office.facsimiles.picture(cast.startup, own, 2)[:2] == b"\xff\xd8"
    with owner(real.office) as connection:
        lines = connection.execute("SELECT detail FROM journal WHERE act = 'viewed_pages'").fetchall()
    assert lines == [('{"page": 2}',)]
    for person in (cast.auditor, cast.rival):
        with pytest.raises(NotFound):
            real.office.facsimiles.picture(person, own, 2)
        with pytest.raises(NotFound):
            real.office.facsimiles.paper(person, own)
    with pytest.raises(NotFound):
        real.office.facsimiles.picture(cast.startup, own, 3)
