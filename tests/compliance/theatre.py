"""
Run programs over one cluster, kill them without warning and start them again.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from os import kill
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

import psycopg

from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import SESSION_OPTIONS
from tests.compliance.processes import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.settings import Settings

PROGRAMS = "tests.compliance.crash_programs"


@dataclass(slots=True)
class Theatre:
    """
    Hold the cluster that survives the kills, and the programs that do not.
    """

    cluster: Cluster
    settings: Settings
    root: Path
    parts: dict[str, tuple[str, ...]]
    running: dict[str, subprocess.Popen[bytes]]

    def start(self, name: str) -> None:
        """
        Start a program (again).
        """
        command = [sys.executable, "-m", PROGRAMS, *self.parts[name]]
        known = environment(self.settings)
        self.running[name] = subprocess.Popen(command, cwd=self.root, env=known, stderr=subprocess.DEVNULL)

    def murder(self, name: str) -> None:
        """
        Kill a program without warning and start it again.
        """
        self.running[name].kill()
        self.running[name].wait()
        self.start(name)

    def crash_database(self) -> None:
        """
        Let PostgreSQL die at once, all connections with it, and start it again.
        """
        kill(int((self.cluster.folder / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        while self.cluster.running():
            time.sleep(0.05)
        again = Cluster.join(self.settings.data_dir)
        again.leave()

    def kill_at_random(self, seed: int, kills: int, crashes: int) -> None:
        """
        Start every program, then kill one after the other, and PostgreSQL as often as said in between.
        """
        chance = random.Random(seed)  # noqa: S311 - a test's dice, the same each time
        for name in self.parts:
            self.start(name)
        crashing = set(chance.sample(range(kills), crashes))
        for number in range(kills):
            # Long enough for a program to start (about a second), short enough to hit it at work.
            time.sleep(chance.uniform(0.3, 1.2))
            self.murder(chance.choice(list(self.parts)))
            if number in crashing:
                self.crash_database()

    def end(self) -> None:
        """
        Kill all programs for good.
        """
        for process in self.running.values():
            process.kill()
            process.wait()

    def count(self, query: LiteralString) -> int:
        """
        Ask the database as its owner.
        """
        with psycopg.connect(self.cluster.url(OWNER), options=SESSION_OPTIONS) as connection:
            row = connection.execute(query).fetchone()
        assert row
        return int(row[0])


@contextmanager
def open_folder() -> Iterator[Path]:
    """
    Give a folder that PostgreSQL's user may enter, and throw it away.
    """
    made = Path(tempfile.mkdtemp(prefix="crash-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)
