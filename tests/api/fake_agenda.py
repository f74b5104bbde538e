"""
Stand in for the calendar of audits: one November with something of every kind.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from compliance.audits.agenda import Entry

if TYPE_CHECKING:
    from compliance.access import Person

PLAN, RUN = UUID(int=21), UUID(int=22)
ENTRIES: Final = (
    Entry(date(2026, 11, 2), "run", "정기 점검", state="finished", subject=RUN),
    Entry(date(2026, 11, 3), "stage", "poc", count=2),
    Entry(date(2026, 11, 13), "deadline", count=3),
    Entry(date(2026, 11, 23), "notice", "정기 점검", rhythm="month_end", subject=PLAN),
    Entry(date(2026, 11, 30), "due", "정기 점검", rhythm="month_end", subject=PLAN),
    Entry(date(2026, 11, 30), "due", "정기 실태조사", rhythm="yearly", subject=UUID(int=23)),
    Entry(date(2026, 12, 3), "law", "상생협력법 제22조의2"),
    Entry(date(2026, 12, 3), "recheck", count=1),
    Entry(date(2027, 3, 30), "law", "벤처투자법 제52조의2"),
)


class FakeAgenda:
    """
    Know that November and what follows.
    """

    def entries(self, person: Person, first: date, last: date, *, once: bool = False) -> list[Entry]:
        """
        Give what falls into a time.
        """
        del person, once
        return [one for one in ENTRIES if first <= one.day <= last]
