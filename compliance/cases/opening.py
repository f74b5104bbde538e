"""
Open a case from confirmed findings of one agreement, and note what a case turns on: company, articles, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from uuid_utils.compat import uuid7

from compliance import journal, seoul
from compliance.access import Actor
from compliance.cases import clock
from compliance.cases.deadlines import HANDLING
from compliance.cases.deciding import Acting, move_findings, record
from compliance.cases.dispositions import ARTICLES
from compliance.cases.machine import PROPOSERS
from compliance.cases.states import CaseState
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.journal import Act
from compliance.store import cases, findings, submissions
from compliance.store.case_tables import Case, CaseFinding
from compliance.store.door import Door
from compliance.views import FindingState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.cases.views import CaseFacts
    from compliance.store.envelope import KeyRing
    from compliance.store.tables import Finding

BOOK: Final = "case"
LONGEST_NAME: Final = 200
INTO_CASE: Final = "F9"


def open_case(session: Session, keys: KeyRing, person: Person, finding_ids: Sequence[UUID]) -> Case:
    """
    Open a case (사건등록) from findings of one agreement; they are part of it from then on.

    Raises:
        NotFound: a finding is absent, or not theirs to see.
        Forbidden: this actor opens no cases, or a finding is not confirmed.
        Rejected: "findings", there is none, or they are of several agreements.
    """
    if person.actor is not Actor.AUDITOR:
        raise Forbidden("사건을 등록할 권한이 없습니다", "this actor opens no cases")
    wanted = sorted(set(finding_ids))
    if not wanted:
        raise Rejected("지적사항을 고르십시오", "choose findings", "findings")
    chosen = [findings.one(session, one, to_decide=True) for one in wanted]
    _check(chosen)
    case = _filed(session, keys, person, chosen[0])
    acting = Acting(session, keys, person, case)
    session.add_all(CaseFinding(case_id=case.id, finding_id=one.id) for one in chosen)
    session.flush()
    now = seoul.today()
    clock.begin(session, case, HANDLING, now)
    clock.begin(session, case, CaseState.REGISTERED, now)
    clock.reckon(session, case)
    record(acting, "opened", None, CaseState.REGISTERED)
    move_findings(acting, wanted, INTO_CASE, None)
    journal.write(session, person, Act.CASE_OPENED, f"case:{case.id}", {"findings": [str(one) for one in wanted]})
    return case


def note_facts(acting: Acting, facts: CaseFacts) -> None:
    """
    Note what a case turns on; every change is a step of its history.

    Raises:
        Forbidden: this actor changes nothing, or a proposal waits, which was drawn up by what is known now.
        Rejected: "articles", one is unknown; "respondent", its name is empty or too long.
    """
    case, state = acting.case, CaseState(acting.case.state)
    if acting.person.actor not in PROPOSERS:
        raise Forbidden("이 처리를 할 권한이 없습니다", "this actor may not do that", "actor")
    if case.proposed_code or state is CaseState.CLOSED:
        raise Forbidden("결재 중이거나 종결된 사건은 고칠 수 없습니다", "not possible in the present state", "state")
    _check_facts(acting, facts)
    tied = cases.findings(acting.session, case.id)
    for one in tied:
        one.article = facts.articles.get(one.finding_id, one.article)
    door = acting.door
    known = door.names([case])[case.id]
    case.sealed_particulars = door.of(case).seal_json({**known, "respondent": facts.respondent.strip()}, "particulars")
    case.respondent_id, case.is_ftc_matter = facts.respondent_id, facts.is_ftc_matter
    case.deal_ended_on, case.remedied_on = facts.deal_ended_on, facts.remedied_on
    case.investigation_opened_on = facts.investigation_opened_on
    case.version += 1
    record(acting, "facts", None, state)
    journal.write(acting.session, acting.person, Act.CASE_DECIDED, f"case:{case.id}", {"step": "facts"})


def check_respondent(session: Session, respondent_id: UUID | None) -> None:
    """
    Refuse a company that has no account here.

    Raises:
        Rejected: "respondent".
    """
    if respondent_id and respondent_id not in {one for one, _ in cases.respondents(session)}:
        raise Rejected("계정이 없는 기업입니다", "the company has no account", "respondent")


def _check(chosen: Sequence[Finding]) -> None:
    if len({one.submission_id for one in chosen}) > 1:
        raise Rejected("한 계약의 지적사항만 묶을 수 있습니다", "findings of one agreement only", "findings")
    if any(one.origin == "self_check" for one in chosen):
        raise NotFound
    if any(one.state != FindingState.CONFIRMED for one in chosen):
        raise Forbidden("확정된 지적사항만 사건이 됩니다", "only confirmed findings become a case", "state")


def _filed(session: Session, keys: KeyRing, person: Person, finding: Finding) -> Case:
    case_id, now = uuid7(), seoul.today()
    envelope, wrapped = keys.new_envelope(person.tenant_id, case_id)
    case = Case(
        id=case_id,
        tenant_id=person.tenant_id,
        year=now.year,
        serial=cases.number(session, person.tenant_id, BOOK, now.year),
        submission_id=finding.submission_id,
        submission_tenant_id=finding.tenant_id,
        origin=finding.origin,
        state=CaseState.REGISTERED.value,
        opened_by=person.id,
        assignee_id=person.id,
        wrapped_key=wrapped,
        sealed_particulars=envelope.seal_json(
            _particulars(session, keys, person, finding.submission_id), "particulars"
        ),
        due_on=clock.NEVER,
    )
    session.add(case)
    session.flush()
    return case


def _particulars(session: Session, keys: KeyRing, person: Person, submission_id: UUID) -> dict[str, Any]:
    """
    Name the stronger party as the agreement does, and the document as the office does.
    """
    door, entry = Door(session, keys, person), submissions.entry(session, submission_id)
    name = door.particulars([entry.submission])[submission_id]["name"]
    report = door.report(entry.screening) if entry.screening else {"document": {}}
    parties = report["document"].get("parties") or ()
    strong = next((one["name"] for one in parties if one.get("role") in {"corporate", "investor"}), "")
    return {"respondent": strong, "document": name}


def _check_facts(acting: Acting, facts: CaseFacts) -> None:
    tied = {one.finding_id for one in cases.findings(acting.session, acting.case.id)}
    if not set(facts.articles) <= tied or not set(facts.articles.values()) <= set(ARTICLES):
        raise Rejected("알 수 없는 지적사항이거나 적용법률입니다", "an unknown finding or article", "articles")
    if not 0 < len(facts.respondent.strip()) <= LONGEST_NAME:
        raise Rejected("피점검기업의 이름을 적으십시오", "name the company", "respondent")
