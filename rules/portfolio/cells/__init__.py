"""
Read the cells of a column by its type: a value, and aspects of how it was written that the data suites look at.

A value that cannot be read is None and its aspect says why; nothing is repaired in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.cells.codes import read_codes
from rules.portfolio.cells.dates import read_days
from rules.portfolio.cells.money import read_money
from rules.portfolio.cells.names import read_names, read_text
from rules.portfolio.cells.numbers import read_numbers, read_years
from rules.portfolio.cells.registration import read_registration
from rules.portfolio.cells.shares import read_shares
from rules.portfolio.cells.written import is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rules.portfolio.cells.written import ColumnValues, Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column, Words

_READERS: dict[str, Callable[[Sequence[Written], Column, Title], ColumnValues]] = {
    "text": read_text,
    "name": read_names,
    "registration": read_registration,
    "number": read_numbers,
    "year": read_years,
    "share": read_shares,
    "day": read_days,
    "money": read_money,
}


def read_column(cells: Sequence[Written], column: Column, title: Title, words: Words | None) -> ColumnValues:
    """
    Read the cells of one column by its type.
    """
    read = read_codes(cells, words) if words is not None else _READERS[column.type](cells, column, title)
    read.aspects["filled"] = [_filled(text, value) for (text, _), value in zip(cells, read.values, strict=True)]
    read.aspects["placeholder"] = [is_placeholder(text) for text, _ in cells]
    return read


def _filled(text: str, value: object) -> bool | None:
    return True if not is_blank(text) or value is not None else None
