"""
Stand in for the desk of holds: one document that can be held, one that was destroyed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound
from compliance.safekeeping.holding import CertificateView, HoldView

if TYPE_CHECKING:
    from compliance.access import Person

SPACE = UUID(int=12)
DOCUMENT, GONE = uuid5(SPACE, "document"), uuid5(SPACE, "gone")
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


class FakeHolds:
    """
    Keep holds in memory; for privacy officers alone.
    """

    def __init__(self) -> None:
        """
        Begin without holds.
        """
        self.held: list[HoldView] = []

    def hold(self, person: Person, submission_id: UUID, reason: str) -> HoldView:
        """
        Hold the one document, once.
        """
        self._check(person)
        if submission_id != DOCUMENT:
            raise NotFound
        if any(one.released_at is None for one in self.held):
            raise Conflict("이미 보존 중입니다", "it is held already", "held")
        self.held.append(
            HoldView(uuid5(SPACE, reason), submission_id, person.id, NOW, reason, None, None, None, person.name)
        )
        return self.held[-1]

    def release(self, person: Person, hold_id: UUID, reason: str) -> HoldView:
        """
        Let it go.
        """
        self._check(person)
        [held] = [one for one in self.held if one.id == hold_id]
        self.held = [replace(held, released_by=person.id, released_at=NOW, release_reason=reason)]
        return self.held[0]

    def holds(self, person: Person, most: int | None = None) -> list[HoldView]:
        """
        List them.
        """
        del most
        self._check(person)
        return self.held

    def certificates(self, person: Person, most: int | None = None) -> list[CertificateView]:
        """
        Show the certificate of one destruction.
        """
        del most
        self._check(person)
        day = date(2026, 11, 23)
        return [CertificateView(uuid5(SPACE, "c"), GONE, 1, "audit_document", day, day, NOW, "s" * 64)]

    def _check(self, person: Person) -> None:
        if person.actor is not Actor.PRIVACY_OFFICER:
            raise Forbidden("개인정보 보호책임자만 할 수 있습니다", "only a privacy officer may")
