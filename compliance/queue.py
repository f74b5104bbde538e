"""
Order screenings and chunks of audits through procrastinate, run them in workers, and take jobs back from dead workers.

At least once: a job may run again after a crash; `store.screenings` and `store.audits` see to it that it records once.
To add a kind of job, add a task to TASKS and what it does, and what says that it failed for good, to Bench.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
from procrastinate import App, JobContext, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from psycopg_pool import PoolTimeout
from sqlalchemy import text

from compliance import access, metering
from compliance.audits import running
from compliance.cases import reading
from compliance.drafts import running as previewing
from compliance.drafts import trying
from compliance.enduring import WAIT_SECONDS, EnduringConnector, Postponed, Retry, through_outages
from compliance.in_force import InForce, introduce, under
from compliance.screening import BROKEN, Equipment, give_up, screen
from compliance.store.database import SESSION_OPTIONS, plain_url, queue_connection
from compliance.views import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate.jobs import Job
    from sqlalchemy.orm import Session

    from compliance.instruments import Instruments
    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

QUEUE = "screening"
TASK = "screen"
AUDIT = "audit"
PREVIEW = "preview"
ANSWER = "answer"
TRIAL = "trial"
BEHIND = -1
"""The priority of audits and previews: who waits for a screening goes first."""
RETRY_WAIT_SECONDS = 2
BEATS = 3
"""Heartbeats within the time after which a silent worker counts as dead."""
POLL_SECONDS = 2
"""Longest wait for a job whose notification was lost."""
GRACE_SECONDS = 60
"""Time a stopping worker gives its running jobs."""
DONE_BEFORE, CHECKED, BROKEN_OFF = "done_before", "checked", "broken"
"""How a job ended, beside the state of the submission that it left; for the metrics."""

log = logging.getLogger(__name__)


class Broken(Exception):
    """
    Say that a check broke, by type and place only: the original's message may quote the agreement.
    """

    def __init__(self, broken: Exception) -> None:
        """
        Keep the type's name and the innermost place in the code.
        """
        place = traceback.extract_tb(broken.__traceback__)[-1]
        super().__init__(f"{type(broken).__name__} at {place.filename}:{place.lineno}")


class ScreeningQueue:
    """
    Take orders; the job is put into the caller's own transaction.
    """

    def __init__(self) -> None:
        """
        Prepare; no connection of its own is ever opened.
        """
        self._app = App(connector=SyncPsycopgConnector())

    def order(self, session: Session, tenant_id: UUID, screening_id: UUID) -> None:
        """
        Queue one screening; it exists exactly if the transaction commits.
        """
        session.flush()
        job = self._app.configure_task(TASK, queue=QUEUE, connection=queue_connection(session))
        job.defer(tenant=str(tenant_id), screening=str(screening_id))

    def order_audit(self, session: Session, run_id: UUID, positions: range) -> None:
        """
        Queue a part of an audit run; it exists exactly if the transaction commits.
        """
        session.flush()
        connection = queue_connection(session)
        job = self._app.configure_task(AUDIT, queue=QUEUE, priority=BEHIND, connection=connection)
        job.defer(run=str(run_id), start=positions.start, stop=positions.stop)

    def order_preview(self, session: Session, preview_id: UUID, positions: range | None) -> None:
        """
        Queue a part of a preview, or its beginning; it exists exactly if the transaction commits.
        """
        session.flush()
        connection = queue_connection(session)
        job = self._app.configure_task(PREVIEW, queue=QUEUE, priority=BEHIND, connection=connection)
        part = positions or range(0)
        job.defer(preview=str(preview_id), start=part.start, stop=part.stop)

    def order_answer(self, session: Session, answer_id: UUID) -> None:
        """
        Queue the reading of a file that a company sent in; it exists exactly if the transaction commits.
        """
        session.flush()
        job = self._app.configure_task(ANSWER, queue=QUEUE, connection=queue_connection(session))
        job.defer(answer=str(answer_id))

    def order_trial(self, session: Session, draft_id: UUID) -> None:
        """
        Queue the trial of a draft's rules; it exists exactly if the transaction commits.
        """
        session.flush()
        connection = queue_connection(session)
        job = self._app.configure_task(TRIAL, queue=QUEUE, priority=BEHIND, connection=connection)
        job.defer(draft=str(draft_id))


@dataclass(frozen=True, slots=True)
class Bench:
    """
    Hold what a worker works with.
    """

    database: Database
    keys: KeyRing
    instruments: Instruments
    settings: Settings
    queue: ScreeningQueue
    in_force: InForce = field(default_factory=InForce)

    def present(self) -> Bench:
        """
        Give this bench with the rules that are in force now.
        """
        return replace(self, instruments=self.in_force.over(self.database, self.instruments))

    def under(self, digest: str) -> Bench:
        """
        Give this bench with the rules of a digest, so that what was begun by them ends by them; else as it is.
        """
        return replace(self, instruments=under(self.database, self.instruments, digest))

    def screen(self, context: JobContext, tenant: str, screening: str) -> str:
        """
        Run one screening and return how it ended; after the last try say so on the submission.
        """
        return self._try(context, lambda: self.run(tenant, screening) or DONE_BEFORE)

    def audit(self, context: JobContext, run: str, start: int, stop: int) -> str:
        """
        Check a part of an audit run; after the last try say of what is left that it was not checked.
        """
        return self._try(context, lambda: running.check_chunk(self.present(), UUID(run), range(start, stop)))

    def preview(self, context: JobContext, preview: str, start: int, stop: int) -> str:
        """
        Begin a preview or compare a part of it; after the last try say of what is left that it was not compared.
        """
        if stop:
            part = range(start, stop)
            return self._try(context, lambda: previewing.compare_chunk(self.present(), UUID(preview), part))
        return self._try(context, lambda: previewing.begin(self.present(), UUID(preview)))

    def answer(self, context: JobContext, answer: str) -> str:
        """
        Read a file that a company sent in; after the last try say that it was not read.
        """
        return self._try(context, lambda: reading.read_answer(self, UUID(answer)))

    def try_draft(self, context: JobContext, draft: str) -> str:
        """
        Run the examples of a draft's rules; after the last try say of the draft that its trial broke.
        """
        return self._try(context, lambda: trying.try_rules(self.present(), UUID(draft)))

    def _try(self, context: JobContext, does: Callable[[], str | None]) -> str:
        """
        Do a job, waiting through outages, which use up no try; after the last try say what failed, not stay silent.
        """
        try:
            return through_outages(does, context.should_abort) or CHECKED
        except Postponed:
            raise
        except Exception as broken:  # noqa: BLE001 - whatever breaks must become visible, and say nothing of the text
            if self.last_try(context.job):
                self.give_up(context.job)
            raise Broken(broken) from None

    def run(self, tenant: str, screening: str) -> SubmissionState | None:
        """
        Screen as the system inside the submitter's tenant.
        """
        return screen(_equipment(self.present()), access.system(UUID(tenant)), UUID(screening))

    def give_up(self, job: Job) -> None:
        """
        Say of what a job was to do that it failed for good.
        """
        told = job.task_kwargs
        if job.task_name == TRIAL:
            trying.give_up(self, UUID(str(told["draft"])))
        elif job.task_name in {AUDIT, PREVIEW}:
            positions = range(int(str(told["start"])), int(str(told["stop"])))
            of_audit = job.task_name == AUDIT
            give_up_chunk = running.give_up_chunk if of_audit else previewing.give_up_chunk
            give_up_chunk(self, UUID(str(told["run" if of_audit else "preview"])), positions)
        elif job.task_name == ANSWER:
            reading.give_up(self, UUID(str(told["answer"])))
        else:
            self.fail(str(told["tenant"]), str(told["screening"]))

    def last_try(self, job: Job) -> bool:
        """
        Tell whether a job may not be started again.
        """
        return job.attempts + 1 >= self.settings.screening_attempts

    def fail(self, tenant: str, screening: str) -> None:
        """
        Mark a submission as not checked, visibly; nothing happens to one that was.
        """
        system = access.system(UUID(tenant))
        give_up(_equipment(self), system, UUID(screening), BROKEN, SubmissionState.FAILED)


def _equipment(bench: Bench) -> Equipment:
    return Equipment(bench.database, bench.keys, bench.instruments, bench.queue)


def work(bench: Bench) -> None:
    """
    Be a worker until SIGTERM or SIGINT; running jobs are finished first. Without its database it waits for it.
    """
    introduce(bench.database, bench.instruments)
    asyncio.run(_work(bench))


async def _work(bench: Bench) -> None:
    leaving = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, leaving.set)
    asked = asyncio.create_task(leaving.wait())
    while not leaving.is_set():
        # procrastinate ends a worker that loses its database, with an error or without.
        try:
            await _work_once(bench, asked)
        except (ConnectorException, psycopg.Error, PoolTimeout):
            log.warning("the worker lost the database and tries again")
        if not leaving.is_set():
            await asyncio.wait({asked}, timeout=WAIT_SECONDS)


async def _work_once(bench: Bench, asked: asyncio.Task[bool]) -> None:
    """
    Work until asked to leave, or until the database is lost.
    """
    silence = bench.settings.stalled_after_seconds
    async with _equipped(bench).open_async() as app:
        working = asyncio.create_task(
            app.run_worker_async(
                queues=[QUEUE],
                concurrency=bench.settings.worker_concurrency,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=silence / BEATS,
                stalled_worker_timeout=silence,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        )
        await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


def _equipped(bench: Bench) -> App:
    """
    Teach an app of the queue what each kind of job does.
    """
    app = _app(bench.database)
    retry = Retry(max_attempts=bench.settings.screening_attempts - 1, wait=RETRY_WAIT_SECONDS)
    tasks: dict[str, Callable[..., str]] = {
        TASK: bench.screen,
        AUDIT: bench.audit,
        PREVIEW: bench.preview,
        ANSWER: bench.answer,
        TRIAL: bench.try_draft,
    }
    for name, does in tasks.items():
        app.task(name=name, queue=QUEUE, pass_context=True, retry=retry)(_timed(bench, name, does))
    return app


def _timed(bench: Bench, task: str, does: Callable[..., str]) -> Callable[..., None]:
    """
    Count how long a job took and how it ended.
    """

    def run(context: JobContext, **told: object) -> None:
        began, outcome = time.monotonic(), BROKEN_OFF
        try:
            outcome = does(context, **told)
        finally:
            metering.note(bench.database, task, outcome, time.monotonic() - began)

    return run


async def reap(bench: Bench) -> int:
    """
    Take back the jobs of dead workers: start each again, or mark it failed after its last try; return how many.
    """
    silence = bench.settings.stalled_after_seconds
    async with _app(bench.database).open_async() as app:
        jobs = app.job_manager
        stalled = list(await jobs.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=silence))
        for job in stalled:
            if bench.last_try(job):
                await jobs.finish_job(job, Status.FAILED, delete_job=False)
            else:
                await jobs.retry_job(job, retry_at=datetime.now(UTC))
        for job in await jobs.list_jobs_async(queue=QUEUE, status=Status.FAILED.value):
            bench.give_up(job)
            _forget(bench.database, job)
    return len(stalled)


def _forget(database: Database, job: Job) -> None:
    # Only after the submission says that it failed: until then the job is the only trace of it.
    with database.transaction(access.system()) as session:
        session.execute(
            text("DELETE FROM queue.procrastinate_jobs WHERE id = :id AND status = 'failed'"), {"id": job.id}
        )


def _app(database: Database) -> App:
    options = {"options": SESSION_OPTIONS}
    return App(connector=EnduringConnector(conninfo=plain_url(database.url), kwargs=options, min_size=1, max_size=4))
