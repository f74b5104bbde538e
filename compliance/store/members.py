"""
Ask for the members of bundles; every condition about who may see what is PostgreSQL's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from compliance.store.submissions import Entry, entries_of
from compliance.store.tables import Screening, Submission
from compliance.views import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def of_bundle(session: Session, parent_id: UUID) -> list[Submission]:
    """
    Fetch the members of a bundle in the order of its manifest.
    """
    wanted = select(Submission).where(Submission.parent_id == parent_id).order_by(Submission.position)
    return list(session.scalars(wanted))


def of_bundles(session: Session, parent_ids: Collection[UUID]) -> list[Submission]:
    """
    Fetch the members of several bundles.
    """
    return list(session.scalars(select(Submission).where(Submission.parent_id.in_(parent_ids))))


def ids_of_bundles(session: Session, parent_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """
    Fetch the members of those of some submissions that are bundles, in the order of their manifests.
    """
    wanted = select(Submission.parent_id, Submission.id).where(Submission.parent_id.in_(parent_ids))
    found: dict[UUID, list[UUID]] = {}
    for parent_id, one in session.execute(wanted.order_by(Submission.position)):
        if parent_id:
            found.setdefault(parent_id, []).append(one)
    return found


def entries(session: Session, parent_id: UUID) -> list[Entry]:
    """
    Fetch the members of a bundle with their latest screenings, in the order of its manifest.
    """
    wanted = entries_of().where(Submission.parent_id == parent_id).order_by(Submission.position)
    return [Entry(*row) for row in session.execute(wanted)]


def lock_bundle(session: Session, screening_id: UUID) -> UUID | None:
    """
    Lock the bundle that the screened document came in, and return it; None where it came by itself.

    Of two members that end at the same moment the later one then sees that both have. The lock comes before all others
    of its transaction: the journal, which every transaction locks, comes last.
    """
    own = select(Submission.parent_id).join(Screening, Screening.submission_id == Submission.id)
    parent_id = session.scalars(own.where(Screening.id == screening_id)).one_or_none()
    if parent_id is not None:
        session.scalars(select(Submission.id).where(Submission.id == parent_id).with_for_update()).one()
    return parent_id


def closing(session: Session, parent_id: UUID) -> Screening | None:
    """
    Return the screening that closes a bundle, once no member is waited for any more; None before.
    """
    received = Submission.state == SubmissionState.RECEIVED
    if session.scalars(select(Submission.id).where(Submission.parent_id == parent_id, received).limit(1)).first():
        return None
    newest = select(Screening).where(Screening.submission_id == parent_id).order_by(Screening.id.desc()).limit(1)
    return session.scalars(newest).one()
