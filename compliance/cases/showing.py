"""
Turn the rows of cases into the frozen values of `cases.views`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance import seoul, showing
from compliance.access import Actor
from compliance.cases import clock, deciding, dispositions, issuing, machine
from compliance.cases.deadlines import RULES, limits
from compliance.cases.dispositions import ARTICLES
from compliance.cases.drafting import day_of
from compliance.cases.letters import bases_in
from compliance.cases.states import CaseState, LetterKind, Measure
from compliance.cases.views import (
    ActionView,
    AnswerView,
    CaseEventView,
    CaseRow,
    CaseView,
    LetterView,
    MatrixRow,
    ProposalView,
)
from compliance.cases.workdays import last_day, working_days
from compliance.store import cases, findings, people
from compliance.store.door import Door
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from compliance.cases.deciding import Acting
    from compliance.cases.door import CaseDoor
    from compliance.errors import Forbidden
    from compliance.store.case_tables import Case, CaseAnswer, CaseLetter
    from compliance.views import FindingView


def number_of(case: Case) -> str:
    """
    Write a case's number: 2026-공정-0001.
    """
    return f"{case.year}-공정-{case.serial:04}"


def rows(door: CaseDoor, found: Sequence[Case]) -> tuple[CaseRow, ...]:
    """
    Show cases in a list.
    """
    names, now, ids = door.names(found), seoul.today(), [one.id for one in found]
    sizes, resting = cases.sizes(door.session, ids), cases.resting(door.session, ids)
    return tuple(
        CaseRow(
            id=one.id,
            number=number_of(one),
            state=CaseState(one.state),
            respondent=names[one.id]["respondent"],
            document=names[one.id]["document"],
            findings=sizes.get(one.id, 0),
            due_on=None if one.due_on == clock.NEVER else one.due_on,
            left=None if one.due_on == clock.NEVER else working_days(now, one.due_on),
            rests=one.id in resting,
            proposed=one.proposed_code,
        )
        for one in found
    )


def case(acting: Acting) -> CaseView:
    """
    Show one case; written into the journal.
    """
    row, session, door = acting.case, acting.session, acting.door
    steps = cases.events(session, row.id)
    proposed, notes = door.case(row, [one for one, _ in steps])
    tied = cases.findings(session, row.id)
    found = findings.by_id(session, [one.finding_id for one in tied])
    shown = showing.findings(Door(session, acting.keys, acting.person), found) if found else ()
    names = door.names([row])[row.id]
    known = findings.names(session, {one for one in (row.assignee_id, row.proposed_by) if one})
    issued = cases.letters(session, row.id)
    return CaseView(
        id=row.id,
        number=number_of(row),
        state=CaseState(row.state),
        submission_id=row.submission_id,
        respondent=names["respondent"],
        respondent_id=row.respondent_id,
        document=names["document"],
        opened_at=row.opened_at,
        assignee=known.get(row.assignee_id, ""),
        is_ftc_matter=row.is_ftc_matter,
        deal_ended_on=row.deal_ended_on,
        investigation_opened_on=row.investigation_opened_on,
        remedied_on=row.remedied_on,
        findings=shown,
        articles={one.finding_id: one.article for one in tied},
        suggested={one.id: _suggested(one) for one in shown},
        deadlines=clock.shown(cases.deadlines(session, row.id)),
        rests=clock.shown_rests(session, row),
        limits=limits(row.deal_ended_on, row.investigation_opened_on),
        relief=_relief(row, issued),
        matrix=_matrix(row, sorted({one.article for one in tied if one.article})),
        actions=tuple(_action(acting, one) for one in machine.out_of(CaseState(row.state))),
        proposal=_proposal(acting, proposed, known) if proposed else None,
        letters=letters(door, issued),
        events=tuple(
            CaseEventView(
                one.at, name or "", Actor(one.actor), one.kind, one.code, CaseState(one.to_state),
                Measure(one.measure) if one.measure else None, notes.get(one.id, ""),
            )
            for one, name in steps
        ),
        may_change=acting.person.actor in machine.PROPOSERS and not row.proposed_code and row.state != CaseState.CLOSED,
        etag=deciding.etag(row),
    )  # fmt: skip


def letters(door: CaseDoor, issued: Sequence[CaseLetter]) -> tuple[LetterView, ...]:
    """
    Show letters with what came in to each; what companies wrote is told where one letter is opened.
    """
    came = cases.answers(door.session, [one.id for one in issued])
    offices = {one: people.tenant_name(door.session, one) for one in {one.tenant_id for one in issued}}
    return tuple(
        LetterView(
            one.id, letter_number(one, offices[one.tenant_id]), LetterKind(one.kind),
            Measure(one.measure) if one.measure else None, one.code, one.issued_at, one.due_on,
            answers(door, one.id, [answer for answer in came if answer.letter_id == one.id]),
        )
        for one in issued
    )  # fmt: skip


def answers(door: CaseDoor, letter_id: UUID, came: Sequence[CaseAnswer]) -> tuple[AnswerView, ...]:
    """
    Show what came in to a letter; written into the journal.
    """
    told, known = door.answers(letter_id, came), findings.names(door.session, {one.person_id for one in came})
    return tuple(
        AnswerView(
            one.id, one.at, known.get(one.person_id, ""), one.kind, one.is_late, one.is_secret, told[one.id]["text"],
            told[one.id]["name"] or None, told[one.id]["size"], told[one.id]["sha256"], one.file_state, one.file_code,
            told[one.id]["read"],
        )
        for one in came
    )  # fmt: skip


def letter_number(letter: CaseLetter, office: str) -> str:
    """
    Write a letter's number as it stands at its foot.
    """
    return f"{office}-{letter.serial}".lstrip("-")


def word(refusal: Forbidden | None) -> Word | None:
    """
    Give the words of a refusal.
    """
    return Word(refusal.ko, refusal.en) if refusal else None


def _suggested(one: FindingView) -> str:
    return dispositions.suggested([basis["cite"] for basis in bases_in(one)], one.ground)


def _relief(row: Case, issued: Sequence[CaseLetter]) -> Word | None:
    demanded = [seoul.day_of(one.issued_at) for one in issued if one.kind == LetterKind.MEASURE]
    return dispositions.relief(row.remedied_on, row.investigation_opened_on, min(demanded, default=None))


def _matrix(row: Case, articles: Sequence[str]) -> tuple[MatrixRow, ...]:
    facts, now = deciding.facts_of(row), seoul.today()
    return tuple(
        MatrixRow(
            article, ARTICLES[article].name,
            {measure: dispositions.choice(article, measure, facts, now).why_not for measure in Measure},
        )
        for article in articles
    )  # fmt: skip


def _action(acting: Acting, row: machine.Transition) -> ActionView:
    refusal = machine.refusal(acting.person, acting.standing(), row)
    if row.code == deciding.FAILED_MEDIATION and acting.person.actor in machine.PROPOSERS:
        refusal = None
    rule = RULES.get(row.target) if row.letter else None
    carried = deciding.measures(acting.session, acting.case, row.code) if row.code in dispositions.PLACES else {}
    due = last_day(seoul.today(), rule.term) if rule else None
    return ActionView(row.code, row.target, row.letter, row.takes_two, word(refusal), due, carried)


def _proposal(acting: Acting, told: Mapping[str, Any], known: Mapping[UUID, str]) -> ProposalView:
    row, standing = acting.case, acting.standing()
    return ProposalView(
        code=row.proposed_code or "",
        by=known.get(row.proposed_by, "") if row.proposed_by else "",
        measure=Measure(told["measure"]) if told.get("measure") else None,
        due_on=day_of(dict(told)),
        note=told.get("note", ""),
        letter=issuing.draft_words(dict(told), people.tenant_name(acting.session, row.tenant_id)),
        may_approve=word(machine.second_refusal(acting.person, standing)),
        may_return=word(machine.return_refusal(acting.person, standing)),
    )
