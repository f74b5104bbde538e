"""
Hold what the office shows of audits: frozen values without any database behind them; days are those of Asia/Seoul.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.versions_seen import mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from compliance.audits.plan import Plan


@dataclass(frozen=True, slots=True)
class PlanView:
    """
    Show a plan: what it asks for, whether it goes on, and when it is due and announced next (None: no more).
    """

    id: UUID
    owner: str
    plan: Plan
    state: str
    next_due: date | None
    notice_on: date | None
    created_at: datetime

    @property
    def etag(self) -> str:
        """
        Name this version; it changes with every decision.
        """
        return mark_of(self.id, self.state)


@dataclass(frozen=True, slots=True)
class RunView:
    """
    Show a run: how many agreements it has by state, and what became of their findings so far.

    `missed`: the day passed without a run. `refused`: the rules that the plan froze are no longer those of this office.
    `ends_at` is an estimate while it runs.
    """

    id: UUID
    plan_id: UUID
    title: str
    period: date
    state: str
    checked_on: date
    catalog_digest: str
    created_at: datetime
    finished_at: datetime | None
    agreements: Mapping[str, int]
    findings: Mapping[str, int]
    ends_at: datetime | None = None

    @property
    def etag(self) -> str:
        """
        Name this version; it changes with every decision, and when the run ends.
        """
        return mark_of(self.id, self.state)

    @property
    def total(self) -> int:
        """
        Return how many agreements the run has.
        """
        return sum(self.agreements.values())

    @property
    def done(self) -> int:
        """
        Return how many agreements are no longer waiting.
        """
        return self.total - self.agreements.get("waiting", 0)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """
    Show one finding that a run saw otherwise than the check before; `state` is where people left it.
    """

    id: UUID
    submission_id: UUID
    finding_id: UUID | None
    kind: str
    rule: str
    title: Mapping[str, str]
    severity: str
    ground: str
    earlier_severity: str | None
    earlier_ground: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class RecheckView:
    """
    Show one agreement that a day of the law asks to be checked again, and since when.
    """

    submission_id: UUID
    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class LawDayView:
    """
    Show a duty that came into force: the agreements still to be checked again under it, the first of them by name.

    `undated` counts agreements that it may concern but of which nobody knows the day that decides.
    """

    basis: str
    cite: str
    title: Mapping[str, str]
    in_force: date
    rules: Sequence[str]
    count: int
    undated: int
    agreements: Sequence[RecheckView]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """
    Show one agreement of a run: checked or not, and why not; `counts` say what became of its findings.
    """

    submission_id: UUID
    name: str
    position: int
    state: str
    code: int | None
    counts: Mapping[str, int]
