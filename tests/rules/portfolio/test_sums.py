"""
Totals that do not add up, numbers that come again and small stakes are told apart from what is right.
"""

from __future__ import annotations

import pytest

from tests.rules.portfolio.tables import errors_of, report

HEAD = "번호,조합명,투자기업,투자수단,계약일,투자금액(백만원),투자후가치(백만원),지분율(%)\n"
ROWS = (
    "{0},하늘 벤처투자조합,누리,전환우선주,2024-02-03,900,9000,10\n"
    "{1},하늘 벤처투자조합,보라,전환우선주,2024-03-04,600,4000,15\n"
    "소계,,,,,{4},,\n"
    "{2},바다 벤처투자조합,다솜,전환우선주,2024-04-05,500,10000,5\n"
    "{3},바다 벤처투자조합,라온,전환우선주,2024-05-06,80,10000,{6}\n"
    "합계,,,,,{5},,\n"
)


def errors(*values: object) -> dict[str, str]:
    """
    Give the wrong cells of the table with these numbers, totals and last stake.
    """
    return errors_of(report((HEAD + ROWS.format(*values)).encode()))


def test_totals_that_add_up_are_right() -> None:
    """
    A subtotal of its group and a total of all rows are no errors, and a stake of 0.8 % that amounts bear out is none.
    """
    assert errors(1, 2, 3, 4, "1500", "2080", 0.8) == {}


@pytest.mark.parametrize(("subtotal", "total", "cell"), [("1400", "2080", "F4"), ("1500", "2800", "F7")])
def test_a_total_of_another_sum_is_told_at_its_cell(subtotal: str, total: str, cell: str) -> None:
    """
    A subtotal or total that its rows do not add up to is told.
    """
    assert errors(1, 2, 3, 4, subtotal, total, 0.8) == {cell: "inconsistent"}


def test_numbers_that_begin_anew_in_each_group_name_nothing() -> None:
    """
    Rows counted from one in each group are no doublets.
    """
    assert errors(1, 2, 1, 2, "1500", "2080", 0.8) == {}
