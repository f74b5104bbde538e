"""
Give each story the running program and a browser of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.story.serving import AGREEMENTS, CHROMIUM_SWITCHES, Service, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ANSWER_MILLISECONDS = 60_000
"""Longest wait of a story for one step, a check included."""

BROKEN = 500
"""Status of an answer that nobody foresaw."""


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """
    Serve for all stories of a run.
    """
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def chrome(chromium: str) -> Iterator[Browser]:
    """
    Start the installed Chromium.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def enter(chrome: Browser, service: Service) -> Iterator[Callable[..., Page]]:
    """
    Open a window of its own for an actor ("startup", "rival", …); fail on any error of the browser or of the service.
    """
    complaints: list[str] = []

    def opened(who: str, width: int = 1280) -> Page:
        known = service.sessions.get(who)
        context = chrome.new_context(
            viewport={"width": width, "height": 900},
            locale="ko-KR",
            base_url=service.address,
            permissions=["clipboard-read", "clipboard-write"],
            storage_state=known,
        )
        page = context.new_page()
        page.set_default_timeout(ANSWER_MILLISECONDS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.on("response", lambda answer: complaints.append(f"500 {answer.url}") if answer.status == BROKEN else None)
        if known is None:
            service.enter(page, who)
        return page

    yield opened
    assert complaints == []


@pytest.fixture
def hand_in() -> Callable[..., None]:
    """
    Give the steps of choosing a file on the upload page and starting the check.
    """

    def steps(page: Page, name: str, content: bytes | None = None) -> None:
        page.goto("/check")
        bytes_given = content if content is not None else (AGREEMENTS / name).read_bytes()
        page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": bytes_given})
        page.click("main form button[type=submit]")

    return steps
