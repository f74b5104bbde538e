"""
Turn counts of an organisation's agreements by year into rates, where there are enough for one.

Fewer than five agreements are 표본 부족: no share, no interval and no count of confirmed ones is shown for them.
Source: ../shared/domain/WORKFLOW.md section 4 (M3 and the guards below it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance.intervals import wilson
from compliance.organisations.views import Rate, YearCount, YearView

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 5
"""Agreements below which no rate is shown."""


def years_of(counts: Sequence[YearCount]) -> tuple[YearView, ...]:
    """
    Show the years as they come, newest first; a break stands where the year above was judged by other rules.
    """
    above = [None, *counts[:-1]]
    return tuple(
        _year(one, is_break=before is not None and before.catalogs != one.catalogs)
        for before, one in zip(above, counts, strict=True)
    )


def whole_of(counts: Sequence[YearCount]) -> YearView:
    """
    Show all years together.
    """
    together = YearCount(
        year=None,
        agreements=sum(one.agreements for one in counts),
        in_part=sum(one.in_part for one in counts),
        confirmed=sum(one.confirmed for one in counts),
        advisory=sum(one.advisory for one in counts),
        catalogs=tuple(sorted({digest for one in counts for digest in one.catalogs})),
    )
    return _year(together, is_break=False)


def _year(one: YearCount, *, is_break: bool) -> YearView:
    enough = one.agreements >= FEWEST
    return YearView(
        one.year,
        one.agreements,
        one.in_part,
        _rate(one.confirmed, one.agreements) if enough else None,
        one.advisory if enough else None,
        one.catalogs,
        is_break,
    )


def _rate(counted: int, total: int) -> Rate:
    return Rate(counted, total, counted / total, *wilson(counted, total))
