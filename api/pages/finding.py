"""
Show the auditor one finding: the agreement on the left, as pages or as text, the case for and against it on the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.forms import OwnForm, text_of
from api.pages.cards import SHAPES
from api.pages.checking import gathered
from api.pages.rendering import render
from api.pages.sheets import Around, Desk, lay_on, near
from api.pages.siblings import siblings
from api.pages.undone import undone
from api.pages.weaving import headings_of, weave
from api.policy import Examiner, TheOffice
from api.problems import Refusal
from compliance.access import Actor, Person
from compliance.facsimile.personal import blackened
from compliance.office import Office
from compliance.views import Decision, DecisionKind, FindingFilter, FindingState, FindingView

REASONS: Final = ("fp", "na", "justified", "fixed", "dup", "noev")
ONWARD: Final = "next"
View = Annotated[Literal["pages", "text"] | None, Query()]
Then = Annotated[Literal["next"] | None, Query()]
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    Hold what the address says about how the finding is shown.
    """

    view: str | None = None
    then: str | None = None
    page: int | None = None

    @property
    def kept(self) -> str:
        """
        Write down what holds for other findings as well, for the links to them.
        """
        told = "&".join(f"{name}={value}" for name, value in (("view", self.view), ("then", self.then)) if value)
        return f"?{told}" if told else ""


@router.get("/findings/{finding_id}")
def finding_page(
    request: Request,
    person: Examiner,
    office: TheOffice,
    finding_id: UUID,
    view: View = None,
    then: Then = None,
    page: Around = None,
) -> HTMLResponse:
    """
    Show one finding beside the agreement, with what may be decided; the words of the pages around `page`, if given.
    """
    chosen = Chosen(view, then, page)
    return _finding(request, person, office, office.finding(person, finding_id), chosen)


@router.post("/findings/{finding_id}/decision")
def decision(request: Request, person: Examiner, office: TheOffice, finding_id: UUID, form: OwnForm) -> Response:
    """
    Take a decision; what cannot be taken is explained on the same page.

    Whoever wants it so goes on to the next finding of the agreement, and to the queue behind the last.
    """
    if why_not := undone(request, lambda: office.decide(person, finding_id, _decision(form), text_of(form, "etag"))):
        return _again(request, person, office, finding_id, *why_not)
    return RedirectResponse(_onward(finding_id, form), status_code=303)


def _onward(finding_id: UUID, form: OwnForm) -> str:
    """
    Say where a decision leads: back to the finding, or on.
    """
    view = "&view=text" if text_of(form, "view") == "text" else ""
    if text_of(form, "then") != ONWARD:
        return f"/findings/{finding_id}{view.replace('&', '?')}"
    try:
        return f"/findings/{UUID(text_of(form, 'next'))}?then={ONWARD}{view}"
    except ValueError:
        return "/findings"


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
    return _finding(request, person, office, office.finding(person, finding_id), Chosen(), note, status)


def _finding(
    request: Request,
    person: Person,
    office: Office,
    view: FindingView,
    chosen: Chosen,
    note: str = "",
    status: int = 200,
) -> HTMLResponse:
    """
    Render the page of one finding.
    """
    beside = gathered(office, person, FindingFilter(submission_id=view.submission_id))
    known = beside if view.id in {each.id for each in beside} else [*beside, view]
    desk = lay_on(office.facsimiles.paper(person, view.submission_id), known)
    shown = desk.of(view.id)
    previous, following = desk.neighbours(view.id)
    as_pages = bool(desk.sheets) and chosen.view != "text"
    page = {
        "view": view,
        "desk": desk,
        "here": shown,
        "card": shown.card,
        "as_pages": as_pages,
        "near": near(shown, chosen.page),
        "pieces": () if as_pages else _pieces(desk),
        "siblings": siblings(office, person, view.submission_id, [view.finding]),
        "organisation": office.organisations.of_submission(person, view.submission_id),
        "history": office.history(person, view.id),
        "previous": previous,
        "next": following,
        "kept": chosen.kept,
        "then": chosen.then,
        "reasons": REASONS,
        "cases": office.cases.of_finding(person, view.id),
        "for_case": _for_case(person, view, beside),
        "shapes": SHAPES,
        "blackened": blackened,
        "note": note,
    }
    return render(request, "finding.html", page, status)


def _for_case(person: Person, view: FindingView, beside: Sequence[FindingView]) -> list[FindingView]:
    """
    List the confirmed findings that may become a case with this one, itself first; none where no case can be opened.
    """
    if person.actor is not Actor.AUDITOR or view.state is not FindingState.CONFIRMED:
        return []
    confirmed = [one for one in beside if one.state is FindingState.CONFIRMED and one.id != view.id]
    return [view, *(one for one in confirmed if one.submission_id == view.submission_id)]


def _pieces(desk: Desk) -> object:
    """
    Mark all findings in the text.
    """
    document = desk.paper.document
    return weave(document.text, desk.marks, headings_of(document.text, document.clauses))
