"""
Ask which days of the law were taken up and which agreements they concern, and list these; each only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from compliance.store.audit_tables import LawDay, Recheck
from compliance.store.tables import Screening, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

Day = tuple[str, date]
"""A legal basis and the day on which it came into force."""
LAST_CHECKED = func.coalesce(Screening.reaffirmed_on, Screening.checked_on)
"""The last day by which a screening was found to hold."""
ROWS = 5_000
"""Rows that go into one statement."""


@dataclass(frozen=True, slots=True)
class Checked:
    """
    Hold a document that was checked: the submission that it stands for (its bundle, if it came in one), and its last check.
    """

    document_id: UUID
    submission_id: UUID
    tenant_id: UUID
    origin: str
    agreement_type: str
    signed_on: date | None


def taken_up(session: Session) -> set[Day]:
    """
    Fetch every day that was taken up.
    """
    return {(basis, in_force) for basis, in_force in session.execute(select(LawDay.basis, LawDay.in_force))}


def checked_before(session: Session, day: date, types: Iterable[str]) -> list[Checked]:
    """
    Fetch the agreements of some types whose last check was before a day, those of one organisation together.
    """
    newest = (
        select(Screening.submission_id, Screening.agreement_type, Screening.signed_on, LAST_CHECKED.label("checked_on"))
        .where(Screening.finished_at.is_not(None))
        .ext(distinct_on(Screening.submission_id))
        .order_by(Screening.submission_id, Screening.id.desc())
        .subquery()
    )
    rows = session.execute(
        select(
            Submission.id,
            func.coalesce(Submission.parent_id, Submission.id),
            Submission.tenant_id,
            Submission.origin,
            newest.c.agreement_type,
            newest.c.signed_on,
        )
        .join(newest, newest.c.submission_id == Submission.id)
        .where(newest.c.checked_on < day, newest.c.agreement_type.in_(sorted(types)))
        .where(Submission.origin != "self_check")
        .order_by(Submission.tenant_id, Submission.id)
    )
    return [Checked(*row) for row in rows]


def submissions_of(session: Session, submission_ids: Sequence[UUID]) -> list[Submission]:
    """
    Fetch submissions by id, however many.
    """
    found: list[Submission] = []
    for start in range(0, len(submission_ids), ROWS):
        found += session.scalars(select(Submission).where(Submission.id.in_(submission_ids[start : start + ROWS])))
    return found


def begin(session: Session, basis: str, in_force: date, today: date, undated: int) -> bool:
    """
    Write down that a day is taken up; False where another was faster.
    """
    added = insert(LawDay).values(basis=basis, in_force=in_force, taken_up_on=today, undated=undated)
    return session.execute(added.on_conflict_do_nothing().returning(LawDay.basis)).one_or_none() is not None


def put(session: Session, day: Day, today: date, concerned: Sequence[tuple[Checked, date | None]]) -> None:
    """
    List agreements under a day of the law, a bundle once, from the first day on which any of its documents is due.
    """
    first: dict[UUID, dict[str, object]] = {}
    for one, due_on in sorted(((one, due) for one, due in concerned if due), key=lambda pair: pair[1]):
        first.setdefault(
            one.submission_id,
            {
                "basis": day[0],
                "in_force": day[1],
                "submission_id": one.submission_id,
                "tenant_id": one.tenant_id,
                "origin": one.origin,
                "due_on": due_on,
                "listed_on": today,
            },
        )
    rows = list(first.values())
    for start in range(0, len(rows), ROWS):
        session.execute(insert(Recheck).on_conflict_do_nothing(), rows[start : start + ROWS])


def days(session: Session) -> dict[Day, int]:
    """
    Fetch how many agreements of each day that was taken up have no known day that decides.
    """
    return {(row.basis, row.in_force): row.undated for row in session.scalars(select(LawDay))}


def counts(session: Session, today: date) -> dict[Day, int]:
    """
    Count what is still to be checked again, by day of the law.
    """
    rows = session.execute(
        select(Recheck.basis, Recheck.in_force, func.count())
        .where(_is_open(today))
        .group_by(Recheck.basis, Recheck.in_force)
    )
    return {(basis, in_force): count for basis, in_force, count in rows}


def open_of(session: Session, day: Day, today: date, limit: int) -> list[Recheck]:
    """
    Fetch what is still to be checked again under a day of the law, the earliest due first.
    """
    wanted = select(Recheck).where(Recheck.basis == day[0], Recheck.in_force == day[1], _is_open(today))
    return list(session.scalars(wanted.order_by(Recheck.due_on, Recheck.submission_id).limit(limit)))


def _is_open(today: date) -> ColumnElement[bool]:
    """
    Tell that an agreement is due and that none of its documents was checked since.
    """
    since = (
        select(Screening.id)
        .join(Submission, Submission.id == Screening.submission_id)
        .where((Submission.id == Recheck.submission_id) | (Submission.parent_id == Recheck.submission_id))
        .where(Screening.finished_at.is_not(None), Recheck.due_on <= LAST_CHECKED)
        .correlate(Recheck)
        .exists()
    )
    return (Recheck.due_on <= today) & ~since
