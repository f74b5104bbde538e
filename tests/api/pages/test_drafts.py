"""
Walk through the rule manager's pages: hand in, preview, propose, and be approved by somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import catalog

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

PLACE = catalog.FOLDER / "limits" / "nda_tail_months.yaml"


def token(page: str) -> str:
    """
    Take the form's token out of a page.
    """
    return page.split('name="form_token" value="')[1].split('"', maxsplit=1)[0]


def test_from_file_to_approval(browser: Callable[[str], TestClient]) -> None:
    """
    The manager previews and proposes, is told why a past day is refused, and only the approver finds the button.
    """
    manager, approver = browser("rule-manager-key"), browser("approver-key")
    assert manager.get("/").headers["location"] == "/drafts"
    fields = {"form_token": token(manager.get("/drafts").text), "title": "기간 상향"}
    changed = PLACE.read_text("utf-8").replace("value: 12", "value: 24").encode()
    made = manager.post("/drafts", data=fields, files={"file": (PLACE.name, changed, "application/yaml")})
    address = made.headers["location"]
    begun = manager.post(f"{address}/previews", data=fields | {"seed": "2026"})
    told = manager.get(begun.headers["location"]).text
    assert "결정과 어긋남" in told
    assert "갑은 계약 종료 후 1년간 비밀을 지킨다." in told
    proposal = fields | {"step": "propose", "reason": "법령 개정"}
    refused = manager.post(f"{address}/directions", data=proposal | {"day": "2026-11-01"})
    assert (refused.status_code, "지난 날" in refused.text) == (422, True)
    assert manager.post(f"{address}/directions", data=proposal | {"day": "2026-12-03"}).status_code == 303
    assert 'value="approve"' not in manager.get(address).text
    page = approver.get(address).text
    assert 'value="approve"' in page
    step = {"form_token": token(page), "step": "approve"}
    assert approver.post(f"{address}/directions", data=step).status_code == 303
    assert "승인은 기록입니다" in manager.get(address).text


def test_what_does_not_hold_is_told_on_the_page(browser: Callable[[str], TestClient]) -> None:
    """
    A file that says nothing new is refused in words; the form stays.
    """
    manager = browser("rule-manager-key")
    fields = {"form_token": token(manager.get("/drafts").text), "title": "그대로"}
    again = manager.post("/drafts", data=fields, files={"file": (PLACE.name, PLACE.read_bytes(), "application/yaml")})
    assert again.status_code == 422
    assert "받아들이지 않았습니다" in again.text
