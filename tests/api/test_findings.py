"""
List, read and decide through the JSON interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView

LIST = "/api/v1/findings"
TAKE_UP = {"decision": "review"}


@pytest.fixture
def auditor(program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]) -> TestClient:
    """
    Give an auditor with one screened agreement.
    """
    handed_in()
    return program("auditor-key")


def first(client: TestClient) -> dict[str, Any]:
    """
    Give the first finding of the list.
    """
    found: dict[str, Any] = client.get(LIST).json()["items"][0]
    return found


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 4),
        ({"severity": "high"}, 2),
        ({"severity": ["high", "low"]}, 3),
        ({"ground": "advisory"}, 2),
        ({"rule": "TERM-01"}, 1),
        ({"state": "CONFIRMED"}, 0),
        ({"submission": "00000000-0000-7000-8000-000000000000"}, 0),
    ],
)
def test_filters_narrow_the_list(auditor: TestClient, filters: dict[str, Any], count: int) -> None:
    """
    Each filter narrows; one given twice means any of its values.
    """
    assert len(auditor.get(LIST, params=filters).json()["items"]) == count


def test_a_list_is_sorted_as_asked_and_its_cursor_bound_to_that(
    auditor: TestClient, program: Callable[[str], TestClient]
) -> None:
    """
    The least certain come first where that is asked for; the next page of another order is refused, and so are words.
    """
    page = auditor.get(LIST, params={"sort": "unsure", "limit": 3}).json()
    certainties = [one["finding"]["certainty"] for one in page["items"]]
    assert certainties == sorted(certainties)
    refused = auditor.get(LIST, params={"sort": "newest", "limit": 3, "cursor": page["next_cursor"]})
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/bad-cursor")
    assert auditor.get(LIST, params={"sort": "cheapest"}).status_code == 422
    for address in (LIST, f"{LIST}/exports/jsonl"):
        assert auditor.get(address, params={"sort": "due"}).status_code == 200
        assert program("startup-key").get(address, params={"sort": "due"}).status_code == 403


def test_an_unknown_filter_value_is_refused(auditor: TestClient) -> None:
    """
    A misspelt state would silently hide findings, so it is 422 and named by its pointer.
    """
    answer = auditor.get(LIST, params={"state": "OPEN"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/query/state/0"


def test_a_cursor_works_only_with_its_filters(auditor: TestClient) -> None:
    """
    Under other filters a cursor would skip findings, so it is refused, as is a made-up one.
    """
    cursor = auditor.get(LIST, params={"severity": "high", "limit": 1}).json()["next_cursor"]
    assert auditor.get(LIST, params={"severity": "high", "limit": 1, "cursor": cursor}).status_code == 200
    for params in ({"cursor": cursor}, {"cursor": "made-up"}, {"cursor": "WzEsMl0"}):
        answer = auditor.get(LIST, params=params)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-cursor")


def test_a_review_needs_the_entity_tag(auditor: TestClient) -> None:
    """
    Without If-Match 428, with a stale one 412, with the present one the decision and a new tag.
    """
    found = first(auditor)
    address = f"{LIST}/{found['id']}"
    etag = auditor.get(address).headers["etag"]
    missing = auditor.post(f"{address}/reviews", json=TAKE_UP)
    assert (missing.status_code, missing.json()["type"]) == (428, "/problems/if-match-missing")
    taken = auditor.post(f"{address}/reviews", json=TAKE_UP, headers={"If-Match": etag})
    assert (taken.status_code, taken.json()["state"]) == (200, "IN_REVIEW")
    assert taken.headers["etag"] != etag
    stale = auditor.post(f"{address}/reviews", json={"decision": "confirm"}, headers={"If-Match": etag})
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/changed-meanwhile")
    assert auditor.get(address).json()["state"] == "IN_REVIEW"


def test_what_the_office_refuses_is_told(auditor: TestClient) -> None:
    """
    A step the life cycle has not is 403, a dismissal without a reason 422 with the office's code.
    """
    found = first(auditor)
    address = f"{LIST}/{found['id']}/reviews"
    early = auditor.post(address, json={"decision": "confirm"}, headers={"If-Match": f'"{found["etag"]}"'})
    assert early.status_code == 403
    taken = auditor.post(address, json=TAKE_UP, headers={"If-Match": found["etag"]}).json()
    bare = auditor.post(address, json={"decision": "dismiss"}, headers={"If-Match": taken["etag"]})
    assert (bare.status_code, bare.json()["code"]) == (422, "reason_code")


def test_history_tells_who_decided(auditor: TestClient) -> None:
    """
    Each decision leaves a step in the history.
    """
    found = first(auditor)
    address = f"{LIST}/{found['id']}"
    auditor.post(f"{address}/reviews", json=TAKE_UP | {"note": "확인함"}, headers={"If-Match": found["etag"]})
    (event,) = auditor.get(f"{address}/history").json()["events"]
    assert (event["person"], event["to_state"], event["note"]) == ("김담당", "IN_REVIEW", "확인함")


def test_an_unknown_key_in_a_review_is_refused(auditor: TestClient) -> None:
    """
    A misspelt member is 422: a decision is not taken by guess.
    """
    found = first(auditor)
    answer = auditor.post(
        f"{LIST}/{found['id']}/reviews", json=TAKE_UP | {"reason": "fp"}, headers={"If-Match": found["etag"]}
    )
    assert answer.status_code == 422
