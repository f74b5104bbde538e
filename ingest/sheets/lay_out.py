"""
Lay the sheets of a workbook out as running text and tables: a line for each row, its cells parted by bars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Aside, Span
from ingest.naming import clean_name
from ingest.sheets import notices
from ingest.sheets.beside import read_comments, read_drawings, running_heads
from ingest.sheets.formulas import is_active
from ingest.sheets.grid import Grid, read_grid
from ingest.sheets.places import name_of
from ingest.sheets.show import Seen, show
from ingest.sheets.stale import stale_cells
from ingest.sheets.units import differs_in_unit
from ingest.sheets.workbook import HIDDEN_STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.document import Notice
    from ingest.office.flow import Flow
    from ingest.sheets.grid import Stored
    from ingest.sheets.workbook import SheetEntry, Workbook

# What spreadsheet programs call a sheet that nobody named.
UNNAMED: Final = late.pattern(r"(?:Sheet|시트|Feuil|Tabelle) ?\d*$", re.IGNORECASE)
BAR: Final = " | "
MOST_NAMED: Final = 5


@dataclass(slots=True)
class SheetRead:
    """
    Gather one sheet: its visible cells by row, what is hidden, and what does not agree.
    """

    entry: SheetEntry
    grid: Grid
    rows: dict[int, dict[int, Seen]] = field(default_factory=dict)
    hidden: dict[int, list[str]] = field(default_factory=dict)
    unseen: bool = False
    filtered: bool = False
    fetches: bool = False
    lost: bool = False
    lying: list[tuple[Stored, Seen]] = field(default_factory=list)
    stale: list[tuple[Stored, str]] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    places: dict[tuple[int, int], Span] = field(default_factory=dict)

    @property
    def is_hidden(self) -> bool:
        """
        Tell whether the whole sheet is hidden.
        """
        return self.entry.state in HIDDEN_STATES


def read_sheet(book: Workbook, entry: SheetEntry) -> SheetRead:
    """
    Read the cells of one sheet and part what is seen from what is not.
    """
    content = book.package.archive.part(entry.part)
    read = SheetRead(entry, read_grid(content, entry.part))
    covered = read.grid.covered()
    for cell in read.grid.cells:
        _place(cell, read, book, is_covered=(cell.row, cell.column) in covered)
        read.fetches |= bool(cell.formula) and is_active(cell.formula)
    read.stale += stale_cells(read, book)
    return read


def _place(cell: Stored, read: SheetRead, book: Workbook, *, is_covered: bool) -> None:
    """
    Put a cell where it belongs: among what is seen, what is hidden, or what was not saved.
    """
    look = book.looks.of(cell.style)
    seen = show(cell, look, book.strings, is_1904=book.is_1904)
    if cell.value is None:
        read.unsaved.append(name_of(cell.row, cell.column))
        return
    read.lost |= seen.lost
    if not seen.text and not seen.stored.strip():
        return
    is_zero = seen.number == 0
    grid = read.grid
    gone = grid.hides_row(cell.row) or grid.hides_column(cell.column)
    blank = bool(look.unseen) or is_covered or not seen.text
    if not gone and is_zero and (not seen.text or not grid.shows_zeros):
        return
    if gone or blank:
        read.hidden.setdefault(cell.row, []).append(seen.text or seen.stored)
        read.filtered |= grid.is_filtered and grid.hides_row(cell.row)
        read.unseen |= not (grid.is_filtered and grid.hides_row(cell.row))
        return
    read.rows.setdefault(cell.row, {})[cell.column] = seen
    if seen.lies:
        read.lying.append((cell, seen))


def print_sheet(read: SheetRead, book: Workbook, flow: Flow) -> None:
    """
    Add a sheet to the text: name, rows, and what is beside them.
    """
    if read.lost:
        flow.warn(notices.LOST_WORDS)
    if read.fetches:
        flow.warn(notices.FETCHING_FORMULA)
    if read.is_hidden:
        _set_aside(read, flow)
        read_comments(book.package, read.entry.part, read.places, flow)
        read_drawings(book.package, read.entry.part, flow, is_hidden=True)
        return
    if not UNNAMED.match(read.entry.name) and (read.rows or read.hidden):
        flow.add_paragraph(read.entry.name)
    if read.rows:
        _print_rows(read, book, flow)
    _add_beside(read, flow)
    read_comments(book.package, read.entry.part, read.places, flow)
    read_drawings(book.package, read.entry.part, flow)
    for words in running_heads(read.grid.edges):
        flow.add_paragraph(words)


def _add_beside(read: SheetRead, flow: Flow) -> None:
    """
    Keep what is hidden or stored otherwise beside the text, with the warnings of it.
    """
    for row in sorted(read.hidden):
        flow.add_aside(Aside("hidden", BAR.join(read.hidden[row]), span=_nearest(read, row, flow)))
    for notice in _warnings(read):
        flow.warn(notice)
    for cell, other in [*((cell, seen.stored) for cell, seen in read.lying), *read.stale]:
        if (cell.row, cell.column) in read.places:
            flow.add_aside(Aside("disagreeing", other, span=read.places[cell.row, cell.column]))


def _print_rows(read: SheetRead, book: Workbook, flow: Flow) -> None:
    """
    Add a line for each row of the table, which begins at the first cell that is seen.
    """
    top, left = min(read.rows), min(min(row) for row in read.rows.values())
    table = flow.open_table(read.entry.name, f"{read.entry.name}!{name_of(top, left)}")
    for row in sorted(read.rows):
        cells = [(column - left, read.rows[row][column].text) for column in sorted(read.rows[row])]
        # Days counted from 1904 would be taken for others: there the words are all there is.
        figures = {} if book.is_1904 else _figures(read.rows[row], left)
        spans = flow.add_row(table, row - top, cells, BAR, figures)
        read.places.update({(row, column + left): span for (column, _), span in zip(cells, spans, strict=True)})


def _figures(cells: Mapping[int, Seen], left: int) -> dict[int, float]:
    """
    Return the numbers that are stored behind the cells of a row, by column of the table.
    """
    return {column - left: seen.number for column, seen in cells.items() if seen.number is not None}


def _nearest(read: SheetRead, row: int, flow: Flow) -> Span:
    """
    Return the place in the text where a hidden row would be: before the next cell of its row or a later one.
    """
    later = [span.start for (at, _), span in read.places.items() if at >= row] if len(read.hidden) < 50 else []  # noqa: PLR2004
    start = min(later, default=flow.position)
    return Span(start, start)


def _set_aside(read: SheetRead, flow: Flow) -> None:
    """
    Keep the words of a hidden sheet beside the text.
    """
    rows = {**{row: [seen.text for seen in cells.values()] for row, cells in read.rows.items()}}
    for row, words in read.hidden.items():
        rows.setdefault(row, []).extend(words)
    if rows:
        lines = (BAR.join(rows[row]) for row in sorted(rows))
        flow.add_aside(Aside("hidden", "\n".join((read.entry.name, *lines))))
        flow.warn(notices.hidden_sheet(read.entry.name, read.entry.state))


def _warnings(read: SheetRead) -> Iterable[Notice]:
    """
    Walk the warnings of one sheet.
    """
    name = read.entry.name
    if read.unseen:
        yield notices.hidden_cells(name)
    if read.filtered:
        yield notices.filtered_rows(name)
    if read.lying:
        yield notices.lying_cells(places(name, [name_of(cell.row, cell.column) for cell, _ in read.lying]))
    stale = [name_of(cell.row, cell.column) for cell, _ in read.stale if (cell.row, cell.column) in read.places]
    if stale:
        yield notices.stale_cells(places(name, stale))
    if differs_in_unit(seen for cells in read.rows.values() for seen in cells.values()):
        yield notices.other_unit(name)
    if read.unsaved:
        yield notices.unsaved_results(places(name, read.unsaved))


def places(sheet: str, names: list[str]) -> str:
    """
    Name some cells of a sheet, the first few of many.
    """
    more = " …" if len(names) > MOST_NAMED else ""
    return f"{clean_name(sheet)}!{', '.join(names[:MOST_NAMED])}{more}"
