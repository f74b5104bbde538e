"""
Keep the outbox: what happened is written with whom to tell in one transaction, and each message is delivered from there.

At least once: a message that was taken up and not settled, because its process died, is taken up again after a while;
it keeps its id, by which receivers tell a repetition. Times are the database's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from compliance.notifications.kinds import Announced, Attempt, Kind, Outcome, Outgoing
from compliance.store.notification_tables import Announcement, Delivery, Message, Webhook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

LEASE = timedelta(minutes=2)
"""How long a message is left to the process that took it up; an attempt takes far less."""
KEPT = timedelta(days=90)
"""How long a message that arrived or died, and the log of its attempts, can be looked up and sent again."""
MOST_FORGOTTEN = 1_000
"""Messages forgotten in one go, so that no transaction grows long after an upgrade."""


def announce(session: Session, happened: Announced) -> bool:
    """
    Write down what happened and a message to each receiver that asked for it; tell whether it was not yet known.
    """
    told = insert(Announcement).values(
        id=uuid7(), tenant_id=happened.tenant_id, key=happened.key, kind=happened.kind, data=dict(happened.data)
    )
    added = session.scalars(told.on_conflict_do_nothing(index_elements=["key"]).returning(Announcement.id))
    if added.one_or_none() is None:
        return False
    wanted = select(Webhook).where(Webhook.tenant_id == happened.tenant_id, Webhook.state == "active")
    for webhook in session.scalars(wanted):
        if not webhook.kinds or happened.kind in webhook.kinds:
            put(session, happened, {"webhook_id": webhook.id})
    return True


def put(session: Session, happened: Announced, recipient: Mapping[str, UUID]) -> UUID | None:
    """
    Order a message to one recipient (`webhook_id` or `person_id`); None where it was ordered before.
    """
    message = insert(Message).values(
        id=uuid7(), tenant_id=happened.tenant_id, event=happened.key, kind=happened.kind, data=dict(happened.data),
        **recipient,
    )  # fmt: skip
    unique = ["event", *recipient]
    return session.scalars(message.on_conflict_do_nothing(index_elements=unique).returning(Message.id)).one_or_none()


def take_up(session: Session, most_tries: int, limit: int) -> list[Outgoing]:
    """
    Take up messages whose time has come, fresh ones first, each for one process alone.

    Those that used up their tries die here.
    """
    wanted = (
        select(Message)
        .where(Message.state == "waiting", Message.next_at <= func.now())
        .order_by(Message.tries, Message.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = list(session.scalars(wanted))
    for row in rows:
        if row.tries >= most_tries:
            # Its process died in the last try: whether it arrived nobody knows, so it must be seen.
            row.state, row.ended_at = "dead", func.now()
        else:
            row.tries, row.next_at = row.tries + 1, func.now() + LEASE
    session.flush()
    return [
        Outgoing(
            row.id, row.tenant_id, row.webhook_id, row.person_id, Kind(row.kind), row.data, row.created_at, row.tries
        )
        for row in rows
        if row.state == "waiting"
    ]


def settle(session: Session, sent: Outgoing, attempt: Attempt, wait: timedelta | None) -> str:
    """
    Log an attempt and write down what became of its message: it waits, or dies where there is no time to wait for.

    Return its state.
    """
    row = session.get_one(Message, sent.id, with_for_update=True, populate_existing=True)
    session.add(
        Delivery(
            id=uuid7(),
            message_id=sent.id,
            tenant_id=sent.tenant_id,
            outcome=attempt.outcome,
            status=attempt.status,
            milliseconds=attempt.milliseconds,
        )
    )
    if attempt.outcome is Outcome.DELIVERED:
        row.state, row.ended_at = "delivered", func.now()
    elif row.state == "waiting" and row.tries == sent.tries:
        # Otherwise another process has taken it up since, and its attempt decides.
        if wait is None:
            row.state, row.ended_at = "dead", func.now()
        else:
            row.next_at = func.now() + wait
    session.flush()
    return row.state


def order_again(session: Session, message_id: UUID, webhook_id: UUID) -> bool:
    """
    Let a message of a receiver be delivered once more, from its first try on; tell whether the receiver has such a one.
    """
    row = session.get(Message, message_id, with_for_update=True, populate_existing=True)
    if row is None or row.webhook_id != webhook_id:
        return False
    row.state, row.tries, row.next_at, row.ended_at = "waiting", 0, func.now(), None
    session.flush()
    return True


def forget(session: Session) -> int:
    """
    Forget old messages that arrived or died, with their attempts; return how many.

    What was announced stays, so that nothing old is ever told as new.
    """
    old = select(Message.id).where(Message.ended_at < func.now() - KEPT).order_by(Message.ended_at)
    ids = list(session.scalars(old.limit(MOST_FORGOTTEN).with_for_update(skip_locked=True)))
    if ids:
        session.execute(delete(Delivery).where(Delivery.message_id.in_(ids)))
        session.execute(delete(Message).where(Message.id.in_(ids)))
    return len(ids)


def message(session: Session, message_id: UUID) -> Message:
    """
    Fetch one message as it stands.
    """
    return session.get_one(Message, message_id, populate_existing=True)


def messages(session: Session, webhook_id: UUID, before: UUID | None, limit: int) -> list[Message]:
    """
    Fetch messages to a receiver, newest first.
    """
    wanted = select(Message).where(Message.webhook_id == webhook_id).order_by(Message.id.desc()).limit(limit)
    return list(session.scalars(wanted.where(Message.id < before) if before else wanted))


def attempts(session: Session, message_ids: Sequence[UUID]) -> dict[UUID, list[Delivery]]:
    """
    Fetch the attempts to deliver messages, newest first.
    """
    found: dict[UUID, list[Delivery]] = {one: [] for one in message_ids}
    for row in session.scalars(select(Delivery).where(Delivery.message_id.in_(found)).order_by(Delivery.id.desc())):
        found[row.message_id].append(row)
    return found


def states(session: Session, webhook_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """
    Count the messages to receivers by state.
    """
    counted: dict[UUID, dict[str, int]] = {one: {} for one in webhook_ids}
    rows = session.execute(
        select(Message.webhook_id, Message.state, func.count())
        .where(Message.webhook_id.in_(webhook_ids))
        .group_by(Message.webhook_id, Message.state)
    )
    for webhook_id, state, count in rows:
        if webhook_id is not None:
            counted[webhook_id][state] = count
    return counted


def unsettled(session: Session) -> dict[str, int]:
    """
    Count the messages that were not delivered, by state.
    """
    wanted = select(Message.state, func.count()).where(Message.state != "delivered")
    return dict(session.execute(wanted.group_by(Message.state).order_by(Message.state)).all())


def happened(session: Session, tenant_id: UUID, since: datetime, until: datetime) -> list[Announcement]:
    """
    Fetch what happened in a tenant in a span of time, oldest first.
    """
    wanted = select(Announcement).where(Announcement.tenant_id == tenant_id)
    return list(
        session.scalars(wanted.where(Announcement.at >= since, Announcement.at < until).order_by(Announcement.id))
    )
