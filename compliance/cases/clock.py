"""
Start, stop, extend and reckon the deadlines of a case as it moves from state to state.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from compliance import seoul
from compliance.cases.deadlines import HANDLING, RESTS, RULES, DeadlineView, RestView, Rule, handling_until
from compliance.cases.states import CaseState
from compliance.cases.workdays import CALENDAR, Rest, Term, last_day, working_days
from compliance.errors import Rejected
from compliance.store import cases
from compliance.store.case_tables import CaseDeadline, CasePause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from compliance.store.case_tables import Case

NEVER = date.max
"""The day of a case in which no deadline runs."""


def begin(session: Session, case: Case, kind: str, on: date, due_on: date | None = None) -> None:
    """
    Start a deadline on a day: to the day given, else as long as is usual.
    """
    term = RULES[kind].term
    session.add(
        CaseDeadline(
            id=uuid7(),
            case_id=case.id,
            kind=kind,
            starts_on=on,
            days=(due_on - on).days if due_on else term.days,
            is_working=term.is_working and due_on is None,
            due_on=due_on or last_day(on, term),
            calendar=CALENDAR,
        )
    )
    session.flush()


def move(session: Session, case: Case, source: CaseState, target: CaseState, due_on: date | None = None) -> None:
    """
    End what ran in the earlier state and start what runs in the new one; days of waiting for others do not count.
    """
    now = seoul.today()
    for one in cases.deadlines(session, case.id):
        ends = one.kind == source and target is not source
        if one.met_on is None and (ends or target is CaseState.CLOSED):
            one.met_on = now
    session.flush()
    _rest(session, case, target, now)
    running = {one.kind for one in cases.deadlines(session, case.id) if one.met_on is None}
    if source is CaseState.CLOSED and HANDLING not in running:
        begin(session, case, HANDLING, now)
    if target in RULES and target not in running:
        begin(session, case, target, now, due_on)
    reckon(session, case)


def extend(session: Session, case: Case, kind: str, until: date) -> None:
    """
    Extend a running deadline to a later day on which offices work.

    Raises:
        Rejected: "deadline", none of that kind runs; "until", the day is no later one.
    """
    found = next((one for one in cases.deadlines(session, case.id) if one.kind == kind and one.met_on is None), None)
    if found is None or kind == HANDLING:
        raise Rejected("연장할 수 있는 기한이 없습니다", "no such deadline runs", "deadline")
    if until <= (found.extended_to or found.due_on) or until < seoul.today():
        raise Rejected("지금의 기한보다 뒤의 날이어야 합니다", "the day has to be a later one", "until")
    found.extended_to = last_day(until, Term(0))
    session.flush()
    reckon(session, case)


def reckon(session: Session, case: Case) -> None:
    """
    Compute the authority's own time anew, and note the nearest day of all that runs.
    """
    rests = _rests(session, case)
    running = [one for one in cases.deadlines(session, case.id) if one.met_on is None]
    for one in running:
        if one.kind == HANDLING:
            one.due_on, one.calendar = handling_until(one.starts_on, one.days, rests, seoul.today()), CALENDAR
    resting = any(rest.ends_on is None for rest in rests)
    counted = [one for one in running if one.kind != HANDLING or not resting] or running
    case.due_on = min((one.extended_to or one.due_on for one in counted), default=NEVER)
    session.flush()


def check_due(kind: str, due_on: date | None, on: date) -> date | None:
    """
    Return the day that a letter sets: the one asked for, else what is usual.

    Raises:
        Rejected: "due_on", it is earlier or later than may be, or offices rest on it.
    """
    rule = RULES.get(kind)
    if rule is None:
        return None
    if due_on is None:
        return last_day(on, rule.term)
    if not rule.least <= (due_on - on).days <= rule.most:
        raise Rejected(
            f"기한은 오늘부터 {rule.least}일 이상 {rule.most}일 이하여야 합니다",
            f"the day has to be {rule.least} to {rule.most} days from today",
            "due_on",
        )
    if last_day(due_on, Term(0)) != due_on:
        raise Rejected("기한이 토요일이나 공휴일입니다", "offices rest on that day", "due_on")
    return due_on


def shown(rows: Sequence[CaseDeadline]) -> tuple[DeadlineView, ...]:
    """
    Show deadlines with the working days that are left of each.
    """
    now = seoul.today()
    return tuple(_shown(one, RULES[one.kind], now) for one in rows)


def shown_rests(session: Session, case: Case) -> tuple[RestView, ...]:
    """
    Show the days that do not count.
    """
    return tuple(RestView(one.kind, one.starts_on, one.ends_on) for one in cases.pauses(session, case.id))


def _shown(row: CaseDeadline, rule: Rule, now: date) -> DeadlineView:
    return DeadlineView(
        id=row.id,
        kind=row.kind,
        whose=rule.whose,
        basis=rule.basis,
        starts_on=row.starts_on,
        days=row.days,
        is_working=row.is_working,
        due_on=row.due_on,
        extended_to=row.extended_to,
        met_on=row.met_on,
        left=working_days(row.met_on or now, row.extended_to or row.due_on),
        calendar=row.calendar,
    )


def _rests(session: Session, case: Case) -> list[Rest]:
    return [Rest(one.starts_on, one.ends_on) for one in cases.pauses(session, case.id)]


def _rest(session: Session, case: Case, target: CaseState, now: date) -> None:
    """
    End the stretch that lasts unless the new state waits for the same; begin the one of the new state.
    """
    wanted = RESTS.get(target)
    lasting = next((one for one in cases.pauses(session, case.id) if one.ends_on is None), None)
    if lasting and lasting.kind == wanted:
        return
    if lasting:
        lasting.ends_on = now
        session.flush()
    if wanted:
        session.add(CasePause(id=uuid7(), case_id=case.id, kind=wanted, starts_on=now))
        session.flush()
