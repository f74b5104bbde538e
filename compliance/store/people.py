"""
Find people by what they present, and make accounts; only hashes of keys, links and session tokens are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, text, update
from uuid_utils.compat import uuid7

from compliance.access import Actor, Person
from compliance.store.notification_tables import CalendarFeed
from compliance.store.tables import ApiKey, BrowserSession, EntryLink, Human, IdempotencyKey, KeptAnswer, Tenant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

TOUCH = timedelta(seconds=60)
"""How often, at most, the use of a session or key is written down."""
PREFIX_LENGTH = 12
"""Letters of a key that are kept, for people to tell keys apart; 32 random bytes follow them."""

Credential = ApiKey | BrowserSession | EntryLink | CalendarFeed


@dataclass(frozen=True, slots=True)
class NewKey:
    """
    Hold what is kept of a new API key itself.
    """

    prefix: str
    credential: bytes
    made_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entrant:
    """
    Hold who may begin a session, and the key that they showed: its session ends with it.
    """

    person: Person
    key_id: UUID | None = None
    until: datetime | None = None


def of_key(session: Session, credential: bytes) -> Person | None:
    """
    Return whose key this is and what it is narrowed to, None if unknown, revoked or too old.
    """
    stale = or_(ApiKey.used_at.is_(None), ApiKey.used_at < func.now() - TOUCH)
    row = session.execute(select(ApiKey, stale).where(*_is_good(credential))).one_or_none()
    if row is None:
        return None
    key, is_stale = row
    if is_stale:
        session.execute(update(ApiKey).where(ApiKey.id == key.id).values(used_at=func.now()))
    person = _person(session, key)
    return person if person is None or key.scopes is None else replace(person, scopes=frozenset(key.scopes))


def entering_by_key(session: Session, credential: bytes) -> Entrant | None:
    """
    Return who may begin a session with this key: a narrowed one begins none, for a session is never narrowed.

    The key stays as it is until the transaction ends, so that whoever revokes it also finds its session.
    """
    wanted = select(ApiKey).where(*_is_good(credential), ApiKey.scopes.is_(None)).with_for_update(read=True)
    key = session.scalars(wanted).one_or_none()
    person = _person(session, key)
    return Entrant(person, key.id, key.expires_at) if key and person else None


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


def entering_by_link(session: Session, credential: bytes) -> Entrant | None:
    """
    Use up a link and return whose it was, None if unknown, used or too old.
    """
    use = (
        update(EntryLink)
        .where(EntryLink.credential == credential, EntryLink.used_at.is_(None), EntryLink.expires_at > func.now())
        .values(used_at=func.now())
        .returning(EntryLink)
    )
    person = _person(session, session.scalars(use).one_or_none())
    return Entrant(person) if person else None


def of_feed(session: Session, credential: bytes) -> Person | None:
    """
    Return whose calendar address this is, None if unknown or revoked.
    """
    wanted = select(CalendarFeed).where(CalendarFeed.credential == credential)
    return _person(session, session.scalars(wanted).one_or_none())


def begin_session(session: Session, entrant: Entrant, credential: bytes, life: timedelta) -> None:
    """
    Keep a new session token's hash; the transaction must present that very hash.
    """
    session.add(
        BrowserSession(
            id=uuid7(),
            tenant_id=entrant.person.tenant_id,
            person_id=entrant.person.id,
            credential=credential,
            # PostgreSQL's `least` passes over what is NULL.
            expires_at=func.least(func.now() + life, entrant.until),
            key_id=entrant.key_id,
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


def make_key(
    session: Session, person: Person, key: NewKey, label: str = "", scopes: Sequence[str] | None = None
) -> ApiKey:
    """
    Keep the hash of a person's new API key; for themselves and for administrators.
    """
    row = ApiKey(
        id=uuid7(),
        tenant_id=person.tenant_id,
        person_id=person.id,
        credential=key.credential,
        created_at=key.made_at,
        prefix=key.prefix,
        label=label,
        scopes=None if scopes is None else list(scopes),
        expires_at=key.expires_at,
    )
    session.add(row)
    session.flush()
    return row


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
    for table in (BrowserSession, EntryLink, IdempotencyKey, KeptAnswer):
        session.execute(delete(table).where(table.expires_at < func.now()))


def _is_good(credential: bytes) -> tuple[ColumnElement[bool], ...]:
    is_open = or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > func.now())
    return ApiKey.credential == credential, ApiKey.revoked_at.is_(None), is_open


def _person(session: Session, credential: Credential | None) -> Person | None:
    if credential is None:
        return None
    # The row was shown because its credential was presented: from here on this is its tenant's transaction.
    session.execute(text("SELECT set_config('app.tenant', :tenant, true)"), {"tenant": str(credential.tenant_id)})
    wanted = select(Human).where(Human.id == credential.person_id, Human.retired_at.is_(None))
    return _known(session.scalars(wanted).one_or_none())


def _known(row: Human | None) -> Person | None:
    return Person(row.id, row.tenant_id, row.name, Actor(row.actor)) if row else None
