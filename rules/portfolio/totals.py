"""
Add up the amounts over a row of totals and tell where it says another sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.money import amount_in
from rules.portfolio.frame import Origin, place
from rules.portfolio.quality import DataError
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rules.portfolio.frame import Frame
    from rules.portfolio.outline import ColumnRead, Record, Sheet

CLOSE = 0.001
"""How far a sum may differ for rounding, as a share."""
WHY = Text(ko="위의 금액을 더한 값과 다릅니다.", en="The amounts above add up to another sum.")
MEANS = ("평균", "average", "mean")
"""Words of rows that hold a mean and no sum."""


def wrong_totals(sheets: Sequence[Sheet], frames: Mapping[str, Frame]) -> list[DataError]:
    """
    Find the totals that agree neither with the rows since the last total, nor all above, nor all of the sheet.

    A column in which an amount is wrong cannot be added up, and its totals are left alone.
    """
    return [
        DataError("inconsistent", place(Origin(sheet, record), column), WHY)
        for sheet in sheets
        for column in _money(sheet)
        if (amounts := _amounts(sheet, column, frames[sheet.kind])) is not None
        for record in _wrong(sheet, column, amounts)
    ]


def _money(sheet: Sheet) -> Iterator[ColumnRead]:
    known = vocabulary.load().kinds[sheet.kind].columns
    for column in sheet.columns:
        if column.mapped.column and known[column.mapped.column].type == "money":
            yield column


def _amounts(sheet: Sheet, column: ColumnRead, frame: Frame) -> dict[int, float] | None:
    """
    Give the amount of each row by its number; None where one could not be read.
    """
    amounts: dict[int, float] = {}
    for value, origins in zip(frame.column(str(column.mapped.column)), frame.origins, strict=True):
        if origins[0].sheet is not sheet:
            continue
        record = origins[0].record
        if isinstance(value, int | float):
            amounts[record.number] = value
        elif column.index in record.cells:
            return None
    return amounts


def _wrong(sheet: Sheet, column: ColumnRead, amounts: Mapping[int, float]) -> Iterator[Record]:
    scale = column.mapped.title.scale or 1.0
    last = 0
    for record, taken_for in sheet.skipped:
        cell = record.cells.get(column.index)
        if taken_for != "total":
            continue
        since = sum(amount for number, amount in amounts.items() if last < number < record.number)
        above = sum(amount for number, amount in amounts.items() if number < record.number)
        last = record.number
        told = amount_in(cell.text, cell.figure) if cell is not None else None
        if told is None or any(word in one.text.casefold() for one in record.cells.values() for word in MEANS):
            continue
        said = told.number * (scale if told.unit == "bare" else 1)
        if not any(abs(said - one) <= CLOSE * abs(said) for one in (since, above, sum(amounts.values()))):
            yield record
