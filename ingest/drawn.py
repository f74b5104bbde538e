"""
Hold one page of a file as a picture, with the sizes of all its pages: what drawing gives and nothing of the text.

It is drawn inside the caged child and checked again in the parent, which makes a picture file of it: pixels that a
child was made to lie about are still only pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

DPI = 144
"""Dots per inch of a page that is drawn: letters of eight points stay legible on a screen of double density."""
MOST_PIXELS = 6_000_000
"""A3 at that rate; what is larger is drawn more coarsely."""
POINTS = 72
CHANNELS = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    Hold the pixels (three bytes each, red first, from the top left) of one page, and the size of every page.

    `sizes` are widths and heights in points, in the coordinates of `Layout.lines`; a page that cannot be shown has
    none. `width` and `height` are pixels; both are 0, and there are no pixels, where no page was asked for.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    width: int = 0
    height: int = 0
    pixels: bytes = b""


def scale_of(width: float, height: float) -> float:
    """
    Return the pixels a point at which a page of some size (points) is drawn.
    """
    area = max(width * height, 1.0)
    return min(DPI / POINTS, math.sqrt(MOST_PIXELS / area))
