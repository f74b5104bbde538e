"""
Serve everything on a file system of its own, fill it to the last byte, freeze and kill PostgreSQL: it goes on by itself.

Source of the figures: ../shared/security/SECURITY.md 2.5. The small twins, without a mount, are in test_exhaustion.py.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2 as httpx
import pytest

from compliance import accounts
from compliance.access import Actor
from compliance.office import Office
from compliance.settings import Settings
from tests.compliance.conftest import owner
from tests.compliance.processes import started, wait_until
from tests.compliance.test_exhaustion import RECOVERY_SECONDS, SUBMISSIONS, Submitter, check, frozen, processes
from tests.compliance.test_serve import answers, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from compliance.store.cluster import Cluster

SIZE = "400m"
BUSY_SECONDS = 2


@contextmanager
def volume() -> Iterator[Path]:
    """
    Give a small file system in memory, where this user may make one.
    """
    folder = Path(tempfile.mkdtemp(prefix="volume-", dir="/var/tmp"))
    folder.chmod(0o755)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("this user may not mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder)


@contextmanager
def filled(folder: Path, leave: int) -> Iterator[None]:
    """
    Use up the file system but for some bytes.
    """
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, shutil.disk_usage(folder).free - leave))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def killed(cluster: Cluster) -> Iterator[None]:
    """
    Kill the database server; nobody but the service starts it again.
    """
    for pid in processes(cluster):
        os.kill(pid, signal.SIGKILL)
    yield


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_whatever_gives_out(root: Path) -> None:
    """
    The disk runs full, PostgreSQL is killed and frozen; each time it goes on within a minute without anybody's hands.
    """
    with volume() as folder:
        settings = Settings(
            data_dir=folder / "data", port=free_port(), reserve_megabytes=40, tick_seconds=1, stalled_after_seconds=5
        )
        base = f"http://127.0.0.1:{settings.port}"
        with started(root, settings, "compliance", "serve") as service:
            try:
                wait_until(lambda: answers(f"{base}/healthz"), "the service answers")
                office = Office.open(settings)
                try:
                    submit_through(office, base, folder)
                finally:
                    office.close()
            finally:
                service.send_signal(signal.SIGTERM)
                service.wait(60)


def submit_through(office: Office, base: str, folder: Path) -> None:
    """
    Take away one thing after the other while agreements are handed in; nothing acknowledged may be missing afterwards.
    """
    cluster = office.site.cluster
    assert cluster
    _, key = accounts.make_key(office, "하나", "이시작", Actor.STARTUP)
    with httpx.Client(base_url=base, headers={"authorization": f"Bearer {key}"}, timeout=120) as client:
        submitter = Submitter(client)
        try:
            submitter.recovered()
            suffer(submitter, base, "only the reserve left", filled(folder, 20_000_000), 8)
            suffer(submitter, base, "disk full", filled(folder, 0), 15)
            suffer(submitter, base, "PostgreSQL killed", killed(cluster), 0)
            suffer(submitter, base, "PostgreSQL frozen", frozen(cluster), 30)
        finally:
            submitter.stop()
        wait_until(lambda: all(is_screened(client, one) for one in submitter.acknowledged), "all is screened")
    with owner(office) as connection:
        rows = connection.execute("SELECT s.id::text FROM submissions s JOIN originals o ON o.submission_id = s.id")
        stored = {row[0] for row in rows}
    # What was in doubt when its connection was lost may be there, but whole and no more than that.
    assert set(submitter.acknowledged) <= stored
    assert len(stored) <= len(submitter.acknowledged) + len(submitter.refused)
    sys.stdout.write(f"{len(submitter.acknowledged)} acknowledged and screened, 0 lost\n")


def suffer(submitter: Submitter, base: str, what: str, hardship: AbstractContextManager[None], seconds: float) -> None:
    """
    Go through one hardship, say how it went, and hold it to the figures.
    """
    # Something is acknowledged, waits and is being screened when it begins.
    time.sleep(BUSY_SECONDS)
    before = len(submitter.refused)
    with hardship:
        time.sleep(seconds)
        ready = httpx.get(f"{base}/readyz", timeout=RECOVERY_SECONDS).json()
    again = submitter.recovered()
    refused = submitter.refused[before:]
    for answer, _ in refused:
        check(answer, answer.json()["code"])
    codes = ", ".join(sorted({answer.json()["code"] for answer, _ in refused}))
    longest = max((waited for _, waited in refused), default=0.0)
    told = [name for name in ("database", "storage", "worker_alive") if not ready[name]]
    sys.stdout.write(
        f"\n{what}: {len(refused)} refused ({codes}), the longest after {longest:.1f} s; /readyz: not {told};"
        f" taken in again after {again:.1f} s\n"
    )
    assert again < RECOVERY_SECONDS


def is_screened(client: httpx.Client, submission_id: str) -> bool:
    """
    Tell whether an agreement was checked.
    """
    return bool(client.get(f"{SUBMISSIONS}/{submission_id}").json().get("state") == "screened")
