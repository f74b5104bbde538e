"""
Ask for findings to be judged blindly and keep the verdicts; who may see what is PostgreSQL's.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, cast, exists, func, select, text
from sqlalchemy.dialects.postgresql import BIT, insert
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Finding, FindingEvent, Table, belongs_to_submission

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

PERCENT = 100
DECIDED = ("CONFIRMED", "DISMISSED")
DECISIONS = ("confirm", "dismiss")


class BlindReview(Table):
    """
    Hold what a person made of a finding without knowing the first verdict, and what that was then.
    """

    __tablename__ = "blind_reviews"
    __table_args__ = (belongs_to_submission(), Index("blind_reviews_of_submission", "submission_id"))
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    submission_id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    verdict: Mapped[str]
    reason_code: Mapped[str | None]
    first_verdict: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


def _waiting(person_id: UUID, seed: str, percent: int) -> Select[Finding]:
    """
    Ask for decided findings of the sample that this person neither decided nor judged.
    """
    own = exists().where(
        FindingEvent.finding_id == Finding.id, FindingEvent.person_id == person_id, FindingEvent.kind.in_(DECISIONS)
    )
    judged = exists().where(BlindReview.finding_id == Finding.id, BlindReview.reviewer_id == person_id)
    return select(Finding).where(
        Finding.state.in_(DECIDED), Finding.origin != "self_check", _drawn(seed, percent), ~own, ~judged
    )


def _drawn(seed: str, percent: int) -> ColumnElement[bool]:
    """
    Tell whether the seed draws a finding: the same ones every time, whoever asks.
    """
    digest = func.substr(func.md5(func.concat(seed, "|", cast(Finding.id, String))), 1, 7)
    number = cast(cast(func.concat("x", digest), BIT(28)), BigInteger)
    return number % PERCENT < percent


def waiting(session: Session, person_id: UUID, seed: str, percent: int, limit: int) -> list[Finding]:
    """
    Fetch what waits for a person, in an order that tells nothing.
    """
    wanted = _waiting(person_id, seed, percent).order_by(func.md5(func.concat(seed, cast(Finding.id, String))))
    return list(session.scalars(wanted.limit(limit)))


def one(session: Session, person_id: UUID, seed: str, percent: int, finding_id: UUID) -> Finding | None:
    """
    Fetch one finding if it waits for this person.
    """
    return session.scalars(_waiting(person_id, seed, percent).where(Finding.id == finding_id)).one_or_none()


def add(session: Session, row: BlindReview) -> bool:
    """
    Keep a verdict; return False where this person gave one before.
    """
    values = {
        name: getattr(row, name)
        for name in (
            "finding_id", "reviewer_id", "submission_id", "tenant_id", "origin", "verdict", "reason_code", "first_verdict"
        )
    }  # fmt: skip
    kept = insert(BlindReview).values(values).on_conflict_do_nothing().returning(BlindReview.finding_id)
    return session.execute(kept).one_or_none() is not None


def of_person(session: Session, person_id: UUID, limit: int) -> list[tuple[BlindReview, Finding]]:
    """
    Fetch what a person judged, newest first.
    """
    wanted = select(BlindReview, Finding).join(Finding, Finding.id == BlindReview.finding_id)
    mine = wanted.where(BlindReview.reviewer_id == person_id).order_by(BlindReview.at.desc()).limit(limit)
    return [(review, finding) for review, finding in session.execute(mine)]


def pairs(session: Session) -> dict[tuple[str, str], int]:
    """
    Count the pairs of first and second verdicts.
    """
    counted = select(BlindReview.first_verdict, BlindReview.verdict, func.count())
    rows = session.execute(counted.group_by(text("1"), text("2")))
    return {(first, second): count for first, second, count in rows}
