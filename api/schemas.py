"""
Say what goes over the wire: the JSON shapes of the interface, made from the office's views.

Times are written as RFC 3339 in Korean time (+09:00); the office keeps them in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Generic, Literal, Self, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, field_validator
from pydantic.config import JsonDict

from compliance.access import Actor
from compliance.seoul import SEOUL
from compliance.views import DecisionKind, FileView, FindingState, Origin, SubmissionState
from ingest.bundle import Fate

Item = TypeVar("Item")
Severity = Literal["critical", "high", "medium", "low", "info"]
Ground = Literal["suspected_violation", "possibly_void", "programme_rule", "advisory"]
Moment = Annotated[datetime, PlainSerializer(lambda at: at.astimezone(SEOUL).isoformat(), return_type=str)]


def example(**members: object) -> JsonDict:
    """
    Give a shape an example, in the office's description of its interface.
    """
    return {"examples": [cast("JsonDict", members)]}


class Shape(BaseModel):
    """
    Read the attributes of the office's views; refuse nothing they do not have.
    """

    model_config = ConfigDict(from_attributes=True, frozen=True)


class ProblemShape(Shape):
    """
    Describe an answer of `application/problem+json` (RFC 9457).
    """

    type: str = Field(description="Stable address of the kind of problem; it can be opened.")
    title: str
    status: int
    detail: str | None = None
    instance: str = Field(description="urn:request:<X-Request-ID>")
    code: str | None = Field(None, description="The office's stable code, such as 104.")
    errors: list[dict[str, str]] | None = Field(None, description="Unusable fields by JSON pointer.")


class PageShape(Shape, Generic[Item]):
    """
    Hold one page of a list, newest first.
    """

    items: list[Item]
    next_cursor: str | None = Field(
        None, description="Send it back as `cursor` with the same filters; null at the end."
    )


class FailureShape(Shape):
    """
    Say why a document could not be screened; never the same as "no findings".
    """

    code: int
    ko: str
    en: str


class ScreeningSummaryShape(Shape):
    """
    Sum up a finished screening without contract text.
    """

    id: UUID
    status: str
    codes: list[int]
    findings: dict[str, int]
    outcomes: dict[str, int]
    catalog_digest: str
    checked_on: date
    finished_at: Moment


class MemberShape(Shape):
    """
    Show one file of a bundle: `fate` is how it fared when the bundle was opened, the rest is its document's own.
    """

    name: str = Field(description="Folders and inner bundles stand in front, after a slash.")
    size: int = Field(description="Bytes, as the bundle states them.")
    fate: Fate = Field(description="taken: a document; opened: an inner bundle; set_aside: no paper; refused: unread.")
    code: int | None = Field(None, description="Why it is not read, also where its document turned out unreadable.")
    why: dict[str, str]
    id: UUID | None = Field(None, description="The document's submission.")
    state: SubmissionState | None = None
    screening: ScreeningSummaryShape | None = None

    @classmethod
    def of(cls, file: FileView) -> Self:
        """
        Lay a file and its document side by side.
        """
        own = file.submission
        problem = own.problem if own else None
        return cls(
            name=file.name,
            size=file.size,
            fate=file.fate,
            code=problem.code if problem else file.code,
            why={"ko": problem.ko, "en": problem.en} if problem else dict(file.why),
            id=own.id if own else None,
            state=own.state if own else None,
            screening=ScreeningSummaryShape.model_validate(own.screening) if own and own.screening else None,
        )


class SubmissionShape(Shape):
    """
    Show one submission: poll it until `state` is no longer `received`.
    """

    id: UUID
    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str
    state: SubmissionState
    origin: Origin
    submitted_by: str
    received_at: Moment
    declaration: dict[str, object]
    screening: ScreeningSummaryShape | None = None
    problem: FailureShape | None = None
    repeated: bool = Field(
        default=False, description="True where the same file and declaration had been handed in before."
    )
    members: list[MemberShape] | None = Field(
        None,
        validation_alias="files",
        description="The files of a bundle (ZIP, mail) once it is opened; null for a single document. "
        "Lists of submissions leave out how the documents stand.",
    )
    expires_on: date | None = Field(
        None, description="The last day of a self-check, which is then destroyed; null for what was registered."
    )
    bundle: UUID | None = Field(None, description="The bundle that this document came in.")

    @field_validator("members", mode="before")
    @classmethod
    def lay_out(cls, files: Sequence[FileView] | None) -> list[MemberShape] | None:
        """
        Show each file of a bundle.
        """
        return None if files is None else [MemberShape.of(file) for file in files]


class DestructionShape(Shape):
    """
    Confirm that a self-check was destroyed, and say nothing of what it was.
    """

    receipt: UUID
    destroyed_at: Moment
    documents: int = Field(description="Documents destroyed: one, or a bundle with all that it held.")
    signature: str = Field(description="This installation's signature over receipt, time and count.")


class ProposalShape(Shape):
    """
    Show a confirmation or dismissal that waits for a second person.
    """

    kind: DecisionKind
    reason_code: str | None
    proposed_by: str


class FindingShape(Shape):
    """
    Show one finding: `finding` is its object of `compliance check`, the rest is the office's own.
    """

    id: UUID
    submission_id: UUID
    document_name: str
    catalog: str = Field(description="Digest of the catalogue that it was judged by.")
    rule: str
    title: dict[str, str]
    ground: str
    severity: str
    state: FindingState
    state_ko: str
    finding: dict[str, object]
    detected_at: Moment
    assignee: str | None
    reason_code: str | None
    proposed: ProposalShape | None
    hold_until: date | None
    allowed: list[DecisionKind] = Field(description="The decisions the caller may take now.")
    etag: str = Field(description="Send it as If-Match with a review.")


class ReviewShape(BaseModel):
    """
    Take one decision on a finding.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra=example(decision="review", note="담당자가 검토를 시작합니다.")
    )

    decision: DecisionKind
    reason_code: str | None = Field(
        None, description="Required to dismiss: fp na justified fixed dup noev.", max_length=20
    )
    note: str = Field("", max_length=4000)
    until: date | None = Field(None, description="Ends a hold.")


class EventShape(Shape):
    """
    Show one step of a finding's history.
    """

    id: UUID
    at: Moment
    person: str
    actor: Actor
    kind: str
    transition: str | None
    from_state: FindingState | None
    to_state: FindingState
    reason_code: str | None
    note: str


class HistoryShape(Shape):
    """
    List the steps of a finding, oldest first.
    """

    events: list[EventShape]


class RuleShape(Shape):
    """
    Show one rule; `detail` is its whole public description.
    """

    id: str
    name: str
    revision: int
    status: str
    severity: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    remedy: Mapping[str, str]
    applies_to: list[str]
    law: list[dict[str, object]]
    wording: dict[str, dict[str, str]] = Field(default_factory=dict)
    detail: dict[str, object] = Field(default_factory=dict)


class CatalogShape(Shape):
    """
    Show the catalog; `digest` names its exact content.
    """

    digest: str
    rules: list[RuleShape]


class CodeShape(Shape):
    """
    Show one outcome code: what it means and what a person can do about it.
    """

    number: int
    ko: str
    en: str
    advice_ko: str
    advice_en: str


class CodesShape(Shape):
    """
    Show all outcome codes: of files that are refused, and of files that are read but need a person.
    """

    refused: list[CodeShape]
    needs_review: list[CodeShape]


class HealthShape(Shape):
    """
    Say that the process answers.
    """

    status: Literal["ok"] = "ok"


class ReadyShape(Shape):
    """
    Say what works: times are null where nobody was ever seen.
    """

    database: bool
    storage: bool
    queue: int
    worker_seen: Moment | None
    scheduler_seen: Moment | None
    worker_alive: bool
    scheduler_alive: bool
