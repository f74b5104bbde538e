"""
Be the door to audits for `api` and the command line: draw up plans, follow runs, pause, resume and cancel them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from uuid_utils.compat import uuid7

from compliance import journal, paging, seoul
from compliance.access import Actor
from compliance.audits import report, running
from compliance.audits.periods import Rhythm, following
from compliance.audits.plan import Plan
from compliance.audits.views import ChangeView, CoverageView, LawDayView, PlanView, RecheckView, RunView
from compliance.errors import Conflict, Forbidden
from compliance.journal import Act
from compliance.store import audits, findings, law_days, submissions
from compliance.store.audit_tables import AuditPlan
from compliance.store.door import Door
from compliance.versions_seen import mark_of, must_be
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.audits.report import AuditReport
    from compliance.duties import Duty
    from compliance.queue import Bench
    from compliance.store.audit_tables import AuditItem, AuditRun

DIRECTORS = frozenset({Actor.AUDITOR, Actor.APPROVER})
"""Who draws up audit plans and directs runs; all examiners follow them."""
UNDATED_SHOWN = timedelta(days=90)
"""How long a day of the law is shown for agreements whose own day nobody knows."""
FEW = 10
"""Agreements after which an end can be estimated."""
STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "pause": ("running", "paused"),
    "resume": ("paused", "running"),
    "cancel": ("running paused", "cancelled"),
}
"""What may be done to a run: from which states, to which."""


@dataclass(frozen=True, slots=True)
class AuditDesk:
    """
    Offer what people do with audits; methods that take an id raise `NotFound` for what is absent or not theirs.
    """

    bench: Bench

    def draw_up(self, person: Person, plan: Plan) -> PlanView:
        """
        Draw up a plan; the scheduler takes it up on its first day.

        Raises:
            Forbidden: this actor draws up no plans.
        """
        _must_direct(person)
        row = AuditPlan(
            id=uuid7(),
            tenant_id=person.tenant_id,
            owner_id=person.id,
            state="active",
            created_at=datetime.now(UTC),
            **plan.model_dump(mode="json", exclude={"starts_on"}),
            starts_on=plan.starts_on,
        )
        with self.bench.database.transaction(person) as session:
            session.add(row)
            session.flush()
            journal.write(session, person, Act.AUDIT_PLANNED, f"audit_plan:{row.id}")
            return _plans(session, [row])[0]

    def plans(self, person: Person) -> list[PlanView]:
        """
        List all plans, newest first.
        """
        with self.bench.database.transaction(person) as session:
            return _plans(session, audits.plans(session))

    def plan(self, person: Person, plan_id: UUID) -> PlanView:
        """
        Show one plan.
        """
        with self.bench.database.transaction(person) as session:
            return _plans(session, [audits.plan(session, plan_id)])[0]

    def end(self, person: Person, plan_id: UUID, if_match: str | None = None) -> PlanView:
        """
        End a plan: it is never due again; its runs stay.

        Raises:
            Forbidden: this actor directs no audits.
            Conflict: "etag", it is not as `if_match` names it.
        """
        _must_direct(person)
        with self.bench.database.transaction(person) as session:
            row = audits.plan(session, plan_id, to_change=True)
            must_be(_plans(session, [row])[0].etag, if_match)
            row.state = "ended"
            session.flush()
            journal.write(session, person, Act.AUDIT_DIRECTED, f"audit_plan:{plan_id}", {"step": "end"})
            return _plans(session, [row])[0]

    def begin(self, person: Person, plan_id: UUID) -> RunView:
        """
        Begin a run of a plan today, due or not; its rhythm goes on as before.

        Raises:
            Forbidden: this actor directs no runs.
            Conflict: the plan has ended, or has a run of this day.
        """
        _must_direct(person)
        self.plan(person, plan_id)
        return self.run(person, running.begin_now(self.bench, person, plan_id, seoul.today()))

    def runs(self, person: Person, plan_id: UUID, cursor: str | None = None, limit: int = 20) -> Page[RunView]:
        """
        List the runs of a plan, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            plan = audits.plan(session, plan_id)
            rows = audits.runs(session, plan_id, paging.newest_first(cursor), limit + 1)
            shown = _runs(session, rows[:limit], {plan_id: plan.title})
            return Page(tuple(shown), str(rows[limit - 1].id) if len(rows) > limit else None)

    def run(self, person: Person, run_id: UUID) -> RunView:
        """
        Show one run.
        """
        with self.bench.database.transaction(person) as session:
            row = audits.run(session, run_id)
            return _runs(session, [row], {row.plan_id: audits.plan(session, row.plan_id).title})[0]

    def law_days(self, person: Person, limit: int = 20, today: date | None = None) -> list[LawDayView]:
        """
        List the duties that came into force and still ask for agreements to be checked again, newest first.

        Of each the first `limit` agreements are named.
        """
        today = today or seoul.today()
        duties = {(duty.basis.id, duty.basis.in_force): duty for duty in self.bench.instruments.duties()}
        with self.bench.database.transaction(person) as session:
            door, undated = Door(session, self.bench.keys, person), law_days.days(session)
            counted = law_days.counts(session, today)
            asking = {day for day, count in undated.items() if count and day[1] + UNDATED_SHOWN > today} | set(counted)
            return [
                _law_day(duties[day], counted.get(day, 0), undated[day], _rechecks(door, day, today, limit))
                for day in sorted(asking & set(duties), key=lambda day: (day[1], day[0]), reverse=True)
            ]

    def changes(self, person: Person, run_id: UUID, cursor: str | None = None, limit: int = 50) -> Page[ChangeView]:
        """
        List what a run saw otherwise than the checks before, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            audits.run(session, run_id)
            rows = audits.changes(session, run_id, paging.newest_first(cursor), limit + 1)
            shown = [
                ChangeView(
                    row.id, row.submission_id, row.finding_id, row.kind, row.rule, row.title, row.severity, row.ground,
                    row.earlier_severity, row.earlier_ground, state,
                )
                for row, state in rows[:limit]
            ]  # fmt: skip
            return Page(tuple(shown), str(shown[-1].id) if len(rows) > limit else None)

    def coverage(self, person: Person, run_id: UUID, cursor: str | None = None, limit: int = 50) -> Page[CoverageView]:
        """
        List the agreements of a run in order: what was checked, what was not and why.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            audits.run(session, run_id)
            items = audits.items(session, run_id, paging.in_order(cursor), limit + 1)
            door = Door(session, self.bench.keys, person)
            particulars = door.particulars(submissions.named(session, {one.submission_id for one in items}))
            shown = [_covered(item, particulars) for item in items[:limit]]
            return Page(tuple(shown), str(shown[-1].position) if len(items) > limit else None)

    def report(self, person: Person, run_id: UUID) -> AuditReport:
        """
        Gather the audit result report of a run; written into the journal.

        Raises:
            Rejected: "agreements", the run is too large for one report.
        """
        return report.gather(self, person, run_id)

    def direct(self, person: Person, run_id: UUID, step: str, if_match: str | None = None) -> RunView:
        """
        Pause, resume or cancel a run; what was checked stays checked.

        Raises:
            Forbidden: this actor directs no runs.
            Conflict: "etag", it is not as `if_match` names it; "state", the run's state does not allow it.
        """
        _must_direct(person)
        allowed, state = STEPS[step]
        with self.bench.database.transaction(person) as session:
            row = audits.run(session, run_id, to_change=True)
            must_be(mark_of(row.id, row.state), if_match)
            if row.state not in allowed.split():
                raise Conflict("현재 상태에서는 할 수 없는 조치입니다", "the run's state does not allow this", "state")
            row.state = state
            session.flush()
            if step == "resume":
                running.order(session, self.bench, run_id, audits.size(session, run_id))
            journal.write(session, person, Act.AUDIT_DIRECTED, f"audit_run:{run_id}", {"step": step})
        return self.run(person, run_id)


def _rechecks(door: Door, day: law_days.Day, today: date, limit: int) -> list[RecheckView]:
    rows = law_days.open_of(door.session, day, today, limit)
    particulars = door.particulars(submissions.named(door.session, {row.submission_id for row in rows}))
    names = {one: said["name"] for one, said in particulars.items()}
    return [RecheckView(row.submission_id, names.get(row.submission_id, ""), row.due_on) for row in rows]


def _law_day(duty: Duty, count: int, undated: int, agreements: Sequence[RecheckView]) -> LawDayView:
    basis = duty.basis
    title = {"ko": basis.title.ko, "en": basis.title.en}
    return LawDayView(basis.id, basis.cite, title, basis.in_force, duty.rules, count, undated, agreements)


def _must_direct(person: Person) -> None:
    if person.actor not in DIRECTORS:
        raise Forbidden("점검계획을 다룰 권한이 없습니다", "this actor does not direct audits")


def _plans(session: Session, rows: Sequence[AuditPlan]) -> list[PlanView]:
    names = findings.names(session, {row.owner_id for row in rows})
    return [_plan(row, names.get(row.owner_id, "")) for row in rows]


def _plan(row: AuditPlan, owner: str) -> PlanView:
    fields = {name: getattr(row, name) for name in Plan.model_fields}
    due = None
    if row.state == "active":
        due = following(Rhythm(row.rhythm), row.starts_on, row.taken_up_until)
    notice = due - timedelta(days=row.notice_days) if due and row.notice_days else None
    return PlanView(row.id, owner, Plan.model_validate(fields), row.state, due, notice, row.created_at)


def _runs(session: Session, rows: Sequence[AuditRun], titles: Mapping[UUID, str]) -> list[RunView]:
    ids = [row.id for row in rows]
    agreements, totals = audits.progress(session, ids), audits.totals(session, ids)
    return [
        RunView(
            row.id, row.plan_id, titles[row.plan_id], row.period, row.state, row.checked_on, row.catalog_digest,
            row.created_at, row.finished_at, agreements[row.id], totals[row.id],
            ends_at(row.created_at, agreements[row.id]) if row.state == "running" else None,
        )
        for row in rows
    ]  # fmt: skip


def ends_at(created_at: datetime, counts: Mapping[str, int]) -> datetime | None:
    """
    Estimate when what goes on since then ends from how long its agreements have taken so far.
    """
    waiting = counts.get("waiting", 0)
    done, now = sum(counts.values()) - waiting, datetime.now(UTC)
    if done < FEW or not waiting:
        return None
    return now + (now - created_at) / done * waiting


def _covered(item: AuditItem, particulars: Mapping[UUID, Mapping[str, str]]) -> CoverageView:
    # A document that was destroyed since is still accounted for.
    name = particulars[item.submission_id]["name"] if item.submission_id in particulars else ""
    return CoverageView(item.submission_id, name, item.position, item.state, item.code, item.counts or {})
