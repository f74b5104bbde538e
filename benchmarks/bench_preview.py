"""
Measure the preview of a draft of the rules over stored agreements: one threshold of one rule, and one all rules rest on.

Usage: python -m benchmarks.bench_preview [AGREEMENTS [BYTES]]. The agreements are those of benchmarks/bench_audit.py; one
process does the jobs one after the other.
"""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.audit_stock import store
from benchmarks.throwaway import thrown_away
from compliance import access
from compliance.access import Actor
from compliance.audits.plan import Population, Sample
from compliance.drafts import running
from compliance.store import people
from compliance.views import Upload
from rules import catalog

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.office import Office

THRESHOLDS = {"one rule": ("nda_tail_months", "1200"), "every rule": ("redemption_rate_notice", "0.01")}


def preview(office: Office, manager: Person, name: str, value: str, count: int) -> float:
    """
    Preview another value of a number; print what it would change and return the seconds.
    """
    shipped = (catalog.FOLDER / "limits" / f"{name}.yaml").read_text("utf-8")
    changed = re.sub(r"value: [0-9.]+", f"value: {value}", shipped)
    began = time.perf_counter()
    draft = office.drafts.draw_up(manager, name, Upload(f"{name}.yaml", changed.encode(), ""))
    asked = office.drafts.begin(manager, draft.id, Population(), Sample(seed="2026"))
    running.begin(office.bench(), asked.id)
    for start in range(0, count, running.CHUNK):
        running.compare_chunk(office.bench(), asked.id, range(start, start + running.CHUNK))
    spent = time.perf_counter() - began
    view = office.drafts.preview(manager, asked.id)
    told = [(one.rule, one.agreement_type, one.created, one.gone, one.changed) for one in view.impacts]
    print(f"  {name}: {len(draft.changed)} rules, {view.state}, {dict(view.agreements)}, {told}")
    return spent


def main(count: int, size: int) -> None:
    """
    Print seconds and agreements a second of each.
    """
    with thrown_away() as office:
        with office.database.transaction(access.administrator()) as session:
            authority = people.make_tenant(session, "authority")
            manager = people.make_person(session, authority, "manager", Actor.RULE_MANAGER)
        total = store(office.settings, count, size)
        print(f"{count} agreements, {total / count / 1000:.0f} kB of text each")
        for what, (name, value) in THRESHOLDS.items():
            seconds = preview(office, manager, name, value, count)
            print(f"{what:12} {seconds:7.1f} s  {count / seconds:8.1f} agreements/s")


if __name__ == "__main__":
    main(*([int(each) for each in sys.argv[1:]] + [1000, 20_000][len(sys.argv) - 1 :]))
