"""
Hold cases to their word: two people for what goes out, letters as they were sent, and nothing seen by who may not.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import uuid4

import pdfplumber
import pytest
from sqlalchemy import text

from compliance import access, seoul
from compliance.access import Actor, Person
from compliance.cases.states import CaseState, LetterKind, Measure, Step
from compliance.cases.views import CaseDecision, CaseFacts
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.exports.writing import Format
from compliance.store import people
from compliance.views import Decision, DecisionKind, FindingFilter, FindingState, Origin
from ingest import read
from tests.compliance.conftest import owner
from tests.compliance.fakes import SECRET

if TYPE_CHECKING:
    from compliance.cases.views import CaseView
    from compliance.office import Office
    from compliance.views import FindingView
    from tests.compliance.conftest import Cast, Desk

COMPANY = "누리가상소재 주식회사"


def confirmed(office: Office, cast: Cast) -> list[FindingView]:
    """
    Confirm every finding there is, the high ones with a second person.
    """
    for view in office.findings(cast.auditor, FindingFilter(states=frozenset({FindingState.DETECTED}))).items:
        taken = office.decide(cast.auditor, view.id, Decision(DecisionKind.REVIEW), view.etag)
        told = office.decide(cast.auditor, view.id, Decision(DecisionKind.CONFIRM), taken.etag)
        if told.proposed:
            office.decide(cast.reviewer, view.id, Decision(DecisionKind.CONFIRM), told.etag)
    return list(office.findings(cast.auditor, FindingFilter(states=frozenset({FindingState.CONFIRMED}))).items)


@pytest.fixture
def company(office: Office) -> Person:
    """
    Make somebody of the company that letters go to.
    """
    with office.database.transaction(access.administrator()) as session:
        return people.make_person(session, people.make_tenant(session, COMPANY), "서응답", Actor.RESPONDENT)


@pytest.fixture
def case(office: Office, cast: Cast, desk: Desk, company: Person) -> CaseView:
    """
    Open a case of two findings with its company and its articles noted.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    found = confirmed(office, cast)
    made = office.cases.open(cast.auditor, [one.id for one in found])
    view = office.cases.case(cast.auditor, made)
    facts = CaseFacts(COMPANY, company.tenant_id, {one.id: "winwin_22_25" for one in found})
    return office.cases.note_facts(cast.auditor, made, facts, view.etag)


def take(office: Office, person: Person, view: CaseView, code: str, **more: object) -> CaseView:
    """
    Take or propose a step.
    """
    given = CaseDecision(Step.TAKE, code, note="사유", asked=("계약 체결 경위",), **more)  # type: ignore[arg-type]
    return office.cases.decide(person, view.id, given, view.etag)


def agree(office: Office, person: Person, view: CaseView, code: str) -> CaseView:
    """
    Agree to what is proposed.
    """
    return office.cases.decide(person, view.id, CaseDecision(Step.APPROVE, code), view.etag)


def asked(office: Office, cast: Cast, case: CaseView) -> CaseView:
    """
    Bring a case to where an explanation is asked for.
    """
    triaged = take(office, cast.auditor, case, "C1")
    return agree(office, cast.approver, take(office, cast.auditor, triaged, "C3"), "C3")


def test_confirmed_findings_become_a_numbered_case(office: Office, cast: Cast, case: CaseView) -> None:
    """
    They are in the case from then on; a second case of them, or one of unconfirmed findings, is refused.
    """
    assert (case.number, case.state) == (f"{seoul.today().year}-공정-0001", CaseState.REGISTERED)
    assert {one.state for one in case.findings} == {FindingState.IN_CASE}
    history = office.history(cast.auditor, case.findings[0].id)
    assert (history[-1].transition, history[-1].kind) == ("F9", "case")
    with pytest.raises(Forbidden):
        office.cases.open(cast.auditor, [case.findings[0].id])
    for person in (cast.approver, cast.startup):
        with pytest.raises(Forbidden):
            office.cases.open(person, [case.findings[0].id])
    with pytest.raises(NotFound):
        office.cases.open(cast.auditor, [uuid4()])
    assert [one.number for one in office.cases.of_finding(cast.auditor, case.findings[0].id)] == [case.number]


def test_findings_of_two_agreements_are_no_case(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A case is about one agreement.
    """
    for words in ("FLAG low 하나", "FLAG low 둘"):
        desk.screened(cast.startup, f"제1조\n{words}", origin=Origin.REGISTERED)
    with pytest.raises(Rejected):
        office.cases.open(cast.auditor, [one.id for one in confirmed(office, cast)])


def test_a_letter_goes_out_only_when_a_second_person_agrees(office: Office, cast: Cast, case: CaseView) -> None:
    """
    The auditor proposes, nothing is sent; the approver sees the letter and agrees; then it is numbered and kept.
    """
    proposed = take(office, cast.auditor, take(office, cast.auditor, case, "C1"), "C3")
    assert proposed.proposal
    assert (proposed.state, proposed.letters) == (CaseState.TRIAGE, ())
    for person in (cast.auditor, cast.reviewer):
        with pytest.raises(Forbidden):
            agree(office, person, proposed, "C3")
    seen = office.cases.case(cast.approver, case.id)
    assert seen.proposal
    assert SECRET in str(seen.proposal.letter)
    sent = agree(office, cast.approver, seen, "C3")
    [letter] = sent.letters
    assert (sent.state, letter.kind, letter.number) == (
        CaseState.EXPLANATION_REQUESTED,
        LetterKind.EXPLANATION,
        "기관-1",
    )
    assert letter.due_on
    assert letter.due_on >= seoul.today() + timedelta(days=14)


def test_an_approver_never_agrees_to_their_own(office: Office, cast: Cast, case: CaseView) -> None:
    """
    What an approver drew up needs another approver.
    """
    proposed = take(office, cast.approver, take(office, cast.auditor, case, "C1"), "C2")
    with pytest.raises(Forbidden) as refusal:
        agree(office, cast.approver, proposed, "C2")
    assert refusal.value.code == "own_proposal"
    back = office.cases.decide(cast.approver, case.id, CaseDecision(Step.RETURN, "C2", note="다시"), proposed.etag)
    assert back.proposal is None


def test_of_two_people_the_slower_is_told(office: Office, cast: Cast, case: CaseView) -> None:
    """
    A decision on what has changed is refused, and nothing of it happens.
    """
    take(office, cast.auditor, case, "C1")
    with pytest.raises(Conflict):
        take(office, cast.colleague, case, "C1")


def test_letters_say_the_same_in_both_files_and_stay_as_they_were(office: Office, cast: Cast, case: CaseView) -> None:
    """
    PDF and HWPX hold the same words in official form, and nothing of how the agreement came or is called.
    """
    [letter] = asked(office, cast, case).letters
    files = {form: office.cases.letter(cast.reviewer, letter.id, form) for form in (Format.PDF, Format.HWPX)}
    texts = {form: "".join(read(content, f"a.{form}", None).text.split()) for form, content in files.items()}
    assert texts[Format.PDF] == texts[Format.HWPX]
    for words in (
        "수신누리가상소재주식회사",
        "(경유)",
        "제목소명요청서",
        "붙임1.지적사항명세1부.끝.",
        "시행기관-1",
        SECRET,
    ):
        assert "".join(words.split()) in texts[Format.HWPX]
    for words in (cast.startup.name, "계약서.txt", case.number):
        assert words not in texts[Format.HWPX]
    with pdfplumber.open(BytesIO(files[Format.PDF])) as second:
        assert "소명요청서" in (second.pages[0].extract_text() or "")
    with pytest.raises(NotFound):
        office.cases.letter(cast.auditor, letter.id, Format.XLSX)
    with owner(office) as connection, pytest.raises(Exception, match="append-only"):
        connection.execute("UPDATE case_letters SET kind = 'measure'")


def test_waiting_for_the_company_does_not_count(office: Office, cast: Cast, case: CaseView) -> None:
    """
    The authority's own time rests while an explanation is awaited; the company's day is what the list shows.
    """
    before = {one.kind: one for one in case.deadlines}
    assert set(before) == {"HANDLING", "REGISTERED"}
    sent = asked(office, cast, case)
    assert [(one.kind, one.ends_on) for one in sent.rests] == [("explanation", None)]
    running = {one.kind: one for one in sent.deadlines if one.met_on is None}
    assert set(running) == {"HANDLING", "EXPLANATION_REQUESTED"}
    [row] = office.cases.cases(cast.approver).items
    assert (row.rests, row.due_on) == (True, running["EXPLANATION_REQUESTED"].due_on)


def test_a_day_that_passes_changes_the_state_and_sends_nothing(office: Office, cast: Cast, case: CaseView) -> None:
    """
    The system notes that the company is late, once, however often it looks.
    """
    asked(office, cast, case)
    assert office.cases.let_pass() == 0
    with owner(office) as connection:
        connection.execute("UPDATE case_deadlines SET due_on = '2026-01-02' WHERE kind = 'EXPLANATION_REQUESTED'")
    assert (office.cases.let_pass(), office.cases.let_pass()) == (1, 0)
    late = office.cases.case(cast.auditor, case.id)
    assert (late.state, len(late.letters), late.events[-1].actor) == (
        CaseState.EXPLANATION_OVERDUE,
        1,
        Actor.SYSTEM,
    )


def test_an_extension_keeps_what_was_computed(office: Office, cast: Cast, case: CaseView) -> None:
    """
    Both days are kept with the reason; an earlier day or no reason is refused.
    """
    sent = asked(office, cast, case)
    kind, until = "EXPLANATION_REQUESTED", seoul.today() + timedelta(days=30)
    with pytest.raises(Rejected):
        office.cases.extend(cast.auditor, case.id, kind, seoul.today(), "사유", sent.etag)
    with pytest.raises(Rejected):
        office.cases.extend(cast.auditor, case.id, kind, until, " ", sent.etag)
    longer = office.cases.extend(cast.auditor, case.id, kind, until, "자료가 많음", sent.etag)
    deadline = next(one for one in longer.deadlines if one.kind == kind)
    assert deadline.extended_to
    assert deadline.due_on < until <= deadline.extended_to
    assert "자료가 많음" in longer.events[-1].note


def test_an_impossible_measure_is_refused_with_its_reason(office: Office, cast: Cast, case: CaseView) -> None:
    """
    Over a missing NDA nobody is ordered anything; a demand for improvement is possible.
    """
    nda = CaseFacts(COMPANY, case.respondent_id, dict.fromkeys(case.articles, "winwin_21_2"))
    draft = asked(office, cast, office.cases.note_facts(cast.auditor, case.id, nda, case.etag))
    with owner(office) as connection:
        connection.execute("UPDATE cases SET state = 'DRAFT_MEASURE'")
    draft = office.cases.case(cast.auditor, draft.id)
    [row] = draft.matrix
    why = row.cells[Measure.ORDER]
    assert why
    assert "제21조의2" in why.ko
    with pytest.raises(Rejected) as refusal:
        take(office, cast.auditor, draft, "C16", measure=Measure.ORDER)
    assert refusal.value.code == "measure"
    sent = agree(office, cast.approver, take(office, cast.auditor, draft, "C17", measure=Measure.DEMAND), "C17")
    assert (sent.state, sent.letters[0].measure) == (CaseState.MEASURE_ISSUED, Measure.DEMAND)


def test_mediation_stops_the_clock_and_its_failure_goes_on(office: Office, cast: Cast, case: CaseView) -> None:
    """
    No letter can be sent meanwhile; when it fails the system takes the case up again, and the time is what was left.
    """
    asked(office, cast, case)
    with owner(office) as connection:
        connection.execute("UPDATE cases SET state = 'DRAFT_MEASURE'")
    draft = office.cases.case(cast.auditor, case.id)
    resting = agree(office, cast.approver, take(office, cast.auditor, draft, "C36"), "C36")
    assert (resting.state, resting.rests[-1].kind, resting.rests[-1].ends_on) == (
        CaseState.MEDIATION,
        "mediation",
        None,
    )
    assert [one.letter for one in resting.actions if one.why_not is None and one.code != "C38"] == [None]
    again = take(office, cast.auditor, resting, "C37")
    assert (again.state, again.events[-1].actor) == (CaseState.DRAFT_MEASURE, Actor.SYSTEM)
    assert again.rests[-1].ends_on == seoul.today()


def test_findings_follow_their_case_to_its_end(office: Office, cast: Cast, case: CaseView) -> None:
    """
    An accepted explanation dismisses them with a reason, by the approver; the case then has no deadline.
    """
    asked(office, cast, case)
    with owner(office) as connection:
        connection.execute("UPDATE cases SET state = 'EXPLANATION_RECEIVED'")
    received = office.cases.case(cast.auditor, case.id)
    closed = agree(office, cast.approver, take(office, cast.auditor, received, "C14"), "C14")
    assert closed.state is CaseState.CLOSED
    assert {(one.state, one.reason_code) for one in closed.findings} == {(FindingState.DISMISSED, "justified")}
    assert [one for one in closed.deadlines if one.met_on is None] == []
    assert [one.due_on for one in office.cases.cases(cast.auditor).items] == [None]
    [step] = [one for one in office.history(cast.auditor, closed.findings[0].id) if one.transition == "F13"]
    assert step.actor is Actor.APPROVER


def test_nobody_else_learns_of_cases(office: Office, cast: Cast, case: CaseView, company: Person) -> None:
    """
    Startups, rule managers, administrators and the company itself see no case, no event and no deadline.
    """
    sent = asked(office, cast, case)
    for person in (cast.startup, cast.rival, cast.rule_manager, cast.administrator, company):
        with pytest.raises(NotFound):
            office.cases.case(person, case.id)
        with pytest.raises(NotFound):
            office.cases.decide(person, case.id, CaseDecision(Step.TAKE, "C8"), sent.etag)
        assert office.cases.cases(person).items == ()
        with office.database.transaction(person) as session:
            for table in ("cases", "case_events", "case_findings", "case_deadlines", "case_pauses", "registers"):
                counted = session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
                assert counted == 0, table


def test_what_is_kept_of_a_case_tells_no_word(office: Office, cast: Cast, case: CaseView) -> None:
    """
    Neither quote, company nor note stands readable in the tables or the journal.
    """
    asked(office, cast, case)
    with owner(office) as connection:
        for table in ("cases", "case_letters", "case_events", "journal"):
            found = str(connection.execute(f"SELECT t::text FROM {table} t").fetchall())  # noqa: S608
            for words in (SECRET, COMPANY, "계약 체결 경위"):
                assert words not in found
                assert words.encode().hex() not in found


def test_a_due_day_may_be_no_holiday(office: Office, cast: Cast, case: CaseView) -> None:
    """
    A letter sets a working day, not sooner than the law lets.
    """
    triaged = take(office, cast.auditor, case, "C1")
    saturday = seoul.today() + timedelta(days=20 + (5 - (seoul.today() + timedelta(days=20)).weekday()) % 7)
    for day in (saturday, seoul.today() + timedelta(days=3)):
        with pytest.raises(Rejected) as refusal:
            take(office, cast.auditor, triaged, "C3", due_on=day)
        assert refusal.value.code == "due_on"


def test_the_list_goes_on_page_by_page(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Each case once, the next due first.
    """
    for number in range(3):
        desk.screened(cast.startup, f"제1조\nFLAG low {number}", origin=Origin.REGISTERED)
        office.cases.open(cast.auditor, [one.id for one in confirmed(office, cast)])
    first = office.cases.cases(cast.auditor, limit=2)
    second = office.cases.cases(cast.auditor, cursor=first.next_cursor, limit=2)
    assert len({one.id for one in (*first.items, *second.items)}) == 3
    with pytest.raises(Rejected):
        office.cases.cases(cast.auditor, cursor="999999999.x")
    assert office.cases.cases(cast.auditor, states=[CaseState.CLOSED]).items == ()
