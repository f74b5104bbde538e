"""
Take disk, connections and database away from a real office: it says so, keeps what it acknowledged, and goes on by itself.

Source of the figures: ../shared/security/SECURITY.md 2.5. A really full disk is in test_full_disk.py.
"""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2 as httpx
import psycopg
import pytest
from psycopg import sql
from starlette.testclient import TestClient

from api.app import build_app
from compliance import accounts, outages, outside
from compliance.access import Actor
from compliance.errors import Outage
from compliance.office import Office
from compliance.store.cluster import OWNER
from compliance.views import SubmissionState
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS, agreement
from tests.compliance.processes import started, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.settings import Settings
    from compliance.store.cluster import Cluster
    from tests.compliance.conftest import Cast, Desk, Server

CRASHING = "tests.compliance.crash_programs"
SUBMISSIONS = "/api/v1/submissions"
LONGEST_SECONDS = 5
"""Within this everybody is told that the database says nothing, on a machine that does little else."""
FROZEN_SECONDS = 5
RECOVERY_SECONDS = 60
FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON {table} EXECUTE FUNCTION no_room();
"""
"""Lets PostgreSQL say of one table what it says of all of them on a full disk."""


@contextmanager
def full(office: Office, table: str) -> Iterator[None]:
    """
    Leave no room for new rows of a table.
    """
    with owner(office) as connection:
        connection.execute(FULL.format(table=table).encode())
    yield
    with owner(office) as connection:
        connection.execute("DROP FUNCTION no_room CASCADE")


@contextmanager
def away(office: Office, server: Server) -> Iterator[None]:
    """
    Throw everybody out of the office's database, and let nobody in.
    """
    with owner(office) as connection:
        name = connection.info.dbname
    with psycopg.connect(server.cluster.url(OWNER, "postgres"), autocommit=True) as connection:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


def client_of(office: Office) -> TestClient:
    """
    Be a startup's program.
    """
    _, key = accounts.make_key(office, "하나", "이시작", Actor.STARTUP)
    return TestClient(build_app(office, office.settings), headers={"authorization": f"Bearer {key}"})


def hand_in(client: TestClient | httpx.Client, words: str = "") -> httpx.Response:
    """
    Hand in an agreement.
    """
    return client.post(SUBMISSIONS, files={"file": ("a.txt", agreement(words).encode(), "text/plain")})


def stored(office: Office) -> tuple[int, ...]:
    """
    Count what handing in leaves behind.
    """
    tables = ("submissions", "originals", "document_keys", "screenings", "journal", "queue.procrastinate_jobs")
    with owner(office) as connection:
        count = sql.SQL("SELECT count(*) FROM {}")
        rows = [connection.execute(count.format(sql.Identifier(*one.split(".")))).fetchall() for one in tables]
    return tuple(one[0][0] for one in rows)


def check(answer: httpx.Response, code: str) -> None:
    """
    See that an outage is told as a problem with its code, and when to come again.
    """
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["type"], answer.json()["code"]) == ("/problems/unavailable", code)
    assert int(answer.headers["retry-after"]) > 0


def test_on_a_full_disk_nothing_is_stored_by_halves(office: Office) -> None:
    """
    Whichever write finds no room, the sender is told, no row stays behind, and the same file is taken in afterwards.
    """
    client = client_of(office)
    before = stored(office)
    for table in ("submissions", "originals", "screenings", "journal", "queue.procrastinate_jobs"):
        with full(office, table):
            check(hand_in(client), outages.FULL)
    assert stored(office) == before
    assert not client.get("/readyz").json()["storage"]
    assert hand_in(client).status_code == httpx.codes.ACCEPTED


def test_the_reserve_is_for_reading(settings: Settings) -> None:
    """
    Where only the reserve of the disk is left nothing is taken in, but what is there can be looked at.
    """
    office = Office.open(settings, INSTRUMENTS)
    client = client_of(office)
    known = hand_in(client).json()["id"]
    office.close()
    short = Office.open(settings.model_copy(update={"reserve_megabytes": 10**9}), INSTRUMENTS)
    narrow = TestClient(build_app(short, short.settings), headers=dict(client.headers))
    check(hand_in(narrow, "anything"), outages.FULL)
    assert narrow.get(f"{SUBMISSIONS}/{known}").status_code == httpx.codes.OK
    ready = narrow.get("/readyz")
    assert (ready.status_code, ready.json()["storage"]) == (httpx.codes.SERVICE_UNAVAILABLE, False)
    short.close()


def test_without_a_free_connection_people_are_told_soon(settings: Settings) -> None:
    """
    Where all connections of the pool are taken nobody waits for ever.
    """
    office = Office.open(settings.model_copy(update={"pool_size": 1, "pool_wait_seconds": 0.2}), INSTRUMENTS)
    client = client_of(office)
    with office.database.transaction():
        check(client.get(SUBMISSIONS), outages.BUSY)
    assert client.get(SUBMISSIONS).status_code == httpx.codes.OK
    office.close()


def test_a_database_that_comes_back_is_used_again(office: Office, server: Server) -> None:
    """
    While it is down everybody is told, /readyz too; once it is back the first request is answered.
    """
    client = client_of(office)
    known = hand_in(client).json()["id"]
    with away(office, server):
        check(hand_in(client, "other"), outages.DOWN)
        assert not client.get("/readyz").json()["database"]
        assert client.get("/healthz").status_code == httpx.codes.OK
    assert [one["id"] for one in client.get(SUBMISSIONS).json()["items"]] == [known]


def test_a_page_says_it_in_words(office: Office, server: Server) -> None:
    """
    People read on a page what programs read in a problem.
    """
    client = client_of(office)
    with away(office, server):
        page = client.get("/login", headers={"accept": "text/html"})
        submitted = client.post("/check", files={"file": ("a.txt", b"x", "text/plain")})
    assert page.status_code == httpx.codes.OK
    assert submitted.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert outages.database_down().ko in submitted.text


def test_a_full_disk_uses_up_no_try_of_a_job(office: Office, cast: Cast, desk: Desk, root: Path) -> None:
    """
    A worker that cannot write down what it found waits and ends the job by itself; nobody is told that it failed.
    """
    settings = office.settings.model_copy(update={"screening_attempts": 1})
    view = desk.hand_in(cast.startup)
    with full(office, "findings"), started(root, settings, CRASHING, "work"):
        wait_until(lambda: office.health().worker_alive, "the worker works")
        time.sleep(1)
        with owner(office) as connection:
            connection.execute("DROP TRIGGER full_disk ON findings")
        wait_until(
            lambda: office.submission(cast.startup, view.id).state is not SubmissionState.RECEIVED, "the job is done"
        )
    assert office.submission(cast.startup, view.id).state is SubmissionState.SCREENED


def test_no_half_line_is_left_outside_the_database(tmp_path: Path) -> None:
    """
    A line of the checkpoints or tombstones that the disk does not take is told of, and the next one is whole.
    """
    path = tmp_path / "lines"
    outside.add(path, lambda: ["first"])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(Outage):
            outside.add(path, lambda: ["second"])
        with pytest.raises(Outage):
            outside.rewrite(path, lambda lines: [*lines, "second"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    outside.add(path, lambda: ["third"])
    assert outside.lines_of(path) == ["first", "third"]


class Submitter:
    """
    Hand agreements in until told to stop; keep the ids that were acknowledged, and other answers with their seconds.
    """

    def __init__(self, client: TestClient | httpx.Client) -> None:
        """
        Begin at once, in a thread of its own.
        """
        self.acknowledged: list[str] = []
        self.refused: list[tuple[httpx.Response, float]] = []
        self._client = client
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        """
        Let the last request end.
        """
        self._leaving.set()
        self._thread.join()

    def recovered(self) -> float:
        """
        Wait until something is acknowledged, and return how many seconds that took.
        """
        began, before = time.monotonic(), len(self.acknowledged)
        while len(self.acknowledged) == before:
            assert time.monotonic() - began < RECOVERY_SECONDS, "nothing was acknowledged any more"
            time.sleep(0.05)
        return time.monotonic() - began

    def _run(self) -> None:
        while not self._leaving.wait(0.1):
            began = time.monotonic()
            answer = hand_in(self._client, f"{began}")
            if answer.status_code == httpx.codes.ACCEPTED:
                self.acknowledged.append(answer.json()["id"])
            else:
                self.refused.append((answer, time.monotonic() - began))


def processes(cluster: Cluster) -> list[int]:
    """
    List the processes of the database server, the first one first.
    """
    first = int((cluster.folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
    return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split())]


@contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """
    Let the database server stand still.
    """
    stopped = processes(cluster)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def test_a_frozen_database_loses_nothing(office: Office, server: Server) -> None:
    """
    While PostgreSQL stands still everybody is told so within seconds, and nobody that something was stored.
    """
    client = client_of(office)
    submitter = Submitter(client)
    try:
        submitter.recovered()
        with frozen(server.cluster):
            time.sleep(FROZEN_SECONDS)
            ready = client.get("/readyz")
        seconds = submitter.recovered()
    finally:
        submitter.stop()
    with owner(office) as connection:
        rows = connection.execute("SELECT s.id::text FROM submissions s JOIN originals o ON o.submission_id = s.id")
        assert set(submitter.acknowledged) <= {row[0] for row in rows}
    assert (ready.status_code, ready.json()["database"]) == (httpx.codes.SERVICE_UNAVAILABLE, False)
    assert submitter.refused
    for answer, waited in submitter.refused:
        check(answer, outages.SILENT)
        assert waited < LONGEST_SECONDS
    assert seconds < LONGEST_SECONDS
