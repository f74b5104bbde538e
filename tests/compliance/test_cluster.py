"""
Hold the embedded PostgreSQL: shared by all processes of a host, entered by nobody else, opening no folder.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from compliance.store import cluster as clusters
from compliance.store.cluster import OWNER, Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """
    Give a folder that every user may enter.
    """
    folder = Path(tempfile.mkdtemp(prefix="cluster-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_the_last_to_leave_stops_it(open_folder: Path) -> None:
    """
    Two users share one server; it runs on after the first leaves and stops after the second.
    """
    first = Cluster.join(open_folder / "data", fsync=False)
    second = Cluster.join(open_folder / "data", fsync=False)
    assert first.url(OWNER) == second.url(OWNER)
    first.leave()
    assert second.running()
    second.leave()
    assert not second.running()


def test_it_starts_again_with_what_it_held(open_folder: Path) -> None:
    """
    What was stored is there after a stop and a start.
    """
    first = Cluster.join(open_folder / "data")
    with psycopg.connect(first.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    first.leave()
    again = Cluster.join(open_folder / "data")
    with psycopg.connect(again.url(OWNER)) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    again.leave()


@AS_ROOT
def test_a_closed_home_stays_closed(open_folder: Path) -> None:
    """
    Where the system user cannot enter, the database goes elsewhere and no folder is opened for it.
    """
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    cluster = Cluster.join(home / "data", fsync=False, elsewhere=open_folder / "elsewhere")
    assert cluster.moved
    assert cluster.folder.is_relative_to(open_folder / "elsewhere")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    cluster.leave()


@AS_ROOT
def test_programs_in_a_closed_home_are_copied(open_folder: Path) -> None:
    """
    A virtual environment in a closed home still has a server that another user can run.
    """
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    wheel = clusters.programs().parent.parent
    for name in (f"{wheel.name}/pginstall18", f"{wheel.name}.libs"):
        shutil.copytree(wheel.parent / name, home / name, symlinks=True)
    copied = clusters.reachable_programs(home / wheel.name / "pginstall18" / "bin", open_folder / "elsewhere")
    said = subprocess.run([copied / "postgres", "--version"], user=65534, capture_output=True, check=True, cwd="/")
    assert b"PostgreSQL" in said.stdout


@AS_ROOT
def test_another_user_of_the_machine_is_not_let_in(open_folder: Path) -> None:
    """
    The kernel vouches for who connects: another account gets no session, as no role.
    """
    cluster = Cluster.join(open_folder / "data", fsync=False)
    program = clusters.programs() / "psql"
    for role in (OWNER, "postgres"):
        command = [str(program), cluster.url(role, "postgres"), "-c", "SELECT 1"]
        tried = subprocess.run(command, user=65534, group=65534, extra_groups=(), capture_output=True, check=False)
        assert (tried.returncode, b"Peer authentication failed" in tried.stderr) == (2, True)
    cluster.leave()
