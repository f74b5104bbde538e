"""
A portfolio is set beside the investment papers of the same deal, and what they tell differently is found in both.
"""

from __future__ import annotations

from ingest import read
from ingest.document import Declaration, Document
from rules import catalog, check, check_deal
from rules.finding import Outcome
from tests.rules.portfolio.tables import ON

TABLE = """\
조합명,피투자기업,투자수단,계약일,투자금액(백만원),상환이자율(%),연대책임
하늘 벤처투자조합,(주)시험일,상환전환우선주,2026-02-03,900,5,N
하늘 벤처투자조합,시험이 주식회사,상환전환우선주,2026-03-04,800,5,N
하늘 벤처투자조합,㈜시험삼,상환전환우선주,2026-04-05,700,5,N
"""
PAPER = """\
투자계약서

주식회사 {0}(이하 "회사"라 한다)와 하늘 벤처투자조합(이하 "투자자"라 한다)은 다음과 같이 투자계약을 체결한다.

제1조(목적) 본 계약은 투자자가 회사가 발행하는 상환전환우선주식을 인수하는 데 필요한 사항을 정한다.
제2조(상환권) 상환가액은 투자원금과 이에 대하여 연 {1}%의 이자를 더한 금액으로 한다.

2026년 3월 4일
"""


def paper(company: str, rate: int) -> Document:
    """
    Read an investment agreement of a company.
    """
    return read(PAPER.format(company, rate).encode(), f"{company}.txt", Declaration("investment"))


def table() -> Document:
    """
    Read the portfolio.
    """
    return read(TABLE.encode(), "투자내역.csv", Declaration("portfolio"))


def test_a_term_that_the_contract_tells_otherwise_is_found_in_both() -> None:
    """
    The cell and the clause of the contract are the evidence; the company whose contract agrees is left in peace.
    """
    contract = paper("시험이", 8)
    told, *_ = check_deal([table(), contract, paper("시험삼", 5)], catalog.load(), ON, 0)
    [found] = [one for one in told.findings if one.rule == "CVC-19"]
    assert [one.place.name for one in found.evidence if one.place][:1] == ["F3"]
    [clause] = [one for one in found.evidence if one.document]
    assert clause.document == contract.source.sha256
    assert "8%" in clause.quote


def test_a_table_alone_is_compared_with_nothing() -> None:
    """
    Without papers, or with those of other companies only, the rule is for later: it neither passes nor flags.
    """
    alone = check(table(), catalog.load(), ON)
    others, *_ = check_deal([table(), paper("다른회사", 8)], catalog.load(), ON, 0)
    for told in (alone, others):
        assert told.outcomes["CVC-19"].outcome is Outcome.NOT_APPLICABLE
