"""
Hold what a format reader finds on the pages: the type between `ingest.formats` and `ingest.structure`.

A `Layout` says what is printed where; which line opens a clause and what it means is left to `structure`.
It is built inside the caged child and checked again in the parent, so every field is plain data.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Aside, Fault, Line, Notice, Table  # noqa: TC001 - pydantic reads field annotations at run time

if TYPE_CHECKING:
    from ingest.document import Span

# Letters: twenty times the longest agreement we know; what reads a text afterwards is not caged.
LONGEST_TEXT = 2_000_000
# The coverage of a file of which an unknown part is missing: it never counts as read whole (SECURITY.md 2: 0.98).
PARTLY_READ = 0.97


@dataclass(frozen=True, slots=True)
class Box:
    """
    Mark a rectangle on a page: PDF points, top-left origin, page counted from 1.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    r"""
    Hold the text of one file in reading order, with the place of every character where the format fixes it.

    `text` is the original characters, `\n` between printed lines (PDF) or paragraphs and cells (other formats);
    automatic numbers are part of it, running headers, footers and page numbers are not. `wraps` are the ascending
    offsets of those `\n` that merely break a running sentence. `lines` and `edges` go together: `edges[i]` holds
    one x position (points) for each character of `lines[i]` and one more for the right end of the last; both are
    empty, and `pages` is 0, for formats without fixed pages. Cells of tables stand in `text` in reading order as
    well. `coverage` is the share of visible ink (0 to 1) that was read, `page_coverage` the same page by page (empty
    where there are no pages). `page_confidence` says page by page how sure the letters are that were recognised in
    pictures (0 to 1, on average), None for a page whose letters the file holds; empty where all pages are such.
    `asides` are what the file says beside the text: hidden, tracked, commented; `faults` what is wrong in data.
    """

    text: str
    wraps: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    edges: tuple[tuple[float, ...], ...] = ()
    pages: int = 0
    tables: tuple[Table, ...] = ()
    warnings: tuple[Notice, ...] = ()
    coverage: float = 1.0
    asides: tuple[Aside, ...] = ()
    page_coverage: tuple[float, ...] = ()
    page_confidence: tuple[float | None, ...] = ()
    faults: tuple[Fault, ...] = ()

    def boxes_for(self, span: Span) -> tuple[Box, ...]:
        """
        Return one rectangle for each printed line that the span touches; none where nothing is fixed on a page.
        """
        return boxes_for(span, self.lines, self.edges)


def boxes_for(span: Span, lines: tuple[Line, ...], edges: tuple[tuple[float, ...], ...]) -> tuple[Box, ...]:
    """
    Return one rectangle for each of the ascending `lines` that the span touches.

    Without `edges` the whole line is marked.
    """
    first = max(0, bisect_right(lines, span.start, key=lambda line: line.span.start) - 1)
    boxes = []
    for index in range(first, len(lines)):
        line = lines[index]
        if line.span.start >= span.end:
            break
        if line.span.overlaps(span):
            start = max(span.start, line.span.start) - line.span.start
            end = min(span.end, line.span.end) - line.span.start
            x0, x1 = (edges[index][start], edges[index][end]) if edges else (line.x0, line.x1)
            boxes.append(Box(line.page, min(x0, x1), line.top, max(x0, x1), line.bottom))
    return tuple(boxes)
