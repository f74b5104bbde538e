"""
Find the records in a table of a spreadsheet: the row of column titles, and how many rows stand under it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.sheets.places import letters_of, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.document import Cell, Table

# Rows from the top in which titles may stand, under a name and a unit.
REACH: Final = 20
# The row of titles is about as wide as the table, and figures in it are years at most.
WIDE: Final = 0.6
MOST_FIGURES: Final = 0.3
FEWEST_COLUMNS, FEWEST_ROWS = 3, 3


@dataclass(frozen=True, slots=True)
class Records:
    """
    Hold where the titles of a table stand, with row and letters of columns as the file counts them, from 1 and "A".

    `sheet` is None where the file has no sheets. `rows` counts the rows under the titles; without a row of titles
    (`header_row` None) all of them.
    """

    sheet: str | None
    header_row: int | None
    rows: int
    columns: Mapping[str, str]
    titles: tuple[Cell, ...] = ()

    @property
    def are_many(self) -> bool:
        """
        Tell whether this is a list of records and not a form or a few terms beside their names.
        """
        return self.header_row is not None and self.rows >= FEWEST_ROWS and len(self.columns) >= FEWEST_COLUMNS


def records_of(table: Table) -> Records | None:
    """
    Read the outline of a table; None for one that stands in no spreadsheet.
    """
    if table.origin is None:
        return None
    sheet, _, first = table.origin.rpartition("!")
    top, left = place_of(first) or (0, 0)
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    header = _header(rows)
    if header is None:
        return Records(sheet or None, None, len(rows), {})
    titles = tuple(rows[header])
    columns = {letters_of(left + cell.column): " ".join(cell.text.split()) for cell in titles}
    return Records(sheet or None, top + header + 1, sum(row > header for row in rows), columns, titles)


def _header(rows: Mapping[int, list[Cell]]) -> int | None:
    """
    Return the first row of words that is about as wide as the table; None where there is none.
    """
    widest = max((len(cells) for cells in rows.values()), default=0)
    for row in sorted(rows)[:REACH]:
        cells = rows[row]
        figures = sum(not any(letter.isalpha() for letter in cell.text) for cell in cells)
        if len(cells) > 1 and len(cells) >= WIDE * widest and figures <= MOST_FIGURES * len(cells):
            return row
    return None
