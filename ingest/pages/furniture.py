"""
Take running headers, footers and page numbers off the pages: they cut sentences and say nothing.

What repeats and is a whole sentence stays once, where it first stands: a term may be printed there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.pages.shapes import PrintedLine, PrintedPage

PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—·~<\[(|]\s*)?(?:page|p\.?|쪽)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:/|of|중|쪽 중)\s*\d{1,4})?\s*(?:쪽|면|페이지)?\s*(?:[-–—·~>\])|]\s*)?",
    re.IGNORECASE,
)
# Shares of the page's height from the top and from the bottom.
MARGIN = 0.12
OUTERMOST = 3
FEWEST_PAGES = 3
REPEATED_SHARE = 0.4
# Points by which a running line may move from page to page.
SLACK = 6.0
SENTENCE = re.compile(r".*[가-힣\w]{2,}\s.*(?:다|요|함|음)?[.。]\s*")


def strip_furniture(pages: list[PrintedPage]) -> None:
    """
    Remove from every page the lines that only help to turn pages.
    """
    seen = Counter(key for page in pages for key in {_key(line) for line in _outer_lines(page)})
    fewest = max(FEWEST_PAGES, REPEATED_SHARE * len(pages))
    kept: set[tuple[str, int]] = set()
    for page in pages:
        dropped = []
        for line in _outer_lines(page):
            key = _key(line)
            repeats = max(seen[(key[0], key[1] + step)] for step in (-1, 0, 1)) >= fewest
            is_new_sentence = SENTENCE.fullmatch(line.strip.text) and key not in kept
            if PAGE_NUMBER.fullmatch(line.strip.text) or (repeats and not is_new_sentence):
                dropped.append(line)
            else:
                kept.add(key)
        page.lines = [line for line in page.lines if not any(line is each for each in dropped)]


def _outer_lines(page: PrintedPage) -> list[PrintedLine]:
    """
    Return the first and last few lines in the page's margins; lines of tables are never furniture.
    """
    lines = sorted((line for line in page.lines if not line.block), key=lambda line: line.strip.middle)
    height = page.area.height
    head = [line for line in lines[:OUTERMOST] if line.strip.bottom < MARGIN * height]
    foot = [line for line in lines[-OUTERMOST:] if line.strip.top > (1 - MARGIN) * height]
    return head + [line for line in foot if not any(line is each for each in head)]


def _key(line: PrintedLine) -> tuple[str, int]:
    """
    Name a line by its words without figures and its height on the page.
    """
    return re.sub(r"\d+", "#", "".join(line.strip.text.split())), round(line.strip.middle / SLACK)
