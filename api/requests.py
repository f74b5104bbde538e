"""
Route a company's own requests: the letters it received, their files, and its answers; nothing else of any case.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import Field
from starlette.datastructures import FormData

from api.case_shapes import AnswerShape
from api.cases import LETTER_FORMS, LetterForm, file
from api.cursors import seal, unseal
from api.forms import OwnForm, ProgramForm, text_of, upload_of
from api.policy import Respondent, TheOffice
from api.responses import problems
from api.schemas import Moment, PageShape, Shape
from api.submissions import Cursor, Limit
from compliance.cases.states import LetterKind, Measure
from compliance.cases.views import Answer
from compliance.exports.writing import MEDIA_TYPES, Format

PREFIX: Final = "/api/v1/requests"
router = APIRouter(prefix=PREFIX, tags=["requests"])
intake = APIRouter(prefix=PREFIX, tags=["requests"])
"""The one route that takes files."""
FIELDS: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "kind": {"type": "string", "enum": ["answer", "objection"], "default": "answer"},
                        "text": {"type": "string", "maxLength": 20000},
                        "file": {"type": "string", "contentMediaType": "application/octet-stream"},
                        "is_secret": {"type": "string", "description": "Any word: marked as a business secret."},
                    },
                }
            }
        },
    }
}


class RequestShape(Shape):
    """
    Show a company one letter it received; `words` are its lines where it is read.
    """

    id: UUID
    number: str
    office: str
    kind: LetterKind
    measure: Measure | None
    issued_at: Moment
    due_on: date | None
    left: int | None = Field(description="Working days left; below zero: passed; null: nothing is awaited.")
    may_answer: bool
    may_object: bool
    objection_until: date | None
    answers: list[AnswerShape]
    words: list[dict[str, Any]]


async def answer_of(form: FormData) -> Answer:
    """
    Read the form of an answer.
    """
    upload = await upload_of(form)
    return Answer(
        kind=text_of(form, "kind") or "answer",
        text=text_of(form, "text").replace("\r\n", "\n"),
        name=upload.name if upload else "",
        content=upload.content if upload else b"",
        is_secret=bool(text_of(form, "is_secret")),
    )


async def by_program(form: ProgramForm) -> Answer:
    """
    Read what a program sends.
    """
    return await answer_of(form)


async def by_page(form: OwnForm) -> Answer:
    """
    Read what our own page sends.
    """
    return await answer_of(form)


ByProgram = Annotated[Answer, Depends(by_program)]
ByPage = Annotated[Answer, Depends(by_page)]


@router.get("", summary="List received letters", responses=problems(400, 422))
def requests(
    person: Respondent, office: TheOffice, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[RequestShape]:
    """
    List the letters that the caller's company received, newest first.
    """
    bound = {"list": "requests"}
    page = office.requests.requests(person, unseal(cursor, bound), limit)
    items = [RequestShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/{letter_id}", summary="Read a received letter", responses=problems(404, 422))
def request(person: Respondent, office: TheOffice, letter_id: UUID) -> RequestShape:
    """
    Show one letter with the company's own answers.
    """
    return RequestShape.model_validate(office.requests.request(person, letter_id))


@intake.post(
    "/{letter_id}/answers",
    status_code=201,
    summary="Answer a letter",
    responses=problems(400, 404, 408, 413, 415, 422),
    openapi_extra=FIELDS,
)
def answer(person: Respondent, office: TheOffice, letter_id: UUID, given: ByProgram) -> RequestShape:
    """
    Send words, a file or both; the answer's time and hash are the receipt. The very same sent again is the same answer.
    """
    return RequestShape.model_validate(office.requests.answer(person, letter_id, given))


@router.get(
    "/{letter_id}/letter/{form}",
    summary="Download a received letter",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {MEDIA_TYPES[form]: {} for form in LETTER_FORMS}}},
)
def letter(person: Respondent, office: TheOffice, letter_id: UUID, form: LetterForm) -> Response:
    """
    Give a letter as it went out: the very bytes.
    """
    content = office.requests.letter(person, letter_id, Format(form))
    return file(content, f"letter.{form}", MEDIA_TYPES[Format(form)])
