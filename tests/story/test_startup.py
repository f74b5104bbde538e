"""
Go through the front door as a startup does: hand in, wait, read, copy, and stay alone with the result.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document

from compliance.exports.docx import write_lines
from ingest import read
from tests.story.serving import AGREEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.story.serving import Service

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
    page.wait_for_load_state()
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


def test_paste_without_a_script(chrome: Browser, service: Service, enter: Callable[..., Page]) -> None:
    """
    With JavaScript off the text can be pasted, the progress page loads itself again, and all wording can be selected.
    """
    enter("startup")
    context = chrome.new_context(
        base_url=service.address, java_script_enabled=False, storage_state=service.sessions["startup"]
    )
    page = context.new_page()
    page.goto("/check")
    page.fill("#text", (AGREEMENTS / "poc_ko.txt").read_text(encoding="utf-8") + "\n스크립트 없이")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".summary", timeout=60_000)
    assert page.locator(".tile").count() == 4
    assert page.locator(".summary__sentences li").count() == 3
    assert page.locator(".wording__text").first.is_visible()
    assert page.locator("[data-copy]:visible").count() == 0
    context.close()


def test_the_original_comes_back_with_tracked_changes(
    enter: Callable[..., Page], hand_in: Callable[..., None], tmp_path: Path
) -> None:
    """
    A DOCX handed in comes back as the same document, changed in the flagged clauses alone, with the chosen wording.
    """
    page = enter("startup")
    lines = (AGREEMENTS / "poc_ko.txt").read_text(encoding="utf-8").splitlines()
    hand_in(page, "기술검증.docx", write_lines(lines, "", date(2026, 11, 27)))
    page.wait_for_selector(".summary")
    quotes = page.locator(".finding > .finding__body > .quote").all_text_contents()
    page.click("text=수정 비교본·협의 요청서 만들기")
    page.wait_for_selector("#take-title")
    page.select_option("#choice-1", index=page.locator("#choice-1 option").count() - 1)
    with page.expect_download() as redline:
        page.click("text=수정 비교본(DOCX)")
    file = tmp_path / "redline.docx"
    redline.value.save_as(file)
    assert redline.value.suggested_filename == "기술검증_수정비교본.docx"
    document = read(file.read_bytes(), file.name)
    deleted = [aside.text for aside in document.asides if aside.kind == "deleted"]
    assert 0 < len(deleted) < len(quotes)
    assert all(any(words in quote for quote in quotes) for words in deleted)
    kept = [line for line in lines if line.strip() and not any(words in line for words in deleted)]
    shown = [paragraph.text for paragraph in Document(str(file)).paragraphs]
    assert [line for line in kept if line not in shown] == []
    assert {aside.author for aside in document.asides} == {"이시연"}
    for form in ("DOCX", "HWPX", "PDF"):
        with page.expect_download() as letter:
            page.click(f"text=협의 요청서({form})")
        letter.value.save_as(file)
        assert "부탁드립니다" in read(file.read_bytes(), f"letter.{form.lower()}").text


def test_registering_is_a_step_of_its_own(enter: Callable[..., Page]) -> None:
    """
    The page of self-checks cannot register; the other one says who sees what, and goes nowhere without consent.
    """
    page = enter("startup")
    page.goto("/check")
    assert page.locator("[name=origin]").count() == 0
    page.click("text=체결본 등록하기")
    page.wait_for_selector("h1:has-text('체결본 등록하기')")
    assert "점검담당자" in page.locator(".note--warning").inner_text()
    page.fill("#text", "제1조(목적) 갑과 을은 협력한다.")
    page.click("text=등록하고 점검")
    assert "as=registered" in page.url


def test_preparing_a_report_tells_nobody(enter: Callable[..., Page], tmp_path: Path) -> None:
    """
    The page says on each road who learns what, asks to have read it, and gives a paper; the office keeps nothing of it.
    """
    page = enter("startup")
    page.goto("/reports")
    assert "저장되지 않고" in page.locator(".note--warning").inner_text()
    page.check("input[name=road][value=tip]")
    page.fill("#reporter", "주식회사 이름있음")
    page.fill("#respondent", "주식회사 상대방")
    page.fill("#act", "도면을 먼저 요구하였다.")
    page.check("input[name=understood]")
    with page.expect_download() as paper:
        page.click("text=초안 내려받기(HWPX)")
    file = tmp_path / "tip.hwpx"
    paper.value.save_as(file)
    said = read(file.read_bytes(), file.name).text
    assert "주식회사 상대방" in said
    assert "이름있음" not in said
