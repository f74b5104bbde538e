"""
Keep other commands of this program running beside the one that was started, and end with it.

A companion reads its standard input, on which nothing is ever written: when it closes, the parent is gone, however it
went, and the companion ends too.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.store.cluster import Cluster

LOOK_SECONDS = 1.0
"""Time between two looks whether all companions still run; also the pause before one is started again."""
LEAVE_SECONDS = 15
"""Time a companion has to finish what it does; a job cut off is taken up again by the next worker."""

log = logging.getLogger(__name__)


class Companions:
    """
    Run commands of `compliance` as child processes; start again whichever ends by itself.
    """

    def __init__(self, commands: Iterable[str], cluster: Cluster | None = None) -> None:
        """
        Start them; where there is an embedded PostgreSQL it is looked after as well.
        """
        self._cluster = cluster
        self._running = {command: _start(command) for command in commands}
        self._leaving = threading.Event()
        self._watch = threading.Thread(target=self._keep_running, name="companions", daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """
        End all of them.
        """
        self._leaving.set()
        self._watch.join()
        for process in self._running.values():
            if process.stdin:
                process.stdin.close()
        for process in self._running.values():
            try:
                process.wait(LEAVE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _keep_running(self) -> None:
        while not self._leaving.wait(LOOK_SECONDS):
            if self._cluster:
                _revive(self._cluster)
            for command, process in list(self._running.items()):
                if process.poll() is not None:
                    log.warning("compliance %s ended with %s and is started again", command, process.returncode)
                    self._running[command] = _start(command)


def _revive(cluster: Cluster) -> None:
    # It goes down by itself where it cannot write ahead on a full disk, and stays down until there is room.
    try:
        if cluster.revive():
            log.warning("PostgreSQL had gone down and was started again")
    except (ComplianceError, OSError) as refused:
        log.warning("PostgreSQL is down and does not start: %s", refused)


def leave_with_parent() -> None:
    """
    Ask this process to end (SIGTERM) once its standard input closes.
    """
    threading.Thread(target=_wait_for_end_of_input, name="parent", daemon=True).start()


def _wait_for_end_of_input() -> None:
    # Read without the buffered file object: its lock, held at exit by this thread, would abort the interpreter.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _start(command: str) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "compliance", command, "--with-parent"]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE)  # noqa: S603 - this program itself
