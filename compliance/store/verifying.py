"""
Open the journal for verifying: as a role that reads every tenant's lines, and nothing but lines.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from compliance.store.database import SESSION_OPTIONS, driver_url

if TYPE_CHECKING:
    from collections.abc import Iterator

VERIFIER_ROLE = "compliance_verifier"


@contextmanager
def verifier(owner_url: str) -> Iterator[Session]:
    """
    Give a read-only transaction of the verifying role.
    """
    engine = create_engine(driver_url(owner_url), poolclass=NullPool, connect_args={"options": SESSION_OPTIONS})
    with Session(engine) as session, session.begin():
        session.execute(text("SET TRANSACTION READ ONLY"))
        session.execute(text(f"SET LOCAL ROLE {VERIFIER_ROLE}"))
        yield session
