"""
Tick in exactly one process: look after jobs, holds, audits that are due, what expired, and the journal's end.

An advisory lock of PostgreSQL makes one scheduler the leader; it is bound to the leader's connection, so when the
leader dies or loses the database another takes over. APScheduler only ticks; whatever a tick does may be done twice.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import psycopg
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import text

from compliance import access, deciding, health, journal, queue
from compliance.audits import law_days, running
from compliance.notifications import announcing, digest
from compliance.notifications.sending import Courier
from compliance.seoul import SEOUL
from compliance.store import outbox, people, quotas
from compliance.store.database import plain_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from compliance.office import Office

LEADER = 7_301_002
"""Number of the advisory lock that the one ticking scheduler holds."""
CHECKPOINTS = "journal.checkpoints"
"""File in the data folder with the journal's ends; to be copied to where nobody with the database can write."""

log = logging.getLogger(__name__)


def run(office: Office, leaving: Event) -> None:
    """
    Tick while leading, stand by while another leads, until asked to leave.
    """
    pause = office.settings.tick_seconds
    while not leaving.is_set():
        try:
            with _leadership(office.site.url) as connection:
                if connection is None:
                    leaving.wait(pause)
                else:
                    _lead(office, connection, leaving)
        except psycopg.Error:
            log.warning("the scheduler lost the database and tries again")
            leaving.wait(pause)


def tick(office: Office) -> None:
    """
    Do once what has to be done again and again.
    """
    health.beat(office.database, health.SCHEDULER)
    taken = asyncio.run(queue.reap(office.bench()))
    if taken:
        log.warning("%s jobs were taken back from workers that died", taken)
    deciding.release(office.database, office.keys)
    office.cases.let_pass()
    now = datetime.now(SEOUL)
    for run_id in running.take_up_due(office.bench(), now.date()):
        log.info("audit run %s was begun", run_id)
    listed = law_days.take_up(office.bench(), now.date())
    if listed:
        log.info("%s agreements were listed to be checked again under a law that came into force", listed)
    announcing.announce_periods(office.database, now.date())
    digest.order_due(office.database, office.settings, now)
    with office.database.transaction(access.system()) as session:
        people.sweep(session)
        quotas.forget(session, now.date())
        outbox.forget(session)
    office.destroyer.sweep()
    note_journal_end(office)


def deliver(office: Office) -> None:
    """
    Deliver what is to be told; beside the ticks, which wait for no receiver.
    """
    Courier.of(office.database, office.keys, office.settings).deliver_due()


def note_journal_end(office: Office) -> None:
    """
    Append the journal's present end to the checkpoints outside the database.
    """
    with office.database.transaction(access.system()) as session:
        seq, digest = session.execute(text("SELECT seq, hash FROM journal_end()")).one()
    journal.write_checkpoint(office.settings.data_dir / CHECKPOINTS, office.keys, (seq, bytes(digest)))


def _lead(office: Office, connection: psycopg.Connection[tuple[object, ...]], leaving: Event) -> None:
    scheduler = BackgroundScheduler(timezone=SEOUL)
    for does in (tick, deliver):
        scheduler.add_job(
            does,
            "interval",
            args=(office,),
            seconds=office.settings.tick_seconds,
            next_run_time=datetime.now(SEOUL),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        while not leaving.wait(office.settings.tick_seconds):
            # Raises once the connection, and with it the leadership, is lost.
            connection.execute("SELECT 1")
    finally:
        scheduler.shutdown(wait=True)


@contextmanager
def _leadership(url: str) -> Iterator[psycopg.Connection[tuple[object, ...]] | None]:
    with psycopg.connect(plain_url(url), autocommit=True, connect_timeout=5) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LEADER,)).fetchone()
        yield connection if row and row[0] else None
