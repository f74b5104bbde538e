"""
Show the rule manager's screens: drafts of the rules, one draft with its previews, and what one would change.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.cursors import seal, unseal
from api.draft_shapes import AskedShape, Verdict
from api.drafts import HandedIn, files, handed_in
from api.forms import OwnForm, text_of
from api.languages import language_of, reason, say
from api.pages.cards import SHAPES, TONES
from api.pages.rendering import render
from api.pages.result import KNOWN_TYPES
from api.policy import RuleKeeper, TheOffice
from api.problems import Refusal
from api.submissions import Cursor
from compliance.access import Actor, Person
from compliance.errors import ComplianceError, Conflict, Forbidden, Rejected
from compliance.office import Office

PAGE_LENGTH: Final = 50
intake = APIRouter(include_in_schema=False)
"""The one route that takes files (`app.py` sets its limit)."""
router = APIRouter(include_in_schema=False)
Told = Annotated[Verdict | None, Query()]


async def by_page(form: OwnForm) -> HandedIn:
    """
    Read the form of the page.
    """
    return await handed_in(form)


@router.get("/drafts")
def drafts_page(request: Request, person: RuleKeeper, office: TheOffice, cursor: Cursor = None) -> HTMLResponse:
    """
    Show all drafts, newest first.
    """
    return _list(request, person, office, cursor, note="", status=200)


@intake.post("/drafts")
def draw_up(
    request: Request, person: RuleKeeper, office: TheOffice, given: Annotated[HandedIn, Depends(by_page)]
) -> Response:
    """
    Keep a draft; what does not hold is said on the same page.
    """
    try:
        view = office.drafts.draw_up(person, given.title, given.upload)
    except (Rejected, Forbidden) as refusal:
        return _list(request, person, office, None, _why(request, refusal), 422)
    return RedirectResponse(f"/drafts/{view.id}", status_code=303)


@router.get("/drafts/{draft_id}")
def draft_page(request: Request, person: RuleKeeper, office: TheOffice, draft_id: UUID) -> HTMLResponse:
    """
    Show one draft with its previews and what may be done with it.
    """
    return _draft(request, person, office, draft_id, note="", status=200)


@router.get("/drafts/{draft_id}/files")
def draft_files(person: RuleKeeper, office: TheOffice, draft_id: UUID) -> Response:
    """
    Hand out the files of a draft.
    """
    return files(person, office, draft_id)


@router.post("/drafts/{draft_id}/previews")
def begin(request: Request, person: RuleKeeper, office: TheOffice, draft_id: UUID, form: OwnForm) -> Response:
    """
    Begin a preview over all stored agreements, or over so many that the seed draws.
    """
    size, seed = text_of(form, "size"), text_of(form, "seed")
    sample = {"design": "random", "size": size, "seed": seed} if size else {"seed": seed}
    try:
        asked = AskedShape.model_validate({"sample": sample})
        view = office.drafts.begin(person, draft_id, asked.population, asked.sample)
    except ValidationError as error:
        raise Refusal(kinds.UNUSABLE) from error
    except (Conflict, Forbidden) as refusal:
        return _draft(request, person, office, draft_id, _why(request, refusal), 422)
    return RedirectResponse(f"/drafts/previews/{view.id}", status_code=303)


@router.post("/drafts/{draft_id}/directions")
def direct(request: Request, person: RuleKeeper, office: TheOffice, draft_id: UUID, form: OwnForm) -> Response:
    """
    Propose, approve, withdraw or try a draft again; what is refused is explained on the same page.
    """
    step, seen = text_of(form, "step"), text_of(form, "seen")
    try:
        if step == "propose":
            day = date.fromisoformat(text_of(form, "day"))
            office.drafts.propose(person, draft_id, day, text_of(form, "reason"), seen)
        elif step == "approve":
            office.drafts.approve(person, draft_id, seen)
        elif step == "withdraw":
            office.drafts.withdraw(person, draft_id, seen)
        elif step == "try":
            office.drafts.try_again(person, draft_id)
        else:
            raise Refusal(kinds.UNUSABLE)
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error
    except (Conflict, Forbidden, Rejected) as refusal:
        return _draft(request, person, office, draft_id, _why(request, refusal), 422)
    return RedirectResponse(f"/drafts/{draft_id}", status_code=303)


@router.post("/drafts/{draft_id}/explanation")
def explain(request: Request, person: RuleKeeper, office: TheOffice, draft_id: UUID, form: OwnForm) -> HTMLResponse:
    """
    Show why the draft's rules do or do not flag words of one's own.
    """
    words, kind = text_of(form, "words"), text_of(form, "agreement_type")
    try:
        found = office.drafts.explain(person, draft_id, words, kind if kind in KNOWN_TYPES else "")
    except Rejected as refusal:
        return _draft(request, person, office, draft_id, _why(request, refusal), 422)
    told = {"words": words, "kind": kind, "explained": found}
    return _draft(request, person, office, draft_id, note="", status=200, told=told)


@router.post("/drafts/earlier")
def roll_back(request: Request, person: RuleKeeper, office: TheOffice, form: OwnForm) -> Response:
    """
    Propose that an earlier version, or the shipped rules, hold again.
    """
    named = text_of(form, "draft_id")
    try:
        wanted, day = UUID(named) if named else None, date.fromisoformat(text_of(form, "day"))
        view = office.drafts.roll_back(person, wanted, day, text_of(form, "reason"))
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error
    except (Conflict, Forbidden, Rejected) as refusal:
        return _list(request, person, office, None, _why(request, refusal), 422)
    return RedirectResponse(f"/drafts/{view.id}", status_code=303)


@router.get("/drafts/previews/{preview_id}")
def preview_page(
    request: Request,
    person: RuleKeeper,
    office: TheOffice,
    preview_id: UUID,
    cursor: Cursor = None,
    verdict: Told = None,
) -> HTMLResponse:
    """
    Show a preview: how far it is, what would change, which decisions stand against it, and samples to read.
    """
    bound = {"list": "preview", "preview": preview_id, "verdict": verdict}
    view = office.drafts.preview(person, preview_id)
    changes = office.drafts.differences(person, preview_id, unseal(cursor, bound), PAGE_LENGTH, verdict)
    page = {
        "view": view,
        "changes": changes.items,
        "next_cursor": seal(changes.next_cursor, bound),
        "verdict": verdict,
        "samples": office.drafts.samples(person, preview_id) if view.state == "finished" else [],
        "tones": TONES,
        "shapes": SHAPES,
    }
    return render(request, "draft_preview.html", page)


@router.post("/drafts/previews/{preview_id}/cancellation")
def cancel(person: RuleKeeper, office: TheOffice, preview_id: UUID, form: OwnForm) -> RedirectResponse:
    """
    Stop a preview.
    """
    del form
    office.drafts.cancel(person, preview_id)
    return RedirectResponse(f"/drafts/previews/{preview_id}", status_code=303)


def _why(request: Request, refusal: ComplianceError) -> str:
    language = language_of(request)
    return say(language, "draft_refused", why=reason(language, refusal))


def _list(request: Request, person: Person, office: Office, cursor: str | None, note: str, status: int) -> HTMLResponse:
    page = office.drafts.drafts(person, unseal(cursor, {"list": "drafts"}), PAGE_LENGTH)
    shown = {
        "drafts": page.items,
        "next_cursor": seal(page.next_cursor, {"list": "drafts"}),
        "writes": person.actor is Actor.RULE_MANAGER,
        "in_force": office.drafts.in_force(),
        "note": note,
    }
    return render(request, "drafts.html", shown, status)


def _draft(
    request: Request,
    person: Person,
    office: Office,
    draft_id: UUID,
    note: str,
    status: int,
    told: Mapping[str, object] = MappingProxyType({}),
) -> HTMLResponse:
    shown = {
        "types": KNOWN_TYPES,
        "words": "",
        "kind": "",
        "explained": None,
        **told,
        "view": office.drafts.draft(person, draft_id),
        "previews": office.drafts.previews(person, draft_id),
        "note": note,
    }
    return render(request, "draft.html", shown, status)
