"""
Read organisations and their patterns, as a program and on the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.api.fake_organisations import NAME, ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView

PREFIX = "/api/v1/organisations"


def test_an_organisation_is_found_and_read(
    program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    The list says how many agreements are in no pattern; rates of too few are null; agreements are a list of their own.
    """
    handed_in()
    auditor = program("auditor-key")
    listed = auditor.get(PREFIX, params={"name": NAME}).json()
    assert (listed["nameless"], [one["agreements"] for one in listed["items"]]) == (2, [8])
    assert auditor.get(PREFIX, params={"name": "다온물산"}).json()["items"] == []
    shown = auditor.get(f"{PREFIX}/{ORGANISATION}").json()
    assert [(one["year"], one["advisory"], one["is_break"]) for one in shown["years"]] == [
        (2026, 1, False),
        (2025, None, True),
    ]
    assert (shown["years"][0]["rate"]["counted"], shown["years"][1]["rate"]) == (2, None)
    assert shown["rules"][0]["waiting"] == 2
    [agreement] = auditor.get(f"{PREFIX}/{ORGANISATION}/agreements").json()["items"]
    assert agreement["findings"] == {"DETECTED": 1}
    assert auditor.get(f"{PREFIX}/{uuid4()}").status_code == 404
    assert auditor.get(f"{PREFIX}/{uuid4()}/agreements").status_code == 404


def test_the_page_says_what_a_pattern_is_not(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Too few is told in words, drawings have words beside them, and the page is led to from finding and result.
    """
    view = handed_in()
    auditor = browser("auditor-key")
    assert f'href="/organisations/{ORGANISATION}"' in auditor.get("/organisations").text
    page = auditor.get(f"/organisations/{ORGANISATION}").text
    assert "표본 부족 (2건)" in page
    assert "6건 중 2건 · 33% (10%~70%)" in page
    assert "위반을 의미하지 않습니다" in page
    assert page.count('<svg class="plot" role="img"') == 2
    for address in (f"/submissions/{view.id}", "/clusters", f"/organisations/{ORGANISATION}?lang=en"):
        assert "/organisations" in auditor.get(address).text
    for key in ("startup-key", "host-key", "administrator-key"):
        assert browser(key).get(f"/organisations/{ORGANISATION}").status_code == 403
