"""
Look on every page that people meet for barriers, as axe-core knows them, by day and by night.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from tests.rules.portfolio import planted
from tests.rules.test_investment_scenarios import AGREEMENT, UNLISTED
from tests.story.barriers import barriers, kind_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

PAPER = AGREEMENT.format(clause=UNLISTED, signed="2026년 7월 3일").encode()


def deal() -> bytes:
    """
    Pack two investment papers.
    """
    packed = BytesIO()
    with ZipFile(packed, "w") as folder:
        folder.writestr("first.txt", PAPER)
        folder.writestr("second.txt", PAPER.replace(b"20%", b"8%"))
    return packed.getvalue()


def look(page: Page, begin: list[str]) -> tuple[set[str], list[str]]:
    """
    Walk from some pages on; give the kinds of pages looked at and the barriers met.
    """
    kinds, met = set[str](), list[str]()
    for path in walk(page, begin):
        kinds.add(kind_of(path))
        met += [f"{path} {one}" for one in barriers(page)]
    return kinds, met


def test_what_looks_for_barriers_finds_them(chrome: Browser) -> None:
    """
    A picture without words and grey words on grey are found, so that finding nothing says something.
    """
    page = chrome.new_page()
    page.set_content(
        "<html lang='ko'><title>A</title><main><h1>A</h1><svg role='img' width='9' height='9'></svg>"
        "<p style='color:#999;background:#aaa'>Words that nobody can read</p></main></html>"
    )
    told = [one.partition(" (")[0] for one in barriers(page)]
    page.close()
    assert told == ["light: color-contrast", "light: svg-img-alt", "dark: color-contrast"]


def test_a_startup_meets_no_barrier(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    Upload, list, results of a text, a table, a deal of investment papers and a broken file, terms, validations, rules.
    """
    page = enter("startup")
    handed_in = []
    given = {"poc_ko.txt": None, "투자현황.xlsx": planted.make().content, "a.pdf": b"%PDF-1.7", "투자.zip": deal()}
    for name, content in given.items():
        hand_in(page, name, content)
        page.locator("[hx-get*='/progress']").wait_for(state="detached")
        handed_in.append(page.url.removeprefix(page.url.split("/submissions/")[0]).partition("?")[0])
    kinds, met = look(page, [*handed_in, "/check", "/reports", "/submissions", "/rules", "/notifications", "/nothing"])
    assert met == []
    assert {"/submissions/*/terms", "/submissions/*/validations", "/rules/*"} <= kinds


def test_people_of_the_authority_meet_no_barrier(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    Queue, one finding, audits, projects and the rest that an auditor or an officer is led to.
    """
    page = enter("auditor")
    hand_in(page, "poc_ko.txt")
    page.wait_for_selector(".summary")
    kinds, met = look(page, ["/findings", "/audits", "/projects", "/notifications", "/organisations"])
    assert met == []
    assert {"/findings/*", "/audits", "/audits/calendar", "/fairness", "/projects", "/organisations/*"} <= kinds
    for who, home in (("programme officer", "/projects"), ("privacy officer", "/retention")):
        assert look(enter(who), [home])[1] == []
