"""
Open the whole database for a back-up or a look through everything: as a role that sees every row and changes none.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from compliance.store.database import driver_url

if TYPE_CHECKING:
    from collections.abc import Iterator

KEEPER_ROLE = "compliance_keeper"
KEEPER_OPTIONS = "-c search_path=public,queue -c TimeZone=UTC -c lock_timeout=10s"
"""Without the limits of daily work: what looks through everything takes as long as it takes."""


@contextmanager
def keeper(owner_url: str) -> Iterator[Session]:
    """
    Give a read-only transaction that sees everything as it stood at one moment.
    """
    engine = create_engine(
        driver_url(owner_url),
        poolclass=NullPool,
        isolation_level="REPEATABLE READ",
        hide_parameters=True,
        connect_args={"options": KEEPER_OPTIONS},
    )
    with Session(engine) as session, session.begin():
        session.execute(text("SET TRANSACTION READ ONLY"))
        session.execute(text(f"SET LOCAL ROLE {KEEPER_ROLE}"))
        yield session
