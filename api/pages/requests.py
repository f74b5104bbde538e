"""
Show a company its own requests: the letters it received, and one letter with its day and the form to answer it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.cursors import seal, unseal
from api.languages import language_of, reason, say
from api.pages.rendering import render
from api.policy import Respondent, TheOffice
from api.requests import ByPage
from api.submissions import Cursor
from compliance.access import Person
from compliance.cases.letter_words import LETTERS, MEASURES
from compliance.errors import Forbidden, Rejected
from compliance.office import Office

PAGE_LENGTH: Final = 50
router = APIRouter(include_in_schema=False)
intake = APIRouter(include_in_schema=False)
"""The one route that takes files."""


@router.get("/requests")
def requests_page(request: Request, person: Respondent, office: TheOffice, cursor: Cursor = None) -> HTMLResponse:
    """
    Show the letters that the company received, newest first.
    """
    bound = {"list": "requests"}
    page = office.requests.requests(person, unseal(cursor, bound), PAGE_LENGTH)
    shown = {"requests": page.items, "next_cursor": seal(page.next_cursor, bound)}
    return render(request, "received_letters.html", shown | _words())


@router.get("/requests/{letter_id}")
def request_page(request: Request, person: Respondent, office: TheOffice, letter_id: UUID) -> HTMLResponse:
    """
    Show one letter.
    """
    return _request(request, person, office, letter_id)


@intake.post("/requests/{letter_id}")
def answer(request: Request, person: Respondent, office: TheOffice, letter_id: UUID, given: ByPage) -> Response:
    """
    Answer a letter; what cannot be taken is explained on the same page.
    """
    language = language_of(request)
    try:
        office.requests.answer(person, letter_id, given)
    except (Forbidden, Rejected) as error:
        why = reason(language, error)
        note = say(language, "received_refused", why=why)
        return _request(request, person, office, letter_id, note, 422)
    return RedirectResponse(f"/requests/{letter_id}#answers", status_code=303)


def _request(
    request: Request, person: Person, office: Office, letter_id: UUID, note: str = "", status: int = 200
) -> HTMLResponse:
    """
    Render the page of one letter.
    """
    page = {"view": office.requests.request(person, letter_id), "note": note}
    return render(request, "received_letter.html", page | _words(), status)


def _words() -> dict[str, object]:
    return {"letter_words": LETTERS, "measure_words": MEASURES}
