"""
Kill everything while audits run: each period once, each agreement of a run ended once, each finding entered once.

Source of the figures: issue 6. The soak runs them in full, its twin a small part.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import UniqueViolation

from compliance import access, accounts, journal
from compliance.access import Actor
from compliance.office import Office
from compliance.settings import Settings
from compliance.store import audits
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE
from compliance.store.migrate import migrate
from compliance.store.verifying import verifier
from compliance.views import Origin
from tests.compliance.audited import AUDITING, BEFORE, NEW
from tests.compliance.conftest import Desk
from tests.compliance.fakes import agreement
from tests.compliance.theatre import Theatre, open_folder

if TYPE_CHECKING:
    from pathlib import Path

DRAIN_SECONDS = 120
"""Time after the last kill in which everything must be done."""
NEW_EVERY = 3
"""In every so many agreements the changed rules find something new."""
KEYS: dict[LiteralString, LiteralString] = {
    "audit_runs": "audit_runs_plan_id_period_key",
    "audit_changes": "audit_changes_run_id_submission_id_rule_fingerprint_key",
    "findings": "findings_screening_id_rule_fingerprint_key",
}
"""The keys that make repeating harmless, by table."""


@pytest.mark.parametrize(
    ("agreements", "plans", "kills", "crashes"),
    [pytest.param(30, 3, 5, 1, id="twin"), pytest.param(1000, 8, 60, 2, id="soak", marks=pytest.mark.soak)],
)
def test_audits_under_fire(
    root: Path, monkeypatch: pytest.MonkeyPatch, agreements: int, plans: int, kills: int, crashes: int
) -> None:
    """
    Nothing is lost, doubled or half-written, whoever is killed and however often; without its keys the check would fail.
    """
    with open_folder() as folder:
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
        key = _stock(settings, agreements)
        monkeypatch.setenv(AUDITING, "1")
        parts = {
            "worker one": ("work",),
            "worker two": ("work",),
            "scheduler one": ("schedule",),
            "scheduler two": ("schedule",),
            "director": ("direct", key, str(plans), str(history)),
        }
        theatre = Theatre(cluster, settings, root, parts, {})
        try:
            began = time.monotonic()
            theatre.kill_at_random(20261127, kills, crashes)
            last_kill = time.monotonic()
            _wait_for_all(theatre, history, plans, last_kill)
            theatre.end()
            _check(theatre, history, agreements)
            _doubles_are_refused_or_seen(theatre, history, agreements)
        finally:
            theatre.end()
            cluster.leave()
    sys.stdout.write(
        f"\n{plans} audits of {agreements} agreements, {kills} kills and {crashes} crashes of PostgreSQL"
        f" in {last_kill - began:.0f} s: 0 lost, 0 double, 0 half, journal sound\n"
    )


def _stock(settings: Settings, agreements: int) -> str:
    """
    Register agreements that were checked by the rules before the change; return the key of an auditor.
    """
    office = Office.open(settings, BEFORE)
    with office.database.transaction(access.system()) as session:
        audits.remember(session, office.catalog().digest, BEFORE.fingerprints())
    person, _ = accounts.make_key(office, "하나", "이시작", Actor.STARTUP)
    desk = Desk(office)
    for number in range(agreements):
        lines = (NEW,) if number % NEW_EVERY == 0 else ()
        desk.screened(person, agreement(f"제2조 {number}", *lines), origin=Origin.REGISTERED)
    _, key = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    office.close()
    with psycopg.connect(settings.owner_database_url or "", options="-c search_path=public,queue") as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs")
    return key


def _wait_for_all(theatre: Theatre, history: Path, plans: int, since: float) -> None:
    """
    Wait until every plan was acknowledged and taken up, then stop directing and resume what is paused.
    """
    ended: LiteralString = "SELECT count(*) FROM audit_runs WHERE state IN ('finished', 'cancelled')"
    while True:
        acknowledged = len(history.read_text(encoding="ascii").splitlines())
        if acknowledged == plans and theatre.count(ended) >= plans == theatre.count("SELECT count(*) FROM audit_runs"):
            return
        assert time.monotonic() - since < DRAIN_SECONDS, f"{acknowledged} plans, {theatre.count(ended)} runs ended"
        time.sleep(0.2)


def _check(theatre: Theatre, history: Path, agreements: int) -> None:
    acknowledged = set(history.read_text(encoding="ascii").split())
    count = theatre.count
    new = len(range(0, agreements, NEW_EVERY))
    with psycopg.connect(theatre.cluster.url(OWNER)) as connection:
        run_of = [str(row[0]) for row in connection.execute("SELECT plan_id FROM audit_runs")]
    # Lost or doubled: every plan that was acknowledged has one run, and every run all agreements.
    assert acknowledged <= set(run_of)
    assert len(run_of) == len(set(run_of))
    assert count("SELECT count(*) FROM audit_items") == agreements * len(run_of)
    finished: LiteralString = "FROM audit_items JOIN audit_runs ON id = run_id WHERE audit_runs.state = 'finished'"
    assert count("SELECT count(*) " + finished + " AND audit_items.state <> 'checked'") == 0
    assert count("SELECT count(*) FROM audit_runs WHERE state = 'finished'") > 0
    # Half-written: an ended agreement says what became of its findings, and its findings are there.
    told: LiteralString = "(counts->>'unchanged')::int + (counts->>'created')::int"
    assert count("SELECT count(*) FROM audit_items WHERE state = 'checked' AND counts IS NULL") == 0
    assert count("SELECT count(*) FROM audit_items WHERE state = 'checked' AND " + told + " NOT IN (2, 3)") == 0  # noqa: S608 - a table of our own
    assert count("SELECT coalesce(sum((counts->>'created')::int), 0) FROM audit_items") == new
    assert count("SELECT count(*) FROM audit_changes WHERE kind = 'created' AND finding_id IS NOT NULL") == new
    assert count("SELECT count(*) FROM audit_changes") == new
    assert count("SELECT count(*) FROM screenings") == agreements + new
    assert count("SELECT count(*) FROM findings") == 2 * agreements + new
    assert count("SELECT count(DISTINCT (submission_id, rule, fingerprint)) FROM findings") == 2 * agreements + new
    assert count("SELECT count(*) FROM finding_events") == 2 * agreements + new
    assert count("SELECT count(*) FROM journal WHERE act = 'audit_begun'") == len(run_of)
    ended: LiteralString = "SELECT count(*) FROM audit_runs WHERE state = 'finished'"
    assert count("SELECT count(*) FROM journal WHERE act = 'audit_ended'") == count(ended)
    with verifier(theatre.cluster.url(OWNER)) as session:
        assert journal.verify(session).sound


def _again(connection: psycopg.Connection, table: str) -> sql.Composed:
    """
    Write the statement that puts the row of `again` into a table, but for what PostgreSQL computes itself.
    """
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)
    return sql.SQL("INSERT INTO {} ({columns}) SELECT {columns} FROM again").format(
        sql.Identifier(table), columns=columns
    )


def _doubles_are_refused_or_seen(theatre: Theatre, history: Path, agreements: int) -> None:
    """
    Write a row twice: PostgreSQL refuses while the key is there; where it was removed the check above fails.
    """
    for table, key in KEYS.items():
        with psycopg.connect(theatre.cluster.url(OWNER), autocommit=True) as connection:
            # The owner is bound by row-level security as well; a double is made past it.
            connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            connection.execute(f"CREATE TEMPORARY TABLE again AS TABLE {table} LIMIT 1")
            connection.execute("UPDATE again SET id = gen_random_uuid()")
            double = _again(connection, table)
            with pytest.raises(UniqueViolation):
                connection.execute(double)
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key}")
            connection.execute(double)
            with pytest.raises(AssertionError):
                _check(theatre, history, agreements)
            connection.execute(
                sql.SQL("DELETE FROM {} USING again WHERE {}.id = again.id").format(*[sql.Identifier(table)] * 2)
            )
    _check(theatre, history, agreements)
