"""
Bring a database's schema up to date, and tell whether it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from compliance.store.database import APP_ROLE, driver_url, plain_url

if TYPE_CHECKING:
    from sqlalchemy import Connection

OWN_TABLES = "-c search_path=public -c TimeZone=UTC"
"""Without the queue's schema: its tables are the queue's own, and a comparison would want to drop them."""
KEEPER = Path(__file__).resolve().parent / "migrations" / "sql" / "keeper.sql"
LOCK = 7_301_001
"""Number of the advisory lock that lets one process migrate at a time."""


def migrate(owner_url: str, app_password: str | None = None) -> None:
    """
    Apply all missing migrations as the owner; several processes may call this at once.

    `app_password` lets the application role sign in by itself ("" where the kernel vouches for it, embedded).
    """
    engine = create_engine(driver_url(owner_url), poolclass=NullPool, connect_args={"options": OWN_TABLES})
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if _present(connection) != _newest():
            command.upgrade(_config(connection), "head")
        connection.exec_driver_sql(KEEPER.read_text(encoding="utf-8"))
    if app_password is not None:
        _let_sign_in(owner_url, app_password)


def current(url: str) -> bool:
    """
    Tell whether the schema is the one this program needs.
    """
    engine = create_engine(driver_url(url), poolclass=NullPool, connect_args={"options": OWN_TABLES})
    with engine.connect() as connection:
        return _present(connection) == _newest()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _present(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _let_sign_in(owner_url: str, password: str) -> None:
    statement = sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(APP_ROLE))
    if password:
        statement = sql.SQL("{} PASSWORD {}").format(statement, sql.Literal(password))
    with psycopg.connect(plain_url(owner_url), autocommit=True) as connection:
        connection.execute(statement)
