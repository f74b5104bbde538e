"""
Start our own programs for a test, wait for what they do, and never leave one behind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from compliance.settings import Settings

PATIENCE_SECONDS = 90
LOOK_SECONDS = 0.05


def environment(settings: Settings) -> dict[str, str]:
    """
    Hand settings to a child process.
    """
    said = settings.model_dump(mode="json", exclude_defaults=True)
    return os.environ | {f"COMPLIANCE_{name.upper()}": str(value) for name, value in said.items() if value is not None}


@contextmanager
def started(
    root: Path, settings: Settings, *arguments: str, log: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """
    Run `python -m …` with the settings; kill it at the end if it still runs.
    """
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command, cwd=root, env=environment(settings), stdin=subprocess.PIPE, stderr=log)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdin:
            process.stdin.close()


def wait_until(true: Callable[[], bool], what: str) -> None:
    """
    Look again and again until something is so; fail with its name if it never comes.
    """
    last = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < last, f"waited {PATIENCE_SECONDS} s in vain: {what}"
        time.sleep(LOOK_SECONDS)
