"""
Register, test, follow and send again through the interface, before the real office, database and receiver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from api.app import build_app
from compliance import access, accounts
from compliance.access import Actor
from compliance.store import people
from tests.compliance.notifications.outside import courier, empty_run, vouching
from tests.compliance.notifications.receiver import receiving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from compliance.access import Person
    from compliance.office import Office
    from tests.compliance.conftest import Cast
    from tests.compliance.notifications.receiver import Receiver

OWN_TABLES = ("announcements", "webhooks", "outbox", "deliveries", "digest_subscribers", "calendar_feeds")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """
    Give a receiver over plain HTTP.
    """
    with receiving() as listening:
        yield listening


@pytest.fixture
def program(office: Office, receiver: Receiver) -> Callable[[Actor, str], TestClient]:
    """
    Give programs with an API key of the authority, or of another organisation, before the real office.
    """
    app = build_app(vouching(office, receiver), office.settings)

    def with_key(actor: Actor, tenant: str = "기관") -> TestClient:
        _, key = accounts.make_key(office, tenant, "프로그램", actor)
        return TestClient(app, headers={"Authorization": f"Bearer {key}"})

    return with_key


def test_a_receiver_lives_through_the_interface(
    office: Office, cast: Cast, receiver: Receiver, program: Callable[..., TestClient]
) -> None:
    """
    From registering over a test, a real event, a rotation and sending again to removing, all is told as it is.
    """
    administrator, auditor = program(Actor.ADMINISTRATOR), program(Actor.AUDITOR)
    made = administrator.post("/api/v1/webhooks", json={"url": receiver.address}).json()
    address = f"/api/v1/webhooks/{made['id']}"
    assert administrator.post(f"{address}/ping").json()["state"] == "waiting"
    assert administrator.post(f"{address}/secret").json()["secret"] != made["secret"]
    empty_run(office, cast)
    assert courier(office, receiver).deliver_due() == 2
    assert [len(got.headers["webhook-signature"].split(" ")) for got in receiver.got] == [2, 2]
    listed: dict[str, Any] = auditor.get(f"{address}/messages").json()
    assert [(one["kind"], one["state"]) for one in listed["items"]] == [
        ("audit.run.finished", "delivered"),
        ("webhook.ping", "delivered"),
    ]
    assert listed["items"][0]["attempts"][0]["status"] == 204
    again = administrator.post(f"{address}/messages/{listed['items'][0]['id']}/resend")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert auditor.get(address).json()["messages"] == {"delivered": 1, "waiting": 1}
    assert administrator.patch(address, json={"kinds": ["audit.run.missed"]}).json()["kinds"] == ["audit.run.missed"]
    assert administrator.delete(address).status_code == 204
    assert auditor.get(address).status_code == 404


def test_another_organisation_finds_nothing(receiver: Receiver, program: Callable[..., TestClient]) -> None:
    """
    For an administrator elsewhere every address of a receiver is as absent as an invented one.
    """
    made = program(Actor.ADMINISTRATOR).post("/api/v1/webhooks", json={"url": receiver.address}).json()
    stranger = program(Actor.ADMINISTRATOR, "하나")
    address = f"/api/v1/webhooks/{made['id']}"
    answers = [
        stranger.get(address),
        stranger.patch(address, json={"paused": True}),
        stranger.delete(address),
        stranger.post(f"{address}/secret"),
        stranger.post(f"{address}/ping"),
        stranger.get(f"{address}/messages"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert stranger.get("/api/v1/webhooks").json() == {"items": []}


def test_subscriptions_live_through_the_interface(
    office: Office, cast: Cast, program: Callable[..., TestClient]
) -> None:
    """
    A digest and a calendar are begun, shown and ended; the calendar opens without a key.
    """
    empty_run(office, cast)
    auditor = program(Actor.AUDITOR)
    auditor.put("/api/v1/subscriptions/digest", json={"address": "a@authority.example"})
    path = auditor.post("/api/v1/subscriptions/calendar").json()["path"]
    shown = auditor.get("/api/v1/subscriptions").json()
    assert (shown["digest_address"], shown["mail_is_sent"]) == ("a@authority.example", False)
    assert shown["calendar_since"]
    calendar = TestClient(auditor.app).get(path)
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:점검: 분기 점검 (완료)" in calendar.text
    assert auditor.delete("/api/v1/subscriptions/digest").status_code == 204
    assert auditor.delete("/api/v1/subscriptions/calendar").status_code == 204
    assert TestClient(auditor.app).get(path).status_code == 404


def test_the_walls_stand_around_every_table(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    Nobody, a startup, and an administrator elsewhere see no row of these tables; one's own subscriptions only oneself.
    """
    view = vouching(office, receiver).webhooks.register(cast.administrator, receiver.address, ())
    office.webhooks.ping(cast.administrator, view.id)
    office.subscriptions.subscribe(cast.auditor, "a@authority.example")
    office.subscriptions.open_calendar(cast.auditor)
    empty_run(office, cast)
    courier(office, receiver).deliver_due()
    with office.database.transaction(access.administrator()) as session:
        stranger = people.make_person(session, cast.startup.tenant_id, "남관리", Actor.ADMINISTRATOR)
    for person in (None, cast.startup, cast.rival, stranger):
        assert _seen(office, person) == dict.fromkeys(OWN_TABLES, 0)
    followed = {"announcements": 0, "webhooks": 1, "outbox": 2, "deliveries": 2}
    mine, others = dict.fromkeys(OWN_TABLES[4:], 1), dict.fromkeys(OWN_TABLES[4:], 0)
    assert _seen(office, cast.auditor) == followed | mine
    assert _seen(office, cast.colleague) == _seen(office, cast.administrator) == followed | others


def _seen(office: Office, person: Person | None) -> dict[str, int]:
    with office.database.transaction(person) as session:
        return {
            name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - our own names
            for name in OWN_TABLES
        }
