"""
Take footnotes out of the running text, and put them behind the paragraph that goes on over the page end.

A note at the foot of a page would cut the sentence that it stands below; it keeps its own mark and its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.pages.shapes import PrintedLine, PrintedPage

# 1) 2. (3) [4] 주5) * † ※, with words behind.
MARK = late.pattern(r"\s*(?:\(?\d{1,3}\s*[).\]]?|\[\d{1,3}\]|주\s*\d{0,3}\s*[).:]|[*†‡※]{1,4})\s*\S")
# Shares of the usual height of letters up to which they are small, and of a page's lines that notes may take.
SMALL, MOST_OF_PAGE = 0.85, 0.6
# Stands in a line's block behind the page, where the number of a table would stand.
NOTE = -2

# The notes below a line of the body, by the identity of that line.
Notes = dict[int, list["PrintedLine"]]


def part_notes(pages: list[PrintedPage]) -> tuple[list[PrintedLine], Notes]:
    """
    Return the lines of all pages without footnotes, and the notes by the last line before them.
    """
    usual = _usual_size(pages)
    body: list[PrintedLine] = []
    notes: Notes = {}
    for page in pages:
        found = _notes_at_end(page, usual)
        lines = page.lines[: len(page.lines) - len(found)]
        body += lines
        if not body:
            body += found
        elif found:
            for line in found:
                line.block, line.is_whole = (page.number, NOTE), False
            notes.setdefault(id(body[-1]), []).extend(found)
    return body, notes


def _usual_size(pages: list[PrintedPage]) -> float:
    """
    Return the height (points) of half of all letters or more.
    """
    sizes = sorted((line.strip.size, len(line.strip.letters)) for page in pages for line in page.lines)
    left = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        left -= count
        if left <= 0:
            return size
    return 0.0


def _notes_at_end(page: PrintedPage, usual: float) -> list[PrintedLine]:
    """
    Return the small lines at the end of a page from the first mark on; none where they are most of the page.
    """
    start = len(page.lines)
    while start and not page.lines[start - 1].block and page.lines[start - 1].strip.size <= SMALL * usual:
        start -= 1
    if len(page.lines) - start > MOST_OF_PAGE * len(page.lines):
        return []
    first = next((at for at in range(start, len(page.lines)) if MARK.match(page.lines[at].strip.text)), None)
    return page.lines[first:] if first is not None else []


def set_notes(
    body: list[PrintedLine], notes: Notes, runs_on: Callable[[PrintedLine, PrintedLine], bool]
) -> list[PrintedLine]:
    """
    Return the body with its notes, each behind the end of the paragraph that stands above it.
    """
    lines: list[PrintedLine] = []
    waiting: list[PrintedLine] = []
    before: PrintedLine | None = None
    for line in body:
        if waiting and before and not runs_on(before, line):
            lines += waiting
            waiting = []
        lines.append(line)
        waiting += notes.get(id(line), ())
        before = line
    return lines + waiting
