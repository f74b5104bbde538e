"""
Say what goes over the wire about audits: plans, runs, what they changed and what they covered.
"""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas import Moment, Shape, example
from compliance.audits.plan import Plan

RunState = Literal["missed", "refused", "running", "paused", "cancelled", "finished"]
Step = Literal["pause", "resume", "cancel"]


class PlanShape(Shape):
    """
    Show an audit plan with the days on which it is due and announced next.
    """

    id: UUID
    owner: str
    plan: Plan
    state: Literal["active", "paused", "ended"]
    next_due: date | None
    notice_on: date | None
    created_at: Moment
    etag: str = Field(description="Send it as If-Match with a decision.")


class PlansShape(Shape):
    """
    List plans, newest first.
    """

    items: list[PlanShape]


class RunShape(Shape):
    """
    Show a run; `agreements` counts them by state, `findings` by what became of them.
    """

    id: UUID
    plan_id: UUID
    title: str
    period: date
    state: RunState
    checked_on: date
    catalog_digest: str
    created_at: Moment
    finished_at: Moment | None
    total: int
    done: int
    agreements: dict[str, int]
    findings: dict[str, int]
    ends_at: Moment | None = Field(None, description="An estimate while the run goes on.")
    etag: str = Field(description="Send it as If-Match with a decision.")


class ChangeShape(Shape):
    """
    Show a finding that a run saw otherwise than the check before; `state` is where people left it.
    """

    id: UUID
    submission_id: UUID
    finding_id: UUID | None
    kind: Literal["created", "changed", "gone", "reopened"]
    rule: str
    title: dict[str, str]
    severity: str
    ground: str
    earlier_severity: str | None
    earlier_ground: str | None
    state: str | None


class CoverageShape(Shape):
    """
    Show one agreement of a run; `code` says why it was not checked.
    """

    submission_id: UUID
    name: str
    position: int
    state: Literal["waiting", "checked", "not_checked", "failed"]
    code: int | None
    counts: dict[str, int]


class RecheckShape(Shape):
    """
    Show an agreement that a day of the law asks to be checked again, and since when.
    """

    submission_id: UUID
    name: str
    due_on: date


class LawDayShape(Shape):
    """
    Show a duty that came into force, with how many agreements are still to be checked again under it.
    """

    basis: str
    cite: str
    title: dict[str, str]
    in_force: date
    rules: list[str]
    count: int
    undated: int = Field(description="Agreements it may concern but of which nobody knows the day that decides.")
    agreements: list[RecheckShape] = Field(description="The first of them; a plan with `bases` audits all.")


class LawDaysShape(Shape):
    """
    List duties that came into force, newest first.
    """

    items: list[LawDayShape]


class DirectionShape(Shape):
    """
    Say what is to be done to a run.
    """

    model_config = ConfigDict(from_attributes=True, frozen=True, json_schema_extra=example(step="pause"))

    step: Step
