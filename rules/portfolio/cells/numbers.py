"""
Read plain numbers and years.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from rules.portfolio.cells.written import REMEMBERED, ColumnValues, folded, is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column

_NUMBER = re2.compile(r"[-+△▲]?\(?[-+]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\)?")
FIGURE = re2.compile(r"(\d+(?:\.\d+)?)")


@lru_cache(maxsize=REMEMBERED)
def number_in(text: str) -> float | None:
    """
    Read a plain number: thousands parted by commas, negative by a sign, △ or brackets; None for other words.
    """
    plain = folded(text).strip("₩$€￦\\").removesuffix("원").removesuffix("%").strip()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    size = float(found.group(1).replace(",", "") + (found.group(2) or ""))
    return -size if plain[0] in "-△▲" or (plain.startswith("(") and plain.endswith(")")) else size


def read_numbers(cells: Sequence[Written], column: Column, _: Title) -> ColumnValues:
    """
    Read counts and multiples, a unit behind them left out.
    """
    values: list[object] = []
    legible: list[object] = []
    for text, figure in cells:
        value, is_none = figure, is_blank(text)
        if value is None and not is_none:
            plain = folded(text)
            for unit in ("배", "x", "명", "인", "석", "주", "건", "년"):
                plain = plain.removesuffix(unit)
            value = number_in(plain)
            if value is None and (found := FIGURE.match(plain)):
                value = float(found.group(1))
        if value is None and is_none and column.none_is is not None and folded(text) in {"없음", "none"}:
            value = float(column.none_is)
        values.append(value)
        legible.append(None if is_none or is_placeholder(text) else value is not None)
    return ColumnValues(values, {"legible": legible})


def read_years(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    """
    Read years: 2024, 2024년, FY2024.
    """
    values: list[object] = []
    for text, figure in cells:
        number = figure if figure is not None else number_in(folded(text).removesuffix("년").removeprefix("fy"))
        is_year = number is not None and 1950 < number < 2100  # noqa: PLR2004 (any year a report may be about)
        values.append(int(number) if number is not None and is_year else None)
    legible: list[object] = [
        None if is_blank(text) else value is not None for (text, _), value in zip(cells, values, strict=True)
    ]
    return ColumnValues(values, {"legible": legible})
