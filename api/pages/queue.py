"""
Show the auditor's screens: the queue of findings, one finding beside the agreement, and its decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.conditions import decide
from api.cursors import seal, unseal
from api.findings import Wanted
from api.forms import OwnForm, text_of
from api.languages import language_of, say
from api.pages.cards import SHAPES, TONES, Recorded, card
from api.pages.checking import PAGE_LENGTH, gathered
from api.pages.rendering import render
from api.pages.result import marked_text
from api.pages.siblings import siblings
from api.policy import Examiner, TheOffice
from api.problems import Refusal
from api.schemas import Ground
from api.submissions import Cursor
from compliance.access import Person
from compliance.audits.desk import DIRECTORS
from compliance.errors import Forbidden, Rejected
from compliance.office import Office
from compliance.views import Decision, DecisionKind, FindingFilter, FindingState, FindingView

OPEN: Final = (FindingState.DETECTED, FindingState.IN_REVIEW, FindingState.ON_HOLD)
BUILT_STATES: Final = (*OPEN, FindingState.CONFIRMED, FindingState.DISMISSED, FindingState.REMEDIED)
REASONS: Final = ("fp", "na", "justified", "fixed", "dup", "noev")
GRADES: Final[Mapping[str, frozenset[str]]] = {
    grade: frozenset(severity for severity, tone in TONES.items() if tone == grade) for grade in SHAPES
}
router = APIRouter(include_in_schema=False)


def chosen(
    state: Annotated[str, Query(max_length=20)] = "open",
    severity: Annotated[str, Query(max_length=20)] = "",
    ground: Annotated[str, Query(max_length=40)] = "",
    rule: Annotated[str, Query(max_length=40)] = "",
    collapse: Annotated[str, Query(max_length=1)] = "",
    cluster: UUID | None = None,
) -> Wanted:
    """
    Read the filter form: 상·중·하 stand for several severities, "open" for everything not yet decided.
    """
    states = OPEN if state == "open" else [FindingState(state)] if state in set(FindingState) else []
    grounds = [ground] if ground in get_args(Ground) else []
    return Wanted(
        FindingFilter(
            frozenset(states), GRADES.get(severity, frozenset()), frozenset(grounds), rule.strip() or None,
            cluster_id=cluster, is_collapsed=bool(collapse),
        )
    )  # fmt: skip


@router.get("/findings")
def queue_page(
    request: Request,
    person: Examiner,
    office: TheOffice,
    wanted: Annotated[Wanted, Depends(chosen)],
    cursor: Cursor = None,
) -> HTMLResponse:
    """
    Show the queue.
    """
    page = office.findings(person, wanted.filter, unseal(cursor, wanted.names()), PAGE_LENGTH)
    shown = {
        "findings": page.items,
        "templates": office.clusters.same_template(person, [each.id for each in page.items]),
        "law_days": office.audits.law_days(person) if cursor is None else (),
        "directs": person.actor in DIRECTORS,
        "next_cursor": seal(page.next_cursor, wanted.names()),
        "asked": request.query_params,
        "states": BUILT_STATES,
        "grounds": get_args(Ground),
        "grades": SHAPES,
        "tones": TONES,
    }
    return render(request, "queue.html", shown)


@router.get("/findings/{finding_id}")
def finding_page(request: Request, person: Examiner, office: TheOffice, finding_id: UUID) -> HTMLResponse:
    """
    Show one finding beside the agreement, with what may be decided.
    """
    return _finding(request, person, office, office.finding(person, finding_id), note="", status=200)


@router.post("/findings/{finding_id}/decision")
def decision(request: Request, person: Examiner, office: TheOffice, finding_id: UUID, form: OwnForm) -> Response:
    """
    Take a decision; what cannot be taken is explained on the same page.
    """
    language = language_of(request)
    try:
        decide(office, person, finding_id, _decision(form), text_of(form, "etag"))
    except Refusal as refusal:
        if refusal.kind is not kinds.CHANGED:
            raise
        return _again(request, person, office, finding_id, say(language, "decision_changed"), 412)
    except (Forbidden, Rejected) as error:
        why = error.ko if language == "ko" else error.en
        return _again(request, person, office, finding_id, say(language, "decision_refused", why=why), 422)
    return RedirectResponse(f"/findings/{finding_id}", status_code=303)


def _decision(form: OwnForm) -> Decision:
    """
    Read the decision form.

    Raises:
        Refusal: the kind or the day is none.
    """
    try:
        until = date.fromisoformat(text_of(form, "until")) if text_of(form, "until") else None
        kind = DecisionKind(text_of(form, "decision"))
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE) from error
    return Decision(kind, text_of(form, "reason_code") or None, text_of(form, "note"), until)


def _again(request: Request, person: Person, office: Office, finding_id: UUID, note: str, status: int) -> HTMLResponse:
    """
    Show the finding as it is now, with a note above.
    """
    return _finding(request, person, office, office.finding(person, finding_id), note, status)


def _finding(
    request: Request, person: Person, office: Office, view: FindingView, note: str, status: int
) -> HTMLResponse:
    """
    Render the page of one finding.
    """
    shown = card(1, view.finding, Recorded(view.id, view.state))
    beside = gathered(office, person, FindingFilter(submission_id=view.submission_id))
    ordered = [each.id for each in _in_reading_order(beside)] if view.id in {each.id for each in beside} else [view.id]
    at = ordered.index(view.id)
    page = {
        "view": view,
        "card": shown,
        "pieces": marked_text(office.document_text(person, view.submission_id), [shown]),
        "siblings": siblings(office, person, view.submission_id, [view.finding]),
        "history": office.history(person, view.id),
        "previous": ordered[at - 1] if at > 0 else None,
        "next": ordered[at + 1] if at + 1 < len(ordered) else None,
        "reasons": REASONS,
        "note": note,
    }
    return render(request, "finding.html", page, status)


def _in_reading_order(views: list[FindingView]) -> list[FindingView]:
    """
    Order findings by their place in the agreement.
    """
    return sorted(views, key=lambda view: (int(str(view.finding.get("start") or 0)), str(view.id)))
