"""
Go through the front door as a startup does: hand in, wait, read, copy, and stay alone with the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.story.serving import AGREEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

GRABS = {
    "poc_ko.txt": ("제4조", "이 계약의 수행으로 발생한 일체의 지식재산권은 갑에게 귀속된다."),
    "poc_en.txt": (
        "Article 3",
        "Any and all inventions and intellectual property arising from the proof of concept shall vest in the Corporation.",
    ),
}


@pytest.mark.parametrize("name", sorted(GRABS))
def test_upload_to_findings(enter: Callable[..., Page], hand_in: Callable[..., None], name: str) -> None:
    """
    From the file to the finding: clause, verbatim quote at its place in the text, law with its day, wording.
    """
    clause, quote = GRABS[name]
    page = enter("startup")
    hand_in(page, name)
    page.wait_for_selector(".summary")
    quotes = page.locator(".finding > .finding__body > .quote").all_text_contents()
    assert quote in quotes
    number = quotes.index(quote) + 1
    card = page.locator(f"#finding-{number}")
    assert clause in card.locator(".finding__head").inner_text()
    assert "시행 " in card.locator(".law").inner_text()
    assert card.locator(".wording__text").first.inner_text()
    assert quote in page.locator("#agreement").inner_text()
    assert page.locator(f"#place-{number}-1").inner_text().endswith(quote)


def test_pasted_text_and_declaration(enter: Callable[..., Page]) -> None:
    """
    Text can be pasted instead, and what is declared shows as declared.
    """
    page = enter("startup")
    page.goto("/check")
    page.click("text=파일 대신 본문 붙여넣기")
    page.fill("#text", "제1조(지식재산권) 개발 과정에서 발생한 일체의 지식재산권은 수요기업에게 귀속된다.")
    page.select_option("#agreement_type", "joint_development")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".summary")
    assert "공동개발계약 (적어 주신 내용)" in page.locator("dl.facts").inner_text()


def test_wording_is_copied(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    The copy button puts exactly the shown wording on the clipboard.
    """
    page = enter("startup")
    hand_in(page, "poc_ko.txt")
    page.wait_for_selector(".summary")
    button = page.locator("[data-copy]").first
    button.click()
    page.wait_for_selector("[data-copy]:has-text('복사하였습니다')")
    shown = page.locator(".wording__text").first.inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == shown


def test_keys_lead_through_the_findings(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    J goes to the next finding and shows its place in the agreement; typing J into a field does not.
    """
    page = enter("startup")
    hand_in(page, "poc_ko.txt")
    page.wait_for_selector(".summary")
    page.keyboard.press("j")
    assert page.locator(".finding.is-current").get_attribute("id") == "finding-1"
    assert page.locator("#agreement .is-current").get_attribute("id") == "place-1-1"


def test_an_unreadable_file_says_why(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    A file that is no document tells its code and what to do, and never that nothing was found.
    """
    page = enter("startup")
    hand_in(page, "broken.pdf", b"%PDF-1.7\nthis is not a document")
    page.wait_for_selector(".note--danger")
    shown = page.locator("main").inner_text()
    assert "점검이 실행되지 않았습니다" in shown
    assert "사유 코드 1" in shown
    assert page.locator(".tile__count").count() == 0


def test_an_empty_file_is_refused_at_the_door(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    A file without a byte is told at once.
    """
    page = enter("startup")
    hand_in(page, "empty.docx", b"")
    page.wait_for_selector("h1")
    assert "점검 결과" not in page.locator("main").inner_text()
    assert page.locator("main").inner_text()


def test_nobody_else_learns_of_a_self_check(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    Another startup and the auditor get the same page as for something that never was, and their lists are silent.
    """
    page = enter("startup")
    hand_in(page, "ours-alone.txt", (AGREEMENTS / "poc_ko.txt").read_bytes())
    page.wait_for_selector(".summary")
    for who in ("rival", "auditor"):
        other = enter(who)
        answer = other.goto(page.url)
        assert answer is not None
        assert answer.status == 404
        other.goto("/submissions")
        assert "ours-alone.txt" not in other.content()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_screen_is_wider_than_the_window(
    enter: Callable[..., Page], hand_in: Callable[..., None], width: int
) -> None:
    """
    On a phone as on a desk nothing is cut off sideways.
    """
    page = enter("startup", width)
    hand_in(page, "poc_ko.txt")
    page.wait_for_selector(".summary")
    for address in (page.url, "/check", "/submissions", "/rules", "/nothing"):
        page.goto(address)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, address


def test_a_self_check_is_deleted_at_once(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    After "delete now" the receipt shows a number and no file name, and the document's page is gone.
    """
    page = enter("startup")
    hand_in(page, "poc_ko.txt")
    page.wait_for_selector(".summary")
    address = page.url
    page.click("text=이 자가점검 지우기")
    page.click("text=지금 삭제")
    page.wait_for_selector("h1:has-text('지웠습니다')")
    assert "poc_ko" not in page.locator("main").inner_text()
    answer = page.goto(address)
    assert answer
    assert answer.status == 404
