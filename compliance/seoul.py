"""
Tell the day in Korea, by which the office reckons whatever is due.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def today() -> date:
    """
    Return today's date in Korea.
    """
    return datetime.now(SEOUL).date()


def day_of(at: datetime) -> date:
    """
    Return the date that it was in Korea at a time.
    """
    return at.astimezone(SEOUL).date()
