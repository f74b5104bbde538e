"""
Hold the company's side to its word: it sees its own request and nothing else, and what it sends moves its case once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import text

from compliance import access, seoul
from compliance.access import Actor, Person
from compliance.cases import reading
from compliance.cases.states import CaseState, Measure
from compliance.cases.views import Answer
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.exports.writing import Format
from compliance.store import people
from tests.compliance.conftest import owner
from tests.compliance.fakes import LOCKED, SECRET
from tests.compliance.test_cases import agree, asked, case, company, take

if TYPE_CHECKING:
    from compliance.cases.views import CaseView
    from compliance.office import Office
    from tests.compliance.conftest import Cast

__all__ = ["case", "company"]


@pytest.fixture
def other(office: Office) -> Person:
    """
    Make somebody of another company.
    """
    with office.database.transaction(access.administrator()) as session:
        return people.make_person(session, people.make_tenant(session, "다른회사"), "박타사", Actor.RESPONDENT)


@pytest.fixture
def letter(office: Office, cast: Cast, case: CaseView) -> UUID:
    """
    Ask the company for an explanation.
    """
    return asked(office, cast, case).letters[0].id


def read_what_came(office: Office) -> None:
    """
    Do once what a worker does with each file that came in.
    """
    with owner(office) as connection:
        jobs = connection.execute("SELECT args->>'answer' FROM queue.procrastinate_jobs WHERE task_name = 'answer'")
        for (answer,) in jobs.fetchall():
            reading.read_answer(office.bench(), UUID(answer))


def test_a_company_sees_its_own_request_and_nothing_else(
    office: Office, cast: Cast, case: CaseView, letter: UUID, company: Person, other: Person
) -> None:
    """
    The letter with what it names and its day; neither who handed in the agreement, nor the case, nor how many there are.
    """
    [listed] = office.requests.requests(company).items
    seen = office.requests.request(company, letter)
    assert (listed.id, seen.may_answer, seen.may_object, seen.office) == (letter, True, False, "")
    assert seen.due_on
    said = str(seen)
    assert SECRET in said
    for words in (cast.startup.name, "계약서.txt", case.number, str(case.id), str(case.submission_id)):
        assert words not in said
    assert office.requests.letter(company, letter, Format.PDF) == office.cases.letter(cast.auditor, letter, Format.PDF)
    assert office.requests.requests(other).items == ()
    for deed in (
        lambda: office.requests.request(other, letter),
        lambda: office.requests.letter(other, letter, Format.PDF),
        lambda: office.requests.answer(other, letter, Answer("answer", "남의 것")),
        lambda: office.requests.letter(company, letter, Format.XLSX),
    ):
        with pytest.raises(NotFound):
            deed()


def test_an_answer_moves_its_case_once(
    office: Office, cast: Cast, case: CaseView, letter: UUID, company: Person
) -> None:
    """
    Words and a file are kept as they came, with time and hash; the very same sent again is the same answer.
    """
    given = Answer("answer", "소명합니다", "증빙.txt", "제1조 증빙".encode(), is_secret=True)
    first = office.requests.answer(company, letter, given)
    again = office.requests.answer(company, letter, given)
    [receipt] = again.answers
    assert first.answers == again.answers
    assert (receipt.size, receipt.file_state, receipt.is_late, receipt.person) == (14, "received", False, "서응답")
    moved = office.cases.case(cast.auditor, case.id)
    assert (moved.state, moved.events[-1].code, moved.events[-1].person) == (
        CaseState.EXPLANATION_RECEIVED,
        "C8",
        "서응답",
    )
    assert moved.rests[-1].ends_on == seoul.today()
    read_what_came(office)
    [answer] = office.cases.case(cast.reviewer, case.id).letters[0].answers
    assert (answer.text, answer.file_state, answer.read) == ("소명합니다", "read", "제1조 증빙")
    assert office.cases.answer_file(cast.auditor, answer.id) == ("증빙.txt", "제1조 증빙".encode())
    with office.database.transaction(cast.startup) as session:
        assert session.execute(text("SELECT count(*) FROM case_answers")).scalar_one() == 0
    with owner(office) as connection:
        kept = str(connection.execute("SELECT t::text FROM case_answers t").fetchall())
    assert not any(words in kept or words.encode().hex() in kept for words in ("소명합니다", "증빙"))


def test_a_file_that_cannot_be_read_stays_as_it_came(
    office: Office, cast: Cast, case: CaseView, letter: UUID, company: Person
) -> None:
    """
    The refusal's code is shown beside it, and the bytes are handed out all the same.
    """
    office.requests.answer(company, letter, Answer("answer", "", "암호.txt", LOCKED.encode()))
    read_what_came(office)
    [answer] = office.cases.case(cast.auditor, case.id).letters[0].answers
    assert (answer.file_state, answer.read) == ("unreadable", None)
    assert answer.file_code
    assert office.cases.answer_file(cast.auditor, answer.id)[1] == LOCKED.encode()
    reading.give_up(office.bench(), answer.id)
    assert office.cases.case(cast.auditor, case.id).letters[0].answers[0].file_state == "unreadable"


def test_a_late_answer_is_taken_and_marked(
    office: Office, cast: Cast, case: CaseView, letter: UUID, company: Person
) -> None:
    """
    After its day the case is overdue; what comes then says that it is late.
    """
    with owner(office) as connection:
        connection.execute("UPDATE case_deadlines SET due_on = '2026-01-02' WHERE kind = 'EXPLANATION_REQUESTED'")
        connection.execute("ALTER TABLE case_letters DISABLE TRIGGER USER")
        connection.execute("UPDATE case_letters SET due_on = '2026-01-02'")
    assert office.cases.let_pass() == 1
    assert office.requests.answer(company, letter, Answer("answer", "늦었습니다")).answers[0].is_late
    assert office.cases.case(cast.auditor, case.id).events[-1].code == "C10"


def test_an_empty_answer_or_one_to_what_is_settled_is_refused(office: Office, letter: UUID, company: Person) -> None:
    """
    A request for an explanation takes no objection; a closed case takes nothing.
    """
    for given in (Answer("answer", " "), Answer("bribe", "x"), Answer("answer", "x" * 20_001)):
        with pytest.raises(Rejected):
            office.requests.answer(company, letter, given)
    with pytest.raises(Forbidden):
        office.requests.answer(company, letter, Answer("objection", "이의"))
    with owner(office) as connection:
        connection.execute("UPDATE cases SET state = 'CLOSED'")
    assert not office.requests.request(company, letter).may_answer
    with pytest.raises(Forbidden):
        office.requests.answer(company, letter, Answer("answer", "더"))


@pytest.mark.parametrize(("days", "taken"), [(20, True), (45, False)])
def test_an_objection_is_taken_within_its_days(
    office: Office, cast: Cast, case: CaseView, company: Person, days: int, *, taken: bool
) -> None:
    """
    Within thirty days it is; after them it is refused with the way to appeal, and another office decides on it.
    """
    asked(office, cast, case)
    with owner(office) as connection:
        connection.execute("UPDATE cases SET state = 'DRAFT_MEASURE'")
    draft = take(office, cast.auditor, office.cases.case(cast.auditor, case.id), "C17", measure=Measure.DEMAND)
    letter = agree(office, cast.approver, draft, "C17").letters[0].id
    with owner(office) as connection:
        connection.execute("ALTER TABLE case_letters DISABLE TRIGGER USER")
        issued = datetime.now(UTC) - timedelta(days=days)
        connection.execute("UPDATE case_letters SET issued_at = %s WHERE id = %s", (issued, letter))
    if not taken:
        with pytest.raises(Forbidden, match="appeal"):
            office.requests.answer(company, letter, Answer("objection", "이의 있습니다"))
        return
    office.requests.answer(company, letter, Answer("objection", "이의 있습니다"))
    assert office.cases.case(cast.auditor, case.id).state is CaseState.OBJECTION
    tenant = cast.auditor.tenant_id
    with office.database.transaction(access.administrator()) as session:
        officer = people.make_person(session, tenant, "오심사", Actor.OBJECTION_OFFICER)
    seen = office.cases.case(officer, case.id)
    assert (seen.findings, seen.letters[0].answers[0].text) == ((), "이의 있습니다")
    closed = take(office, officer, seen, "C34")
    assert (closed.state, len(closed.letters)) == (CaseState.CLOSED, 3)
    states = {one.state for one in office.cases.case(cast.auditor, case.id).findings}
    assert {one.value for one in states} == {"DISMISSED"}
