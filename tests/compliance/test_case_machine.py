"""
Hold the case machine to lifecycle.json, the action matrix to the articles, and the counting of days to the calendar.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from api.languages import say
from compliance.access import Actor, Person
from compliance.cases import dispositions, machine
from compliance.cases.deadlines import limits, objection_until
from compliance.cases.dispositions import Facts
from compliance.cases.letter_words import FORMS, LETTERS, MEASURES
from compliance.cases.letters import bases_of, rows_of
from compliance.cases.machine import Standing
from compliance.cases.states import CaseState, LetterKind, Measure
from compliance.cases.workdays import Rest, Term, is_working, last_day, working_days
from compliance.views import FindingState, FindingView

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 27)


def finding(bases: list[dict[str, object]]) -> FindingView:
    """
    Make a finding that rests on some law.
    """
    body: dict[str, object] = {"quote": "문구", "legal_basis": bases}
    return FindingView(
        uuid4(), uuid4(), "계약서.txt", "TST-01", {"ko": "시험"}, "advisory", "high", FindingState.IN_CASE, "사건편입",
        body, datetime(2026, 11, 27, tzinfo=UTC), None, None, None, None, (), "x",
    )  # fmt: skip


def person(actor: Actor) -> Person:
    """
    Make somebody.
    """
    return Person(uuid4(), uuid4(), "아무개", actor)


def test_the_machine_is_the_one_of_the_domain(shared: Path) -> None:
    """
    States, words, rows and actors are those of lifecycle.json, all of them and no more.
    """
    told = json.loads((shared / "domain" / "lifecycle.json").read_text(encoding="utf-8"))["case"]
    assert {state.value: say("ko", f"case_state_{state}") for state in CaseState} == told["states"]
    assert all(say("ko", f"case_move_{code}") == words for code, *_, words in told["transitions"])
    ours = {(row.code, row.source, row.target, row.actors) for row in machine.TRANSITIONS}
    theirs = {
        (code, source, target, frozenset(Actor(one.lower()) for one in who.replace("|", "+").split("+")))
        for code, source, target, who, _ in told["transitions"]
    }
    assert ours == theirs
    assert len(machine.BY_CODE) == 45


def test_nothing_goes_out_without_a_second_person() -> None:
    """
    Every letter takes two people, but for the decision on an objection; no row of the system's sends one.
    """
    for row in machine.TRANSITIONS:
        if row.letter:
            assert row.takes_two or row.actors == {Actor.OBJECTION_OFFICER}, row.code
        if row.actors <= machine.BY_ITSELF:
            assert row.letter is None, row.code
    assert set(FORMS) == set(LETTERS) == set(LetterKind)
    assert set(MEASURES) == set(Measure)


@pytest.mark.parametrize("actor", list(Actor))
def test_only_two_parts_propose_and_one_agrees(actor: Actor) -> None:
    """
    Auditors and approvers propose; only an approver agrees, and never to what is their own.
    """
    who, row = person(actor), machine.BY_CODE["C3"]
    assert (machine.refusal(who, Standing(CaseState.TRIAGE), row) is None) == (actor in machine.PROPOSERS)
    waiting = Standing(CaseState.TRIAGE, "C3", uuid4())
    assert (machine.second_refusal(who, waiting) is None) == (actor is Actor.APPROVER)
    assert machine.second_refusal(who, Standing(CaseState.TRIAGE, "C3", who.id)) is not None
    assert machine.refusal(who, waiting, row) is not None


def test_who_worked_on_a_case_decides_no_objection_to_it() -> None:
    """
    The officer for objections is outside the team of the case.
    """
    officer, row = person(Actor.OBJECTION_OFFICER), machine.BY_CODE["C34"]
    assert machine.refusal(officer, Standing(CaseState.OBJECTION), row) is None
    of_team = Standing(CaseState.OBJECTION, team=frozenset({officer.id}))
    assert machine.refusal(officer, of_team, row) is not None
    assert machine.refusal(person(Actor.APPROVER), Standing(CaseState.OBJECTION), row) is not None


@pytest.mark.parametrize(
    ("article", "possible", "impossible"),
    [
        ("winwin_21", "demand order points fine ftc_request", "recommendation"),
        ("winwin_21_2", "demand points fine", "order recommendation ftc_request"),
        ("winwin_22_25", "demand order points ftc_request", "fine"),
        ("technology", "guidance recommendation", "order demand"),
        ("venture", "guidance order", "demand points ftc_request"),
        ("advisory", "guidance", "demand recommendation order points fine publication ftc_request"),
    ],
)
def test_the_matrix_allows_what_the_articles_do(article: str, possible: str, impossible: str) -> None:
    """
    What no article allows is refused with its reason, as for an order over a missing NDA.
    """
    told = {one: dispositions.choice(article, one, Facts(), TODAY).why_not for one in Measure}
    assert {one for one in possible.split() if told[Measure(one)] is None} == set(possible.split())
    assert all((why := told[Measure(one)]) and why.ko and why.en for one in impossible.split())


def test_an_order_needs_prior_notice_and_fair_trade_matters_go_to_the_commission() -> None:
    """
    From a draft only what is no disposition is carried out; an act that fair-trade law forbids is not ordered away.
    """
    direct = dispositions.possible(["winwin_22_25"], "C17", Facts(), TODAY)
    assert direct[Measure.DEMAND] is None
    assert direct[Measure.ORDER]
    heard = dispositions.possible(["winwin_22_25"], "C20", Facts(), TODAY)
    assert heard[Measure.ORDER] is None
    ftc = dispositions.possible(["winwin_22_25"], "C20", Facts(is_ftc_matter=True), TODAY)
    assert ftc[Measure.ORDER]
    assert dispositions.possible(["winwin_22_25"], "C27", Facts(is_ftc_matter=True), TODAY)[Measure.FTC_REQUEST] is None


def test_time_runs_out_for_money_before_technology() -> None:
    """
    A deal that ended on 2023-11-20 is over for payment on 2026-11-23, and not yet for technical data.
    """
    facts, day = Facts(deal_ended_on=date(2023, 11, 20)), date(2026, 11, 23)
    assert [(one.kind, one.is_over(day)) for one in limits(facts.deal_ended_on, None)] == [
        ("deal", True),
        ("technology", False),
    ]
    why = dispositions.choice("winwin_22_25", Measure.DEMAND, facts, day).why_not
    assert why
    assert "2026-11-20" in why.ko
    assert dispositions.choice("winwin_21_2", Measure.DEMAND, facts, day).why_not is None


def test_curing_before_the_investigation_spares_and_after_it_lightens() -> None:
    """
    Three days before its beginning offers the exemption, three days after it fewer points, with the article.
    """
    opened = date(2026, 11, 10)
    before = dispositions.relief(date(2026, 11, 7), opened, None)
    after = dispositions.relief(date(2026, 11, 13), opened, date(2026, 11, 20))
    assert before
    assert after
    assert ("제1항" in before.ko, "제2항" in after.ko) == (True, True)
    assert dispositions.relief(date(2026, 11, 25), opened, date(2026, 11, 20)) is None


def test_the_calendar_knows_substitute_days() -> None:
    """
    Substitute, election and temporary holidays of 2024 to 2027 are days of rest; a Memorial Day on Saturday moves none.
    """
    rest = ["2024-05-06", "2024-10-01", "2025-01-27", "2025-05-06", "2025-10-08", "2026-03-02", "2026-06-03",
            "2026-08-17", "2026-10-05", "2027-02-09", "2027-08-16", "2027-10-11", "2027-12-27"]  # fmt: skip
    assert [day for day in rest if is_working(date.fromisoformat(day))] == []
    assert is_working(date(2026, 6, 8))


@pytest.mark.parametrize(
    ("start", "term", "last"),
    [
        ("2026-11-27", Term(5, is_working=True), "2026-12-04"),
        ("2026-09-22", Term(3, is_working=True), "2026-09-29"),
        ("2026-11-27", Term(14), "2026-12-11"),
        ("2026-09-12", Term(14), "2026-09-28"),
        ("2026-12-11", Term(14), "2026-12-28"),
    ],
)
def test_a_term_leaves_out_its_first_day_and_never_ends_on_a_holiday(start: str, term: Term, last: str) -> None:
    """
    Chuseok, Christmas and weekends move the last day on; working days leap over them.
    """
    assert last_day(date.fromisoformat(start), term) == date.fromisoformat(last)


def test_days_of_waiting_do_not_count() -> None:
    """
    A rest of a week moves the last day by its working days; one that lasts moves it day by day.
    """
    start, term = date(2026, 11, 2), Term(10, is_working=True)
    assert last_day(start, term) == date(2026, 11, 16)
    assert last_day(start, term, [Rest(date(2026, 11, 4), date(2026, 11, 10))]) == date(2026, 11, 23)
    open_rest = [Rest(date(2026, 11, 4))]
    assert last_day(start, term, open_rest, today=date(2026, 11, 4)) == date(2026, 11, 17)
    assert last_day(start, term, open_rest, today=date(2026, 11, 5)) == date(2026, 11, 18)
    assert (working_days(start, date(2026, 11, 9)), working_days(date(2026, 11, 9), start)) == (5, -5)


def test_a_company_objects_within_thirty_days() -> None:
    """
    The thirtieth day is the last; where offices rest on it, the next working day is.
    """
    assert objection_until(date(2026, 11, 3)) == date(2026, 12, 3)
    assert objection_until(date(2026, 11, 25)) == date(2026, 12, 28)


def test_a_letter_rests_only_on_law_that_is_known_to_apply() -> None:
    """
    What is open, does not apply, is to come or only compares is no basis; the annex says how each article stands.
    """
    bases: list[dict[str, object]] = [
        {"cite": "가법 제1조", "applies": True, "effect": "prohibits"},
        {"cite": "나법 제2조", "applies": None, "effect": "prohibits"},
        {"cite": "다법 제3조", "applies": True, "effect": "yardstick"},
        {"cite": "라법 제4조", "applies": True, "effect": "voids", "upcoming": True},
        {"cite": "마법 제5조", "applies": False, "effect": "voids"},
    ]
    view = finding(bases)
    assert bases_of([view]) == ["가법 제1조"]
    assert "나법 제2조 [적용 여부 미정" in rows_of([view])[0][4]
