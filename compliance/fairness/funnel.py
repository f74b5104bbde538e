"""
Compare companies with what is expected of agreements like theirs (M4): unnamed dots in a funnel, never a ranking.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from compliance.fairness.suppression import LEAST_THINGS
from compliance.fairness.views import Dot, rounded
from compliance.intervals import poisson, spread_around
from compliance.vocabulary import HEADLINE_GROUNDS, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.fairness.records import Agreement, Place, Records
    from compliance.fairness.views import Standing

USUAL, RARE = 0.05, 0.002
"""Shares of companies that chance alone puts outside the limits of 95 % and of 99.8 %."""
LIMITS: Final = (USUAL, RARE)


def funnel(records: Records) -> tuple[list[Dot], list[Word]]:
    """
    Give a dot for each company with enough audited documents, by what is expected of it, and say how many have too few.
    """
    counted = [one for one in records.agreements if one.is_counted]
    rates = _rates(counted)
    owned: dict[str, list[Agreement]] = defaultdict(list)
    for one in counted:
        for name in one.place.corporations:
            owned[name].append(one)
    enough = [theirs for theirs in owned.values() if len(theirs) >= LEAST_THINGS]
    dots = [dot for theirs in enough if (dot := _dot(theirs, rates))]
    few = len(owned) - len(enough)
    notes = [
        Word(
            f"점검한 문서가 {LEAST_THINGS}건 미만이라 표본 부족인 기업: {few}곳 / {len(owned)}곳",
            f"companies with too few audited documents (under {LEAST_THINGS}): {few} of {len(owned)}",
        )
    ]
    return sorted(dots, key=lambda dot: (dot.expected, dot.agreements)), notes


def _dot(theirs: Sequence[Agreement], rates: dict[tuple[str, str, int], float]) -> Dot | None:
    expected = sum(rates[_stratum(one.place)] for one in theirs)
    if not expected:
        return None
    observed = sum(map(_is_confirmed, theirs))
    low, high = poisson(observed)
    return Dot(
        agreements=len(theirs),
        observed=observed,
        expected=rounded(expected) or 0.0,
        ratio=rounded(observed / expected) or 0.0,
        low=rounded(low / expected) or 0.0,
        high=rounded(high / expected) or 0.0,
        place=_where(observed / expected, expected),
    )


def _where(ratio: float, expected: float) -> Standing:
    beyond = [not low <= ratio <= high for low, high in (spread_around(expected, one) for one in LIMITS)]
    return "beyond_998" if beyond[1] else "beyond_95" if beyond[0] else "within"


def _rates(counted: Sequence[Agreement]) -> dict[tuple[str, str, int], float]:
    strata: dict[tuple[str, str, int], list[bool]] = defaultdict(list)
    for one in counted:
        strata[_stratum(one.place)].append(_is_confirmed(one))
    return {stratum: sum(told) / len(told) for stratum, told in strata.items()}


def _stratum(place: Place) -> tuple[str, str, int]:
    return place.document_type, place.track, place.year


def _is_confirmed(one: Agreement) -> bool:
    return any(each.ground in HEADLINE_GROUNDS for each in one.findings)
