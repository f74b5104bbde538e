"""
Hold what the office shows of cases, and what people decide on them: frozen values without any database behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from compliance.access import Actor
    from compliance.cases.deadlines import DeadlineView, Limit, RestView
    from compliance.cases.states import CaseState, LetterKind, Measure, Step
    from compliance.views import FindingView
    from compliance.vocabulary import Word


@dataclass(frozen=True, slots=True)
class CaseRow:
    """
    Show one case in a list: its nearest deadline and the working days left (below zero: passed; None: none runs).
    """

    id: UUID
    number: str
    state: CaseState
    respondent: str
    document: str
    findings: int
    due_on: date | None
    left: int | None
    rests: bool
    proposed: str | None


@dataclass(frozen=True, slots=True)
class ActionView:
    """
    Show one transition out of the present state: whether this person may take it, and if not, why not.

    `measures` are the cells of the action matrix where it carries one: None where possible, else the reason.
    """

    code: str
    target: CaseState
    letter: LetterKind | None
    takes_two: bool
    why_not: Word | None
    due: date | None = None
    measures: Mapping[Measure, Word | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposalView:
    """
    Show what waits for a second person; `letter` holds the lines of the letter that would go out.
    """

    code: str
    by: str
    measure: Measure | None
    due_on: date | None
    note: str
    letter: Sequence[Mapping[str, Any]]
    may_approve: Word | None
    may_return: Word | None


@dataclass(frozen=True, slots=True)
class CaseEventView:
    """
    Show one step of a case.
    """

    at: datetime
    person: str
    actor: Actor
    kind: str
    code: str | None
    to_state: CaseState
    measure: Measure | None
    note: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """
    Show what a company sent in: words, and the file with its hash and how reading it went.
    """

    id: UUID
    at: datetime
    person: str
    kind: str
    is_late: bool
    is_secret: bool
    text: str
    name: str | None
    size: int
    sha256: str | None
    file_state: str | None
    file_code: int | None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class LetterView:
    """
    Show one letter that went out, with its answers; `words` are its lines where it is opened.
    """

    id: UUID
    number: str
    kind: LetterKind
    measure: Measure | None
    code: str
    issued_at: datetime
    due_on: date | None
    answers: tuple[AnswerView, ...] = ()
    words: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """
    Show one row of the action matrix: an article of this case, and each measure with the reason if impossible.
    """

    article: str
    name: Word
    cells: Mapping[Measure, Word | None]


@dataclass(frozen=True, slots=True)
class CaseView:
    """
    Show one case with everything that is decided on it.

    `articles` says under which article each finding is judged, `suggested` what its legal bases suggest.
    """

    id: UUID
    number: str
    state: CaseState
    submission_id: UUID
    respondent: str
    respondent_id: UUID | None
    document: str
    opened_at: datetime
    assignee: str
    is_ftc_matter: bool
    deal_ended_on: date | None
    investigation_opened_on: date | None
    remedied_on: date | None
    findings: tuple[FindingView, ...]
    articles: Mapping[UUID, str | None]
    suggested: Mapping[UUID, str]
    deadlines: tuple[DeadlineView, ...]
    rests: tuple[RestView, ...]
    limits: tuple[Limit, ...]
    relief: Word | None
    matrix: tuple[MatrixRow, ...]
    actions: tuple[ActionView, ...]
    proposal: ProposalView | None
    letters: tuple[LetterView, ...]
    events: tuple[CaseEventView, ...]
    may_change: bool
    etag: str


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """
    Hold what somebody decides on a case: a step with a transition of lifecycle.json, and what a letter needs.

    `reason_code` is one of review.REASONS, where findings are dismissed with it.
    """

    step: Step
    code: str
    note: str = ""
    measure: Measure | None = None
    recipient: str = ""
    facts: str = ""
    asked: tuple[str, ...] = ()
    due_on: date | None = None
    reason_code: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """
    Hold what a person says of a case, beside its findings: the articles, the company, and the days that count.
    """

    respondent: str
    respondent_id: UUID | None
    articles: Mapping[UUID, str]
    is_ftc_matter: bool = False
    deal_ended_on: date | None = None
    investigation_opened_on: date | None = None
    remedied_on: date | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """
    Show a company one letter it received, its own answers, and what it may still send; nothing else of any case.
    """

    id: UUID
    number: str
    office: str
    kind: LetterKind
    measure: Measure | None
    issued_at: datetime
    due_on: date | None
    left: int | None
    may_answer: bool
    may_object: bool
    objection_until: date | None
    answers: tuple[AnswerView, ...] = ()
    words: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold what a company sends in to a letter: "answer" or "objection", with words, a file or both.
    """

    kind: str
    text: str
    name: str = ""
    content: bytes = b""
    is_secret: bool = False
