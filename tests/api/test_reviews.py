"""
Decide on several findings at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.test_findings import LIST, auditor

if TYPE_CHECKING:
    from starlette.testclient import TestClient

__all__ = ["auditor"]
TAKE_UP = {"decision": "review", "note": "함께 검토"}


def seen(client: TestClient, count: int = 3) -> list[dict[str, Any]]:
    """
    Name the first findings of the list with their tags.
    """
    listed = client.get(LIST).json()["items"][:count]
    return [{"id": one["id"], "if_match": one["etag"]} for one in listed]


def states(client: TestClient) -> list[str]:
    """
    List the states of all findings.
    """
    return [one["state"] for one in client.get(LIST).json()["items"]]


def test_all_are_decided_in_the_order_named(auditor: TestClient) -> None:
    """
    The answer shows each finding as it stands now, in the order in which they were named.
    """
    named = seen(auditor)[::-1]
    answer = auditor.post(f"{LIST}/reviews", json={**TAKE_UP, "items": named})
    assert [one["id"] for one in answer.json()["items"]] == [one["id"] for one in named]
    assert {one["state"] for one in answer.json()["items"]} == {"IN_REVIEW"}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"if_match": "stale"}, 412), ({"id": "01970000-0000-7000-8000-000000000000"}, 404)],
)
def test_one_that_is_refused_keeps_all(auditor: TestClient, wrong: dict[str, str], status: int) -> None:
    """
    A stale tag or an absent finding among them: nothing is decided, and the problem points to it.
    """
    named = seen(auditor)
    named[1] |= wrong
    answer = auditor.post(f"{LIST}/reviews", json={**TAKE_UP, "items": named})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, "/items/1")
    assert set(states(auditor)) == {"DETECTED"}


def test_bounds_and_reason_are_asked_for(auditor: TestClient) -> None:
    """
    None, more than 200, one twice, or no reason in words: 422.
    """
    one, *_ = seen(auditor)
    for items in ([], [one, one], [one] * 201):
        assert auditor.post(f"{LIST}/reviews", json={**TAKE_UP, "items": items}).status_code == 422
    for note in ({}, {"note": ""}, {"note": "  "}):
        assert auditor.post(f"{LIST}/reviews", json={"decision": "review", **note, "items": [one]}).status_code == 422
