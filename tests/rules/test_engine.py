"""
Hold the engine to its promises: four outcomes, verbatim evidence, no lost match, one failing rule stops no other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.document import Role
from rules import catalog, check
from rules.finding import Outcome
from tests.rules.documents import CHECKED, document

if TYPE_CHECKING:
    from rules.matchers import Context, Match, Unit

ONE_WAY = (
    '제14조(해지) "갑"은 30일 전 서면 통지로 본 계약을 해지할 수 있다.\n제15조(준거법) 본 계약은 대한민국 법에 따른다.'
)
BOOK = catalog.load()


def test_every_rule_of_the_catalog_has_an_outcome() -> None:
    """
    No rule passes in silence: each one answers for every document.
    """
    report = check(document(ONE_WAY), BOOK, CHECKED)
    assert set(report.outcomes) == {one.rule.id for one in BOOK.rules}


def test_a_quote_is_the_very_text_of_the_document() -> None:
    """
    Every piece of evidence is verbatim what stands at its span.
    """
    read = document(ONE_WAY)
    pieces = [piece for finding in check(read, BOOK, CHECKED).findings for piece in finding.evidence]
    assert pieces
    assert all(read.text[piece.span.start : piece.span.end] == piece.quote for piece in pieces)


def test_a_rule_for_another_kind_of_agreement_is_not_applicable() -> None:
    """
    A rule says so where the agreement is of a kind that it is not for.
    """
    report = check(document(ONE_WAY, kind="safe"), BOOK, CHECKED)
    assert report.outcomes["SUP-01"].outcome is Outcome.NOT_APPLICABLE


def test_a_rule_that_cannot_see_whom_it_protects_is_not_assessable() -> None:
    """
    Where no party could be read as the startup, a rule that protects it never reads as a pass.
    """
    parties = {"갑": Role.OTHER, "을": Role.OTHER}
    report = check(document(ONE_WAY, parties=parties), BOOK, CHECKED)
    assert report.outcomes["TERM-01"].outcome is Outcome.NOT_ASSESSABLE


def test_a_rule_that_fails_is_reported_and_stops_no_other() -> None:
    """
    An error inside one rule makes that rule not assessable; the others still answer.
    """

    def fail(unit: Unit, context: Context) -> Match | None:
        raise ZeroDivisionError(unit, context)

    rules = tuple(replace(one, where=fail, needs=()) if one.rule.id == "TERM-01" else one for one in BOOK.rules)
    words = ONE_WAY + "\n제16조(결과물) 공동 개발의 모든 결과물에 관한 지식재산권은 갑에게 귀속한다."
    report = check(document(words), replace(BOOK, rules=rules), CHECKED)
    assert report.outcomes["TERM-01"].outcome is Outcome.NOT_ASSESSABLE
    assert report.outcomes["IP-01"].outcome is Outcome.FLAGGED


def test_the_role_decides_and_not_the_label() -> None:
    """
    The same clause is flagged when 갑 is the corporation and left alone when 갑 is the startup.
    """
    swapped = {"갑": Role.STARTUP, "을": Role.CORPORATE}
    assert check(document(ONE_WAY), BOOK, CHECKED).outcomes["TERM-01"].outcome is Outcome.FLAGGED
    assert check(document(ONE_WAY, parties=swapped), BOOK, CHECKED).outcomes["TERM-01"].outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    "whole", [pytest.param(False, id="one of each kind"), pytest.param(True, id="all", marks=pytest.mark.quality)]
)
def test_judging_only_the_units_that_can_match_loses_nothing(*, whole: bool) -> None:
    """
    The short cut over `needs` gives the same findings as judging every unit, in the examples of every rule.
    """
    everything = replace(BOOK, rules=tuple(replace(one, needs=()) for one in BOOK.rules))
    for compiled in BOOK.rules:
        examples = compiled.rule.examples
        for example in examples if whole else {bool(one.flags): one for one in examples}.values():
            text = (example.flags or example.passes or "").replace("⟦", "").replace("⟧", "")
            read = document(text, kind=example.type or compiled.rule.applies_to[0])
            assert check(read, BOOK, CHECKED).findings == check(read, everything, CHECKED).findings


def test_checking_twice_gives_the_same_answer() -> None:
    """
    `check` is pure: the same document, catalog and day give the same report.
    """
    read = document(ONE_WAY)
    assert check(read, BOOK, CHECKED) == check(read, BOOK, CHECKED)


def test_the_fingerprint_survives_renumbering() -> None:
    """
    Moving a clause to another number keeps the finding's fingerprint, so that its review is not lost.
    """
    text = '제8조(지식재산권) 본 과제 수행으로 발생한 일체의 지식재산권은 "갑"에게 귀속된다.'
    before = check(document(text), BOOK, CHECKED).findings
    after = check(document(text.replace("제8조", "제11조")), BOOK, CHECKED).findings
    marks = [{one.rule: one.fingerprint for one in findings} for findings in (before, after)]
    assert marks[0]
    assert marks[0] == marks[1]


def test_who_else_is_protected_need_not_be_a_party() -> None:
    """
    A rule that protects somebody else, such as the other partners of a fund, needs nobody of that role in the paper.
    """
    words = "조합 규약\n제9조(보전) 업무집행조합원은 조합의 특정 출자자가 입은 손실을 보전한다.\n"
    report = check(document(words, kind="other", parties={}), BOOK, CHECKED)
    assert report.outcomes["CVC-16"].outcome is Outcome.FLAGGED
