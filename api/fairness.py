"""
Route the fairness figures: for programs as numbers, for people as the same numbers on a paper.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.fairness_shapes import DashboardShape
from api.papers import paper_file
from api.policy import FigureReader, TheOffice
from api.programmes import Name, Year
from api.responses import problems
from compliance.exports.writing import MEDIA_TYPES, Format
from compliance.fairness.paper import paper_of
from compliance.fairness.records import Wanted

PREFIX: Final = "/api/v1/fairness"
router = APIRouter(prefix=PREFIX, tags=["fairness"])


def wanted(
    programme: Name = "",
    track: Name = "",
    year: Year = None,
    stage: Annotated[str, Query(max_length=40, description="`match`, `poc`, `market`, or `-` for none.")] = "",
    industry: Annotated[str, Query(max_length=200, description="As projects name it, or `-` for none.")] = "",
    document_type: Annotated[str, Query(max_length=40)] = "",
) -> Wanted:
    """
    Read what the figures are narrowed by; a single project or company cannot be asked for.
    """
    return Wanted(programme, track, year, document_type, stage, industry)


Narrowed = Annotated[Wanted, Depends(wanted)]


@router.get("", summary="Read the fairness figures", responses=problems(422))
def figures(person: FigureReader, office: TheOffice, narrowed: Narrowed) -> DashboardShape:
    """
    Give M1 to M11 as of today with their definitions; small cells are held back, and reading is recorded.
    """
    return DashboardShape.model_validate(office.fairness.dashboard(person, narrowed))


@router.get(
    "/report/{form}",
    summary="Download the fairness figures",
    response_class=Response,
    responses=problems(422) | {200: {"content": {MEDIA_TYPES[form]: {} for form in Format}}},
)
def report(person: FigureReader, office: TheOffice, form: Format, narrowed: Narrowed) -> Response:
    """
    Give the same figures on a paper, to the last digit; in XLSX as numbers.
    """
    return paper_file(paper_of(office.fairness.dashboard(person, narrowed), ""), form)
