"""
Ask for audit plans, their runs and what these changed, and write them down; who may see them is PostgreSQL's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, Uuid, column, func, select, update, values
from sqlalchemy.dialects.postgresql import JSONB, distinct_on, insert
from uuid_utils.compat import uuid7

from compliance.audits.comparing import ChangeKind
from compliance.audits.plan import Candidate
from compliance.store import programmes
from compliance.store.audit_tables import AuditChange, AuditItem, AuditPlan, AuditRun, CatalogKnown, Recheck
from compliance.store.programme_tables import ProjectRecord
from compliance.store.rows import one
from compliance.store.tables import Finding, Screening, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.audits.comparing import Change, Key
    from compliance.audits.plan import Population
    from compliance.store.tables import Table

ROWS = 5_000
"""Rows that go into one statement."""


def plan(session: Session, plan_id: UUID, *, to_change: bool = False) -> AuditPlan:
    """
    Fetch one plan, locked where its state is to change.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    return one(session, AuditPlan, plan_id, to_change=to_change)


def plans(session: Session) -> list[AuditPlan]:
    """
    Fetch every plan, newest first: an authority has dozens.
    """
    return list(session.scalars(select(AuditPlan).order_by(AuditPlan.id.desc())))


def run(session: Session, run_id: UUID, *, to_change: bool = False) -> AuditRun:
    """
    Fetch one run, locked where its state is to change.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    return one(session, AuditRun, run_id, to_change=to_change)


def runs(session: Session, plan_id: UUID, before: UUID | None, limit: int) -> list[AuditRun]:
    """
    Fetch runs of a plan, newest first.
    """
    wanted = select(AuditRun).where(AuditRun.plan_id == plan_id).order_by(AuditRun.id.desc()).limit(limit)
    return list(session.scalars(wanted.where(AuditRun.id < before) if before else wanted))


def held(session: Session, since: date) -> list[AuditRun]:
    """
    Fetch the runs of all plans from a day on.
    """
    return list(session.scalars(select(AuditRun).where(AuditRun.period >= since).order_by(AuditRun.period)))


def begin(session: Session, plan_id: UUID, period: date, values: Mapping[str, object]) -> UUID | None:
    """
    Begin the run of a period; None where it was begun before.
    """
    added = (
        insert(AuditRun)
        .values(id=uuid7(), plan_id=plan_id, period=period, **values)
        .on_conflict_do_nothing(index_elements=["plan_id", "period"])
    )
    return session.scalars(added.returning(AuditRun.id)).one_or_none()


def candidates(session: Session, population: Population, today: date) -> list[Candidate]:
    """
    Fetch the agreements of a population, oldest first; the documents of a bundle stand for themselves with it.

    `today` decides which stage a project is in. The records of projects are no agreements.
    """
    gravest = (
        select(func.min(Finding.gravity))
        .where(Finding.submission_id == Submission.id, Finding.state.not_in(("DISMISSED", "SUPERSEDED", "REMEDIED")))
        .correlate(Submission)
        .scalar_subquery()
    )
    wanted = _chosen(population).where(Submission.id.not_in(select(ProjectRecord.submission_id)))
    if population.is_of_projects:
        wanted = wanted.where(Submission.id.in_(programmes.tied_to(programmes.of_population(population, today))))
    if population.bases:
        listed = select(Recheck.submission_id).where(Recheck.basis.in_(population.bases), Recheck.due_on <= today)
        wanted = wanted.where(Submission.id.in_(listed))
    rows = session.execute(wanted.add_columns(gravest).order_by(Submission.id))
    return [Candidate(*row) for row in rows]


def projects(session: Session, population: Population, today: date) -> dict[UUID, UUID]:
    """
    Fetch the projects of a population with their tenants, oldest first; none where it has only documents.
    """
    if not population.has_projects:
        return {}
    rows = session.execute(programmes.of_population(population, today))
    return dict(iter(rows))


def _chosen(population: Population) -> Select[UUID, str]:
    newest = (
        select(Screening.submission_id, Screening.agreement_type, Screening.signed_on)
        .where(Screening.finished_at.is_not(None))
        .ext(distinct_on(Screening.submission_id))
        .order_by(Screening.submission_id, Screening.id.desc())
        .subquery()
    )
    received = func.date(func.timezone("Asia/Seoul", Submission.received_at))
    wanted = (
        select(Submission.id, newest.c.agreement_type)
        .outerjoin(newest, newest.c.submission_id == Submission.id)
        .where(
            Submission.parent_id.is_(None),
            Submission.state.in_(("screened", "unreadable", "failed")),
            Submission.origin.in_([origin.value for origin in population.origins]),
        )
    )
    if population.agreement_types:
        wanted = wanted.where(newest.c.agreement_type.in_(population.agreement_types))
    if population.organisations:
        wanted = wanted.where(Submission.tenant_id.in_(population.organisations))
    signed = _within(newest.c.signed_on, population.signed_from, population.signed_until)
    return wanted.where(*signed, *_within(received, population.received_from, population.received_until))


def _within(day: ColumnElement[date], first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    if first:
        yield day >= first
    if last:
        yield day <= last


def put_items(session: Session, run_id: UUID, drawn: Sequence[UUID]) -> None:
    """
    Write down which agreements a run checks, by organisation and in the order in which they were drawn.
    """
    put_in_order(session, AuditItem, drawn, {"run_id": run_id})


def put_in_order(session: Session, table: type[Table], drawn: Sequence[UUID], shared: Mapping[str, object]) -> None:
    """
    Write down drawn agreements with their owners, each with its place in the order.

    One organisation's stand together, so that they are worked on in one transaction.
    """
    owners: dict[UUID, tuple[UUID, str]] = {}
    for start in range(0, len(drawn), ROWS):
        found = select(Submission.id, Submission.tenant_id, Submission.origin)
        rows = session.execute(found.where(Submission.id.in_(drawn[start : start + ROWS])))
        owners |= {one: (tenant_id, origin) for one, tenant_id, origin in rows}
    together = sorted(drawn, key=lambda one: owners[one][0])
    for start in range(0, len(drawn), ROWS):
        placed = enumerate(together[start : start + ROWS], start)
        owned = [(one, *owners[one], at) for at, one in placed]
        session.execute(
            insert(table),
            [
                {**shared, "submission_id": one, "tenant_id": tenant_id, "origin": origin, "position": at}
                for one, tenant_id, origin, at in owned
            ],
        )


def waiting(session: Session, run_id: UUID, positions: range) -> list[AuditItem]:
    """
    Fetch what is still to be checked of a part of a run, in order.
    """
    wanted = (
        select(AuditItem)
        .where(AuditItem.run_id == run_id, AuditItem.state == "waiting")
        .where(AuditItem.position >= positions.start, AuditItem.position < positions.stop)
        .order_by(AuditItem.position)
    )
    return list(session.scalars(wanted))


def take(session: Session, run_id: UUID, submission_id: UUID) -> AuditItem | None:
    """
    Lock one agreement of a run as `take_many` does; None where it is done, or the run no longer goes on.
    """
    return next(iter(take_many(session, run_id, [submission_id])), None)


def take_many(session: Session, run_id: UUID, submission_ids: Sequence[UUID]) -> list[AuditItem]:
    """
    Lock those of some agreements of a run that are still to be checked; none of them where the run no longer goes on.

    The submissions are locked with them, against checks of them by other runs: everywhere in the same order.
    """
    wanted = (
        select(AuditItem)
        .join(AuditRun, AuditRun.id == AuditItem.run_id)
        .where(AuditItem.run_id == run_id, AuditItem.submission_id.in_(submission_ids), AuditItem.state == "waiting")
        .where(AuditRun.state == "running")
        .order_by(AuditItem.submission_id)
        .with_for_update(of=AuditItem)
    )
    items = list(session.scalars(wanted))
    locked = select(Submission.id).where(Submission.id.in_([item.submission_id for item in items]))
    session.execute(locked.order_by(Submission.id).with_for_update()).all()
    return items


def end_items(session: Session, run_id: UUID, counts: Mapping[UUID, Mapping[str, int]]) -> None:
    """
    Write down that agreements of a run were checked, with the counts of each: one statement for all of them.
    """
    rows = [(submission_id, dict(one)) for submission_id, one in counts.items()]
    of = values(column("id", Uuid), column("counts", JSONB), name="ended").data(rows)
    ended = update(AuditItem).where(AuditItem.run_id == run_id, AuditItem.submission_id == of.c.id)
    session.execute(ended.values(state="checked", counts=of.c.counts, finished_at=func.now()))


def end_partly(session: Session, item: AuditItem, checked: int, counts: Mapping[str, int]) -> None:
    """
    End an agreement some or all of whose files were never read: the code says why, and nothing unread is checked.
    """
    code = session.scalars(select(Submission.problem_code).where(Submission.id == item.submission_id)).one()
    end_item(session, item, "checked" if checked else "not_checked", counts, code)


def end_item(session: Session, item: AuditItem, state: str, counts: Mapping[str, int], code: int | None = None) -> None:
    """
    Write down how the check of one agreement ended.
    """
    item.state, item.counts, item.code, item.finished_at = state, dict(counts), code, func.now()
    session.flush()


def finish(session: Session, run_id: UUID) -> bool:
    """
    End a run none of whose agreements is waiting; tell whether this call ended it.
    """
    left = select(AuditItem.run_id).where(AuditItem.run_id == run_id, AuditItem.state == "waiting").exists()
    done = (
        update(AuditRun)
        .where(AuditRun.id == run_id, AuditRun.state == "running", ~left)
        .values(state="finished", finished_at=func.now())
    )
    return session.scalars(done.returning(AuditRun.id)).one_or_none() is not None


def known_keys(session: Session, submission_id: UUID) -> dict[Key, UUID]:
    """
    Fetch which findings an agreement ever had, by rule and fingerprint: the newest of each.
    """
    rows = session.execute(
        select(Finding.rule, Finding.fingerprint, Finding.id)
        .where(Finding.submission_id == submission_id)
        .order_by(Finding.id)
    )
    return {(rule, fingerprint): finding_id for rule, fingerprint, finding_id in rows}


def put_changes(
    session: Session, item: AuditItem, submission_id: UUID, changes: Iterable[Change], findings: Mapping[Key, UUID]
) -> None:
    """
    Write down what differs in an agreement, or in a document of a bundle; what is as before is only counted.
    """
    rows = [
        {
            "id": uuid7(),
            "run_id": item.run_id,
            "submission_id": submission_id,
            "tenant_id": item.tenant_id,
            "origin": item.origin,
            "kind": change.kind.value,
            "rule": change.rule,
            "fingerprint": change.fingerprint,
            "title": dict(change.present.title),
            "severity": change.present.severity,
            "ground": change.present.ground,
            "earlier_severity": change.before.severity if change.before else None,
            "earlier_ground": change.before.ground if change.before else None,
            "finding_id": findings.get((change.rule, change.fingerprint)),
        }
        for change in changes
        if change.kind is not ChangeKind.UNCHANGED
    ]
    if rows:
        session.execute(insert(AuditChange), rows)


def progress(session: Session, run_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """
    Count the agreements of runs by state.
    """
    rows = session.execute(
        select(AuditItem.run_id, AuditItem.state, func.count())
        .where(AuditItem.run_id.in_(run_ids))
        .group_by(AuditItem.run_id, AuditItem.state)
    )
    counted: dict[UUID, dict[str, int]] = {one: {} for one in run_ids}
    for run_id, state, count in rows:
        counted[run_id][state] = count
    return counted


def totals(session: Session, run_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """
    Add up what became of the findings of runs.
    """
    found: dict[UUID, dict[str, int]] = {}
    for run_id in run_ids:
        sums = [func.coalesce(func.sum(AuditItem.counts[kind.value].as_integer()), 0) for kind in ChangeKind]
        row = session.execute(select(*sums).where(AuditItem.run_id == run_id)).one()
        found[run_id] = {kind.value: int(total) for kind, total in zip(ChangeKind, row, strict=True)}
    return found


def changes(session: Session, run_id: UUID, before: UUID | None, limit: int) -> list[tuple[AuditChange, str | None]]:
    """
    Fetch what a run changed with the present state of each finding, newest first.
    """
    wanted = (
        select(AuditChange, Finding.state)
        .outerjoin(Finding, Finding.id == AuditChange.finding_id)
        .where(AuditChange.run_id == run_id)
        .order_by(AuditChange.id.desc())
        .limit(limit)
    )
    rows = session.execute(wanted.where(AuditChange.id < before) if before else wanted)
    return [(change, state) for change, state in rows]


def items(session: Session, run_id: UUID, after: int, limit: int) -> list[AuditItem]:
    """
    Fetch the agreements of a run in order.
    """
    wanted = select(AuditItem).where(AuditItem.run_id == run_id, AuditItem.position > after)
    return list(session.scalars(wanted.order_by(AuditItem.position).limit(limit)))


def size(session: Session, run_id: UUID) -> int:
    """
    Count the agreements of a run.
    """
    return session.scalars(select(func.count()).where(AuditItem.run_id == run_id)).one()


def remember(session: Session, digest: str, fingerprints: Mapping[str, str]) -> None:
    """
    Remember what tells the rules of a catalog from their other wordings.
    """
    known = insert(CatalogKnown).values(digest=digest, fingerprints=dict(fingerprints))
    session.execute(known.on_conflict_do_nothing(index_elements=["digest"]))


def fingerprints(session: Session, digest: str) -> Mapping[str, str] | None:
    """
    Fetch what was remembered of a catalog; None where it never was.
    """
    found = session.get(CatalogKnown, digest)
    return found.fingerprints if found else None
