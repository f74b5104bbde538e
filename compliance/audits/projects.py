"""
Audit projects: keep a record of each beside the agreements, and judge on the run's day which documents it lacks.

A record is a submission that nobody handed in. So what is missing has the life of any other finding.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func
from uuid_utils.compat import uuid7

from compliance import access
from compliance.audits.comparing import ChangeKind, compare, standings
from compliance.journal import Act
from compliance.programmes import record
from compliance.screening import text_of
from compliance.store import audits, programmes, screenings, submissions
from compliance.store.database import identify
from compliance.store.door import Door
from compliance.store.programme_tables import ProjectRecord
from compliance.store.tables import DocumentKey, Screening
from compliance.views import Origin, SubmissionState
from rules.missing.book import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.audits.comparing import Change
    from compliance.programmes.record import Record
    from compliance.programmes.views import ProjectView
    from compliance.queue import Bench
    from compliance.store.audit_tables import AuditItem
    from compliance.store.envelope import KeyRing


def records_for(session: Session, keys: KeyRing, projects: Mapping[UUID, UUID], owner_id: UUID) -> list[UUID]:
    """
    Give the records of projects (by id, with their tenants); one without gets one in the name of the plan's owner.
    """
    known = programmes.records(session, list(projects))
    for project_id, tenant_id in projects.items():
        if project_id not in known:
            known[project_id] = _begin(session, keys, programmes.one(session, project_id), tenant_id, owner_id)
    identify(session, access.system())
    return [known[one] for one in projects]


def check_project(bench: Bench, item: AuditItem, project_id: UUID, today: date) -> None:
    """
    Judge one project of a run and write down what is otherwise than before.
    """
    system = access.system(item.tenant_id)
    with bench.database.transaction(system) as session:
        locked = audits.take(session, item.run_id, item.submission_id)
        if locked is None:
            return
        view = programmes.one(session, project_id)
        written = record.write(programmes.with_signing_days(session, view))
        changes = _record(Door(session, bench.keys, system), locked, written, written.report(today))
        counts = {kind.value: sum(one.kind is kind for one in changes) for kind in ChangeKind}
        audits.end_item(session, locked, "checked", counts)


def _record(door: Door, item: AuditItem, written: Record, report: dict[str, Any]) -> list[Change]:
    session, submission_id = door.session, item.submission_id
    last = next(iter(screenings.newest_finished(session, [submission_id])), None)
    earlier = door.report(last, Act.READ_FOR_AUDIT) if last else None
    known = audits.known_keys(session, submission_id)
    changes = compare(standings(earlier["findings"] if earlier else ()), standings(report["findings"]), known)
    if last and earlier and _says_the_same(earlier, report):
        last.reaffirmed_on, last.reaffirmed_digest = date.fromisoformat(report["checked_on"]), digest()
        return changes
    again = _screening(door, item, written, report)
    new = {(one.rule, one.fingerprint) for one in changes if one.kind is ChangeKind.CREATED}
    screenings.detect(door, again, [one for one in report["findings"] if (one["rule"], one["fingerprint"]) in new])
    audits.put_changes(session, item, submission_id, changes, audits.known_keys(session, submission_id))
    return changes


def _says_the_same(earlier: Mapping[str, Any], report: Mapping[str, Any]) -> bool:
    return all(earlier[part] == report[part] for part in ("document", "findings", "outcomes"))


def _screening(door: Door, item: AuditItem, written: Record, report: dict[str, Any]) -> Screening:
    """
    Keep the record as it was judged; it is no document that other rules could be tried on.
    """
    seal = door.sealing(item.submission_id)
    made = Screening(
        id=uuid7(),
        submission_id=item.submission_id,
        tenant_id=item.tenant_id,
        origin=item.origin,
        checked_on=date.fromisoformat(report["checked_on"]),
        started_at=func.now(),
        finished_at=func.now(),
        sealed_text=seal(text_of(written.document), "text"),
    )
    screenings.put_report(made, seal, report)
    # A record is of no kind of agreement, so no population by kind ever draws it.
    made.agreement_type = None
    door.session.add(made)
    door.session.flush()
    return made


def _begin(session: Session, keys: KeyRing, view: ProjectView, tenant_id: UUID, owner_id: UUID) -> UUID:
    """
    Begin the record of a project in its own tenant.
    """
    identify(session, access.system(tenant_id))
    submission_id = uuid7()
    envelope, wrapped = keys.new_envelope(tenant_id, submission_id)
    source = record.write(view).document.source
    particulars = {"name": source.name, "sha256": source.sha256, "declaration": {"project": str(view.id)}}
    shared = {"submission_id": submission_id, "tenant_id": tenant_id, "origin": Origin.REGISTERED.value}
    added = submissions.add(
        session,
        {
            "id": submission_id,
            "tenant_id": tenant_id,
            "origin": Origin.REGISTERED.value,
            "submitted_by": owner_id,
            "state": SubmissionState.SCREENED.value,
            "media_type": record.MEDIA_TYPE,
            "size": source.size,
            "repetition": keys.keyed_hash(tenant_id, view.id.bytes),
            "sealed_particulars": envelope.seal_json(particulars, "particulars"),
            "retention_class": "audit_document",
        },
    )
    if not added:
        # Another run began it in the meantime.
        return programmes.records(session, [view.id])[view.id]
    session.add(DocumentKey(wrapped_key=wrapped, kek_mark=keys.mark, **shared))
    session.add(ProjectRecord(project_id=view.id, **shared))
    session.flush()
    return submission_id
