"""
Mark every answer at the edge: headers, request id, limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

ADDRESSES = ("/healthz", "/login", "/nothing", "/api/v1/catalog", "/static/page.js")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_security_headers(stranger: TestClient, address: str) -> None:
    """
    Pages, programs' answers, problems and public files all carry them; scripts and styles come from here only.
    """
    headers = stranger.get(address).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_only_public_files_may_be_kept(stranger: TestClient, browser: Callable[[str], TestClient]) -> None:
    """
    Whatever may hold contract text is no-store.
    """
    assert stranger.get("/static/page.js").headers["cache-control"].startswith("public")
    for address in ("/check", "/api/v1/submissions", "/rules"):
        assert browser("startup-key").get(address).headers["cache-control"] == "no-store"


def test_a_request_id_is_echoed_if_harmless(stranger: TestClient) -> None:
    """
    A caller's own id comes back; one that could break a log line is replaced.
    """
    given = stranger.get("/healthz", headers={"X-Request-ID": "trade-2026-0001"}).headers["x-request-id"]
    assert given == "trade-2026-0001"
    assert stranger.get("/healthz", headers={"X-Request-ID": 'a"}{"x'}).headers["x-request-id"] != 'a"}{"x'


def test_a_body_over_the_limit_is_refused_before_it_is_parsed(program: Callable[[str], TestClient]) -> None:
    """
    A file beyond limit and room is 413, as is a JSON body beyond its own small limit.
    """
    client = program("startup-key")
    big = client.post("/api/v1/submissions", files={"file": ("a.txt", b"x" * (4 * 1024 * 1024))})
    assert (big.status_code, big.json()["type"], big.json()["code"]) == (413, "/problems/too-large", "104")
    review = "/api/v1/findings/00000000-0000-7000-8000-000000000000/reviews"
    long = program("auditor-key").post(review, json={"decision": "review", "note": "x" * 300_000})
    assert long.status_code == 413


def test_pages_hold_no_inline_script_or_style(browser: Callable[[str], TestClient]) -> None:
    """
    The policy forbids them, so none may be written.
    """
    client = browser("auditor-key")
    for address in ("/check", "/findings", "/rules", "/submissions", "/login"):
        html = client.get(address).text
        assert " style=" not in html
        assert "<style" not in html
        assert html.count("<script") == html.count('<script src="/static/')
        assert " onclick" not in html
