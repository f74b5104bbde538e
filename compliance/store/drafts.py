"""
Ask for drafts of the rules and their previews, and write them down; who may see them is PostgreSQL's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from compliance.store.draft_tables import CatalogDraft, DraftPreview, PreviewChange, PreviewItem
from compliance.store.rows import one
from compliance.store.tables import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.audits.comparing import Key

SAMPLES = 20
"""Changes of a preview that are kept to be read. Source: ../shared/domain/WORKFLOW.md 2.6."""

OPEN = ("drafted", "proposed")
"""States of a draft that is not decided."""
ACTIVATING = 7_301_016
"""Number of the advisory lock under which rules are put into force: one after the other."""


def draft(session: Session, draft_id: UUID, *, to_change: bool = False) -> CatalogDraft:
    """
    Fetch one draft, locked where its state is to change.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    return one(session, CatalogDraft, draft_id, to_change=to_change)


def preview(session: Session, preview_id: UUID, *, to_change: bool = False) -> DraftPreview:
    """
    Fetch one preview, locked where its state is to change.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    return one(session, DraftPreview, preview_id, to_change=to_change)


def drafts(session: Session, before: UUID | None, limit: int) -> list[CatalogDraft]:
    """
    Fetch drafts, newest first.
    """
    wanted = select(CatalogDraft).order_by(CatalogDraft.id.desc()).limit(limit)
    return list(session.scalars(wanted.where(CatalogDraft.id < before) if before else wanted))


def previews(session: Session, draft_id: UUID) -> list[DraftPreview]:
    """
    Fetch the previews of a draft, newest first: there are few.
    """
    wanted = select(DraftPreview).where(DraftPreview.draft_id == draft_id).order_by(DraftPreview.id.desc())
    return list(session.scalars(wanted))


def add(session: Session, values: Mapping[str, object]) -> CatalogDraft:
    """
    Add a draft; where the very same stands already, give that one.
    """
    alike = (CatalogDraft.digest == values["digest"], CatalogDraft.base_digest == values["base_digest"])
    added = (
        insert(CatalogDraft)
        .values(id=uuid7(), **values)
        .on_conflict_do_nothing(
            index_elements=["tenant_id", "digest", "base_digest"], index_where=text("state IN ('drafted', 'proposed')")
        )
    )
    session.execute(added)
    return session.scalars(select(CatalogDraft).where(*alike, CatalogDraft.state.in_(OPEN))).one()


def in_force(session: Session, today: date) -> CatalogDraft | None:
    """
    Fetch the draft whose rules are in force on a day; None while those are that were shipped.
    """
    return session.scalars(_approved().where(CatalogDraft.effective_on <= today).limit(1)).one_or_none()


def waits(session: Session, today: date) -> bool:
    """
    Tell whether an approved draft waits for its day.
    """
    return session.scalars(_approved().where(CatalogDraft.effective_on > today).limit(1)).one_or_none() is not None


def of_digest(session: Session, digest: str) -> CatalogDraft | None:
    """
    Fetch a draft that was approved and made a catalog of this digest.
    """
    return session.scalars(_approved().where(CatalogDraft.digest == digest).limit(1)).one_or_none()


def lock_activation(session: Session) -> None:
    """
    Have rules put into force one after the other, to the end of this transaction.
    """
    session.execute(select(func.pg_advisory_xact_lock(ACTIVATING)))


def _approved() -> Select[CatalogDraft]:
    """
    Ask for approved drafts that can be in force, the last first.
    """
    wanted = select(CatalogDraft).where(CatalogDraft.state == "approved", CatalogDraft.overlay.is_not(None))
    return wanted.order_by(CatalogDraft.effective_on.desc(), CatalogDraft.approved_at.desc())


def ask(session: Session, values: Mapping[str, object]) -> UUID | None:
    """
    Ask for a preview; None where the very same was asked for before.
    """
    added = insert(DraftPreview).values(id=uuid7(), **values).on_conflict_do_nothing()
    return session.scalars(added.returning(DraftPreview.id)).one_or_none()


def asked(session: Session, values: Mapping[str, object]) -> DraftPreview:
    """
    Fetch the preview that was asked for by the same draft, rules, day and words.
    """
    names = ("draft_id", "base_digest", "checked_on", "repetition")
    return session.scalars(select(DraftPreview).filter_by(**{name: values[name] for name in names})).one()


def waiting(session: Session, preview_id: UUID, positions: range) -> list[PreviewItem]:
    """
    Fetch what is still to be compared of a part of a preview that goes on, in order.
    """
    wanted = (
        select(PreviewItem)
        .join(DraftPreview, DraftPreview.id == PreviewItem.preview_id)
        .where(PreviewItem.preview_id == preview_id, PreviewItem.state == "waiting", DraftPreview.state == "running")
        .where(PreviewItem.position >= positions.start, PreviewItem.position < positions.stop)
        .order_by(PreviewItem.position)
    )
    return list(session.scalars(wanted))


def take(session: Session, preview_id: UUID, submission_id: UUID) -> PreviewItem | None:
    """
    Lock one agreement that is still to be compared; None where it is done, or the preview no longer goes on.
    """
    wanted = (
        select(PreviewItem)
        .join(DraftPreview, DraftPreview.id == PreviewItem.preview_id)
        .where(PreviewItem.preview_id == preview_id, PreviewItem.submission_id == submission_id)
        .where(PreviewItem.state == "waiting", DraftPreview.state == "running")
        .with_for_update(of=PreviewItem)
    )
    return session.scalars(wanted).one_or_none()


def decisions(session: Session, submission_ids: Sequence[UUID]) -> dict[tuple[UUID, Key], tuple[UUID, str]]:
    """
    Fetch id and state of the findings of agreements, by submission, rule and fingerprint: the newest of each.
    """
    rows = session.execute(
        select(Finding.submission_id, Finding.rule, Finding.fingerprint, Finding.id, Finding.state)
        .where(Finding.submission_id.in_(submission_ids))
        .order_by(Finding.id)
    )
    return {(owner, (rule, mark)): (finding_id, state) for owner, rule, mark, finding_id, state in rows}


def put_changes(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """
    Write down what a draft would change in an agreement.
    """
    if rows:
        session.execute(insert(PreviewChange), list(rows))


def finish(session: Session, preview_id: UUID) -> bool:
    """
    End a preview none of whose agreements is waiting, and keep the quotes of its samples only.

    Returns: whether this call ended it.
    """
    left = select(PreviewItem.preview_id).where(PreviewItem.preview_id == preview_id, PreviewItem.state == "waiting")
    done = (
        update(DraftPreview)
        .where(DraftPreview.id == preview_id, DraftPreview.state == "running", ~left.exists())
        .values(state="finished", finished_at=func.now())
    )
    if session.scalars(done.returning(DraftPreview.id)).one_or_none() is None:
        return False
    kept = select(PreviewChange.id).where(PreviewChange.preview_id == preview_id).order_by(PreviewChange.lot)
    others = PreviewChange.id.not_in(kept.limit(SAMPLES).scalar_subquery())
    session.execute(
        update(PreviewChange).where(PreviewChange.preview_id == preview_id, others).values(sealed_quote=None)
    )
    return True


def progress(session: Session, preview_id: UUID) -> dict[str, int]:
    """
    Count the agreements of a preview by state.
    """
    counted = select(PreviewItem.state, func.count()).where(PreviewItem.preview_id == preview_id)
    return dict(session.execute(counted.group_by(PreviewItem.state)).all())


def impacts(session: Session, preview_id: UUID) -> list[tuple[str, dict[str, str], str, int, int, int]]:
    """
    Count what would change by rule and type: rule, title, type, created, gone, changed.
    """
    kinds = [func.count().filter(PreviewChange.kind == kind) for kind in ("created", "gone", "changed")]
    # A title is the same for all findings of a rule but where the draft words it anew: any will do.
    title = func.array_agg(PreviewChange.title)[1]
    rows = session.execute(
        select(PreviewChange.rule, title, PreviewChange.agreement_type, *kinds)
        .where(PreviewChange.preview_id == preview_id)
        .group_by(PreviewChange.rule, PreviewChange.agreement_type)
        .order_by(PreviewChange.rule, PreviewChange.agreement_type)
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]


def verdicts(session: Session, preview_id: UUID) -> dict[str, int]:
    """
    Count the decisions of people that a draft would touch, by what it means for them.
    """
    counted = select(PreviewChange.verdict, func.count()).where(
        PreviewChange.preview_id == preview_id, PreviewChange.verdict.is_not(None)
    )
    found = dict(session.execute(counted.group_by(PreviewChange.verdict)).all())
    return {verdict: found.get(verdict, 0) for verdict in ("contradicts", "regraded", "agrees")}


def changes(
    session: Session, preview_id: UUID, before: UUID | None, limit: int, verdict: str | None = None
) -> list[PreviewChange]:
    """
    Fetch what a preview tells, newest first.
    """
    wanted = select(PreviewChange).where(PreviewChange.preview_id == preview_id)
    if verdict:
        wanted = wanted.where(PreviewChange.verdict == verdict)
    if before:
        wanted = wanted.where(PreviewChange.id < before)
    return list(session.scalars(wanted.order_by(PreviewChange.id.desc()).limit(limit)))


def samples(session: Session, preview_id: UUID) -> list[PreviewChange]:
    """
    Fetch the changes that the seed drew.
    """
    wanted = select(PreviewChange).where(PreviewChange.preview_id == preview_id)
    return list(session.scalars(wanted.order_by(PreviewChange.lot).limit(SAMPLES)))
