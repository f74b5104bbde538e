"""
Decide on a finding: who may move it from which state to which, with what reason, and when a second person must agree.

The table is the finding part of ../shared/domain/lifecycle.json, all of it; rows whose `kind` is None are the system's
own, or follow what is decided on a case (`follow`). A test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.access import Actor
from compliance.errors import Forbidden, Rejected
from compliance.views import DecisionKind, FindingState

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.store.tables import Finding
    from compliance.views import Decision

STATES_KO = {
    FindingState.DETECTED: "미검토",
    FindingState.IN_REVIEW: "검토중",
    FindingState.ON_HOLD: "보류",
    FindingState.CONFIRMED: "확정",
    FindingState.DISMISSED: "기각",
    FindingState.IN_CASE: "사건편입",
    FindingState.REMEDIED: "시정완료",
    FindingState.UNREMEDIED: "미시정종결",
    FindingState.SUPERSEDED: "대체됨",
}

REASONS = {
    "fp": {"ko": "오탐지", "en": "false positive"},
    "na": {"ko": "적용 대상 아님", "en": "not applicable"},
    "justified": {"ko": "정당한 사유", "en": "justified"},
    "fixed": {"ko": "이미 시정됨", "en": "already remedied"},
    "dup": {"ko": "중복", "en": "duplicate"},
    "noev": {"ko": "증거 부족", "en": "insufficient evidence"},
}
"""Reasons of a dismissal. Source: ../shared/domain/vocab.tsv (reason.*). Only fp counts against the rule."""

HIGH = frozenset({"critical", "high"})
"""What the office calls 상: nobody confirms or dismisses it alone."""

SECOND_PERSONS = {
    DecisionKind.CONFIRM: frozenset({Actor.REVIEWER}),
    DecisionKind.DISMISS: frozenset({Actor.REVIEWER, Actor.APPROVER}),
}
"""Who agrees to a proposal on a high finding: F4 says the second reviewer, F5 the 과장 (persona P2 is both)."""

FIRST = frozenset({Actor.AUDITOR, Actor.SYSTEM})
"""Who moves a finding without somebody else's proposal."""

NEEDS_NOTE = frozenset(
    {
        DecisionKind.UNASSIGN,
        DecisionKind.HOLD,
        DecisionKind.RETURN,
        DecisionKind.SUPERSEDE,
        DecisionKind.REMEDY,
        DecisionKind.REOPEN,
    }
)

WAITING = (FindingState.DETECTED, FindingState.IN_REVIEW, FindingState.ON_HOLD)
"""The states in which a finding waits to be decided."""
CONFIRMED = (FindingState.CONFIRMED, FindingState.IN_CASE, FindingState.REMEDIED, FindingState.UNREMEDIED)
"""The states of what people confirmed and did not take back, whatever became of it."""


@dataclass(frozen=True, slots=True)
class Transition:
    """
    Hold one row of lifecycle.json: its code, the states it joins, who may take it, and by which decision.
    """

    code: str
    source: FindingState
    target: FindingState
    actors: frozenset[Actor]
    kind: DecisionKind | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """
    Hold what a decision does: the states before and after, and the transition's code (None: a mere proposal).
    """

    source: FindingState
    target: FindingState
    transition: str | None


_S, _A, _D = FindingState, Actor, DecisionKind


def _row(
    code: str, source: FindingState, target: FindingState, kind: DecisionKind | None, *actors: Actor
) -> Transition:
    return Transition(code, source, target, frozenset(actors), kind)


TRANSITIONS = (
    _row("F1", _S.DETECTED, _S.IN_REVIEW, _D.REVIEW, _A.AUDITOR),
    _row("F2", _S.DETECTED, _S.SUPERSEDED, None, _A.SYSTEM),
    _row("F3", _S.IN_REVIEW, _S.DETECTED, _D.UNASSIGN, _A.AUDITOR),
    _row("F4", _S.IN_REVIEW, _S.CONFIRMED, _D.CONFIRM, _A.AUDITOR, _A.REVIEWER),
    _row("F5", _S.IN_REVIEW, _S.DISMISSED, _D.DISMISS, _A.AUDITOR),
    _row("F6", _S.IN_REVIEW, _S.ON_HOLD, _D.HOLD, _A.AUDITOR),
    _row("F7", _S.ON_HOLD, _S.IN_REVIEW, _D.RELEASE, _A.AUDITOR, _A.SYSTEM),
    _row("F8", _S.IN_REVIEW, _S.SUPERSEDED, _D.SUPERSEDE, _A.AUDITOR),
    _row("F9", _S.CONFIRMED, _S.IN_CASE, None, _A.AUDITOR),
    _row("F10", _S.CONFIRMED, _S.REMEDIED, _D.REMEDY, _A.AUDITOR),
    _row("F11", _S.CONFIRMED, _S.IN_REVIEW, _D.REOPEN, _A.AUDITOR),
    _row("F12", _S.IN_CASE, _S.REMEDIED, None, _A.AUDITOR, _A.APPROVER),
    _row("F13", _S.IN_CASE, _S.DISMISSED, None, _A.APPROVER),
    _row("F14", _S.IN_CASE, _S.UNREMEDIED, None, _A.APPROVER),
    _row("F15", _S.DISMISSED, _S.IN_REVIEW, _D.REOPEN, _A.AUDITOR),
    _row("F16", _S.REMEDIED, _S.IN_REVIEW, _D.REOPEN, _A.AUDITOR),
    _row("F17", _S.UNREMEDIED, _S.IN_CASE, None, _A.APPROVER),
)


def allowed(person: Person, finding: Finding) -> tuple[DecisionKind, ...]:
    """
    List the decisions this person may take on this finding now.
    """
    return tuple(kind for kind in DecisionKind if _refusal(person, finding, kind) is None)


def apply(person: Person, finding: Finding, decision: Decision) -> Step:
    """
    Carry a decision out on a finding, or keep it as a proposal that waits for a second person.

    Raises:
        Forbidden: this actor, this state, or this very person may not.
        Rejected: a reason code ("reason_code") or note ("note") is missing or unusable.
    """
    refusal = _refusal(person, finding, decision.kind)
    if refusal:
        raise refusal
    reason = _reason(finding, decision)
    source = FindingState(finding.state)
    finding.version += 1
    if decision.kind is DecisionKind.RETURN:
        _clear_proposal(finding)
        return Step(source, source, None)
    if _must_wait(finding, decision.kind):
        finding.proposed_kind, finding.proposed_by, finding.proposed_reason = decision.kind.value, person.id, reason
        return Step(source, source, None)
    transition = _transition(source, decision.kind)
    _move(person, finding, transition, decision, reason)
    return Step(source, transition.target, transition.code)


def follow(finding: Finding, code: str, reason_code: str | None) -> Step | None:
    """
    Move a finding along one of the rows that cases drive; None where it no longer stands where the row begins.
    """
    row = next(one for one in TRANSITIONS if one.code == code)
    if finding.state != row.source:
        return None
    finding.version += 1
    _clear_proposal(finding)
    finding.state, finding.reason_code = row.target.value, reason_code
    return Step(row.source, row.target, row.code)


def _refusal(person: Person, finding: Finding, kind: DecisionKind) -> Forbidden | None:
    proposed = DecisionKind(finding.proposed_kind) if finding.proposed_kind else None
    if kind is DecisionKind.RETURN:
        fits = proposed and (person.actor in SECOND_PERSONS[proposed] or _own(person, finding))
        return None if fits else _not_allowed()
    transition = _find(FindingState(finding.state), kind)
    if transition is None:
        return Forbidden("현재 상태에서는 할 수 없습니다", "not possible in the present state", "state")
    if proposed and kind in SECOND_PERSONS:
        return _second_refusal(person, finding, kind)
    # Reviewers only ever agree to a proposal: the first word on a finding is the auditor's (or, F7, the system's).
    return None if person.actor in FIRST & transition.actors else _not_allowed()


def _second_refusal(person: Person, finding: Finding, kind: DecisionKind) -> Forbidden | None:
    if _own(person, finding):
        return Forbidden(
            "본인이 올린 건은 본인이 확인할 수 없습니다", "nobody agrees to their own proposal", "own_proposal"
        )
    if finding.proposed_kind != kind.value:
        return Forbidden("다른 처리가 제안되어 있습니다", "another decision is proposed; return it first", "proposed")
    return None if person.actor in SECOND_PERSONS[kind] else _not_allowed()


def _must_wait(finding: Finding, kind: DecisionKind) -> bool:
    return kind in SECOND_PERSONS and finding.severity in HIGH and finding.proposed_kind is None


def _reason(finding: Finding, decision: Decision) -> str | None:
    if decision.kind in NEEDS_NOTE and not decision.note.strip():
        raise Rejected("사유를 적어야 합니다", "a note is required", "note")
    if decision.kind is not DecisionKind.DISMISS:
        return None
    reason = decision.reason_code or finding.proposed_reason
    if reason not in REASONS:
        raise Rejected("기각 사유코드가 필요합니다", "a dismissal needs a reason code", "reason_code")
    if finding.proposed_reason and reason != finding.proposed_reason:
        raise Rejected("제안된 사유코드와 다릅니다", "the reason code differs from the proposed one", "reason_code")
    return reason


def _move(person: Person, finding: Finding, to: Transition, decision: Decision, reason: str | None) -> None:
    _clear_proposal(finding)
    finding.state = to.target.value
    finding.reason_code = reason
    finding.hold_until = decision.until if to.target is FindingState.ON_HOLD else None
    if decision.kind in {DecisionKind.REVIEW, DecisionKind.REOPEN}:
        finding.assignee_id = person.id
    elif decision.kind is DecisionKind.UNASSIGN:
        finding.assignee_id = None


def _clear_proposal(finding: Finding) -> None:
    finding.proposed_kind = finding.proposed_by = finding.proposed_reason = None


def _own(person: Person, finding: Finding) -> bool:
    return finding.proposed_by == person.id


def _find(source: FindingState, kind: DecisionKind) -> Transition | None:
    return next((row for row in TRANSITIONS if row.source is source and row.kind is kind), None)


def _transition(source: FindingState, kind: DecisionKind) -> Transition:
    found = _find(source, kind)
    if found is None:
        raise _not_allowed()
    return found


def _not_allowed() -> Forbidden:
    return Forbidden("이 처리를 할 권한이 없습니다", "this actor may not do that")
