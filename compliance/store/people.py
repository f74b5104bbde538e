"""
Find people by what they present, and make accounts; only hashes of keys, links and session tokens are kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, text, update
from uuid_utils.compat import uuid7

from compliance.access import Actor, Person
from compliance.store.notification_tables import CalendarFeed
from compliance.store.tables import ApiKey, BrowserSession, EntryLink, Human, IdempotencyKey, Tenant

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

TOUCH = timedelta(seconds=60)
"""How often, at most, the use of a session is written down."""

Credential = ApiKey | BrowserSession | EntryLink | CalendarFeed


def of_key(session: Session, credential: bytes) -> Person | None:
    """
    Return whose key this is, None if unknown or revoked.
    """
    wanted = select(ApiKey).where(ApiKey.credential == credential, ApiKey.revoked_at.is_(None))
    return _person(session, session.scalars(wanted).one_or_none())


def of_session(session: Session, credential: bytes, idle: timedelta) -> Person | None:
    """
    Return whose session this is, None if unknown, too old or idle for too long.
    """
    now = func.now()
    wanted = select(BrowserSession).where(
        BrowserSession.credential == credential, BrowserSession.expires_at > now, BrowserSession.used_at > now - idle
    )
    found = session.scalars(wanted).one_or_none()
    if found:
        stale = BrowserSession.used_at < now - TOUCH
        session.execute(update(BrowserSession).where(BrowserSession.id == found.id, stale).values(used_at=now))
    return _person(session, found)


def of_link(session: Session, credential: bytes) -> Person | None:
    """
    Use up a link and return whose it was, None if unknown, used or too old.
    """
    use = (
        update(EntryLink)
        .where(EntryLink.credential == credential, EntryLink.used_at.is_(None), EntryLink.expires_at > func.now())
        .values(used_at=func.now())
        .returning(EntryLink)
    )
    return _person(session, session.scalars(use).one_or_none())


def of_feed(session: Session, credential: bytes) -> Person | None:
    """
    Return whose calendar address this is, None if unknown or revoked.
    """
    wanted = select(CalendarFeed).where(CalendarFeed.credential == credential)
    return _person(session, session.scalars(wanted).one_or_none())


def begin_session(session: Session, person: Person, credential: bytes, life: timedelta) -> None:
    """
    Keep a new session token's hash; the transaction must present that very hash.
    """
    session.add(
        BrowserSession(
            id=uuid7(),
            tenant_id=person.tenant_id,
            person_id=person.id,
            credential=credential,
            expires_at=func.now() + life,
        )
    )
    session.flush()


def end_session(session: Session, credential: bytes) -> None:
    """
    Forget a session.
    """
    session.execute(delete(BrowserSession).where(BrowserSession.credential == credential))


def make_tenant(session: Session, name: str) -> UUID:
    """
    Make a tenant; for administrators.
    """
    tenant = Tenant(id=uuid7(), name=name)
    session.add(tenant)
    session.flush()
    return tenant.id


def make_person(session: Session, tenant_id: UUID, name: str, actor: Actor) -> Person:
    """
    Make a person; for administrators.
    """
    person = Person(uuid7(), tenant_id, name, actor)
    session.add(Human(id=person.id, tenant_id=tenant_id, name=name, actor=actor.value))
    session.flush()
    return person


def make_key(session: Session, person: Person, credential: bytes) -> None:
    """
    Keep the hash of a person's new API key; for administrators.
    """
    session.add(ApiKey(id=uuid7(), tenant_id=person.tenant_id, person_id=person.id, credential=credential))
    session.flush()


def make_link(session: Session, person: Person, credential: bytes, life: timedelta) -> None:
    """
    Keep the hash of a person's one-use link; for administrators.
    """
    session.add(
        EntryLink(
            id=uuid7(),
            tenant_id=person.tenant_id,
            person_id=person.id,
            credential=credential,
            expires_at=func.now() + life,
        )
    )
    session.flush()


def tenant_named(session: Session, name: str) -> UUID | None:
    """
    Find a tenant by name; for administrators.
    """
    return session.scalars(select(Tenant.id).where(Tenant.name == name).order_by(Tenant.id).limit(1)).one_or_none()


def tenant_name(session: Session, tenant_id: UUID) -> str:
    """
    Return the name of a tenant; empty where this person may not know it.
    """
    return session.scalars(select(Tenant.name).where(Tenant.id == tenant_id)).one_or_none() or ""


def person_named(session: Session, tenant_id: UUID, name: str, actor: Actor) -> Person | None:
    """
    Find a person of a tenant by name and part; for administrators.
    """
    wanted = select(Human).where(Human.tenant_id == tenant_id, Human.name == name, Human.retired_at.is_(None))
    return _known(session.scalars(wanted.where(Human.actor == actor.value).limit(1)).one_or_none())


def any_of(session: Session, actor: Actor) -> Person | None:
    """
    Find the first person playing a part; for administrators.
    """
    wanted = select(Human).where(Human.actor == actor.value, Human.retired_at.is_(None))
    return _known(session.scalars(wanted.order_by(Human.id).limit(1)).one_or_none())


def sweep(session: Session) -> None:
    """
    Forget expired sessions, links and idempotency keys of all tenants; for the system.
    """
    for table in (BrowserSession, EntryLink, IdempotencyKey):
        session.execute(delete(table).where(table.expires_at < func.now()))


def _person(session: Session, credential: Credential | None) -> Person | None:
    if credential is None:
        return None
    # The row was shown because its credential was presented: from here on this is its tenant's transaction.
    session.execute(text("SELECT set_config('app.tenant', :tenant, true)"), {"tenant": str(credential.tenant_id)})
    wanted = select(Human).where(Human.id == credential.person_id, Human.retired_at.is_(None))
    return _known(session.scalars(wanted).one_or_none())


def _known(row: Human | None) -> Person | None:
    return Person(row.id, row.tenant_id, row.name, Actor(row.actor)) if row else None
