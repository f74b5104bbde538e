"""
Show for how long documents are kept, what is held beyond that and why, and what was destroyed.

Holding is the privacy officer's; an administrator reads the terms. Only ids of documents are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.forms import OwnForm, text_of
from api.languages import language_of, reason, say
from api.pages.rendering import render
from api.papers import paper_file
from api.policy import PrivacyOfficer, Retainer, TheOffice
from compliance import seoul
from compliance.access import Actor, Person
from compliance.errors import Conflict, NotFound, Rejected
from compliance.exports.writing import Format
from compliance.office import Office
from compliance.retention import TERMS
from compliance.safekeeping.holding import LONGEST_REASON, paper_of

HOME: Final = "/retention"
MOST: Final = 200
"""Holds, and certificates, that the page lists; the papers have all."""
router = APIRouter(include_in_schema=False)


@router.get(HOME)
def retention_page(request: Request, person: Retainer, office: TheOffice) -> HTMLResponse:
    """
    Show terms, holds and certificates.
    """
    return _page(request, person, office)


@router.post(f"{HOME}/holds")
def hold(request: Request, person: PrivacyOfficer, office: TheOffice, form: OwnForm) -> Response:
    """
    Keep a document beyond its time.
    """
    try:
        submission_id = UUID(text_of(form, "submission_id").strip())
    except ValueError:
        return _page(request, person, office, say(language_of(request), "retention_no_document"), 422)
    return _done(request, person, office, lambda: office.holds.hold(person, submission_id, text_of(form, "reason")))


@router.post(f"{HOME}/holds/{{hold_id}}/release")
def release(request: Request, person: PrivacyOfficer, office: TheOffice, hold_id: UUID, form: OwnForm) -> Response:
    """
    Let a document go.
    """
    return _done(request, person, office, lambda: office.holds.release(person, hold_id, text_of(form, "reason")))


@router.get(f"{HOME}/certificates/{{form}}")
def certificates(person: PrivacyOfficer, office: TheOffice, form: Format) -> Response:
    """
    Hand out all certificates as a paper.
    """
    return paper_file(paper_of(office.holds.certificates(person), seoul.today()), form)


def _done(request: Request, person: Person, office: Office, does: Callable[[], object]) -> Response:
    """
    Do it and lead back, or say on the page why not.
    """
    language = language_of(request)
    try:
        does()
    except NotFound:
        return _page(request, person, office, say(language, "retention_no_document"), 404)
    except (Conflict, Rejected) as refused:
        return _page(request, person, office, reason(language, refused), 422)
    return RedirectResponse(HOME, status_code=303)


def _page(request: Request, person: Person, office: Office, note: str = "", status: int = 200) -> HTMLResponse:
    holds_any = person.actor is Actor.PRIVACY_OFFICER
    holds = office.holds.holds(person, MOST) if holds_any else []
    shown = {
        "terms": TERMS,
        "may_hold": holds_any,
        "lasting": [one for one in holds if one.released_at is None],
        "ended": [one for one in holds if one.released_at is not None],
        "certificates": office.holds.certificates(person, MOST) if holds_any else [],
        "most": MOST,
        "longest": LONGEST_REASON,
        "forms": tuple(Format),
        "note": note,
    }
    return render(request, "retention.html", shown, status)
