"""
Find the office's PostgreSQL: the server of the settings, else the embedded one, started and brought up to date.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from compliance import access
from compliance.errors import Unavailable
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE, Database
from compliance.store.envelope import KEY_BYTES
from compliance.store.migrate import current, migrate
from compliance.store.tables import KeyMark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from compliance.settings import Settings
    from compliance.store.envelope import KeyRing


@dataclass(frozen=True, slots=True)
class Site:
    """
    Hold the address for daily work, the owner's address, and the embedded cluster if there is one.
    """

    url: str
    owner_url: str
    cluster: Cluster | None = None

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """
        Join the embedded cluster or take the server of the settings.

        Raises:
            Unavailable: PostgreSQL does not start, does not answer, or its schema is not the one needed.
        """
        if settings.database_url is None:
            return cls._embedded(settings)
        try:
            ready = current(settings.database_url)
        except SQLAlchemyError as lost:
            raise Unavailable("데이터베이스에 연결할 수 없습니다", "the database cannot be reached") from lost
        if not ready:
            raise Unavailable("먼저 compliance migrate를 실행하십시오", "run `compliance migrate` first", "schema")
        return cls(settings.database_url, settings.owner_database_url or settings.database_url)

    @classmethod
    def _embedded(cls, settings: Settings) -> Self:
        cluster = Cluster.join(settings.data_dir)
        migrate(cluster.url(OWNER), app_password="")
        return cls(cluster.url(APP_ROLE), cluster.url(OWNER), cluster)

    def close(self) -> None:
        """
        Leave the embedded cluster.
        """
        if self.cluster:
            self.cluster.leave()


def migrate_server(settings: Settings) -> None:
    """
    Bring the schema up to date, embedded or not, and let the application role sign in if the settings use it.

    Raises:
        Unavailable: the database cannot be reached.
    """
    if settings.database_url is None:
        Site.open(settings).close()
        return
    daily = make_url(settings.database_url)
    owner = settings.owner_database_url or settings.database_url
    try:
        migrate(owner, daily.password if daily.username == APP_ROLE else None)
    except SQLAlchemyError as lost:
        raise Unavailable("데이터베이스에 연결할 수 없습니다", "the database cannot be reached") from lost


def check_key(database: Database, keys: KeyRing) -> KeyRing:
    """
    Refuse to work with keys that this database was not sealed with; return the ring with the database's seed.

    Raises:
        Unavailable: the key is another or retired; documents would not open, and new ones be split between two keys.
    """
    with database.transaction(access.system()) as session:
        if not session.scalars(select(KeyMark.mark)).first():
            _remember(session, keys.with_seed(os.urandom(KEY_BYTES)), keys.marks[-1])
        known = {row.mark: row for row in session.scalars(select(KeyMark).where(KeyMark.retired_at.is_(None)))}
        mine = next((known[mark] for mark in keys.marks if mark in known), None)
        if mine is None:
            raise Unavailable(
                "암호화 열쇠(KEK)가 이 데이터베이스의 것이 아닙니다", "this KEK is not the database's", "kek"
            )
        ring = keys.open_seed(mine.mark, mine.wrapped_seed) if mine.wrapped_seed else keys.seeded_by(mine.mark)
        for mark in set(keys.marks) - set(known):
            _remember(session, ring, mark)
    return ring


def _remember(session: Session, keys: KeyRing, mark: str) -> None:
    row = insert(KeyMark).values(mark=mark, wrapped_seed=keys.sealed_seed(mark))
    session.execute(row.on_conflict_do_nothing())
