"""
Say where on a page as shown (top-left origin) the places of its file (bottom-left origin) lie.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.pages.shapes import Area

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Length = TypeVar("Length", float, NDArray[np.float64])
# Points: the standard's own limit for a page is 200 inches; what claims more, or nothing, is no paper.
LONGEST_SIDE, SHORTEST_SIDE = 14_400, 1


class Frame:
    """
    Hold the visible part of one page and how it is turned.
    """

    def __init__(self, page: PdfPage) -> None:
        """
        Measure the page.
        """
        # Unlike the page's own entries, the bounding box is what pdfium shows: inherited boxes count, and they are cut.
        left, bottom, right, top = page.get_bbox()
        self._turn = page.get_rotation() // 90
        self._origin = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        width, height = abs(right - left), abs(top - bottom)
        self.area = Area(0, 0, *((height, width) if self._turn % 2 else (width, height)))

    @property
    def is_paper(self) -> bool:
        """
        Tell whether the page can be looked at: it is neither absurdly large nor without extent.
        """
        sides = (self.area.width, self.area.height)
        return all(isfinite(side) and SHORTEST_SIDE <= side <= LONGEST_SIDE for side in sides)

    def place(self, left: Length, bottom: Length, right: Length, top: Length) -> tuple[Length, Length, Length, Length]:
        """
        Turn a box of the file into one of the page as shown: x0, top, x1, bottom.
        """
        x_low, y_low, x_high, y_high = self._origin
        if self._turn == 1:
            return bottom - y_low, left - x_low, top - y_low, right - x_low
        if self._turn == 2:  # noqa: PLR2004 - half a turn
            return x_high - right, bottom - y_low, x_high - left, top - y_low
        if self._turn == 3:  # noqa: PLR2004 - three quarters of a turn
            return y_high - top, x_high - right, y_high - bottom, x_high - left
        return left - x_low, y_high - top, right - x_low, y_high - bottom
