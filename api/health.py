"""
Route the two questions of operators: does the process live, can it work.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Response

from api.policy import Open, TheOffice
from api.responses import problems
from api.schemas import HealthShape, ReadyShape

router = APIRouter(tags=["health"])
ANSWERS: Final = problems(public=True)
ANSWERS[503] = {
    "description": "What is missing, or the problem that keeps from looking.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ReadyShape"}}, **ANSWERS[503]["content"]},
}


@router.get("/healthz", summary="Does it live?", responses=problems(public=True))
def healthz(_open: Open) -> HealthShape:
    """
    Answer as long as the process lives; asks nothing of the database.
    """
    return HealthShape()


@router.get("/readyz", summary="Can it work?", responses=ANSWERS)
def readyz(_open: Open, office: TheOffice, response: Response) -> ReadyShape:
    """
    Answer 200 where the database works, there is room to store things and a worker was seen lately, else 503 with what is missing.
    """
    view = office.health()
    response.status_code = 200 if view.database and view.storage and view.worker_alive else 503
    return ReadyShape.model_validate(view)
