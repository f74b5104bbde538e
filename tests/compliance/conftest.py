"""
Give each test an office of its own on a throw-away PostgreSQL: one cluster a run, one cloned database a test.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from compliance import access
from compliance.access import Actor, Person
from compliance.office import Office
from compliance.real import REAL
from compliance.settings import Settings
from compliance.store import people
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE, SESSION_OPTIONS
from compliance.store.migrate import migrate
from compliance.views import Upload
from ingest.document import Declaration
from tests.compliance.fakes import INSTRUMENTS, agreement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from compliance.views import SubmissionView

TEMPLATE = "template_office"
_number = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Server:
    """
    Hold the throw-away cluster and the folder of its keys.
    """

    cluster: Cluster
    data_dir: Path

    @contextmanager
    def clone(self, template: str = TEMPLATE) -> Iterator[str]:
        """
        Make a migrated database (or a bare one of "template0"), give its name, and drop it afterwards.
        """
        name = sql.Identifier(f"office_{next(_number)}")
        self._order(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(template)))
        yield name.as_string().strip('"')
        self._order(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _order(self, command: sql.Composed) -> None:
        with psycopg.connect(self.cluster.url(OWNER, "postgres"), autocommit=True) as connection:
            connection.execute(command)


@contextmanager
def served() -> Iterator[Server]:
    """
    Start a throw-away cluster where the user it runs as can enter, with one migrated template.
    """
    folder = Path(tempfile.mkdtemp(prefix="office-", dir="/var/tmp"))
    folder.chmod(0o711)
    cluster = Cluster.join(folder, fsync=False)
    with psycopg.connect(cluster.url(OWNER, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    migrate(cluster.url(OWNER, TEMPLATE), app_password="")
    yield Server(cluster, folder)
    cluster.leave()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """
    Share one cluster among the tests of a run.
    """
    with served() as server:
        yield server


@pytest.fixture
def settings(server: Server) -> Iterator[Settings]:
    """
    Point the settings at a database of this test's own.
    """
    with server.clone() as name:
        # Keys, checkpoints and tombstones of one test are none of another's.
        own = server.data_dir / f"data_{name}"
        own.mkdir()
        yield Settings(
            database_url=server.cluster.url(APP_ROLE, name),
            owner_database_url=server.cluster.url(OWNER, name),
            data_dir=own,
            stalled_after_seconds=2,
            tick_seconds=0.2,
        )


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """
    Open an office with a reader and a checker made for tests.
    """
    office = Office.open(settings, INSTRUMENTS)
    yield office
    office.close()


def owner(office: Office) -> psycopg.Connection[tuple[Any, ...]]:
    """
    Connect as the owner of the tables, past all walls.
    """
    return psycopg.connect(office.site.owner_url, options=SESSION_OPTIONS)


@dataclass(frozen=True, slots=True)
class Cast:
    """
    Hold the people of a test: two startups of different tenants, and the authority's.
    """

    startup: Person
    rival: Person
    auditor: Person
    colleague: Person
    reviewer: Person
    approver: Person
    administrator: Person
    rule_manager: Person


@pytest.fixture
def cast(office: Office) -> Cast:
    """
    Make the people.
    """
    with office.database.transaction(access.administrator()) as session:
        first, second, authority = (people.make_tenant(session, name) for name in ("하나", "둘", "기관"))
        return Cast(
            people.make_person(session, first, "이시작", Actor.STARTUP),
            people.make_person(session, second, "박경쟁", Actor.STARTUP),
            people.make_person(session, authority, "김점검", Actor.AUDITOR),
            people.make_person(session, authority, "최동료", Actor.AUDITOR),
            people.make_person(session, authority, "정교차", Actor.REVIEWER),
            people.make_person(session, authority, "한결재", Actor.APPROVER),
            people.make_person(session, authority, "오관리", Actor.ADMINISTRATOR),
            people.make_person(session, authority, "문기준", Actor.RULE_MANAGER),
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Do what tests do again and again: hand in a document, and run its job as a worker would.
    """

    office: Office

    def hand_in(self, person: Person, text: str | None = None, **named: object) -> SubmissionView:
        """
        Hand in a text agreement.
        """
        upload = Upload("계약서.txt", (text or agreement()).encode(), "text/plain")
        return self.office.submit(person, upload, Declaration(), **named)  # type: ignore[arg-type]

    def screening_of(self, submission_id: UUID) -> tuple[str, str]:
        """
        Return tenant and screening of the job that was queued for a submission.
        """
        query = (
            "SELECT args->>'tenant', args->>'screening' FROM queue.procrastinate_jobs"
            " JOIN screenings ON screenings.id::text = args->>'screening' WHERE submission_id = %s"
        )
        with owner(self.office) as connection:
            tenant, screening = connection.execute(query, (submission_id,)).fetchall()[0]
        return tenant, screening

    def screened(self, person: Person, text: str | None = None, **named: object) -> SubmissionView:
        """
        Hand in a document and screen it in this process.
        """
        view = self.hand_in(person, text, **named)
        self.run_job(view.id)
        return self.office.submission(person, view.id)

    def run_job(self, submission_id: UUID) -> None:
        """
        Do once what a worker does with the submission's job.
        """
        tenant, screening = self.screening_of(submission_id)
        self.office.bench().run(tenant, screening)


@pytest.fixture
def real(settings: Settings) -> Iterator[Desk]:
    """
    Open an office with the real reader and the real rules.
    """
    office = Office.open(settings, REAL)
    yield Desk(office)
    office.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """
    Lend a hand.
    """
    return Desk(office)
