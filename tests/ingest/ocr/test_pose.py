"""
Show that what is read on a page that lay askew or turned is marked where it stands on the page.
"""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

import ingest
from ingest.document import Span
from ingest.layout import boxes_for
from ingest.ocr.pose import Pose
from tests.ingest.ocr import scans


@pytest.mark.parametrize(
    ("turns", "shown"),
    [(0, (10, 20)), (1, (280, 10)), (2, (190, 280)), (3, (20, 190))],
)
def test_quarter_turns_are_undone(turns: int, shown: tuple[float, float]) -> None:
    """A point of a page of 200 by 300 points, turned upright to the left, goes back to where it was."""
    assert Pose(turns, 0.0, 200, 300).shown(10, 20) == pytest.approx(shown)


def test_a_tilt_is_undone_about_the_middle() -> None:
    """The right end of a line that fell lies lower on the page than its left end, the middle where it is."""
    pose = Pose(0, 3.0, 600, 800)
    assert pose.shown(300, 400) == pytest.approx((300, 400))
    (_, left), (_, right) = pose.shown(100, 400), pose.shown(500, 400)
    assert right - left == pytest.approx(400 * 0.0523, rel=0.01)


@pytest.mark.parametrize(("turned", "degrees"), [(Image.Transpose.ROTATE_90, 0.0), (None, -2.5)])
def test_a_quote_is_marked_where_it_is_seen(turned: Image.Transpose | None, degrees: float) -> None:
    """The box of some words on a page that lay on its side or askew holds the ink of these words."""
    words = "지식재산권은갑에게귀속된다"
    text = (
        f"제1조(귀속) 이 계약에 따라 발생한 모든 성과물에 대한 {words}.\n"
        + "제2조(기타) 그 밖의 사항은 협의한다.\n" * 3
    )
    page = scans.pictures(scans.printed(scans.paragraphs(text), "@page { size: 180mm 70mm; margin: 12mm }"))[0]
    page = page.transpose(turned) if turned is not None else page.rotate(degrees, fillcolor=scans.WHITE)
    read = ingest.read(scans.as_pdf([page]), "a.pdf")
    start = read.text.index(words)
    box = boxes_for(Span(start, start + len(words)), read.lines, read.edges)[0]
    scale = 200 / 72
    left, top, right, bottom = (round(side * scale) for side in (box.x0, box.top, box.x1, box.bottom))
    inside = np.asarray(page.convert("L"))[top:bottom, left:right] < 128
    assert inside.mean() > 0.05
    assert (bottom > top + 2 * (right - left)) == (turned is not None)
