"""
Go through the front door as the authority does: hand in, take up, decide, and let a second person agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.story.serving import AGREEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

GRAB = (
    "Any and all inventions and intellectual property arising from the proof of concept shall vest in the Corporation."
)


def test_upload_to_review_in_english(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    An auditor proposes to confirm a finding of high severity; it stays in review until a second person agrees.
    """
    auditor = enter("auditor")
    hand_in(auditor, "poc_en.txt")
    auditor.wait_for_selector(".summary")
    auditor.goto(auditor.url + "?lang=en")
    assert auditor.locator("html").get_attribute("lang") == "en"
    assert "A flag is a suspicion, not a verdict." in auditor.locator("main").inner_text()
    auditor.locator(".finding", has_text=GRAB).locator("a.badge--state").first.click()
    auditor.click("button[value=review]")
    auditor.wait_for_selector("button[value=confirm]")
    auditor.fill("#note", "Compared with the standard form.")
    auditor.click("button[value=confirm]")
    auditor.wait_for_selector(".decision .note--warning")
    assert "in review" in auditor.locator(".decision").inner_text()

    reviewer = enter("second reviewer")
    reviewer.goto(auditor.url)
    reviewer.click("button[value=confirm]")
    reviewer.wait_for_selector(".finding__head .badge--state:has-text('확정')")
    assert "Compared with the standard form." in reviewer.locator(".timeline").inner_text()


def test_queue_filters_and_neighbours(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    The queue narrows by grade, J and Enter open a row, and a finding's page marks its words in the agreement.
    """
    auditor = enter("auditor")
    hand_in(auditor, "poc_ko.txt")
    auditor.wait_for_selector(".summary")
    auditor.goto("/findings")
    auditor.select_option("#severity", "high")
    auditor.click("main form button[type=submit]")
    auditor.wait_for_url("**severity=high**")
    assert set(auditor.locator("tbody .badge--high").all_text_contents()) != set()
    assert auditor.locator("tbody .badge--low").count() == 0
    auditor.keyboard.press("j")
    auditor.keyboard.press("Enter")
    auditor.wait_for_selector(".decision")
    auditor.goto("/findings?severity=high")
    auditor.locator("tbody tr", has_text="IP-01").locator("a.table__title").first.click()
    auditor.wait_for_selector("#agreement .is-current")
    assert auditor.locator("#agreement .is-current").count() == 1


def test_a_dismissal_needs_its_reason(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    Dismissing without a reason is explained on the page and changes nothing.
    """
    auditor = enter("auditor")
    hand_in(auditor, "another.txt", (AGREEMENTS / "poc_en.txt").read_bytes() + b"\n")
    auditor.wait_for_selector(".summary")
    auditor.goto("/findings")
    auditor.locator("tbody a.table__title").first.click()
    auditor.click("button[value=review]")
    auditor.wait_for_selector("button[value=dismiss]")
    auditor.click("button[value=dismiss]")
    auditor.wait_for_selector("[role=alert]")
    assert "검토중" in auditor.locator(".decision").inner_text()


def test_an_administrator_sees_no_agreements(enter: Callable[..., Page]) -> None:
    """
    Who runs the service reads the rules, not what people handed in.
    """
    administrator = enter("administrator")
    for address in ("/check", "/submissions", "/findings"):
        answer = administrator.goto(address)
        assert answer is not None
        assert answer.status == 403
    assert administrator.locator("nav a[href='/rules']").count() == 1
