"""
Route what concerns submissions: hand in, poll, list, read the screening.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response
from starlette.responses import StreamingResponse

from api.cursors import seal, unseal
from api.handed_in import ByProgram
from api.papers import paper_file
from api.policy import Reader, Submitter, TheOffice
from api.responses import problems
from api.schemas import DestructionShape, PageShape, SubmissionShape
from compliance import seoul
from compliance.check_paper import paper_of
from compliance.exports.writing import MEDIA_TYPES, Format
from compliance.long_findings import LongFindings
from compliance.views import Origin

PREFIX: Final = "/api/v1/submissions"
LIST: Final[Mapping[str, object]] = {"list": "submissions"}
FORM: Final = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "contentMediaType": "application/octet-stream"},
                    "declaration": {
                        "type": "string",
                        "contentMediaType": "application/json",
                        "description": "The object of `compliance check --declare`.",
                    },
                    "origin": {"type": "string", "enum": [each.value for each in Origin]},
                    "project_id": {
                        "type": "string",
                        "format": "uuid",
                        "description": "The project that a registered agreement belongs to.",
                    },
                    "document_type": {
                        "type": "string",
                        "description": "As which document of the project; else the declared type of agreement.",
                    },
                },
            },
        },
    },
}
AT_ONCE: Final = 200
"""Findings of a long report written at a time."""
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(max_length=512)]
IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200, pattern=r"^[!-~]+$")]

intake = APIRouter(prefix=PREFIX, tags=["submissions"])
"""The one router that takes large bodies (`app.py` sets both limits)."""
router = APIRouter(prefix=PREFIX, tags=["submissions"])


@intake.post(
    "",
    status_code=202,
    summary="Hand in an agreement",
    responses=problems(400, 404, 408, 409, 413, 415, 422, 429),
    openapi_extra={"requestBody": FORM},
)
def submit(
    person: Submitter, office: TheOffice, given: ByProgram, response: Response, idempotency_key: IdempotencyKey = None
) -> SubmissionShape:
    """
    Take a file and, as JSON, what the submitter knows of it; the answer names the address to poll.

    The bytes are stored unaltered before this answers. The same Idempotency-Key with the same file and declaration
    gives the same submission again, with others 422.
    """
    view = office.submit(
        person, given.upload, given.declaration, idempotency_key, origin=given.origin, project=given.project
    )
    response.headers["Location"] = f"{PREFIX}/{view.id}"
    return SubmissionShape.model_validate(view)


@router.get("", summary="List submissions", responses=problems(400, 422))
def submissions(
    person: Reader, office: TheOffice, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[SubmissionShape]:
    """
    List the submissions the caller may see, newest first.
    """
    page = office.submissions(person, unseal(cursor, LIST), limit)
    items = [SubmissionShape.model_validate(view) for view in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, LIST))


@router.get("/{submission_id}", summary="Poll a submission", responses=problems(404, 422))
def submission(person: Reader, office: TheOffice, submission_id: UUID) -> SubmissionShape:
    """
    Show how far a submission has come: received, then screened, unreadable or failed.

    A bundle (ZIP, mail) is received until all its documents have been screened; `members` shows how each stands.
    """
    return SubmissionShape.model_validate(office.submission(person, submission_id))


@router.delete("/{submission_id}", summary="Destroy a self-check", responses=problems(404, 409, 422))
def destroy(person: Submitter, office: TheOffice, submission_id: UUID) -> DestructionShape:
    """
    Destroy a self-check for good: bytes, text, result, findings and key; the answer is a receipt without content.

    What was registered or ordered is kept for its retention period: a conflict.
    """
    return DestructionShape.model_validate(office.destroy(person, submission_id))


@router.get(
    "/{submission_id}/screening",
    summary="Read the result",
    response_model=dict[str, object],
    responses=problems(404, 422),
)
def screening(person: Reader, office: TheOffice, submission_id: UUID) -> Mapping[str, object] | Response:
    """
    Return the very object of `compliance check FILE --format json`; 404 until the submission is screened.

    For a bundle it is the one object of `compliance check FILE --bundle` over the documents that were read.
    """
    report = office.screening(person, submission_id)
    findings = report["findings"]
    if not isinstance(findings, LongFindings):
        return report
    return StreamingResponse(in_pieces(report, findings), media_type="application/json")


def in_pieces(report: Mapping[str, object], findings: LongFindings) -> Iterator[str]:
    """
    Write a report with more findings than are held at once.
    """
    head = json.dumps({part: told for part, told in report.items() if part != "findings"}, ensure_ascii=False)
    yield f'{head[:-1]}, "findings": ['
    left, comma = iter(findings), ""
    while some := list(islice(left, AT_ONCE)):
        yield comma + ", ".join(json.dumps(one, ensure_ascii=False) for one in some)
        comma = ", "
    yield "]}"


@router.get(
    "/{submission_id}/screening/{form}",
    summary="Download the result",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
)
def screening_file(person: Reader, office: TheOffice, submission_id: UUID, form: Format) -> Response:
    """
    Give the same result on paper, in Korean: PDF, a document of Hangul or a workbook.
    """
    screening, today = office.screening(person, submission_id), seoul.today()
    judged_by = screening.get("catalog", {}).get("digest", "")
    titles = {rule.id: rule.title["ko"] for rule in office.catalog_of(judged_by).rules}
    return paper_file(paper_of(screening, titles, today), form)
