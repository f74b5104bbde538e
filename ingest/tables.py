"""
Give a cell of a table the titles of its row and column, and find tables that plain text draws with | or tabs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Cell, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RULE: Final = late.pattern(r"[\s|:+=\-─━═]+$")
_FIGURES: Final = late.pattern(r"\d")
_LEAST_ROWS: Final = 2
_LEAST_TABBED: Final = 3
_MOST_TITLES: Final = 3


@dataclass(frozen=True, slots=True)
class Titles:
    """
    Hold what names a cell: the titles of its row from the left, those of its column from the top.
    """

    row: tuple[str, ...]
    column: tuple[str, ...]


def titles(table: Table, cell: Cell) -> Titles:
    """
    Read the titles of a cell: words to its left in the row and above it in the header rows.

    A merged cell stands for every row or column that it covers.
    """
    headed = cell.row >= _header_rows(table)
    left = [_covering_row(table, cell.row, column) for column in range(cell.column)] if headed else []
    heads = range(min(cell.row, _header_rows(table)))
    above = [_covering_column(table, row, cell.column) for row in heads]
    row = tuple(dict.fromkeys(one.text.strip() for one in left if one and one.text.strip()))
    named = tuple(words for words in row if not _is_figure(words)) or row[:1]
    column = tuple(dict.fromkeys(one.text.strip() for one in above if one and one.text.strip()))
    return Titles(named[:_MOST_TITLES], column[:_MOST_TITLES])


def _covering_row(table: Table, row: int, column: int) -> Cell | None:
    """
    Give the cell in a row and column, or the one above that is merged over it.
    """
    found = [one for one in table.cells if one.column == column and one.row <= row]
    exact = next((one for one in found if one.row == row), None)
    if exact is not None:
        return exact
    above = max(found, key=lambda one: one.row, default=None)
    return above if above is not None and above.row >= _header_rows(table) else None


def _covering_column(table: Table, row: int, column: int) -> Cell | None:
    """
    Give the cell in a row and column, or the one to the left that is merged over it.
    """
    found = [one for one in table.cells if one.row == row and one.column <= column]
    return max(found, key=lambda one: one.column, default=None)


def _header_rows(table: Table) -> int:
    """
    Count the rows at the top that hold titles: the first, and a second without figures under merged titles.
    """
    rows = [[one for one in table.cells if one.row == row] for row in (0, 1)]
    first, second = ({one.column for one in row} for row in rows)
    merged = bool(second) and (len(first) < len(second) or (0 in first and 0 not in second))
    return 2 if merged and not any(_FIGURES.search(one.text) for one in rows[1]) else 1


def _is_figure(words: str) -> bool:
    """
    Tell whether words are an amount rather than a title.
    """
    digits = sum(letter.isdigit() for letter in words)
    return digits * 2 >= len(re.sub(r"\s", "", words))


def drawn_in(text: str) -> tuple[Table, ...]:
    """
    Find the tables that a plain text draws with | or with tabs: neighbouring lines of the same number of cells.
    """
    found: list[Table] = []
    run: list[list[Span]] = []
    for cells in (*_rows(text), []):
        if cells and run and len(cells) != len(run[0]):
            found.extend(_table(text, run, len(found)))
            run = []
        if cells:
            run.append(cells)
        elif run:
            found.extend(_table(text, run, len(found)))
            run = []
    return tuple(found)


def _rows(text: str) -> Iterator[list[Span]]:
    """
    Walk over the lines as rows of cells; a line that is none is an empty row, a ruled line is left out.
    """
    at = 0
    for line in text.split("\n"):
        if "|" in line and _RULE.match(line) and "-" in line:
            at += len(line) + 1
            continue
        mark = "|" if line.count("|") >= _LEAST_ROWS or ("|" in line and line.strip()[:1] != "|") else "\t"
        yield list(_cells(line, at, mark)) if mark in line.strip() else []
        at += len(line) + 1


def _cells(line: str, at: int, mark: str) -> Iterator[Span]:
    """
    Cut a line into cells at a mark; a mark at either end of the line opens and closes the row.
    """
    pieces = line.split(mark)
    for order, piece in enumerate(pieces):
        edge = order in {0, len(pieces) - 1} and not piece.strip()
        if not edge:
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(piece.strip()))
        at += len(piece) + 1


def _table(text: str, run: Sequence[Sequence[Span]], order: int) -> Iterator[Table]:
    """
    Build a table from rows; too few rows or a single column are none.
    """
    tabbed = "\t" in text[run[0][0].start : run[0][-1].end]
    if len(run[0]) < _LEAST_ROWS or len(run) < (_LEAST_TABBED if tabbed else _LEAST_ROWS):
        return
    cells = tuple(
        Cell(row, column, text[span.start : span.end], span)
        for row, spans in enumerate(run)
        for column, span in enumerate(spans)
    )
    yield Table(f"표 {order + 1}", None, cells)
