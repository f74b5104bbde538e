"""
Recognise what a PDF page shows and no text covers, and say how much of it was read.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.ocr import engine
from ingest.ocr.budget import budget
from ingest.ocr.pages import DPI, FEWEST, MARKED, POINTS, certain_share, confidence_in, is_writing, read_picture
from ingest.ocr.pixels import WHITE
from ingest.pages.canvas import Canvas
from ingest.pages.shapes import Area, Ink, Strip

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from ingest.ocr.pages import Piece, Recognised
    from ingest.ocr.pixels import Colour
    from ingest.pages.shapes import PrintedPage

# The share of a page that is unread from which the page is read as a whole.
WHOLE: Final = 0.5
# How alike a text layer and its picture are where one stands for the other, where figures differ, and where they do not
# say the same.
SAME, NEARLY, OTHER = 0.93, 0.9, 0.75
# Points around an area, so that no letter at its edge is cut.
MARGIN: Final = 3.0


def read_unread(page: PdfPage, printed: PrintedPage, strips: list[Strip]) -> list[Strip]:
    """
    Return the strips with those that were recognised among them; what is still unread stays noted on the page.
    """
    if not printed.unread_areas or not _is_possible():
        return strips
    is_whole = _size(printed.unread_areas) >= WHOLE * _size([printed.area])
    with budget.spending():
        drawn, dpi = _draw(page, printed.area)
        shown = _without(drawn, dpi, strips) if is_whole else _only(drawn, dpi, printed.unread_areas)
        found = read_picture(shown, dpi, printed.number, budget, is_level=not is_whole)
    areas = [found.area] if is_whole else printed.unread_areas
    return strips + [piece.strip for piece in _taken(printed, areas, found)]


def compare_layer(page: PdfPage, printed: PrintedPage, layer: list[Strip], strips: list[Strip]) -> list[Strip]:
    """
    Return what a page under an invisible text layer says: the layer if its picture shows the same, else the picture.

    `strips` are printed beside it.
    """
    if not _is_possible():
        return layer + strips
    with budget.spending():
        drawn, dpi = _draw(page, printed.area)
        found = read_picture(_without(drawn, dpi, strips), dpi, printed.number, budget)
    if not is_writing(found.pieces):
        return layer + strips
    printed.layered = False
    alike = likeness(_text_of(layer), _text_of([piece.strip for piece in found.pieces]))
    if alike >= SAME and not printed.unread_areas:
        return layer + strips
    printed.disagreeing = alike < OTHER
    printed.ink, printed.unread_areas = Ink(unread=printed.ink.read + printed.ink.unread), [printed.area]
    return strips + [piece.strip for piece in _taken(printed, [found.area], found)]


def likeness(first: str, second: str) -> float:
    """
    Return how alike two texts are, in whatever order (0 to 1); other figures or party labels make them less than alike.
    """
    pairs = [Counter(map("".join, pairwise(text))) for text in (first, second)]
    shared, total = (pairs[0] & pairs[1]).total(), sum(count.total() for count in pairs)
    alike = 2 * shared / total if total else 1.0
    decisive = [Counter(letter for letter in text if letter.isdigit() or letter in "갑을") for text in (first, second)]
    return alike if decisive[0] == decisive[1] else min(alike, NEARLY)


def _text_of(strips: list[Strip]) -> str:
    """
    Return the letters and figures of strips.
    """
    return "".join(letter for strip in strips for letter in strip.letters if letter.isalnum())


def _is_possible() -> bool:
    """
    Tell whether anything can be recognised now.
    """
    return engine.is_open() and budget.left > 0


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
            size += certain_share(inside) * _size([area])
            printed.recognised.append(area)
        else:
            unread.append(area)
    if taken:
        share, ink = (1 - found.unread) * size / _size(areas), printed.ink
        if found.unread >= MARKED:
            unread += found.unread_areas
        printed.ink = Ink(ink.read + share * ink.unread, (1 - share) * ink.unread)
        printed.unread_areas, printed.confidence = unread, confidence_in(taken)
        printed.tables += found.tables
        if found.pose:
            printed.area, printed.pose = found.area, found.pose
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
    canvas = Canvas(page, area, DPI)
    # pdfium puts blue first and a byte that means nothing last.
    return np.ascontiguousarray(canvas.coloured()[..., 2::-1]), canvas.scale * POINTS


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
