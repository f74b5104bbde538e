"""
Go through the front door as the authority and a company do: from a confirmed finding to a letter, its answer and back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pdfplumber

from ingest import read
from tests.story.barriers import barriers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

COMPANY = "누리가상소재 주식회사"
ASKED = "비밀유지계약을 맺지 않은 까닭"
SAID = "협의 중이었습니다."


def confirm(auditor: Page, enter: Callable[..., Page]) -> None:
    """
    Confirm the finding on the page, with a second person where it is grave.
    """
    auditor.click("button[value=review]")
    auditor.wait_for_selector("button[value=confirm]")
    auditor.click("button[value=confirm]")
    auditor.wait_for_load_state()
    if auditor.locator(".decision .note--warning").count():
        second = enter("second reviewer")
        second.goto(auditor.url)
        second.click("button[value=confirm]")
        auditor.reload()


def propose(auditor: Page) -> None:
    """
    Note what the case turns on, review the law, and propose a request for explanation.
    """
    auditor.fill("#respondent", COMPANY)
    auditor.select_option("#respondent_id", label=COMPANY)
    auditor.locator("select[name^=article_]").first.select_option("winwin_21_2")
    auditor.click("form[action$='/facts'] button")
    assert "제27조제2항에 제21조의2가 없습니다" in auditor.locator("main").inner_text()
    auditor.click("#step-C1 summary")
    auditor.fill("#note-C1", "수탁·위탁거래로 봄")
    auditor.click("#step-C1 button")
    auditor.click("#step-C3 summary")
    auditor.fill("#asked-C3", ASKED)
    auditor.click("#step-C3 button")
    auditor.wait_for_selector("#why-approve")
    assert (
        auditor.locator("button[value=approve]").count() == 0 or auditor.locator("button[value=approve]").is_disabled()
    )


def answer(company: Page, folder: Path) -> None:
    """
    Read the letter on the page and as both files, and answer it with words and a file.
    """
    company.goto("/requests")
    assert barriers(company) == []
    company.locator("a.table__title").first.click()
    assert ASKED in company.locator(".letter").inner_text()
    for form in ("pdf", "hwpx"):
        with company.expect_download() as download:
            company.click(f"a[href$='/letter/{form}']")
        download.value.save_as(folder / f"letter.{form}")
    texts = {"".join(read(path.read_bytes(), path.name, None).text.split()) for path in folder.iterdir()}
    assert ["제목소명요청서" in told for told in texts] == [True]
    with pdfplumber.open(folder / "letter.pdf") as second:
        assert COMPANY in (second.pages[0].extract_text() or "")
    company.fill("#text", SAID)
    company.set_input_files("#file", {"name": "증빙.txt", "mimeType": "text/plain", "buffer": "제1조 증빙".encode()})
    company.click("main form button[type=submit]")
    company.wait_for_url("**#answers")
    assert "SHA-256" in company.locator("main").inner_text()
    assert barriers(company) == []


def test_from_a_finding_to_an_answered_request(
    enter: Callable[..., Page], hand_in: Callable[..., None], tmp_path: Path
) -> None:
    """
    A case is opened and a request proposed; an approver lets it out; the company answers, and the auditor reads it.
    """
    auditor = enter("auditor")
    hand_in(auditor, "poc_ko.txt")
    auditor.wait_for_selector(".summary")
    auditor.locator(".finding a.badge--state").first.click()
    confirm(auditor, enter)
    auditor.click("form[action='/cases'] button")
    auditor.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}$"))
    case = auditor.url
    propose(auditor)
    assert barriers(auditor) == []
    approver = enter("approver")
    approver.goto(case)
    assert ASKED in approver.locator(".letter").inner_text()
    approver.click("button[value=approve]")
    approver.wait_for_selector("#letters ~ article")
    company = enter("respondent")
    answer(company, tmp_path)
    auditor.goto(case)
    assert "소명접수" in auditor.locator("h1").inner_text()
    assert SAID in auditor.locator("main").inner_text()
    auditor.goto("/cases")
    assert barriers(auditor) == []
    for address in ("/cases", case, "/findings", "/submissions"):
        told = company.goto(address)
        assert told is not None
        assert told.status == 403
