"""
Read amounts into won: 15억, KRW 1.2bn, (1,200); one likely to be of another unit than its column is marked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from statistics import median
from typing import TYPE_CHECKING, Literal

import re2

from rules.portfolio.cells.written import (
    FEWEST,
    MOSTLY,
    REMEMBERED,
    ROOM,
    ColumnValues,
    folded,
    is_blank,
    is_placeholder,
)
from rules.portfolio.titles import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column

_AMOUNT_PART = re2.compile(
    r"(\d+(?:\.\d+)?)(조|천억|백억|십억|억|천만|백만|십만|만|천|trillion|billion|bn|million|mm|mn|m|thousand|k|b)?"
)
STEPS = {
    "조": 1e12, "천억": 1e11, "백억": 1e10, "십억": 1e9, "억": 1e8, "천만": 1e7, "백만": 1e6, "십만": 1e5, "만": 1e4, "천": 1e3,
    "trillion": 1e12, "billion": 1e9, "bn": 1e9, "b": 1e9, "million": 1e6, "mm": 1e6, "mn": 1e6, "m": 1e6, "thousand": 1e3,
    "k": 1e3,
}  # fmt: skip
FAR = 2.8
"""Orders of magnitude from the middle of a column at which an amount is likely in another unit."""
WRONG_UNITS = (1e3, 1e4, 1e6, 1e7, 1e8, 1e9)


@dataclass(frozen=True, slots=True)
class Amount:
    """
    Hold an amount as written: a bare number, or one that names its unit ("won": nothing but 원 behind it).
    """

    number: float
    unit: Literal["bare", "won", "stepped", "foreign"]


@lru_cache(maxsize=REMEMBERED)
def amount_in(text: str, figure: float | None) -> Amount | None:
    """
    Read an amount: 1,500 / 15억 / 3억 5천만원 / KRW 1.2bn / $1.2m / (1,200) / △1,200; None for other words.
    """
    written = folded(text).replace(",", "")
    foreign = next((mark for mark in FOREIGN if mark in written), None)
    plain = written.replace("us$", "").replace(foreign or "₩", "")
    for mark in ("krw", "₩", "￦", "won"):
        plain = plain.replace(mark, "")
    plain = plain.removesuffix("정").removesuffix("원")
    is_negative = plain[:1] in {"-", "△", "▲"} or (plain.startswith("(") and plain.endswith(")"))
    plain = plain.strip("-+△▲()").removeprefix("약").removeprefix("금")
    parts = _AMOUNT_PART.findall(plain)
    if not parts or "".join(number + step for number, step in parts) != plain:
        return None if figure is None else Amount(figure, "bare")
    stepped = any(step for _, step in parts)
    if figure is not None and not stepped:
        return Amount(figure, "foreign" if foreign else "bare")
    number = _summed(parts)
    unit: Literal["bare", "won", "stepped", "foreign"] = (
        "foreign" if foreign else "stepped" if stepped else "won" if written.endswith(("원", "원정", "won")) else "bare"
    )
    return Amount(-number if is_negative else number, unit)


def _summed(parts: Sequence[tuple[str, str]]) -> float:
    """
    Add up the parts of an amount; 12억 5천 is said for 12억 5천만.
    """
    large = False
    total = 0.0
    for number, step in parts:
        size = STEPS.get(step, 1.0)
        total += float(number) * size * (STEPS["만"] if large and step == "천" else 1)
        large |= size >= STEPS["억"]
    return total


def read_money(cells: Sequence[Written], _: Column, title: Title) -> ColumnValues:
    """
    Read amounts into won, or the unit the column has where none is told; an amount of another unit is marked.
    """
    amounts = [None if is_blank(text) else amount_in(text, figure) for text, figure in cells]
    scale = title.scale if title.scale is not None else 1.0
    usual = _usual_unit([one.unit for one in amounts if one is not None], title)
    as_told: list[object] = [None if one is None else one.unit in {usual, *_same_as(usual, title)} for one in amounts]
    values = [None if one is None else one.number * (scale if one.unit == "bare" else 1) for one in amounts]
    legible: list[object] = [
        None if is_blank(text) or is_placeholder(text) else one is not None
        for (text, _), one in zip(cells, amounts, strict=True)
    ]
    sizes = _sizes([value for value, fits in zip(values, as_told, strict=True) if value and fits])
    magnitude: list[object] = [None if value is None else _fits_magnitude(value, sizes) for value in values]
    return ColumnValues(list(values), {"unit": as_told, "legible": legible, "magnitude": magnitude})


def _same_as(usual: str, title: Title) -> tuple[str, ...]:
    """
    Give the other ways to write an amount that say the same: won in a column of won, the title's unit beside told ones.
    """
    if usual == "bare":
        return ("won",) if title.scale in {None, 1.0} else ()
    return ("bare",) if title.scale == 1 else ()


def _usual_unit(units: Sequence[str], title: Title) -> str:
    """
    Give how the amounts of a column name their unit; a column whose title tells a unit holds bare numbers.
    """
    counted = Counter("bare" if unit == "foreign" and title.currency else unit for unit in units).most_common(1)
    if not counted or (title.scale is not None and counted[0][1] < MOSTLY * len(units)):
        return "bare"
    return counted[0][0]


def _sizes(usual: Sequence[float]) -> tuple[float, float, float] | None:
    """
    Give a low, the middle and a high amount of a column; None where there are too few.
    """
    if len(usual) < FEWEST:
        return None
    ordered = sorted(map(abs, usual))
    return ordered[len(ordered) // 20], median(ordered), ordered[-1 - len(ordered) // 20]


def _fits_magnitude(value: float, sizes: tuple[float, float, float] | None) -> bool:
    """
    Tell whether an amount can be of its column's unit: one far from the middle that is usual in another unit is not.
    """
    if sizes is None or value == 0:
        return True
    low, middle, high = sizes
    away = log10(abs(value) / middle)
    if abs(away) < FAR:
        return True
    corrected = [abs(value) / step if away > 0 else abs(value) * step for step in WRONG_UNITS]
    return not any(low / ROOM <= one <= high * ROOM for one in corrected)
