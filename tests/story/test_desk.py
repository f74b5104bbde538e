"""
Sit at the auditor's desk with a printed agreement: by keyboard alone, without JavaScript, and with a layer to be heard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.ingest.hostile import text_pdf
from tests.story.barriers import barriers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.story.serving import Service

GRAB = "Any and all inventions and intellectual property arising from the proof of concept"
FIRST = (
    "PROOF OF CONCEPT AGREEMENT",
    'Gaon Trading Corp. (the "Corporation") and Daram Robotics Inc. (the "Startup") agree as follows.',
    "Article 1 (Purpose) The Startup's robot is tested in the Corporation's warehouse.",
    f"Article 2 (Ownership) {GRAB}",
)
SECOND = (
    "shall vest in the Corporation.",
    "Article 3 (Term) The Corporation may terminate this agreement at any time for any reason.",
)
SHIFTS = """() => new Promise(done => {
  let total = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { total += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 400);
})"""
DRAWN = "() => { const one = document.querySelector('#here')?.closest('.sheet')?.querySelector('img'); return one?.complete && one.naturalWidth > 0; }"


def open_grab(auditor: Page, name: str) -> None:
    """
    Open the finding about the sentence that runs over the page break of a document; other stories leave theirs, too.
    """
    auditor.goto("/findings?rows=all&state=")
    rows = auditor.locator("tbody tr", has_text="shall vest in the Corporation").filter(has_text=name)
    rows.locator("a.table__title").first.click()
    auditor.wait_for_function(DRAWN)


def test_pages_list_and_text_tell_the_same(
    enter: Callable[..., Page], hand_in: Callable[..., None], chrome: Browser, service: Service
) -> None:
    """
    The flag is marked on both pages, nothing shifts, its words can be heard; keys lead on, and JavaScript is not needed.
    """
    auditor = enter("auditor")
    hand_in(auditor, "printed.pdf", text_pdf(FIRST, SECOND))
    auditor.wait_for_selector(".summary")
    open_grab(auditor, "printed.pdf")
    assert auditor.evaluate(SHIFTS) == 0
    boxes = auditor.locator(".sheet a.box--here")
    assert boxes.count() >= 2
    assert {one.evaluate("one => one.closest('.sheet').id") for one in boxes.all()} == {"page-1", "page-2"}
    heard = auditor.locator("#page-1").aria_snapshot()
    assert FIRST[3] in heard
    marked = set(auditor.locator(".sheet [data-finding]").evaluate_all("all => all.map(one => one.dataset.finding)"))
    listed = set(auditor.locator("[data-list] li").evaluate_all("all => all.map(one => one.dataset.finding)"))
    assert marked <= listed
    auditor.keyboard.press("Shift+?")
    assert auditor.locator("#keys[open] dl").is_visible()
    before = auditor.url
    auditor.keyboard.press("v")
    auditor.wait_for_selector("mark.mark--here")
    auditor.wait_for_load_state()
    in_text = auditor.locator(".mark__number").evaluate_all("all => all.map(one => one.dataset.finding)")
    assert set(in_text) == marked
    auditor.keyboard.press("v")
    auditor.wait_for_selector(".sheet")
    # The page listens to keys only once its deferred scripts have run.
    auditor.wait_for_load_state()
    auditor.keyboard.press("r")
    auditor.keyboard.press("Enter")
    auditor.wait_for_selector("button[value=confirm]")
    auditor.keyboard.press("n")
    auditor.keyboard.type("Compared.")
    auditor.keyboard.press("Escape")
    auditor.keyboard.press("d")
    assert auditor.evaluate("document.activeElement.id") == "reason_code"
    auditor.keyboard.press("Escape")
    auditor.keyboard.press("j")
    auditor.wait_for_url(lambda url: url.partition("?")[0] != before.partition("?")[0])

    plain = chrome.new_context(
        base_url=service.address, storage_state=service.sessions["auditor"], java_script_enabled=False, locale="ko-KR"
    ).new_page()
    plain.goto(before.partition("?")[0])
    assert plain.locator(".sheet a.box--here").count() >= 2
    plain.check("input[name=then]")
    plain.select_option("#reason_code", "fp")
    plain.click("button[value=dismiss]")
    plain.wait_for_url(re.compile(r"/findings"))
    assert plain.url.partition("?")[0] != before.partition("?")[0]
    plain.goto(before.partition("?")[0])
    assert plain.locator(".timeline li").count() >= 3
    plain.context.close()


def test_pages_far_from_the_finding_show_their_picture_when_wanted(
    enter: Callable[..., Page], hand_in: Callable[..., None], service: Service, chrome: Browser
) -> None:
    """
    The last of many pages is drawn when one scrolls to it; without JavaScript only a link on it fetches its picture.
    """
    auditor = enter("auditor")
    hand_in(auditor, "many.pdf", text_pdf(FIRST, *[SECOND] * 13))
    auditor.wait_for_selector(".summary")
    open_grab(auditor, "many.pdf")
    address = auditor.url.partition("?")[0]
    auditor.goto(address)
    auditor.locator("#page-14").scroll_into_view_if_needed()
    auditor.wait_for_function("() => document.querySelector('#page-14 img').naturalWidth > 0")

    plain = chrome.new_context(
        base_url=service.address, storage_state=service.sessions["auditor"], java_script_enabled=False, locale="ko-KR"
    ).new_page()
    fetched = list[str]()
    plain.on("request", lambda request: fetched.append(request.url) if "/pages/" in request.url else None)
    plain.goto(address, wait_until="networkidle")
    assert 1 <= len(fetched) < 14
    assert not any(one.endswith("/pages/14") for one in fetched)
    plain.locator("#page-14 .sheet__further").click()
    plain.wait_for_load_state("networkidle")
    assert any(one.endswith("/pages/14") for one in fetched)
    plain.context.close()


def test_the_parts_of_the_desk_meet_no_barrier(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    Pages, text, versions and blind review have no barrier, by day and by night, and fit a telephone.
    """
    auditor = enter("auditor")
    hand_in(auditor, "other.pdf", text_pdf(FIRST, (*SECOND, "Article 4 (Law) Korean law applies.")))
    auditor.wait_for_selector(".summary")
    submission = auditor.url.rpartition("/")[2]
    open_grab(auditor, "other.pdf")
    finding = auditor.url
    auditor.goto(f"/submissions/{submission}/versions")
    other = auditor.locator("details a").first.get_attribute("href")
    met = list[str]()
    for address in (
        finding,
        f"{finding}?view=text",
        "/findings",
        "/blind",
        f"/submissions/{submission}/versions",
        other,
    ):
        auditor.goto(address or "")
        met += [f"{address} {one}" for one in barriers(auditor)]
    assert met == []
    auditor.set_viewport_size({"width": 360, "height": 800})
    for address in (finding, "/findings", other):
        auditor.goto(address or "")
        assert auditor.evaluate("document.documentElement.scrollWidth") <= 360, address
