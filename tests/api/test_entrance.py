"""
Come in by key or link, go out again, and be safe from other sites' forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.forms import FORM_FIELD
from api.pages.entrance import inside
from api.session import SESSION_COOKIE, form_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice


def own(client: TestClient) -> dict[str, str]:
    """
    Give the hidden field our own page would carry.
    """
    return {FORM_FIELD: form_token(client.cookies[SESSION_COOKIE])}


def test_a_key_becomes_a_cookie_no_script_can_read(stranger: TestClient) -> None:
    """
    Signing in sets an HttpOnly, Strict session cookie and leads to where one wanted to go.
    """
    answer = stranger.post("/login", data={"key": "auditor-key", "next": "/rules"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/rules")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "auditor-key" not in answer.headers["location"]


def test_a_wrong_key_is_told_without_a_hint(stranger: TestClient) -> None:
    """
    A wrong key shows the page again and sets no cookie.
    """
    answer = stranger.post("/login", data={"key": "wrong-key"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "wrong-key" not in answer.text


def test_a_link_works_once(stranger: TestClient) -> None:
    """
    A one-use link lets in and moves on by itself; the second time it says why not.
    """
    first, second = stranger.get("/enter/fresh-link"), stranger.get("/enter/fresh-link")
    assert first.status_code == 200
    assert 'content="0;url=/"' in first.text
    assert stranger.get("/").headers["location"] == "/findings"
    assert second.status_code == 410


@pytest.mark.parametrize("address", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "x"])
def test_sign_in_never_leads_elsewhere(address: str) -> None:
    """
    A `next` that leaves this service becomes the home page.
    """
    assert inside(address) == "/"


def test_leaving_ends_the_session(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    After signing out the session is gone on the server too.
    """
    client = browser("startup-key")
    assert client.post("/leave", data=own(client)).headers["location"] == "/login"
    assert office.sessions == {}


def test_a_form_without_the_sessions_token_is_refused(browser: Callable[[str], TestClient]) -> None:
    """
    Another site can make a browser send a form, but not one with this session's token.
    """
    client = browser("startup-key")
    for fields in ({}, {FORM_FIELD: form_token("another session")}):
        assert client.post("/leave", data=fields).status_code == 403
        assert client.post("/check", data=fields | {"text": "제1조"}).status_code == 403


@pytest.mark.parametrize("header", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_from_another_site_is_refused(
    browser: Callable[[str], TestClient], stranger: TestClient, header: dict[str, str]
) -> None:
    """
    The browser says where a form comes from; the sign-in form is held to it as well.
    """
    client = browser("startup-key")
    assert client.post("/check", data=own(client) | {"text": "제1조"}, headers=header).status_code == 403
    assert stranger.post("/login", data={"key": "startup-key"}, headers=header).status_code == 403


def test_a_cookie_never_changes_anything_through_the_json_interface(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    A session may read the JSON interface, but a changing call needs a key.
    """
    handed_in()
    client = browser("auditor-key")
    assert client.get("/api/v1/findings").status_code == 200
    address = f"/api/v1/findings/{next(iter(office.recorded))}/reviews"
    assert client.post(address, json={"decision": "review"}, headers={"If-Match": "v1"}).status_code == 401
    assert client.post("/api/v1/submissions", files={"file": b"x"}).status_code == 401
