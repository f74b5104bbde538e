"""
Say what may become of a case: the case machine of lifecycle.json as data, and who may take which step of it now.

Every row whose letter goes out, or that an approver decides, takes two people: whoever proposes never agrees to it.
A test compares the table with ../shared/domain/lifecycle.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.access import Actor
from compliance.cases.states import CaseState, LetterKind
from compliance.errors import Forbidden

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person

PROPOSERS: Final = frozenset({Actor.AUDITOR, Actor.APPROVER})
"""Who drafts what a second person agrees to."""
BY_ITSELF: Final = frozenset({Actor.RESPONDENT, Actor.SYSTEM})
"""Whose rows nobody takes on the case's page: the company answers in its portal, the system watches the days."""


@dataclass(frozen=True, slots=True)
class Transition:
    """
    Hold one row of lifecycle.json: its code, the states it joins, whose it is, and what it does beside.

    `letter` goes out with it, `findings` is the finding's own transition that its findings follow.
    """

    code: str
    source: CaseState
    target: CaseState
    actors: frozenset[Actor]
    letter: LetterKind | None = None
    findings: str | None = None

    @property
    def takes_two(self) -> bool:
        """
        Tell whether a second person has to agree: every letter and every disposition of an approver's.
        """
        return Actor.APPROVER in self.actors or (self.letter is not None and Actor.OBJECTION_OFFICER not in self.actors)


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Hold what the machine asks of a case: its state, what is proposed by whom, and who has worked on it.
    """

    state: CaseState
    proposed_code: str | None = None
    proposed_by: UUID | None = None
    team: frozenset[UUID] = frozenset()


_S, _A, _L = CaseState, Actor, LetterKind


def _row(
    code: str,
    source: CaseState,
    target: CaseState,
    *actors: Actor,
    letter: LetterKind | None = None,
    findings: str | None = None,
) -> Transition:
    return Transition(code, source, target, frozenset(actors), letter, findings)


TRANSITIONS: Final = (
    _row("C1", _S.REGISTERED, _S.TRIAGE, _A.AUDITOR),
    _row("C2", _S.TRIAGE, _S.SELF_CORRECTION, _A.APPROVER, letter=_L.SELF_CORRECTION),
    _row("C3", _S.TRIAGE, _S.EXPLANATION_REQUESTED, _A.APPROVER, letter=_L.EXPLANATION),
    _row("C4", _S.TRIAGE, _S.TRANSFERRED, _A.APPROVER, letter=_L.TRANSFER),
    _row("C5", _S.TRIAGE, _S.CLOSED, _A.APPROVER, findings="F13"),
    _row("C6", _S.SELF_CORRECTION, _S.VERIFYING, _A.RESPONDENT),
    _row("C7", _S.SELF_CORRECTION, _S.EXPLANATION_REQUESTED, _A.APPROVER, letter=_L.EXPLANATION),
    _row("C8", _S.EXPLANATION_REQUESTED, _S.EXPLANATION_RECEIVED, _A.RESPONDENT),
    _row("C9", _S.EXPLANATION_REQUESTED, _S.EXPLANATION_OVERDUE, _A.SYSTEM),
    _row("C10", _S.EXPLANATION_OVERDUE, _S.EXPLANATION_RECEIVED, _A.RESPONDENT),
    _row("C11", _S.EXPLANATION_OVERDUE, _S.ONSITE, _A.APPROVER, letter=_L.ONSITE),
    _row("C12", _S.EXPLANATION_RECEIVED, _S.DRAFT_MEASURE, _A.AUDITOR),
    _row("C13", _S.EXPLANATION_RECEIVED, _S.ONSITE, _A.APPROVER, letter=_L.ONSITE),
    _row("C14", _S.EXPLANATION_RECEIVED, _S.CLOSED, _A.APPROVER, letter=_L.CLOSING, findings="F13"),
    _row("C15", _S.ONSITE, _S.DRAFT_MEASURE, _A.AUDITOR),
    _row("C16", _S.DRAFT_MEASURE, _S.PRIOR_NOTICE, _A.APPROVER, letter=_L.PRIOR_NOTICE),
    _row("C17", _S.DRAFT_MEASURE, _S.MEASURE_ISSUED, _A.APPROVER, letter=_L.MEASURE),
    _row("C18", _S.DRAFT_MEASURE, _S.CLOSED, _A.APPROVER, letter=_L.CLOSING, findings="F13"),
    _row("C19", _S.PRIOR_NOTICE, _S.DRAFT_MEASURE, _A.AUDITOR),
    _row("C20", _S.PRIOR_NOTICE, _S.MEASURE_ISSUED, _A.APPROVER, letter=_L.MEASURE),
    _row("C21", _S.MEASURE_ISSUED, _S.VERIFYING, _A.RESPONDENT),
    _row("C22", _S.MEASURE_ISSUED, _S.NONCOMPLIANT, _A.SYSTEM),
    _row("C23", _S.MEASURE_ISSUED, _S.OBJECTION, _A.RESPONDENT),
    _row("C24", _S.VERIFYING, _S.REMEDIED, _A.AUDITOR, _A.APPROVER, findings="F12"),
    _row("C25", _S.VERIFYING, _S.MEASURE_ISSUED, _A.AUDITOR, letter=_L.SUPPLEMENT),
    _row("C26", _S.VERIFYING, _S.EXPLANATION_REQUESTED, _A.APPROVER, letter=_L.EXPLANATION),
    _row("C27", _S.NONCOMPLIANT, _S.ESCALATED, _A.APPROVER, letter=_L.FOLLOW_UP),
    _row("C28", _S.NONCOMPLIANT, _S.VERIFYING, _A.RESPONDENT),
    _row("C29", _S.ESCALATED, _S.VERIFYING, _A.RESPONDENT),
    _row("C30", _S.ESCALATED, _S.OBJECTION, _A.RESPONDENT),
    _row("C31", _S.ESCALATED, _S.CLOSED, _A.APPROVER, letter=_L.CLOSING, findings="F14"),
    _row("C32", _S.OBJECTION, _S.MEASURE_ISSUED, _A.OBJECTION_OFFICER, letter=_L.OBJECTION_RESULT),
    _row("C33", _S.OBJECTION, _S.DRAFT_MEASURE, _A.OBJECTION_OFFICER, letter=_L.OBJECTION_RESULT),
    _row("C34", _S.OBJECTION, _S.CLOSED, _A.OBJECTION_OFFICER, letter=_L.OBJECTION_RESULT, findings="F13"),
    _row("C35", _S.EXPLANATION_RECEIVED, _S.MEDIATION, _A.APPROVER),
    _row("C36", _S.DRAFT_MEASURE, _S.MEDIATION, _A.APPROVER),
    _row("C37", _S.MEDIATION, _S.DRAFT_MEASURE, _A.SYSTEM),
    _row("C38", _S.MEDIATION, _S.CLOSED, _A.APPROVER, letter=_L.CLOSING, findings="F12"),
    _row("C39", _S.TRANSFERRED, _S.TRIAGE, _A.AUDITOR),
    _row("C40", _S.TRANSFERRED, _S.CLOSED, _A.APPROVER, findings="F14"),
    _row("C41", _S.REMEDIED, _S.CLOSED, _A.APPROVER, letter=_L.CLOSING),
    _row("C42", _S.CLOSED, _S.TRIAGE, _A.APPROVER, findings="F17"),
    _row("C43", _S.SELF_CORRECTION, _S.ONSITE, _A.APPROVER, letter=_L.ONSITE),
    _row("C44", _S.TRIAGE, _S.ONSITE, _A.APPROVER, letter=_L.ONSITE),
    _row("C45", _S.ONSITE, _S.MEDIATION, _A.APPROVER),
)
BY_CODE: Final = {row.code: row for row in TRANSITIONS}


def out_of(state: CaseState) -> tuple[Transition, ...]:
    """
    List every row that leads out of a state.
    """
    return tuple(row for row in TRANSITIONS if row.source is state)


def refusal(person: Person, standing: Standing, row: Transition) -> Forbidden | None:
    """
    Say why this person may not take or propose a row now; None where they may.
    """
    if row.source is not standing.state:
        return Forbidden("현재 상태에서는 할 수 없습니다", "not possible in the present state", "state")
    if standing.proposed_code:
        return Forbidden("결재 중인 제안이 있습니다", "a proposal waits for approval", "proposed")
    if row.actors <= BY_ITSELF:
        return _by_itself(row)
    allowed = PROPOSERS if row.takes_two else row.actors
    if person.actor not in allowed:
        return Forbidden("이 처리를 할 권한이 없습니다", "this actor may not do that", "actor")
    if Actor.OBJECTION_OFFICER in row.actors and person.id in standing.team:
        return Forbidden(
            "사건을 처리한 사람은 이의신청을 심사할 수 없습니다", "who worked on the case does not decide", "team"
        )
    return None


def second_refusal(person: Person, standing: Standing) -> Forbidden | None:
    """
    Say why this person may not agree to what is proposed; None where they may.
    """
    if standing.proposed_code is None:
        return Forbidden("결재할 제안이 없습니다", "nothing is proposed", "state")
    if standing.proposed_by == person.id:
        return Forbidden(
            "본인이 올린 건은 본인이 결재할 수 없습니다", "nobody approves their own proposal", "own_proposal"
        )
    if person.actor is not Actor.APPROVER:
        return Forbidden("결재자만 결재할 수 있습니다", "only an approver approves", "actor")
    return None


def return_refusal(person: Person, standing: Standing) -> Forbidden | None:
    """
    Say why this person may not send back what is proposed; None where they may: an approver, or whoever proposed it.
    """
    if standing.proposed_code is None:
        return Forbidden("돌려보낼 제안이 없습니다", "nothing is proposed", "state")
    if person.actor is Actor.APPROVER or standing.proposed_by == person.id:
        return None
    return Forbidden("이 처리를 할 권한이 없습니다", "this actor may not do that", "actor")


def _by_itself(row: Transition) -> Forbidden:
    if Actor.RESPONDENT in row.actors:
        return Forbidden("기업이 제출하면 넘어갑니다", "follows when the company answers", "respondent")
    return Forbidden("기한이 지나거나 조정이 끝나면 넘어갑니다", "follows by itself", "system")
