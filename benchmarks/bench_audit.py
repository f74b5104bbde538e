"""
Measure re-audits of stored agreements: everything, one rule, and nothing changed, in agreements a second.

Usage: python -m benchmarks.bench_audit [AGREEMENTS [SAMPLE [BYTES]]]
A throw-away PostgreSQL holds the agreements, of BYTES each. Nothing changed and DEAREST changed run over all; other
rules, everything changed, and one worker against two (real processes, in turns), over a random sample of SAMPLE.
Compare the ratios: in processor time they hold on a loaded machine too.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from benchmarks.audit_stock import FIRST, store
from compliance import access
from compliance.access import Actor
from compliance.audits import running
from compliance.audits.plan import Design, Plan, Sample
from compliance.office import Office
from compliance.real import REAL
from compliance.settings import Settings
from compliance.store import audits, people
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import APP_ROLE
from compliance.store.migrate import migrate
from tests.compliance.processes import started

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from compliance.access import Person

ROOT = Path(__file__).resolve().parents[1]
NAME = "bench"
DEAREST = "TERM-01"
ONE_RULE = {
    DEAREST: "both sides compared over the whole text",
    "IP-01": "a norm of the text",
    "GEN-04": "a threshold",
    "NDA-02": "something missing",
}
"""The rules that change, one at a time."""
EVERY, NOTHING = "every rule changed", "nothing changed"
TURNS = 3
"""How often one worker and two are measured, in turns."""
WARM_UP_SECONDS = 8
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """
    Hold what a run took: seconds of the clock, and of the processor in our programs and in PostgreSQL.
    """

    agreements: int
    clock: float
    own: float
    postgres: float

    @property
    def each(self) -> float:
        """
        Give the milliseconds of processor time for one agreement.
        """
        return 1000 * (self.own + self.postgres) / self.agreements

    def __str__(self) -> str:
        """
        Tell it in one line.
        """
        share = self.postgres / (self.own + self.postgres)
        rate = self.agreements / self.clock
        return f"{rate:8.1f} agreements/s, {self.each:7.2f} ms of processor each ({share:.0%} PostgreSQL)"


@dataclass(frozen=True, slots=True)
class Stage:
    """
    Hold the office that is measured, who audits in it, and its cluster.
    """

    office: Office
    auditor: Person
    cluster: Cluster

    def postgres(self) -> float:
        """
        Give the seconds of processor time that PostgreSQL has taken, its ended processes included.
        """
        first = int((self.cluster.folder / "postmaster.pid").read_text().split()[0])
        return processor_of(first, ended=True) + sum(processor_of(one) for one in _children(first))


def _children(parent: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def processor_of(pid: int, *, ended: bool = False) -> float:
    """
    Give the seconds of processor time that a process has taken, its ended children included where asked for.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if ended else 13])) / TICKS


def peak_of(pid: int) -> int:
    """
    Give the most memory that a process ever held, in MiB.
    """
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def begin(stage: Stage, then: Mapping[str, str], title: str, day: date, sample: Sample) -> UUID:
    """
    Take up an audit as if the last checks had been made with other fingerprints.
    """
    office, digest = stage.office, f"then-{day}"
    with office.database.transaction(access.system()) as session:
        audits.remember(session, digest, then)
    with psycopg.connect(office.site.owner_url, autocommit=True, options="-c search_path=public,queue") as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs")
        connection.execute("UPDATE screenings SET reaffirmed_digest = %s, reaffirmed_on = %s", (digest, FIRST))
        connection.execute("VACUUM ANALYZE")
    office.audits.draw_up(stage.auditor, Plan(title=title, starts_on=day, sample=sample))
    [run_id] = running.take_up_due(office.bench(), day)
    return run_id


def rerun(stage: Stage, then: Mapping[str, str], title: str, day: date, sample: Sample) -> Spent:
    """
    Audit as `begin` says, in this one process.
    """
    run_id = begin(stage, then, title, day, sample)
    bench = stage.office.bench()
    with bench.database.transaction(access.system()) as session:
        size = audits.size(session, run_id)
    began, own, postgres = time.perf_counter(), time.process_time(), stage.postgres()
    for start in range(0, size, running.CHUNK):
        running.check_chunk(bench, run_id, range(start, start + running.CHUNK))
    spent = Spent(size, time.perf_counter() - began, time.process_time() - own, stage.postgres() - postgres)
    told(stage, run_id, spent, title)
    return spent


def told(stage: Stage, run_id: UUID, spent: Spent, title: str) -> None:
    """
    Print what a run took, once it is sure that nothing of it was left out and nothing found otherwise.
    """
    run = stage.office.audits.run(stage.auditor, run_id)
    if run.state != "finished" or run.agreements != {"checked": spent.agreements}:
        raise RuntimeError(f"{run.state}, {run.agreements}")
    if any(count for kind, count in run.findings.items() if kind != "unchanged"):
        raise RuntimeError(f"found otherwise: {run.findings}")
    print(f"{title:20} {spent.agreements:7} {spent}", flush=True)


def by_workers(stage: Stage, workers: int, day: date, sample: Sample) -> Spent:
    """
    Audit everything anew with so many worker processes.
    """
    with ExitStack() as processes:
        settings = stage.office.settings
        at_work = [processes.enter_context(started(ROOT, settings, "compliance", "worker")) for _ in range(workers)]
        time.sleep(WARM_UP_SECONDS)
        own, postgres = sum(processor_of(one.pid) for one in at_work), stage.postgres()
        run_id = begin(stage, dict.fromkeys(REAL.fingerprints(), "other"), f"{workers} workers", day, sample)
        began = time.perf_counter()
        while stage.office.audits.run(stage.auditor, run_id).state != "finished":
            time.sleep(0.2)
        clock = time.perf_counter() - began
        own = sum(processor_of(one.pid) for one in at_work) - own
        peaks = [peak_of(one.pid) for one in at_work]
        postgres = stage.postgres() - postgres
    spent = Spent(sample.size or 0, clock, own, postgres)
    told(stage, run_id, spent, f"{workers} worker(s)")
    print(f"  peak memory of a worker: {max(peaks)} MiB")
    return spent


@contextmanager
def opened(folder: Path) -> Iterator[Stage]:
    """
    Open an office in a folder, as whoever audits there; what earlier runs stored in it is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    cluster = Cluster.join(folder)
    try:
        with psycopg.connect(cluster.url(OWNER, "postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        migrate(cluster.url(OWNER, NAME), app_password="")
        office = Office.open(
            Settings(
                data_dir=folder,
                database_url=cluster.url(APP_ROLE, NAME),
                owner_database_url=cluster.url(OWNER, NAME),
                worker_concurrency=1,
            )
        )
        with office.database.transaction(access.administrator()) as session:
            authority = people.make_tenant(session, "authority")
            auditor = people.make_person(session, authority, "auditor", Actor.AUDITOR)
        yield Stage(office, auditor, cluster)
        office.close()
    finally:
        cluster.leave()


def main(count: int, sample: int, size: int) -> None:
    """
    Store agreements in a throw-away cluster, and print what each kind of re-audit of them takes.
    """
    folder = Path(tempfile.mkdtemp(prefix="audit-", dir="/var/tmp"))
    try:
        with opened(folder) as stage:
            measure(stage, count, sample, size)
    finally:
        shutil.rmtree(folder)


def measure(stage: Stage, count: int, sample: int, size: int) -> None:
    """
    Store the agreements and audit them in each way.
    """
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors, Python {platform.python_version()},")
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    began = time.perf_counter()
    total = store(stage.office.settings, count, size)
    seconds = time.perf_counter() - began
    print(f"{count} agreements of {total / count / 1000:.1f} kB of text stored in {seconds:.0f} s")
    print(sizes(stage))
    now, everything, some = REAL.fingerprints(), Sample(), Sample(design=Design.RANDOM, size=min(sample, count))
    days = (FIRST + timedelta(days=number) for number in range(1, 1000))
    rerun(stage, now, NOTHING, next(days), everything)
    each = {
        rule: rerun(
            stage,
            {**now, rule: f"other {','.join(_types(now[rule]))}"},
            rule,
            next(days),
            everything if rule == DEAREST else some,
        )
        for rule in ONE_RULE
    }
    full = rerun(stage, dict.fromkeys(now, "other"), EVERY, next(days), some)
    for rule, what in ONE_RULE.items():
        print(f"  {rule} ({what}) : {EVERY} = 1 : {full.each / each[rule].each:.0f}")
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    turns = [(by_workers(stage, 1, next(days), some), by_workers(stage, 2, next(days), some)) for _ in range(TURNS)]
    ratios = sorted(one.clock / two.clock for one, two in turns)
    print(f"two workers : one = {', '.join(f'{ratio:.2f}' for ratio in ratios)}, median {ratios[TURNS // 2]:.2f}")
    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")


def _types(fingerprint: str) -> list[str]:
    return fingerprint.partition(" ")[2].split(",")


def sizes(stage: Stage) -> str:
    """
    Tell the bytes that agreements take at rest, by table and in all.
    """
    query = (
        "SELECT relname, pg_table_size(oid) / 1e6, pg_indexes_size(oid) / 1e6 FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND pg_total_relation_size(oid) > 1e6 ORDER BY 2 DESC"
    )
    with psycopg.connect(stage.office.site.owner_url) as connection:
        rows = connection.execute(query).fetchall()
    lines = [f"  {name:16} {table:9.1f} MB of rows {index:8.1f} MB of indexes" for name, table, index in rows]
    return "at rest:\n" + "\n".join(lines)


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:]]
    main(*[*asked, *(1000, 500, 20_000)[len(asked) :]])
