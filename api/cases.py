"""
Route cases: open one, read it, note what it turns on, decide, extend a day, and hand out its letters and files.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.case_shapes import CaseRowShape, CaseShape, DecidedShape, ExtendedShape, FactsShape, OpenedShape
from api.conditions import IfMatch, tagged, told_as_changed
from api.cursors import seal, unseal
from api.policy import CaseWorker, Examiner, TheOffice
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance.cases.states import CaseState
from compliance.exports.writing import MEDIA_TYPES, Format

PREFIX: Final = "/api/v1/cases"
UNKNOWN_TYPE: Final = "application/octet-stream"
LETTER_FORMS: Final = (Format.PDF, Format.HWPX)
LetterForm = Literal["pdf", "hwpx"]
States = Annotated[list[CaseState] | None, Query()]
router = APIRouter(prefix=PREFIX, tags=["cases"])


@router.get("", summary="List cases", responses=problems(400, 422))
def cases(
    person: CaseWorker, office: TheOffice, state: States = None, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[CaseRowShape]:
    """
    List cases, the next due first; those without a running deadline come last.
    """
    bound = {"list": "cases", "state": sorted(state or ())}
    page = office.cases.cases(person, state or (), unseal(cursor, bound), limit)
    items = [CaseRowShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.post("", status_code=201, summary="Open a case", responses=problems(404, 408, 413, 422))
def open_case(person: Examiner, office: TheOffice, given: OpenedShape, response: Response) -> CaseShape:
    """
    Open a case from confirmed findings of one agreement.
    """
    made = office.cases.open(person, given.findings)
    response.headers["Location"] = f"{PREFIX}/{made}"
    return tagged(response, office.cases.case(person, made), CaseShape)


@router.get("/{case_id}", summary="Read a case", responses=problems(404, 422))
def case(person: CaseWorker, office: TheOffice, case_id: UUID, response: Response) -> CaseShape:
    """
    Show one case with every possible and impossible step.
    """
    return tagged(response, office.cases.case(person, case_id), CaseShape)


@router.put("/{case_id}/facts", summary="Note what a case turns on", responses=problems(404, 408, 412, 413, 422, 428))
def facts(
    person: CaseWorker, office: TheOffice, case_id: UUID, given: FactsShape, if_match: IfMatch, response: Response
) -> CaseShape:
    """
    Note the company, the article each finding falls under, and the days that count.
    """
    with told_as_changed():
        return tagged(response, office.cases.note_facts(person, case_id, given.facts(), if_match), CaseShape)


@router.post("/{case_id}/decisions", summary="Decide on a case", responses=problems(404, 408, 412, 413, 422, 428))
def decide(
    person: CaseWorker, office: TheOffice, case_id: UUID, given: DecidedShape, if_match: IfMatch, response: Response
) -> CaseShape:
    """
    Take or propose a step, agree to what another proposed, or send it back; every letter takes two people.
    """
    with told_as_changed():
        return tagged(response, office.cases.decide(person, case_id, given.decision(), if_match), CaseShape)


@router.post("/{case_id}/extensions", summary="Extend a deadline", responses=problems(404, 408, 412, 413, 422, 428))
def extend(
    person: CaseWorker, office: TheOffice, case_id: UUID, given: ExtendedShape, if_match: IfMatch, response: Response
) -> CaseShape:
    """
    Extend a running deadline; the day that was computed is kept beside it.
    """
    with told_as_changed():
        view = office.cases.extend(person, case_id, given.kind, given.until, given.note, if_match)
    return tagged(response, view, CaseShape)


@router.get(
    "/letters/{letter_id}/{form}",
    summary="Download a letter",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {MEDIA_TYPES[form]: {} for form in LETTER_FORMS}}},
)
def letter(person: CaseWorker, office: TheOffice, letter_id: UUID, form: LetterForm) -> Response:
    """
    Give a letter as it went out: the very bytes, as PDF or as a document of Hangul.
    """
    content = office.cases.letter(person, letter_id, Format(form))
    return file(content, f"letter.{form}", MEDIA_TYPES[Format(form)])


@router.get(
    "/answers/{answer_id}/file",
    summary="Download a file that a company sent in",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {UNKNOWN_TYPE: {}}}},
)
def answer_file(person: CaseWorker, office: TheOffice, answer_id: UUID) -> Response:
    """
    Give a file as it came in: the very bytes.
    """
    name, content = office.cases.answer_file(person, answer_id)
    return file(content, name, UNKNOWN_TYPE)


def file(content: bytes, name: str, media_type: str) -> Response:
    """
    Hand out bytes as a file that is saved, never opened in place.
    """
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)
