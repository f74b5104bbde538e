"""
Hold that one harm is told once, and that telling it once hides nothing.
"""

from __future__ import annotations

from dataclasses import replace

from rules import catalog, check
from rules.finding import Outcome
from tests.rules.documents import CHECKED, document

BOOK = catalog.load()
FREE_WORK = '제6조(변경) 범위가 늘어나더라도 "을"은 "갑"의 요청에 따라 추가 작업을 추가 대금 없이 수행한다.'


def test_two_rules_that_cover_the_same_harm_tell_it_once() -> None:
    """
    Rework without pay is told under one rule, and the other one names it.
    """
    report = check(document(FREE_WORK, kind="poc"), BOOK, CHECKED)
    told = [one.rule for one in report.findings if one.rule in {"POC-02", "SUP-11"}]
    assert len(told) == 1
    [other] = {"POC-02", "SUP-11"} - set(told)
    assert report.outcomes[other].outcome is Outcome.FLAGGED
    assert told[0] in report.outcomes[other].why.en


def test_rules_that_cover_different_harms_are_both_told() -> None:
    """
    Where no slug is shared, both findings about the same words stay.
    """
    rules = tuple(
        replace(one, rule=one.rule.model_copy(update={"covers": (one.rule.covers[0],)})) for one in BOOK.rules
    )
    report = check(document(FREE_WORK, kind="poc"), replace(BOOK, rules=rules), CHECKED)
    assert {"POC-02", "SUP-11"} <= {one.rule for one in report.findings}
