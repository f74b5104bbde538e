"""
Measure re-audits of stored agreements: everything, one rule, and nothing changed, in agreements a second.

Usage: python -m benchmarks.bench_audit [AGREEMENTS]. A throw-away PostgreSQL holds copies of real agreements of the
shared corpus, each sealed by its own key; one process does the jobs one after the other. Compare the ratios.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from compliance import access
from compliance.access import Actor
from compliance.audits import running
from compliance.audits.plan import Plan
from compliance.filing import Filing, Retention, file_document
from compliance.office import Office
from compliance.real import REAL
from compliance.settings import Settings
from compliance.store import audits, people, screenings
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE
from compliance.store.door import Door
from compliance.store.migrate import migrate
from compliance.store.screenings import Order, Result
from compliance.store.tables import Screening
from compliance.views import Origin
from ingest import read
from ingest.document import Declaration
from ingest.stored import written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "exam_dev"
NAME, FIRST = "bench", date(2026, 11, 27)
BATCH = 50


class _NoQueue:
    """
    Take orders and forget them: the stored agreements are finished already.
    """

    def order(self, session: object, tenant_id: UUID, screening_id: UUID) -> None:
        """
        Do nothing.
        """


def store(office: Office, tenant: UUID, person: UUID, count: int) -> int:
    """
    Store so many finished agreements; return the bytes of text in all of them.
    """
    samples = [(path, path.read_bytes()) for path in sorted(CORPUS.glob("*/*.txt"))]
    results = [(path.name, content, _result(path.name, content)) for path, content in samples]
    system, total = access.system(tenant), 0
    for start in range(0, count, BATCH):
        with office.database.transaction(system) as session:
            door = Door(session, office.keys, system)
            for number in range(start, min(start + BATCH, count)):
                name, content, result = results[number % len(results)]
                total += len(content)
                filing = Filing(
                    tenant, person, Origin.REGISTERED, name, content, "text/plain", {}, number.to_bytes(16),
                    Retention("audit_document", None), FIRST,
                )  # fmt: skip
                submission_id = file_document(session, office.keys, _NoQueue(), filing)
                [screening] = session.query(Screening).filter_by(submission_id=submission_id).all()
                order = Order(screening.id, screening.submission_id, name, b"", Declaration(), FIRST)
                screenings.finish(door, order, result)
    return total


def _result(name: str, content: bytes) -> Result:
    document = read(content, name, None)
    return Result(dict(REAL.check(document, FIRST)), {"text": document.text, "clauses": []}, written(document))


def rerun(office: Office, auditor: access.Person, then: Mapping[str, str], day: int) -> float:
    """
    Audit everything as if the last checks had been made with other fingerprints; return the seconds.
    """
    digest = f"then-{day}"
    with office.database.transaction(access.system()) as session:
        audits.remember(session, digest, then)
    with psycopg.connect(office.site.owner_url) as connection:
        connection.execute("UPDATE screenings SET reaffirmed_digest = %s, reaffirmed_on = %s", (digest, FIRST))
    office.audits.draw_up(auditor, Plan(title=digest, starts_on=FIRST + timedelta(days=day)))
    bench = office.bench()
    began = time.perf_counter()
    [run_id] = running.take_up_due(bench, FIRST + timedelta(days=day))
    with office.database.transaction(access.system()) as session:
        size = audits.size(session, run_id)
    for start in range(0, size, running.CHUNK):
        running.check_chunk(bench, run_id, range(start, start + running.CHUNK))
    spent = time.perf_counter() - began
    run = office.audits.run(auditor, run_id)
    print(f"  {run.state}, {run.agreements}, {run.findings}")
    return spent


def main(count: int) -> None:
    """
    Print agreements a second for each kind of re-audit, and their ratios.
    """
    folder = Path(tempfile.mkdtemp(prefix="audit-", dir="/var/tmp"))
    folder.chmod(0o711)
    cluster = Cluster.join(folder)
    try:
        with psycopg.connect(cluster.url(OWNER, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        migrate(cluster.url(OWNER, NAME), app_password="")
        urls = {"database_url": cluster.url(APP_ROLE, NAME), "owner_database_url": cluster.url(OWNER, NAME)}
        office = Office.open(Settings(data_dir=folder, **urls))
        measure(office, count)
        office.close()
    finally:
        cluster.leave()
        shutil.rmtree(folder)


def measure(office: Office, count: int) -> None:
    """
    Store agreements and audit them in three ways.
    """
    with office.database.transaction(access.administrator()) as session:
        tenant, authority = people.make_tenant(session, "startup"), people.make_tenant(session, "authority")
        person = people.make_person(session, tenant, "startup", Actor.STARTUP)
        auditor = people.make_person(session, authority, "auditor", Actor.AUDITOR)
    size = store(office, tenant, person.id, count)
    print(f"{count} agreements, {size / count / 1000:.0f} kB of text each")
    now = REAL.fingerprints()
    ways = {
        "nothing changed": now,
        "one rule changed": {**now, "TERM-01": "other"},
        "every rule changed": dict.fromkeys(now, "other"),
    }
    spent = {name: rerun(office, auditor, then, day) for day, (name, then) in enumerate(ways.items())}
    for name, seconds in spent.items():
        print(f"{name:20} {count / seconds:8.1f} agreements/s  {seconds / spent['every rule changed']:.3f} of all")
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
