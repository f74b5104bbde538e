"""
Hold the one-command start: from an empty folder to a served page, and nothing left behind.
"""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx2 as httpx

from compliance.settings import Settings
from tests.compliance.processes import environment, wait_until


def free_port() -> int:
    """
    Find a TCP port nobody listens on.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """
    Tell whether an address answers 200.
    """
    try:
        return httpx.get(address).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def screened(client: httpx.Client) -> bool:
    """
    Tell whether both samples of the demonstration were screened.
    """
    shown = client.get("/api/v1/submissions").raise_for_status().json()["items"]
    return [one["state"] for one in shown] == ["screened", "screened"]


def test_one_command_serves_and_leaves_nothing_behind(root: Path) -> None:
    """
    `compliance serve --demo` starts everything, its links let people in, the sample is screened, SIGTERM ends it all.
    """
    folder = Path(tempfile.mkdtemp(prefix="serve-", dir="/var/tmp"))
    folder.chmod(0o755)
    settings = Settings(data_dir=folder / "data", port=free_port())
    base = f"http://127.0.0.1:{settings.port}"
    command = [sys.executable, "-m", "compliance", "serve", "--demo"]
    with (folder / "said").open("wb") as said:
        service = subprocess.Popen(command, cwd=root, env=environment(settings), stdout=said)
    try:
        wait_until(lambda: answers(f"{base}/readyz"), "the service is ready")
        link = re.search(r"http\S+/enter/\S+", (folder / "said").read_text(encoding="utf-8"))
        assert link
        with httpx.Client(base_url=base) as client:
            assert client.get(link.group()).status_code == httpx.codes.OK
            wait_until(lambda: screened(client), "the sample is screened")
        assert httpx.get(link.group()).status_code == httpx.codes.GONE
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(30)
    assert not (folder / "data" / "postgresql" / "postmaster.pid").exists()
    shutil.rmtree(folder)
