"""
Connect to PostgreSQL and give out transactions in which its row-level security knows who is asking.

Every transaction runs as the role `compliance_app`, which owns nothing and is bound by the policies, with the person's
tenant and actor set for just that transaction. Without a person a transaction sees no row of any tenant.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg import errors
from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from compliance import outages
from compliance.errors import Rejected
from compliance.store.pulse import LONGEST_STATEMENT_SECONDS, Pulse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import Dialect
    from sqlalchemy.pool import ConnectionPoolEntry

    from compliance.access import Person
    from compliance.errors import Outage

APP_ROLE = "compliance_app"
SESSION_OPTIONS = (
    "-c search_path=public,queue -c TimeZone=UTC -c lock_timeout=10s"
    f" -c statement_timeout={LONGEST_STATEMENT_SECONDS}s -c idle_in_transaction_session_timeout=20s"
)
"""
What holds on every connection: the queue's tables, which live in a schema of their own, are found; and nobody waits
for ever for a process that stopped in the middle of a transaction (the journal is one queue for all).
"""

NOTICING: Final = {
    "connect_timeout": "5",
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "2",
    "tcp_user_timeout": "4000",
}
"""
What holds of every connection over a network, unless its address says otherwise: within four seconds it is noticed that
the other end is gone without a word (a cable, a firewall that forgot), whether it is asked something or waited for.
"""

FULL: Final = "53100"
"""What PostgreSQL says where it finds no room to write (disk_full)."""
BUSY: Final = ("53", "40", "55P03", "57014")
"""How its codes begin where it has too much to do: no memory or connection, a deadlock, a lock or a statement too long."""
NO_PLACE: Final = re.compile(
    r"too many (clients|connections)|connection slots|no more connections allowed|최대 (동시 )?접속(자 )?수|연결 슬롯"
)
"""
How a server without a place for one more connection says so, in the languages it does here, and the pooler before it.
The driver hands on no code of whatever happens before a connection stands, only these words.
"""
FULL_FOR_SECONDS: Final = 30
"""How long a full disk is told of after the last write that failed."""

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
    pulse: Pulse
    _full_at: list[float] = field(default_factory=list)

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
            connect_args={"options": SESSION_OPTIONS},
        )
        pulse = Pulse(plain_url(url))

        @event.listens_for(engine, "do_connect")
        def _connect(
            _dialect: Dialect, _entry: ConnectionPoolEntry, arguments: tuple[str, ...], named: dict[str, Any]
        ) -> psycopg.Connection[object]:
            return pulse.connect(arguments, named)

        return cls(engine, url, pulse)

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
            Outage: the database cannot be reached, says nothing, is full, or no connection came free in time.
            Rejected: "value", a character or number that no column holds.
        """
        try:
            if self.pulse.is_silent():
                raise outages.database_silent()
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                identify(session, person, credential)
                yield session
        except DataError as unusable:
            # A null character, a number out of range: what no column holds, whatever it was meant for.
            raise Rejected("저장할 수 없는 글자나 값이 있습니다", "a value cannot be stored", "value") from unusable
        except PoolTimeout as none_free:
            raise outages.busy() from none_free
        except (DBAPIError, ConnectorException) as broken:
            outage = outage_of(broken)
            if outage is None:
                raise
            if outage.code == outages.FULL:
                self._full_at[:] = [time.monotonic()]
            raise outage from broken

    @property
    def was_full_lately(self) -> bool:
        """
        Tell whether this process lately wrote something that PostgreSQL had no room for.
        """
        return any(time.monotonic() - at < FULL_FOR_SECONDS for at in self._full_at)


def outage_of(broken: DBAPIError | ConnectorException) -> Outage | None:
    """
    Tell what gives out for now from a mistake of the program's own; the queue hides the driver's error behind its own.
    """
    own = broken.orig if isinstance(broken, DBAPIError) else broken.__cause__
    code = getattr(own, "sqlstate", None) or ""
    if code == FULL:
        return outages.storage_full()
    if code.startswith(BUSY) or (not code and NO_PLACE.search(str(own))):
        return outages.busy()
    if isinstance(own, errors.ConnectionTimeout):
        return outages.database_silent()
    is_lost = isinstance(broken, DBAPIError) and broken.connection_invalidated
    if is_lost or isinstance(own, psycopg.OperationalError | psycopg.InterfaceError):
        return outages.database_down()
    return None


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
    return _noticing(url).set(drivername="postgresql+psycopg")


def plain_url(url: str) -> str:
    """
    Name no driver, as libpq and the queue want it.
    """
    return _noticing(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _noticing(url: str) -> URL:
    """
    Have a connection notice by itself that its other end is gone.
    """
    made = make_url(url)
    return made.set(query={**NOTICING, **made.query})
