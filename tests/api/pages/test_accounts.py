"""
Show people their keys and sessions, and administrators all accounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.access import Actor
from tests.api.fake_accounts import SECRET
from tests.api.fake_office import PEOPLE
from tests.api.test_entrance import own

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

AUDITOR = PEOPLE["auditor-key"].id


def test_a_new_key_is_shown_once(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    The answer to the form holds the key; the page afterwards knows how it begins, what it may do, and revokes it.
    """
    client = browser("auditor-key")
    given = {"step": "key", "label": "야간 수집", "days": "30", "scopes": ["findings:read", "audit:read"]}
    assert SECRET in client.post("/account", data=own(client) | given).text
    page = client.get("/account").text
    assert SECRET not in page
    assert "findings:read, audit:read" in page
    (key,) = office.directory.made[AUDITOR]
    answer = client.post("/account", data=own(client) | {"step": "revoke", "key_id": str(key.id)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "폐기됨" in client.get("/account").text


def test_scopes_beyond_the_role_are_told(browser: Callable[[str], TestClient]) -> None:
    """
    A forged form gets no more than the page offers, and the page says so.
    """
    client = browser("auditor-key")
    page = client.get("/account").text
    assert "findings:write" in page
    assert "webhooks:write" not in page
    forged = client.post(
        "/account", data=own(client) | {"step": "key", "label": "x", "days": "1", "scopes": "metrics:read"}
    )
    assert forged.status_code == 422
    assert 'role="alert"' in forged.text


def test_one_signs_out_everywhere(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    The sessions are listed and ended.
    """
    client = browser("auditor-key")
    assert "모든 기기에서 로그아웃" in client.get("/account").text
    client.post("/account", data=own(client) | {"step": "sign_out_everywhere"})
    assert office.directory.signed_in[AUDITOR] == []


def test_an_administrator_makes_and_directs_accounts(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    A new account leads to its page, where it gets a link, another role, and an end.
    """
    client = browser("administrator-key")
    given = {"organisation": "새 기관", "name": "새사람", "actor": "adviser"}
    page = client.post("/accounts", data=own(client) | given).headers["location"]
    assert "새사람" in client.get("/accounts").text
    assert "자문위원" in client.get(page).text
    assert "/enter/token-of-a-link" in client.post(page, data=own(client) | {"step": "reset"}).text
    client.post(page, data=own(client) | {"step": "role", "actor": "reviewer"})
    client.post(page, data=own(client) | {"step": "disable"})
    (made,) = [each for each in office.directory.known.values() if each.name == "새사람"]
    assert (made.actor, made.disabled) == (Actor.REVIEWER, True)


def test_nonsense_is_refused(browser: Callable[[str], TestClient]) -> None:
    """
    An unknown step, a role of nobody and an id that is none change nothing.
    """
    client = browser("administrator-key")
    page = f"/accounts/{AUDITOR}"
    for address, given in (
        (page, {"step": "burn"}),
        (page, {"step": "role", "actor": "system"}),
        (page, {"step": "revoke", "key_id": "x"}),
        ("/accounts", {"organisation": "기관", "name": "새사람", "actor": "system"}),
        ("/accounts", {"organisation": "", "name": "새사람", "actor": "auditor"}),
    ):
        assert client.post(address, data=own(client) | given).status_code == 422
