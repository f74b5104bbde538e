"""
Say what falls on which day: audits held and to come, their notices, days of the law, deadlines, stages of projects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from compliance import seoul
from compliance.access import EXAMINERS
from compliance.audits.periods import Rhythm, ahead, following
from compliance.errors import Forbidden
from compliance.store import agenda, audits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.duties import Duty
    from compliance.queue import Bench
    from compliance.store.audit_tables import AuditPlan

Kind = Literal["run", "due", "notice", "law", "deadline", "recheck", "stage"]
OFTEN: Final = frozenset({Rhythm.DAILY, Rhythm.WEEKLY})
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Hold what falls on a day: a plan's title, a law's citation or the name of a stage; `count` where several things do.

    `state` is that of a run, `rhythm` that of a plan; `subject` is the id of what can be opened.
    """

    day: date
    kind: Kind
    title: str = ""
    state: str = ""
    rhythm: str = ""
    subject: UUID | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class AgendaDesk:
    """
    Offer the calendar of audits.
    """

    bench: Bench

    def entries(self, person: Person, first: date, last: date, *, once: bool = False) -> list[Entry]:
        """
        List what falls on the days from `first` to `last`, in order; `once`: of what is due often, only the next time.

        Raises:
            Forbidden: this actor does not see audits.
        """
        if person.actor not in EXAMINERS:
            raise Forbidden("점검 일정을 볼 권한이 없습니다", "this actor does not see audits")
        with self.bench.database.transaction(person) as session:
            found = [*_stored(session, first, last), *_planned(audits.plans(session), first, last, once=once)]
        found += _law(self.bench.instruments.duties(), first, last)
        return sorted(found, key=lambda one: (one.day, one.kind, one.title))


def _stored(session: Session, first: date, last: date) -> Iterator[Entry]:
    for run, title in agenda.runs(session, first, last):
        yield Entry(run.period, "run", title, state=run.state, subject=run.id)
    for day, count in agenda.deadlines(session, first, last).items():
        yield Entry(day, "deadline", count=count)
    for day, count in agenda.rechecks(session, first, last).items():
        yield Entry(day, "recheck", count=count)
    for day, stage, count in agenda.stages(session, first, last):
        yield Entry(day, "stage", stage, count=count)


def _planned(plans: Iterable[AuditPlan], first: date, last: date, *, once: bool) -> Iterator[Entry]:
    yesterday = seoul.today() - DAY
    for plan in plans:
        rhythm = Rhythm(plan.rhythm)
        if plan.state != "active":
            continue
        begun = max(plan.taken_up_until or yesterday, yesterday, first - DAY)
        # A notice of this time may be of a day after it.
        until = last + timedelta(days=plan.notice_days)
        for due in ahead(rhythm, plan.starts_on, following(rhythm, plan.starts_on, begun), until):
            notice = due - timedelta(days=plan.notice_days)
            entry = Entry(due, "due", plan.title, rhythm=plan.rhythm, subject=plan.id)
            if due <= last:
                yield entry
            if plan.notice_days and first <= notice <= last:
                yield replace(entry, day=notice, kind="notice")
            if once and rhythm in OFTEN:
                break


def _law(duties: Iterable[Duty], first: date, last: date) -> list[Entry]:
    days = {(one.basis.in_force, one.basis.cite) for one in duties if first <= one.basis.in_force <= last}
    return [Entry(day, "law", cite) for day, cite in days]
