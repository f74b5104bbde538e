"""
Audit every stored agreement against the whole catalogue with several workers, however long it takes.

Usage: python -m benchmarks.bench_audit_whole FOLDER [AGREEMENTS [WORKERS [BYTES]]]
FOLDER keeps the agreements and the audit: what is there already is not stored again, and an audit that was broken off
goes on where it was. A line a minute tells how far it is; FOLDER/worked.txt adds up what all its parts took.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from benchmarks.audit_stock import FIRST, store
from benchmarks.bench_audit import ROOT, WARM_UP_SECONDS, Stage, begin, opened, peak_of, processor_of, sizes
from compliance import access
from compliance.audits.plan import Sample
from compliance.real import REAL
from compliance.store.audit_tables import AuditRun
from compliance.store.tables import Screening
from tests.compliance.processes import started

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

LOOK_SECONDS = 60


def main(folder: Path, count: int, workers: int, size: int) -> None:
    """
    Store what is missing, begin the audit or go on with it, and print what it takes until it has finished.
    """
    with opened(folder) as stage:
        _stock(stage, count, size)
        run_id = _unfinished(stage) or begin(
            stage, dict.fromkeys(REAL.fingerprints(), "other"), "everything", FIRST, Sample()
        )
        _say(f"load of the machine before: {os.getloadavg()[0]:.1f}")
        _work(stage, run_id, workers, folder / "worked.txt")


def _say(line: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC  {line}", flush=True)


def _stock(stage: Stage, count: int, size: int) -> None:
    with stage.office.database.transaction(access.system()) as session:
        there = session.scalar(select(func.count()).select_from(Screening)) or 0
    if there < count:
        began = time.perf_counter()
        store(stage.office.settings, count - there, size)
        _say(f"{count - there} agreements stored in {time.perf_counter() - began:.0f} s, {there} were there")
        _say(sizes(stage))


def _unfinished(stage: Stage) -> UUID | None:
    with stage.office.database.transaction(access.system()) as session:
        return session.scalar(select(AuditRun.id).where(AuditRun.state == "running"))


def _work(stage: Stage, run_id: UUID, count: int, worked: Path) -> None:
    """
    Let workers work until the run has finished, and note after every look what they took.
    """
    before = json.loads(worked.read_text()) if worked.exists() else {"clock": 0.0, "own": 0.0, "postgres": 0.0}
    with ExitStack() as processes:
        settings = stage.office.settings
        # It takes over what workers of an earlier part had begun when they were ended.
        processes.enter_context(started(ROOT, settings, "compliance", "schedule"))
        at_work = [processes.enter_context(started(ROOT, settings, "compliance", "worker")) for _ in range(count)]
        time.sleep(WARM_UP_SECONDS)
        began, postgres = time.perf_counter(), stage.postgres()
        own = sum(processor_of(one.pid) for one in at_work)
        while True:
            run = stage.office.audits.run(stage.auditor, run_id)
            taken = {
                "clock": before["clock"] + time.perf_counter() - began,
                "own": before["own"] + sum(processor_of(one.pid) for one in at_work) - own,
                "postgres": before["postgres"] + stage.postgres() - postgres,
            }
            worked.write_text(json.dumps(taken))
            peak = max(peak_of(one.pid) for one in at_work)
            _say(f"{run.state} {run.agreements} {run.findings} {_told(taken, run.agreements)}, {peak} MiB a worker")
            if run.state != "running":
                return
            time.sleep(LOOK_SECONDS)


def _told(taken: Mapping[str, float], agreements: Mapping[str, int]) -> str:
    done = agreements.get("checked", 0)
    own, postgres = taken["own"], taken["postgres"]
    each = 1000 * (own + postgres) / max(done, 1)
    share = postgres / max(own + postgres, 1)
    return f"{done / taken['clock']:.1f} agreements/s, {each:.1f} ms of processor each ({share:.0%} PostgreSQL)"


if __name__ == "__main__":
    # Whoever ends it by a signal leaves no workers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended; what is done stays done"))
    asked = [int(one) for one in sys.argv[2:]]
    main(Path(sys.argv[1]), *[*asked, *(1000, 2, 20_000)[len(asked) :]])
