"""
Say what goes over the wire about drafts of the rules and previews of them.
"""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Moment, Shape, example
from compliance.audits.plan import Population, Sample

Verdict = Literal["contradicts", "regraded", "agrees"]


class DraftShape(Shape):
    """
    Show a draft of the rules; `changed` names the rules that may judge otherwise, with the types they read.
    """

    id: UUID
    title: str
    author: str
    state: Literal["drafted", "proposed", "approved", "in_force", "replaced", "withdrawn"]
    digest: str = Field(description="The digest that the catalogue would have with these files.")
    base_digest: str
    is_current: bool = Field(description="Whether it was drawn up over the rules that are in force now.")
    files: list[str]
    changed: dict[str, list[str]]
    created_at: Moment
    effective_on: date | None
    reason: str | None
    proposed_by: str | None
    approved_by: str | None
    approved_at: Moment | None
    allowed: list[str]
    trial: Literal["waiting", "held", "failed"] = Field(
        description="Whether the examples of every rule that the draft touches hold and pin each of its conditions."
    )
    problems: list[str]
    etag: str = Field(description="Send it as If-Match with a decision.")


class InForceShape(Shape):
    """
    Show which rules are in force; `title` and `since` are null while those are that the program was shipped with.
    """

    digest: str
    title: str | None
    since: date | None
    approved_by: str | None
    files: list[str]
    holds: bool = Field(description="False where this version of the program does not take them.")


class EarlierShape(BaseModel):
    """
    Name an earlier version that is to hold again, the shipped rules where none is named, from which day, and why.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(draft_id=None, effective_on="2027-01-04", reason="새 기준의 표시가 지나쳐 되돌림"),
    )

    draft_id: UUID | None = None
    effective_on: date
    reason: str = Field(min_length=1, max_length=2000)


class WordsShape(BaseModel):
    """
    Hold words that are to be explained, as of an agreement of a type.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(words="갑은 언제든지 이 계약을 해지할 수 있다.", agreement_type="poc"),
    )

    words: str = Field(min_length=1, max_length=4000)
    agreement_type: str = Field("", max_length=60)


class ToldShape(Shape):
    """
    Tell whether a rule fires, on which words it came nearest, and each condition: depth, whether it holds, its words.
    """

    fires: bool
    quote: str
    conditions: list[tuple[int, bool, str]]


class ExplainedRuleShape(Shape):
    """
    Show what a rule makes of some words today and by a draft; null where there is no such rule.
    """

    rule: str
    title: dict[str, str]
    today: ToldShape | None
    draft: ToldShape | None


class ExplainedShape(Shape):
    """
    List the rules that a draft touches, those first that came nearest to firing.
    """

    items: list[ExplainedRuleShape]


class ProposedShape(BaseModel):
    """
    Say from which day a draft is to hold, and why.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(effective_on="2027-01-01", reason="개정 지침의 시행일에 맞춥니다."),
    )

    effective_on: date
    reason: str = Field(min_length=1, max_length=2000)


class AskedShape(BaseModel):
    """
    Say over which stored agreements a draft is tried; all that are registered or ordered where nothing is said.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(sample={"design": "random", "size": 100, "seed": "2026-4"}),
    )

    population: Population = Population()
    sample: Sample = Sample()


class RuleImpactShape(Shape):
    """
    Count what a draft changes by one rule in agreements of one type.
    """

    rule: str
    title: dict[str, str]
    agreement_type: str = Field(description="Empty where the type is not known.")
    created: int
    gone: int
    changed: int


class PreviewShape(Shape):
    """
    Show a preview: `agreements` counts them by state, `decisions` those of people by what the draft means for them.
    """

    id: UUID
    draft_id: UUID
    title: str
    state: Literal["waiting", "running", "cancelled", "refused", "failed", "finished"]
    checked_on: date
    base_digest: str
    digest: str
    seed: str
    created_at: Moment
    finished_at: Moment | None
    total: int
    done: int
    agreements: dict[str, int]
    impacts: list[RuleImpactShape]
    decisions: dict[str, int]
    ends_at: Moment | None = Field(None, description="An estimate while the preview goes on.")


class PreviewsShape(Shape):
    """
    List previews, newest first.
    """

    items: list[PreviewShape]


class DifferenceShape(Shape):
    """
    Show a finding that a draft sees otherwise; `decided` is where people left it, `verdict` what the draft means for that.
    """

    id: UUID
    submission_id: UUID
    finding_id: UUID | None
    agreement_type: str
    kind: Literal["created", "gone", "changed"]
    rule: str
    title: dict[str, str]
    severity: str
    ground: str
    earlier_severity: str | None
    earlier_ground: str | None
    decided: str | None
    verdict: Verdict | None
    quote: str | None = Field(None, description="In samples only; names of parties are masked.")


class SamplesShape(Shape):
    """
    List the samples that the seed drew.
    """

    items: list[DifferenceShape]
