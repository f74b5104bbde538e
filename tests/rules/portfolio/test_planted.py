"""
In a workbook of 300 investments every planted error and breach is found at its cell, and nothing else is.
"""

from __future__ import annotations

from functools import cache

from tests.rules.portfolio import planted
from tests.rules.portfolio.tables import errors_of, report


@cache
def made() -> planted.Planted:
    """
    Make the workbook once.
    """
    return planted.make()


def test_it_is_as_large_as_it_says() -> None:
    """
    Forty errors of twelve kinds or more and twenty-five breaches are planted in 300 rows.
    """
    errors = made().errors
    assert len(errors) == 40
    assert len(set(errors.values())) >= 12
    assert len(made().breaches) == 25


def test_every_error_is_found_at_its_cell_and_no_other() -> None:
    """
    The wrong cells are told with their kinds, and no right cell is.
    """
    assert errors_of(report(made().content, "portfolio.xlsx")) == {
        f"투자현황!{cell}": kind for cell, kind in made().errors.items()
    }


def test_every_breach_is_found_in_its_row_and_no_other() -> None:
    """
    Each planted breach is a finding of its rule with evidence in its row, and no other row is flagged.
    """
    told = report(made().content, "portfolio.xlsx")
    found = {(one.rule, one.evidence[0].place.row) for one in told.findings if one.evidence[0].place}
    assert found == made().breaches
