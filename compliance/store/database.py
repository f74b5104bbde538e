"""
Connect to PostgreSQL and give out transactions in which its row-level security knows who is asking.

Every transaction runs as the role `compliance_app`, which owns nothing and is bound by the policies, with the person's
tenant and actor set for just that transaction. Without a person a transaction sees no row of any tenant.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from compliance.errors import Rejected, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.access import Person

APP_ROLE = "compliance_app"
SESSION_OPTIONS = (
    "-c search_path=public,queue -c TimeZone=UTC"
    " -c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=20s"
)
"""
What holds on every connection: the queue's tables, which live in a schema of their own, are found; and nobody waits
for ever for a process that stopped in the middle of a transaction (the journal is one queue for all).
"""

_ENTER = text(
    "SELECT set_config('role', :role, true), set_config('app.tenant', :tenant, true),"
    " set_config('app.person', :person, true), set_config('app.actor', :actor, true),"
    " set_config('app.credential', :credential, true)"
)


@dataclass(frozen=True, slots=True)
class Database:
    """
    Hold the pool of one process.
    """

    engine: Engine
    url: str

    @classmethod
    def connect(cls, url: str, *, pool_size: int, wait_seconds: float) -> Database:
        """
        Prepare a pool for this address; nothing is opened before it is needed.
        """
        engine = create_engine(
            driver_url(url),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=wait_seconds,
            pool_pre_ping=True,
            # An error's message never repeats what was to be stored.
            hide_parameters=True,
            connect_args={"options": SESSION_OPTIONS, "connect_timeout": max(2, int(wait_seconds))},
        )
        return cls(engine, url)

    def close(self) -> None:
        """
        Close all connections.
        """
        self.engine.dispose()

    @contextmanager
    def transaction(self, person: Person | None = None, credential: bytes | None = None) -> Iterator[Session]:
        """
        Open a transaction for a person; commit when the block ends, take all back if it raises.

        `credential` is the hash of a key, link or session token: it makes exactly the row with that hash visible.

        Raises:
            Unavailable: the database cannot be reached, or no connection came free in time.
            Rejected: "value", a character or number that no column holds.
        """
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                identify(session, person, credential)
                yield session
        except (OperationalError, InterfaceError, PoolTimeout) as lost:
            raise Unavailable("데이터베이스에 연결할 수 없습니다", "the database cannot be reached") from lost
        except DataError as unusable:
            # A null character, a number out of range: what no column holds, whatever it was meant for.
            raise Rejected("저장할 수 없는 글자나 값이 있습니다", "a value cannot be stored", "value") from unusable
        except DBAPIError as broken:
            if broken.connection_invalidated:
                raise Unavailable("데이터베이스 연결이 끊어졌습니다", "the database connection was lost") from broken
            raise


def identify(session: Session, person: Person | None, credential: bytes | None = None) -> None:
    """
    Tell row-level security, for the rest of this transaction, who is asking.
    """
    known = {
        "role": APP_ROLE,
        "tenant": str(person.tenant_id) if person else "",
        "person": str(person.id) if person else "",
        "actor": person.actor.value if person else "",
        "credential": credential.hex() if credential else "",
    }
    session.execute(_ENTER, known)


def queue_connection(session: Session) -> psycopg.Connection[object]:
    """
    Lend the transaction's own connection to the queue, so that a job exists exactly if the transaction does.
    """
    lent = session.connection().connection.driver_connection
    if not isinstance(lent, psycopg.Connection):
        raise TypeError("the queue shares transactions with psycopg only")
    return lent


def driver_url(url: str) -> URL:
    """
    Name psycopg 3 as the driver, whichever way the address was written.
    """
    return make_url(url).set(drivername="postgresql+psycopg")


def plain_url(url: str) -> str:
    """
    Name no driver, as libpq and the queue want it.
    """
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
