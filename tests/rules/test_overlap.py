"""
Hold that one harm is told once, and that telling it once hides nothing.
"""

from __future__ import annotations

from dataclasses import replace

from rules import catalog, check
from rules.finding import Outcome
from tests.rules.documents import CHECKED, document
from tests.rules.portfolio.tables import report

BOOK = catalog.load()
FREE_WORK = '제6조(변경) 범위가 늘어나더라도 "을"은 "갑"의 요청에 따라 추가 작업을 추가 대금 없이 수행한다.'


def test_two_rules_that_cover_the_same_harm_tell_it_once() -> None:
    """
    Rework without pay is told under one rule, and the other one names it.
    """
    checked = check(document(FREE_WORK, kind="poc"), BOOK, CHECKED)
    told = [one.rule for one in checked.findings if one.rule in {"POC-02", "SUP-11"}]
    assert len(told) == 1
    [other] = {"POC-02", "SUP-11"} - set(told)
    assert checked.outcomes[other].outcome is Outcome.FLAGGED
    assert told[0] in checked.outcomes[other].why.en


def test_rules_that_cover_different_harms_are_both_told() -> None:
    """
    Where no slug is shared, both findings about the same words stay.
    """
    rules = tuple(
        replace(one, rule=one.rule.model_copy(update={"covers": (one.rule.covers[0],)})) for one in BOOK.rules
    )
    checked = check(document(FREE_WORK, kind="poc"), replace(BOOK, rules=rules), CHECKED)
    assert {"POC-02", "SUP-11"} <= {one.rule for one in checked.findings}


def test_what_a_note_in_a_table_says_is_told_at_its_row_alone() -> None:
    """
    A rule over sentences that reads a row as words is spoken for by the rule that names its cells.
    """
    rows = (
        "조합명,출자자명,출자자구분,업종,출자약정액(원),기업집단 소속 여부,동일인과의 관계,비고",
        "새벽 벤처투자조합,가람운용 주식회사,업무집행조합원,신기술금융,1000000000,N,없음,",
        "새벽 벤처투자조합,나루지역기금,외부,정책금융,9000000000,N,없음,GP가 결성 3년 뒤 원금과 연 3%를 채워 주기로 함",
    )
    told = [one for one in report("\n".join(rows).encode()).findings if "vc-fund-loss-guarantee" in one.covers]
    assert [(one.rule, one.evidence[0].place is not None) for one in told] == [("TAB-18", True)]
