"""
Reckon on which days an audit plan is due: calendar dates in Asia/Seoul, never hours, so that no clock can double one.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEK = timedelta(days=7)
FEBRUARY, LEAP_DAY, LAST_OF_FEBRUARY = 2, 29, 28


class Rhythm(StrEnum):
    """
    Say how often a plan is due; each counts from the plan's first day.
    """

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTH_END = "month_end"
    YEARLY = "yearly"
    """The statutory yearly survey keeps its day; one of 29 February is due on the 28th of other years."""


def latest(rhythm: Rhythm, first: date, today: date) -> date | None:
    """
    Return the last day up to `today` on which a plan that begins on `first` is due; None before the first.
    """
    if today < first:
        return None
    if rhythm is Rhythm.ONCE:
        return first
    if rhythm is Rhythm.DAILY:
        return today
    if rhythm is Rhythm.WEEKLY:
        return first + (today - first) // WEEK * WEEK
    if rhythm is Rhythm.MONTH_END:
        end = _month_end(today)
        due = end if end <= today else today.replace(day=1) - timedelta(days=1)
        return due if due >= first else None
    due = _on(first, today.year)
    return due if due <= today else _on(first, today.year - 1)


def following(rhythm: Rhythm, first: date, after: date | None) -> date | None:
    """
    Return the first day after `after` on which the plan is due (of all days where None); None where it has been done.
    """
    if after is None or after < first:
        return _month_end(first) if rhythm is Rhythm.MONTH_END else first
    if rhythm is Rhythm.ONCE:
        return None
    if rhythm is Rhythm.DAILY:
        return after + timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        return first + ((after - first) // WEEK + 1) * WEEK
    if rhythm is Rhythm.MONTH_END:
        end = _month_end(after)
        return end if end > after else _month_end(after + timedelta(days=1))
    due = _on(first, after.year)
    return due if due > after else _on(first, after.year + 1)


def ahead(rhythm: Rhythm, first: date, due: date | None, last: date) -> Iterator[date]:
    """
    Give the days from the next one that is due up to the last day, both included.
    """
    while due is not None and due <= last:
        yield due
        due = following(rhythm, first, due)


def missed(rhythm: Rhythm, first: date, done: date | None, due: date) -> list[date]:
    """
    List the days between the last one that was taken up and the one that is due now: they passed without a run.
    """
    days: list[date] = []
    day = following(rhythm, first, done)
    while day is not None and day < due:
        days.append(day)
        day = following(rhythm, first, day)
    return days


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _on(first: date, year: int) -> date:
    has_day = first.month != FEBRUARY or first.day != LEAP_DAY or monthrange(year, FEBRUARY)[1] == LEAP_DAY
    return first.replace(year=year) if has_day else first.replace(year=year, day=LAST_OF_FEBRUARY)
