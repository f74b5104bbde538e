"""
Answer everything that goes wrong in one shape, and repeat nothing that came in.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from api.problem_kinds import KINDS
from compliance.errors import Unavailable
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.testclient import TestClient

CONTRACT_WORDS = "제8조일체의지식재산권은갑에게"


def test_a_problem_has_the_members_of_the_standard(stranger: TestClient) -> None:
    """
    A problem is application/problem+json with type, title, status and the request's id, in Korean or English.
    """
    for language, title in (("ko-KR", "로그인이 필요합니다"), ("en-GB", "Sign in first")):
        answer = stranger.get("/api/v1/findings", headers={"Accept-Language": language})
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json() == {
            "type": "/problems/not-signed-in",
            "title": title,
            "status": 401,
            "instance": f"urn:request:{answer.headers['x-request-id']}",
        }


def test_frameworks_own_errors_are_problems_too(program: Callable[[str], TestClient]) -> None:
    """
    An unknown address, a wrong method and a malformed id come in the same shape.
    """
    client = program("auditor-key")
    seen = [
        (client.get("/api/v1/nothing"), 404, "not-found"),
        (client.delete("/api/v1/findings"), 405, "method-not-allowed"),
        (client.get("/api/v1/findings/not-an-id"), 422, "unusable-input"),
    ]
    for answer, status, name in seen:
        assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{name}")


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_type_can_be_opened(stranger: TestClient, name: str) -> None:
    """
    The type of a problem is an address that tells its meaning.
    """
    page = stranger.get(f"/problems/{name}")
    assert page.status_code == 200
    assert KINDS[name].ko in page.text


def test_an_unforeseen_failure_tells_nothing(
    app: FastAPI, program: Callable[[str], TestClient], caplog: pytest.LogCaptureFixture
) -> None:
    """
    An internal error is 500 with the request's id and all headers, without a word of what failed inside.
    """

    def broken() -> None:
        raise RuntimeError(CONTRACT_WORDS)

    app.state.office.__dict__["catalog"] = broken
    with caplog.at_level(logging.ERROR, "api.problems"):
        answer = program("auditor-key").get("/api/v1/catalog")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal-error")
    assert CONTRACT_WORDS not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"] in caplog.text


def test_an_office_out_of_work_is_503(app: FastAPI, program: Callable[[str], TestClient]) -> None:
    """
    What the office cannot do just now is 503 with Retry-After.
    """

    def closed() -> None:
        raise Unavailable("데이터베이스에 닿지 않습니다", "the database does not answer")

    app.state.office.__dict__["catalog"] = closed
    answer = program("auditor-key").get("/api/v1/catalog")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_input_is_never_repeated(program: Callable[[str], TestClient]) -> None:
    """
    A refused body may be contract text: no answer quotes it.
    """
    client = program("auditor-key")
    for answer in (
        client.post(
            "/api/v1/findings/00000000-0000-7000-8000-000000000000/reviews", json={CONTRACT_WORDS: CONTRACT_WORDS}
        ),
        client.get("/api/v1/findings", params={"state": CONTRACT_WORDS}),
        client.post("/api/v1/submissions", files={"file": b"x"}, data={"declaration": CONTRACT_WORDS}),
    ):
        assert answer.status_code in {422, 428}
        assert CONTRACT_WORDS not in answer.text


def test_logs_hold_no_addresses(app: FastAPI, stranger: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    The access log names the route's template: links are secrets, and queries hold what somebody looks for.
    """
    assert isinstance(app.state.office, FakeOffice)
    with caplog.at_level(logging.INFO):
        stranger.get("/enter/fresh-link", params={"lang": "en", "q": CONTRACT_WORDS})
    lines = [vars(record)["fields"] for record in caplog.records if record.name == "api.access"]
    assert [line["route"] for line in lines] == ["/enter/{token}"]
    ours = [vars(record) for record in caplog.records if record.name.startswith("api")]
    assert "fresh-link" not in str(ours)
    assert CONTRACT_WORDS not in str(ours)


def test_people_get_a_page(stranger: TestClient, browser: Callable[[str], TestClient]) -> None:
    """
    Outside the JSON interface a problem is a page, in the language chosen, with the request's id.
    """
    answer = browser("startup-key").get("/submissions/00000000-0000-7000-8000-000000000000")
    assert answer.status_code == 404
    assert "찾을 수 없습니다" in answer.text
    assert answer.headers["x-request-id"] in answer.text
    assert "There is nothing here" in stranger.get("/nothing?lang=en").text
