"""
Reckon the days of audit plans, leap days and month ends among them.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from compliance.audits.periods import Rhythm, following, latest, missed


@pytest.mark.parametrize(
    ("rhythm", "first", "today", "due"),
    [
        (Rhythm.ONCE, date(2026, 11, 2), date(2027, 1, 1), date(2026, 11, 2)),
        (Rhythm.DAILY, date(2026, 11, 2), date(2026, 11, 1), None),
        (Rhythm.WEEKLY, date(2026, 11, 2), date(2026, 11, 15), date(2026, 11, 9)),
        (Rhythm.MONTH_END, date(2028, 1, 15), date(2028, 2, 29), date(2028, 2, 29)),
        (Rhythm.MONTH_END, date(2028, 1, 15), date(2028, 3, 30), date(2028, 2, 29)),
        (Rhythm.MONTH_END, date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 30)),
        (Rhythm.MONTH_END, date(2026, 11, 2), date(2026, 11, 29), None),
        (Rhythm.YEARLY, date(2028, 2, 29), date(2029, 2, 28), date(2029, 2, 28)),
        (Rhythm.YEARLY, date(2028, 2, 29), date(2032, 2, 28), date(2031, 2, 28)),
        (Rhythm.YEARLY, date(2026, 12, 31), date(2027, 12, 30), date(2026, 12, 31)),
    ],
)
def test_the_last_day_due(rhythm: Rhythm, first: date, today: date, due: date | None) -> None:
    """
    Days count from the plan's first day; what is due on a day that a year does not have is due the day before.
    """
    assert latest(rhythm, first, today) == due


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.MONTH_END, Rhythm.YEARLY])
@pytest.mark.parametrize("first", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 30)])
def test_the_days_follow_one_another_without_gap(rhythm: Rhythm, first: date) -> None:
    """
    Over twelve years of ticks, the days that were due are exactly those that follow one another, none missed.
    """
    due: list[date] = []
    day = first
    while day < first + timedelta(days=12 * 366):
        newest = latest(rhythm, first, day)
        if newest and (not due or newest > due[-1]):
            assert missed(rhythm, first, due[-1] if due else None, newest) == []
            assert following(rhythm, first, due[-1] if due else None) == newest
            due.append(newest)
        day += timedelta(days=1)
    assert len(due) == len(set(due)) > 10
