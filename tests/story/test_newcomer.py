"""
Walk the first ten minutes as they are written down, and hold the words of both pages to what the screens say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pdfplumber

from compliance.demonstration import SAMPLE
from tests.story.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

EXAMPLE = ROOT / "docs" / "examples" / "poc-agreement.txt"
PAGES = {
    "ko": ("first-ten-minutes.ko.md", r"「([^ 」]+(?: [^ 」]+)*)」"),
    "en": ("first-ten-minutes.md", r"\*\*(.+?)\*\*"),
}
NOTE = "표준계약서와 비교하였습니다."
PRINTED = {"점검담당자", "교차검토자", "창업기업 담당자"}
"""What the command prints beside the links, and the screens beside the name."""


def note_words(page: Page, seen: dict[str, str]) -> None:
    """
    Keep what the page says in both languages, and leave it in Korean.
    """
    address = page.url.partition("?")[0]
    for language in ("en", "ko"):
        page.goto(f"{address}?lang={language}")
        seen[language] = seen.get(language, "") + page.locator("body").inner_text()


def decided(auditor: Page, enter: Callable[..., Page], seen: dict[str, str]) -> Page:
    """
    Take the first flag up, propose to confirm it, and let the second reviewer agree; give the latter's window.
    """
    auditor.locator(".finding a.badge--state", has_text="미검토").first.click()
    note_words(auditor, seen)
    auditor.get_by_role("button", name="검토 시작").click()
    note_words(auditor, seen)
    auditor.fill("#note", NOTE)
    auditor.get_by_role("button", name="확정", exact=True).click()
    auditor.wait_for_selector(".decision .note--warning:has-text('의견을 냈습니다')")
    second = enter("second reviewer")
    second.goto(auditor.url)
    second.get_by_role("button", name="확정", exact=True).click()
    second.wait_for_selector(".finding__head .badge--state:has-text('확정')")
    note_words(second, seen)
    assert NOTE in second.locator(".timeline").inner_text()
    return second


def test_a_newcomer_decides_and_downloads(enter: Callable[..., Page], tmp_path: Path) -> None:
    """
    From the link to a finding that two people confirmed and a report that names its clause; every quoted word is met.
    """
    seen: dict[str, str] = {}
    auditor = enter("auditor")
    auditor.goto("/")
    assert auditor.url.endswith("/findings")
    note_words(auditor, seen)
    auditor.click("nav >> text=점검하기")
    note_words(auditor, seen)
    auditor.set_input_files("#file", EXAMPLE)
    auditor.get_by_role("button", name="점검 시작").first.click()
    auditor.wait_for_selector(".summary")
    note_words(auditor, seen)
    second = decided(auditor, enter, seen)
    second.get_by_role("link", name="이 문서의 결과").click()
    with second.expect_download() as waiting:
        second.locator("p", has_text="결과 내려받기").get_by_role("link", name="PDF").click()
    waiting.value.save_as(tmp_path / "result.pdf")
    with pdfplumber.open(tmp_path / "result.pdf") as paper:
        assert "제3조" in "".join(page.extract_text() for page in paper.pages)
    auditor.click("nav >> text=기업별 현황")
    auditor.get_by_role("link", name="가상누리전자 주식회사").click()
    assert "표본 부족" in auditor.locator("main").inner_text()
    startup = enter("startup")
    startup.goto("/submissions")
    startup.locator("tr", has_text="자가점검").filter(has_text=SAMPLE.name).locator("a").first.click()
    startup.wait_for_selector(".summary")
    note_words(startup, seen)
    for language, (name, quoted) in PAGES.items():
        told = set(re.findall(quoted, (ROOT / "docs" / name).read_text(encoding="utf-8"))) - PRINTED
        assert {word for word in told if word not in seen[language]} == set()
        assert len(told) > 10
