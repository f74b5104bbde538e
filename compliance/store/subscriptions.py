"""
Keep who asked for the daily digest and for a calendar's private address; whose each is, PostgreSQL decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from compliance.store.notification_tables import CalendarFeed, DigestSubscriber
from compliance.store.tables import Human

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person


def subscribe(session: Session, person: Person, wrapped_key: bytes, sealed_address: bytes) -> None:
    """
    Keep a person's address for the digest; what happened before today's asking is not told.
    """
    address = {"wrapped_key": wrapped_key, "sealed_address": sealed_address}
    row = insert(DigestSubscriber).values(person_id=person.id, tenant_id=person.tenant_id, **address)
    session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=address))


def subscriber(session: Session, person_id: UUID) -> DigestSubscriber | None:
    """
    Fetch a person's subscription.
    """
    return session.get(DigestSubscriber, person_id)


def unsubscribe(session: Session, person: Person) -> None:
    """
    Forget a person's address.
    """
    session.execute(delete(DigestSubscriber).where(DigestSubscriber.person_id == person.id))


def behind(session: Session, until: datetime) -> list[DigestSubscriber]:
    """
    Lock those who were not told of everything up to a moment; what another process is telling is left to it.
    """
    wanted = select(DigestSubscriber).where(DigestSubscriber.told_until < until)
    return list(session.scalars(wanted.order_by(DigestSubscriber.person_id).with_for_update(skip_locked=True)))


def actor_of(session: Session, person_id: UUID) -> str | None:
    """
    Return which part somebody plays today; None for those who left.
    """
    wanted = select(Human.actor).where(Human.id == person_id, Human.retired_at.is_(None))
    return session.scalars(wanted).one_or_none()


def keep_feed(session: Session, person: Person, credential: bytes) -> None:
    """
    Keep the hash of a person's calendar address in place of the one before.
    """
    row = insert(CalendarFeed).values(person_id=person.id, tenant_id=person.tenant_id, credential=credential)
    fresh = {"credential": credential, "created_at": func.now()}
    session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=fresh))


def feed(session: Session, person: Person) -> CalendarFeed | None:
    """
    Fetch a person's calendar address, of which only the hash is known.
    """
    return session.get(CalendarFeed, person.id)


def revoke_feed(session: Session, person: Person) -> None:
    """
    Forget a person's calendar address.
    """
    session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person.id))
