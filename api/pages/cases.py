"""
Show cases: the list with the next due first, and one case with its days, its letters and everything to decide.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.cursors import seal, unseal
from api.forms import OwnForm, text_of
from api.pages.cards import SHAPES, TONES
from api.pages.finding import REASONS
from api.pages.rendering import render
from api.pages.undone import undone
from api.policy import CaseWorker, Examiner, TheOffice
from api.problems import Refusal
from api.submissions import Cursor
from compliance import seoul
from compliance.access import Person
from compliance.cases.deciding import DISMISSED_AS
from compliance.cases.dispositions import ARTICLES
from compliance.cases.letter_words import LETTERS, MEASURES
from compliance.cases.states import CaseState, Measure, Step
from compliance.cases.views import CaseDecision, CaseFacts, CaseView
from compliance.office import Office

PAGE_LENGTH: Final = 50
router = APIRouter(include_in_schema=False)
State = Annotated[str, Query(max_length=30)]


@router.get("/cases")
def cases_page(
    request: Request, person: CaseWorker, office: TheOffice, cursor: Cursor = None, state: State = ""
) -> HTMLResponse:
    """
    Show all cases, the next due first.
    """
    wanted = [CaseState(state)] if state in set(CaseState) else []
    bound = {"list": "cases", "state": wanted}
    page = office.cases.cases(person, wanted, unseal(cursor, bound), PAGE_LENGTH)
    shown = {
        "cases": page.items,
        "states": list(CaseState),
        "state": state,
        "next_cursor": seal(page.next_cursor, bound),
    }
    return render(request, "cases.html", shown)


@router.post("/cases")
def open_case(person: Examiner, office: TheOffice, form: OwnForm) -> RedirectResponse:
    """
    Open a case from the findings that were ticked.
    """
    try:
        chosen = [UUID(str(one)) for one in form.getlist("finding")]
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error
    return RedirectResponse(f"/cases/{office.cases.open(person, chosen)}", status_code=303)


@router.get("/cases/{case_id}")
def case_page(request: Request, person: CaseWorker, office: TheOffice, case_id: UUID) -> HTMLResponse:
    """
    Show one case.
    """
    return _case(request, person, office, case_id)


@router.post("/cases/{case_id}/facts")
def facts(request: Request, person: CaseWorker, office: TheOffice, case_id: UUID, form: OwnForm) -> Response:
    """
    Note what the case turns on.
    """
    return _done(request, person, office, case_id, lambda: office.cases.note_facts(
        person, case_id, _facts(form), text_of(form, "etag")
    ))  # fmt: skip


@router.post("/cases/{case_id}/decisions")
def decide(request: Request, person: CaseWorker, office: TheOffice, case_id: UUID, form: OwnForm) -> Response:
    """
    Take a step; what cannot be taken is explained on the same page.
    """
    return _done(request, person, office, case_id, lambda: office.cases.decide(
        person, case_id, _decision(form), text_of(form, "etag")
    ))  # fmt: skip


@router.post("/cases/{case_id}/extensions")
def extend(request: Request, person: CaseWorker, office: TheOffice, case_id: UUID, form: OwnForm) -> Response:
    """
    Extend a running deadline.
    """
    until = _day(form, "until")
    if until is None:
        raise Refusal(kinds.UNUSABLE)
    return _done(request, person, office, case_id, lambda: office.cases.extend(
        person, case_id, text_of(form, "kind"), until, text_of(form, "note"), text_of(form, "etag")
    ))  # fmt: skip


def _done(request: Request, person: Person, office: Office, case_id: UUID, does: Callable[[], CaseView]) -> Response:
    """
    Do it and lead back to the case; say on the page why it was not done.
    """
    if why_not := undone(request, does):
        return _case(request, person, office, case_id, *why_not)
    return RedirectResponse(f"/cases/{case_id}", status_code=303)


def _case(
    request: Request, person: Person, office: Office, case_id: UUID, note: str = "", status: int = 200
) -> HTMLResponse:
    """
    Render the page of one case, what may be done before what may not.
    """
    view = office.cases.case(person, case_id)
    page = {
        "view": view,
        "open_actions": [one for one in view.actions if one.why_not is None],
        "shut_actions": [one for one in view.actions if one.why_not is not None],
        "respondents": office.cases.respondents(person) if view.may_change else [],
        "articles": ARTICLES,
        "all_measures": list(Measure),
        "measure_words": MEASURES,
        "letter_words": LETTERS,
        "dismissing": DISMISSED_AS,
        "today": seoul.today(),
        "reasons": REASONS,
        "tones": TONES,
        "grades": SHAPES,
        "note": note,
    }
    return render(request, "case.html", page, status)


def _decision(form: FormData) -> CaseDecision:
    """
    Read the form of a step.

    Raises:
        Refusal: the step, the measure or the day is none.
    """
    try:
        return CaseDecision(
            step=Step(text_of(form, "step")),
            code=text_of(form, "code"),
            note=text_of(form, "note"),
            measure=Measure(text_of(form, "measure")) if text_of(form, "measure") else None,
            recipient=text_of(form, "recipient"),
            facts=text_of(form, "facts"),
            asked=tuple(line for line in text_of(form, "asked").splitlines() if line.strip()),
            due_on=_day(form, "due_on"),
            reason_code=text_of(form, "reason_code") or None,
        )
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error


def _facts(form: FormData) -> CaseFacts:
    """
    Read the form of what a case turns on.
    """
    named = text_of(form, "respondent_id")
    prefix = "article_"
    try:
        return CaseFacts(
            respondent=text_of(form, "respondent"),
            respondent_id=UUID(named) if named else None,
            articles={
                UUID(name.removeprefix(prefix)): value
                for name in form
                if name.startswith(prefix) and (value := text_of(form, name))
            },
            is_ftc_matter=bool(text_of(form, "is_ftc_matter")),
            deal_ended_on=_day(form, "deal_ended_on"),
            investigation_opened_on=_day(form, "investigation_opened_on"),
            remedied_on=_day(form, "remedied_on"),
        )
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error


def _day(form: FormData, name: str) -> date | None:
    try:
        return date.fromisoformat(text_of(form, name)) if text_of(form, name) else None
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error
