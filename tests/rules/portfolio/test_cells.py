"""
Cells are read by the type of their column, however they are written; what cannot be read is None and marked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from rules.portfolio.cells import read_column
from rules.portfolio.cells.dates import day_of
from rules.portfolio.cells.money import amount_in
from rules.portfolio.titles import read_title
from rules.portfolio.vocabulary import load

if TYPE_CHECKING:
    from rules.portfolio.cells.written import ColumnValues

INVESTMENTS = load().kinds["investments"].columns


def read(name: str, title: str, *texts: str) -> ColumnValues:
    """
    Read texts as a column of investments under a title.
    """
    words = load().codes.get(INVESTMENTS[name].type)
    return read_column([(text, None) for text in texts], INVESTMENTS[name], read_title(title), words)


@pytest.mark.parametrize(
    ("written", "won"),
    [
        ("1,500", 1500), ("15억", 1.5e9), ("3억 5천만원", 3.5e8), ("12억 5천", 1.25e9), ("KRW 1.2bn", 1.2e9), ("1조 2,000억", 1.2e12),
        ("(1,200)", -1200), ("△1,200", -1200), ("₩1,000,000", 1e6), ("1500백만원", 1.5e9),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(written: str, won: float) -> None:
    """
    Thousands, 억 and 만, English steps and negative signs are read.
    """
    amount = amount_in(written, None)
    assert amount is not None
    assert amount.number == won


@pytest.mark.parametrize("written", ["협의", "약정액의 10%", "1억/2억", "3~5억"])
def test_what_is_no_single_amount_is_not_read(written: str) -> None:
    """
    Words and ranges are no amounts.
    """
    assert amount_in(written, None) is None


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01",
        "2026.3.1",
        "2026. 3. 1.",
        "'26-03-01",
        "26.3.1",
        "2026년 3월 1일",
        "20260301",
        "2026/03/01 00:00:00",
        "1 March 2026",
        "Mar 1, 2026",
    ],
)
def test_days_are_read_in_their_many_forms(written: str) -> None:
    """
    The first of March 2026 is read however it is written.
    """
    assert day_of(written, None)[1] == date(2026, 3, 1)


def test_a_serial_number_is_a_day() -> None:
    """
    What a spreadsheet stores behind a day is read as that day, shown as one or as a number.
    """
    assert day_of("2026-03-01", 46082.0)[1] == date(2026, 3, 1)
    assert day_of("46082", 46082.0)[1] == date(2026, 3, 1)


def test_a_day_that_may_be_two_is_read_only_where_the_column_tells() -> None:
    """
    03/04/2024 is read once another day of the column shows which number is the month.
    """
    assert read("invested_on", "Investment date", "03/04/2024").values == [None]
    assert read("invested_on", "Investment date", "03/04/2024", "25/03/2024").values[0] == date(2024, 4, 3).toordinal()


def test_shares_are_read_on_the_scale_of_their_column() -> None:
    """
    20, 0.2 and 20% are one share, each in its column; one on the other scale is marked.
    """
    assert read("stake", "지분율(%)", "20", "10", "5", "7", "8").values[0] == 0.2
    assert read("stake", "지분율", "0.2", "0.1", "0.05", "0.07", "0.08").values[0] == 0.2
    assert read("stake", "지분율", "20%", "10%").values[0] == 0.2
    mixed = read("stake", "지분율(%)", "20", "10", "5", "7", "8", "0.1")
    assert mixed.aspects["scale"] == [True, True, True, True, True, False]
    assert read("stake", "지분율(%)", "20", "10", "0.5", "7", "8", "1").aspects["scale"] == [True] * 6


def test_amounts_of_another_unit_are_marked() -> None:
    """
    A cell that names another unit than its column, or is a million times the others, is marked.
    """
    column = read("amount", "투자금액(백만원)", "500", "800", "1,000", "1,200", "700", "900", "15억", "2,500,000,000")
    assert column.aspects["unit"] == [True] * 6 + [False, True]
    assert column.aspects["magnitude"][7] is False
    own = read("amount", "투자금액", "5억원", "8억", "10억", "3억 5천만원", "12억")
    assert own.aspects["unit"] == [True] * 5


def test_an_amount_in_the_unit_of_its_title_is_not_of_another() -> None:
    """
    Beside amounts that name their unit a bare one is in the title's where that is won; elsewhere it is marked.
    """
    told = ("900m", "900m", "1.2bn", "800m", "900m", "700m", "900m", "900m", "800m", "1,200,000,000")
    assert read("amount", "Ticket size (KRW)", *told).aspects["unit"] == [True] * 10
    assert read("amount", "Ticket size", *told).aspects["unit"][-1] is False


def test_a_share_among_told_percentages_is_of_another_scale() -> None:
    """
    A bare 0.1 among 10 % and 12 % is likely meant as 10 %, and is marked; a bare 10 is no other scale.
    """
    told = ("10%", "12%", "10%", "15%", "10%", "20%", "10%", "12%", "10%")
    assert read("stake", "지분율", *told, "0.1").aspects["scale"][-1] is False
    assert read("stake", "지분율", *told, "10").aspects["scale"][-1] is True


def test_debts_may_be_more_than_the_whole() -> None:
    """
    Beside shares 2.5 is a debt ratio of 250 %, whereas no stake is.
    """
    managers = load().kinds["managers"].columns
    cells = [("0.8", None), ("2.5", None), ("1", None)]
    debts = read_column(cells, managers["debt_ratio"], read_title("부채비율"), None)
    assert (debts.values, debts.aspects["scale"]) == ([0.8, 2.5, 1.0], [True, True, True])
    assert read("stake", "지분율", "0.8", "2.5", "1").aspects["scale"] == [True, False, True]


@pytest.mark.parametrize(
    ("number", "holds"), [("124-81-00998", True), ("124-81-00997", False), ("1248100998", True), ("12-81-00998", False)]
)
def test_the_check_figure_of_a_registration_number_is_recomputed(number: str, *, holds: bool) -> None:
    """
    A 사업자등록번호 holds only with ten figures and the right last one.
    """
    assert (read("business_number", "사업자등록번호", number).values[0] is not None) is holds


@pytest.mark.parametrize("word", ["Y", "예", "O", "○", "유", "있음", "TRUE", "연대책임 부담"])
def test_yes_is_read_in_its_many_words(word: str) -> None:
    """
    Marks and words for yes are one code.
    """
    assert read("joint_liability", "연대책임", word).values == ["yes"]


@pytest.mark.parametrize("word", ["N", "아니오", "X", "×", "무", "없음", "FALSE", "해당없음"])
def test_no_is_read_in_its_many_words(word: str) -> None:
    """
    Marks and words for no are one code.
    """
    assert read("joint_liability", "연대책임", word).values == ["none"]


def test_a_column_in_words_nobody_knows_is_not_wrong_row_by_row() -> None:
    """
    Where most words of a coded column are unknown the column is told as not understood.
    """
    assert "understood" in read("group", "기업집단", "가온", "나루", "다솜", "라온").aspects


def test_words_of_ones_own_are_no_error_where_a_list_is_open() -> None:
    """
    A kind of partner that no list knows is left unread, and is no wrong code.
    """
    column = load().kinds["commitments"].columns["investor_type"]
    words = load().codes["investor_type"]
    read_in = read_column(
        [(text, None) for text in ("외부", "계열", "외부", "마을")], column, read_title("구분"), words
    )
    assert read_in.values == ["outside", "inside", "outside", None]
    assert read_in.aspects["known"] == [True, True, True, None]
