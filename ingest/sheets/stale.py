"""
Find the formulas of a sheet whose saved result, which is what people see, is not what they work out to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.sheets.formulas import Budget, moved, work_out
from ingest.sheets.number_format import exact, general
from ingest.sheets.show import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.sheets.formulas import Value
    from ingest.sheets.grid import Stored
    from ingest.sheets.lay_out import SheetRead
    from ingest.sheets.workbook import Workbook

# Floating-point sums differ in the last digits from program to program.
NEAR: Final = 1e-6
MOST: Final = 20_000


def stale_cells(read: SheetRead, book: Workbook) -> Iterator[tuple[Stored, str]]:
    """
    Walk the cells of a sheet with the value that each formula works out to, where something else is seen.
    """
    with_formula = [cell for cell in read.grid.cells if cell.formula or cell.shared]
    # What builds on a result that was not saved cannot be worked out.
    if read.unsaved or not with_formula:
        return
    values = {(cell.row, cell.column): _value(cell, book) for cell in read.grid.cells if cell.value is not None}
    budget, shared = Budget(), dict[str, "Stored"]()
    for cell in with_formula[:MOST]:
        if cell.shared and cell.formula:
            shared.setdefault(cell.shared, cell)
        formula = _own(cell, shared.get(cell.shared))
        seen = values.get((cell.row, cell.column))
        result = work_out(formula, values, budget) if isinstance(seen, float) else None
        if result is None or not isinstance(seen, float) or abs(result - seen) <= NEAR * max(1.0, abs(seen)):
            continue
        shown = show(cell, book.looks.of(cell.style), book.strings, is_1904=book.is_1904)
        right = general(exact(result))
        if shown.text != right:
            yield cell, right


def _own(cell: Stored, first: Stored | None) -> str:
    """
    Return the formula of a cell, also where another cell holds it for several.
    """
    if cell.formula or first is None:
        return cell.formula
    return moved(first.formula, (first.row, first.column), (cell.row, cell.column))


def _value(cell: Stored, book: Workbook) -> Value:
    seen = show(cell, book.looks.of(cell.style), book.strings, is_1904=book.is_1904)
    return seen.stored if seen.number is None or cell.kind == "b" else seen.number
