"""
Destroy documents: self-checks on demand at once, and whatever its time is over by itself, unless somebody holds it.

Gone are the key, the bytes, the text, the report, the findings and the row itself. PostgreSQL lets nothing else be
destroyed; what was registered or ordered leaves a certificate. What stays are ids: a journal line, and a signed tombstone in a file outside the database.
The tombstone is on disk before the rows are gone, and every start replays it: neither a crash between the two nor
the restoring of an older back-up brings a destroyed document back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Date, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from compliance import access, journal, outside, seoul
from compliance.access import Actor
from compliance.errors import Conflict, NotFound
from compliance.journal import Act
from compliance.store import members
from compliance.store.audit_tables import AuditChange, AuditItem, Recheck
from compliance.store.cluster_tables import TemplateClause
from compliance.store.draft_tables import PreviewChange, PreviewItem
from compliance.store.organisation_tables import OrganisationAgreement
from compliance.store.programme_tables import ProjectAgreement, ProjectRecord
from compliance.store.retention_tables import Destruction
from compliance.store.tables import (
    DocumentKey,
    Finding,
    FindingEvent,
    IdempotencyKey,
    KeptAnswer,
    Original,
    Screening,
    Submission,
)
from compliance.views import DestructionView, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

TODAY = func.timezone("Asia/Seoul", func.now()).cast(Date)
TOMBSTONES = "destroyed"
"""File in the data folder; it belongs into the same safe place as the journal's checkpoints."""
_PARTS = (FindingEvent, Finding, Screening, Original, DocumentKey, IdempotencyKey)
"""What hangs on a submission, in the order in which nothing hangs on it any more."""
_PARTS_OF_REGISTERED = (
    TemplateClause,
    OrganisationAgreement,
    PreviewItem,
    PreviewChange,
    Recheck,
    AuditChange,
    AuditItem,
    ProjectAgreement,
    ProjectRecord,
    *_PARTS,
)
"""A case hangs on neither list: what a case rests on is not destroyed."""


@dataclass(frozen=True, slots=True)
class Destroyer:
    """
    Hold what destroying works with.
    """

    database: Database
    keys: KeyRing
    data_dir: Path

    def destroy(self, person: Person, submission_id: UUID, why: str = "asked") -> DestructionView:
        """
        Destroy a self-check, a bundle with all its documents, and give a receipt that says nothing of what it was.

        Raises:
            NotFound: absent, or not theirs to see.
            Conflict: it is no self-check, it is held by law, or it is part of a bundle, which goes as a whole.
        """
        with self.database.transaction(person) as session:
            whole = _destroyable(session, person, submission_id)
            is_registered = whole.origin != Origin.SELF_CHECK
            parts = [*(one.id for one in members.of_bundle(session, submission_id)), submission_id]
            for table in _PARTS_OF_REGISTERED if is_registered else _PARTS:
                session.execute(delete(table).where(table.submission_id.in_(parts)))
            # An answer that somebody may ask for again could tell of what is destroyed.
            session.execute(delete(KeptAnswer).where(KeptAnswer.tenant_id == person.tenant_id))
            session.expunge_all()
            # Members first: each points at its bundle.
            for part in parts:
                session.execute(delete(Submission).where(Submission.id == part))
            receipt = self._receipt(len(parts))
            if is_registered:
                session.add(_certificate(whole, receipt))
                session.flush()
            journal.write(session, person, Act.DESTROYED, f"submission:{submission_id}", {"why": why})
            self._bury(person.tenant_id, parts)
        return receipt

    def sweep(self) -> int:
        """
        Destroy the documents whose time is over and which nobody holds, and return how many.
        """
        over = select(Submission.tenant_id, Submission.id).where(
            Submission.parent_id.is_(None), Submission.retain_until < TODAY, Submission.legal_hold.is_(False)
        )
        with self.database.transaction(access.system()) as session:
            found = session.execute(over).all()
        return sum(self._destroyed(tenant_id, submission_id, "expired") for tenant_id, submission_id in found)

    def replay(self) -> int:
        """
        Destroy again whatever has a tombstone and is there all the same, and return how many.
        """
        count = 0
        for tenant_id, buried in groupby(sorted(self._buried()), lambda one: one[0]):
            ids = [submission_id for _, submission_id in buried]
            there = select(Submission.id).where(Submission.id.in_(ids), Submission.parent_id.is_(None))
            with self.database.transaction(access.system(tenant_id)) as session:
                found = session.scalars(there).all()
                # Only what nobody held any more was destroyed: a hold that is there again is older.
                session.execute(update(Submission).where(Submission.id.in_(found)).values(legal_hold=False))
            count += sum(self._destroyed(tenant_id, submission_id, "replayed") for submission_id in found)
        return count

    def _destroyed(self, tenant_id: UUID, submission_id: UUID, why: str) -> bool:
        try:
            self.destroy(access.system(tenant_id), submission_id, why)
        except (NotFound, Conflict, IntegrityError):
            # Somebody was faster, somebody holds it, or a case rests on it.
            return False
        return True

    def _receipt(self, documents: int) -> DestructionView:
        number, at = uuid7(), datetime.now(UTC)
        return DestructionView(number, at, documents, self.keys.sign(f"{number} {at.isoformat()} {documents}"))

    def _bury(self, tenant_id: UUID, parts: Sequence[UUID]) -> None:
        """
        Write the tombstones, and return when they are on disk.
        """
        claims = [f"{tenant_id} {part}" for part in parts]
        outside.add(self.data_dir / TOMBSTONES, lambda: [f"{claim} {self.keys.sign(claim)}" for claim in claims])

    def _buried(self) -> set[tuple[UUID, UUID]]:
        """
        Read the tombstones; a line that nobody vouched for destroys nothing.
        """
        claims = [line.rpartition(" ")[::2] for line in outside.lines_of(self.data_dir / TOMBSTONES)]
        vouched = [claim.split(" ") for claim, signature in claims if self.keys.vouches(claim, signature)]
        return {(UUID(tenant), UUID(submission)) for tenant, submission in vouched}


def _destroyable(session: Session, person: Person, submission_id: UUID) -> Submission:
    """
    Lock a document that this person may destroy now.
    """
    wanted = select(Submission, Submission.retain_until < TODAY).where(Submission.id == submission_id)
    row = session.execute(wanted.with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    whole, is_over = row
    if whole.origin != Origin.SELF_CHECK and not (is_over and person.actor is Actor.SYSTEM):
        raise Conflict(
            "등록하거나 제출한 문서는 지울 수 없습니다. 보존기간이 끝나면 지워집니다",
            "only a self-check can be destroyed; a registered document is kept for its retention period",
            "origin",
        )
    if whole.parent_id is not None:
        raise Conflict("묶음 안의 문서는 묶음과 함께 지웁니다", "a document of a bundle goes with the bundle", "bundle")
    if whole.legal_hold:
        raise Conflict("보존 의무가 걸린 문서입니다", "the document is under legal hold", "legal_hold")
    return whole


def _certificate(whole: Submission, receipt: DestructionView) -> Destruction:
    return Destruction(
        id=receipt.receipt,
        tenant_id=whole.tenant_id,
        submission_id=whole.id,
        documents=receipt.documents,
        retention_class=whole.retention_class,
        received_on=seoul.day_of(whole.received_at),
        retain_until=whole.retain_until,
        destroyed_at=receipt.destroyed_at,
        signature=receipt.signature,
    )
