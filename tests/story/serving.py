"""
Start the whole program as users do, with demonstration accounts, for stories and for the pictures of the documents.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, StorageState

AGREEMENTS = Path(__file__).parent / "agreements"
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
"""Longest wait for the database, the worker and the scheduler on a busy machine."""
LONGEST_WAIT = 120
"""Seconds in which the scheduler finds a plan that is due, and the worker tries a draft."""
LINK = re.compile(
    r"/ (startup|auditor|second reviewer|administrator|rule manager|privacy officer|approver|respondent|programme officer|host officer)"
    r" \(.*?(/enter/\S+)"
)
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


class NotReady(Exception):
    """
    Report that the service did not come up, with what it printed.
    """


@dataclass(frozen=True, slots=True)
class Service:
    """
    Hold a running service: its address, the one-use links it printed, its data, and the sessions they became.
    """

    address: str
    links: dict[str, str]
    data_dir: Path
    sessions: dict[str, StorageState] = field(default_factory=dict)

    def enter(self, page: Page, who: str) -> None:
        """
        Use up an actor's link in this window and keep the session for the next one.
        """
        page.goto(self.address + self.links[who])
        page.wait_for_url(re.compile(r"/(check|findings|rules|projects|requests|cases|drafts|retention)$"))
        self.sessions[who] = page.context.storage_state()


@contextmanager
def serving() -> Iterator[Service]:
    """
    Serve on a free port from an empty folder, and end it with everything it started.
    """
    folder = Path(tempfile.mkdtemp(prefix="story-", dir="/var/tmp"))
    folder.chmod(0o711)
    port = _free_port()
    environment = os.environ | {"COMPLIANCE_DATA_DIR": str(folder / "data"), "COMPLIANCE_DEMO": "true"}
    printed = folder / "printed.txt"
    with printed.open("wb") as output:
        command = [sys.executable, "-m", "compliance", "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/readyz", process, printed)
            yield Service(f"http://127.0.0.1:{port}", _links(printed.read_text(encoding="utf-8")), folder / "data")
        finally:
            process.terminate()
            process.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


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
    raise NotReady(printed.read_text(encoding="utf-8"))


def come_to_have(page: Page, address: str, selector: str) -> None:
    """
    Load a page again and again until it has something.
    """
    for _ in range(LONGEST_WAIT):
        page.goto(address)
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1000)
    raise TimeoutError(f"{address}: {selector}")
