"""
Show the screens of checking: hand in, watch it being read, read the result.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.cursors import seal, unseal
from api.forms import OwnForm
from api.handed_in import DATE_FACTS, YES_NO_FACTS, ByPage
from api.languages import language_of
from api.pages.bundle import bundle_page
from api.pages.cards import stretch
from api.pages.columns import may_correct
from api.pages.rendering import render
from api.pages.result import KNOWN_TYPES, Shown, advice_for, result_page
from api.pages.siblings import siblings
from api.policy import Reader, Somebody, Submitter, TheOffice
from api.submissions import LIST, Cursor
from compliance.access import EXAMINERS, Actor, Person
from compliance.office import Office
from compliance.views import FindingFilter, FindingView, Origin, SubmissionState, SubmissionView
from compliance.vocabulary import INVESTORS
from ingest.codes import REFUSALS

MEGABYTE: Final = 1024 * 1024
MOST_FINDINGS: Final = 100
MOST_GATHERED: Final = 1_000
REGISTERING: Final = Origin.REGISTERED
Purpose = Annotated[str | None, Query(alias="as", max_length=20)]
First = Annotated[int, Query(ge=0, le=10_000_000)]
PAGE_LENGTH: Final = 20
ROLES: Final = ("startup", "corporate", "investor", "founder", "public_body", "other")
TEMPLATES: Final = {
    SubmissionState.RECEIVED: "progress.html",
    SubmissionState.UNREADABLE: "unreadable.html",
    SubmissionState.FAILED: "unreadable.html",
    SubmissionState.WITHDRAWN: "unreadable.html",
}
intake = APIRouter(include_in_schema=False)
router = APIRouter(include_in_schema=False)


HOMES: Final = {
    Actor.STARTUP: "/check",
    Actor.AUDITOR: "/findings",
    Actor.REVIEWER: "/findings",
    Actor.APPROVER: "/findings",
    Actor.PROGRAMME_OFFICER: "/projects",
    Actor.HOST_OFFICER: "/projects",
    Actor.RULE_MANAGER: "/drafts",
    Actor.OBJECTION_OFFICER: "/cases",
    Actor.RESPONDENT: "/requests",
    Actor.PRIVACY_OFFICER: "/retention",
}
"""The screen each part came for; the others read the rules."""


@router.get("/")
def home(person: Somebody) -> RedirectResponse:
    """
    Lead people to the screen they came for.
    """
    return RedirectResponse(HOMES.get(person.actor, "/rules"), status_code=303)


@router.get("/check")
def check_page(request: Request, person: Submitter, office: TheOffice, purpose: Purpose = None) -> HTMLResponse:
    """
    Show the page where an agreement is handed in: to be checked alone or, deliberately, to be registered.
    """
    return _check_page(request, person, office, nothing_given=False, registering=purpose == REGISTERING)


@intake.post("/check")
def check(request: Request, person: Submitter, office: TheOffice, given: ByPage) -> Response:
    """
    Hand in what the page sent and go to the place where the result will be.
    """
    if not given.upload.content and given.upload.media_type == "text/plain":
        return _check_page(request, person, office, nothing_given=True, registering=given.origin == REGISTERING)
    view = office.submit(person, given.upload, given.declaration, origin=given.origin, project=given.project)
    return RedirectResponse(f"/submissions/{view.id}", status_code=303)


@router.get("/submissions")
def submissions_page(request: Request, person: Reader, office: TheOffice, cursor: Cursor = None) -> HTMLResponse:
    """
    List the documents the person may see.
    """
    page = office.submissions(person, unseal(cursor, LIST), PAGE_LENGTH)
    shown = {"submissions": page.items, "next_cursor": seal(page.next_cursor, LIST), "continued": cursor is not None}
    return render(request, "submissions.html", shown)


@router.get("/submissions/{submission_id}")
def submission_page(
    request: Request, person: Reader, office: TheOffice, submission_id: UUID, first: First = 0
) -> Response:
    """
    Show the result, or how far the check is, or why there is none; a project's record leads to the project.

    Of many findings those from the `first` on are shown.
    """
    if project_id := office.programmes.of_record(person, submission_id):
        return RedirectResponse(f"/projects/{project_id}", status_code=303)
    view = office.submission(person, submission_id)
    if view.files is not None:
        return _bundle(request, person, office, view)
    if view.state is SubmissionState.SCREENED:
        return _result(request, person, office, view, first)
    advice = advice_for(view.problem.code if view.problem else 0, REFUSALS, language_of(request))
    return render(request, TEMPLATES[view.state], {"submission": view, "advice": advice})


@router.get("/submissions/{submission_id}/progress")
def progress(request: Request, person: Reader, office: TheOffice, submission_id: UUID) -> Response:
    """
    Answer the page's polling: the same steps again, a bundle's files as they stand, or the word to load the whole page.
    """
    view = office.submission(person, submission_id)
    is_shown = request.headers.get("hx-target") == "files"
    if view.state is SubmissionState.RECEIVED and view.files is not None and is_shown:
        return render(request, "bundle_files.html", {"bundle": bundle_page(view, (), language_of(request))})
    if view.state is SubmissionState.RECEIVED and view.files is None:
        return render(request, "steps.html", {"submission": view})
    return Response(status_code=200, headers={"HX-Redirect": f"/submissions/{view.id}"})


@router.post("/submissions/{submission_id}/destruction")
def destroy(
    request: Request, person: Submitter, office: TheOffice, submission_id: UUID, _form: OwnForm
) -> HTMLResponse:
    """
    Destroy a self-check and show the receipt.
    """
    return render(request, "destroyed.html", {"receipt": office.destroy(person, submission_id)})


def gathered(office: Office, person: Person, wanted: FindingFilter) -> list[FindingView]:
    """
    Gather the findings that are wanted over several pages, no more than anybody looks through one by one.
    """
    found, cursor = list[FindingView](), None
    while True:
        page = office.findings(person, wanted, cursor, MOST_FINDINGS)
        found.extend(page.items)
        if (cursor := page.next_cursor) is None or len(found) >= MOST_GATHERED:
            return found


def _bundle(request: Request, person: Person, office: Office, view: SubmissionView) -> HTMLResponse:
    """
    Render the files of a bundle, from the moment it is opened.
    """
    language = language_of(request)
    links = office.deal_links(person, view.id) if view.state is SubmissionState.SCREENED else ()
    advice = advice_for(view.problem.code if view.problem else 0, REFUSALS, language)
    return render(request, "bundle.html", {"bundle": bundle_page(view, links, language), "advice": advice})


def _result(request: Request, person: Person, office: Office, view: SubmissionView, first: int) -> HTMLResponse:
    """
    Render the result of one screened submission.
    """
    screening = office.screening(person, view.id)
    findings = stretch(screening["findings"], first)
    told = frozenset(one["fingerprint"] for one in findings)
    recorded = gathered(office, person, FindingFilter(submission_id=view.id, fingerprints=told)) if told else []
    result = result_page(
        view,
        screening,
        office.document_text(person, view.id),
        office.catalog_of(screening["catalog"]["digest"]),
        Shown(findings, recorded, first),
        siblings(office, person, view.id, findings),
        language_of(request),
    )
    organisation = office.organisations.of_submission(person, view.id) if person.actor in EXAMINERS else None
    shown = {"result": result, "may_correct": may_correct(person, view), "organisation": organisation}
    return render(request, "result.html", shown)


def _check_page(
    request: Request, person: Person, office: Office, *, nothing_given: bool, registering: bool
) -> HTMLResponse:
    """
    Render the page where an agreement is handed in, with the choices of its questions.
    """
    is_startup = person.actor is Actor.STARTUP
    choices = {
        "roles": ROLES,
        "types": [*sorted(KNOWN_TYPES - {"portfolio"}), "other"],
        "investors": tuple(INVESTORS),
        "yes_no_facts": YES_NO_FACTS,
        "date_facts": DATE_FACTS,
        "megabytes": request.app.state.settings.upload_max_bytes // MEGABYTE,
        "may_register": is_startup,
        "registering": registering and is_startup,
        "projects": office.programmes.projects(person).items if registering and is_startup else (),
        "nothing_given": nothing_given,
    }
    return render(request, "check.html", choices, status=422 if nothing_given else 200)
