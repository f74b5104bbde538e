"""
Carry out a decision on a finding: check what the person saw, apply it, write its event and the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from compliance import access, journal, review, showing
from compliance.access import EXAMINERS, Actor
from compliance.errors import Forbidden
from compliance.journal import Act
from compliance.store import findings
from compliance.store.door import Door
from compliance.store.tables import FindingEvent
from compliance.versions_seen import must_be
from compliance.views import Decision, DecisionKind, FindingState

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.review import Step
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.store.tables import Finding

BY_CASE = "case"
"""What the history of a finding calls a step that followed its case."""


def decide(door: Door, finding_id: UUID, decision: Decision, if_match: str) -> Finding:
    """
    Decide on a finding as the person saw it; the row is locked, so of two people one is told of the other.

    Raises:
        NotFound, Conflict, Forbidden, Rejected: see Office.decide.
    """
    findings.one(door.session, finding_id)
    if door.person.actor not in EXAMINERS:
        raise Forbidden("이 처리를 할 권한이 없습니다", "this actor does not decide on findings")
    finding = findings.one(door.session, finding_id, to_decide=True)
    must_be(showing.etag(finding), if_match)
    _carry_out(door, finding, decision)
    return finding


def release(database: Database, keys: KeyRing) -> int:
    """
    Take findings whose hold has run out back into review (F7, by the system); return how many.
    """
    with database.transaction(access.system()) as session:
        due = findings.run_out(session)
    for tenant_id, finding_id in due:
        system = access.system(tenant_id)
        with database.transaction(system) as session:
            finding = findings.one(session, finding_id, to_decide=True)
            if finding.state == FindingState.ON_HOLD:
                _carry_out(Door(session, keys, system), finding, Decision(DecisionKind.RELEASE))
    return len(due)


def follow(door: Door, finding: Finding, code: str, reason_code: str | None) -> Step | None:
    """
    Let a finding follow what was decided on its case; the caller writes the journal's line.
    """
    step = review.follow(finding, code, reason_code)
    if step:
        door.session.add(_event(door, finding, BY_CASE, "", step))
        door.session.flush()
    return step


def note_decision(session: Session, person: Person, finding_id: UUID, kind: str, step: Step) -> None:
    """
    Write into the journal what became of a finding.
    """
    detail = {"kind": kind, "transition": step.transition, "from": step.source, "to": step.target}
    journal.write(session, person, Act.DECIDED, f"finding:{finding_id}", detail)


def _carry_out(door: Door, finding: Finding, decision: Decision) -> None:
    step = review.apply(door.person, finding, decision)
    door.session.add(_event(door, finding, decision.kind, decision.note.strip(), step))
    door.session.flush()
    note_decision(door.session, door.person, finding.id, decision.kind, step)


def _event(door: Door, finding: Finding, kind: str, note: str, step: Step) -> FindingEvent:
    event_id = uuid7()
    seal = door.sealing(finding.submission_id)
    return FindingEvent(
        id=event_id,
        tenant_id=finding.tenant_id,
        origin=finding.origin,
        submission_id=finding.submission_id,
        finding_id=finding.id,
        person_id=None if door.person.actor is Actor.SYSTEM else door.person.id,
        actor=door.person.actor.value,
        kind=str(kind),
        transition=step.transition,
        from_state=step.source.value,
        to_state=step.target.value,
        reason_code=finding.proposed_reason or finding.reason_code,
        sealed_note=seal(note, f"note|{event_id}") if note else None,
    )
