"""
Go through the front door as the rule manager does: change a threshold, see what it does, and have a second person agree.

Source: ../shared/domain/WORKFLOW.md, scenario 28.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import seoul
from rules import catalog
from tests.story.barriers import barriers
from tests.story.serving import come_to_have

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from playwright.sync_api import Page

THRESHOLD = catalog.FOLDER / "limits" / "nda_tail_months.yaml"
WORDS = '제8조(기간) "을"이 제공한 정보에 대한 비밀유지기간은 계약체결일로부터 18개월로 한다.'


def test_a_threshold_is_changed_by_two_persons_on_a_day(enter: Callable[..., Page]) -> None:
    """
    Tried, explained and previewed; a past day is refused, the manager cannot agree alone; it is in force, and then no more.
    """
    manager = enter("rule manager")
    change_threshold(manager)
    draft = manager.url
    manager.fill("#words", WORDS)
    manager.select_option("#agreement_type", "nda")
    manager.click("form[action$='explanation#explain'] button")
    told = manager.locator("article[aria-labelledby=explained-1]").inner_text()
    assert ("NDA-08" in told, "○ 해당 없음" in told, "■ 의심 항목" in told) == (True, True, True)
    manager.goto(draft)
    manager.click("form[action$='/previews'] button")
    manager.wait_for_url("**/drafts/previews/*")

    day = seoul.today()
    for each in (day - timedelta(days=1), day):
        manager.goto(draft)
        manager.fill("#day", each.isoformat())
        manager.fill("#reason", "법령 개정")
        manager.click("button[value=propose]")
        assert manager.locator("[role=alert]").count() == (each < day)
    assert manager.locator("button[value=approve]").count() == 0
    approver = enter("approver")
    approver.goto(draft)
    approver.click("button[value=approve]")
    approver.wait_for_selector(".lead:has-text('시행 중')")
    approver.goto("/drafts")
    assert "비밀유지 기간 상향" in approver.locator("section[aria-labelledby=in-force]").inner_text()
    in_force = approver.locator("section[aria-labelledby=in-force] .small").inner_text()
    approver.goto("/rules")
    digest = approver.locator(".lead + .figure").inner_text().split()[-1]
    assert digest[:12] in in_force
    back_to_shipped(manager, approver, day)
    manager.goto("/drafts")
    met = barriers(manager)
    manager.goto(draft)
    assert met + barriers(manager) == []


def change_threshold(manager: Page) -> None:
    """
    Hand in a changed threshold, and wait at its page until it is tried.
    """
    manager.goto("/drafts")
    changed = THRESHOLD.read_text("utf-8").replace("value: 12", "value: 24").encode()
    manager.fill("#title", "비밀유지 기간 상향")
    manager.set_input_files("#file", {"name": THRESHOLD.name, "mimeType": "application/yaml", "buffer": changed})
    manager.click("form[enctype] button[type=submit]")
    manager.wait_for_url("**/drafts/*-*")
    come_to_have(manager, manager.url, "button[value=propose]")


def back_to_shipped(manager: Page, approver: Page, day: date) -> None:
    """
    Go back to the rules that the program was shipped with, by the same two persons.
    """
    manager.goto("/drafts")
    manager.click("summary")
    manager.fill("#back_day", day.isoformat())
    manager.fill("#back_reason", "오류")
    manager.click("details button")
    manager.wait_for_url("**/drafts/*-*")
    approver.goto(manager.url)
    approver.click("button[value=approve]")
    approver.wait_for_selector(".lead:has-text('시행 중')")
    approver.goto("/drafts")
    assert "배포된 점검 기준으로 되돌리기" in approver.locator("section[aria-labelledby=in-force]").inner_text()
