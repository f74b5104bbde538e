"""
Route what concerns findings: list, read, review, history.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api import problem_kinds as kinds
from api.conditions import IfMatch, decide, header_of
from api.cursors import seal, unseal
from api.policy import Examiner, Reader, TheOffice
from api.problems import Refusal
from api.responses import problems
from api.schemas import EventShape, FindingShape, Ground, HistoryShape, PageShape, ReviewShape, Severity
from api.submissions import Cursor, Limit
from compliance.access import Actor, Person
from compliance.views import Decision, FindingFilter, FindingState, FindingView, Order

PREFIX: Final = "/api/v1/findings"
RuleId = Annotated[str | None, Query(max_length=40, pattern=r"^[A-Za-z0-9._-]+$")]
router = APIRouter(prefix=PREFIX, tags=["findings"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Hold the filters of a list of findings as they came in.
    """

    filter: FindingFilter

    def names(self) -> dict[str, object]:
        """
        Name the filters, for binding a cursor to them.
        """
        sets = {"state": self.filter.states, "severity": self.filter.severities, "ground": self.filter.grounds}
        single = {
            "rule": self.filter.rule,
            "submission": self.filter.submission_id,
            "cluster": self.filter.cluster_id,
            "collapsed": self.filter.is_collapsed,
            "order": self.filter.order,
            "assignee": self.filter.assignee_id,
            "due": self.filter.due_by,
            "type": self.filter.agreement_type,
        }
        return {"list": "findings", **{name: sorted(values) for name, values in sets.items()}, **single}


def wanted(
    state: Annotated[list[FindingState] | None, Query()] = None,
    severity: Annotated[list[Severity] | None, Query()] = None,
    ground: Annotated[list[Ground] | None, Query()] = None,
    rule: RuleId = None,
    submission: UUID | None = None,
    cluster: UUID | None = None,
    sort: Annotated[Order, Query(description="`due` is for those who decide.")] = "gravest",
    collapse: Annotated[bool, Query(description="Only the first finding of each template clause.")] = False,
) -> Wanted:
    """
    Gather the filters; one may be given several times and then means any of them.
    """
    return Wanted(
        FindingFilter(
            frozenset(state or ()),
            frozenset(severity or ()),
            frozenset(ground or ()),
            rule,
            submission,
            cluster_id=cluster,
            is_collapsed=collapse,
            order=sort,
        )
    )


Filters = Annotated[Wanted, Depends(wanted)]


@router.get("", summary="List findings", responses=problems(400, 422))
def findings(
    person: Reader, office: TheOffice, filters: Filters, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[FindingShape]:
    """
    List the findings the caller may see, gravest first, or in the order that is asked for.
    """
    must_see_order(person, filters)
    page = office.findings(person, filters.filter, unseal(cursor, filters.names()), limit)
    items = [shown_to(person, view) for view in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, filters.names()))


@router.get("/{finding_id}", summary="Read a finding", responses=problems(404, 422))
def finding(person: Reader, office: TheOffice, finding_id: UUID, response: Response) -> FindingShape:
    """
    Show one finding; its ETag is what a review has to send as If-Match.
    """
    view = office.finding(person, finding_id)
    response.headers.update(header_of(view.etag))
    return shown_to(person, view)


@router.post("/{finding_id}/reviews", summary="Decide on a finding", responses=problems(404, 408, 412, 413, 422, 428))
def review(
    person: Examiner, office: TheOffice, finding_id: UUID, given: ReviewShape, if_match: IfMatch, response: Response
) -> FindingShape:
    """
    Take one decision; a confirmation or dismissal of high severity waits for a second person.
    """
    decision = Decision(given.decision, given.reason_code, given.note, given.until)
    view = decide(office, person, finding_id, decision, if_match)
    response.headers.update(header_of(view.etag))
    return shown_to(person, view)


@router.get("/{finding_id}/history", summary="Read a finding's history", responses=problems(404, 422))
def history(person: Examiner, office: TheOffice, finding_id: UUID) -> HistoryShape:
    """
    List what happened to a finding, oldest first.
    """
    return HistoryShape(events=[EventShape.model_validate(event) for event in office.history(person, finding_id)])


def shown_to(person: Person, view: FindingView) -> FindingShape:
    """
    Show a finding to a person.
    """
    return FindingShape.model_validate(for_eyes_of(person, view))


def must_see_order(person: Person, filters: Wanted) -> None:
    """
    Keep from a startup the order of due dates: it tells which findings an official put off.

    Raises:
        Refusal: this order is for those who decide (403).
    """
    if person.actor is Actor.STARTUP and filters.filter.order == "due":
        raise Refusal(kinds.NOT_ALLOWED)


def for_eyes_of(person: Person, view: FindingView) -> FindingView:
    """
    Leave out what is not for a person: a startup does not learn which official works on it or what they lean to.
    """
    return replace(view, assignee=None, proposed=None) if person.actor is Actor.STARTUP else view
