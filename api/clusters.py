"""
Route template clauses: the same clause of one organisation in several agreements, and what is noted for all of them.
"""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.cursors import seal, unseal
from api.findings import RuleId
from api.policy import Examiner, TheOffice
from api.responses import problems
from api.schemas import Moment, PageShape, Shape, example
from api.submissions import Cursor, Limit

PREFIX: Final = "/api/v1/clusters"
router = APIRouter(prefix=PREFIX, tags=["clusters"])


class ClusterShape(Shape):
    """
    Show one template clause; its findings are listed at /api/v1/findings with `cluster`.
    """

    id: UUID
    rule: str
    title: dict[str, str]
    organisation: str = Field(description="The stronger party, as one of the agreements names it.")
    clause: str
    wordings: int = Field(description="Forms of the wording that differ by a few words.")
    agreements: int
    findings: dict[str, int] = Field(description="Findings by state.")
    finding_id: UUID = Field(description="The newest finding.")


class NoteShape(Shape):
    """
    Show what a person noted for a whole template.
    """

    id: UUID
    author: str
    created_at: Moment
    kind: Literal["note", "wording"]
    text: str


class NotesShape(Shape):
    """
    List notes, newest first.
    """

    items: list[NoteShape]


class NotedShape(BaseModel):
    """
    Say what is noted: a remark, or other wording to propose to all who use the template.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra=example(text="같은 서식을 쓰는 다른 계약도 함께 보십시오.")
    )

    kind: Literal["note", "wording"] = "note"
    text: str = Field(min_length=1, max_length=4000)


@router.get("", summary="List template clauses", responses=problems(400, 422))
def clusters(
    person: Examiner,
    office: TheOffice,
    cursor: Cursor = None,
    limit: Limit = 20,
    rule: RuleId = None,
    organisation: UUID | None = None,
) -> PageShape[ClusterShape]:
    """
    List templates that two or more agreements use (of one organisation, where it is given), most used first.
    """
    bound = {"list": "clusters", "rule": rule, "organisation": organisation}
    page = office.clusters.clusters(person, unseal(cursor, bound), limit, rule, organisation)
    items = [ClusterShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/{cluster_id}", summary="Read a template clause", responses=problems(404, 422))
def cluster(person: Examiner, office: TheOffice, cluster_id: UUID) -> ClusterShape:
    """
    Show one template clause; the address of one that has grown into another still leads there.
    """
    return ClusterShape.model_validate(office.clusters.cluster(person, cluster_id))


@router.get("/{cluster_id}/notes", summary="Read the notes on a template clause", responses=problems(404, 422))
def notes(person: Examiner, office: TheOffice, cluster_id: UUID) -> NotesShape:
    """
    List what was noted, newest first.
    """
    return NotesShape(items=[NoteShape.model_validate(one) for one in office.clusters.notes(person, cluster_id)])


@router.post("/{cluster_id}/notes", status_code=201, summary="Note something", responses=problems(404, 408, 413, 422))
def note(person: Examiner, office: TheOffice, cluster_id: UUID, given: NotedShape) -> NotesShape:
    """
    Note a remark or a wording for all uses of a template. Findings are decided one by one.
    """
    office.clusters.note(person, cluster_id, given.kind, given.text)
    return notes(person, office, cluster_id)
