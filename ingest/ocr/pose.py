"""
Put what was read on a page that lay askew, on its side or on its head back where it stands on the page as shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.document import Line
    from ingest.layout import Layout
    from ingest.pages.shapes import PrintedPage

DECIMALS = 1
HALF, QUARTERS = 2, 4


@dataclass(frozen=True, slots=True)
class Pose:
    """
    Hold how a page was set upright: quarter turns to the left, then the degrees by which its lines fell.

    `width` and `height` (points) are those of the page once it is upright.
    """

    turns: int
    tilt: float
    width: float
    height: float

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """
        Return where a point of the upright page stands on the page as shown (points, top-left origin).
        """
        angle, across, down = math.radians(self.tilt), x - self.width / 2, y - self.height / 2
        x = across * math.cos(angle) - down * math.sin(angle) + self.width / 2
        y = across * math.sin(angle) + down * math.cos(angle) + self.height / 2
        width, height = self.width, self.height
        for _ in range(self.turns % QUARTERS):
            # Undo one turn to the left.
            x, y, width, height = height - y, x, height, width
        return x, y


def as_shown(layout: Layout, pages: Iterable[PrintedPage]) -> Layout:
    """
    Return the layout with the lines of turned and tilted pages at their places on the pages as shown.
    """
    poses = {page.number: page.pose for page in pages if page.pose}
    if not poses:
        return layout
    placed = [
        _placed(line, edges, poses[line.page]) if line.page in poses else (line, edges)
        for line, edges in zip(layout.lines, layout.edges, strict=True)
    ]
    return replace(layout, lines=tuple(line for line, _ in placed), edges=tuple(edges for _, edges in placed))


def _placed(line: Line, edges: tuple[float, ...], pose: Pose) -> tuple[Line, tuple[float, ...]]:
    """
    Return a line and the edges of its letters as the page shows them.

    A tilted line keeps its size; the letters of one that runs up or down the page share its width.
    """
    half_width, half_height = (line.x1 - line.x0) / 2, (line.bottom - line.top) / 2
    x, y = pose.shown(line.x0 + half_width, line.top + half_height)
    if pose.turns % HALF:
        half_width, half_height = half_height, half_width
        found = [x + half_width * (2 * at / (len(edges) - 1) - 1) for at in range(len(edges))]
    else:
        found = [pose.shown(edge, (line.top + line.bottom) / 2)[0] for edge in edges]
    sides = (x - half_width, y - half_height, x + half_width, y + half_height)
    x0, top, x1, bottom = (round(side, DECIMALS) for side in sides)
    return replace(line, x0=x0, top=top, x1=x1, bottom=bottom), tuple(round(edge, DECIMALS) for edge in found)
