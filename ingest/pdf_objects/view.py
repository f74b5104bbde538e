"""
Turn places of a PDF page (bottom-left origin) into those of the page as shown (top-left origin), in points.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final

from pypdfium2 import raw

from ingest.pages.shapes import Area

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# pdfium gives places on a page in whole units only; so many of them make a point.
FINENESS: Final = 100


class View:
    """
    Place boxes on one page, however it is cut and turned.
    """

    def __init__(self, page: PdfPage) -> None:
        """
        Measure the page.
        """
        self._page = page
        width, height = page.get_size()
        self._size = (max(1, round(width * FINENESS)), max(1, round(height * FINENESS)))

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        """
        Return where a box of the file lies.
        """
        corners = [self._place(left, bottom), self._place(right, top)]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Area(across[0], down[0], across[1], down[1])

    def shows(self, area: Area) -> bool:
        """
        Tell whether a box has an extent and its middle lies on the page.
        """
        width, height = (side / FINENESS for side in self._size)
        x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
        return area.width > 0 and area.height > 0 and 0 <= x <= width and 0 <= y <= height

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """
        Return where a point of the file lies.
        """
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, across, down)
        return across.value / FINENESS, down.value / FINENESS
