"""
Send the same request twice under one idempotency key, and other things under it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from compliance.repeating import Answer, Asked
from tests.api.fake_office import PEOPLE
from tests.api.test_drafts import CHANGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

PLANS = "/api/v1/audit/plans"
PLAN = {"title": "정기 점검", "starts_on": "2026-12-01"}
FILE = {"file": ("nda_tail_months.yaml", CHANGED.encode(), "application/yaml")}
ONCE = {"Idempotency-Key": "once"}


@pytest.fixture
def auditor(program: Callable[[str], TestClient]) -> TestClient:
    """
    Give an auditor's program.
    """
    return program("auditor-key")


def test_the_same_request_is_answered_the_same_and_done_once(auditor: TestClient) -> None:
    """
    Status, body and address are those of the first answer, and there is one plan more.
    """
    before = len(auditor.get(PLANS).json()["items"])
    first, again = (auditor.post(PLANS, json=PLAN, headers=ONCE) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content) == (201, first.content)
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert len(auditor.get(PLANS).json()["items"]) == before + 1


def test_another_request_under_the_same_key_is_refused(auditor: TestClient) -> None:
    """
    Another body, or another address: 422, and nothing is done.
    """
    auditor.post(PLANS, json=PLAN, headers=ONCE)
    before = len(auditor.get(PLANS).json()["items"])
    for address, body in ((PLANS, PLAN | {"title": "다른 점검"}), (f"{PLANS}/{UUID(int=1)}/end", PLAN)):
        other = auditor.post(address, json=body, headers=ONCE)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency")
    assert len(auditor.get(PLANS).json()["items"]) == before


def test_another_caller_has_keys_of_their_own(auditor: TestClient, program: Callable[[str], TestClient]) -> None:
    """
    The same key of somebody else names another request.
    """
    first = auditor.post(PLANS, json=PLAN, headers=ONCE)
    other = program("approver-key").post(PLANS, json=PLAN, headers=ONCE)
    assert (other.status_code, "idempotency-replayed" in other.headers) == (201, False)
    assert first.status_code == 201


def test_what_is_refused_may_be_asked_again(auditor: TestClient, program: Callable[[str], TestClient]) -> None:
    """
    A refusal is not kept; an unusable key, and a stranger's, change nothing about the answer.
    """
    wrong = auditor.post(PLANS, json={"title": ""}, headers=ONCE)
    right = auditor.post(PLANS, json=PLAN, headers=ONCE)
    assert (wrong.status_code, right.status_code) == (422, 201)
    assert auditor.post(PLANS, json=PLAN, headers={"Idempotency-Key": "x" * 201}).status_code == 422
    assert program("nobody's").post(PLANS, json=PLAN, headers=ONCE).status_code == 401


def test_a_form_is_the_same_whatever_its_boundary(program: Callable[[str], TestClient]) -> None:
    """
    A client makes another boundary each time; the same file is the same request.
    """
    manager = program("rule-manager-key")
    answers = [
        manager.post("/api/v1/catalogues/drafts", data={"title": "초안"}, files=FILE, headers=ONCE) for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[1].headers["idempotency-replayed"] == "true"


def test_two_at_once_are_done_once(auditor: TestClient, office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    While the first is being carried out the second is told so: 409.
    """
    begun, go_on = Event(), Event()
    keep = office.answers.keep

    def slowly(asked: Asked, answer: Answer) -> None:
        begun.set()
        go_on.wait(10)
        keep(asked, answer)

    monkeypatch.setattr(office.answers, "keep", slowly)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(auditor.post, PLANS, json=PLAN, headers=ONCE)
        assert begun.wait(10)
        second = auditor.post(PLANS, json=PLAN, headers=ONCE)
        go_on.set()
    assert (first.result().status_code, second.status_code) == (201, 409)


def test_an_answer_is_named_by_the_very_api_key() -> None:
    """
    A narrower key of the same person is not given what a wider one was answered, and nothing names the secret.
    """
    one, other = (Asked(PEOPLE["auditor-key"], secret, "k", b"") for secret in ("wide", "narrow"))
    assert one.key_hash != other.key_hash
    assert "wide" not in repr(one)
