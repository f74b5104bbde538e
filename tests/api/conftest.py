"""
Give the tests of the front a fake office, the application before it and clients of every actor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from api.app import build_app
from compliance.settings import Settings
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anyio.from_thread import BlockingPortal
    from fastapi import FastAPI

    from compliance.views import SubmissionView

SETTINGS: Final = Settings(upload_max_bytes=1024 * 1024)
"""A small limit, so that large bodies stay small in tests."""
AGREEMENT = "제1조(목적) 갑과 을은 협력한다.".encode()
Client = Callable[[str], TestClient]


@pytest.fixture
def office() -> FakeOffice:
    """
    Give an office with nothing in it.
    """
    return FakeOffice()


@pytest.fixture(scope="session")
def routed() -> FastAPI:
    """
    Build an application for its routes: an application that looks through all of them anew takes longer than most tests.
    """
    return build_app(FakeOffice(), SETTINGS)


@pytest.fixture(scope="session")
def loop() -> Iterator[BlockingPortal]:
    """
    Keep one event loop for the requests of a run: to start and end one for each takes as long as to answer it.
    """
    with start_blocking_portal("asyncio") as portal:
        yield portal


@pytest.fixture
def app(office: FakeOffice, routed: FastAPI) -> FastAPI:
    """
    Give an application of this test's own, which remembers nobody's requests; only what it reads of its routes is shared.
    """
    app = build_app(office, SETTINGS)
    app.router.routes = routed.router.routes
    return app


@pytest.fixture
def before(app: FastAPI, loop: BlockingPortal) -> Callable[..., TestClient]:
    """
    Give clients before the application, with these headers.
    """

    def client(**headers: str) -> TestClient:
        made = TestClient(app, headers=headers, follow_redirects=False, raise_server_exceptions=False)
        made.portal = loop
        return made

    return client


@pytest.fixture
def stranger(before: Callable[..., TestClient]) -> TestClient:
    """
    Give a client that nobody signed in.
    """
    return before()


@pytest.fixture
def program(before: Callable[..., TestClient]) -> Client:
    """
    Give clients that come with an API key.
    """
    return lambda key: before(Authorization=f"Bearer {key}")


@pytest.fixture
def browser(before: Callable[..., TestClient]) -> Client:
    """
    Give clients that signed in on the page.
    """

    def signed_in(key: str) -> TestClient:
        client = before()
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
