"""
Lay a funnel out: unnamed dots by what was expected of them, between the limits of what chance explains.

Widths are per cent of the drawing's, heights are CSS pixels, as in `plot`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from compliance.fairness.funnel import RARE, USUAL
from compliance.fairness.views import Dot
from compliance.intervals import spread_around

HEIGHT: Final = 220
FOOT: Final = 24
"""Pixels under the drawing for the numbers of the axis."""
STEPS: Final = 40
LEFT, RIGHT = 8.0, 98.0
"""Per cent of the width between which the drawing stands."""
ABOVE: Final = 1.1


@dataclass(frozen=True, slots=True)
class Stroke:
    """
    Hold one straight piece of a limit.
    """

    x1: str
    y1: str
    x2: str
    y2: str
    kind: str


@dataclass(frozen=True, slots=True)
class Spot:
    """
    Hold one dot; its place says whether it is drawn round, or as a diamond beyond a limit.
    """

    x: str
    y: str
    place: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """
    Hold the drawing: dots, limits, the line of what is expected, and the numbers of both axes.
    """

    height: int
    strokes: tuple[Stroke, ...]
    spots: tuple[Spot, ...]
    even: str
    across: tuple[tuple[str, str], ...]
    upward: tuple[tuple[str, str], ...]


def funnel(dots: Sequence[Dot]) -> Funnel:
    """
    Lay out the dots of companies.
    """
    widest = max(dot.expected for dot in dots) * ABOVE
    tallest = max(2.0, *(dot.ratio for dot in dots)) * ABOVE
    scale = _Scale(widest, tallest)
    marks = sorted({0.0, 1.0, *(float(one) for one in range(0, ceil(tallest), max(1, ceil(tallest) // 4)))})
    return Funnel(
        HEIGHT + FOOT,
        tuple(stroke for kind, share in (("95", USUAL), ("998", RARE)) for stroke in _limits(scale, share, kind)),
        tuple(Spot(scale.x(dot.expected), scale.y(dot.ratio), dot.place) for dot in dots),
        scale.y(1.0),
        tuple((scale.x(widest * part / 4), f"{widest * part / 4:.1f}") for part in range(1, 4)),
        tuple((scale.y(one), f"{one:g}") for one in marks if one <= tallest),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """
    Place values on the drawing.
    """

    widest: float
    tallest: float

    def x(self, value: float) -> str:
        """
        Place an expected number.
        """
        return f"{LEFT + value / self.widest * (RIGHT - LEFT):.2f}%"

    def y(self, value: float) -> str:
        """
        Place a ratio; beyond the drawing it stands at its edge.
        """
        return f"{HEIGHT - min(value / self.tallest, 1.0) * HEIGHT:.1f}"


def _limits(scale: _Scale, share: float, kind: str) -> Iterator[Stroke]:
    """
    Draw the least and the most that chance explains, as a stair: events come whole.
    """
    across = [scale.widest * step / STEPS for step in range(1, STEPS + 1)]
    edges = [spread_around(expected, share) for expected in across]
    for at in (0, 1):
        for start, end, before, after in zip(across, across[1:], edges, edges[1:], strict=False):
            if min(before[at], after[at]) < scale.tallest:
                yield Stroke(scale.x(start), scale.y(before[at]), scale.x(end), scale.y(after[at]), kind)
