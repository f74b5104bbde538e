"""
Take up the audits that are due, and check one agreement of a run after the other against today's rules.

Everything may be done twice: a period has one run, an agreement of a run is ended once, and a finding that was there
before stays as people left it. No transaction is open while rules run.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from compliance import access, journal
from compliance.audits import delta
from compliance.audits.comparing import ChangeKind, compare, standings
from compliance.audits.periods import Rhythm, latest, missed
from compliance.audits.plan import Population, Sample, draw
from compliance.audits.projects import check_project, records_for
from compliance.journal import Act
from compliance.notifications import announcing
from compliance.store import audits, members, programmes, screenings, submissions
from compliance.store.door import Door
from ingest.links.ties import settled
from ingest.stored import read_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.instruments import Instruments
    from compliance.queue import Bench
    from compliance.store.audit_tables import AuditItem, AuditPlan
    from compliance.store.door import Kept
    from compliance.store.tables import Screening

CHUNK = 500
"""Agreements that one job checks. Source: ../shared/design/DECISIONS.md 3."""
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
    system = access.system()
    with bench.database.transaction(system) as session:
        plan = audits.plan(session, plan_id, to_change=True)
        rhythm = Rhythm(plan.rhythm)
        due = latest(rhythm, plan.starts_on, today)
        if plan.state != "active" or due is None or (plan.taken_up_until and due <= plan.taken_up_until):
            return None
        audits.remember(session, bench.instruments.catalog().digest, bench.instruments.fingerprints())
        told = {"checked_on": today, "catalog_digest": bench.instruments.catalog().digest}
        for day in missed(rhythm, plan.starts_on, plan.taken_up_until, due):
            if missed_id := audits.begin(session, plan_id, day, {**told, "state": "missed"}):
                announcing.run_not_held(session, plan, missed_id, day, "missed")
        # Rules that were frozen and are no longer there must not be silently replaced by others.
        is_refused = plan.catalog_digest not in {None, told["catalog_digest"]}
        run_id = audits.begin(session, plan_id, due, {**told, "state": "refused" if is_refused else "running"})
        plan.taken_up_until = due
        if rhythm is Rhythm.ONCE:
            plan.state = "ended"
        if run_id and is_refused:
            announcing.run_not_held(session, plan, run_id, due, "refused")
        elif run_id:
            _put_agreements(session, bench, plan, run_id, today)
        if run_id:
            journal.write(session, system, Act.AUDIT_BEGUN, f"audit_run:{run_id}", {"period": due.isoformat()})
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
    Queue a run in chunks; what is done already costs a later job nothing.
    """
    for start in range(0, count, CHUNK):
        bench.queue.order_audit(session, run_id, range(start, min(start + CHUNK, count)))


def check_chunk(bench: Bench, run_id: UUID, positions: range) -> None:
    """
    Check what is still to be checked of a part of a run, and end the run where nothing is left.
    """
    with bench.database.transaction(access.system()) as session:
        today = audits.run(session, run_id).checked_on
        waiting = audits.waiting(session, run_id, positions)
        projects = programmes.projects_of_records(session, [item.submission_id for item in waiting])
    for item in waiting:
        if item.submission_id in projects:
            check_project(bench, item, projects[item.submission_id], today)
    waiting = [item for item in waiting if item.submission_id not in projects]
    changed = delta.Delta(bench.instruments, today)
    for tenant_id, items in groupby(sorted(waiting, key=_organisation), key=_organisation):
        for item, rules in _reaffirm_unaffected(bench, access.system(tenant_id), list(items), changed):
            _check(bench, item, rules, today)
    _finish(bench, run_id)


def _organisation(item: AuditItem) -> UUID:
    return item.tenant_id


def _reaffirm_unaffected(
    bench: Bench, system: Person, items: Sequence[AuditItem], changed: delta.Delta
) -> list[tuple[AuditItem, frozenset[str] | None]]:
    """
    End what no rule can judge otherwise than before, unopened, and return the rest with the rules that can.
    """
    rest: list[tuple[AuditItem, frozenset[str] | None]] = []
    digest = bench.instruments.catalog().digest
    with bench.database.transaction(system) as session:
        for item in items:
            locked = audits.take(session, item.run_id, item.submission_id)
            last = last_checks(session, item.submission_id)
            rules = changed.affected(session, last.screenings)
            if rules is None or rules:
                rest.append((item, rules))
            elif locked is not None:
                _reaffirm(session, locked, last, changed.today, digest)
    return rest


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


@dataclass(frozen=True, slots=True)
class LastChecks:
    """
    Hold the last finished checks of a submission, or of a bundle's members; `files` may be more than were ever checked.
    """

    screenings: Sequence[Screening]
    files: int
    is_bundle: bool


def _check(bench: Bench, item: AuditItem, rules: frozenset[str] | None, today: date) -> None:
    system = access.system(item.tenant_id)
    for _ in range(TRIES):
        with bench.database.transaction(system) as session:
            last = last_checks(session, item.submission_id)
            stored = Door(session, bench.keys, system).kept(item.submission_id, last.screenings)
        is_as_before = not last.is_bundle and _is_as_before(bench, list(stored.values()), rules, today)
        reports = {} if is_as_before else dict(zip(stored, judge(bench.instruments, stored, last, today), strict=True))
        with bench.database.transaction(system) as session:
            locked = audits.take(session, item.run_id, item.submission_id)
            if locked is None:
                return
            last = last_checks(session, item.submission_id)
            if not stored.keys() <= {one.id for one in last.screenings}:
                continue
            if is_as_before:
                _reaffirm(session, locked, last, today, bench.instruments.catalog().digest)
            else:
                _record(Door(session, bench.keys, system), locked, last, stored, reports)
            return
    raise RuntimeError(f"audit_item:{item.submission_id} was checked by others each time")


def last_checks(session: Session, submission_id: UUID) -> LastChecks:
    """
    Fetch the last finished checks of a submission, or of a bundle's members.
    """
    parts = [one.id for one in members.of_bundle(session, submission_id)]
    newest = screenings.newest_finished(session, parts or [submission_id])
    return LastChecks(newest, max(len(parts), 1), bool(parts))


def _is_as_before(bench: Bench, stored: Sequence[Kept], rules: frozenset[str] | None, today: date) -> bool:
    """
    Tell whether the few rules that may judge otherwise judge a single document as before; then no other need run.
    """
    if rules is None or len(stored) != 1:
        return False
    some = bench.instruments.check_some(read_back(stored[0].document), today, rules)
    return delta.judges_alike(rules, stored[0].report, some)


def judge(
    instruments: Instruments, stored: Mapping[UUID, Kept], last: LastChecks, today: date
) -> Sequence[Mapping[str, Any]]:
    """
    Check stored documents by all rules: those of a bundle together.
    """
    documents = [read_back(one.document) for one in stored.values()]
    if last.is_bundle and documents:
        return instruments.check_deal(settled(documents), today, last.files - len(documents))
    return [instruments.check(document, today) for document in documents]


def _reaffirm(session: Session, locked: AuditItem, last: LastChecks, today: date, digest: str) -> None:
    """
    Write down that the last checks of an agreement hold on a day and by a catalog.
    """
    counted = 0
    for screening in last.screenings:
        screening.reaffirmed_on, screening.reaffirmed_digest = today, digest
        counted += sum(screening.counts["findings"].values()) if screening.counts else 0
    _end(session, locked, Counter({ChangeKind.UNCHANGED: counted}), len(last.screenings), last.files)


def _record(
    door: Door,
    locked: AuditItem,
    last: LastChecks,
    stored: Mapping[UUID, Kept],
    reports: Mapping[UUID, Mapping[str, Any]],
) -> None:
    """
    Write down what a check found.
    """
    counts: Counter[ChangeKind] = Counter()
    for screening in last.screenings:
        if screening.id in reports:
            counts.update(_write(door, locked, screening, stored[screening.id].report, reports[screening.id]))
    _end(door.session, locked, counts, len(reports), last.files)


def _end(session: Session, item: AuditItem, counts: Counter[ChangeKind], checked: int, files: int) -> None:
    """
    End an agreement of a run: what was not read is told by its code, and nothing unread counts as checked.
    """
    code = submissions.entry(session, item.submission_id).submission.problem_code if checked < files else None
    state = "checked" if checked else "not_checked"
    audits.end_item(session, item, state, {kind.value: counts[kind] for kind in ChangeKind}, code)


def _write(
    door: Door, item: AuditItem, screening: Screening, earlier: Mapping[str, Any], report: Mapping[str, Any]
) -> list[ChangeKind]:
    """
    Write down what is otherwise than before, and give what became of each finding.
    """
    session, submission_id = door.session, screening.submission_id
    known = audits.known_keys(session, submission_id)
    changes = compare(standings(earlier["findings"]), standings(report["findings"]), known)
    kinds = [change.kind for change in changes]
    if set(kinds) <= {ChangeKind.UNCHANGED} and report["status"] == earlier["status"]:
        screening.reaffirmed_on = date.fromisoformat(report["checked_on"])
        screening.reaffirmed_digest = report["catalog"]["digest"]
        return kinds
    new = {(change.rule, change.fingerprint) for change in changes if change.kind is ChangeKind.CREATED}
    again = screenings.record_again(door, screening, report)
    screenings.detect(door, again, [one for one in report["findings"] if (one["rule"], one["fingerprint"]) in new])
    audits.put_changes(session, item, submission_id, changes, audits.known_keys(session, submission_id))
    return kinds
