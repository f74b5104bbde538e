"""
Ask for what the fairness figures are counted from: rows of columns that tell nothing of what an agreement says.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, func, select

from compliance import review
from compliance.store.audit_tables import AuditItem, AuditPlan, AuditRun, CatalogKnown
from compliance.store.case_tables import Case, CaseDeadline, CaseEvent, CaseFinding, CaseLetter
from compliance.store.programme_tables import ProjectAgreement
from compliance.store.tables import Finding, Screening, Submission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

CONFIRMED = [one.value for one in review.CONFIRMED]
DECIDED = (*CONFIRMED, "DISMISSED")
FALSE_POSITIVE = "fp"
OBJECTIONS = {"C32": False, "C33": True, "C34": True}
"""How an objection ends, by transition: refused, upheld in part, upheld."""


class Tie(NamedTuple):
    """
    Tie an agreement, a bundle as a whole, to a project.
    """

    project_id: UUID
    agreement_id: UUID
    document_type: str


class FoundRow(NamedTuple):
    """
    Hold a confirmed finding.
    """

    agreement_id: UUID
    finding_id: UUID
    ground: str
    state: str
    same: tuple[UUID, str, str]
    """What tells it from other findings of the same agreement, whatever check found it."""


class Asked(NamedTuple):
    """
    Hold a case with its steps (when, code, state reached, measure), letters (kind, when) and deadlines.
    """

    agreement_id: UUID
    state: str
    findings: Mapping[UUID, str]
    events: Sequence[tuple[datetime, str | None, str, str | None]]
    letters: Sequence[tuple[str, datetime]]
    deadlines: Sequence[tuple[str, date, date | None]]


def ties(session: Session) -> list[Tie]:
    """
    Fetch which agreements belong to which projects, the oldest first.
    """
    wanted = (
        select(
            ProjectAgreement.project_id,
            func.coalesce(Submission.parent_id, Submission.id),
            ProjectAgreement.document_type,
        )
        .join(Submission, Submission.id == ProjectAgreement.submission_id)
        .where(Submission.origin != "self_check")
        .order_by(ProjectAgreement.submission_id, ProjectAgreement.project_id)
    )
    return [Tie(*row) for row in session.execute(wanted)]


def audits(session: Session) -> dict[UUID, list[tuple[str, Mapping[str, Any], Mapping[str, Any]]]]:
    """
    Fetch the checks of projects' agreements in audits: the rules, what the plan chose, and how it drew.
    """
    wanted = (
        select(AuditItem.submission_id, AuditRun.catalog_digest, AuditPlan.population, AuditPlan.sample)
        .join(AuditRun, AuditRun.id == AuditItem.run_id)
        .join(AuditPlan, AuditPlan.id == AuditRun.plan_id)
        .where(AuditItem.state == "checked", AuditItem.submission_id.in_(_tied()))
        .order_by(AuditRun.period, AuditRun.id)
    )
    found: dict[UUID, list[tuple[str, Mapping[str, Any], Mapping[str, Any]]]] = defaultdict(list)
    for agreement, digest, population, sample in session.execute(wanted):
        found[agreement].append((digest, population, sample))
    return found


def confirmed(session: Session) -> list[FoundRow]:
    """
    Fetch the confirmed findings of projects' agreements.
    """
    whole = func.coalesce(Submission.parent_id, Submission.id)
    wanted = (
        select(
            whole, Finding.id, Finding.ground, Finding.state, Finding.submission_id, Finding.rule, Finding.fingerprint
        )
        .join(Submission, Submission.id == Finding.submission_id)
        .where(Finding.state.in_(CONFIRMED), Finding.origin != "self_check", whole.in_(_tied()))
        .order_by(Finding.id)
    )
    return [FoundRow(*row[:4], (row[4], row[5], row[6])) for row in session.execute(wanted)]


def cases(session: Session) -> list[Asked]:
    """
    Fetch the cases of projects' agreements with what has happened in them.
    """
    whole = func.coalesce(Submission.parent_id, Submission.id)
    wanted = (
        select(Case.id, whole, Case.state)
        .join(Submission, Submission.id == Case.submission_id)
        .where(whole.in_(_tied()))
    )
    rows = session.execute(wanted.order_by(Case.id)).all()
    ids = [case for case, *_ in rows]
    events = _by_case(
        session, ids, select(CaseEvent.case_id, CaseEvent.at, CaseEvent.code, CaseEvent.to_state, CaseEvent.measure)
        .where(CaseEvent.kind == "moved").order_by(CaseEvent.id), CaseEvent.case_id
    )  # fmt: skip
    letters = _by_case(
        session,
        ids,
        select(CaseLetter.case_id, CaseLetter.kind, CaseLetter.issued_at).order_by(CaseLetter.issued_at),
        CaseLetter.case_id,
    )
    limits = _by_case(session, ids, _deadlines(), CaseDeadline.case_id)
    tied = _by_case(
        session, ids, select(CaseFinding.case_id, CaseFinding.finding_id, Finding.ground)
        .join(Finding, Finding.id == CaseFinding.finding_id), CaseFinding.case_id
    )  # fmt: skip
    return [
        Asked(agreement, state, dict(tied[case]), events[case], letters[case], limits[case])
        for case, agreement, state in rows
    ]


def precision(session: Session) -> list[tuple[str, str | None, int, int]]:
    """
    Count by rule and catalog how many findings were confirmed, and how many dismissed as false positives.
    """
    is_right = Finding.state.in_(CONFIRMED)
    is_wrong = (Finding.state == "DISMISSED") & (Finding.reason_code == FALSE_POSITIVE)
    wanted = (
        select(
            Finding.rule,
            Screening.catalog_digest,
            func.count().filter(is_right),
            func.count().filter(is_wrong),
        )
        .join(Screening, Screening.id == Finding.screening_id)
        .where(Finding.state.in_(DECIDED), Finding.origin != "self_check", is_right | is_wrong)
        .group_by(Finding.rule, Screening.catalog_digest)
        .order_by(Finding.rule, Screening.catalog_digest)
    )
    return [(rule, digest, right, wrong) for rule, digest, right, wrong in session.execute(wanted)]


def fingerprints(session: Session, digests: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """
    Fetch what tells the rules of some catalogs from their other versions.
    """
    wanted = select(CatalogKnown.digest, CatalogKnown.fingerprints).where(CatalogKnown.digest.in_(digests))
    return {digest: dict(known) for digest, known in session.execute(wanted)}


def objections(session: Session) -> list[bool]:
    """
    Tell of every objection that was decided whether it was upheld, in part at least.
    """
    wanted = select(CaseEvent.code).where(CaseEvent.kind == "moved", CaseEvent.code.in_(OBJECTIONS))
    return [OBJECTIONS[code] for code in session.scalars(wanted.order_by(CaseEvent.id)) if code]


def deadlines(session: Session, kinds: Sequence[str]) -> list[tuple[date, date | None]]:
    """
    Fetch the deadlines of these kinds in all cases: the day that counts, and the day on which it was met.
    """
    wanted = _deadlines().where(CaseDeadline.kind.in_(kinds))
    return [(until, met_on) for _, _, until, met_on in session.execute(wanted)]


def _tied() -> Select[UUID]:
    """
    Ask for the agreements that belong to any project, a bundle as a whole.
    """
    return select(func.coalesce(Submission.parent_id, Submission.id)).join(
        ProjectAgreement, ProjectAgreement.submission_id == Submission.id
    )


def _deadlines() -> Select[UUID, str, date, date | None]:
    until = func.coalesce(CaseDeadline.extended_to, CaseDeadline.due_on)
    return select(CaseDeadline.case_id, CaseDeadline.kind, until, CaseDeadline.met_on).order_by(CaseDeadline.id)


def _by_case(
    session: Session,
    ids: Sequence[UUID],
    wanted: Select[*tuple[Any, ...]],
    column: Any,  # noqa: ANN401 - a column of any table
) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(wanted.where(column.in_(ids))):
        found[row[0]].append(tuple(row[1:]))
    return found
