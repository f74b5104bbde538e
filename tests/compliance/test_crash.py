"""
Kill everything, again and again: nothing acknowledged is lost, nothing is recorded twice or by halves.

Source of the figures: ../shared/security/SECURITY.md 2.3. The soak runs them in full, its twin a small part.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import psycopg
import pytest

from compliance import accounts, journal
from compliance.access import Actor
from compliance.office import Office
from compliance.settings import Settings
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE
from compliance.store.migrate import migrate
from compliance.store.verifying import verifier
from tests.compliance.crash_programs import BUNDLE_EVERY
from tests.compliance.fakes import INSTRUMENTS
from tests.compliance.theatre import Theatre, open_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAIN_SECONDS = 60
"""Time after the last kill in which everything must be done."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """
    Give a folder that PostgreSQL's user may enter.
    """
    with open_folder() as made:
        yield made


@pytest.mark.parametrize(
    ("documents", "kills", "crashes"),
    [pytest.param(150, 8, 1, id="twin"), pytest.param(1000, 60, 2, id="soak", marks=pytest.mark.soak)],
)
def test_nothing_is_lost_doubled_or_halved(root: Path, folder: Path, documents: int, kills: int, crashes: int) -> None:
    """
    However often programs are killed and PostgreSQL crashes, every acknowledged document is screened exactly once.
    """
    cluster = Cluster.join(folder)
    migrate(cluster.url(OWNER), app_password="")
    settings = Settings(
        database_url=cluster.url(APP_ROLE),
        owner_database_url=cluster.url(OWNER),
        data_dir=folder,
        stalled_after_seconds=2,
        tick_seconds=0.5,
        screening_attempts=1000,
    )
    history = folder / "history"
    history.touch()
    office = Office.open(settings, INSTRUMENTS)
    _, key = accounts.make_key(office, "하나", "이시작", Actor.STARTUP)
    office.close()
    parts = {
        "submitter": ("submit", key, str(documents), str(history)),
        "worker one": ("work",),
        "worker two": ("work",),
        "scheduler": ("schedule",),
    }
    theatre = Theatre(cluster, settings, root, parts, {})
    try:
        began = time.monotonic()
        theatre.kill_at_random(20261124, kills, crashes)
        last_kill = time.monotonic()
        _wait_for_all(theatre, history, documents, last_kill)
        drained = time.monotonic()
        _check(theatre, history, documents)
    finally:
        theatre.end()
        cluster.leave()
    killed, waited = last_kill - began, drained - last_kill
    sys.stdout.write(
        f"\n{documents} documents, {kills} kills and {crashes} crashes of PostgreSQL in {killed:.0f} s,"
        f" all done {waited:.0f} s after the last: 0 lost, 0 double, 0 half, journal sound\n"
    )


def _wait_for_all(theatre: Theatre, history: Path, documents: int, since: float) -> None:
    while True:
        acknowledged = len(history.read_text(encoding="ascii").splitlines())
        left = theatre.count("SELECT count(*) FROM submissions WHERE state = 'received'")
        if acknowledged == documents and left == 0:
            return
        assert time.monotonic() - since < DRAIN_SECONDS, f"{acknowledged} acknowledged, {left} not screened"
        time.sleep(0.1)


def _check(theatre: Theatre, history: Path, documents: int) -> None:
    acknowledged = set(history.read_text(encoding="ascii").split())
    assert len(acknowledged) == documents
    with psycopg.connect(theatre.cluster.url(OWNER)) as connection:
        handed_in = "SELECT id FROM submissions WHERE state = 'screened' AND parent_id IS NULL"
        stored = {str(row[0]) for row in connection.execute(handed_in)}
    assert acknowledged == stored
    bundles = len(range(0, documents, BUNDLE_EVERY))
    read = documents + bundles
    assert theatre.count("SELECT count(*) FROM findings") == 2 * read
    assert theatre.count("SELECT count(DISTINCT (submission_id, rule, fingerprint)) FROM findings") == 2 * read
    assert theatre.count("SELECT count(*) FROM finding_events") == 2 * read
    assert theatre.count("SELECT count(*) FROM journal WHERE act = 'screened'") == read
    assert theatre.count("SELECT count(*) FROM journal WHERE act IN ('opened', 'closed')") == 2 * bundles
    with verifier(theatre.cluster.url(OWNER)) as session:
        assert journal.verify(session).sound
