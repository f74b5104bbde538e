"""
Ask for submissions and put them in; every condition about who may see what is PostgreSQL's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from compliance.errors import NotFound
from compliance.store.programme_tables import ProjectRecord
from compliance.store.tables import Human, IdempotencyKey, Screening, Submission

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Hold a submission with its latest screening and, as far as this person may know it, the submitter's name.
    """

    submission: Submission
    screening: Screening | None
    submitter: str | None


def entry(session: Session, submission_id: UUID) -> Entry:
    """
    Fetch one submission.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    row = session.execute(entries_of().where(Submission.id == submission_id)).one_or_none()
    if row is None:
        raise NotFound
    submission, screening, submitter = row
    return Entry(submission, screening, submitter)


def entries(session: Session, before: UUID | None, limit: int, only: UUID | None = None) -> list[Entry]:
    """
    Fetch submissions older than the given one, newest first; members stand under their bundle, not beside it.

    The records of projects were handed in by nobody and are not listed. Of one organisation `only` where no other's can
    be seen anyway: saying so spares PostgreSQL walking through the others'.
    """
    is_record = Submission.id.in_(select(ProjectRecord.submission_id))
    wanted = entries_of().where(Submission.parent_id.is_(None), ~is_record).order_by(Submission.id.desc()).limit(limit)
    if before:
        wanted = wanted.where(Submission.id < before)
    if only:
        wanted = wanted.where(Submission.tenant_id == only)
    return [Entry(submission, screening, submitter) for submission, screening, submitter in session.execute(wanted)]


def named(session: Session, submission_ids: set[UUID]) -> list[Submission]:
    """
    Fetch several submissions by id.
    """
    return list(session.scalars(select(Submission).where(Submission.id.in_(submission_ids))))


def add(session: Session, values: Mapping[str, object]) -> bool:
    """
    Add a submission; return False where this tenant handed in the very same before.
    """
    statement = insert(Submission).values(**values).on_conflict_do_nothing(index_elements=["tenant_id", "repetition"])
    return session.execute(statement.returning(Submission.id)).one_or_none() is not None


def same_as(session: Session, tenant_id: UUID, repetition: bytes) -> Submission:
    """
    Fetch the submission that a repetition repeats, locked.
    """
    wanted = select(Submission).where(Submission.tenant_id == tenant_id, Submission.repetition == repetition)
    return session.scalars(wanted.with_for_update()).one()


def remembered(session: Session, person: Person, key_hash: bytes) -> IdempotencyKey | None:
    """
    Fetch what this person's idempotency key made before.
    """
    wanted = select(IdempotencyKey).where(IdempotencyKey.person_id == person.id, IdempotencyKey.key_hash == key_hash)
    return session.scalars(wanted).one_or_none()


def remember(
    session: Session, person: Person, key_hash: bytes, request_hash: bytes, submission_id: UUID, life: timedelta
) -> bytes:
    """
    Keep what an idempotency key made; if somebody was faster theirs stays. Return the hash of the request kept.
    """
    kept = insert(IdempotencyKey).values(
        person_id=person.id,
        key_hash=key_hash,
        tenant_id=person.tenant_id,
        request_hash=request_hash,
        submission_id=submission_id,
        expires_at=func.now() + life,
    )
    session.execute(kept.on_conflict_do_nothing())
    wanted = select(IdempotencyKey.request_hash).where(IdempotencyKey.person_id == person.id)
    return session.scalars(wanted.where(IdempotencyKey.key_hash == key_hash)).one()


def entries_of() -> Select[Submission, Screening, str]:
    """
    Ask for submissions with their latest screening and their submitter's name.
    """
    other = aliased(Screening)
    newest = (
        select(other.id)
        .where(other.submission_id == Submission.id)
        .order_by(other.id.desc())
        .limit(1)
        .correlate(Submission)
        .scalar_subquery()
    )
    return (
        select(Submission, Screening, Human.name)
        .select_from(Submission)
        .outerjoin(Screening, and_(Screening.submission_id == Submission.id, Screening.id == newest))
        .outerjoin(Human, Human.id == Submission.submitted_by)
    )
