"""
Help tests of notifications: register a receiver, finish a run, deliver what waits, look into the outbox.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, LiteralString

from compliance.audits import running
from compliance.audits.plan import Plan
from compliance.notifications.sending import Courier
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.office import Office
    from tests.compliance.conftest import Cast
    from tests.compliance.notifications.receiver import Receiver

FIRST = date(2026, 11, 2)
NOW = datetime(2026, 11, 27, 1, tzinfo=UTC)


def courier(office: Office, receiver: Receiver | None = None, **settings: object) -> Courier:
    """
    Give a courier that may reach a receiver on this machine.
    """
    inside = f"127.0.0.1:{receiver.port}" if receiver else ""
    return Courier.of(
        office.database, office.keys, office.settings.model_copy(update={"webhook_inside": inside, **settings})
    )


def vouching(office: Office, receiver: Receiver) -> Office:
    """
    Give the same office under settings that vouch for a receiver on this machine.
    """
    settings = office.settings.model_copy(update={"webhook_inside": f"127.0.0.1:{receiver.port}"})
    return replace(office, settings=settings)


def empty_run(office: Office, cast: Cast, today: date = FIRST, **asked: object) -> list[UUID]:
    """
    Draw up a plan without agreements and take it up: its run is finished at once.
    """
    office.audits.draw_up(cast.auditor, Plan.model_validate({"title": "분기 점검", "starts_on": FIRST, **asked}))
    return running.take_up_due(office.bench(), today)


def rows(office: Office, query: LiteralString) -> list[tuple[Any, ...]]:
    """
    Look past all walls.
    """
    with owner(office) as connection:
        return connection.execute(query).fetchall()


def hurry(office: Office) -> None:
    """
    Let the time of every waiting message come.
    """
    with owner(office) as connection:
        connection.execute("UPDATE outbox SET next_at = now() WHERE state = 'waiting'")
