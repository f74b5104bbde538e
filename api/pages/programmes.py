"""
Show the screens of programmes: for each project which document is there at its stage, and never what a document says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.cursors import seal, unseal
from api.forms import OwnForm, text_of, upload_of
from api.languages import language_of, reason
from api.pages.rendering import render
from api.pages.undone import undone
from api.policy import ProgrammeOfficer, ProjectPerson, TheOffice, Tying, Untying
from api.problems import Refusal
from api.programmes import Name
from api.submissions import Cursor
from compliance import seoul
from compliance.access import EXAMINERS, Actor, Person
from compliance.errors import Rejected
from compliance.office import Office
from compliance.programmes.desk import UNTYING
from compliance.programmes.views import ProjectFilter, ProjectView, RequirementView, Stated
from compliance.programmes.words import DOCUMENT_TYPES, REGISTERED, STAGES, STATED
from compliance.views import Upload

PAGE_LENGTH: Final = 50
MOST_DIGITS: Final = 4
TONES: Final = {"registered": "state", "not_submitted": "medium", "none": "high", "not_applicable": "state"}
SHAPES: Final = {"registered": "●", "not_submitted": "▲", "none": "■", "not_applicable": "○"}
intake = APIRouter(include_in_schema=False)
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold one project as the list shows it: the stage it is in, its documents by stage, and those that should be there.
    """

    view: ProjectView
    stage: str | None
    documents: Mapping[str, Sequence[RequirementView]]
    missing: Sequence[RequirementView]

    @classmethod
    def of(cls, view: ProjectView, day: date) -> Line:
        """
        Show a project as it stands on a day.
        """
        documents = {stage: [one for one in view.requirements if one.stage == stage] for stage in STAGES}
        missing = [one for one in view.requirements if one.is_missing(day)]
        return cls(view, view.stage_on(day), documents, missing)


def chosen(
    programme: Name = "", track: Name = "", year: Annotated[str, Query(max_length=MOST_DIGITS)] = ""
) -> ProjectFilter:
    """
    Read the filter form; blank fields narrow nothing.
    """
    is_year = year.isascii() and year.isdecimal()
    return ProjectFilter(programme, track, int(year) if is_year else None)


async def own_table(form: OwnForm) -> Upload:
    """
    Read the file of the import form; an empty one where none was chosen.
    """
    return await upload_of(form) or Upload("", b"", "")


Chosen = Annotated[ProjectFilter, Depends(chosen)]
OwnTable = Annotated[Upload, Depends(own_table)]


@router.get("/projects")
def projects_page(
    request: Request, person: ProjectPerson, office: TheOffice, wanted: Chosen, cursor: Cursor = None
) -> HTMLResponse:
    """
    List the projects that the person may see.
    """
    return _list(request, person, office, wanted, cursor, {})


@intake.post("/projects")
def take_in(request: Request, person: ProgrammeOfficer, office: TheOffice, upload: OwnTable) -> HTMLResponse:
    """
    Take a table in; what came of it, or each fault, is said on the same page.
    """
    said: dict[str, object]
    try:
        view = office.programmes.take_in(person, upload)
        said, status = {"taken": view}, 422 if view.faults else 200
    except Rejected as refusal:
        said, status = {"note": reason(language_of(request), refusal)}, 422
    return _list(request, person, office, ProjectFilter(), None, said, status)


@router.get("/projects/{project_id}")
def project_page(request: Request, person: ProjectPerson, office: TheOffice, project_id: UUID) -> HTMLResponse:
    """
    Show one project with its stages and documents.
    """
    return _project(request, person, office, project_id, "", 200)


@router.post("/projects/{project_id}/agreements")
def tie(request: Request, person: Tying, office: TheOffice, project_id: UUID, form: OwnForm) -> Response:
    """
    Tie a registered agreement to the project; what keeps it from being tied is said on the same page.
    """
    submission_id = _submission_in(form)
    document_type = text_of(form, "document_type")
    return _done(
        request,
        person,
        office,
        project_id,
        lambda: office.programmes.tie(person, project_id, submission_id, document_type),
    )


@router.post("/projects/{project_id}/agreements/removal")
def untie(request: Request, person: Untying, office: TheOffice, project_id: UUID, form: OwnForm) -> Response:
    """
    Take an agreement out of the project, as the page showed it.
    """
    submission_id, seen = _submission_in(form), text_of(form, "seen")
    return _done(
        request, person, office, project_id, lambda: office.programmes.untie(person, project_id, submission_id, seen)
    )


@router.post("/projects/{project_id}/requirements")
def state(request: Request, person: ProgrammeOfficer, office: TheOffice, project_id: UUID, form: OwnForm) -> Response:
    """
    Say how a required document stands that nobody registered, as the page showed it.
    """
    said = Stated(text_of(form, "stage"), text_of(form, "document_type"), text_of(form, "state"))
    seen = text_of(form, "seen")
    return _done(request, person, office, project_id, lambda: office.programmes.state(person, project_id, said, seen))


def _submission_in(form: FormData) -> UUID:
    try:
        return UUID(text_of(form, "submission_id"))
    except ValueError as wrong:
        raise Refusal(kinds.UNUSABLE) from wrong


def _done(request: Request, person: Person, office: Office, project_id: UUID, does: Callable[[], object]) -> Response:
    """
    Do it and show the project; what kept it from being done is said on the same page.
    """
    if why_not := undone(request, does):
        return _project(request, person, office, project_id, *why_not)
    return RedirectResponse(f"/projects/{project_id}", status_code=303)


def _list(
    request: Request,
    person: Person,
    office: Office,
    wanted: ProjectFilter,
    cursor: str | None,
    said: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    """
    Render the list, with what came of a table above it.
    """
    bound = {"list": "projects", "wanted": repr(wanted)}
    page = office.programmes.projects(person, wanted, unseal(cursor, bound), PAGE_LENGTH)
    known = office.programmes.programmes(person)
    shown = {
        "lines": [Line.of(view, seoul.today()) for view in page.items],
        "next_cursor": seal(page.next_cursor, bound),
        "wanted": wanted,
        "programmes": list(dict.fromkeys(programme for programme, _, _ in known)),
        "tracks": list(dict.fromkeys(track for _, track, _ in known)),
        "years": sorted({year for _, _, year in known}, reverse=True),
        "enters": person.actor is Actor.PROGRAMME_OFFICER,
        "stages": STAGES,
        "tones": TONES,
        "shapes": SHAPES,
        "taken": None,
        "note": "",
    }
    return render(request, "projects.html", shown | dict(said), status)


def _project(
    request: Request, person: Person, office: Office, project_id: UUID, note: str, status: int
) -> HTMLResponse:
    line = Line.of(office.programmes.project(person, project_id), seoul.today())
    page = {
        "line": line,
        "view": line.view,
        "stages": {one.stage: one for one in line.view.stages},
        "registered": REGISTERED,
        "opens": person.actor in EXAMINERS,
        "ties": person.actor in UNTYING,
        "enters": person.actor is Actor.PROGRAMME_OFFICER,
        "stated": STATED,
        "types": DOCUMENT_TYPES,
        "tones": TONES,
        "shapes": SHAPES,
        "note": note,
    }
    return render(request, "project.html", page, status)
