"""
Be the door to what the auditors' queue shows beside the findings themselves: how much waits, and whose wording it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import seoul
from compliance.store import clusters, findings
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from compliance.access import Person
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

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
    keys: KeyRing

    def waiting(self, person: Person) -> Waiting:
        """
        Count what waits.
        """
        with self.database.transaction(person) as session:
            return Waiting(*findings.waiting(session, person.id, soon()))

    def organisations(self, person: Person, finding_ids: Sequence[UUID]) -> dict[UUID, str]:
        """
        Name whose wording findings are about; those that rest on no clause of a known organisation are left out.
        """
        with self.database.transaction(person) as session:
            labels = Door(session, self.keys, person).labels(clusters.labels(session, finding_ids))
        return {finding_id: label["organisation"] for finding_id, label in labels.items()}
