"""
Bound what one caller may ask, and how much is worked on at once.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from api import problem_kinds as kinds
from api.app import build_app
from api.limits import Buckets, Limits, Rate, address_of
from api.patience import Patience
from api.problems import Refusal
from compliance.errors import TooMuch
from compliance.settings import Settings
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from compliance.views import SubmissionView

PLENTY = Rate(1000, 1000)
FEW = Settings(anonymous_requests_per_minute=8, requests_per_minute=20)


def client(office: FakeOffice, key: str = "", host: str = "192.0.2.1", settings: Settings = FEW) -> TestClient:
    """
    Give a client at an address, before an application of its own unless one is shared by `office`.
    """
    app = office.__dict__.setdefault("app", build_app(office, settings))
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return TestClient(app, headers=headers, client=(host, 1), follow_redirects=False, raise_server_exceptions=False)


def statuses(asked: TestClient, times: int, address: str = "/api/v1/catalog") -> list[int]:
    """
    Ask several times.
    """
    return [asked.get(address).status_code for _ in range(times)]


def test_a_bucket_fills_up_with_time() -> None:
    """
    What may be asked together may be asked again after as long as it takes to fill up, and no more.
    """
    now = [0.0]
    buckets = Buckets(Rate(per_second=2, at_once=3), lambda: now[0])
    assert [buckets.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.wait("b") == 0
    now[0] = 0.5
    assert [buckets.wait("a") for _ in range(2)] == [0, 0.5]
    now[0] = 1000
    assert [buckets.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_too_many_requests_are_told_when_to_come_again(office: FakeOffice) -> None:
    """
    The answer is a problem with Retry-After, for people a page.
    """
    asked = client(office)
    assert statuses(asked, 6, "/login") == [200] * 4 + [429] * 2
    told = asked.get("/api/v1/catalog")
    assert (told.status_code, told.json()["type"]) == (429, "/problems/too-many-requests")
    assert 1 <= int(told.headers["retry-after"]) <= 8
    page = asked.get("/login")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["retry-after"] == told.headers["retry-after"]


def test_callers_have_limits_of_their_own(office: FakeOffice) -> None:
    """
    Whoever is signed in is not held to what strangers or others do from the same address, and others not to them.
    """
    first, second = client(office, "auditor-key"), client(office, "startup-key")
    assert statuses(first, 1) == statuses(second, 1) == [200]
    assert 429 in statuses(client(office), 8, "/login")
    assert statuses(first, 10) == [200] * 10
    assert statuses(first, 1) == [429]
    assert statuses(second, 1) == [200]
    assert statuses(client(office, host="192.0.2.2"), 1, "/login") == [200]


def test_keys_that_are_none_make_no_new_callers(office: FakeOffice) -> None:
    """
    Whoever tries one key after the other is held to the limit of the address.
    """
    tried = [client(office, f"guess-{number}").get("/api/v1/catalog").status_code for number in range(8)]
    assert tried == [401] * 4 + [429] * 4


def test_health_and_styles_are_never_limited(office: FakeOffice) -> None:
    """
    Probes, and what a page needs to be seen, are answered all the same.
    """
    asked = client(office)
    for address in ("/healthz", "/static/page.js"):
        assert statuses(asked, 12, address) == [200] * 12


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_network_is_one_caller(first: str, second: str, same: bool) -> None:  # noqa: FBT001 - a case's answer
    """
    Of IPv6 the whole network counts as one address.
    """
    assert (address_of({"client": (first, 1)}) == address_of({"client": (second, 2)})) is same


class FullOffice(FakeOffice):
    """
    Be an office that takes nothing in any more today.
    """

    def submit(self, *_: object, **__: object) -> SubmissionView:
        """
        Refuse.
        """
        raise TooMuch("오늘은 그만", "no more today", 1234)


def test_an_organisation_over_its_quota_is_told_when_to_come_again() -> None:
    """
    The quota is the same problem as the rate, with a code of its own.
    """
    asked = client(FullOffice(), "startup-key")
    told = asked.post("/api/v1/submissions", files={"file": ("a.txt", b"x", "text/plain")})
    assert (told.status_code, told.json()["code"], told.headers["retry-after"]) == (429, "quota", "1234")


def test_work_on_top_of_what_can_be_done_is_shed() -> None:
    """
    A request is refused at once where enough are being worked on; those whose body is still coming do not count.
    """

    async def worker(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()
        await working.wait()

    async def ask(name: str, body: asyncio.Event) -> None:
        async def receive() -> Message:
            await body.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        await limits({"type": "http", "path": "/", "headers": [], "client": (name, 1)}, receive, drop)

    async def drop(_message: Message) -> None:
        pass

    async def play() -> None:
        come, never = asyncio.Event(), asyncio.Event()
        come.set()
        slow = [asyncio.create_task(ask(f"slow {number}", never)) for number in range(10)]
        busy = [asyncio.create_task(ask(f"busy {number}", come)) for number in range(2)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(Refusal) as shed:
            await ask("late", come)
        assert (shed.value.kind, shed.value.retry_after) == (kinds.UNAVAILABLE, 1)
        working.set()
        await asyncio.gather(*busy)
        await ask("after", come)
        for each in slow:
            each.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        assert limits.working == 0

    working = asyncio.Event()
    limits = Limits(worker, PLENTY, PLENTY, at_once=2)
    asyncio.run(play())


def test_a_body_that_never_came_is_no_work() -> None:
    """
    Many slow bodies that are cut in the same moment keep nobody out while they are told so.
    """

    async def told(_scope: Scope, receive: Receive, _send: Send) -> None:
        with pytest.raises(HTTPException):
            await receive()
        seen.append(limits.working)

    async def receive() -> Message:
        raise HTTPException(408)

    async def drop(_message: Message) -> None:
        pass

    seen: list[int] = []
    limits = Limits(told, PLENTY, PLENTY, at_once=1)
    asyncio.run(limits({"type": "http", "path": "/", "headers": [], "client": ("slow", 1)}, receive, drop))
    assert (seen, limits.working) == ([0], 0)


def test_a_reader_that_takes_nothing_is_cut() -> None:
    """
    An answer that nobody takes ends the connection.
    """

    async def stuck(_message: Message) -> None:
        await asyncio.sleep(60)

    async def speaker(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.body", "body": b"x"})

    async def receive() -> Message:
        raise AssertionError

    with pytest.raises(ClientDisconnect):
        asyncio.run(Patience(speaker, 0.1)({"type": "http"}, receive, stuck))


def test_tls_is_demanded_for_two_years_once_it_is_there(office: FakeOffice) -> None:
    """
    Over HTTPS browsers are told to come by nothing else, and cookies are for nothing else; over plain HTTP neither.
    """
    app = build_app(office)
    for base, header, mark in (
        ("https://office.example", "max-age=63072000", True),
        ("http://office.example", None, False),
    ):
        asked = TestClient(app, base_url=base, follow_redirects=False)
        answer = asked.post("/login", data={"key": "auditor-key"})
        assert answer.headers.get("strict-transport-security") == header
        assert ("secure" in answer.headers["set-cookie"].lower()) is mark
