"""
Hold what the office shows to others: frozen values without any database behind them.

Ids are UUIDv7, times are timezone-aware UTC, sizes are bytes, texts for people are {"ko": …, "en": …}.
An `etag` is an opaque word without quotation marks; it changes with every decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from compliance.access import Actor
    from ingest.bundle import Fate

Item = TypeVar("Item")


class Origin(StrEnum):
    """
    Say how a document came to the office; it decides for ever who may see it.

    Source: ../shared/domain/WORKFLOW.md section 5 (agreement_version.origin) and 2.5.
    """

    SELF_CHECK = "self_check"
    """자가점검: the startup's own; the authority never sees it, nor that it exists."""
    REGISTERED = "registered"
    """등록: the submitter deliberately registered it with the authority."""
    ORDERED = "ordered"
    """제출명령: an auditor entered it."""


class SubmissionState(StrEnum):
    """
    Say how far a submission has come; only `screened` ever carries findings.
    """

    RECEIVED = "received"
    SCREENED = "screened"
    UNREADABLE = "unreadable"
    """The reader refused the file; `problem` says why. Never the same as "no findings"."""
    FAILED = "failed"
    """The check itself broke; `problem` says so. Never the same as "no findings"."""
    WITHDRAWN = "withdrawn"


class FindingState(StrEnum):
    """
    Say where a finding stands, exactly as in lifecycle.json.
    """

    DETECTED = "DETECTED"
    IN_REVIEW = "IN_REVIEW"
    ON_HOLD = "ON_HOLD"
    CONFIRMED = "CONFIRMED"
    DISMISSED = "DISMISSED"
    IN_CASE = "IN_CASE"
    REMEDIED = "REMEDIED"
    UNREMEDIED = "UNREMEDIED"
    SUPERSEDED = "SUPERSEDED"


class DecisionKind(StrEnum):
    """
    Name what a person does to a finding; `review.TRANSITIONS` says who may, and from which state.
    """

    REVIEW = "review"
    """Take it up (F1)."""
    UNASSIGN = "unassign"
    """Give it back to the queue (F3); needs a note."""
    CONFIRM = "confirm"
    """Confirm it (F4); high severity waits for a second person."""
    DISMISS = "dismiss"
    """Dismiss it with a reason code (F5); high severity waits for a second person."""
    HOLD = "hold"
    """Put it on hold (F6); needs a note."""
    RELEASE = "release"
    """Take it off hold (F7)."""
    RETURN = "return"
    """Send a proposed confirmation or dismissal back to its proposer; needs a note."""
    SUPERSEDE = "supersede"
    """Merge it into another finding (F8); needs a note."""
    REMEDY = "remedy"
    """Note that the draft was mended before signing (F10); needs a note."""
    REOPEN = "reopen"
    """Review it again (F11, F15, F16); needs a note."""


@dataclass(frozen=True, slots=True)
class Upload:
    """
    Hold one file as it was handed in: its name, its bytes and the media type the sender claimed.
    """

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """
    Hold what a person says of a title in tables of a kind: its column, none (None), or to read it as anybody's.
    """

    table: str
    title: str
    column: str | None
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Say why a document could not be screened: a stable code (ingest.errors, or 900 for the check itself) and words.
    """

    code: int
    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class ScreeningSummary:
    """
    Sum up a finished screening without any contract text.

    `status` is analysed or needs_review, `codes` the reasons of CHECK_JSON.md, `findings` counts by severity and
    `outcomes` counts by flagged, clear, not_applicable and not_assessable.
    """

    id: UUID
    status: str
    codes: tuple[int, ...]
    findings: Mapping[str, int]
    outcomes: Mapping[str, int]
    catalog_digest: str
    checked_on: date
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class FileView:
    """
    Show one file of a bundle, read or not.

    `fate` is as in ingest.bundle.Entry; `code` and `why` say why it is no document (code None where nothing is wrong
    with it), `advice` what a person can do about that. `submission` is the document's own; lists leave it out.
    """

    name: str
    size: int
    fate: Fate
    code: int | None
    why: Mapping[str, str]
    advice: Mapping[str, str]
    submission: SubmissionView | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """
    Show how two documents of a bundle belong together: `of` amends, supplements or replaces `to`, or relies on it.

    `kind` is as in compliance.deal.DealLink; `name` is what `of` calls the other: an annex or an agreement.
    """

    of: UUID
    to: UUID
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """
    Show one submission; `screening` once screened, `problem` once unreadable or failed.

    `repeated` is true where the very same file and declaration had been handed in before: this is that submission.
    `files` lists what a bundle holds, from the moment it is opened; it is None for a single document. `bundle` is the
    bundle that a document came in. `expires_on` is the last day of a self-check, after which it is destroyed.
    """

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    state: SubmissionState
    origin: Origin
    submitted_by: str
    received_at: datetime
    declaration: Mapping[str, object]
    screening: ScreeningSummary | None = None
    problem: Problem | None = None
    repeated: bool = False
    files: tuple[FileView, ...] | None = None
    bundle: UUID | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class DestructionView:
    """
    Confirm that documents were destroyed, and say nothing of what they were; `signature` is this installation's.
    """

    receipt: UUID
    destroyed_at: datetime
    documents: int
    signature: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """
    Place one clause in `DocumentView.text`; `depth` 0 is a root of the clause tree.
    """

    number: str
    heading: str
    level: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """
    Show the text that was read, with its clauses in reading order.
    """

    submission_id: UUID
    name: str
    language: str
    pages: int
    text: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    Hold a confirmation or dismissal that waits for a second person.
    """

    kind: DecisionKind
    reason_code: str | None
    proposed_by: str
    proposed_by_id: UUID


@dataclass(frozen=True, slots=True)
class FindingView:
    """
    Show one finding: `finding` is its object exactly as CHECK_JSON.md says, the rest is the office's own.

    `title` is the rule's, `allowed` the decisions this very person may take now; `catalog` is the digest of the rules
    that it was judged by.
    """

    id: UUID
    submission_id: UUID
    document_name: str
    rule: str
    title: Mapping[str, str]
    ground: str
    severity: str
    state: FindingState
    state_ko: str
    finding: Mapping[str, object]
    detected_at: datetime
    assignee: str | None
    reason_code: str | None
    proposed: Proposal | None
    hold_until: date | None
    allowed: tuple[DecisionKind, ...]
    etag: str
    catalog: str = ""
    due_on: date | None = None
    """By when it should be decided; None once it is."""


@dataclass(frozen=True, slots=True)
class EventView:
    """
    Show one step of a finding's history; `transition` is its code in lifecycle.json, None for a mere proposal.
    """

    id: UUID
    at: datetime
    person: str
    actor: Actor
    kind: str
    transition: str | None
    from_state: FindingState | None
    to_state: FindingState
    reason_code: str | None
    note: str


Order = Literal["gravest", "due", "newest", "unsure"]
"""Gravest and then newest first; due first and then gravest; newest first; least certain first."""


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """
    Narrow and order a list of findings; an empty set means any. `rule` matches the rule's id exactly.
    """

    states: frozenset[FindingState] = frozenset()
    severities: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    rule: str | None = None
    submission_id: UUID | None = None
    fingerprints: frozenset[str] = frozenset()
    cluster_id: UUID | None = None
    is_collapsed: bool = False
    """Only the first finding of each template clause stands for all that rest on it."""
    order: Order = "gravest"
    assignee_id: UUID | None = None
    due_by: date | None = None
    agreement_type: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """
    Hold what somebody decides: `reason_code` is one of review.REASONS (dismissals only), `until` ends a hold.
    """

    kind: DecisionKind
    reason_code: str | None = None
    note: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """
    Hold one page of a list, newest first; hand `next_cursor` back to get the following one, None at the end.
    """

    items: tuple[Item, ...]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class RuleView:
    """
    Show one rule to people; `detail` is the rule's whole public description as plain JSON values.
    """

    id: str
    name: str
    revision: int
    status: str
    severity: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    remedy: Mapping[str, str]
    applies_to: tuple[str, ...]
    law: tuple[Mapping[str, object], ...]
    wording: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogView:
    """
    Show the catalog the office checks with; `digest` names its exact content.
    """

    digest: str
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """
    Say how the office is: `storage` tells whether there is room to take things in, `queue` counts waiting and running jobs; a time is None where nobody was ever seen.
    """

    database: bool
    storage: bool
    queue: int
    worker_seen: datetime | None
    scheduler_seen: datetime | None
    worker_alive: bool
    scheduler_alive: bool


@dataclass(frozen=True, slots=True)
class QueueView:
    """
    Say how many jobs of a task wait ("todo") or run ("doing"), and how old the oldest is, in seconds.
    """

    task: str
    state: str
    jobs: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class JobTimeView:
    """
    Say how many jobs ended in a way within a class of times, and how many seconds they took together.
    """

    task: str
    outcome: str
    up_to: float
    jobs: int
    seconds: float


@dataclass(frozen=True, slots=True)
class WorkloadView:
    """
    Say what waits, what ran and who lives: `audit_runs` by state, `silent_seconds` by process.

    `messages` are those of the outbox that were not delivered, by state.
    """

    queue: tuple[QueueView, ...]
    job_times: tuple[JobTimeView, ...]
    audit_runs: Mapping[str, int]
    silent_seconds: Mapping[str, float]
    messages: Mapping[str, int]
    workers: int
