"""
Serve the interface's own description; `docs/openapi.json` is the same file, committed and checked by a test.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request

from api.policy import Open
from api.schemas import ProblemShape

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi(request: Request, _open: Open) -> dict[str, Any]:
    """
    Return the OpenAPI 3.1 description.
    """
    description: dict[str, Any] = request.app.openapi()
    return description


class Described(FastAPI):
    """
    Describe itself with the shape of its problems, which no route returns and all may answer.
    """

    def openapi(self) -> dict[str, Any]:
        """
        Return the OpenAPI 3.1 description, problems included.
        """
        description = super().openapi()
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        schemas[ProblemShape.__name__] = ProblemShape.model_json_schema()
        return description
