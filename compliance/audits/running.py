"""
Take up the audits that are due, and check one agreement of a run after the other against today's rules.

Everything may be done twice: a period has one run, an agreement of a run is ended once, and a finding that was there
before stays as people left it. No transaction is open while rules run.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Any

from compliance import access, journal
from compliance.audits import delta
from compliance.audits.comparing import ChangeKind, compare, standings
from compliance.audits.periods import Rhythm, latest, missed
from compliance.audits.plan import Population, Sample, draw
from compliance.audits.projects import check_project, records_for
from compliance.audits.reaffirming import last_checks, reaffirm, settle
from compliance.clusters import marking
from compliance.errors import Conflict
from compliance.journal import Act
from compliance.notifications import announcing
from compliance.screening import check_and_keep
from compliance.store import audits, programmes, screenings
from compliance.store.database import identify
from compliance.store.door import Door
from ingest.links.ties import settled
from ingest.stored import read_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.audits.reaffirming import LastChecks, Rules
    from compliance.instruments import Instruments
    from compliance.queue import Bench
    from compliance.screening import Checked
    from compliance.store.audit_tables import AuditItem, AuditPlan
    from compliance.store.door import Kept
    from compliance.store.tables import Screening

CHUNK = 500
"""Most agreements that one job checks. Source: ../shared/design/DECISIONS.md 3."""
PARTS = 16
"""Chunks that even a small run is divided into, so that several workers share it."""
BATCH = 50
"""Agreements of one organisation that are settled in one transaction; its locks last some tens of milliseconds."""
TRIES = 3
"""How often an agreement is checked anew because another check of it came in between."""
BROKEN = 900
"""The code of an agreement whose check itself broke, as of a screening that did."""


def take_up_due(bench: Bench, today: date) -> list[UUID]:
    """
    Begin a run of every plan that is due on `today` (Asia/Seoul); return the runs that this call began.
    """
    with bench.database.transaction(access.system()) as session:
        waiting = [plan.id for plan in audits.plans(session) if plan.state == "active"]
    begun = [_take_up(bench, plan_id, today) for plan_id in waiting]
    return [run_id for run_id in begun if run_id]


def _take_up(bench: Bench, plan_id: UUID, today: date) -> UUID | None:
    with bench.database.transaction(access.system()) as session:
        plan = audits.plan(session, plan_id, to_change=True)
        rhythm = Rhythm(plan.rhythm)
        due = latest(rhythm, plan.starts_on, today)
        if plan.state != "active" or due is None or (plan.taken_up_until and due <= plan.taken_up_until):
            return None
        told = _today(session, bench, today)
        for day in missed(rhythm, plan.starts_on, plan.taken_up_until, due):
            if missed_id := audits.begin(session, plan_id, day, {**told, "state": "missed"}):
                announcing.run_not_held(session, plan, missed_id, day, "missed")
        plan.taken_up_until = due
        if rhythm is Rhythm.ONCE:
            plan.state = "ended"
        return _begin(session, bench, plan, due, today)


def begin_now(bench: Bench, person: Person, plan_id: UUID, today: date) -> UUID:
    """
    Begin a run of a plan because a person says so; its rhythm goes on as before.

    Raises:
        NotFound: there is no such plan.
        Conflict: the plan has ended, or has a run of this day.
    """
    with bench.database.transaction(access.system()) as session:
        plan = audits.plan(session, plan_id, to_change=True)
        if plan.state != "active":
            raise Conflict("끝난 점검계획입니다", "the plan has ended", "state")
        run_id = _begin(session, bench, plan, today, today)
        if run_id is None:
            raise Conflict("오늘 회차가 이미 있습니다", "the plan has a run of today", "period")
        identify(session, person)
        journal.write(session, person, Act.AUDIT_DIRECTED, f"audit_run:{run_id}", {"step": "begin"})
    return run_id


def _today(session: Session, bench: Bench, today: date) -> dict[str, object]:
    digest = bench.instruments.catalog().digest
    audits.remember(session, digest, bench.instruments.fingerprints())
    return {"checked_on": today, "catalog_digest": digest}


def _begin(session: Session, bench: Bench, plan: AuditPlan, period: date, today: date) -> UUID | None:
    told = _today(session, bench, today)
    # Rules that were frozen and are no longer there must not be silently replaced by others.
    is_refused = plan.catalog_digest not in {None, told["catalog_digest"]}
    run_id = audits.begin(session, plan.id, period, {**told, "state": "refused" if is_refused else "running"})
    if run_id is None:
        return None
    if is_refused:
        announcing.run_not_held(session, plan, run_id, period, "refused")
    else:
        _put_agreements(session, bench, plan, run_id, today)
    journal.write(session, access.system(), Act.AUDIT_BEGUN, f"audit_run:{run_id}", {"period": period.isoformat()})
    return run_id


def _put_agreements(session: Session, bench: Bench, plan: AuditPlan, run_id: UUID, today: date) -> None:
    population = Population.model_validate(plan.population)
    drawn = draw(audits.candidates(session, population, today), Sample.model_validate(plan.sample))
    # A sample is drawn of agreements; projects are few, and each is asked what it lacks.
    drawn += records_for(session, bench.keys, audits.projects(session, population, today), plan.owner_id)
    audits.put_items(session, run_id, drawn)
    order(session, bench, run_id, len(drawn))
    if audits.finish(session, run_id):
        announcing.run_finished(session, run_id)


def order(session: Session, bench: Bench, run_id: UUID, count: int) -> None:
    """
    Queue a run in chunks, a small one in smaller chunks; what is done already costs a later job nothing.
    """
    size = min(CHUNK, max(BATCH, ceil(count / PARTS)))
    for start in range(0, count, size):
        bench.queue.order_audit(session, run_id, range(start, min(start + size, count)))


def check_chunk(bench: Bench, run_id: UUID, positions: range) -> None:
    """
    Check what is still to be checked of a part of a run, and end the run where nothing is left.
    """
    with bench.database.transaction(access.system()) as session:
        run = audits.run(session, run_id)
        today = run.checked_on
        waiting = audits.waiting(session, run_id, positions)
        projects = programmes.projects_of_records(session, [item.submission_id for item in waiting])
    for item in waiting:
        if item.submission_id in projects:
            check_project(bench, item, projects[item.submission_id], today)
    waiting = [item for item in waiting if item.submission_id not in projects]
    # What a run began by one catalog it ends by it, also where other rules came into force meanwhile.
    bench = bench.under(run.catalog_digest)
    changed = delta.Delta(bench.instruments, today)
    for tenant_id, items in groupby(sorted(waiting, key=_organisation), key=_organisation):
        for some in _batches(list(items)):
            for item, rules in settle(bench, access.system(tenant_id), some, changed):
                _check(bench, item, rules, changed)
    _finish(bench, run_id)


def _organisation(item: AuditItem) -> UUID:
    return item.tenant_id


def _batches(items: Sequence[AuditItem]) -> Iterator[Sequence[AuditItem]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def give_up_chunk(bench: Bench, run_id: UUID, positions: range) -> None:
    """
    Say of what could not be checked after the last try that it was not; it never reads as a pass.
    """
    with bench.database.transaction(access.system()) as session:
        for item in audits.waiting(session, run_id, positions):
            audits.end_item(session, item, "failed", {}, BROKEN)
    _finish(bench, run_id)


def _finish(bench: Bench, run_id: UUID) -> None:
    system = access.system()
    with bench.database.transaction(system) as session:
        if audits.finish(session, run_id):
            announcing.run_finished(session, run_id)
            journal.write(session, system, Act.AUDIT_ENDED, f"audit_run:{run_id}")


def _check(bench: Bench, item: AuditItem, rules: Rules, changed: delta.Delta) -> None:
    for _ in range(TRIES):
        if _try_check(bench, item, rules, changed):
            return
    raise RuntimeError(f"audit_item:{item.submission_id} was checked by others each time")


def _try_check(bench: Bench, item: AuditItem, rules: Rules, changed: delta.Delta) -> bool:
    """
    Check one agreement and write down what was found; False where another check of it came in between.
    """
    system = access.system(item.tenant_id)
    with bench.database.transaction(system) as session:
        last = last_checks(session, item.submission_id)
        stored = Door(session, bench.keys, system).kept(item.submission_id, last.screenings)
    if _is_as_before(bench, last, list(stored.values()), rules, changed.today):
        with bench.database.transaction(system) as session:
            return not reaffirm(session, [item], {item.submission_id: last}, changed)
    found = dict(zip(stored, _judge(bench.instruments, stored, last, changed.today), strict=True))
    with bench.database.transaction(system) as session:
        locked = audits.take(session, item.run_id, item.submission_id)
        if locked is None:
            return True
        last = last_checks(session, item.submission_id)
        if not stored.keys() <= last.ids:
            return False
        _record(Door(session, bench.keys, system), locked, last, stored, found)
        return True


def _is_as_before(bench: Bench, last: LastChecks, stored: Sequence[Kept], rules: Rules, today: date) -> bool:
    """
    Tell whether the few rules that may judge otherwise judge a single document as before; then no other need run.

    A text whose reading is not kept is checked in full, so that it is from then on.
    """
    keeping = bench.instruments.keeping
    if rules is None or last.is_bundle or len(stored) != 1:
        return False
    if keeping and last.screenings[0].reading_maker != keeping.maker():
        return False
    some = bench.instruments.check_some(read_back(stored[0].document), today, rules)
    return delta.judges_alike(rules, stored[0].report, some)


def judge(
    instruments: Instruments, stored: Mapping[UUID, Kept], last: LastChecks, today: date
) -> Sequence[Mapping[str, Any]]:
    """
    Check stored documents by all rules: those of a bundle together.
    """
    return [report for report, _ in _judge(instruments, stored, last, today)]


def _judge(instruments: Instruments, stored: Mapping[UUID, Kept], last: LastChecks, today: date) -> list[Checked]:
    documents = [read_back(one.document) for one in stored.values()]
    if last.is_bundle and documents:
        unread = last.files - len(documents)
        return [(report, None) for report in instruments.check_deal(settled(documents), today, unread)]
    return [check_and_keep(instruments, document, today) for document in documents]


def _record(
    door: Door, locked: AuditItem, last: LastChecks, stored: Mapping[UUID, Kept], found: Mapping[UUID, Checked]
) -> None:
    """
    Write down what a check found.
    """
    counts: Counter[ChangeKind] = Counter()
    for screening in last.screenings:
        if screening.id in found:
            report, reading = found[screening.id]
            screenings.put_reading(door, screening, reading)
            counts.update(_write(door, locked, screening, stored[screening.id], report))
    told = {kind.value: counts[kind] for kind in ChangeKind}
    if len(found) < last.files:
        audits.end_partly(door.session, locked, len(found), told)
    else:
        audits.end_item(door.session, locked, "checked", told)


def _write(
    door: Door, item: AuditItem, screening: Screening, stored: Kept, report: Mapping[str, Any]
) -> list[ChangeKind]:
    """
    Write down what is otherwise than before, and give what became of each finding.
    """
    session, submission_id, earlier = door.session, screening.submission_id, stored.report
    known = audits.known_keys(session, submission_id)
    changes = compare(standings(earlier["findings"]), standings(report["findings"]), known)
    kinds = [change.kind for change in changes]
    if set(kinds) <= {ChangeKind.UNCHANGED} and report["status"] == earlier["status"]:
        screening.reaffirmed_on = date.fromisoformat(report["checked_on"])
        screening.reaffirmed_digest = report["catalog"]["digest"]
        return kinds
    new = {(change.rule, change.fingerprint) for change in changes if change.kind is ChangeKind.CREATED}
    again = screenings.record_again(door, screening, report)
    bodies = [one for one in report["findings"] if (one["rule"], one["fingerprint"]) in new]
    screenings.detect(door, again, bodies)
    if bodies:
        marking.mark(door, again, read_back(stored.document), bodies)
    audits.put_changes(session, item, submission_id, changes, audits.known_keys(session, submission_id))
    return kinds
