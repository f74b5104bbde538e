"""
Gather the audit result report (점검결과서): what was planned, which documents were checked and which not, and what is suspected.

Its fields are the minimum of ../shared/domain/WORKFLOW.md 1.7; the space for reviewer and approval stays for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance import showing
from compliance.errors import Rejected
from compliance.store import audits, findings, members, screenings, submissions
from compliance.store.door import Door

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.audits.desk import AuditDesk
    from compliance.audits.views import ChangeView, PlanView, RunView
    from compliance.store.audit_tables import AuditItem
    from compliance.store.tables import Finding
    from compliance.views import FindingView

MOST_AGREEMENTS = 5_000
"""Agreements of one report; a larger run is reported in parts by narrower plans."""


@dataclass(frozen=True, slots=True)
class Checked:
    """
    Account for one document of a run: its hash, how its check ended (`code`: why not), and its rules by outcome.
    """

    name: str
    sha256: str
    state: str
    code: int | None
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """
    Hold everything that a report on a run says; `findings` are those that stand, as people left them.
    """

    plan: PlanView
    run: RunView
    documents: Sequence[Checked]
    findings: Sequence[FindingView]
    changes: Sequence[ChangeView]


def gather(desk: AuditDesk, person: Person, run_id: UUID) -> AuditReport:
    """
    Gather the report on a run; that its findings were read is written into the journal.

    Raises:
        Rejected: "agreements", the run has more agreements than one report holds.
    """
    run = desk.run(person, run_id)
    if run.total > MOST_AGREEMENTS:
        raise Rejected(
            f"회차의 문서가 {MOST_AGREEMENTS}건을 넘어 결과서 하나에 담을 수 없습니다",
            f"a report holds at most {MOST_AGREEMENTS} agreements",
            "agreements",
        )
    changes = desk.changes(person, run_id, limit=MOST_AGREEMENTS).items
    with desk.bench.database.transaction(person) as session:
        items = audits.items(session, run_id, -1, MOST_AGREEMENTS)
        door = Door(session, desk.bench.keys, person)
        documents = _documents(door, items)
        stand = _standing(session, items)
        shown = showing.findings(door, stand)
    return AuditReport(desk.plan(person, run.plan_id), run, documents, shown, changes)


def _documents(door: Door, items: Sequence[AuditItem]) -> list[Checked]:
    named = submissions.named(door.session, {item.submission_id for item in items})
    particulars = door.particulars(named)
    newest = {one.submission_id: one for one in screenings.newest_finished(door.session, [one.id for one in named])}
    return [
        Checked(
            particulars[item.submission_id]["name"],
            particulars[item.submission_id]["sha256"],
            item.state,
            item.code,
            ((newest[item.submission_id].counts or {}) if item.submission_id in newest else {}).get("outcomes", {}),
        )
        for item in items
        if item.submission_id in particulars
    ]


def _standing(session: Session, items: Sequence[AuditItem]) -> list[Finding]:
    ids = [item.submission_id for item in items]
    parts = [one.id for submission_id in ids for one in members.of_bundle(session, submission_id)]
    return findings.of_submissions(session, [*ids, *parts])
