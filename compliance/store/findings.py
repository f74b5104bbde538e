"""
Ask for findings and their history; every condition about who may see what is PostgreSQL's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from compliance.errors import NotFound
from compliance.store.cluster_tables import TemplateClause, TemplateForm
from compliance.store.tables import Finding, FindingEvent, Human, Submission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.views import FindingFilter

Place = tuple[int, "UUID"]
"""Where a page ended: gravity and id of its last finding."""


def one(session: Session, finding_id: UUID, *, to_decide: bool = False) -> Finding:
    """
    Fetch one finding, locked where it is to be decided.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    wanted = select(Finding).where(Finding.id == finding_id)
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(locked if to_decide else wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def by_id(session: Session, finding_ids: Sequence[UUID]) -> list[Finding]:
    """
    Fetch several findings.
    """
    return list(session.scalars(select(Finding).where(Finding.id.in_(finding_ids))))


def run_out(session: Session) -> list[tuple[UUID, UUID]]:
    """
    Fetch tenant and id of each finding whose hold has run out; for the system.
    """
    today = func.date(func.timezone("Asia/Seoul", func.now()))
    wanted = select(Finding.tenant_id, Finding.id).where(Finding.state == "ON_HOLD", Finding.hold_until <= today)
    return [(tenant_id, finding_id) for tenant_id, finding_id in session.execute(wanted)]


def some(session: Session, wanted: FindingFilter, after: Place | None, limit: int) -> list[Finding]:
    """
    Fetch findings, gravest first, then newest.
    """
    query = _filtered(wanted).order_by(Finding.gravity, Finding.id.desc()).limit(limit)
    if after:
        gravity, last = after
        same = (Finding.gravity == gravity) & (Finding.id < last)
        query = query.where((Finding.gravity > gravity) | same)
    return list(session.scalars(query))


def history(session: Session, finding_id: UUID) -> list[tuple[FindingEvent, str | None]]:
    """
    Fetch the steps of a finding with the names of those people this person may know, oldest first.
    """
    wanted = (
        select(FindingEvent, Human.name)
        .outerjoin(Human, Human.id == FindingEvent.person_id)
        .where(FindingEvent.finding_id == finding_id)
        .order_by(FindingEvent.id)
    )
    return [(event, name) for event, name in session.execute(wanted)]


def names(session: Session, person_ids: set[UUID]) -> dict[UUID, str]:
    """
    Fetch the names of those people this person may know.
    """
    found = session.scalars(select(Human).where(Human.id.in_(person_ids)))
    return {person.id: person.name for person in found}


def _filtered(wanted: FindingFilter) -> Select[Finding]:
    query = select(Finding).where(*_asked(wanted, Finding))
    return query.where(~_further_up(wanted).exists()) if wanted.is_collapsed else query


def _asked(wanted: FindingFilter, of: type[Finding]) -> Iterator[ColumnElement[bool]]:
    if wanted.states:
        yield of.state.in_([state.value for state in wanted.states])
    if wanted.severities:
        yield of.severity.in_(wanted.severities)
    if wanted.grounds:
        yield of.ground.in_(wanted.grounds)
    if wanted.rule:
        yield of.rule == wanted.rule
    if wanted.fingerprints:
        yield of.fingerprint.in_(wanted.fingerprints)
    if wanted.submission_id:
        members = select(Submission.id).where(Submission.parent_id == wanted.submission_id)
        yield (of.submission_id == wanted.submission_id) | of.submission_id.in_(members)
    if wanted.cluster_id:
        tied = select(TemplateClause.finding_id).join(TemplateForm, TemplateForm.id == TemplateClause.form_id)
        yield of.id.in_(tied.where(TemplateForm.cluster_id == wanted.cluster_id))


def _further_up(wanted: FindingFilter) -> Select[UUID]:
    """
    Ask for a finding of the same template that the same list shows further up: it stands for all below it.
    """
    mine, own = aliased(TemplateClause), aliased(TemplateForm)
    theirs, form, other = aliased(TemplateClause), aliased(TemplateForm), aliased(Finding)
    above = (other.gravity < Finding.gravity) | ((other.gravity == Finding.gravity) & (other.id > Finding.id))
    return (
        select(other.id)
        .select_from(mine)
        .join(own, own.id == mine.form_id)
        .join(form, form.cluster_id == own.cluster_id)
        .join(theirs, theirs.form_id == form.id)
        .join(other, other.id == theirs.finding_id)
        .where(mine.finding_id == Finding.id, above, *_asked(wanted, other))
        .correlate(Finding)
    )


def of_submissions(session: Session, submission_ids: Sequence[UUID]) -> list[Finding]:
    """
    Fetch the findings of several submissions, gravest first; those that were replaced by others left out.
    """
    wanted = select(Finding).where(Finding.submission_id.in_(submission_ids), Finding.state != "SUPERSEDED")
    return list(session.scalars(wanted.order_by(Finding.gravity, Finding.submission_id, Finding.id)))


def last_decisions(session: Session, finding_ids: Collection[UUID]) -> dict[UUID, tuple[str, datetime]]:
    """
    Fetch who last moved each of some findings into another state, and when; none where nobody has yet.
    """
    rows = session.execute(
        select(FindingEvent.finding_id, func.coalesce(Human.name, ""), FindingEvent.at)
        .outerjoin(Human, Human.id == FindingEvent.person_id)
        .where(FindingEvent.finding_id.in_(finding_ids), FindingEvent.from_state != FindingEvent.to_state)
        .ext(distinct_on(FindingEvent.finding_id))
        .order_by(FindingEvent.finding_id, FindingEvent.id.desc())
    )
    return {finding_id: (name, at) for finding_id, name, at in rows}
