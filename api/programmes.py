"""
Route what concerns support programmes: take in tables of projects, list projects, tie agreements to them.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api import problem_kinds as kinds
from api.conditions import IfMatch, header_of, told_as_changed
from api.cursors import seal, unseal
from api.forms import ProgramForm, upload_of
from api.policy import ProgrammeOfficer, ProjectPerson, TheOffice, Tying, Untying
from api.problems import Refusal
from api.programme_shapes import ImportShape, ProgrammeShape, ProgrammesShape, ProjectShape, StatedShape, TieShape
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance import seoul
from compliance.programmes.views import ProjectFilter, ProjectView, Stated
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
def project(person: ProjectPerson, office: TheOffice, project_id: UUID, response: Response) -> ProjectShape:
    """
    Show one project; its entity tag changes with what it requires and what is there.
    """
    return _shown(response, office.programmes.project(person, project_id))


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


@router.delete(
    "/projects/{project_id}/agreements/{submission_id}",
    summary="Untie an agreement from a project",
    responses=problems(404, 412, 422, 428),
)
def untie(
    person: Untying,
    office: TheOffice,
    project_id: UUID,
    submission_id: UUID,
    if_match: IfMatch,
    response: Response,
) -> ProjectShape:
    """
    Take an agreement out of a project that it was tied to by mistake; the agreement itself stays.
    """
    with told_as_changed():
        view = office.programmes.untie(person, project_id, submission_id, if_match)
    return _shown(response, view)


@router.post(
    "/projects/{project_id}/requirements",
    summary="Say how a required document stands",
    responses=problems(404, 408, 409, 412, 413, 422, 428),
)
def state(
    person: ProgrammeOfficer,
    office: TheOffice,
    project_id: UUID,
    given: StatedShape,
    if_match: IfMatch,
    response: Response,
) -> ProjectShape:
    """
    Say of a document that nobody registered: not submitted yet, none there is, or none that applies.
    """
    with told_as_changed():
        view = office.programmes.state(person, project_id, Stated(**given.model_dump()), if_match)
    return _shown(response, view)


def _shown(response: Response, view: ProjectView) -> ProjectShape:
    response.headers.update(header_of(view.etag))
    return ProjectShape.of(view, seoul.today())
