"""
Route decisions on several findings at once.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, field_validator

from api import problem_kinds as kinds
from api.findings import PREFIX, shown_to
from api.policy import Examiner, TheOffice
from api.problems import Refusal, problem_of
from api.responses import problems
from api.schemas import FindingShape, Shape, example
from compliance.deciding_many import MOST, ItemRefused, Seen
from compliance.errors import Conflict
from compliance.views import Decision, DecisionKind

router = APIRouter(prefix=PREFIX, tags=["findings"])


class SeenShape(BaseModel):
    """
    Name a finding, and its ETag as one saw it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    if_match: str = Field(min_length=1, max_length=100, description="As the header If-Match of a single review.")


class ReviewsShape(BaseModel):
    """
    Take one decision on several findings; a reason in words is required.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(
            decision="review",
            note="같은 서식의 조항을 함께 검토합니다.",
            items=[{"id": "01970000-0000-7000-8000-000000000000", "if_match": "v1"}],
        ),
    )

    decision: DecisionKind
    reason_code: str | None = Field(None, max_length=20, description="Required to dismiss, as in a single review.")
    note: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]
    until: date | None = Field(None, description="Ends a hold.")
    items: list[SeenShape] = Field(min_length=1, max_length=MOST)

    @field_validator("items")
    @classmethod
    def name_each_once(cls, items: list[SeenShape]) -> list[SeenShape]:
        """
        Refuse a finding that is named twice.
        """
        if len({one.id for one in items}) < len(items):
            raise ValueError("a finding is named twice")
        return items


class ReviewedShape(Shape):
    """
    Show the findings that were decided on, in the order in which they were named.
    """

    items: list[FindingShape]


@router.post("/reviews", summary="Decide on several findings", responses=problems(403, 404, 409, 412, 422))
def review_all(person: Examiner, office: TheOffice, given: ReviewsShape) -> ReviewedShape:
    """
    Take one decision on up to 200 findings: on all or, where one of them is refused, on none.

    Each is authorised and written into its history as if it were reviewed alone; `errors` of the problem points to the
    one that was refused.
    """
    decision = Decision(given.decision, given.reason_code, given.note, given.until)
    seen = [Seen(one.id, one.if_match) for one in given.items]
    try:
        views = office.decisions.decide(person, decision, seen)
    except ItemRefused as refused:
        raise _refusal(refused) from refused
    return ReviewedShape(items=[shown_to(person, view) for view in views])


def _refusal(refused: ItemRefused) -> Refusal:
    """
    Answer as the single review would, and say of which it is.
    """
    problem = problem_of(refused.why)
    kind = kinds.CHANGED if isinstance(refused.why, Conflict) else problem.kind
    where = {"pointer": f"/items/{refused.place}", "detail": problem.en}
    return Refusal(kind, problem.ko, problem.en, errors=[where])
