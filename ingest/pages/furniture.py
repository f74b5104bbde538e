"""
Take running headers, footers, page numbers and watermarks off the pages: they cut sentences and say nothing.

What repeats and is a whole sentence stays once, where it first stands: a term may be printed there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ingest import late

if TYPE_CHECKING:
    from ingest.pages.shapes import PrintedLine, PrintedPage

PAGE_NUMBER = late.pattern(
    r"\s*(?:[-–—·~<\[(|]\s*)?(?:page|p\.?|쪽)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:/|of|중|쪽 중)\s*\d{1,4})?\s*(?:쪽|면|페이지)?\s*(?:[-–—·~>\])|]\s*)?",
    re.IGNORECASE,
)
# Shares of the page's height from the top and from the bottom.
MARGIN = 0.12
OUTERMOST = 4
FEWEST_PAGES = 3
# Shares of the pages on which a line must repeat: at one height in the margins, or anywhere at the page's end.
REPEATED_SHARE, FLOATING_SHARE = 0.4, 0.6
# Forms of a few lines each repeat one another, and are not furniture.
FULL_PAGE = 12
# Points by which a running line may move from page to page.
SLACK = 6.0
# Clauses that differ in their numbers alone are no running heads.
NUMBERED = late.pattern(r"\s*(?:제\s*\d|article\b|section\b|\d{1,3}\.|[①-⑳]|\(\w{1,3}\))", re.IGNORECASE)
WORD = late.pattern(r"\w{2,}\s")
FIGURES = late.pattern(r"\d+")
FULL_STOPS = (".", "。")


class _Outer(NamedTuple):
    """
    Hold one of the outer lines of a page: its words without blanks and with figures alike, and its height in steps.
    """

    printed: PrintedLine
    text: str
    words: str
    height: int


class _Repeats:
    """
    Count on how many pages the outer lines come again.
    """

    def __init__(self, pages: list[PrintedPage], outer: list[list[_Outer]]) -> None:
        """
        Count by words, and by words and height.
        """
        self._pages = len(pages)
        self._heights = Counter(key for lines in outer for key in {(line.words, line.height) for line in lines})
        full = [lines for page, lines in zip(pages, outer, strict=True) if len(page.lines) >= FULL_PAGE]
        self._floating = Counter(key for lines in full for key in {line.words for line in lines})

    def is_furniture(self, line: _Outer, *, in_margin: bool) -> bool:
        """
        Tell whether a line is a page number or comes again on most pages.
        """
        if in_margin and PAGE_NUMBER.fullmatch(line.text):
            return True
        if NUMBERED.match(line.text):
            return False
        at_one_height = max(self._heights[(line.words, line.height + step)] for step in (-1, 0, 1))
        if in_margin:
            return at_one_height >= max(FEWEST_PAGES, REPEATED_SHARE * self._pages)
        return self._floating[line.words] >= max(FEWEST_PAGES, FLOATING_SHARE * self._pages)


def strip_furniture(pages: list[PrintedPage]) -> None:
    """
    Remove from every page the lines that only help to turn pages.
    """
    # Where a page ends early a mark stands across no line.
    watermarks = {mark for page in pages for mark in page.watermarks}
    for page in pages if watermarks else ():
        page.lines = [line for line in page.lines if line.strip.text.strip() not in watermarks]
    outer = [_outer_lines(page) for page in pages]
    repeats = _Repeats(pages, outer)
    kept: set[str] = set()
    for page, lines in zip(pages, outer, strict=True):
        dropped = set()
        for line in lines:
            is_new = _is_sentence(line.text) and line.words not in kept
            if not is_new and repeats.is_furniture(line, in_margin=_is_in_margin(line.printed, page)):
                dropped.add(id(line.printed))
            kept.add(line.words)
        page.lines = [line for line in page.lines if id(line) not in dropped]


def _is_sentence(text: str) -> bool:
    """
    Tell whether a line has words and a full stop at its end.
    """
    return text.rstrip().endswith(FULL_STOPS) and bool(WORD.search(text.rstrip()))


def _outer_lines(page: PrintedPage) -> list[_Outer]:
    """
    Return the first and last few lines of the page; lines of tables are never furniture.
    """
    lines = sorted((line for line in page.lines if not line.block), key=lambda line: line.strip.middle)
    if len(lines) > 2 * OUTERMOST:
        lines = lines[:OUTERMOST] + lines[-OUTERMOST:]
    texts = (line.strip.text for line in lines)
    return [
        _Outer(line, text, FIGURES.sub("#", "".join(text.split())), round(line.strip.middle / SLACK))
        for line, text in zip(lines, texts, strict=True)
    ]


def _is_in_margin(line: PrintedLine, page: PrintedPage) -> bool:
    """
    Tell whether a line stands near the upper or lower end of the page.
    """
    height = page.area.height
    return line.strip.bottom < MARGIN * height or line.strip.top > (1 - MARGIN) * height
