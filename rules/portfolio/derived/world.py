"""
Hold what derived columns are worked out from, and the small sums that several of them need.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.written import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rules.parameters import Parameter
    from rules.portfolio.frame import Frame

YEAR = 365.2425
"""Days."""
PLACES = 9
"""Decimal places of ratios: more would be the noise of floating point."""


@dataclass(frozen=True, slots=True)
class World:
    """
    Hold the frames by kind, what was declared, the dated numbers and the day of the check.
    """

    frames: Mapping[str, Frame]
    facts: Mapping[str, object]
    parameters: Mapping[str, Parameter]
    on: date


def add_column(
    frame: Frame, name: str, sources: tuple[str, ...], needed: tuple[str, ...], of: Callable[..., object]
) -> None:
    """
    Add a column worked out row by row from `needed` columns, all of which must be there.
    """
    if not frame.has(*needed):
        frame.lacking[name] = tuple(one for one in needed if not frame.has(one))
        return
    columns = [frame.column(one) for one in needed]
    frame.columns[name] = [of(*values) for values in zip(*columns, strict=True)]
    frame.sources[name] = sources


def said_in(name: str, *texts: object) -> str | None:
    """
    Tell whether any of the texts says a remark; None where there is no text at all.
    """
    said = [str(text) for text in texts if text]
    remark = vocabulary.load().remarks[name]
    return "yes" if any(remark.is_said(folded(text)) for text in said) else "no"


def ratio(one: object, other: object) -> float | None:
    """
    Divide one by the other; None where either is no number or there is nothing to divide by.
    """
    if not isinstance(one, int | float) or not isinstance(other, int | float) or other <= 0:
        return None
    return round(one / other, PLACES)


def whole_years(since: object, until: object) -> float | None:
    """
    Give the years from one day to another (ordinals); a birthday completes one.
    """
    if not isinstance(since, int) or not isinstance(until, int):
        return None
    start, end = date.fromordinal(since), date.fromordinal(until)
    whole = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return round(max((until - since) / YEAR, whole) if whole >= 0 else (until - since) / YEAR, PLACES)


def date_of(day: object) -> date | None:
    """
    Give the day of an ordinal.
    """
    return date.fromordinal(day) if isinstance(day, int) else None


def months_after(day: date, months: int) -> date:
    """
    Give the day some months later: the last of its month where that month is shorter.
    """
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError(day)  # every month has 28 days
