"""
Hold intervals to values reckoned elsewhere.
"""

from __future__ import annotations

import pytest

from compliance.intervals import Wait, agreement, days_until, poisson, spread_around

GARWOOD = {0: (0.0, 3.6889), 1: (0.0253, 5.5716), 5: (1.6235, 11.6683), 10: (4.7954, 18.3904), 100: (81.364, 121.6269)}
"""Source: the usual table of exact 95 % limits of a Poisson mean (Garwood 1936)."""


@pytest.mark.parametrize(("count", "bounds"), GARWOOD.items())
def test_counts_have_exact_poisson_bounds(count: int, bounds: tuple[float, float]) -> None:
    """
    The usual table comes out.
    """
    assert poisson(count) == pytest.approx(bounds, abs=2e-4)


def test_chance_explains_more_where_less_is_expected() -> None:
    """
    The limits close in as more is expected, and those of 99.8 % stand outside those of 95 %.
    """
    (low, high), (rare_low, rare_high) = spread_around(5, 0.05), spread_around(5, 0.002)
    assert (low, high) == (0.2, 2.0)
    assert (rare_low, rare_high) == (0.0, 2.6)
    assert spread_around(50, 0.05)[1] < high


def test_open_cases_are_no_quick_ones() -> None:
    """
    What still goes on lengthens the median; where less than half ended there is none.
    """
    waits = [Wait(10, is_over=True), Wait(20, is_over=False), Wait(30, is_over=True), Wait(40, is_over=True)]
    assert days_until(0.5, waits) == 30
    assert days_until(0.75, waits) == 40
    assert days_until(0.5, [Wait(5, is_over=True), Wait(9, is_over=False), Wait(9, is_over=False)]) is None
    assert days_until(0.5, []) is None


def test_agreement_beyond_chance() -> None:
    """
    Cohen's kappa falls where nearly all verdicts are alike, AC1 does not; of one kind only there is no kappa.
    """
    kinds = ("confirm", "dismiss")
    even = {
        ("confirm", "confirm"): 40,
        ("confirm", "dismiss"): 5,
        ("dismiss", "confirm"): 5,
        ("dismiss", "dismiss"): 50,
    }
    assert agreement(even, kinds) == pytest.approx((0.798, 0.802), abs=1e-3)
    skewed = {("confirm", "confirm"): 90, ("confirm", "dismiss"): 5, ("dismiss", "confirm"): 5}
    kappa, ac1 = agreement(skewed, kinds)
    assert kappa == pytest.approx(-0.0526, abs=1e-3)
    assert ac1 == pytest.approx(0.8895, abs=1e-3)
    assert agreement({("confirm", "confirm"): 9}, kinds) == (None, 1.0)
    assert agreement({}, kinds) == (None, None)
