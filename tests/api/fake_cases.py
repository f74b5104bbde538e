"""
Stand in for the desk of cases: one case that moves along the real machine, kept in memory.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.access import Actor
from compliance.cases import machine
from compliance.cases.deadlines import DEFAULT, DeadlineView, Limit, RestView
from compliance.cases.states import CaseState, LetterKind, Measure, Step
from compliance.cases.views import (
    ActionView,
    AnswerView,
    CaseEventView,
    CaseRow,
    CaseView,
    LetterView,
    MatrixRow,
    ProposalView,
    RequestView,
)
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.exports.writing import Format
from compliance.versions_seen import must_be
from compliance.views import Page
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from compliance.access import Person
    from compliance.cases.views import Answer, CaseDecision, CaseFacts

SPACE = UUID(int=16)
CASE, LETTER, ANSWER, FINDING = (uuid5(SPACE, name) for name in ("case", "letter", "answer", "finding"))
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
WHY = Word("제27조제2항에 제21조의2가 없습니다", "Art. 27(2) does not list it")
PDF = b"%PDF-1.7 the very bytes"


def first() -> CaseView:
    """
    Show the case as it begins: triage is done, and an explanation came in to an earlier letter.
    """
    answer = AnswerView(
        ANSWER, NOW, "서응답", "answer", is_late=True, is_secret=True, text="소명합니다", name="증빙.pdf", size=4,
        sha256="0" * 64, file_state="read", file_code=None, read="읽은 글",
    )  # fmt: skip
    words = (
        {"kind": "subject", "text": "제목  소명요청서", "depth": 0},
        {"kind": "table", "titles": [], "rows": [["연번", "1"]]},
    )
    return CaseView(
        id=CASE,
        number="2026-공정-0001",
        state=CaseState.TRIAGE,
        submission_id=uuid5(SPACE, "submission"),
        respondent="누리가상소재 주식회사",
        respondent_id=None,
        document="계약서.txt",
        opened_at=NOW,
        assignee="김담당",
        is_ftc_matter=False,
        deal_ended_on=None,
        investigation_opened_on=None,
        remedied_on=None,
        findings=(),
        articles={},
        suggested={},
        deadlines=(
            DeadlineView(
                uuid5(SPACE, "deadline"), "TRIAGE", "authority", DEFAULT, date(2026, 11, 24), 5, is_working=True,
                due_on=date(2026, 12, 1), extended_to=date(2026, 12, 8), met_on=None, left=-3, calendar="holidays",
            ),
        ),
        rests=(RestView("explanation", date(2026, 11, 1), date(2026, 11, 5)),),
        limits=(Limit("deal", date(2026, 1, 1), "제27조의2제1항"),),
        relief=None,
        matrix=(MatrixRow("winwin_21_2", Word("제21조의2", "21-2"), dict.fromkeys(Measure, WHY)),),
        actions=(),
        proposal=None,
        letters=(LetterView(LETTER, "기관-1", LetterKind.EXPLANATION, None, "C3", NOW, None, (answer,), words),),
        events=(CaseEventView(NOW, "김담당", Actor.AUDITOR, "opened", None, CaseState.REGISTERED, None, "메모"),),
        may_change=False,
        etag="case-1",
    )  # fmt: skip


class FakeCases:
    """
    Know one case; what is proposed waits for an approver.
    """

    def __init__(self) -> None:
        """
        Begin.
        """
        self.view = first()
        self.decided: list[CaseDecision] = []
        self.noted: list[CaseFacts] = []
        self.opened: list[list[UUID]] = []

    def cases(
        self, person: Person, states: Collection[CaseState] = (), cursor: str | None = None, limit: int = 20
    ) -> Page[CaseRow]:
        """
        List it.
        """
        del cursor, limit, person
        one = self.view
        row = CaseRow(
            one.id, one.number, one.state, one.respondent, one.document, 1, date(2026, 12, 8), -3,
            rests=True, proposed="C3",
        )  # fmt: skip
        return Page((row,) if not states or one.state in states else ())

    def of_finding(self, person: Person, finding_id: UUID) -> list[CaseRow]:
        """
        Know one finding that is part of it.
        """
        return list(self.cases(person).items) if finding_id == FINDING else []

    def open(self, person: Person, finding_ids: Sequence[UUID]) -> UUID:
        """
        Note what was chosen.
        """
        if person.actor is not Actor.AUDITOR:
            raise Forbidden("사건을 등록할 권한이 없습니다", "this actor opens no cases")
        self.opened.append(list(finding_ids))
        return CASE

    def case(self, person: Person, case_id: UUID) -> CaseView:
        """
        Show it with what the machine says of this person.
        """
        if case_id != CASE:
            raise NotFound
        view = self.view
        waiting = view.proposal.code if view.proposal else None
        standing = machine.Standing(view.state, waiting)
        rows = machine.out_of(view.state)
        told = [(row, machine.refusal(person, standing, row)) for row in rows]
        actions = tuple(
            ActionView(
                row.code, row.target, row.letter, row.takes_two, Word(why.ko, why.en) if why else None,
                date(2026, 12, 8), {Measure.ORDER: WHY, Measure.DEMAND: None},
            )
            for row, why in told
        )  # fmt: skip
        return replace(view, actions=actions, may_change=person.actor in machine.PROPOSERS and waiting is None)

    def note_facts(self, person: Person, case_id: UUID, facts: CaseFacts, if_match: str) -> CaseView:
        """
        Note them.
        """
        self._same(if_match)
        self.noted.append(facts)
        return self.case(person, case_id)

    def decide(self, person: Person, case_id: UUID, decision: CaseDecision, if_match: str) -> CaseView:
        """
        Propose, agree or send back.
        """
        self._same(if_match)
        row, waiting = machine.BY_CODE[decision.code], self.view.proposal
        standing = machine.Standing(self.view.state, waiting.code if waiting else None)
        refusal = (
            machine.refusal(person, standing, row)
            if decision.step is Step.TAKE
            else machine.second_refusal(person, standing)
        )
        if refusal:
            raise refusal
        if not decision.asked and decision.step is Step.TAKE:
            raise Rejected("문서에 적을 사항이 없습니다", "the letter asks for nothing", "asked")
        self.decided.append(decision)
        proposal = ProposalView(
            row.code, person.name, None, date(2026, 12, 8), "메모", self.view.letters[0].words, WHY, None
        )
        is_new = decision.step is Step.TAKE
        state = row.target if decision.step is Step.APPROVE else self.view.state
        self.view = replace(self.view, proposal=proposal if is_new else None, state=state, etag=self.view.etag + "x")
        return self.case(person, case_id)

    def extend(self, person: Person, case_id: UUID, kind: str, until: date, note: str, if_match: str) -> CaseView:
        """
        Note nothing.
        """
        del kind, until, note
        self._same(if_match)
        return self.case(person, case_id)

    def letter(self, person: Person, letter_id: UUID, form: Format) -> bytes:
        """
        Hand out the one letter.
        """
        del person
        if letter_id != LETTER or form is Format.XLSX:
            raise NotFound
        return PDF

    def answer_file(self, person: Person, answer_id: UUID) -> tuple[str, bytes]:
        """
        Hand out the one file.
        """
        del person
        if answer_id != ANSWER:
            raise NotFound
        return "증빙.pdf", b"file"

    def respondents(self, person: Person) -> list[tuple[UUID, str]]:
        """
        Know one company.
        """
        del person
        return [(uuid5(SPACE, "company"), "누리가상소재 주식회사")]

    def _same(self, if_match: str) -> None:
        must_be(self.view.etag, if_match)


class FakeRequests:
    """
    Know one letter, which takes an answer and no objection.
    """

    def __init__(self) -> None:
        """
        Begin without answers of our own.
        """
        self.given: list[Answer] = []

    def requests(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[RequestView]:
        """
        List it.
        """
        del cursor, limit
        return Page((self.request(person, LETTER),))

    def request(self, person: Person, letter_id: UUID) -> RequestView:
        """
        Show it.
        """
        del person
        if letter_id != LETTER:
            raise NotFound
        [letter] = first().letters
        return RequestView(
            LETTER, letter.number, "기관", letter.kind, None, NOW, date(2026, 12, 8), 7, may_answer=True,
            may_object=True, objection_until=date(2026, 12, 24), answers=letter.answers, words=letter.words,
        )  # fmt: skip

    def answer(self, person: Person, letter_id: UUID, given: Answer) -> RequestView:
        """
        Keep an answer.
        """
        if given.kind != "answer":
            raise Forbidden("이 문서에는 이의신청을 할 수 없습니다", "no objection here", "objection")
        self.given.append(given)
        return self.request(person, letter_id)

    def letter(self, person: Person, letter_id: UUID, form: Format) -> bytes:
        """
        Hand out its bytes.
        """
        del form
        self.request(person, letter_id)
        return PDF
