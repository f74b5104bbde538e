"""
Be the door to what the auditors' queue shows beside the findings themselves: how much waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import seoul
from compliance.store import findings

if TYPE_CHECKING:
    from datetime import date

    from compliance.access import Person
    from compliance.store.database import Database

SOON_DAYS = 3
"""A finding due within so many days is about to be late."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    Count the findings that are not decided: all, this person's, those due soon and those on hold.

    `is_more` says that there are more than were counted.
    """

    everything: int
    mine: int
    soon: int
    held: int
    is_more: bool


def soon() -> date:
    """
    Return the last day that is soon, in Korea.
    """
    return seoul.today() + timedelta(days=SOON_DAYS)


@dataclass(frozen=True, slots=True)
class WorklistDesk:
    """
    Tell of the queue what no single finding says.
    """

    database: Database

    def waiting(self, person: Person) -> Waiting:
        """
        Count what waits.
        """
        with self.database.transaction(person) as session:
            return Waiting(*findings.waiting(session, person.id, soon()))
