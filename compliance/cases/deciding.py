"""
Carry out decisions on a case: check what the person saw, propose or move, let letters out, write events and journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from uuid_utils.compat import uuid7

from compliance import access, journal, review, seoul
from compliance.access import EXAMINERS, Actor
from compliance.cases import clock, dispositions, drafting, issuing, machine
from compliance.cases.deadlines import MEDIATION
from compliance.cases.door import CaseDoor
from compliance.cases.machine import BY_CODE, Standing, Transition
from compliance.cases.states import CaseState, Measure, Step
from compliance.deciding import BY_CASE, follow, note_decision
from compliance.errors import Conflict, Rejected
from compliance.journal import Act
from compliance.store import cases, findings, rows
from compliance.store.case_tables import Case, CaseEvent
from compliance.store.database import identify
from compliance.store.door import Door
from compliance.versions_seen import CHANGED, must_be

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.cases.views import CaseDecision
    from compliance.store.envelope import KeyRing

LONGEST: Final = 4000
"""Letters of a note or of what is added to a letter."""
FAILED_MEDIATION: Final = "C37"
DISMISSED_AS: Final = {"C5": "na", "C14": "justified", "C18": "noev", "C34": "justified"}
"""For which reason findings are dismissed with a case, unless the person says another."""


@dataclass(frozen=True, slots=True)
class Acting:
    """
    Hold who acts on which case, in one transaction.
    """

    session: Session
    keys: KeyRing
    person: Person
    case: Case

    @property
    def door(self) -> CaseDoor:
        """
        Lead to what is sealed.
        """
        return CaseDoor(self.session, self.keys, self.person)

    def standing(self) -> Standing:
        """
        Say what the machine asks of the case.
        """
        team = cases.team(self.session, self.case.id)
        return Standing(CaseState(self.case.state), self.case.proposed_code, self.case.proposed_by, team)


def taken_up(session: Session, keys: KeyRing, person: Person, case_id: UUID, if_match: str) -> Acting:
    """
    Lock a case as the person saw it.

    Raises:
        NotFound: absent, or not theirs to see.
        Conflict: it has changed since.
    """
    case = rows.one(session, Case, case_id, to_change=True)
    must_be(etag(case), if_match)
    return Acting(session, keys, person, case)


def etag(case: Case) -> str:
    """
    Name a case's present version.
    """
    return f"{case.id.hex}-{case.version}"


def decide(acting: Acting, decision: CaseDecision) -> None:
    """
    Take a step: carry it out, propose it to a second person, agree to it, or send it back.

    Raises:
        Forbidden: this actor, this state or this very person may not.
        Rejected: something that is needed is missing or unusable; the code names the field.
    """
    _check_words(decision)
    if decision.step is Step.APPROVE:
        _approve(acting, decision)
    elif decision.step is Step.RETURN:
        _send_back(acting, decision)
    else:
        _take(acting, decision)


def carry(acting: Acting, code: str, note: str = "", measure: str | None = None, due_on: Any = None) -> None:  # noqa: ANN401 - a day or None, as it comes out of a sealed proposal
    """
    Move a case along a row of the machine, its clocks and its findings with it; the caller has checked who may.
    """
    row, case = BY_CODE[code], acting.case
    source = CaseState(case.state)
    case.state, case.version = row.target.value, case.version + 1
    case.proposed_code = case.proposed_by = case.sealed_proposal = None
    if row.target is CaseState.OBJECTION:
        case.objected_on = seoul.today()
    clock.move(acting.session, case, source, row.target, due_on)
    record(acting, "moved", row.code, source, note, measure)


def record(
    acting: Acting, kind: str, code: str | None, source: CaseState, note: str = "", measure: str | None = None
) -> None:
    """
    Add a step to a case's history.
    """
    event_id, case = uuid7(), acting.case
    envelope, wrapped = acting.keys.new_envelope(case.tenant_id, event_id)
    acting.session.add(
        CaseEvent(
            id=event_id,
            case_id=case.id,
            tenant_id=case.tenant_id,
            person_id=None if acting.person.actor is Actor.SYSTEM else acting.person.id,
            actor=acting.person.actor.value,
            kind=kind,
            code=code,
            from_state=source.value,
            to_state=case.state,
            measure=measure,
            wrapped_key=wrapped,
            sealed_note=envelope.seal_json(note, "note") if note else None,
        )
    )
    acting.session.flush()


def _take(acting: Acting, decision: CaseDecision) -> None:
    row = BY_CODE.get(decision.code)
    if row is None:
        raise Rejected("알 수 없는 처리입니다", "there is no such transition", "code")
    if row.code == FAILED_MEDIATION and acting.person.actor in machine.PROPOSERS:
        _mediation_failed(acting, decision)
        return
    refusal = machine.refusal(acting.person, acting.standing(), row)
    if refusal:
        raise refusal
    _check_needs(acting, row, decision)
    if row.takes_two:
        _propose(acting, row, decision)
        return
    proposal = drafting.proposal(acting, row, decision)
    if row.letter:
        issuing.issue(acting, row, proposal, acting.person)
    _conclude(acting, row, proposal)


def _propose(acting: Acting, row: Transition, decision: CaseDecision) -> None:
    case, state = acting.case, CaseState(acting.case.state)
    proposal = drafting.proposal(acting, row, decision)
    case.proposed_code, case.proposed_by = row.code, acting.person.id
    case.sealed_proposal = acting.door.of(case).seal_json(proposal, "proposal")
    case.version += 1
    record(acting, "proposed", row.code, state, decision.note, decision.measure)
    _journal(acting, Act.CASE_DECIDED, row, "proposed")


def _approve(acting: Acting, decision: CaseDecision) -> None:
    refusal = machine.second_refusal(acting.person, acting.standing())
    if refusal:
        raise refusal
    if decision.code != acting.case.proposed_code:
        raise Conflict("제안된 처리가 바뀌었습니다", "another step is proposed by now", CHANGED)
    row, proposal = BY_CODE[decision.code], acting.door.proposal(acting.case) or {}
    _still_possible(acting, row, proposal)
    if row.letter:
        proposer = acting.case.proposed_by or acting.person.id
        issuing.issue(acting, row, proposal, acting.person, proposer)
    _conclude(acting, row, {**proposal, "note": decision.note})


def _conclude(acting: Acting, row: Transition, proposal: dict[str, Any]) -> None:
    due = drafting.day_of(proposal)
    carry(acting, row.code, proposal.get("note", ""), proposal.get("measure"), due)
    _move_findings(acting, row, proposal.get("reason_code"))
    _journal(acting, Act.CASE_DECIDED, row, "moved")


def _send_back(acting: Acting, decision: CaseDecision) -> None:
    refusal = machine.return_refusal(acting.person, acting.standing())
    if refusal:
        raise refusal
    if not decision.note.strip():
        raise Rejected("사유를 적어야 합니다", "a note is required", "note")
    case, row = acting.case, BY_CODE[acting.case.proposed_code or ""]
    case.proposed_code = case.proposed_by = case.sealed_proposal = None
    case.version += 1
    record(acting, "returned", row.code, CaseState(case.state), decision.note)
    _journal(acting, Act.CASE_DECIDED, row, "returned")


def _mediation_failed(acting: Acting, decision: CaseDecision) -> None:
    """
    Let the system take the case up again at once, where a person notes that mediation has failed.
    """
    if acting.case.state != CaseState.MEDIATION or acting.case.proposed_code:
        raise machine.refusal(acting.person, acting.standing(), BY_CODE["C38"]) or Rejected("", "", "state")
    record(acting, f"{MEDIATION}_failed", None, CaseState.MEDIATION, decision.note)
    system = Acting(acting.session, acting.keys, access.system(acting.case.tenant_id), acting.case)
    carry(system, FAILED_MEDIATION)
    _journal(acting, Act.CASE_DECIDED, BY_CODE[FAILED_MEDIATION], "moved")


def _check_words(decision: CaseDecision) -> None:
    for name, words in (("note", decision.note), ("facts", decision.facts), ("asked", "\n".join(decision.asked))):
        if len(words) > LONGEST:
            raise Rejected("4,000자 이내로 적으십시오", "at most 4,000 letters", name)


def _check_needs(acting: Acting, row: Transition, decision: CaseDecision) -> None:
    tied = cases.findings(acting.session, acting.case.id)
    if row.code == "C1" and any(one.article is None for one in tied):
        raise Rejected(
            "지적사항마다 적용법률을 정하여야 합니다", "say under which article each finding falls", "articles"
        )
    if row.letter and not decision.asked:
        raise Rejected("문서에 적을 사항이 없습니다", "the letter asks for nothing", "asked")
    if not row.letter and not decision.note.strip():
        raise Rejected("사유를 적어야 합니다", "a note is required", "note")
    if decision.reason_code and decision.reason_code not in review.REASONS:
        raise Rejected("알 수 없는 기각 사유코드입니다", "there is no such reason code", "reason_code")
    if row.code in dispositions.PLACES:
        _check_measure(acting, row, decision.measure)


def _check_measure(acting: Acting, row: Transition, measure: Measure | None) -> None:
    told = measures(acting.session, acting.case, row.code)
    if measure is None:
        raise Rejected("조치를 고르십시오", "choose a measure", "measure")
    if why := told[measure]:
        raise Rejected(why.ko, why.en, "measure")


def _still_possible(acting: Acting, row: Transition, proposal: dict[str, Any]) -> None:
    """
    Look again at the day of approval: time may have run out since it was proposed.
    """
    if row.code in dispositions.PLACES:
        _check_measure(acting, row, Measure(proposal["measure"]))
    due = drafting.day_of(proposal)
    if due and due <= seoul.today():
        raise Rejected("문서의 기한이 지났습니다. 돌려보내 다시 작성하십시오", "the letter's day has passed", "due_on")


def measures(session: Session, case: Case, code: str) -> dict[Measure, Any]:
    """
    Say of every measure whether a transition of this case can carry it; if not, why not.
    """
    articles = {one.article for one in cases.findings(session, case.id) if one.article}
    return dispositions.possible(articles, code, facts_of(case), seoul.today())


def facts_of(case: Case) -> dispositions.Facts:
    """
    Gather what the action matrix depends on.
    """
    return dispositions.Facts(case.is_ftc_matter, case.deal_ended_on, case.investigation_opened_on)


def _move_findings(acting: Acting, row: Transition, reason_code: str | None) -> None:
    if row.findings:
        tied = [one.finding_id for one in cases.findings(acting.session, acting.case.id)]
        move_findings(acting, tied, row.findings, _reason(row, reason_code))


def move_findings(acting: Acting, finding_ids: Sequence[UUID], code: str, reason_code: str | None) -> None:
    """
    Let findings follow their case; for whoever sees no findings the system moves them, under that person's name.
    """
    session, person = acting.session, acting.person
    if person.actor not in EXAMINERS:
        identify(session, access.system(acting.case.submission_tenant_id))
    door, moved = Door(session, acting.keys, person), {}
    for finding_id in finding_ids:
        moved[finding_id] = follow(door, findings.one(session, finding_id, to_decide=True), code, reason_code)
    identify(session, person)
    for finding_id, step in moved.items():
        if step:
            note_decision(session, person, finding_id, BY_CASE, step)


def _reason(row: Transition, said: str | None) -> str | None:
    return (said or DISMISSED_AS[row.code]) if row.code in DISMISSED_AS else None


def _journal(acting: Acting, act: Act, row: Transition, kind: str) -> None:
    detail = {"code": row.code, "step": kind, "from": row.source, "to": acting.case.state}
    journal.write(acting.session, acting.person, act, f"case:{acting.case.id}", detail)
