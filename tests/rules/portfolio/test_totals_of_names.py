"""
Totals of one name between the records are no records, and shareholders may stand beside a bare 회사.
"""

from __future__ import annotations

from tests.rules.portfolio.tables import cells_of, errors_of, report

ROWS = """\
회사,주주 Holder,관계,주식 종류 Class,주식수,지분율
시험가,김대표,창업자,보통주,60000,0.6
시험가,가온 벤처투자조합,,우선주,40000,0.4
시험가 계,,,,100000,1
시험설계,박대표,창업자,보통주,50000,0.5
시험설계,총수 차녀 김나래,총수일가,보통주,50000,0.5
시험설계 계,,,,100000,1
"""


def test_the_total_of_a_company_is_no_shareholder() -> None:
    """
    Neither total is read as a record, the company whose name ends in the same letter is, and its breach is found.
    """
    told = report(ROWS.encode())
    [sheet] = told.sheets
    assert [(record.number, reason) for record, reason in sheet.skipped] == [(4, "total"), (7, "total")]
    assert len(sheet.records) == 4
    assert errors_of(told) == {}
    assert cells_of(told)["CVC-07"] >= {"C6"}
