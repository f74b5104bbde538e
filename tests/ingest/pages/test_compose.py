"""
Show which lines of recognised pictures run on.
"""

from __future__ import annotations

import pytest

from ingest.pages.compose import compose
from ingest.pages.shapes import Area, PrintedLine, PrintedPage, Strip

PAGE = Area(0, 0, 595, 842)
SENTENCE = "갑은 을의 연구원을 계약이 끝난 뒤에도 고용할 수 있"


def wraps(lines: tuple[str, ...], *recognised: Area) -> int:
    """
    Lay lines between the edges of a page, 10 points each letter and 20 each line; return how many run on.
    """
    printed = []
    for row, words in enumerate(lines):
        lefts = [60.0 + 10 * at for at in range(len(words))]
        strip = Strip(list(words), lefts, [left + 10 for left in lefts], 20.0 * row, 20.0 * row + 12)
        printed.append(PrintedLine(strip, 1, 60, 530))
    return len(compose([PrintedPage(1, PAGE, lines=printed, recognised=list(recognised))], (), 1.0).wraps)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(Area(60, 0, 350, 32), 1, id="a picture of both lines"),
        pytest.param(Area(60, 0, 350, 12), 0, id="a picture of the first line"),
        pytest.param(Area(60, 0, 250, 32), 0, id="a small picture"),
        pytest.param(PAGE, 0, id="a scan of the page"),
    ],
)
def test_a_line_that_fills_its_picture_runs_on(picture: Area, expected: int) -> None:
    """Words in a picture that is narrower than the page go on from line to line inside of it (E25)."""
    assert wraps((SENTENCE, "다."), picture) == expected
    assert wraps((SENTENCE, "다.")) == 0
