"""
Serve the interface's own description; `docs/openapi.json` is the same file, committed and checked by a test.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from api.policy import Open

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi(request: Request, _open: Open) -> dict[str, Any]:
    """
    Return the OpenAPI 3.1 description.
    """
    description: dict[str, Any] = request.app.openapi()
    return description
