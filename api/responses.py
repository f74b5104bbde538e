"""
Describe in the OpenAPI file which problems a route answers with.
"""

from __future__ import annotations

from typing import Any

from api.problem_kinds import BY_STATUS
from api.problems import MEDIA_TYPE
from api.schemas import ProblemShape

ALWAYS = (401, 403, 429, 500, 503)
"""Every route behind a policy may answer these."""
SCHEMA = {"$ref": f"#/components/schemas/{ProblemShape.__name__}"}


def problems(*statuses: int, public: bool = False) -> dict[int | str, dict[str, Any]]:
    """
    Describe these statuses, and those that every route may answer, as problem+json.
    """
    everywhere = (429, 500, 503) if public else ALWAYS
    return {
        status: {"description": BY_STATUS[status].en, "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
        for status in sorted({*statuses, *everywhere})
    }
