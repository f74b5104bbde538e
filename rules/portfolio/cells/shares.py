"""
Read shares: 20%, 20 and 0.2 are one, and those of another scale than their column are marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.cells.numbers import FIGURE, number_in
from rules.portfolio.cells.written import FEWEST, MOSTLY, ROOM, ColumnValues, folded, is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column

NO_FLOOR = frozenset({"없음", "하한없음", "none", "nofloor", "무"})
ROUNDING = 1.0
"""How far a shown percentage may be from the stored number, in percentage points."""
SMALL = 4
"""How many times smaller than any other of its column a percentage below 1 must be to be taken for a share."""


def read_shares(cells: Sequence[Written], column: Column, title: Title) -> ColumnValues:
    """
    Read shares: "20%" says it itself; a bare number is of the scale that the title or most of the column has.
    """
    read = [_share_in(text, figure, column) for text, figure in cells]
    # A spreadsheet stores 0.2 behind 20%, so its numbers tell the scale whichever way they are shown.
    stored = [
        number for (number, told), (_, figure) in zip(read, cells, strict=True) if number and (not told or figure)
    ]
    scale = _scale_of(stored, told_percent=title.is_percent, are_told=any(told for _, told in read))
    values: list[object] = [None if number is None else number if told else number / scale for number, told in read]
    legible: list[object] = [
        None if is_blank(text) or is_placeholder(text) else value is not None
        for (text, _), value in zip(cells, values, strict=True)
    ]
    return ColumnValues(values, {"scale": _scale_fits(read, scale, column.highest_share), "legible": legible})


def _share_in(text: str, figure: float | None, column: Column) -> tuple[float | None, bool]:
    """
    Read a share: the number, and whether it is told to be one (20% is 0.2) or bare (0.2 or 20).
    """
    plain = folded(text).replace("연", "").removesuffix("p")
    if "%" in plain:
        percent = number_in(plain)
        if percent is None and (found := FIGURE.search(plain)):
            percent = float(found.group(1))
        if percent is None:
            return None, True
        is_shown = figure is not None and abs(figure * 100 - percent) <= ROUNDING
        return (figure if is_shown else percent / 100), True
    if column.none_is is not None and plain in NO_FLOOR:
        return float(column.none_is), True
    return (figure if figure is not None else number_in(plain)), False


def _scale_of(numbers: Sequence[float], *, told_percent: bool, are_told: bool) -> float:
    """
    Give what a bare number is divided by: 100 for per cent, 1 for a share.
    """
    fractions = sum(abs(one) <= 1 for one in numbers)
    if len(numbers) >= FEWEST and (fractions >= MOSTLY * len(numbers) or fractions <= (1 - MOSTLY) * len(numbers)):
        return 1.0 if fractions >= MOSTLY * len(numbers) else 100.0
    if told_percent or are_told:
        return 100.0
    return 1.0 if fractions * 2 >= len(numbers) else 100.0


def _scale_fits(read: Sequence[tuple[float | None, bool]], scale: float, highest: int) -> list[object]:
    """
    Tell which bare numbers are of the column's scale: 20 among shares, 0.2 among per cent are not.
    """
    bare = [None if told else number for number, told in read]
    if scale == 1:
        return [None if one is None else abs(one) <= highest for one in bare]
    percents = [abs(number) * (100 if told else 1) for number, told in read if number]
    whole = [one for one in percents if one >= 1]
    if len(whole) < FEWEST:
        return [None if one is None else True for one in bare]
    least = min(whole)
    return [
        None
        if one is None
        else not (0 < abs(one) < 1 and abs(one) * SMALL < least <= abs(one) * 100 <= max(whole) * ROOM)
        for one in bare
    ]
