"""
Say how the office is, and leave a sign of life.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from compliance import access, room
from compliance.errors import ComplianceError
from compliance.store.tables import Heartbeat
from compliance.views import HealthView

if TYPE_CHECKING:
    from datetime import datetime

    from compliance.settings import Settings
    from compliance.store.database import Database

SCHEDULER = "scheduler"

_QUEUE = text("SELECT count(*) FROM queue.procrastinate_jobs WHERE status IN ('todo', 'doing')")
_WORKER = text("SELECT max(last_heartbeat) FROM queue.procrastinate_workers")


def look(database: Database, settings: Settings) -> HealthView:
    """
    Look at database, room, queue and heartbeats.
    """
    silence = timedelta(seconds=settings.stalled_after_seconds)
    storage = room.suffices(settings) and not database.was_full_lately
    try:
        with database.transaction(access.system()) as session:
            now: datetime = session.scalars(select(func.now())).one()
            queue: int = session.execute(_QUEUE).scalar_one()
            worker: datetime | None = session.execute(_WORKER).scalar_one()
            beat = select(Heartbeat.seen_at).where(Heartbeat.name == SCHEDULER)
            scheduler = session.scalars(beat).one_or_none()
    except ComplianceError:
        return HealthView(
            database=False,
            storage=storage,
            queue=0,
            worker_seen=None,
            scheduler_seen=None,
            worker_alive=False,
            scheduler_alive=False,
        )
    return HealthView(
        database=True,
        storage=storage,
        queue=queue,
        worker_seen=worker,
        scheduler_seen=scheduler,
        worker_alive=worker is not None and now - worker <= silence,
        scheduler_alive=scheduler is not None and now - scheduler <= silence,
    )


def beat(database: Database, name: str) -> None:
    """
    Leave a sign of life, by the database's clock.
    """
    now = func.clock_timestamp()
    sign = insert(Heartbeat).values(name=name, seen_at=now)
    with database.transaction(access.system()) as session:
        session.execute(sign.on_conflict_do_update(index_elements=["name"], set_={"seen_at": now}))
