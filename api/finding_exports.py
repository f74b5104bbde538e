"""
Route exports of findings: the list with its filters, whole, in the forms of other programs and of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from api.findings import PREFIX, Filters, for_eyes_of, must_see_order
from api.policy import Reader, TheOffice
from api.responses import problems
from api.schemas import FindingShape
from compliance import sarif
from compliance.exports import csv_rows, writing, xlsx_rows
from compliance.exports.finding_rows import TITLES, row
from compliance.views import FindingState, FindingView

router = APIRouter(prefix=f"{PREFIX}/exports", tags=["findings"])
NAME: Final = "의심항목"


class ListForm(StrEnum):
    """
    Name the forms of an exported list.
    """

    SARIF = "sarif"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES: Final[Mapping[ListForm, str]] = {
    ListForm.SARIF: "application/sarif+json",
    ListForm.JSONL: "application/jsonl",
    ListForm.CSV: "text/csv",
    ListForm.XLSX: writing.MEDIA_TYPES[writing.Format.XLSX],
}


def json_lines(views: Iterable[FindingView]) -> Iterator[bytes]:
    """
    Write each finding as the list shows it, on a line of its own.
    """
    yield from ((FindingShape.model_validate(view).model_dump_json() + "\n").encode() for view in views)


def sarif_log(views: Iterable[FindingView]) -> Iterator[bytes]:
    """
    Write one SARIF log.
    """
    yield from (piece.encode() for piece in sarif.pieces(map(_found, views)))


def _found(view: FindingView) -> sarif.Found:
    reason = view.reason_code or "" if view.state is FindingState.DISMISSED else None
    return sarif.Found(view.document_name, view.finding, str(view.id), view.state, reason)


WRITERS: Final[Mapping[ListForm, Callable[[Iterable[FindingView]], Iterator[bytes]]]] = {
    ListForm.SARIF: sarif_log,
    ListForm.JSONL: json_lines,
    ListForm.CSV: lambda views: csv_rows.pieces(TITLES, map(row, views)),
    ListForm.XLSX: lambda views: xlsx_rows.pieces(NAME, TITLES, map(row, views)),
}


@router.get(
    "/{form}",
    summary="Export findings",
    response_class=Response,
    responses=problems(422) | {200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
)
def export(person: Reader, office: TheOffice, filters: Filters, form: ListForm) -> StreamingResponse:
    """
    Give all findings that the list with the same filters shows.

    SARIF 2.1.0, JSON Lines (each line an item of the list), CSV (UTF-8 with a byte order mark, no cell a formula) or
    XLSX. It is written as it is read, so its length is not known before; that it was read is written into the journal.
    """
    must_see_order(person, filters)
    views = (for_eyes_of(person, view) for view in office.exports.findings(person, filters.filter, form))
    written = WRITERS[form](views)
    # The first piece is made now, so that what is refused is refused with a status.
    pieces = chain([next(written, b"")], written)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{NAME}.{form}')}"}
    return StreamingResponse(pieces, media_type=MEDIA_TYPES[form], headers=headers)
