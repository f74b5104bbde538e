"""
Show the auditor the queue of findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from api.cursors import seal, unseal
from api.findings import Wanted
from api.pages.cards import SHAPES, TONES
from api.pages.checking import PAGE_LENGTH
from api.pages.rendering import render
from api.policy import Examiner, TheOffice
from api.schemas import Ground
from api.submissions import Cursor
from compliance.audits.desk import DIRECTORS
from compliance.views import FindingFilter, FindingState

OPEN: Final = (FindingState.DETECTED, FindingState.IN_REVIEW, FindingState.ON_HOLD)
BUILT_STATES: Final = (
    *OPEN, FindingState.CONFIRMED, FindingState.DISMISSED, FindingState.IN_CASE, FindingState.REMEDIED,
    FindingState.UNREMEDIED,
)  # fmt: skip
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
