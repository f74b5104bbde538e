"""
Ask for findings and their history; every condition about who may see what is PostgreSQL's.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from compliance.errors import NotFound, Rejected
from compliance.review import WAITING
from compliance.store.cluster_tables import TemplateClause, TemplateForm
from compliance.store.tables import Finding, FindingEvent, Human, Screening, Submission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.views import FindingFilter, Order

GRAVITY: Final = {"critical": 0, "high": 1, "medium": 2, "low": 3, "info": 4}
Place = tuple[int, "UUID"]
"""Where a page ended: position (in its order) and id of its last finding."""
DAY = 10
"""Places in the order of days that one day takes up: more than there are gravities."""
MOST_COUNTED = 10_000


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


def catalogs(session: Session, screening_ids: Collection[UUID]) -> dict[UUID, str]:
    """
    Fetch the digests of the rules that screenings were judged by.
    """
    wanted = select(Screening.id, Screening.catalog_digest).where(Screening.id.in_(screening_ids))
    return {screening_id: digest or "" for screening_id, digest in session.execute(wanted)}


def run_out(session: Session) -> list[tuple[UUID, UUID]]:
    """
    Fetch tenant and id of each finding whose hold has run out; for the system.
    """
    today = func.date(func.timezone("Asia/Seoul", func.now()))
    wanted = select(Finding.tenant_id, Finding.id).where(Finding.state == "ON_HOLD", Finding.hold_until <= today)
    return [(tenant_id, finding_id) for tenant_id, finding_id in session.execute(wanted)]


def some(
    session: Session, wanted: FindingFilter, after: Place | None, limit: int, only: UUID | None = None
) -> list[Finding]:
    """
    Fetch findings in the order that is wanted, of one organisation only where no other's can be seen anyway.

    Saying so spares PostgreSQL walking through the others' to leave them out.
    """
    query = _filtered(wanted).order_by(*_order(wanted.order)).limit(limit)
    query = query.where(Finding.tenant_id == only) if only else query
    return list(session.scalars(query.where(_behind(wanted.order, *after)) if after else query))


def position(order: Order, last: Finding) -> int:
    """
    Say where in its order a finding stands, apart from its id.
    """
    if order == "due":
        return last.due_on.toordinal() * DAY + last.gravity
    return {"gravest": last.gravity, "newest": 0, "unsure": last.certainty_percent}[order]


def waiting(session: Session, person_id: UUID, soon: date) -> tuple[int, int, int, int, bool]:
    """
    Count what is not decided, up to a limit: all, this person's, due by a day, on hold; and whether there is more.
    """
    counted = (
        select(Finding.assignee_id, Finding.due_on, Finding.state)
        .where(Finding.state.in_([state.value for state in WAITING]))
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    mine = func.count().filter(counted.c.assignee_id == person_id)
    due = func.count().filter(counted.c.due_on <= soon)
    held = func.count().filter(counted.c.state == "ON_HOLD")
    everything, *others = session.execute(select(func.count(), mine, due, held).select_from(counted)).one()
    return min(everything, MOST_COUNTED), others[0], others[1], others[2], everything > MOST_COUNTED


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


def _order(order: Order) -> tuple[ColumnElement[Any], ...]:
    if order == "due":
        return Finding.due_on.asc(), Finding.gravity.asc(), Finding.id.asc()
    if order == "newest":
        return (Finding.id.desc(),)
    if order == "unsure":
        return Finding.certainty_percent.asc(), Finding.id.asc()
    return Finding.gravity.asc(), Finding.id.desc()


def _behind(order: Order, reached: int, last: UUID) -> ColumnElement[bool]:
    """
    Ask for what stands behind a place in an order.

    Raises:
        Rejected: "cursor", there is no such place.
    """
    if order == "newest":
        return Finding.id < last
    if order == "gravest":
        return (Finding.gravity > reached) | ((Finding.gravity == reached) & (Finding.id < last))
    if order == "unsure":
        return tuple_(Finding.certainty_percent, Finding.id) > tuple_(literal(reached), literal(last))
    day, gravity = divmod(reached, DAY)
    if not 1 <= day <= date.max.toordinal():
        raise Rejected("목록의 위치를 알 수 없습니다", "the cursor is unusable", "cursor")
    place = (literal(date.fromordinal(day)), literal(gravity), literal(last))
    return tuple_(Finding.due_on, Finding.gravity, Finding.id) > tuple_(*place)


def _asked(wanted: FindingFilter, of: type[Finding]) -> Iterator[ColumnElement[bool]]:
    among = (
        (of.state, [state.value for state in wanted.states]),
        (of.severity, wanted.severities),
        (of.ground, wanted.grounds),
        (of.fingerprint, wanted.fingerprints),
    )
    yield from (column.in_(values) for column, values in among if values)
    grades = [GRAVITY[severity] for severity in wanted.severities if severity in GRAVITY]
    if grades:
        # The same once more as a stretch of the index: without it the graver ones are all walked through.
        yield of.gravity.between(min(grades), max(grades))
    exactly = ((of.rule, wanted.rule), (of.assignee_id, wanted.assignee_id))
    yield from (column == value for column, value in exactly if value)
    if wanted.due_by:
        yield of.due_on <= wanted.due_by
    if wanted.agreement_type:
        of_type = select(Screening.id).where(Screening.agreement_type == wanted.agreement_type)
        yield of.screening_id.in_(of_type)
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
