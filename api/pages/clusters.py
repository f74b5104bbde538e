"""
Show template clauses: whose they are, how many agreements use each, and what was noted for all its uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from api.cursors import seal, unseal
from api.forms import OwnForm, text_of
from api.pages.cards import SHAPES, TONES
from api.pages.rendering import render
from api.policy import Examiner, TheOffice
from api.submissions import Cursor
from compliance.access import Person
from compliance.clusters.desk import KINDS
from compliance.office import Office
from compliance.organisations.views import OrganisationView
from compliance.views import FindingFilter, FindingView

PAGE_LENGTH: Final = 50
router = APIRouter(include_in_schema=False)
Rule = Annotated[str, Query(max_length=40)]


@router.get("/clusters")
def clusters_page(
    request: Request,
    person: Examiner,
    office: TheOffice,
    cursor: Cursor = None,
    rule: Rule = "",
    organisation: UUID | None = None,
) -> HTMLResponse:
    """
    Show all templates, or those of one organisation, most used first.
    """
    bound = {"list": "clusters", "rule": rule, "organisation": organisation}
    page = office.clusters.clusters(person, unseal(cursor, bound), PAGE_LENGTH, rule.strip() or None, organisation)
    shown = {
        "clusters": page.items,
        "next_cursor": seal(page.next_cursor, bound),
        "rule": rule,
        "organisation": organisation,
    }
    return render(request, "clusters.html", shown)


@router.get("/clusters/{cluster_id}")
def cluster_page(
    request: Request, person: Examiner, office: TheOffice, cluster_id: UUID, cursor: Cursor = None
) -> HTMLResponse:
    """
    Show one template with its findings and notes.
    """
    view = office.clusters.cluster(person, cluster_id)
    bound = {"list": "cluster", "cluster": view.id}
    page = office.findings(person, FindingFilter(cluster_id=view.id), unseal(cursor, bound), PAGE_LENGTH)
    shown = {
        "view": view,
        "findings": page.items,
        "next_cursor": seal(page.next_cursor, bound),
        "organisation": _organisation(office, person, page.items),
        "notes": office.clusters.notes(person, view.id),
        "kinds": KINDS,
        "tones": TONES,
        "grades": SHAPES,
    }
    return render(request, "cluster.html", shown)


def _organisation(office: Office, person: Person, findings: Sequence[FindingView]) -> OrganisationView | None:
    """
    Name whose template it is, by one of the agreements that use it.
    """
    return office.organisations.of_submission(person, findings[0].submission_id) if findings else None


@router.post("/clusters/{cluster_id}/notes")
def note(person: Examiner, office: TheOffice, cluster_id: UUID, form: OwnForm) -> RedirectResponse:
    """
    Note something for all uses of a template.
    """
    office.clusters.note(person, cluster_id, text_of(form, "kind"), text_of(form, "text"))
    return RedirectResponse(f"/clusters/{cluster_id}", status_code=303)
