"""
Keep the committed description of the interface true, valid and complete.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openapi_spec_validator import validate

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from starlette.testclient import TestClient


def test_the_committed_file_is_the_served_one(app: FastAPI, stranger: TestClient, root: Path) -> None:
    """
    docs/openapi.json is what the application describes; `python -m tests.api.describe` writes it anew.
    """
    committed = json.loads((root / "docs" / "openapi.json").read_text(encoding="utf-8"))
    assert committed == app.openapi() == stranger.get("/openapi.json").json()


def test_the_description_is_valid(app: FastAPI) -> None:
    """
    The description is OpenAPI 3.1.
    """
    description = app.openapi()
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_every_operation_names_its_problems(app: FastAPI) -> None:
    """
    Every operation has words, and its failures are problem+json throughout.
    """
    for methods in app.openapi()["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            failures = [answer for status, answer in operation["responses"].items() if status >= "4"]
            assert failures
            assert all("application/problem+json" in answer["content"] for answer in failures)


def test_every_operation_names_its_actors(app: FastAPI) -> None:
    """
    Who may ask stands in the description, and a session is never offered for a call that changes something.
    """
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            opened = path in {"/healthz", "/readyz"}
            assert opened or operation["x-actors"], path
            assert {"session": []} not in operation.get("security", []) or method == "get"
