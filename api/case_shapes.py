"""
Say what of cases goes over the wire: the JSON shapes of the interface, made from the office's views.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.schemas import FindingShape, Moment, Shape
from compliance.access import Actor
from compliance.cases.states import CaseState, LetterKind, Measure, Step
from compliance.cases.views import CaseDecision, CaseFacts
from compliance.vocabulary import Word


def _pair(value: object) -> object:
    return value._asdict() if isinstance(value, Word) else value


Words = Annotated[dict[str, str], BeforeValidator(_pair)]
"""Words for people in both languages."""
Article = Literal[
    "winwin_21", "winwin_21_2", "winwin_25_2", "winwin_22_25", "technology", "venture", "programme", "advisory"
]


class CaseRowShape(Shape):
    """
    Show one case in a list.
    """

    id: UUID
    number: str
    state: CaseState
    respondent: str
    document: str
    findings: int
    due_on: date | None
    left: int | None = Field(description="Working days left until `due_on`; below zero: passed.")
    rests: bool = Field(description="Whether the authority's own time rests, because others are waited for.")
    proposed: str | None


class ActionShape(Shape):
    """
    Show one transition out of the present state, possible or not.
    """

    code: str
    target: CaseState
    letter: LetterKind | None
    takes_two: bool
    why_not: Words | None = Field(description="Why this person may not take it now; null where they may.")
    due: date | None
    measures: dict[Measure, Words | None] = Field(description="Null where the measure is possible, else the reason.")


class DeadlineShape(Shape):
    """
    Show one deadline: what was computed by which calendar, and what it was extended to.
    """

    kind: str
    whose: Literal["authority", "respondent"]
    basis: Words
    starts_on: date
    days: int
    is_working: bool
    due_on: date
    extended_to: date | None
    met_on: date | None
    left: int
    calendar: str


class RestShape(Shape):
    """
    Show days that do not count.
    """

    kind: str
    starts_on: date
    ends_on: date | None


class LimitShape(Shape):
    """
    Show the last day on which the authority may act at all (제척기간).
    """

    kind: Literal["deal", "technology", "investigation"]
    ends_on: date
    cite: str


class MatrixShape(Shape):
    """
    Show one row of the action matrix.
    """

    article: str
    name: Words
    cells: dict[Measure, Words | None]


class CaseProposalShape(Shape):
    """
    Show what waits for a second person, with the letter that would go out.
    """

    code: str
    by: str
    measure: Measure | None
    due_on: date | None
    note: str
    letter: list[dict[str, Any]]
    may_approve: Words | None
    may_return: Words | None


class AnswerShape(Shape):
    """
    Show what a company sent in.
    """

    id: UUID
    at: Moment
    person: str
    kind: Literal["answer", "objection"]
    is_late: bool
    is_secret: bool
    text: str
    name: str | None
    size: int
    sha256: str | None
    file_state: str | None
    file_code: int | None


class LetterShape(Shape):
    """
    Show one letter that went out, with what came in to it.
    """

    id: UUID
    number: str
    kind: LetterKind
    measure: Measure | None
    code: str
    issued_at: Moment
    due_on: date | None
    answers: list[AnswerShape]


class CaseEventShape(Shape):
    """
    Show one step of a case.
    """

    at: Moment
    person: str
    actor: Actor
    kind: str
    code: str | None
    to_state: CaseState
    measure: Measure | None
    note: str


class CaseShape(Shape):
    """
    Show one case; its ETag is what a decision has to send as If-Match.
    """

    id: UUID
    number: str
    state: CaseState
    submission_id: UUID
    respondent: str
    respondent_id: UUID | None
    document: str
    opened_at: Moment
    assignee: str
    is_ftc_matter: bool
    deal_ended_on: date | None
    investigation_opened_on: date | None
    remedied_on: date | None
    findings: list[FindingShape]
    articles: dict[UUID, str | None]
    suggested: dict[UUID, str]
    deadlines: list[DeadlineShape]
    rests: list[RestShape]
    limits: list[LimitShape]
    relief: Words | None
    matrix: list[MatrixShape]
    actions: list[ActionShape]
    proposal: CaseProposalShape | None
    letters: list[LetterShape]
    events: list[CaseEventShape]
    etag: str


class OpenedShape(BaseModel):
    """
    Say which confirmed findings of one agreement become a case.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"findings": ["01970000-0000-7000-8000-000000000000"]}]},
    )

    findings: list[UUID] = Field(min_length=1, max_length=200)


class FactsShape(BaseModel):
    """
    Say what a case turns on.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"respondent": "누리가상소재 주식회사", "is_ftc_matter": False}]},
    )

    respondent: str = Field(min_length=1, max_length=200)
    respondent_id: UUID | None = None
    articles: Mapping[UUID, Article] = Field(default_factory=dict)
    is_ftc_matter: bool = False
    deal_ended_on: date | None = None
    investigation_opened_on: date | None = None
    remedied_on: date | None = None

    def facts(self) -> CaseFacts:
        """
        Give them to the office.
        """
        return CaseFacts(**{name: getattr(self, name) for name in type(self).model_fields})


class DecidedShape(BaseModel):
    """
    Say what is decided on a case; `code` is a transition of lifecycle.json.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"step": "take", "code": "C1", "note": "적용법률을 검토함"}]},
    )

    step: Step
    code: str = Field(max_length=4)
    note: str = Field("", max_length=4000)
    measure: Measure | None = None
    recipient: str = Field("", max_length=200)
    facts: str = Field("", max_length=4000)
    asked: list[str] = Field(default_factory=list, max_length=50)
    due_on: date | None = None
    reason_code: str | None = Field(None, max_length=20)

    def decision(self) -> CaseDecision:
        """
        Give it to the office.
        """
        told = {name: getattr(self, name) for name in type(self).model_fields}
        return CaseDecision(**{**told, "asked": tuple(self.asked)})


class ExtendedShape(BaseModel):
    """
    Say which running deadline is extended until when, and why.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"kind": "EXPLANATION_REQUESTED", "until": "2027-01-29", "note": "자료가 많음"}]
        },
    )

    kind: str = Field(max_length=40)
    until: date
    note: str = Field(min_length=1, max_length=4000)
