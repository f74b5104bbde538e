"""
Name members with `fields`: these come, nobody is shown more by it, and the description says what comes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from fastapi.routing import iter_route_contexts
from jsonschema import Draft202012Validator

from api import sparse
from api.problems import MEDIA_TYPE as PROBLEM

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice

FINDINGS: Final = "/api/v1/findings"
MAIN: Final = (
    "/api/v1/submissions",
    "/api/v1/submissions/{submission_id}",
    FINDINGS,
    f"{FINDINGS}/{{finding_id}}",
    "/api/v1/cases",
    "/api/v1/cases/{case_id}",
    "/api/v1/audit/plans/{plan_id}/runs",
    "/api/v1/audit/runs/{run_id}",
    "/api/v1/organisations",
    "/api/v1/organisations/{organisation_id}",
    "/api/v1/catalog",
    "/api/v1/catalog/rules/{rule_id}",
)


@pytest.fixture
def auditor(program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]) -> TestClient:
    """
    Give an auditor with one screened agreement of a startup.
    """
    handed_in("startup-key", origin="registered")
    return program("auditor-key")


def test_a_list_holds_the_named_members_of_each_thing(auditor: TestClient) -> None:
    """
    Each thing is its named members and its identifiers, as they stand in the whole; what frames the list stays.
    """
    whole = auditor.get(FINDINGS, params={"limit": 3}).json()
    answer = auditor.get(FINDINGS, params={"limit": 3, "fields": "rule,severity"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == sparse.MEDIA_TYPE
    kept = ("id", "submission_id", "rule", "severity")
    assert answer.json()["items"] == [{name: one[name] for name in kept} for one in whole["items"]]
    assert answer.json()["next_cursor"]


def test_the_catalogue_is_a_list_of_rules(auditor: TestClient) -> None:
    """
    Where the list has another name, its things are narrowed all the same.
    """
    whole, part = auditor.get("/api/v1/catalog").json(), auditor.get("/api/v1/catalog?fields=title").json()
    assert part == {
        "digest": whole["digest"],
        "rules": [{"id": one["id"], "title": one["title"]} for one in whole["rules"]],
    }


def test_one_thing_keeps_the_tag_of_the_whole(auditor: TestClient) -> None:
    """
    What is narrowed can be decided on: its ETag is that of the whole.
    """
    address = f"{FINDINGS}/{auditor.get(FINDINGS).json()['items'][0]['id']}"
    whole, part = auditor.get(address), auditor.get(address, params={"fields": ["state", "rule"]})
    assert set(part.json()) == {"id", "submission_id", "state", "rule"}
    assert part.headers["etag"] == whole.headers["etag"]
    decided = auditor.post(
        f"{address}/reviews", json={"decision": "review"}, headers={"If-Match": part.headers["etag"]}
    )
    assert decided.status_code == 200


def test_a_cursor_belongs_to_the_members_it_was_made_for(auditor: TestClient) -> None:
    """
    The next page of the same members follows, in whichever order they are named; of others or the whole it is refused.
    """
    page = auditor.get(FINDINGS, params={"limit": 1, "fields": "rule,state"}).json()
    cursor = page["next_cursor"]
    following = auditor.get(FINDINGS, params={"limit": 1, "fields": "state,rule,state", "cursor": cursor}).json()
    assert following["items"][0]["id"] != page["items"][0]["id"]
    for others in ({"fields": "rule"}, {}):
        refused = auditor.get(FINDINGS, params={"limit": 1, "cursor": cursor, **others})
        assert (refused.status_code, refused.json()["type"]) == (400, "/problems/bad-cursor")
    whole = auditor.get(FINDINGS, params={"limit": 1}).json()["next_cursor"]
    assert auditor.get(FINDINGS, params={"limit": 1, "fields": "rule", "cursor": whole}).status_code == 400


@pytest.mark.parametrize("named", ["", "rule,", "price", "rule,price", "Rule", "finding.page", "items", "next_cursor"])
def test_what_the_answer_has_not_cannot_be_named(auditor: TestClient, office: FakeOffice, named: str) -> None:
    """
    An unknown name is an unusable parameter like any other, told before anything is looked up.
    """
    office.findings = lambda *_: pytest.fail("it was looked up")  # type: ignore[method-assign]
    refused = auditor.get(FINDINGS, params={"fields": named})
    assert (refused.status_code, refused.headers["content-type"]) == (422, PROBLEM)
    assert refused.json()["type"] == "/problems/unusable-input"
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/query/fields"]
    assert "price" not in refused.text


def test_who_may_not_ask_is_told_that_first(stranger: TestClient, program: Callable[[str], TestClient]) -> None:
    """
    A name, known or not, changes nothing for those whom the policy does not let pass.
    """
    for named in ("number", "price"):
        assert stranger.get("/api/v1/cases", params={"fields": named}).status_code == 401
        assert program("startup-key").get("/api/v1/cases", params={"fields": named}).status_code == 403


def test_naming_shows_nobody_more(
    auditor: TestClient, program: Callable[[str], TestClient], office: FakeOffice
) -> None:
    """
    A startup that names who works on its finding is shown what it is shown without: nothing; a rival, no finding.
    """
    address = f"{FINDINGS}/{auditor.get(FINDINGS).json()['items'][0]['id']}"
    found = office.finding
    office.finding = lambda person, finding_id: replace(found(person, finding_id), assignee="김담당")  # type: ignore[method-assign]
    named = {"fields": "assignee,proposed"}
    assert auditor.get(address, params=named).json()["assignee"] == "김담당"
    part = program("startup-key").get(address, params=named).json()
    assert (part["assignee"], part["proposed"]) == (None, None)
    assert program("other-startup-key").get(address, params=named).status_code == 404


def test_naming_everything_is_the_whole(auditor: TestClient) -> None:
    """
    Named one by one, all members are the whole answer.
    """
    whole = auditor.get(FINDINGS).json()
    names = list(whole["items"][0])
    for given in ({"fields": ",".join(names)}, {"fields": names}):
        assert auditor.get(FINDINGS, params=given).json()["items"] == whole["items"]


def test_the_main_resources_take_it(app: FastAPI) -> None:
    """
    Every GET that answers with a shape takes `fields`, and says with which names.
    """
    described = app.openapi()["paths"]
    taking = {path for path, methods in described.items() if parameters(methods.get("get", {}))}
    assert taking >= set(MAIN)
    shaped = {
        str(one.path)
        for one in iter_route_contexts(app.routes)
        if "GET" in (one.methods or ()) and sparse.shape_of(one)
    }
    assert taking == shaped


def parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """
    Find the parameter in the description of an operation.
    """
    return [one for one in operation.get("parameters", ()) if one["name"] == sparse.PARAMETER]


def test_a_partial_answer_is_as_described(app: FastAPI, auditor: TestClient) -> None:
    """
    The description of a partial answer holds of it, asks for its identifiers, and leaves that of the whole as it was.
    """
    description = app.openapi()
    operation = description["paths"][FINDINGS]["get"]
    content = operation["responses"]["200"]["content"]
    schema = {**content[sparse.MEDIA_TYPE]["schema"], "components": description["components"]}
    validator = Draft202012Validator(schema)
    validator.validate(auditor.get(FINDINGS, params={"fields": "rule"}).json())
    assert not validator.is_valid({"items": [{"rule": "IP-01"}], "next_cursor": None})
    assert not validator.is_valid({"items": [{"id": 7, "submission_id": "x", "rule": 7}], "next_cursor": None})
    assert content["application/json"]["schema"]["$ref"].endswith("PageShape_FindingShape_")
    assert "rule" in description["components"]["schemas"]["FindingShape"]["required"]


def test_what_has_no_shape_is_sent_as_it_is(auditor: TestClient) -> None:
    """
    Files, whole lists for download and problems do not know `fields`.
    """
    whole = auditor.get(f"{FINDINGS}/exports/jsonl").text
    assert auditor.get(f"{FINDINGS}/exports/jsonl", params={"fields": "rule"}).text == whole
    absent = auditor.get(f"{FINDINGS}/01970000-0000-7000-8000-000000000000", params={"fields": "rule"})
    assert (absent.status_code, absent.headers["content-type"]) == (404, PROBLEM)
