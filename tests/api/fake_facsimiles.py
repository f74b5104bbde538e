"""
Stand in for agreements on paper: the made-up agreement on two pages, and a picture of three bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from compliance.errors import NotFound
from compliance.facsimile.anchoring import Anchors
from compliance.facsimile.views import Leaf, Paper, Printed
from ingest.document import Line, Span
from tests.api import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from compliance.access import Person

READING = UUID(int=77)
PICTURE = b"\xff\xd8\xff"
ON_PAGE = 14
"""Printed lines of a page."""
WIDTH, HEIGHT, LEFT, LETTER, STEP = 595.0, 842.0, 60.0, 8.0, 24.0


class FakeFacsimiles:
    """
    Print the agreement line by line; `look` raises where a person may not see a submission.
    """

    def __init__(self, look: Callable[[Person, UUID], object]) -> None:
        """
        Take what decides who sees what.
        """
        self._look = look

    def paper(self, person: Person, submission_id: UUID) -> Paper:
        """
        Give both pages.
        """
        self._look(person, submission_id)
        lines, start = list[Line](), 0
        for number, words in enumerate(sample.TEXT.split("\n")):
            page, row = divmod(number, ON_PAGE)
            top = 60 + row * STEP
            span = Span(start, start + len(words))
            lines.append(Line(span, page + 1, LEFT, top, LEFT + LETTER * len(words), top + 12))
            start = span.end + 1
        edges = tuple(tuple(LEFT + LETTER * at for at in range(one.span.end - one.span.start + 1)) for one in lines)
        leaves = tuple(
            Leaf(page, WIDTH, HEIGHT, tuple(_printed(one) for one in lines if one.page == page and one.x1 > one.x0))
            for page in range(1, lines[-1].page + 1)
        )
        document = sample.document_of(submission_id)
        return Paper(READING, document, leaves, Anchors(document.text), tuple(lines), edges)

    def picture(self, person: Person, submission_id: UUID, page: int) -> bytes:
        """
        Give three bytes for each page there is.
        """
        if page > len(self.paper(person, submission_id).leaves):
            raise NotFound
        return PICTURE


def _printed(line: Line) -> Printed:
    words = sample.TEXT[line.span.start : line.span.end]
    return Printed(words, line.x0, line.top, line.x1 - line.x0, line.bottom - line.top)
