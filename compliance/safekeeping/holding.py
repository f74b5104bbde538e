"""
Let the privacy officer keep documents from being destroyed, let them go again, and see the certificates of destruction.

Only ids are told: a privacy officer sees no document, and of self-checks not even that they exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text, update
from uuid_utils.compat import uuid7

from compliance import journal
from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.exports.paper import Column, Paper, Paragraph, Section, Table
from compliance.journal import Act
from compliance.store import findings
from compliance.store.retention_tables import Destruction, LegalHold
from compliance.store.tables import Submission

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.store.database import Database

LONGEST_REASON = 500
_HOLDING = text("SELECT set_config('app.holding', 'on', true)")
NAMELESS: Mapping[UUID, str] = {}
TITLE = "개인정보 파기 확인서"


@dataclass(frozen=True, slots=True)
class HoldView:
    """
    Hold one hold on a document; who released it, when and why are None while it lasts.
    """

    id: UUID
    submission_id: UUID
    set_by: UUID
    set_at: datetime
    reason: str
    released_by: UUID | None
    released_at: datetime | None
    release_reason: str | None
    set_by_name: str = ""
    released_by_name: str = ""


@dataclass(frozen=True, slots=True)
class CertificateView:
    """
    Hold what is certified of one destruction; `signature` is this installation's over number, time and documents.
    """

    id: UUID
    submission_id: UUID
    documents: int
    retention_class: str
    received_on: date
    retain_until: date
    destroyed_at: datetime
    signature: str


@dataclass(frozen=True, slots=True)
class HoldDesk:
    """
    Offer what privacy officers do; every method raises Forbidden for others.
    """

    database: Database

    def hold(self, person: Person, submission_id: UUID, reason: str) -> HoldView:
        """
        Keep a registered or ordered document, a bundle as a whole, until it is let go.

        Raises:
            NotFound: there is no such document, or it is a self-check.
            Conflict: it is held already, or it is part of a bundle.
            Rejected: "reason", there is none or it is too long.
        """
        _check(person, reason)
        with self.database.transaction(person) as session:
            session.execute(_HOLDING)
            wanted = select(Submission).where(Submission.id == submission_id).with_for_update()
            submission = session.scalars(wanted).one_or_none()
            if submission is None:
                raise NotFound
            if submission.legal_hold or submission.parent_id is not None:
                raise Conflict(
                    "이미 보존 중이거나 묶음의 일부입니다", "it is held already, or part of a bundle", "held"
                )
            submission.legal_hold = True
            held = LegalHold(id=uuid7(), submission_id=submission_id, set_by=person.id, reason=reason)
            session.add(held)
            session.flush()
            journal.write(
                session, person, Act.HELD, f"submission:{submission_id}", {"hold": held.id}, [submission.tenant_id]
            )
            return _view(session, held.id)

    def release(self, person: Person, hold_id: UUID, reason: str) -> HoldView:
        """
        Let a document go; once its time is over it is destroyed.

        Raises:
            NotFound: there is no such hold.
            Conflict: it was let go before.
            Rejected: "reason", there is none or it is too long.
        """
        _check(person, reason)
        with self.database.transaction(person) as session:
            session.execute(_HOLDING)
            held = session.get(LegalHold, hold_id, with_for_update=True)
            if held is None:
                raise NotFound
            if held.released_at is not None:
                raise Conflict("이미 해제되었습니다", "the document was let go before", "released")
            session.execute(
                update(LegalHold)
                .where(LegalHold.id == hold_id)
                .values(released_at=func.now(), released_by=person.id, release_reason=reason)
            )
            let_go = update(Submission).where(Submission.id == held.submission_id).values(legal_hold=False)
            session.execute(let_go)
            journal.write(session, person, Act.RELEASED, f"submission:{held.submission_id}", {"hold": hold_id})
            return _view(session, hold_id)

    def holds(self, person: Person, most: int | None = None) -> list[HoldView]:
        """
        List holds, those that last before those that ended, newest first; all of them, or the first so many.
        """
        _check(person)
        with self.database.transaction(person) as session:
            order = LegalHold.released_at.is_not(None), LegalHold.id.desc()
            rows = session.scalars(select(LegalHold).order_by(*order).limit(most)).all()
            names = findings.names(session, {who for row in rows for who in (row.set_by, row.released_by) if who})
            return [_hold(row, names) for row in rows]

    def certificates(self, person: Person, most: int | None = None) -> list[CertificateView]:
        """
        List the certificates of registered and ordered documents that were destroyed, newest first; all, or so many.
        """
        _check(person)
        with self.database.transaction(person) as session:
            rows = session.scalars(select(Destruction).order_by(Destruction.id.desc()).limit(most)).all()
            return [
                CertificateView(
                    row.id,
                    row.submission_id,
                    row.documents,
                    row.retention_class,
                    row.received_on,
                    row.retain_until,
                    row.destroyed_at,
                    row.signature,
                )
                for row in rows
            ]


def paper_of(certificates: list[CertificateView], drawn_up_on: date) -> Paper:
    """
    Put certificates on paper.
    """
    table = Table(
        "파기한 문서",
        (Column("파기번호", 3), Column("문서번호", 3), Column("문서 수", 1), Column("보존 구분", 2), Column("접수일", 2),
         Column("보존기간 만료일", 2), Column("파기일시", 3), Column("확인값", 3)),
        [
            (str(one.id), str(one.submission_id), str(one.documents), one.retention_class, str(one.received_on),
             str(one.retain_until), one.destroyed_at.isoformat(timespec="seconds"), one.signature[:16])
            for one in certificates
        ],
    )  # fmt: skip
    words = (
        "아래 문서는 보존기간이 끝나 암호화 열쇠, 원본, 본문, 점검 결과를 모두 지웠다."
        " 파기 기록은 데이터베이스 밖에 서명하여 보관하며, 백업을 복구하면 다시 파기된다."
    )
    return Paper(TITLE, "", drawn_up_on, (Section("파기", (Paragraph(words, 1), table)),))


def _check(person: Person, reason: str = "-") -> None:
    if person.actor is not Actor.PRIVACY_OFFICER:
        raise Forbidden("개인정보 보호책임자만 할 수 있습니다", "only a privacy officer may")
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Rejected("사유를 500자 이내로 적으십시오", "a reason has at most 500 letters", "reason")


def _view(session: Session, hold_id: UUID) -> HoldView:
    return _hold(session.get_one(LegalHold, hold_id, populate_existing=True))


def _hold(row: LegalHold, names: Mapping[UUID, str] = NAMELESS) -> HoldView:
    return HoldView(
        row.id,
        row.submission_id,
        row.set_by,
        row.set_at,
        row.reason,
        row.released_by,
        row.released_at,
        row.release_reason,
        names.get(row.set_by, ""),
        names.get(row.released_by, "") if row.released_by else "",
    )
