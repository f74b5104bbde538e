"""
Hold what the office shows of drafts of the rules and of previews: frozen values without any database behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compliance.versions_seen import mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class DraftView:
    """
    Show a draft: its files, the rules that may judge otherwise with their types, and who proposed and approved it.

    `is_current`: it was drawn up over the rules that this office has now, so a preview tells its effect exactly.
    `trial` is "waiting", "held" or "failed", by the examples of its rules; `problems` says what does not hold.
    """

    id: UUID
    title: str
    author: str
    state: str
    digest: str
    base_digest: str
    is_current: bool
    files: tuple[str, ...]
    changed: Mapping[str, Sequence[str]]
    created_at: datetime
    effective_on: date | None
    reason: str | None
    proposed_by: str | None
    approved_by: str | None
    approved_at: datetime | None
    allowed: tuple[str, ...]
    trial: str
    problems: tuple[str, ...]

    @property
    def etag(self) -> str:
        """
        Name this version; it changes with every decision.
        """
        return mark_of(self.id, self.state, self.effective_on, self.reason, self.proposed_by, self.approved_at)


@dataclass(frozen=True, slots=True)
class InForceView:
    """
    Show which rules are in force: `title` and `since` are None while those are that the program was shipped with.

    `files` are those that lie over the shipped ones; `holds` is False where this version of the program does not take
    them, and its shipped rules judge instead.
    """

    digest: str
    title: str | None
    since: date | None
    approved_by: str | None
    files: tuple[str, ...]
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """
    Tell of one rule over some words whether it fires, where it came nearest, and each condition: depth, held, words.
    """

    fires: bool
    quote: str
    conditions: tuple[tuple[int, bool, str], ...]


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """
    Show what a rule makes of some words today and by a draft; None where there is no such rule.
    """

    rule: str
    title: Mapping[str, str]
    today: Told | None
    draft: Told | None


@dataclass(frozen=True, slots=True)
class RuleImpact:
    """
    Count what a draft changes by one rule in agreements of one type ("" unknown).
    """

    rule: str
    title: Mapping[str, str]
    agreement_type: str
    created: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class PreviewView:
    """
    Show a preview: how far it is, what would change by rule and type, and which decisions stand against it.

    `decisions` counts findings that people decided by verdict: contradicts, regraded, agrees.
    """

    id: UUID
    draft_id: UUID
    title: str
    state: str
    checked_on: date
    base_digest: str
    digest: str
    seed: str
    created_at: datetime
    finished_at: datetime | None
    agreements: Mapping[str, int]
    impacts: tuple[RuleImpact, ...]
    decisions: Mapping[str, int]
    ends_at: datetime | None = None
    total: int = field(init=False)
    done: int = field(init=False)

    def __post_init__(self) -> None:
        """
        Count the agreements.
        """
        object.__setattr__(self, "total", sum(self.agreements.values()))
        object.__setattr__(self, "done", self.total - self.agreements.get("waiting", 0))


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """
    Show one finding that a draft sees otherwise; `decided` is where people left it, `quote` is there in samples only.
    """

    id: UUID
    submission_id: UUID
    finding_id: UUID | None
    agreement_type: str
    kind: str
    rule: str
    title: Mapping[str, str]
    severity: str
    ground: str
    earlier_severity: str | None
    earlier_ground: str | None
    decided: str | None
    verdict: str | None
    quote: str | None = None
