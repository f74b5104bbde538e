"""
Change how keys of documents are wrapped, in all tables that hold any, as a role that may do nothing else.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, func, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from compliance.store.database import driver_url
from compliance.store.envelope import MARK_BYTES
from compliance.store.keeper import KEEPER_OPTIONS
from compliance.store.tables import KeyMark, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from sqlalchemy import ColumnElement, FromClause

LOCKSMITH_ROLE = "compliance_locksmith"
NO_MARK = "0" * (2 * MARK_BYTES)
"""A mark that no key has."""
AT_ONCE = 200
"""Keys wrapped anew in one transaction: whoever wants one of these documents waits no longer than that."""


def holders() -> list[FromClause]:
    """
    Return the tables that hold wrapped keys.
    """
    return [table for table in Table.metadata.sorted_tables if "wrapped_key" in table.columns]


def engine_of(owner_url: str) -> Engine:
    """
    Prepare connections of the owner.
    """
    return create_engine(driver_url(owner_url), poolclass=NullPool, connect_args={"options": KEEPER_OPTIONS})


@contextmanager
def locksmith(engine: Engine) -> Iterator[Session]:
    """
    Give a transaction of the role that wraps keys.
    """
    with Session(engine) as session, session.begin():
        session.execute(text(f"SET LOCAL ROLE {LOCKSMITH_ROLE}"))
        yield session


def left(session: Session, mark: str) -> int:
    """
    Count the keys that are wrapped by another key than this.
    """
    counts = (select(func.count()).select_from(table).where(_wrapped_otherwise(table, mark)) for table in holders())
    return sum(session.execute(each).scalar_one() for each in counts)


def rewrap_some(session: Session, mark: str, rewrap: Callable[[UUID, UUID, bytes], bytes]) -> int:
    """
    Wrap some keys anew by the key of this mark, and return how many.
    """
    for table in holders():
        row_id = next(iter(table.primary_key))
        wanted = select(table.c.tenant_id, row_id, table.c.wrapped_key).where(_wrapped_otherwise(table, mark))
        rows = session.execute(wanted.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
        for tenant_id, one, wrapped in rows:
            values: dict[str, Any] = {"wrapped_key": rewrap(tenant_id, one, wrapped)}
            if "kek_mark" in table.columns:
                values["kek_mark"] = mark
            session.execute(update(table).where(row_id == one).values(values))  # type: ignore[arg-type]
        if rows:
            return len(rows)
    return 0


def retire_others(session: Session, mark: str) -> bool:
    """
    Retire every key but this one, unless something is still wrapped by another; nothing new is from then on.
    """
    names = ", ".join(table.name for table in holders())  # type: ignore[attr-defined]
    # Waits for those who are just writing; whoever comes later is refused with a retired key.
    # Locking whole tables is the owner's right.
    session.execute(text(f"RESET ROLE; LOCK TABLE {names} IN SHARE MODE; SET LOCAL ROLE {LOCKSMITH_ROLE}"))
    if left(session, mark):
        return False
    session.execute(
        update(KeyMark).where(KeyMark.mark != mark, KeyMark.retired_at.is_(None)).values(retired_at=func.now())
    )
    return True


def _wrapped_otherwise(table: FromClause, mark: str) -> ColumnElement[bool]:
    named = func.encode(func.substr(table.c.wrapped_key, 1, len(mark) // 2), "hex")
    # An empty one was taken back with what it opened.
    return (func.octet_length(table.c.wrapped_key) > 0) & (named != mark)
