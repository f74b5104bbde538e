"""
Count how long jobs take and how they end, and say how much work waits: what operators watch.

Everything is a count or a time: nothing of any tenant, no name, no word of an agreement.
"""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from compliance import access
from compliance.errors import ComplianceError
from compliance.store import outbox
from compliance.store.audit_tables import AuditRun
from compliance.store.tables import Heartbeat, JobTime
from compliance.views import JobTimeView, QueueView, WorkloadView

if TYPE_CHECKING:
    from compliance.store.database import Database

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, inf)
"""Upper bounds of the classes by which times are counted, in seconds."""

_QUEUE = text(
    "SELECT job.task_name, job.status, count(DISTINCT job.id),"
    " coalesce(extract(epoch FROM now() - min(event.at)), 0)::float8"
    " FROM queue.procrastinate_jobs job"
    " LEFT JOIN queue.procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'"
    " WHERE job.status IN ('todo', 'doing') GROUP BY 1, 2 ORDER BY 1, 2"
)
_WORKERS = text(
    "SELECT count(*) FROM queue.procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :s)"
)


def note(database: Database, task: str, outcome: str, seconds: float) -> None:
    """
    Count one job that ended; a count that the database does not take is lost, the job is not.
    """
    bound = BOUNDS[bisect_left(BOUNDS, seconds)]
    row = insert(JobTime).values(task=task, outcome=outcome, up_to=bound, jobs=1, seconds=seconds)
    more = {"jobs": JobTime.jobs + 1, "seconds": JobTime.seconds + seconds}
    with suppress(ComplianceError), database.transaction(access.system()) as session:
        session.execute(row.on_conflict_do_update(index_elements=["task", "outcome", "up_to"], set_=more))


def workload(database: Database, silence: float) -> WorkloadView:
    """
    Say what waits, what ran and who lives; `silence` (seconds) is how long nothing need be heard of the living.

    Raises:
        Unavailable: the database cannot be reached.
    """
    with database.transaction(access.system()) as session:
        now = func.now()
        queued = session.execute(_QUEUE).all()
        times = session.scalars(select(JobTime).order_by(JobTime.task, JobTime.outcome, JobTime.up_to)).all()
        runs = session.execute(select(AuditRun.state, func.count()).group_by(AuditRun.state).order_by(AuditRun.state))
        beats = session.execute(select(Heartbeat.name, func.extract("epoch", now - Heartbeat.seen_at)))
        return WorkloadView(
            queue=tuple(QueueView(*row) for row in queued),
            job_times=tuple(JobTimeView(one.task, one.outcome, one.up_to, one.jobs, one.seconds) for one in times),
            audit_runs=dict(runs.all()),
            silent_seconds={name: float(seconds) for name, seconds in beats},
            messages=outbox.unsettled(session),
            workers=session.execute(_WORKERS, {"s": silence}).scalar_one(),
        )
