"""
Recognise what a PDF page shows and no text covers, and say how much of it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.ocr import engine
from ingest.ocr.budget import budget
from ingest.ocr.pages import DPI, FEWEST, LARGEST, POINTS, confidence_in, is_writing, read_picture, read_share
from ingest.ocr.pixels import WHITE
from ingest.pages.shapes import Area, Ink, Strip

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from ingest.ocr.pages import Piece, Recognised
    from ingest.ocr.pixels import Colour
    from ingest.pages.shapes import PrintedPage

# The share of a page that is unread from which the page is read as a whole.
WHOLE: Final = 0.5
# Points around an area, so that no letter at its edge is cut.
MARGIN: Final = 3.0


def read_unread(page: PdfPage, printed: PrintedPage, strips: list[Strip]) -> list[Strip]:
    """
    Return the strips with those that were recognised among them; what is still unread stays noted on the page.
    """
    if not printed.unread_areas or printed.layered or not engine.is_open() or not budget.left:
        return strips
    is_whole = _size(printed.unread_areas) >= WHOLE * _size([printed.area])
    with budget.spending():
        drawn, dpi = _draw(page, printed.area)
        shown = _without(drawn, dpi, strips) if is_whole else _only(drawn, dpi, printed.unread_areas)
        found = read_picture(shown, dpi, printed.number, budget, is_level=not is_whole)
    areas = [found.area] if is_whole else printed.unread_areas
    pieces = _taken(printed, areas, found)
    return strips + [piece.strip for piece in pieces]


def _taken(printed: PrintedPage, areas: list[Area], found: Recognised) -> list[Piece]:
    """
    Return the pieces that make writing in one of the areas, and note on the page which were read and how surely.
    """
    taken: list[Piece] = []
    unread, size = [], 0.0
    for area in areas:
        # Glyphs that a font leaves without a letter may stand alone.
        inside = [piece for piece in found.pieces if _holds(area, piece.strip)]
        if is_writing(inside, 1 if printed.unmapped else FEWEST):
            taken += [piece for piece in inside if piece not in taken]
            size += read_share(inside) * _size([area])
            printed.recognised.append(area)
        else:
            unread.append(area)
    if taken:
        share, ink = size / _size(areas), printed.ink
        printed.ink = Ink(ink.read + share * ink.unread, (1 - share) * ink.unread)
        printed.unread_areas, printed.confidence = unread, confidence_in(taken)
        printed.tables += found.tables
    return taken


def _holds(area: Area, strip: Strip) -> bool:
    """
    Tell whether a strip's middle lies in an area or hardly outside of it.
    """
    across = (strip.x0 + strip.x1) / 2
    return area.x0 - MARGIN <= across <= area.x1 + MARGIN and area.top - MARGIN <= strip.middle <= area.bottom + MARGIN


def _size(areas: list[Area]) -> float:
    """
    Return how much areas cover (square points).
    """
    return max(1.0, sum(area.width * area.height for area in areas))


def _draw(page: PdfPage, area: Area) -> tuple[Colour, float]:
    """
    Return the page as a person sees it, and its dots per inch.
    """
    dpi = min(float(DPI), POINTS * (LARGEST / max(1.0, area.width * area.height)) ** 0.5)
    return page.render(scale=dpi / POINTS, rev_byteorder=True).to_numpy()[..., :3], dpi


def _without(drawn: Colour, dpi: float, strips: list[Strip]) -> Colour:
    """
    Return the picture with paper where text was read already.
    """
    if not strips:
        return drawn
    cleared = drawn.copy()
    for strip in strips:
        _cut(cleared, dpi, Area(strip.x0, strip.top, strip.x1, strip.bottom))[...] = WHITE
    return cleared


def _cut(drawn: Colour, dpi: float, area: Area) -> Colour:
    """
    Return the part of a picture that shows an area of its page.
    """
    left, top, right, bottom = (
        round(max(0.0, side) * dpi / POINTS) for side in (area.x0, area.top, area.x1, area.bottom)
    )
    return drawn[top:bottom, left:right]


def _only(drawn: Colour, dpi: float, areas: list[Area]) -> Colour:
    """
    Return the picture with paper everywhere but in some areas.
    """
    shown = np.full_like(drawn, WHITE)
    for area in areas:
        wide = Area(area.x0 - MARGIN, area.top - MARGIN, area.x1 + MARGIN, area.bottom + MARGIN)
        _cut(shown, dpi, wide)[...] = _cut(drawn, dpi, wide)
    return shown
