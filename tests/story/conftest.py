"""
Start the whole program as users do, with demonstration accounts, and give each story a browser of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, StorageState

AGREEMENTS = Path(__file__).parent / "agreements"
START_SECONDS = 90
"""Longest wait for the database, the worker and the scheduler on a busy machine."""
ANSWER_MILLISECONDS = 60_000
LINK = re.compile(r"/ (startup|auditor|second reviewer|administrator) \(.*?(/enter/\S+)")
CHROMIUM_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Service:
    """
    Hold a running service: its address, the one-use links it printed, and the sessions they became.
    """

    address: str
    links: dict[str, str]
    sessions: dict[str, StorageState] = field(default_factory=dict)

    def enter(self, page: Page, who: str) -> None:
        """
        Use up an actor's link in this window and keep the session for the next one.
        """
        page.goto(self.address + self.links[who])
        page.wait_for_url(re.compile(r"/(check|findings|rules)$"))
        self.sessions[who] = page.context.storage_state()


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """
    Serve on a free port from an empty folder, and end it with everything it started.
    """
    folder = Path(tempfile.mkdtemp(prefix="story-", dir="/var/tmp"))
    folder.chmod(0o711)
    port = _free_port()
    environment = os.environ | {"COMPLIANCE_DATA_DIR": str(folder / "data"), "COMPLIANCE_DEMO": "true"}
    printed = folder / "printed.txt"
    with printed.open("wb") as output:
        command = [".venv/bin/compliance", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/readyz", process, printed)
            yield Service(f"http://127.0.0.1:{port}", _links(printed.read_text(encoding="utf-8")))
        finally:
            process.terminate()
            process.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


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
    Open a window of its own for an actor ("startup", "rival", …); fail on any error the browser reports.
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


def _free_port() -> int:
    """
    Ask the system for a port nobody listens on.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _links(printed: str) -> dict[str, str]:
    """
    Gather the printed links by actor; the second startup is the rival.
    """
    found: dict[str, str] = {}
    for who, link in LINK.findall(printed):
        found["rival" if who in found else who] = link
    return found


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], printed: Path) -> None:
    """
    Wait until the service says that it can work.
    """
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    pytest.fail(f"the service did not become ready:\n{printed.read_text(encoding='utf-8')}")
