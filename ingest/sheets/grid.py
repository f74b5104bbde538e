"""
Read the cells of one sheet with what hides them: hidden rows and columns, merged cells, filters.

Source: ECMA-376 part 1, 18.3 (worksheets).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.errors import TooLarge
from ingest.layout import LONGEST_TEXT
from ingest.markup import attribute, child, children, descendants, stream_xml
from ingest.sheets.places import LAST_COLUMN, LAST_ROW, Block, block_of, place_of
from ingest.sheets.workbook import TRUE, rich_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Elements that are looked at, and those that are only let go early as there may be a million of them.
READ: Final = ("sheetView", "sheetFormatPr", "col", "row", "mergeCell", "filterColumn", "headerFooter")
LET_GO: Final = ("cfRule", "conditionalFormatting", "dataValidation", "hyperlink", "brk", "ignoredError")
# Each cell shows a letter or more, of which a text has no more than this.
MOST_CELLS: Final = LONGEST_TEXT // 2
MOST_MERGES: Final = 200_000
NARROWEST: Final = 0.2


@dataclass(frozen=True, slots=True)
class Stored:
    """
    Hold a cell as the file stores it: place counted from 0, kind of value ("n", "s" …), value, formula and style.

    `value` is None for a formula whose result was not saved.
    """

    row: int
    column: int
    kind: str
    value: str | None
    formula: str = ""
    shared: str = ""
    style: int = 0


@dataclass(slots=True)
class Grid:
    """
    Hold all cells of one sheet that hold anything, in reading order, and what is hidden.
    """

    cells: list[Stored] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    shown_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Block] = field(default_factory=list)
    rows_start_hidden: bool = False
    shows_zeros: bool = True
    is_filtered: bool = False
    edges: list[str] = field(default_factory=list)

    def hides_row(self, row: int) -> bool:
        """
        Tell whether a row is hidden or has no height.
        """
        return row in self.hidden_rows or (self.rows_start_hidden and row not in self.shown_rows)

    def hides_column(self, column: int) -> bool:
        """
        Tell whether a column is hidden or has no width.
        """
        place = bisect_right(self.hidden_columns, (column, LAST_COLUMN)) - 1
        return place >= 0 and self.hidden_columns[place][0] <= column <= self.hidden_columns[place][1]

    def covered(self) -> set[tuple[int, int]]:
        """
        Return the places of stored cells that lie under a merged one and are not its top left corner.
        """
        blocks = sorted(self.merges, key=lambda block: block.top)
        places: set[tuple[int, int]] = set()
        open_blocks: list[Block] = []
        taken = 0
        for cell in self.cells:
            while taken < len(blocks) and blocks[taken].top <= cell.row:
                open_blocks.append(blocks[taken])
                taken += 1
            if open_blocks and open_blocks[0].bottom < cell.row:
                open_blocks = [block for block in open_blocks if block.bottom >= cell.row]
            for block in open_blocks:
                inside = block.left <= cell.column <= block.right and cell.row <= block.bottom
                if inside and (cell.row, cell.column) != (block.top, block.left):
                    places.add((cell.row, cell.column))
        return places


def read_grid(content: bytes, name: str) -> Grid:
    """
    Read one sheet's part.

    Raises:
        TooLarge: it holds more cells than any agreement.
        IngestError: 105 or 110.
    """
    grid = Grid()
    row_number = -1
    for element in stream_xml(content, name, (*READ, *LET_GO)):
        kind = str(element.tag).rpartition("}")[2]
        if kind == "row":
            row_number = _read_row(element, row_number + 1, grid)
        elif kind in READ:
            _READERS[kind](element, grid)
    grid.cells.sort(key=lambda cell: (cell.row, cell.column))
    grid.hidden_columns.sort()
    return grid


def _read_row(row: Element, expected: int, grid: Grid) -> int:
    """
    Take the cells of a row and whether it is hidden; return its number.
    """
    said = attribute(row, "r")
    number = int(said) - 1 if said.isdecimal() and 1 <= int(said[:8]) <= LAST_ROW else expected
    height = _float(attribute(row, "ht"))
    if attribute(row, "hidden") in TRUE or (height is not None and height <= NARROWEST):
        grid.hidden_rows.add(number)
    else:
        grid.shown_rows.add(number)
    column = 0
    for element in children(row, "c"):
        place = place_of(attribute(element, "r")) or (number, column)
        column = place[1] + 1
        stored = _stored(element, place)
        if stored is not None:
            grid.cells.append(stored)
    if len(grid.cells) > MOST_CELLS:
        raise TooLarge(detail=f"more than {MOST_CELLS} cells")
    return number


def _stored(element: Element, place: tuple[int, int]) -> Stored | None:
    """
    Return a cell that holds a value or a formula; None for an empty one.
    """
    kind = attribute(element, "t", "n")
    value, formula = child(element, "v"), child(element, "f")
    written = value.text if value is not None else None
    if kind == "inlineStr":
        inline = child(element, "is")
        written = rich_text(inline) if inline is not None else ""
    if not written and formula is None:
        return None
    style = attribute(element, "s")
    return Stored(
        *place,
        kind,
        written,
        "" if formula is None else (formula.text or ""),
        attribute(formula, "si") if attribute(formula, "t") == "shared" else "",
        int(style) if style.isdecimal() and len(style) < 7 else 0,  # noqa: PLR2004 - more than any file has
    )


def _read_view(view: Element, grid: Grid) -> None:
    if attribute(view, "showZeros", "1") not in TRUE:
        grid.shows_zeros = False


def _read_defaults(defaults: Element, grid: Grid) -> None:
    grid.rows_start_hidden = attribute(defaults, "zeroHeight") in TRUE


def _read_column(column: Element, grid: Grid) -> None:
    width = _float(attribute(column, "width"))
    if attribute(column, "hidden") in TRUE or (width is not None and width <= NARROWEST):
        ends = attribute(column, "min"), attribute(column, "max")
        if all(end.isdecimal() and len(end) < 6 for end in ends):  # noqa: PLR2004 - 16,384 has five
            grid.hidden_columns.append((int(ends[0]) - 1, int(ends[1]) - 1))


def _read_merge(merge: Element, grid: Grid) -> None:
    block = block_of(attribute(merge, "ref")) if len(grid.merges) < MOST_MERGES else None
    if block is not None:
        grid.merges.append(block)


def _read_filter(_: Element, grid: Grid) -> None:
    grid.is_filtered = True


def _read_edges(edges: Element, grid: Grid) -> None:
    grid.edges += [each.text for name in _EDGES for each in descendants(edges, name) if each.text]


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_EDGES: Final = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
_READERS: Final = {
    "sheetView": _read_view,
    "sheetFormatPr": _read_defaults,
    "col": _read_column,
    "mergeCell": _read_merge,
    "filterColumn": _read_filter,
    "headerFooter": _read_edges,
}
