"""
Tell when a term ended: the stated day, else the day of signing and the length; where neither is known, nothing is told.
"""

from __future__ import annotations

from datetime import date

import pytest

from rules import lexicon, parameters, reading
from rules.matchers import compile_tree
from rules.matchers.base import Context, Match, UndecidedError, Workshop
from rules.units import Unit, units_of
from tests.rules.documents import CHECKED, document

TREE = {
    "term_over": {
        "of": ["trial_term"],
        "ended_over": {"parameter": "result_notice_days"},
        "unknown_start": ["start_unknown"],
    }
}
SIGNED = date(2026, 2, 28)
OVER = compile_tree(TREE, Workshop("T-01", lexicon.load(), parameters.load_parameters()))


def _judged(sentence: str, signed_on: date | None = SIGNED) -> Match | None:
    words = f"기술검증 계약서\n제3조(기간) {sentence}\n"
    read = reading.read(document(words, signed_on=signed_on), CHECKED)
    [unit] = units_of("bundle", read)
    assert isinstance(unit, Unit)
    return OVER(unit, Context(read, parameters.load_parameters()))


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("기술검증의 기간은 2026년 3월 1일부터 2026년 6월 30일까지로 한다.", "2026-06-30"),
        ("본 계약은 2026. 6. 30.까지 효력을 가진다.", "2026-06-30"),
        ("검증 기간: 2026.03.01 ~ 2026.06.30", "2026-06-30"),
        ("실증 기간은 2026년 3월 1일부터 3개월로 한다.", "2026-06-01"),
        ("검증 기간은 계약 체결일부터 6개월로 한다.", "2026-08-28"),
        ("을은 체결일부터 60일 동안 검증을 수행한다.", "2026-04-29"),
        ("The pilot shall run until 30 June 2026.", "2026-06-30"),
        ("The term of the PoC begins on 1 March 2026 and lasts three months.", "2026-06-01"),
        ("The trial period is three months from the date of this Agreement.", "2026-05-28"),
    ],
)
def test_the_end_is_the_stated_day_or_follows_from_the_length(sentence: str, end: str) -> None:
    """
    A stated last day counts, else the first day, else the day of signing, and the length.
    """
    found = _judged(sentence)
    assert found is not None
    assert found.value == end
    assert found.evidence


@pytest.mark.parametrize(
    "sentence",
    ["기술검증의 기간은 2026년 11월 10일까지로 한다.", "The pilot shall run until 31 December 2026."],
)
def test_a_term_that_is_not_long_over_does_not_match(sentence: str) -> None:
    """
    A term that runs on, or ended within the days allowed, is not over.
    """
    assert _judged(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "signed_on"),
    [
        ("검증 기간은 3개월로 한다.", None),
        ("검증 기간은 장비 설치일부터 3개월로 한다.", SIGNED),
        ("검증 기간은 별지에서 정한다.", SIGNED),
        ("비밀유지 기간은 1개월로 한다.", SIGNED),
    ],
)
def test_where_the_end_is_not_told_the_question_stays_open(sentence: str, signed_on: date | None) -> None:
    """
    Without a day to count from, or without any term of the trial, nobody is accused of silence.
    """
    with pytest.raises(UndecidedError):
        _judged(sentence, signed_on)
