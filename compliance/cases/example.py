"""
Make one case for a demonstration, in the middle of its way: an explanation is asked for, and its day is running.

It is made from an invented agreement that has been screened, and only where there is no case yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance.cases.states import Step
from compliance.cases.views import CaseDecision, CaseFacts
from compliance.views import Decision, DecisionKind, FindingFilter, FindingState

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.office import Office
    from compliance.views import FindingView

FINDINGS: Final = 2
"""Findings that become the case; the others stay in the queue to be decided on."""
ASKED: Final = (
    "붙임의 조항을 정한 경위와 협의 과정",
    "붙임의 조항에 따라 실제로 이행한 내용과 증빙",
    "수정 제안 문구에 대한 의견",
)
FACTS: Final = "공동개발의 대가 지급과 결과물 귀속을 정한 조항에 확인이 필요한 점이 있습니다."
NOTE: Final = "시연용 사건입니다."


def ask_for_explanation(office: Office, name: str, auditor: Person, second: Person, approver: Person) -> bool:
    """
    Confirm findings of the agreement of this name, open a case and let a request go out; tell whether one was made.
    """
    wanted = FindingFilter(states=frozenset({FindingState.DETECTED}))
    found = [one for one in office.findings(auditor, wanted, limit=100).items if one.document_name == name]
    if not found or office.cases.cases(auditor).items:
        return False
    chosen = found[:FINDINGS]
    for view in chosen:
        _confirm(office, view, auditor, second)
    case = office.cases.case(auditor, office.cases.open(auditor, [one.id for one in chosen]))
    company = next((one for one, known in office.cases.respondents(auditor) if known == case.respondent), None)
    facts = CaseFacts(case.respondent or name, company, dict.fromkeys(case.articles, "winwin_22_25"))
    case = office.cases.note_facts(auditor, case.id, facts, case.etag)
    for person, step, code in ((auditor, Step.TAKE, "C1"), (auditor, Step.TAKE, "C3"), (approver, Step.APPROVE, "C3")):
        decision = CaseDecision(step, code, note=NOTE, facts=FACTS, asked=ASKED)
        case = office.cases.decide(person, case.id, decision, case.etag)
    return True


def _confirm(office: Office, view: FindingView, auditor: Person, second: Person) -> None:
    taken = office.decide(auditor, view.id, Decision(DecisionKind.REVIEW), view.etag)
    told = office.decide(auditor, view.id, Decision(DecisionKind.CONFIRM, note=NOTE), taken.etag)
    if told.proposed:
        office.decide(second, view.id, Decision(DecisionKind.CONFIRM), told.etag)
