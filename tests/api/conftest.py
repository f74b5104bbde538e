"""
Give the tests of the front a fake office, the application before it and clients of every actor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from api.app import build_app
from compliance.settings import Settings
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from fastapi import FastAPI

    from compliance.views import SubmissionView

AGREEMENT = "제1조(목적) 갑과 을은 협력한다.".encode()
Client = Callable[[str], TestClient]


@pytest.fixture
def office() -> FakeOffice:
    """
    Give an office with nothing in it.
    """
    return FakeOffice()


@pytest.fixture
def app(office: FakeOffice) -> FastAPI:
    """
    Give the application with a small limit, so that large bodies stay small in tests.
    """
    return build_app(office, Settings(upload_max_bytes=1024 * 1024))


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """
    Give a client that nobody signed in.
    """
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def program(app: FastAPI) -> Client:
    """
    Give clients that come with an API key.
    """
    return lambda key: TestClient(
        app, headers={"Authorization": f"Bearer {key}"}, follow_redirects=False, raise_server_exceptions=False
    )


@pytest.fixture
def browser(app: FastAPI) -> Client:
    """
    Give clients that signed in on the page.
    """

    def signed_in(key: str) -> TestClient:
        client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        assert client.post("/login", data={"key": key}).status_code == 303
        return client

    return signed_in


@pytest.fixture
def handed_in(program: Client, office: FakeOffice) -> Callable[..., SubmissionView]:
    """
    Hand in an agreement by key and, unless told otherwise, wait until it is screened.
    """

    def hand_in(key: str = "auditor-key", name: str = "계약서.txt", **fields: str) -> SubmissionView:
        client = program(key)
        answer = client.post("/api/v1/submissions", files={"file": (name, AGREEMENT, "text/plain")}, data=fields)
        assert answer.status_code == 202, answer.text
        for _ in range(2):
            client.get(answer.headers["location"])
        return office.views[next(reversed(office.views))]

    return hand_in
