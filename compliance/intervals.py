"""
Say how sure a figure is: intervals of shares and of counts, times with open ends, and agreement beyond chance.

Every interval holds the true value nineteen times in twenty unless another share is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

SURE: Final = 1.96
"""Standard deviations of an interval that holds the true share nineteen times in twenty."""
OUTSIDE: Final = 0.05
"""Share of intervals that miss the true value."""
HALVINGS: Final = 60
"""Steps of halving that leave nothing of a difference a number can hold."""


def wilson(counted: int, total: int) -> tuple[float, float]:
    """
    Give Wilson's 95 % bounds (0 to 1) of a share that was counted so often in a total; all of it where there is none.

    Source: Wilson 1927; the test compares with ../shared/domain/WORKFLOW.md section 4.
    """
    if not total:
        return 0.0, 1.0
    share = counted / total
    spread = SURE * sqrt(share * (1 - share) / total + SURE**2 / (4 * total**2))
    middle, scale = share + SURE**2 / (2 * total), 1 + SURE**2 / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def poisson(count: int, outside: float = OUTSIDE) -> tuple[float, float]:
    """
    Give the exact (Garwood) bounds of the mean of which `count` events are one draw.
    """
    most = count + 10 * sqrt(count + 1) + 20
    low = _crossing(lambda mean: outside / 2 - (1 - _at_most(count - 1, mean)), most) if count else 0.0
    return low, _crossing(lambda mean: _at_most(count, mean) - outside / 2, most)


def spread_around(expected: float, outside: float) -> tuple[float, float]:
    """
    Give the least and most events, as multiples of those expected, that chance explains.
    """
    low, total = 0, 0.0
    while (total := total + _exactly(low, expected)) < outside / 2:
        low += 1
    high = low
    while total < 1 - outside / 2:
        high += 1
        total += _exactly(high, expected)
    return low / expected, high / expected


@dataclass(frozen=True, slots=True)
class Wait:
    """
    Hold how many days something has taken, and whether it ended; if not, it takes longer than that.
    """

    days: int
    is_over: bool


def days_until(share: float, waits: Iterable[Wait]) -> int | None:
    """
    Give the days within which a share of things ends, by Kaplan and Meier; None where it is not reached yet.
    """
    told = sorted(waits, key=lambda one: one.days)
    going = 1.0
    for days in sorted({one.days for one in told if one.is_over}):
        open_then = sum(one.days >= days for one in told)
        going *= 1 - sum(one.is_over and one.days == days for one in told) / open_then
        if going <= 1 - share + 1e-9:
            return days
    return None


def agreement(pairs: Mapping[tuple[str, str], int], kinds: Sequence[str]) -> tuple[float | None, float | None]:
    """
    Give Cohen's kappa and Gwet's AC1 of counted pairs of verdicts; None where chance explains all or none were given.
    """
    total = sum(pairs.values())
    if not total:
        return None, None
    share = sum(count for (first, second), count in pairs.items() if first == second) / total
    firsts = [sum(n for (first, _), n in pairs.items() if first == kind) / total for kind in kinds]
    seconds = [sum(n for (_, second), n in pairs.items() if second == kind) / total for kind in kinds]
    by_chance = sum(one * other for one, other in zip(firsts, seconds, strict=True))
    means = [(one + other) / 2 for one, other in zip(firsts, seconds, strict=True)]
    by_kind = sum(mean * (1 - mean) for mean in means) / (len(kinds) - 1)
    kappa = (share - by_chance) / (1 - by_chance) if by_chance < 1 else None
    return kappa, (share - by_kind) / (1 - by_kind)


def _at_most(count: int, mean: float) -> float:
    return sum(_exactly(one, mean) for one in range(count + 1))


def _exactly(count: int, mean: float) -> float:
    if not mean:
        return float(not count)
    return exp(count * log(mean) - mean - lgamma(count + 1))


def _crossing(falls: Callable[[float], float], most: float) -> float:
    """
    Give the mean at which a falling function becomes negative.
    """
    low, high = 0.0, most
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(middle) > 0 else (low, middle)
    return (low + high) / 2
