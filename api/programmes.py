"""
Route what concerns support programmes: take in tables of projects, list projects, tie agreements to them.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from api import problem_kinds as kinds
from api.cursors import seal, unseal
from api.forms import ProgramForm, upload_of
from api.policy import ProgrammeOfficer, ProjectPerson, TheOffice, Tying
from api.problems import Refusal
from api.programme_shapes import ImportShape, ProgrammeShape, ProgrammesShape, ProjectShape, TieShape
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance import seoul
from compliance.programmes.views import ProjectFilter
from compliance.views import Upload

PREFIX: Final = "/api/v1/programmes"
FORM: Final = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "string",
                        "contentMediaType": "application/octet-stream",
                        "description": "A table of projects: CSV, XLSX, or JSON with a list of `rows`.",
                    },
                },
            },
        },
    },
}
Name = Annotated[str, Query(max_length=200)]
Year = Annotated[int | None, Query(ge=2000, le=2099)]
intake = APIRouter(prefix=PREFIX, tags=["programmes"])
"""The router that takes large bodies."""
router = APIRouter(prefix=PREFIX, tags=["programmes"])


async def table(form: ProgramForm) -> Upload:
    """
    Read the field `file`.

    Raises:
        Refusal: there is none.
    """
    upload = await upload_of(form)
    if upload is None:
        raise Refusal(kinds.UNUSABLE, "파일(file)이 없습니다.", "the field file is missing")
    return upload


def wanted(programme: Name = "", track: Name = "", year: Year = None) -> ProjectFilter:
    """
    Read how a list of projects is narrowed.
    """
    return ProjectFilter(programme, track, year)


Table = Annotated[Upload, Depends(table)]
Wanted = Annotated[ProjectFilter, Depends(wanted)]


@intake.post(
    "/imports",
    summary="Take in a table of projects",
    responses=problems(400, 408, 413, 415, 422),
    openapi_extra={"requestBody": FORM},
)
def take_in(person: ProgrammeOfficer, office: TheOffice, given: Table) -> ImportShape:
    """
    Take in programmes, tracks, years, projects, stages and required documents; the same table again changes nothing.

    Where a cell is of no use nothing is taken in, and `faults` names each by row and column.
    """
    return ImportShape.model_validate(office.programmes.take_in(person, given))


@router.get("", summary="List programmes", responses=problems())
def programmes(person: ProjectPerson, office: TheOffice) -> ProgrammesShape:
    """
    List programmes with their tracks and years, newest first.
    """
    listed = office.programmes.programmes(person)
    items = [ProgrammeShape(programme=programme, track=track, year=year) for programme, track, year in listed]
    return ProgrammesShape(items=items)


@router.get("/projects", summary="List projects", responses=problems(400, 422))
def projects(
    person: ProjectPerson, office: TheOffice, narrowed: Wanted, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[ProjectShape]:
    """
    List the projects that the caller may see, newest first, with which document is there and which is not.
    """
    bound = {"list": "projects", "wanted": repr(narrowed)}
    page = office.programmes.projects(person, narrowed, unseal(cursor, bound), limit)
    items = [ProjectShape.of(view, seoul.today()) for view in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/projects/{project_id}", summary="Read a project", responses=problems(404, 422))
def project(person: ProjectPerson, office: TheOffice, project_id: UUID) -> ProjectShape:
    """
    Show one project.
    """
    return ProjectShape.of(office.programmes.project(person, project_id), seoul.today())


@router.post(
    "/projects/{project_id}/agreements",
    summary="Tie an agreement to a project",
    responses=problems(404, 408, 413, 422),
)
def tie(person: Tying, office: TheOffice, project_id: UUID, given: TieShape) -> ProjectShape:
    """
    Say that a registered or ordered agreement is the document that a project requires; again is no error.
    """
    view = office.programmes.tie(person, project_id, given.submission_id, given.document_type)
    return ProjectShape.of(view, seoul.today())
