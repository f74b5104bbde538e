"""
Count days as Korean offices do: public holidays with their substitute days, the first day left out, days that rest.

Holidays come from the package `holidays` (MIT), whose Korean part knows substitute days, elections and temporary
holidays that were declared; one declared later comes with its next version, so a deadline names the version it was
computed by. Source of the counting: 민법 제157조 and 제161조, as in ../shared/domain/WORKFLOW.md 3.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from holidays import country_holidays

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
CALENDAR: Final = f"holidays {version('holidays')}"
"""By which calendar a deadline was computed."""


@dataclass(frozen=True, slots=True)
class Rest:
    """
    Hold days that do not count, both ends included; without an end it lasts.
    """

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """
        Tell whether a day lies in it.
        """
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Term:
    """
    Hold a length of time: so many working days, or so many days of the calendar.
    """

    days: int
    is_working: bool = False


def holiday(day: date) -> str:
    """
    Name the public holiday or substitute day in Korean; empty for other days.
    """
    return _holidays(day.year).get(day, "")


def is_working(day: date) -> bool:
    """
    Tell whether offices work on a day.
    """
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def last_day(start: date, term: Term, rests: Sequence[Rest] = (), today: date | None = None) -> date:
    """
    Return the last day of a term that starts on a day; if offices rest on it, the next on which they work.

    A rest that lasts is counted up to `today`: from then on the term would go on.
    """
    known = [Rest(one.starts_on, one.ends_on or max(today or one.starts_on, one.starts_on)) for one in rests]
    day, left = start, term.days
    while left > 0:
        day += DAY
        if (not term.is_working or is_working(day)) and not any(one.holds(day) for one in known):
            left -= 1
    while not is_working(day):
        day += DAY
    return day


def working_days(after: date, until: date) -> int:
    """
    Count the working days after one day up to another; below zero where the other has passed.
    """
    if until < after:
        return -working_days(until, after)
    days = (after + DAY * number for number in range(1, (until - after).days + 1))
    return sum(map(is_working, days))


@cache
def _holidays(year: int) -> dict[date, str]:
    return dict(country_holidays("KR", years=year, language="ko"))
