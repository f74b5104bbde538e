"""
Hold the store's foundations: migrations make the described tables, sealed values open only where they belong.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from compliance import accounts
from compliance.access import Actor
from compliance.errors import Rejected, Unavailable
from compliance.office import Office
from compliance.programmes.views import ProjectFilter
from compliance.settings import Settings
from compliance.store import migrate as migrations
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE, driver_url
from compliance.store.envelope import KeyRing, key_ring
from compliance.store.migrate import OWN_TABLES, current, migrate
from compliance.store.site import migrate_server
from compliance.store.tables import Table
from tests.compliance.fakes import INSTRUMENTS

if TYPE_CHECKING:
    from tests.compliance.conftest import Server

TENANT, DOCUMENT = uuid4(), uuid4()


def test_the_migrations_make_the_described_tables(office: Office) -> None:
    """
    Comparing the migrated schema with the described one finds no difference.
    """
    engine = create_engine(driver_url(office.site.owner_url), connect_args={"options": OWN_TABLES}, poolclass=NullPool)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []


def test_what_no_column_holds_is_refused(office: Office) -> None:
    """
    A null character is the asker's mistake, not a failure of the service.
    """
    officer = accounts.find_or_make(office, "기관", "한사업", Actor.PROGRAMME_OFFICER)
    with pytest.raises(Rejected, match="value"):
        office.programmes.projects(officer, ProjectFilter(programme="\0"))


def test_migrating_again_changes_nothing(settings: Settings) -> None:
    """
    A second run finds the schema up to date.
    """
    assert settings.owner_database_url
    migrate(settings.owner_database_url)
    assert current(settings.owner_database_url)


def test_an_office_at_work_is_brought_up_to_date(server: Server) -> None:
    """
    A database of the first migration keeps its submissions, which become documents that came by themselves.
    """
    with server.clone("template0") as name:
        url = server.cluster.url(OWNER, name)
        upgrade(url, "0001")
        with psycopg.connect(url) as connection:
            tenant = person = submission = uuid4()
            connection.execute("ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY")
            for table in ("persons", "submissions"):
                connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            connection.execute("INSERT INTO tenants (id, name) VALUES (%s, '')", (tenant,))
            connection.execute(
                "INSERT INTO persons (id, tenant_id, name, actor) VALUES (%s, %s, '', 'startup')", (person, tenant)
            )
            connection.execute(
                "INSERT INTO submissions (id, tenant_id, origin, submitted_by, state, media_type, size, repetition,"
                " sealed_particulars, retention_class) VALUES (%s, %s, 'self_check', %s, 'received', '', 1, '', '', '')",
                (submission, tenant, person),
            )
        assert not current(url)
        migrate(url)
        assert current(url)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT id, parent_id FROM submissions").fetchall() == [(submission, None)]


def upgrade(url: str, revision: str) -> None:
    """
    Apply the migrations up to one of them.
    """
    engine = create_engine(driver_url(url), connect_args={"options": OWN_TABLES}, poolclass=NullPool)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(migrations.__file__).parent / "migrations"))
        command.upgrade(config, revision)


def test_a_value_opens_only_where_it_was_sealed() -> None:
    """
    Moved to another document, tenant or purpose, or changed by a bit, a sealed value does not open.
    """
    keys = KeyRing(bytes(32))
    envelope, wrapped = keys.new_envelope(TENANT, DOCUMENT)
    sealed = envelope.seal(b"words", "original")
    assert keys.envelope(TENANT, DOCUMENT, wrapped).open(sealed, "original") == b"words"
    for opening in (
        lambda: envelope.open(sealed, "report"),
        lambda: envelope.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "original"),
        lambda: envelope.open(b"", "original"),
        lambda: keys.envelope(uuid4(), DOCUMENT, wrapped),
        lambda: keys.envelope(TENANT, uuid4(), wrapped),
        lambda: KeyRing(b"1" * 32).envelope(TENANT, DOCUMENT, wrapped),
    ):
        with pytest.raises(Unavailable):
            opening()


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    """
    The first start makes the key file, readable by its owner only; later ones read it.
    """
    first, second = key_ring(None, tmp_path), key_ring(None, tmp_path)
    assert first.mark == second.mark
    assert (tmp_path / "keys" / "kek").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["kek"]


@pytest.mark.parametrize("words", ["", "abc", base64.b64encode(b"short").decode()])
def test_an_unusable_key_is_refused(tmp_path: Path, words: str) -> None:
    """
    A key that is not 32 bytes in base64 is no key.
    """
    with pytest.raises(Unavailable):
        key_ring(SecretStr(words or "?"), tmp_path)


def test_another_key_than_the_databases_is_refused(office: Office) -> None:
    """
    Started with a lost or exchanged key the office does not open, rather than split documents between two keys.
    """
    other = SecretStr(base64.b64encode(b"2" * 32).decode())
    with pytest.raises(Unavailable):
        Office.open(office.settings.model_copy(update={"kek": other}), INSTRUMENTS)


def test_a_database_that_does_not_answer_is_told_plainly(settings: Settings) -> None:
    """
    An unreachable server is Unavailable, not a traceback of the driver.
    """
    nowhere = settings.model_copy(update={"database_url": "postgresql://x@/x?host=/nowhere"})
    with pytest.raises(Unavailable):
        Office.open(nowhere, INSTRUMENTS)


def test_health_never_raises(office: Office) -> None:
    """
    Without its database the office still says how it is.
    """
    assert office.health().database
    office.database.engine.dispose()
    lost = type(office.database).connect("postgresql://x@/x?host=/nowhere", pool_size=1, wait_seconds=1)
    view = Office(office.settings, office.site, lost, office.keys, office.instruments, office.queue).health()
    assert (view.database, view.worker_alive, view.scheduler_alive) == (False, False, False)


def test_an_owner_without_superpowers_is_enough() -> None:
    """
    On a managed server an ordinary owner migrates, and daily work signs in as the role that owns nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="managed-", dir="/var/tmp"))
    folder.chmod(0o755)
    cluster = Cluster.join(folder, fsync=False)
    with psycopg.connect(cluster.url(OWNER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE plain LOGIN CREATEROLE")
        connection.execute("CREATE DATABASE managed OWNER plain")
    daily = cluster.url(f"{APP_ROLE}:word", "managed")
    settings = Settings(data_dir=folder, database_url=daily, owner_database_url=cluster.url("plain", "managed"))
    with pytest.raises(Unavailable):
        Office.open(settings, INSTRUMENTS)
    migrate_server(settings)
    office = Office.open(settings, INSTRUMENTS)
    person, key = accounts.make_key(office, "하나", "이시작", Actor.STARTUP)
    assert office.enter(key) == person
    office.close()
    cluster.leave()
    shutil.rmtree(folder)
