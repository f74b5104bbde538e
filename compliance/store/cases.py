"""
Ask for cases and what hangs on them; every condition about who may see what is PostgreSQL's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from compliance.store.case_tables import (
    Case,
    CaseAnswer,
    CaseDeadline,
    CaseEvent,
    CaseFinding,
    CaseLetter,
    CasePause,
    Register,
)
from compliance.store.tables import Human, Tenant

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

Place = tuple[int, "UUID"]
"""Where a page ended: the ordinal of the last case's day, and its id."""
_WITH_OFFICE = select(CaseLetter, Tenant.name).outerjoin(Tenant, Tenant.id == CaseLetter.tenant_id)


def number(session: Session, tenant_id: UUID, book: str, year: int) -> int:
    """
    Take the next number of a book; whoever asks meanwhile waits, so that no number is missing or given twice.
    """
    row = insert(Register).values(tenant_id=tenant_id, book=book, year=year, last=1)
    taken = row.on_conflict_do_update(
        index_elements=[Register.tenant_id, Register.book, Register.year], set_={"last": Register.last + 1}
    ).returning(Register.last)
    return session.scalars(taken).one()


def some(session: Session, states: Collection[str], after: Place | None, until: date | None, limit: int) -> list[Case]:
    """
    Fetch cases, the next due first.
    """
    query = select(Case).order_by(Case.due_on, Case.id.desc()).limit(limit)
    if states:
        query = query.where(Case.state.in_(states))
    if after and until:
        query = query.where((Case.due_on > until) | ((Case.due_on == until) & (Case.id < after[1])))
    return list(session.scalars(query))


def overdue(session: Session, states: Collection[str], today: date) -> list[tuple[UUID, UUID]]:
    """
    Fetch tenant and id of each case whose company let a day pass; for the system.
    """
    late = (
        select(Case.tenant_id, Case.id)
        .join(CaseDeadline, (CaseDeadline.case_id == Case.id) & (CaseDeadline.kind == Case.state))
        .where(Case.state.in_(states), CaseDeadline.met_on.is_(None))
        .where(func.coalesce(CaseDeadline.extended_to, CaseDeadline.due_on) < today)
    )
    return [(tenant_id, case_id) for tenant_id, case_id in session.execute(late)]


def findings(session: Session, case_id: UUID) -> list[CaseFinding]:
    """
    Fetch which findings a case is about.
    """
    wanted = select(CaseFinding).where(CaseFinding.case_id == case_id)
    return list(session.scalars(wanted.order_by(CaseFinding.finding_id)))


def sizes(session: Session, case_ids: Collection[UUID]) -> dict[UUID, int]:
    """
    Count the findings of each of some cases.
    """
    counted = select(CaseFinding.case_id, func.count()).where(CaseFinding.case_id.in_(case_ids))
    return dict(session.execute(counted.group_by(CaseFinding.case_id)).all())


def resting(session: Session, case_ids: Collection[UUID]) -> frozenset[UUID]:
    """
    Tell which of some cases rest: a stretch of days that do not count has begun and not ended.
    """
    lasting = select(CasePause.case_id).where(CasePause.case_id.in_(case_ids), CasePause.ends_on.is_(None))
    return frozenset(session.scalars(lasting))


def of_finding(session: Session, finding_id: UUID) -> list[Case]:
    """
    Fetch the cases that a finding is or was part of, newest first.
    """
    wanted = select(Case).join(CaseFinding, CaseFinding.case_id == Case.id)
    return list(session.scalars(wanted.where(CaseFinding.finding_id == finding_id).order_by(Case.id.desc())))


def events(session: Session, case_id: UUID) -> list[tuple[CaseEvent, str | None]]:
    """
    Fetch the steps of a case with the names of those people this person may know, oldest first.
    """
    wanted = select(CaseEvent, Human.name).outerjoin(Human, Human.id == CaseEvent.person_id)
    rows = session.execute(wanted.where(CaseEvent.case_id == case_id).order_by(CaseEvent.id))
    return [(event, name) for event, name in rows]


def team(session: Session, case_id: UUID) -> frozenset[UUID]:
    """
    Tell who has taken any step in a case.
    """
    wanted = select(CaseEvent.person_id).where(CaseEvent.case_id == case_id, CaseEvent.person_id.is_not(None))
    return frozenset(one for one in session.scalars(wanted) if one)


def deadlines(session: Session, case_id: UUID) -> list[CaseDeadline]:
    """
    Fetch the deadlines of a case, those that run first.
    """
    wanted = select(CaseDeadline).where(CaseDeadline.case_id == case_id)
    return list(session.scalars(wanted.order_by(CaseDeadline.met_on.desc().nulls_first(), CaseDeadline.id)))


def pauses(session: Session, case_id: UUID) -> list[CasePause]:
    """
    Fetch the stretches of days that do not count in a case, oldest first.
    """
    wanted = select(CasePause).where(CasePause.case_id == case_id).order_by(CasePause.id)
    return list(session.scalars(wanted))


def letters(session: Session, case_id: UUID) -> list[CaseLetter]:
    """
    Fetch the letters of a case, newest first.
    """
    wanted = select(CaseLetter).where(CaseLetter.case_id == case_id).order_by(CaseLetter.id.desc())
    return list(session.scalars(wanted))


def received(session: Session, after: UUID | None, limit: int) -> list[tuple[CaseLetter, str | None]]:
    """
    Fetch the letters that this person's organisation received, newest first; nobody else's are there to be seen.
    """
    query = _WITH_OFFICE.order_by(CaseLetter.id.desc()).limit(limit)
    rows = session.execute(query.where(CaseLetter.id < after) if after else query)
    return [(letter, name) for letter, name in rows]


def received_one(session: Session, letter_id: UUID) -> tuple[CaseLetter, str | None] | None:
    """
    Fetch one letter that this person's organisation received, with the office it is from.
    """
    row = session.execute(_WITH_OFFICE.where(CaseLetter.id == letter_id)).one_or_none()
    return (row[0], row[1]) if row else None


def answers(session: Session, letter_ids: Collection[UUID]) -> list[CaseAnswer]:
    """
    Fetch the answers to letters, oldest first.
    """
    wanted = select(CaseAnswer).where(CaseAnswer.letter_id.in_(letter_ids)).order_by(CaseAnswer.id)
    return list(session.scalars(wanted))


def respondents(session: Session) -> list[tuple[UUID, str]]:
    """
    Fetch the organisations whose people answer letters here, by name.
    """
    wanted = select(Tenant.id, Tenant.name).join(Human, Human.tenant_id == Tenant.id)
    rows = session.execute(wanted.where(Human.actor == "respondent").distinct().order_by(Tenant.name))
    return [(tenant_id, name) for tenant_id, name in rows]
