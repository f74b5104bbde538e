"""
Hold narrowed API keys to their scopes, and the table of permissions to the routes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.contract import policies
from api.policy import INTERFACE, METRICS, permission_for
from compliance import permissions
from tests.api.fake_office import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from compliance.access import Actor

NO_AREA = {"account", "accounts"}
"""What no narrowed key opens."""


def area(path: str) -> str:
    """
    Name the area of a route.
    """
    return path.removeprefix(INTERFACE).split("/", 1)[0]


def test_the_table_of_permissions_is_what_the_routes_ask_for(app: FastAPI) -> None:
    """
    Each permission has exactly the roles that some route of its area lets pass: a new area needs its line in the table.
    """
    asked: dict[str, set[Actor]] = {}
    for (method, path), policy in policies(app).items():
        if (path.startswith(INTERFACE) and area(path) not in NO_AREA) or path == METRICS:
            asked.setdefault(str(permission_for(method, path)), set()).update(policy.actors)
    assert asked == {name: set(roles) for name, roles in permissions.ROLES.items()}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/findings", 200),
        ("GET", "/api/v1/submissions", 403),
        ("POST", "/api/v1/findings/00000000-0000-7000-8000-000000000000/reviews", 403),
        ("GET", "/api/v1/account/keys", 403),
        ("POST", "/api/v1/account/keys", 403),
        ("GET", "/findings", 403),
        ("GET", "/audits", 403),
    ],
)
def test_a_narrowed_key_passes_where_its_scopes_say(
    program: Callable[[str], TestClient], monkeypatch: pytest.MonkeyPatch, method: str, path: str, status: int
) -> None:
    """
    A key that reads findings reads nothing else, changes nothing, opens no page and makes no key.
    """
    narrowed = replace(PEOPLE["auditor-key"], scopes=frozenset({"findings:read"}))
    monkeypatch.setitem(PEOPLE, "auditor-key", narrowed)
    assert program("auditor-key").request(method, path).status_code == status


def test_a_key_is_shown_once(program: Callable[[str], TestClient]) -> None:
    """
    Making a key answers with it; the list afterwards knows only how it begins.
    """
    client = program("auditor-key")
    made = client.post("/api/v1/account/keys", json={"label": "야간 수집", "scopes": ["findings:read"]})
    assert made.status_code == 201
    listed = client.get("/api/v1/account/keys")
    assert made.json()["secret"] not in listed.text
    assert listed.json()["items"][0]["prefix"] == made.json()["secret"][:12]


@pytest.mark.parametrize("scopes", [["webhooks:write"], ["nothing:read"], [], ["findings:read", "metrics:read"]])
def test_scopes_beyond_ones_role_are_refused(program: Callable[[str], TestClient], scopes: list[str]) -> None:
    """
    A key cannot do what its holder may not.
    """
    answer = program("auditor-key").post("/api/v1/account/keys", json={"label": "x", "scopes": scopes})
    assert (answer.status_code, answer.json()["code"]) == (422, "scopes")
