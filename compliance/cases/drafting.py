"""
Draw up what is proposed for a case: the letter as it would go out, its measure and its day, as plain values.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from compliance import seoul, showing
from compliance.cases import clock, dispositions
from compliance.cases.deadlines import ONSITE_NOTICE, RULES
from compliance.cases.letters import Draft, agreement_of, bases_of, rows_of, written_day
from compliance.cases.states import LetterKind
from compliance.errors import Rejected
from compliance.store import cases, findings, submissions
from compliance.store.door import Door

if TYPE_CHECKING:
    from compliance.cases.deciding import Acting
    from compliance.cases.machine import Transition
    from compliance.cases.views import CaseDecision
    from compliance.views import FindingView

OBJECTED = "이의신청의 대상이 된 조치에 관한 계약"
"""What a letter of an objection officer calls the agreement, which they do not see."""


def proposal(acting: Acting, row: Transition, decision: CaseDecision) -> dict[str, Any]:
    """
    Gather what is proposed.

    Raises:
        Rejected: "due_on", the day may not be; "recipient", it is not known whom the letter goes to.
    """
    due = _due(row, decision)
    plain: dict[str, Any] = {
        "measure": decision.measure,
        "due_on": due.isoformat() if due else None,
        "note": decision.note,
        "reason_code": decision.reason_code,
    }
    return {**plain, "letter": _letter(acting, row, decision, due).plain()} if row.letter else plain


def day_of(proposed: dict[str, Any]) -> date | None:
    """
    Read the day of a proposal.
    """
    return date.fromisoformat(proposed["due_on"]) if proposed.get("due_on") else None


def _due(row: Transition, decision: CaseDecision) -> date | None:
    now = seoul.today()
    if row.letter is LetterKind.ONSITE:
        if decision.due_on is None or (decision.due_on - now).days <= ONSITE_NOTICE:
            raise Rejected(
                "현장조사는 7일 전까지 알려야 합니다(상생협력법 제40조제2항)", "give notice 7 days before", "due_on"
            )
        return decision.due_on
    return clock.check_due(row.target, decision.due_on, now) if row.letter and row.target in RULES else None


def _letter(acting: Acting, row: Transition, decision: CaseDecision, due: date | None) -> Draft:
    if row.letter is None:
        raise Rejected("문서를 내지 않는 처리입니다", "no letter goes out with it", "code")
    named = acting.door.names([acting.case])[acting.case.id]["respondent"]
    transfer = row.letter is LetterKind.TRANSFER
    recipient = decision.recipient.strip() or ("" if transfer else named)
    if not recipient:
        raise Rejected("받는 곳을 적으십시오", "say whom the letter goes to", "recipient")
    agreement, shown = _agreement(acting)
    chosen = _chosen(acting, decision, shown)
    named_articles = {one.article for one in cases.findings(acting.session, acting.case.id) if one.article}
    return Draft(
        kind=row.letter.value,
        recipient=recipient,
        agreement=agreement,
        facts=decision.facts.strip(),
        asked=[one.strip() for one in decision.asked if one.strip()],
        drafted_by=acting.person.name,
        measure=decision.measure.value if decision.measure else None,
        due=_written(row, due),
        bases=bases_of(chosen),
        findings=rows_of(chosen),
        is_winwin=any(one.startswith("winwin") for one in named_articles),
    )


def _agreement(acting: Acting) -> tuple[str, tuple[FindingView, ...]]:
    """
    Name the agreement and show its findings, as far as the person may see them.
    """
    door = Door(acting.session, acting.keys, acting.person)
    ids = [one.finding_id for one in cases.findings(acting.session, acting.case.id)]
    rows = findings.by_id(acting.session, ids)
    if not rows:
        return OBJECTED, ()
    entry = submissions.entry(acting.session, acting.case.submission_id)
    report = door.report(entry.screening) if entry.screening else {"document": {}}
    views = sorted(showing.findings(door, rows), key=lambda one: (int(str(one.finding.get("start") or 0)), str(one.id)))
    return agreement_of(report), tuple(views)


def _chosen(acting: Acting, decision: CaseDecision, shown: tuple[FindingView, ...]) -> tuple[FindingView, ...]:
    """
    Keep the findings that the measure is possible for: nobody is ordered to mend what the law does not let order.
    """
    if decision.measure is None:
        return shown
    articles = {one.finding_id: one.article or "" for one in cases.findings(acting.session, acting.case.id)}
    case, now = acting.case, seoul.today()
    facts = dispositions.Facts(case.is_ftc_matter, case.deal_ended_on, case.investigation_opened_on)
    return tuple(
        one for one in shown if dispositions.choice(articles[one.id], decision.measure, facts, now).why_not is None
    )


def _written(row: Transition, due: date | None) -> str | None:
    if due is None:
        return None
    return written_day(due) if row.letter is LetterKind.ONSITE else f"{written_day(due)}까지"
