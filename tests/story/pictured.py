"""
Prepare what the pictures show: documents, decisions, an audit, a changed rule, a receiver of messages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tests.rules.portfolio import planted
from tests.story.serving import AGREEMENTS, ROOT, Service, come_to_have
from tests.story.test_barriers import deal
from tests.story.test_rule_manager import change_threshold

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Named = dict[str, list[tuple[str, str]]]
"""Further pages to begin at, by actor: path, and the name of its files where it needs one."""

HEIGHT: Final = 1040
SHOWN: Final = "poc_ko.txt"
PATTERN: Final = (2024, 2025, 2025, 2025, 2025, 2025, 2026, 2026, 2026, 2026, 2026)
"""Years in which the agreements of one organisation are signed: enough for a rate, and too few."""
SETTINGS: Final = {"COMPLIANCE_BLIND_REVIEW_PERCENT": "100"}
"""What the service is told besides, so that there is something on every screen."""


def window(browser: Browser, service: Service, who: str) -> Page:
    """
    Open a window in which this actor is signed in, or nobody.
    """
    known = service.sessions.get(who)
    page = browser.new_context(
        viewport={"width": 1280, "height": HEIGHT}, locale="ko-KR", base_url=service.address, storage_state=known
    ).new_page()
    if known is None and who in service.links:
        service.enter(page, who)
    return page


def path_of(page: Page) -> str:
    """
    Give the path of the page that is open, without the host.
    """
    return str(page.evaluate("location.pathname"))


def choose(page: Page, name: str, content: bytes) -> None:
    """
    Hand in a file.
    """
    page.goto("/check")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.click("main form button[type=submit]")


def hand_in(page: Page, name: str, content: bytes) -> str:
    """
    Hand in a file, wait until it is checked, and give its path.
    """
    choose(page, name, content)
    page.locator("[hx-get*='/progress']").wait_for(state="detached")
    return path_of(page)


def prepare(browser: Browser, service: Service) -> Named:
    """
    Hand in what the pictures show, decide on some of it, audit it, change a rule; give further pages to begin at.
    """
    startup, auditor = window(browser, service, "startup"), window(browser, service, "auditor")
    text = (AGREEMENTS / SHOWN).read_text(encoding="utf-8")
    given = {
        "result": ("기술검증계약서.txt", text.encode()),
        "portfolio": ("투자현황.xlsx", planted.make().content),
        "deal": ("투자계약 묶음.zip", deal()),
        "unreadable": ("계약서.pdf", b"%PDF-1.7"),
    }
    own = [(hand_in(startup, *file), name) for name, file in given.items()]
    for number, year in enumerate(PATTERN, start=1):
        mine = text.replace("2026년 7월", f"{year}년 {number % 12 + 1}월").replace("다람로보틱스", f"시연로보{number}")
        hand_in(auditor, f"기술검증계약서 {number}.txt", mine.encode())
    finding = decide(auditor, 4)
    # The sample is screened by now, so the demonstration makes its case.
    subprocess.run(
        [sys.executable, "-m", "compliance", "demo"],
        cwd=ROOT,
        env=os.environ | {"COMPLIANCE_DATA_DIR": str(service.data_dir), "COMPLIANCE_DEMO": "true"},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    hold(window(browser, service, "privacy officer"), auditor)
    own.append((f"{own[0][0]}/request", ""))
    named = {
        "startup": own,
        "auditor": [
            (audit(auditor), ""),
            (finding, "findings-one"),
            (f"{finding}?view=text", "findings-one-view-text"),
        ],
        "rule manager": change_rule(window(browser, service, "rule manager")),
        "administrator": [(receive(window(browser, service, "administrator")), "")],
        "nobody": [("/enter/worn-out", "enter")],
    }
    startup.context.close()
    auditor.context.close()
    return named


def decide(auditor: Page, count: int) -> str:
    """
    Confirm some findings of middle severity: these need no second person. Give the path of the last.
    """
    for _ in range(count):
        auditor.goto("/findings?severity=medium&state=DETECTED")
        auditor.locator("tbody a.table__title").first.click()
        auditor.click("button[value=review]")
        auditor.click("button[value=confirm]")
        auditor.wait_for_selector(".finding__head .badge--state:has-text('확정')")
    return path_of(auditor)


def hold(officer: Page, auditor: Page) -> None:
    """
    Hold a document for a lawsuit.
    """
    auditor.goto("/submissions")
    address = auditor.locator("tbody a[href^='/submissions/']").first.get_attribute("href") or ""
    officer.goto("/retention")
    officer.fill("#submission_id", address.removeprefix("/submissions/"))
    officer.fill("#reason", "손해배상 소송(시연)")
    officer.click("form[action='/retention/holds'] button[type=submit]")
    officer.wait_for_selector("article.panel")


def audit(auditor: Page) -> str:
    """
    Draw up a plan that is due today and wait until its run is over; give the path of the run.
    """
    auditor.goto("/audits")
    auditor.fill("#title", "하반기 정기점검(시연)")
    auditor.select_option("#rhythm", index=1)
    auditor.click("form[action='/audits'] button[type=submit]")
    auditor.wait_for_url("**/audits/*-*")
    come_to_have(auditor, auditor.url, "a[href^='/audits/runs/']")
    auditor.click("a[href^='/audits/runs/']")
    auditor.wait_for_url("**/audits/runs/*")
    come_to_have(auditor, auditor.url, "a[href*='/report/']")
    return path_of(auditor)


def change_rule(manager: Page) -> list[tuple[str, str]]:
    """
    Change a threshold and preview it; give the paths of the draft and the preview.
    """
    change_threshold(manager)
    draft = path_of(manager)
    manager.click("form[action$='/previews'] button")
    manager.wait_for_url("**/drafts/previews/*")
    come_to_have(manager, manager.url, "main:not(:has(form[action$='/cancellation']))")
    return [(draft, ""), (path_of(manager), "")]


def receive(administrator: Page) -> str:
    """
    Register a receiver of messages; give the path of its page.
    """
    administrator.goto("/notifications")
    administrator.fill("#url", "https://receiver.example/hook")
    administrator.click("form[action='/notifications/webhooks'] button[type=submit]")
    administrator.goto("/notifications")
    return administrator.locator("a[href^='/notifications/']").first.get_attribute("href") or ""
