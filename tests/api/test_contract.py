"""
Keep the committed description of the interface true, valid and complete.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator
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


def test_every_operation_is_named_and_placed(app: FastAPI) -> None:
    """
    Each has a name of its own that a client can be made of, one tag, and a description of every parameter's shape.
    """
    named = [one for methods in app.openapi()["paths"].values() for one in methods.values()]
    names = [one["operationId"] for one in named]
    assert sorted(set(names)) == sorted(names)
    assert all(name.isidentifier() for name in names)
    assert all(len(one["tags"]) == 1 for one in named)
    assert all("schema" in parameter for one in named for parameter in one.get("parameters", ()))


def test_every_body_has_an_example_that_is_one(app: FastAPI) -> None:
    """
    The example of each JSON body is valid by the description itself; tests/api/walls/ sends them.
    """
    description = app.openapi()
    bodies = [
        one["requestBody"]["content"]
        for methods in description["paths"].values()
        for one in methods.values()
        if "requestBody" in one
    ]
    shapes = [content["application/json"]["schema"]["$ref"] for content in bodies if "application/json" in content]
    assert shapes
    for shape in shapes:
        found = description["components"]["schemas"][shape.rpartition("/")[2]]
        assert found.get("examples"), f"{shape} has no example"
        validator = Draft202012Validator({"$ref": shape, "components": description["components"]})
        for given in found["examples"]:
            validator.validate(given)


def test_every_changing_call_can_be_repeated_and_every_decision_has_its_condition(app: FastAPI) -> None:
    """
    Idempotency-Key is taken by every POST; a single review needs If-Match.
    """
    for path, methods in app.openapi()["paths"].items():
        headers = {one["name"] for one in methods.get("post", {}).get("parameters", ()) if one["in"] == "header"}
        assert "post" not in methods or "idempotency-key" in headers, path
        assert not path.endswith("{finding_id}/reviews") or "if-match" in headers


def test_no_two_shapes_share_a_name(app: FastAPI) -> None:
    """
    Shapes of one name are told apart by their modules, and programs that are made from the description break.
    """
    assert [name for name in app.openapi()["components"]["schemas"] if "__" in name] == []
