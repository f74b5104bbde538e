"""
Check stored agreements anew, bytes and all, and compare with what was found then: a back-up is worth what this says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from compliance import access, declaration
from compliance.journal import Act
from compliance.store.door import Door
from compliance.store.keeper import keeper
from compliance.store.tables import Original, Screening, Submission
from compliance.views import SubmissionState
from ingest.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from compliance.office import Office
    from ingest.document import Declaration


@dataclass(frozen=True, slots=True)
class Recheck:
    """
    Hold how many agreements were checked anew, and which gave other findings than then.
    """

    checked: int
    otherwise: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    name: str
    content: bytes
    declared: Declaration
    checked_on: date
    findings: frozenset[tuple[str, str]]


def recheck(office: Office, count: int, step: Callable[[], None] = lambda: None) -> Recheck:
    """
    Check up to `count` agreements drawn at random anew, among those last checked by the rules of this program.

    Bundles are left out: their documents are judged together.
    """
    drawn, otherwise = _draw(office, count), []
    for tenant_id, submission_id in drawn:
        stored = _stored(office, tenant_id, submission_id)
        if _findings(office, stored) != stored.findings:
            otherwise.append(submission_id)
        step()
    return Recheck(len(drawn), tuple(otherwise))


def _draw(office: Office, count: int) -> Sequence[tuple[UUID, UUID]]:
    part = aliased(Submission)
    by_these_rules = exists().where(
        Screening.submission_id == Submission.id,
        Screening.finished_at.is_not(None),
        Screening.catalog_digest == office.catalog().digest,
    )
    wanted = (
        select(Submission.tenant_id, Submission.id)
        .join(Original, Original.submission_id == Submission.id)
        .where(Submission.state == SubmissionState.SCREENED, Submission.parent_id.is_(None), by_these_rules)
        .where(~exists().where(part.parent_id == Submission.id))
        .order_by(func.random())
        .limit(count)
    )
    with keeper(office.site.owner_url) as session:
        return [(tenant_id, one) for tenant_id, one in session.execute(wanted)]


def _stored(office: Office, tenant_id: UUID, submission_id: UUID) -> _Stored:
    system = access.system(tenant_id)
    with office.database.transaction(system) as session:
        door = Door(session, office.keys, system)
        submission = session.get_one(Submission, submission_id)
        by_these_rules = Screening.catalog_digest == office.catalog().digest
        wanted = select(Screening).where(Screening.submission_id == submission_id, by_these_rules)
        screening = session.scalars(
            wanted.where(Screening.finished_at.is_not(None)).order_by(Screening.id.desc())
        ).first()
        if screening is None:
            raise LookupError(submission_id)
        particulars = door.particulars([submission])[submission_id]
        return _Stored(
            name=particulars["name"],
            content=door.original(submission_id, Act.READ_FOR_RESTORE),
            declared=declaration.parse(particulars["declaration"]),
            checked_on=screening.checked_on,
            findings=_named(door.report(screening, Act.READ_FOR_RESTORE)),
        )


def _findings(office: Office, stored: _Stored) -> frozenset[tuple[str, str]] | None:
    instruments = office.bench().instruments
    try:
        document = instruments.read(stored.content, stored.name, stored.declared)
    except IngestError:
        return None
    return _named(instruments.check(document, stored.checked_on))


def _named(report: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset((one["rule"], one["fingerprint"]) for one in report["findings"])
