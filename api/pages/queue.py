"""
Show the auditor the queue of findings: what is due first, the same template clause in one row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from api.cursors import seal, unseal
from api.findings import Wanted
from api.pages.cards import SHAPES, TONES
from api.pages.rendering import render
from api.pages.result import KNOWN_TYPES
from api.policy import Examiner, TheOffice
from api.schemas import Ground
from api.submissions import Cursor
from compliance import seoul, worklist
from compliance.audits.desk import DIRECTORS
from compliance.review import WAITING
from compliance.views import FindingFilter, FindingState, Order

BUILT_STATES: Final = (
    *WAITING, FindingState.CONFIRMED, FindingState.DISMISSED, FindingState.IN_CASE, FindingState.REMEDIED,
    FindingState.UNREMEDIED,
)  # fmt: skip
ROWS: Final = 50
DOUBTFUL: Final = 0.75
"""A finding less certain than this is to be compared with the original by eye."""
ORDERS: Final = ("due", "gravest", "newest", "unsure")
FIELDS: Final = ("state", "severity", "ground", "rule", "type", "order", "rows", "cluster", "only")
GRADES: Final[Mapping[str, frozenset[str]]] = {
    grade: frozenset(severity for severity, tone in TONES.items() if tone == grade) for grade in SHAPES
}
router = APIRouter(include_in_schema=False)


def chosen(
    person: Examiner,
    state: Annotated[str, Query(max_length=20)] = "open",
    severity: Annotated[str, Query(max_length=20)] = "",
    ground: Annotated[str, Query(max_length=40)] = "",
    rule: Annotated[str, Query(max_length=40)] = "",
    type_: Annotated[str, Query(alias="type", max_length=40)] = "",
    order: Order = "due",
    rows: Literal["one", "all"] = "one",
    only: Literal["mine", "soon", "held", ""] = "",
    cluster: UUID | None = None,
) -> Wanted:
    """
    Read the filter form: 상·중·하 stand for several severities, "open" for everything not yet decided.
    """
    states = WAITING if state == "open" else [FindingState(state)] if state in set(FindingState) else []
    return Wanted(
        FindingFilter(
            frozenset([FindingState.ON_HOLD] if only == "held" else states),
            GRADES.get(severity, frozenset()),
            frozenset([ground] if ground in get_args(Ground) else []),
            rule.strip() or None,
            cluster_id=cluster,
            # Whoever looks at one template wants to see all that rests on it.
            is_collapsed=rows == "one" and cluster is None,
            order=order,
            assignee_id=person.id if only == "mine" else None,
            due_by=worklist.soon() if only == "soon" else None,
            agreement_type=type_ if type_ in KNOWN_TYPES else None,
        )
    )


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
    page = office.findings(person, wanted.filter, unseal(cursor, wanted.names()), ROWS)
    ids = [each.id for each in page.items]
    shown = {
        "findings": page.items,
        "templates": office.clusters.same_template(person, ids),
        "organisations": office.organisations.named(person, {each.submission_id for each in page.items}),
        "waiting": office.worklist.waiting(person),
        "law_days": office.audits.law_days(person) if cursor is None else (),
        "directs": person.actor in DIRECTORS,
        "next_cursor": seal(page.next_cursor, wanted.names()),
        "asked": request.query_params,
        "today": seoul.today(),
        "doubtful": DOUBTFUL,
        "states": BUILT_STATES,
        "grounds": get_args(Ground),
        "types": sorted(KNOWN_TYPES),
        "orders": ORDERS,
        "fields": FIELDS,
        "grades": SHAPES,
        "tones": TONES,
    }
    return render(request, "queue.html", shown)
