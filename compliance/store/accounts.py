"""
Keep accounts with their keys and sessions; whose somebody sees and changes, PostgreSQL decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, update

from compliance.errors import NotFound
from compliance.store.tables import ApiKey, BrowserSession, EntryLink, FederatedAccount, Human, Tenant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Actor, Person

    Account = tuple[Human, str]
    """One person with the name of their organisation."""


def every(session: Session, before: UUID | None, limit: int) -> list[Account]:
    """
    Fetch accounts, newest first.
    """
    wanted = select(Human, Tenant.name).join(Tenant, Tenant.id == Human.tenant_id)
    rows = session.execute(
        (wanted.where(Human.id < before) if before else wanted).order_by(Human.id.desc()).limit(limit)
    )
    return [(human, name) for human, name in rows]


def one(session: Session, account_id: UUID) -> Account:
    """
    Fetch one account.

    Raises:
        NotFound: absent, or of another organisation.
    """
    wanted = select(Human, Tenant.name).join(Tenant, Tenant.id == Human.tenant_id)
    row = session.execute(wanted.where(Human.id == account_id)).one_or_none()
    if row is None:
        raise NotFound
    human, name = row
    return human, name


def same(session: Session, tenant_id: UUID, name: str, actor: Actor) -> UUID | None:
    """
    Find an account of the same organisation, name and role, disabled or not.
    """
    wanted = select(Human.id).where(Human.tenant_id == tenant_id, Human.name == name, Human.actor == actor.value)
    return session.scalars(wanted.limit(1)).one_or_none()


def change(session: Session, account_id: UUID, actor: Actor | None, *, is_disabled: bool | None) -> None:
    """
    Change what part somebody plays, or whether they are let in.
    """
    values: dict[str, object] = {}
    if actor is not None:
        values["actor"] = actor.value
    if is_disabled is not None:
        values["retired_at"] = func.coalesce(Human.retired_at, func.now()) if is_disabled else None
    if values:
        session.execute(update(Human).where(Human.id == account_id).values(values))


def keys(session: Session, account_id: UUID, limit: int) -> Sequence[ApiKey]:
    """
    Fetch the newest keys of an account, revoked ones too.
    """
    wanted = select(ApiKey).where(ApiKey.person_id == account_id).order_by(ApiKey.id.desc()).limit(limit)
    return session.scalars(wanted).all()


def count_open_keys(session: Session, account_id: UUID) -> int:
    """
    Count the keys of an account that open anything.
    """
    is_open = or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > func.now())
    wanted = select(func.count()).where(ApiKey.person_id == account_id, ApiKey.revoked_at.is_(None), is_open)
    return session.scalars(wanted).one()


def revoke_keys(session: Session, account_id: UUID, key_id: UUID | None = None) -> int:
    """
    Revoke one key of an account or all, and end the sessions they began; return how many were open until now.
    """
    wanted = update(ApiKey).where(ApiKey.person_id == account_id, ApiKey.revoked_at.is_(None))
    if key_id is not None:
        wanted = wanted.where(ApiKey.id == key_id)
    revoked = session.scalars(wanted.values(revoked_at=func.now()).returning(ApiKey.id)).all()
    session.execute(delete(BrowserSession).where(BrowserSession.key_id.in_(revoked)))
    return len(revoked)


def sessions(session: Session, account_id: UUID, idle: timedelta) -> Sequence[BrowserSession]:
    """
    Fetch the sessions of an account that are still good, newest first.
    """
    now = func.now()
    wanted = select(BrowserSession).where(
        BrowserSession.person_id == account_id, BrowserSession.expires_at > now, BrowserSession.used_at > now - idle
    )
    return session.scalars(wanted.order_by(BrowserSession.id.desc())).all()


def end_sessions(session: Session, account_id: UUID, session_id: UUID | None = None) -> int:
    """
    End one session of an account or all; return how many there were.
    """
    wanted = delete(BrowserSession).where(BrowserSession.person_id == account_id)
    if session_id is not None:
        wanted = wanted.where(BrowserSession.id == session_id)
    return len(session.scalars(wanted.returning(BrowserSession.id)).all())


def shut(session: Session, account_id: UUID) -> None:
    """
    Revoke all keys of an account, end its sessions and make its one-use links worth nothing.
    """
    revoke_keys(session, account_id)
    end_sessions(session, account_id)
    session.execute(delete(EntryLink).where(EntryLink.person_id == account_id))


def federated(session: Session, issuer: str, subject: str) -> UUID | None:
    """
    Find the account of whom a provider vouches for.
    """
    wanted = select(FederatedAccount.person_id)
    return session.scalars(
        wanted.where(FederatedAccount.issuer == issuer, FederatedAccount.subject == subject)
    ).one_or_none()


def federate(session: Session, issuer: str, subject: str, person: Person) -> None:
    """
    Remember whose account it is that a provider vouches for.
    """
    session.add(FederatedAccount(issuer=issuer, subject=subject, tenant_id=person.tenant_id, person_id=person.id))
    session.flush()
