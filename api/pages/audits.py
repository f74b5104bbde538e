"""
Show the auditor's screens for audits: the calendar of plans, one plan with its runs, one run with what it changed.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.audits import PREFIX
from api.cursors import seal, unseal
from api.forms import OwnForm, text_of
from api.languages import language_of, say
from api.pages.cards import SHAPES, TONES
from api.pages.rendering import render
from api.pages.result import KNOWN_TYPES
from api.policy import Examiner, TheOffice
from api.problems import Refusal
from api.submissions import Cursor
from compliance import seoul
from compliance.access import Person
from compliance.audits.desk import DIRECTORS, STEPS
from compliance.audits.periods import Rhythm
from compliance.audits.plan import AUDITED, TITLE_LENGTH, Design, Plan, Population
from compliance.exports.writing import Format
from compliance.office import Office
from compliance.programmes.words import STAGES

PAGE_LENGTH: Final = 50
ONE_VALUE: Final = ("title", "rhythm", "starts_on", "notice_days")
OF_POPULATION: Final = ("signed_from", "signed_until", "received_from", "received_until", "projects")
LISTS: Final = ("agreement_types", "origins", "programmes", "tracks", "cohorts", "stages")
SHOWN_STEPS: Final = {
    state: [step for step, (allowed, _) in STEPS.items() if state in allowed.split()] for state in ("running", "paused")
}
router = APIRouter(include_in_schema=False)


@router.get("/audits")
def calendar(request: Request, person: Examiner, office: TheOffice) -> HTMLResponse:
    """
    Show all plans with the days on which they are due next.
    """
    return _calendar(request, person, office, note="", status=200)


@router.post("/audits")
def draw_up(request: Request, person: Examiner, office: TheOffice, form: OwnForm) -> Response:
    """
    Draw up a plan; what is missing is said on the same page.
    """
    try:
        plan = Plan.model_validate(_asked(form))
    except ValidationError:
        return _calendar(request, person, office, say(language_of(request), "audit_plan_unusable"), 422)
    drawn_up = office.audits.draw_up(person, plan)
    return RedirectResponse(f"/audits/{drawn_up.id}", status_code=303)


@router.post("/audits/rechecks")
def check_again(request: Request, person: Examiner, office: TheOffice, form: OwnForm) -> RedirectResponse:
    """
    Draw up a plan for today that checks again what a duty which came into force concerns.
    """
    basis = text_of(form, "basis")
    day = next((one for one in office.audits.law_days(person) if one.basis == basis), None)
    if day is None:
        raise Refusal(kinds.NOT_FOUND)
    title = say(language_of(request), "law_day_plan", cite=day.cite, day=day.in_force.isoformat())
    plan = Plan(
        title=title[:TITLE_LENGTH],
        starts_on=seoul.today(),
        population=Population(bases=(basis,)),
    )
    return RedirectResponse(f"/audits/{office.audits.draw_up(person, plan).id}", status_code=303)


@router.get("/audits/{plan_id}")
def plan_page(
    request: Request, person: Examiner, office: TheOffice, plan_id: UUID, cursor: Cursor = None
) -> HTMLResponse:
    """
    Show one plan with its runs, newest first.
    """
    bound = {"list": "runs", "plan": plan_id}
    runs = office.audits.runs(person, plan_id, unseal(cursor, bound), PAGE_LENGTH)
    page = {
        "view": office.audits.plan(person, plan_id),
        "runs": runs.items,
        "next_cursor": seal(runs.next_cursor, bound),
        "directs": person.actor in DIRECTORS,
    }
    return render(request, "audit_plan.html", page)


@router.post("/audits/{plan_id}/end")
def end(person: Examiner, office: TheOffice, plan_id: UUID, form: OwnForm) -> RedirectResponse:
    """
    End a plan.
    """
    office.audits.end(person, plan_id, text_of(form, "seen"))
    return RedirectResponse(f"/audits/{plan_id}", status_code=303)


@router.get("/audits/runs/{run_id}")
def run_page(
    request: Request,
    person: Examiner,
    office: TheOffice,
    run_id: UUID,
    cursor: Cursor = None,
    covered: Cursor = None,
) -> HTMLResponse:
    """
    Show one run: how far it is, what it changed, and which agreements it covered.
    """
    changed, listed = {"list": "changes", "run": run_id}, {"list": "agreements", "run": run_id}
    changes = office.audits.changes(person, run_id, unseal(cursor, changed), PAGE_LENGTH)
    coverage = office.audits.coverage(person, run_id, unseal(covered, listed), PAGE_LENGTH)
    run = office.audits.run(person, run_id)
    page = {
        "run": run,
        "changes": changes.items,
        "next_cursor": seal(changes.next_cursor, changed),
        "coverage": coverage.items,
        "next_covered": seal(coverage.next_cursor, listed),
        "steps": SHOWN_STEPS.get(run.state, []) if person.actor in DIRECTORS else [],
        "tones": TONES,
        "shapes": SHAPES,
        "forms": list(Format),
        "report": f"{PREFIX}/runs/{run_id}/report",
    }
    return render(request, "audit_run.html", page)


@router.post("/audits/runs/{run_id}/directions")
def direct(person: Examiner, office: TheOffice, run_id: UUID, form: OwnForm) -> RedirectResponse:
    """
    Pause, resume or cancel a run.
    """
    step = text_of(form, "step")
    if step not in STEPS:
        raise Refusal(kinds.UNUSABLE)
    office.audits.direct(person, run_id, step, text_of(form, "seen"))
    return RedirectResponse(f"/audits/runs/{run_id}", status_code=303)


def _calendar(request: Request, person: Person, office: Office, note: str, status: int) -> HTMLResponse:
    """
    Render the calendar, with a note above the form where a plan could not be drawn up.
    """
    known = office.programmes.programmes(person)
    page = {
        "plans": office.audits.plans(person),
        "programmes": list(dict.fromkeys(programme for programme, _, _ in known)),
        "tracks": list(dict.fromkeys(track for _, track, _ in known)),
        "cohorts": sorted({year for _, _, year in known}, reverse=True),
        "stages": STAGES,
        "directs": person.actor in DIRECTORS,
        "types": [*sorted(KNOWN_TYPES - {"portfolio"}), "other"],
        "origins": AUDITED,
        "designs": list(Design),
        "rhythms": list(Rhythm),
        "today": seoul.today(),
        "note": note,
    }
    return render(request, "audits.html", page, status)


def _asked(form: FormData) -> dict[str, object]:
    """
    Read what a form asks for; fields left empty ask for nothing.
    """
    population: dict[str, object] = {name: text_of(form, name) for name in OF_POPULATION if text_of(form, name)}
    for name in ("participants", "funds"):
        named = [one.strip() for one in text_of(form, name).split(";") if one.strip()]
        if named:
            population[name] = named
    for name in LISTS:
        chosen = [value for value in form.getlist(name) if isinstance(value, str) and value]
        if chosen:
            population[name] = chosen
    sample = {name: text_of(form, name) for name in ("design", "size", "seed") if text_of(form, name)}
    single = {name: text_of(form, name) for name in ONE_VALUE if text_of(form, name)}
    return {**single, "population": population, "sample": sample}
