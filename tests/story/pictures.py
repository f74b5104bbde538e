"""
Take the pictures of the documents from the running program: `python -m tests.story.pictures`.

Only invented agreements are shown.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from tests.story.serving import AGREEMENTS, CHROMIUM_SWITCHES, ROOT, Service, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IMAGES: Final = ROOT / "docs" / "images"
WIDTH: Final = 1280
HEIGHT: Final = 1040
SHOWN: Final = "poc_ko.txt"


def take(page: Page, name: str) -> None:
    """
    Keep what the window shows.
    """
    page.screenshot(path=str(IMAGES / f"{name}.png"))


def window(browser: Browser, service: Service, who: str) -> Page:
    """
    Open a window in which this actor is signed in.
    """
    page = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="ko-KR", base_url=service.address
    ).new_page()
    service.enter(page, who)
    return page


def check(page: Page) -> None:
    """
    Hand in the agreement that the pictures show.
    """
    page.goto("/check")
    content = (AGREEMENTS / SHOWN).read_bytes()
    page.set_input_files("#file", {"name": "기술검증계약서.txt", "mimeType": "text/plain", "buffer": content})
    page.click("main form button[type=submit]")
    page.wait_for_selector(".summary")


def main() -> None:
    """
    Take the pictures of upload page, result and queue.
    """
    IMAGES.mkdir(parents=True, exist_ok=True)
    with serving() as service, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_SWITCHES))
        startup = window(browser, service, "startup")
        take(startup, "upload")
        check(startup)
        take(startup, "result")
        auditor = window(browser, service, "auditor")
        check(auditor)
        auditor.goto("/findings")
        take(auditor, "queue")
        browser.close()


if __name__ == "__main__":
    main()
