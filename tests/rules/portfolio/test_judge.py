"""
A portfolio as companies keep it ends in wrong data and findings, each with its cell; what cannot be judged says so.
"""

from __future__ import annotations

import subprocess
import sys

from rules.finding import Outcome
from rules.law import Ground
from tests.rules.portfolio.tables import cells_of, errors_of, report

KOREAN = """\
하늘벤처투자 투자내역
(단위: 백만원)
번호,조합명,피투자기업,사업자등록번호,설립일,투자수단,투자일,투자금액,투자후가치,지분율(%),이사지명,이사정원,연대책임,기업집단
1,하늘 벤처투자조합,㈜누리랩,124-81-00998,2019-03-02,상환전환우선주,2026-02-03,"1,000","10,000",10,0,3,N,해당없음
2,하늘 벤처투자조합,㈜보라랩,220-81-62517,2018-07-11,전환우선주,2026-03-09,900,"9,000",10,3,5,Y,해당없음
3,고유계정,㈜다솜랩,124-81-00997,2017-01-20,전환우선주,2026-02-30,"1,200","12,000",10,1,5,N,공시대상(가온집단)
4,하늘 벤처투자조합,㈜라온랩,,2016-05-05,보통주,2026-04-01,15억,"15,000",10,0,3,N,해당없음
5,하늘 벤처투자조합,㈜마루랩,104-81-53190,2015-09-17,전환우선주,2026-05-21,800,"8,000",10,0,3,N,해당없음
6,하늘 벤처투자조합,㈜바로랩,202-81-45295,2020-10-30,전환우선주,2026-06-15,700,"7,000",10,0,3,N,해당없음
합계,,,,,,,"6,100",,,,,,
""".encode("cp949")


def test_a_korean_portfolio_gives_findings_at_their_cells() -> None:
    """
    A title row, a note of the unit, a total and the encoding of Windows keep no breach from being found at its cell.
    """
    found = cells_of(report(KOREAN))
    assert "M5" in found["TAB-02"]
    assert {"K5", "L5"} <= found["CVC-13"]
    assert "N6" in found["CVC-08"]
    assert "TAB-07" not in found


def test_wrong_data_is_told_with_cell_and_kind_and_good_rows_are_judged() -> None:
    """
    Each error has its cell and kind, and nothing is wrong with the other cells.
    """
    assert errors_of(report(KOREAN)) == {
        "D6": "bad_checksum", "G6": "impossible_date", "D7": "missing_mandatory", "H7": "mixed_unit",
    }  # fmt: skip


def test_a_missing_column_is_never_a_pass() -> None:
    """
    A rule whose column is not there says which, and a rule without a table of its kind that there is none.
    """
    outcomes = report(KOREAN).outcomes
    assert outcomes["TAB-16"].outcome is Outcome.NOT_ASSESSABLE
    assert "의결권" in outcomes["TAB-16"].why.ko
    assert outcomes["CVC-04"].outcome is Outcome.NOT_APPLICABLE


def test_an_unknown_fact_never_becomes_a_violation() -> None:
    """
    Without a declared holding company its rules are left open, and the ground of the others is what is known.
    """
    told = report(KOREAN, facts={})
    assert told.outcomes["CVC-08"].outcome is Outcome.NOT_ASSESSABLE
    grounds = {one.rule: one.ground for one in told.findings}
    assert grounds["TAB-02"] is Ground.SUSPECTED_VIOLATION
    assert grounds["CVC-13"] is Ground.ADVISORY


def test_rules_for_holding_companies_leave_others_alone() -> None:
    """
    Where it is declared that no holding company is behind it, none of its rules finds anything.
    """
    told = report(KOREAN, facts={"holding_company_cvc": False})
    assert "CVC-08" not in cells_of(told)


def test_the_law_of_the_day_decides_and_not_that_of_today() -> None:
    """
    Joint liability agreed before the ban is found, and not as its violation.
    """
    told = report(KOREAN.replace(b"2026-03-09", b"2024-03-09"))
    assert [one.ground for one in told.findings if one.rule == "TAB-02"] == [Ground.ADVISORY]


def test_the_library_is_loaded_for_tables_only() -> None:
    """
    Checking a text loads neither Great Expectations nor pandas, and checking a table does.
    """
    program = (
        "import sys; from datetime import date; from ingest import read; from rules import catalog, check\n"
        "check(read(sys.argv[1].encode(), sys.argv[2]), catalog.load(), date(2026, 11, 23))\n"
        "print('great_expectations' in sys.modules, 'pandas' in sys.modules)"
    )
    contract = "비밀유지계약서\n제1조(목적) 갑과 을은 서로의 비밀을 지켜야 한다."
    portfolio = KOREAN.decode("cp949")
    told = [
        subprocess.run([sys.executable, "-c", program, text, name], capture_output=True, text=True, check=True).stdout
        for text, name in ((contract, "nda.txt"), (portfolio, "portfolio.csv"))
    ]
    assert told == ["False False\n", "True True\n"]


def test_a_column_that_is_missing_is_named_in_words() -> None:
    """
    What a rule lacks is called by the names of the vocabulary, also where it is worked out from several columns.
    """
    table = "피투자기업,투자금액(백만원),계약일\n시험일,900,2026-02-03\n시험이,800,2026-03-04\n시험삼,700,2026-04-05\n"
    told = report(table.encode())
    whys = {rule: one.why.ko for rule, one in told.outcomes.items() if "필요한 열" in one.why.ko}
    assert whys
    assert [rule for rule, why in whys.items() if "계산에 필요한 열" in why] == []
    assert "주주에 관한 특이사항" in whys["CVC-07"]


def test_a_name_and_a_day_over_the_table_are_no_titles() -> None:
    """
    Single cells over the row of titles are not joined to them.
    """
    table = "투자자산 명세,,,\n기준일: 2026.06.30,,,\n피투자기업,투자금액(백만원),계약일,모름\n시험일,900,2026-02-03,1\n시험이,800,2026-03-04,2\n"
    [sheet] = report(table.encode()).sheets
    assert [one.mapped.title.text for one in sheet.columns] == ["피투자기업", "투자금액(백만원)", "계약일", "모름"]
