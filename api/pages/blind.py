"""
Show the pages of blind second review: what waits, one finding without its decision, and how often two people agree.
"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.forms import OwnForm, text_of
from api.languages import language_of, reason, say
from api.pages.cards import SHAPES, TONES
from api.pages.finding import REASONS
from api.pages.rendering import render
from api.pages.sheets import Around, lay_on, near
from api.pages.siblings import siblings
from api.pages.weaving import headings_of, weave
from api.policy import Examiner, TheOffice
from compliance.access import Person
from compliance.errors import Rejected
from compliance.facsimile.personal import blackened
from compliance.office import Office

router = APIRouter(include_in_schema=False)


@router.get("/blind")
def blind_page(request: Request, person: Examiner, office: TheOffice) -> HTMLResponse:
    """
    List what waits for this person, what they judged, and the rate of agreement.
    """
    desk = office.blind
    page = {
        "waiting": desk.waiting(person),
        "judged": desk.judged(person),
        "agreement": desk.agreement(person),
        "tones": TONES,
        "shapes": SHAPES,
    }
    return render(request, "blind.html", page)


@router.get("/blind/{finding_id}")
def blind_finding_page(
    request: Request, person: Examiner, office: TheOffice, finding_id: UUID, page: Around = None
) -> HTMLResponse:
    """
    Show one finding beside the agreement, without what was decided on it; the words of the pages around `page`.
    """
    return _finding(request, person, office, finding_id, around=page)


@router.post("/blind/{finding_id}")
def judge(request: Request, person: Examiner, office: TheOffice, finding_id: UUID, form: OwnForm) -> Response:
    """
    Keep a verdict; what cannot be kept is explained on the same page.
    """
    try:
        office.blind.judge(person, finding_id, text_of(form, "decision"), text_of(form, "reason_code") or None)
    except Rejected as error:
        language = language_of(request)
        why = reason(language, error)
        return _finding(request, person, office, finding_id, say(language, "decision_refused", why=why), 422)
    return RedirectResponse("/blind", status_code=303)


def _finding(
    request: Request,
    person: Person,
    office: Office,
    finding_id: UUID,
    note: str = "",
    status: int = 200,
    *,
    around: int | None = None,
) -> HTMLResponse:
    """
    Render the page of one finding; the other findings of the agreement are left out, as their states would tell.
    """
    view = office.blind.finding(person, finding_id)
    desk = lay_on(office.facsimiles.paper(person, view.submission_id), [view])
    document = desk.paper.document
    here = desk.of(view.id)
    page = {
        "view": view,
        "desk": desk,
        "here": here,
        "card": here.card,
        "as_pages": bool(desk.sheets),
        "near": near(here, around),
        "pieces": () if desk.sheets else weave(document.text, desk.marks, headings_of(document.text, document.clauses)),
        "siblings": siblings(office, person, view.submission_id, [view.finding]),
        "reasons": REASONS,
        "shapes": SHAPES,
        "blackened": blackened,
        "note": note,
    }
    return render(request, "blind_finding.html", page, status)
