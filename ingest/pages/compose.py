"""
Make the layout of all pages: text, wraps, places, tables, and what share of the ink was read.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.document import Cell, Line, Span, Table
from ingest.layout import Layout
from ingest.pages.footnotes import part_notes, set_notes
from ingest.pages.ledger import asides_of, notices_of
from ingest.pages.tongues import part_tongues
from ingest.running import hangs, is_lone_mark, may_continue

if TYPE_CHECKING:
    from ingest.document import Aside, Notice
    from ingest.pages.shapes import PrintedLine, PrintedPage, PrintedTable, Strip

DECIMALS, HUNDREDTHS = 1, 2
# In ems: how far from the right edge a full line may stop beyond the room its next word needs.
SLACK = 0.8
# A line that covers less of its block's width than this is set to the right or centred, not full.
FULL_SHARE = 0.4
# The part of the body's width from which a picture of words has lines of its own that run on.
WIDE_PICTURE = 0.5
# Points by which the borders of a table may move from one page to the next.
MOVED = 3.0


def compose(
    pages: list[PrintedPage], notices: tuple[Notice, ...], coverage: float, asides: tuple[Aside, ...] = ()
) -> Layout:
    """
    Return the layout of a file with fixed pages; `notices` and `asides` are what its format says beside the pages.
    """
    body, notes = part_notes(pages)
    body = part_tongues(body)
    _share_edges(body)
    _narrow_to_pictures(pages)
    printed = set_notes(body, notes, _runs_on)
    text, lines = "\n".join(line.strip.text for line in printed), _lay(printed)
    spans = {id(each): line.span for each, line in zip(printed, lines, strict=True)}
    return Layout(
        text=text,
        wraps=tuple(line.span.end for line, pair in zip(lines, pairwise(printed), strict=False) if _runs_on(*pair)),
        lines=tuple(lines),
        edges=_edges([line.strip for line in printed]),
        pages=len(pages),
        tables=_tables(pages, spans, text),
        warnings=(*notices_of(pages), *notices),
        coverage=coverage,
        asides=(*asides_of(pages), *asides),
        page_coverage=tuple(0.0 if page.lost else page.ink.coverage for page in pages),
        page_confidence=_confidence(pages),
    )


def _confidence(pages: list[PrintedPage]) -> tuple[float | None, ...]:
    """
    Return how sure the recognised letters of each page are; nothing where none were recognised.
    """
    found = tuple(None if page.confidence is None else round(page.confidence, HUNDREDTHS) for page in pages)
    return found if any(each is not None for each in found) else ()


def _share_edges(printed: list[PrintedLine]) -> None:
    """
    Give all lines of a single-column body the edges of the whole document: a page of short lines has none of its own.
    """
    body = [line for line in printed if line.is_whole]
    if body:
        lefts, rights = sorted(line.left for line in body), sorted(line.right for line in body)
        left, right = lefts[len(body) // 4], rights[-1 - len(body) // 4]
        for line in body:
            line.left, line.right = min(line.left, left), max(line.right, right)


def _narrow_to_pictures(pages: list[PrintedPage]) -> None:
    """
    Let the lines of a picture of words end where it ends; its last line may run on to the text below as any other.
    """
    for page in pages:
        for area in page.recognised:
            for line, following in pairwise(page.lines):
                ends = [
                    area.holds((each.strip.x0 + each.strip.x1) / 2, each.strip.middle) for each in (line, following)
                ]
                if all(ends) and area.width >= WIDE_PICTURE * (line.right - line.left):
                    line.right = min(line.right, area.x1)


def _lay(printed: list[PrintedLine]) -> list[Line]:
    """
    Put the lines one after the other.
    """
    lines, offset = [], 0
    strips = [each.strip for each in printed]
    places = np.round([(strip.x0, strip.top, strip.x1, strip.bottom) for strip in strips], DECIMALS).tolist()
    for each, place in zip(printed, places, strict=True):
        end = offset + len(each.strip.letters)
        lines.append(Line(Span(offset, end), each.page, *place))
        offset = end + 1
    return lines


def _edges(strips: list[Strip]) -> tuple[tuple[float, ...], ...]:
    """
    Return for each strip the left edge of each letter and the right edge of the last.
    """
    edges: list[float] = []
    ends = [0]
    for strip in strips:
        edges += strip.lefts
        edges.append(strip.x1)
        ends.append(len(edges))
    # Rounded all at once: a document has a million of them.
    rounded = np.round(edges, DECIMALS).tolist()
    return tuple(tuple(rounded[start:end]) for start, end in pairwise(ends))


def _runs_on(line: PrintedLine, following: PrintedLine) -> bool:
    """
    Tell whether a sentence goes on from one line to the next.
    """
    if line.block != following.block:
        return False
    text = line.strip.text
    # The room is looked at first: that is quicker than what the words say.
    return (is_lone_mark(text) or _has_no_room(line, following, text)) and may_continue(text, following.strip.text)


def _has_no_room(line: PrintedLine, following: PrintedLine, text: str) -> bool:
    """
    Tell whether a line is filled, so that the first word of the next had no room on it.
    """
    width = max(line.right - line.left, 1.0)
    end = line.strip.ink_end
    room = line.right - end
    if not line.block and end - line.strip.x0 < FULL_SHARE * width:
        return False
    needed = _first_word_width(following.strip) + SLACK * line.strip.size
    return room < needed or (room < width / 3 and hangs(text))


def _first_word_width(strip: Strip) -> float:
    """
    Return how much room the first word of a line takes (points).
    """
    end = len(strip.letters)
    for index, letter in enumerate(strip.letters):
        if letter.isspace():
            end = index
            break
    return strip.rights[max(0, end - 1)] - strip.x0


def _tables(pages: list[PrintedPage], spans: dict[int, Span], text: str) -> tuple[Table, ...]:
    """
    Return the tables with the places of their cells in the text; one that goes on on the next page is one table.
    """
    found: list[Table] = []
    before: PrintedPage | None = None
    for page in pages:
        for index, table in enumerate(page.tables):
            cells = _cells(table, spans, text)
            if before and not index and _goes_on(before, page):
                found[-1] = replace(found[-1], cells=found[-1].cells + _below(found[-1].cells, cells))
            else:
                found.append(Table(f"표 {len(found) + 1}", page.number, cells))
        before = page
    return tuple(found)


def _cells(table: PrintedTable, spans: dict[int, Span], text: str) -> tuple[Cell, ...]:
    """
    Return the cells of a table with their text and its places.
    """
    cells = []
    for cell in table.cells:
        inside = [spans[id(line)] for line in cell.lines if id(line) in spans]
        span = Span(inside[0].start, inside[-1].end) if inside else None
        cells.append(Cell(cell.row, cell.column, text[span.start : span.end] if span else "", span))
    return tuple(cells)


def _goes_on(before: PrintedPage, page: PrintedPage) -> bool:
    """
    Tell whether a page begins with the rest of the table that ends the page before: the same columns, no word between.
    """
    if not (before.tables and before.lines and page.lines):
        return False
    last, first = before.tables[-1], page.tables[0]
    ends = any(line is before.lines[-1] for cell in last.cells for line in cell.lines)
    begins = any(line is page.lines[0] for cell in first.cells for line in cell.lines)
    return ends and begins and _are_near(_borders(last), _borders(first))


def _borders(table: PrintedTable) -> list[float]:
    """
    Return where the columns of a table begin, and where the last one ends (points).
    """
    return [*sorted({cell.area.x0 for cell in table.cells}), table.area.x1]


def _are_near(first: list[float], second: list[float]) -> bool:
    """
    Tell whether two tables have their borders in the same places.
    """
    return len(first) == len(second) and all(
        abs(one - other) <= MOVED for one, other in zip(first, second, strict=True)
    )


def _below(above: tuple[Cell, ...], cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """
    Return the rest of a table with its rows counted on, without the titles that are printed again on its page.
    """
    titles, again = ([(cell.column, cell.text.split()) for cell in part if not cell.row] for part in (above, cells))
    shift = 1 + max(cell.row for cell in above)
    repeated = titles == again
    return tuple(replace(cell, row=cell.row + shift - repeated) for cell in cells if cell.row or not repeated)
