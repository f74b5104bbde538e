"""
Draw a page as it is shown, with or without some of its objects, into an array of grey or colour levels.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import raw

from ingest.pages.pdfium import blackened, undrawn
from ingest.pages.standin import install

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pypdfium2 import PdfPage

    from ingest.pages.arrays import Boxes, Levels, Pixels, Rectangles, Shares
    from ingest.pages.pdfium import Address, Drawing
    from ingest.pages.shapes import Area

POINTS_PER_INCH = 72
WHITE = 255
MOST_PIXELS = 8_000_000
COLOURS = 4

install()


class Canvas:
    """
    Draw one page, or some rows of it, at a resolution (dots per inch), coarser where its size would cost much memory.
    """

    def __init__(self, page: PdfPage, area: Area, resolution: int, rows: tuple[float, float] | None = None) -> None:
        """
        Fix the size in pixels; `rows` are the upper and lower end (points) of what is drawn.
        """
        self._page = page
        self.scale = min(resolution / POINTS_PER_INCH, sqrt(MOST_PIXELS / (area.width * area.height)))
        self.width, full = (max(1, round(side * self.scale)) for side in (area.width, area.height))
        self._size = (self.width, full)
        self._stretch = np.array([self.width / area.width, full / area.height] * 2)
        top, bottom = (round(min(max(side, 0), area.height) * full / area.height) for side in rows or (0, area.height))
        self._first = min(top, full - 1)
        self.height = max(bottom, self._first + 1) - self._first

    def grey(self, without: Iterable[Address] = ()) -> Levels:
        """
        Draw in grey, one byte for each pixel, some objects left out.
        """
        levels = np.full((self.height, self.width), WHITE, np.uint8)
        self._draw(levels, raw.FPDFBitmap_Gray, self.width, raw.FPDF_GRAYSCALE, without)
        return levels

    def coloured(self, without: Iterable[Address] = ()) -> Levels:
        """
        Draw in colour, four bytes for each pixel, some objects left out.
        """
        levels = np.full((self.height, self.width, COLOURS), WHITE, np.uint8)
        self._draw(levels, raw.FPDFBitmap_BGRx, self.width * COLOURS, 0, without)
        return levels

    def stencil(self, texts: Iterable[Address], drawing: Drawing) -> Levels:
        """
        Draw some of the page's text alone, in black on white, whatever its colour.
        """
        kept = set(texts)
        others = [
            each.address for each in drawing.objects if each.address not in kept and each.kind != raw.FPDF_PAGEOBJ_FORM
        ]
        with blackened(kept):
            # Not in grey: pdfium sets letters half a pixel further there.
            return self.coloured(others)

    def white(self) -> Levels:
        """
        Return an empty page that takes no memory and cannot be drawn on.
        """
        return np.broadcast_to(np.uint8(WHITE), (self.height, self.width))

    def _draw(self, levels: Levels, form: int, stride: int, flags: int, without: Iterable[Address]) -> None:
        """
        Let pdfium draw into an array.
        """
        bitmap = raw.FPDFBitmap_CreateEx(self.width, self.height, form, levels.ctypes.data, stride)
        try:
            with undrawn(without):
                raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, -self._first, *self._size, 0, flags)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)

    def pixels(self, boxes: Boxes) -> Rectangles:
        """
        Return the pixels that boxes of the page touch: first columns, first rows, and those behind the last.

        Each rectangle lies on the canvas and holds at least one pixel.
        """
        x0, y0, x1, y1 = (boxes * self._stretch).T
        if self._first:
            y0, y1 = y0 - self._first, y1 - self._first
        left, top = _whole(np.minimum(x0, x1), self.width), _whole(np.minimum(y0, y1), self.height)
        right = np.maximum(_whole(np.ceil(np.maximum(x0, x1)) - 1, self.width), left) + 1
        bottom = np.maximum(_whole(np.ceil(np.maximum(y0, y1)) - 1, self.height), top) + 1
        return left, top, right, bottom

    def boxes(self, rectangles: Rectangles) -> Boxes:
        """
        Return where rectangles of pixels lie on the page.
        """
        x0, top, x1, bottom = rectangles
        placed: Boxes = np.stack((x0, top + self._first, x1, bottom + self._first), axis=1) / self._stretch
        return placed


def _whole(places: Shares, side: int) -> Pixels:
    """
    Return the pixels that places (in pixels) lie in, at the edge for those beyond.
    """
    return np.minimum(np.maximum(places, 0), side - 1).astype(np.intp)


def difference(first: Levels, second: Levels) -> Levels:
    """
    Return how far two pictures differ in each pixel; in colour, in the channel that differs most.
    """
    apart: Levels = np.maximum(first, second)
    apart -= np.minimum(first, second)
    if apart.ndim == 2:  # noqa: PLR2004 - rows and columns
        return apart
    # Numpy's own maximum along so short an axis takes twenty times as long.
    strongest: Levels = np.maximum(np.maximum(apart[..., 0], apart[..., 1]), apart[..., 2])
    return strongest
