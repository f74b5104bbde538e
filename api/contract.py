"""
Serve the interface's own description; `docs/openapi.json` is the same file, committed and checked by a test.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import iter_route_contexts

from api import sparse
from api.policy import SAFE_METHODS, Open, Policy
from api.responses import problems
from api.schemas import ProblemShape
from api.session import SESSION_COOKIE

SECURITY_SCHEMES: Final = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE,
        "description": "A browser's session; it reads, but never changes anything through this interface.",
    },
}

KEY: Final = {
    "name": "idempotency-key",
    "in": "header",
    "required": False,
    "description": "The same key with the same request gets the same answer, for a day; with another request 422.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$", "title": "Idempotency-Key"},
}
OF_BODIES: Final = (400, 408, 413, 422)
"""What may be wrong with any body: broken, slow, large or unusable."""

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
    Describe itself with what routes cannot say: who may ask, how they show who they are, and the shape of problems.
    """

    def openapi(self) -> dict[str, Any]:
        """
        Return the OpenAPI 3.1 description; `x-actors` of an operation is its policy.
        """
        description = super().openapi()
        parts = description.setdefault("components", {})
        parts["securitySchemes"] = SECURITY_SCHEMES
        parts.setdefault("schemas", {})[ProblemShape.__name__] = ProblemShape.model_json_schema()
        for methods in description["paths"].values():
            for method, operation in methods.items():
                _complete(method, operation)
        for (method, path), policy in policies(self).items():
            operation = description["paths"].get(path, {}).get(method.lower())
            if operation is not None and policy.actors:
                operation["x-actors"] = sorted(policy.actors)
                operation["security"] = [{"key": []}, *([{"session": []}] if method in SAFE_METHODS else [])]
        for route in iter_route_contexts(self.routes):
            shape = sparse.shape_of(route) if "GET" in (route.methods or ()) else None
            if shape is not None:
                sparse.describe(description["paths"][route.path]["get"], shape, parts["schemas"])
        return description


def _complete(method: str, operation: dict[str, Any]) -> None:
    """
    Say what holds of every operation of a kind: a body can be broken, slow or large, and a condition is not optional.
    """
    if "requestBody" in operation:
        operation["responses"] = {str(status): told for status, told in problems(*OF_BODIES).items()} | operation[
            "responses"
        ]
    if method == "post":
        given = [one for one in operation.get("parameters", ()) if one["name"] != KEY["name"]]
        operation["parameters"] = [*given, KEY]
        operation["responses"] = {str(status): told for status, told in problems(409, 422).items()} | operation[
            "responses"
        ]
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "if-match":
            parameter |= {"required": True, "schema": {"type": "string", "title": "If-Match"}}
    operation["responses"] = dict(sorted(operation["responses"].items()))


def policies(app: FastAPI) -> dict[tuple[str, str], Policy]:
    """
    List the policy of every route by method and path.
    """
    return {
        (method, str(route.path)): first
        for route in iter_route_contexts(app.routes)
        if (asks := getattr(route, "dependant", None)) and isinstance(first := asks.dependencies[0].call, Policy)
        for method in route.methods or ()
    }
