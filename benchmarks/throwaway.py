"""
Open an office with the real rules on a PostgreSQL of its own, and throw both away.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from compliance.office import Office
from compliance.settings import Settings
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE
from compliance.store.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "bench"


@contextmanager
def thrown_away() -> Iterator[Office]:
    """
    Open the office; its cluster and folder are gone afterwards.
    """
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir="/var/tmp"))
    folder.chmod(0o711)
    cluster = Cluster.join(folder)
    try:
        with psycopg.connect(cluster.url(OWNER, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        migrate(cluster.url(OWNER, NAME), app_password="")
        ours, owner = cluster.url(APP_ROLE, NAME), cluster.url(OWNER, NAME)
        office = Office.open(Settings(data_dir=folder, database_url=ours, owner_database_url=owner))
        yield office
        office.close()
    finally:
        cluster.leave()
        shutil.rmtree(folder)
