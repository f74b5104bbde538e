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


def seen(page: str) -> str:
    """
    Read the version that a page shows.
    """
    return page.split('name="seen" value="', 1)[1].split('"', 1)[0]


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
    proposal["seen"] = seen(manager.get(address).text)
    refused = manager.post(f"{address}/directions", data=proposal | {"day": "2026-11-01"})
    assert (refused.status_code, "지난 날" in refused.text) == (422, True)
    assert manager.post(f"{address}/directions", data=proposal | {"day": "2026-12-03"}).status_code == 303
    assert 'value="approve"' not in manager.get(address).text
    page = approver.get(address).text
    assert 'value="approve"' in page
    step = {"form_token": token(page), "step": "approve", "seen": proposal["seen"]}
    stale = approver.post(f"{address}/directions", data=step)
    assert (stale.status_code, "다른 사람이 먼저" in stale.text) == (422, True)
    step["seen"] = seen(page)
    assert approver.post(f"{address}/directions", data=step).status_code == 303
    assert "적용 시작일 0시부터 이 초안의 기준으로 점검합니다" in manager.get(address).text


def test_a_sentence_is_explained_today_and_by_the_draft(browser: Callable[[str], TestClient]) -> None:
    """
    Both verdicts stand side by side with each condition; no words at all are refused on the same page.
    """
    manager = browser("rule-manager-key")
    fields = {"form_token": token(manager.get("/drafts").text), "title": "기간"}
    changed = PLACE.read_text("utf-8").replace("value: 12", "value: 24").encode()
    address = manager.post("/drafts", data=fields, files={"file": (PLACE.name, changed, "")}).headers["location"]
    asked = fields | {"words": "비밀유지기간은 <18개월>로 한다.", "agreement_type": "nda"}
    page = manager.post(f"{address}/explanation", data=asked).text
    assert page.count("&lt;18개월&gt;") == 3
    assert "agreement: nda" in page
    assert manager.post(f"{address}/explanation", data=fields | {"words": ""}).status_code == 422


def test_what_is_in_force_is_shown_and_an_earlier_version_proposed(browser: Callable[[str], TestClient]) -> None:
    """
    The list names what is in force and warns where this program does not take it; going back is a proposal.
    """
    manager, approver = browser("rule-manager-key"), browser("approver-key")
    page = manager.get("/drafts").text
    assert "납품 기한" in page
    assert "배포된 기준으로 점검하고 있습니다" in page
    assert "되돌리기 제안" not in approver.get("/drafts").text
    back = {"form_token": token(page), "day": "2026-12-03", "reason": "오류"}
    refused = manager.post("/drafts/earlier", data=back)
    assert (refused.status_code, "지금 시행 중인 기준과 같습니다" in refused.text) == (422, True)
    assert manager.post("/drafts/earlier", data=back | {"day": "내일"}).status_code == 422


def test_what_does_not_hold_is_told_on_the_page(browser: Callable[[str], TestClient]) -> None:
    """
    A file that says nothing new is refused in words; the form stays.
    """
    manager = browser("rule-manager-key")
    fields = {"form_token": token(manager.get("/drafts").text), "title": "그대로"}
    again = manager.post("/drafts", data=fields, files={"file": (PLACE.name, PLACE.read_bytes(), "application/yaml")})
    assert again.status_code == 422
    assert "받아들이지 않았습니다" in again.text
