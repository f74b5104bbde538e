"""
Register receivers of webhooks, follow what they were sent, and subscribe: as a program and in a browser's forms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.api.fake_notifications import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

WEBHOOKS, SUBSCRIPTIONS = "/api/v1/webhooks", "/api/v1/subscriptions"
RECEIVER = {"url": "https://hooks.example.com/a", "kinds": ["audit.run.finished"]}
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@pytest.fixture
def administrator(program: Callable[[str], TestClient]) -> TestClient:
    """
    Give an administrator's program.
    """
    return program("administrator-key")


def registered(client: TestClient) -> dict[str, Any]:
    """
    Register a receiver.
    """
    answer = client.post(WEBHOOKS, json=RECEIVER)
    assert answer.status_code == 201
    made: dict[str, Any] = answer.json()
    return made


def test_the_secret_is_shown_once(administrator: TestClient) -> None:
    """
    Registering and replacing show a secret; reading never does.
    """
    made = registered(administrator)
    address = f"{WEBHOOKS}/{made['id']}"
    assert made["secret"] == SECRET
    assert "secret" not in administrator.get(address).json()
    assert SECRET not in administrator.get(WEBHOOKS).text
    assert administrator.post(f"{address}/secret").json()["secret"] == SECRET


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://hooks.example.com/"},
        {"url": "https://127.0.0.1/"},
        {"url": ""},
        {"kinds": ["submission.received"]},
        {"kinds": ["webhook.ping"]},
        {"secret": "mine"},
    ],
)
def test_what_may_not_be_called_or_told_is_refused(administrator: TestClient, wrong: dict[str, Any]) -> None:
    """
    An inner address, a kind that nobody is told and a secret of one's own are 422, and nothing is kept.
    """
    assert administrator.post(WEBHOOKS, json=RECEIVER | wrong).status_code == 422
    assert administrator.get(WEBHOOKS).json() == {"items": []}


def test_a_receiver_is_changed_tested_and_removed(administrator: TestClient) -> None:
    """
    What is left out of a change stays; a removed receiver is absent.
    """
    address = f"{WEBHOOKS}/{registered(administrator)['id']}"
    changed = administrator.patch(address, json={"paused": True}).json()
    assert (changed["state"], changed["kinds"]) == ("paused", RECEIVER["kinds"])
    assert administrator.patch(address, json={"kinds": []}).json()["state"] == "paused"
    assert administrator.post(f"{address}/ping").json()["kind"] == "webhook.ping"
    assert administrator.delete(address).status_code == 204
    assert administrator.get(address).status_code == administrator.delete(address).status_code == 404


def test_deliveries_are_listed_and_sent_again(administrator: TestClient) -> None:
    """
    Each message tells its attempts with outcome, code and time; one of another receiver is absent.
    """
    address = f"{WEBHOOKS}/{registered(administrator)['id']}/messages"
    first, second = administrator.get(address).json()["items"]
    assert [one["status"] for one in first["attempts"]] == [204, None]
    assert second["state"] == "dead"
    again = administrator.post(f"{address}/{second['id']}/resend")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert administrator.post(f"{address}/{uuid4()}/resend").status_code == 404


def test_another_organisation_s_receiver_is_absent(
    administrator: TestClient, program: Callable[..., TestClient]
) -> None:
    """
    An examiner of another organisation sees neither it nor its deliveries.
    """
    made = registered(administrator)
    auditor = program("auditor-key")
    assert auditor.get(WEBHOOKS).json() == {"items": []}
    for address in (f"{WEBHOOKS}/{made['id']}", f"{WEBHOOKS}/{made['id']}/messages"):
        assert auditor.get(address).status_code == 404


def test_a_calendar_program_reads_the_private_address(program: Callable[..., TestClient], stranger: TestClient) -> None:
    """
    The address opens without any header until it is revoked; it is shown once, and no answer but the first holds it.
    """
    auditor = program("auditor-key")
    path = auditor.post(f"{SUBSCRIPTIONS}/calendar").json()["path"]
    answer = stranger.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert path not in auditor.get(SUBSCRIPTIONS).text
    assert auditor.delete(f"{SUBSCRIPTIONS}/calendar").status_code == 204
    gone, never = stranger.get(path), stranger.get("/calendar/never.ics")
    assert gone.status_code == never.status_code == 404


def test_a_digest_is_subscribed_to_and_ended(program: Callable[..., TestClient]) -> None:
    """
    One's own address is shown to oneself, and forgotten when asked.
    """
    auditor = program("auditor-key")
    address = {"address": "auditor@authority.example"}
    assert auditor.put(f"{SUBSCRIPTIONS}/digest", json=address).json()["digest_address"] == address["address"]
    assert auditor.put(f"{SUBSCRIPTIONS}/digest", json={"address": "a@b\r\nBcc: c"}).status_code == 422
    assert auditor.delete(f"{SUBSCRIPTIONS}/digest").status_code == 204
    assert auditor.get(SUBSCRIPTIONS).json()["digest_address"] is None


def sent(client: TestClient, form: str, **fields: str) -> str:
    """
    Send one of the page's forms and follow it.
    """
    found = FORM_TOKEN.search(client.get("/notifications").text)
    assert found
    answer = client.post(form, data={"form_token": found[1], **fields}, follow_redirects=True)
    assert answer.status_code in {200, 422}
    return answer.text


def test_an_administrator_registers_tests_and_removes_on_the_page(browser: Callable[..., TestClient]) -> None:
    """
    Without a script the page registers, shows the secret once, tells deliveries, and removes.
    """
    client = browser("administrator-key")
    assert SECRET in sent(client, "/notifications/webhooks", url=RECEIVER["url"], kinds="audit.run.finished")  # type: ignore[arg-type]
    listed = client.get("/notifications").text
    assert SECRET not in listed
    found = re.search(r"/notifications/webhooks/([0-9a-f-]+)", listed)
    assert found
    one = f"/notifications/webhooks/{found[1]}"
    assert "포기" in client.get(one).text
    assert "204" in sent(client, one, step="ping")
    assert "멈춤" in sent(client, one, step="pause")
    assert "보내는 중" in sent(client, one, step="resume")
    assert SECRET in sent(client, one, step="secret")
    message = re.search(rf"{one}/messages/[0-9a-f-]+", client.get(one).text)
    assert message
    sent(client, message[0])
    assert "등록된 수신 주소가 없습니다" in sent(client, one, step="remove")
    assert client.get(one).status_code == 404


def test_a_refused_address_is_explained_on_the_page(browser: Callable[..., TestClient]) -> None:
    """
    What is wrong is said above the form.
    """
    client = browser("administrator-key")
    assert "https 주소만 쓸 수 있습니다" in sent(client, "/notifications/webhooks", url="http://hooks.example.com/")


def test_an_auditor_subscribes_on_the_page(browser: Callable[..., TestClient]) -> None:
    """
    Digest and calendar begin and end on one page; a calendar's address is shown once, whole.
    """
    client = browser("auditor-key")
    address = "/notifications/subscriptions"
    assert "a@b.kr 주소로 보냅니다" in sent(client, address, step="subscribe", address="a@b.kr")
    assert "a@b.kr" not in sent(client, address, step="unsubscribe")
    assert "전자우편 주소가 아닙니다" in sent(client, address, step="subscribe", address="nobody")
    shown = sent(client, address, step="calendar")
    assert 'value="http://testserver/calendar/token-' in shown
    assert "/calendar/token-" not in client.get("/notifications").text
    assert "구독 주소 폐기" not in sent(client, address, step="no_calendar")
    assert "/notifications#calendar" in client.get("/audits").text
