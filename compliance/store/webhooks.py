"""
Keep the receivers of webhooks; whose they are, PostgreSQL decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from compliance.errors import NotFound
from compliance.store import rows
from compliance.store.notification_tables import Webhook

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

REMOVED = "removed"
ENDED = frozenset({REMOVED, "gone"})
"""Nothing is sent to these; a paused receiver still gets what was ordered before."""


def one(session: Session, webhook_id: UUID, *, to_change: bool = False) -> Webhook:
    """
    Fetch one receiver, locked where it is to change.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    return rows.one(session, Webhook, webhook_id, to_change=to_change)


def present(session: Session, webhook_id: UUID, *, to_change: bool = False) -> Webhook:
    """
    Fetch one receiver that was not removed.

    Raises:
        NotFound: absent, removed, or not theirs to see.
    """
    found = one(session, webhook_id, to_change=to_change)
    if found.state == REMOVED:
        raise NotFound
    return found


def every(session: Session) -> list[Webhook]:
    """
    Fetch the receivers that were not removed, newest first: an authority has a handful.
    """
    return list(session.scalars(select(Webhook).where(Webhook.state != REMOVED).order_by(Webhook.id.desc())))


def retire(session: Session, webhook_id: UUID, state: str) -> None:
    """
    Send a receiver nothing any more.
    """
    one(session, webhook_id, to_change=True).state = state
    session.flush()
