"""
Carry out one decision on several findings at once: on all of them or on none, each as if it were decided alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance import deciding, showing
from compliance.errors import ComplianceError
from compliance.store import findings
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from compliance.access import Person
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.views import Decision, FindingView

MOST: Final = 200
"""Findings decided on at once."""


class ItemRefused(Exception):
    """
    Name the first finding that keeps all from being decided, by its place, and why.
    """

    def __init__(self, place: int, why: ComplianceError) -> None:
        """
        Keep place and reason.
        """
        self.place = place
        self.why = why
        super().__init__(place, why.code)


@dataclass(frozen=True, slots=True)
class Seen:
    """
    Name a finding with the `etag` that the person saw.
    """

    finding_id: UUID
    if_match: str


@dataclass(frozen=True, slots=True)
class DecisionDesk:
    """
    Offer decisions on several findings.
    """

    database: Database
    keys: KeyRing

    def decide(self, person: Person, decision: Decision, seen: Sequence[Seen]) -> tuple[FindingView, ...]:
        """
        Decide on all of them; each is authorised, and written into the journal, by itself.

        Raises:
            ItemRefused: one of them is not there, has changed, or may not be decided so; nothing is decided then.
        """
        with self.database.transaction(person) as session:
            door = Door(session, self.keys, person)
            # In one order for everybody, so that two of these never wait for each other.
            for place in sorted(range(len(seen)), key=lambda place: seen[place].finding_id):
                try:
                    deciding.decide(door, seen[place].finding_id, decision, seen[place].if_match)
                except ComplianceError as why:
                    raise ItemRefused(place, why) from why
            rows = {row.id: row for row in findings.by_id(session, [one.finding_id for one in seen])}
            return showing.findings(door, [rows[one.finding_id] for one in seen])
