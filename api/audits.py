"""
Route what concerns audits: plans, their runs, what a run changed and covered, and directing it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.audit_shapes import (
    ChangeShape,
    CoverageShape,
    DirectionShape,
    LawDayShape,
    LawDaysShape,
    PlanShape,
    PlansShape,
    RunShape,
)
from api.conditions import IfMatch, tagged, told_as_changed
from api.cursors import seal, unseal
from api.papers import PaperShape, paper_file
from api.policy import Examiner, TheOffice
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance.audits.plan import Plan
from compliance.audits.report_paper import paper_of
from compliance.exports.writing import MEDIA_TYPES, Format

PREFIX: Final = "/api/v1/audit"
router = APIRouter(prefix=PREFIX, tags=["audits"])


@router.get("/plans", summary="List audit plans", responses=problems())
def plans(person: Examiner, office: TheOffice) -> PlansShape:
    """
    List every plan, newest first.
    """
    return PlansShape(items=[PlanShape.model_validate(one) for one in office.audits.plans(person)])


@router.post("/plans", status_code=201, summary="Draw up an audit plan", responses=problems(408, 413, 422))
def draw_up(person: Examiner, office: TheOffice, given: Plan) -> PlanShape:
    """
    Draw up a plan; the scheduler takes it up on the days on which it is due, each once.
    """
    return PlanShape.model_validate(office.audits.draw_up(person, given))


@router.get("/plans/{plan_id}", summary="Read an audit plan", responses=problems(404, 422))
def plan(person: Examiner, office: TheOffice, plan_id: UUID, response: Response) -> PlanShape:
    """
    Show one plan.
    """
    view = office.audits.plan(person, plan_id)
    return tagged(response, view, PlanShape)


@router.post("/plans/{plan_id}/end", summary="End an audit plan", responses=problems(404, 412, 422, 428))
def end(person: Examiner, office: TheOffice, plan_id: UUID, if_match: IfMatch, response: Response) -> PlanShape:
    """
    End a plan, as it was seen: it is never due again, and its runs stay.
    """
    with told_as_changed():
        view = office.audits.end(person, plan_id, if_match)
    return tagged(response, view, PlanShape)


@router.get("/plans/{plan_id}/runs", summary="List the runs of a plan", responses=problems(400, 404, 422))
def runs(
    person: Examiner, office: TheOffice, plan_id: UUID, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[RunShape]:
    """
    List runs, newest first; days that passed without one are listed as missed.
    """
    bound = {"list": "runs", "plan": plan_id}
    page = office.audits.runs(person, plan_id, unseal(cursor, bound), limit)
    items = [RunShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/law-days", summary="List duties that came into force", responses=problems())
def law_days(person: Examiner, office: TheOffice) -> LawDaysShape:
    """
    List the duties that came into force and the agreements that are to be checked again under them.
    """
    return LawDaysShape(items=[LawDayShape.model_validate(one) for one in office.audits.law_days(person)])


@router.post("/plans/{plan_id}/runs", status_code=201, summary="Begin a run now", responses=problems(404, 409, 422))
def begin(person: Examiner, office: TheOffice, plan_id: UUID) -> RunShape:
    """
    Begin a run of a plan today, due or not; the days on which it is due stay.
    """
    return RunShape.model_validate(office.audits.begin(person, plan_id))


@router.get("/runs/{run_id}", summary="Read a run", responses=problems(404, 422))
def run(person: Examiner, office: TheOffice, run_id: UUID, response: Response) -> RunShape:
    """
    Show a run with its progress; its entity tag changes with its state, not with every agreement that is checked.
    """
    view = office.audits.run(person, run_id)
    return tagged(response, view, RunShape)


@router.post("/runs/{run_id}/directions", summary="Direct a run", responses=problems(404, 408, 409, 412, 413, 422, 428))
def direct(
    person: Examiner, office: TheOffice, run_id: UUID, given: DirectionShape, if_match: IfMatch, response: Response
) -> RunShape:
    """
    Pause, resume or cancel a run, as it was seen; what was checked stays checked.
    """
    with told_as_changed():
        view = office.audits.direct(person, run_id, given.step, if_match)
    return tagged(response, view, RunShape)


@router.get("/runs/{run_id}/changes", summary="List what a run changed", responses=problems(400, 404, 422))
def changes(
    person: Examiner, office: TheOffice, run_id: UUID, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[ChangeShape]:
    """
    List findings that a run saw otherwise than the checks before, newest first.
    """
    bound = {"list": "changes", "run": run_id}
    page = office.audits.changes(person, run_id, unseal(cursor, bound), limit)
    items = [ChangeShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/runs/{run_id}/agreements", summary="List what a run covered", responses=problems(400, 404, 422))
def agreements(
    person: Examiner, office: TheOffice, run_id: UUID, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[CoverageShape]:
    """
    List the agreements of a run in order: what was checked, what was not and why.
    """
    bound = {"list": "agreements", "run": run_id}
    page = office.audits.coverage(person, run_id, unseal(cursor, bound), limit)
    items = [CoverageShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/runs/{run_id}/report", summary="Read the audit result report", responses=problems(404, 422))
def report(person: Examiner, office: TheOffice, run_id: UUID) -> PaperShape:
    """
    Give the report on a run (점검결과서) as it is printed; that it was read is written into the journal.
    """
    return PaperShape.of(paper_of(office.audits.report(person, run_id)))


@router.get(
    "/runs/{run_id}/report/{form}",
    summary="Download the audit result report",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
)
def report_file(person: Examiner, office: TheOffice, run_id: UUID, form: Format) -> Response:
    """
    Give the same report as a file for people: a workbook, a PDF or a document of Hangul.
    """
    return paper_file(paper_of(office.audits.report(person, run_id)), form)
