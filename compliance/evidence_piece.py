"""
Give a piece of evidence the form of the contract, wherever an answer shows one.

Source: ../shared/design/CHECK_JSON.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from rules.finding import Evidence


class EvidencePiece(BaseModel):
    """
    Point at a piece of evidence; `Document.text[start:end] == quote`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int | None
    end: int | None
    quote: str
    clause: str | None
    page: int | None
    boxes: list[tuple[float, float, float, float]] = []
    document: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None


def evidence_piece(evidence: Evidence) -> EvidencePiece:
    """
    Give a piece of evidence its form: a place in the text, or the cell of a table.
    """
    place = evidence.place
    if place is not None:
        return EvidencePiece(
            start=None,
            end=None,
            quote=evidence.quote,
            clause=None,
            page=None,
            sheet=place.sheet,
            row=place.row,
            column=place.column,
            cell=place.name,
        )
    return EvidencePiece(
        start=evidence.span.start,
        end=evidence.span.end,
        quote=evidence.quote,
        clause=evidence.clause or None,
        page=evidence.page,
        boxes=list(evidence.boxes),
        document=evidence.document,
    )
