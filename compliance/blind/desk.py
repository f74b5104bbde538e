"""
Be the door to blind second review: what waits for a person, their verdict, and how often two people agree.

The sample is drawn by a seed, so it is the same whoever asks and nobody chooses it. Until a verdict is given nothing of
the first decision leaves this door; afterwards both are told. A verdict changes no finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance import intervals, journal, showing
from compliance.errors import Conflict, NotFound, Rejected
from compliance.journal import Act
from compliance.review import REASONS
from compliance.store import blind
from compliance.store.blind import BlindReview
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.views import FindingView

MOST = 50
FEWEST = 20
"""Pairs below which a rate says too little to be shown as one."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    Count pairs of verdicts; `low` and `high` are Wilson's 95 % bounds of the share that agrees (0 to 1).

    `kappa` is Cohen's: how much better than chance two people agree; None where all verdicts are the same.
    """

    total: int
    alike: int
    low: float
    high: float
    kappa: float | None
    pairs: Mapping[tuple[str, str], int]

    @property
    def is_enough(self) -> bool:
        """
        Tell whether there are enough pairs for a rate.
        """
        return self.total >= FEWEST


@dataclass(frozen=True, slots=True)
class Judged:
    """
    Show both verdicts on a finding, once the second was given.
    """

    finding_id: UUID
    title: Mapping[str, str]
    first: str
    second: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BlindDesk:
    """
    Offer what examiners do in a blind review.
    """

    database: Database
    keys: KeyRing
    settings: Settings

    def waiting(self, person: Person) -> tuple[FindingView, ...]:
        """
        Show what waits for this person; written into the journal first.
        """
        with self.database.transaction(person) as session:
            rows = blind.waiting(session, person.id, *self._sample, MOST)
            return showing.findings(Door(session, self.keys, person), rows)

    def finding(self, person: Person, finding_id: UUID) -> FindingView:
        """
        Show one; `NotFound` where it does not wait for this person.
        """
        with self.database.transaction(person) as session:
            row = blind.one(session, person.id, *self._sample, finding_id)
            if row is None:
                raise NotFound
            return showing.findings(Door(session, self.keys, person), [row])[0]

    def judge(self, person: Person, finding_id: UUID, verdict: str, reason_code: str | None) -> None:
        """
        Keep a verdict for good.

        Raises:
            Rejected: "decision", it is none; "reason_code", a dismissal without its reason.
            Conflict: this person judged it before.
        """
        if verdict not in blind.DECISIONS:
            raise Rejected("확정 또는 기각을 고르십시오", "choose to confirm or to dismiss", "decision")
        if verdict == "dismiss" and reason_code not in REASONS:
            raise Rejected("기각 사유를 고르십시오", "a dismissal needs its reason", "reason_code")
        with self.database.transaction(person) as session:
            row = blind.one(session, person.id, *self._sample, finding_id)
            if row is None:
                raise NotFound
            kept = blind.add(
                session,
                BlindReview(
                    finding_id=row.id,
                    reviewer_id=person.id,
                    submission_id=row.submission_id,
                    tenant_id=row.tenant_id,
                    origin=row.origin,
                    verdict=verdict,
                    reason_code=reason_code if verdict == "dismiss" else None,
                    first_verdict="confirm" if row.state == "CONFIRMED" else "dismiss",
                ),
            )
            if not kept:
                raise Conflict("이미 판단한 항목입니다", "it was judged before")
            journal.write(session, person, Act.BLIND_JUDGED, f"finding:{row.id}")

    def judged(self, person: Person) -> list[Judged]:
        """
        Show what this person judged last, with the first verdict.
        """
        with self.database.transaction(person) as session:
            rows = blind.of_person(session, person.id, MOST)
        return [Judged(row.id, row.title, one.first_verdict, one.verdict, one.at) for one, row in rows]

    def agreement(self, person: Person) -> Agreement:
        """
        Say how often the second verdict was the first.
        """
        with self.database.transaction(person) as session:
            return agreement(blind.pairs(session))

    @property
    def _sample(self) -> tuple[str, int]:
        return self.settings.blind_review_seed, self.settings.blind_review_percent


def agreement(pairs: Mapping[tuple[str, str], int]) -> Agreement:
    """
    Compute the rate of agreement from counted pairs of verdicts.
    """
    total = sum(pairs.values())
    if not total:
        return Agreement(0, 0, 0.0, 1.0, None, pairs)
    alike = sum(count for (first, second), count in pairs.items() if first == second)
    kappa, _ = intervals.agreement(pairs, blind.DECISIONS)
    return Agreement(total, alike, *intervals.wilson(alike, total), kappa, pairs)
