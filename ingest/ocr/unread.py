"""
Recognise what a PDF page shows and no text covers, and say how much of it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.ocr import engine
from ingest.ocr.budget import budget
from ingest.ocr.pages import DPI, LARGEST, POINTS, read_picture
from ingest.ocr.pixels import WHITE
from ingest.pages.shapes import Area, Ink, Strip

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from ingest.ocr.pages import Recognised
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
    with budget.spending():
        drawn, dpi = _draw(page, printed.area)
        if (
            sum(area.width * area.height for area in printed.unread_areas)
            < WHOLE * printed.area.width * printed.area.height
        ):
            return strips + _read_areas(drawn, dpi, printed)
        found = read_picture(_without(drawn, dpi, strips), dpi, printed.number, budget)
    if found.certain:
        printed.unread_areas, printed.recognised = [], [found.area]
    printed.tables += found.tables
    _note(printed, [found])
    return strips + found.strips


def _read_areas(drawn: Colour, dpi: float, printed: PrintedPage) -> list[Strip]:
    """
    Return what was recognised in the unread areas of a page that has text of its own.
    """
    results: list[Recognised] = []
    strips: list[Strip] = []
    unread: list[Area] = []
    for area in printed.unread_areas:
        x0, top = max(0.0, area.x0 - MARGIN), max(0.0, area.top - MARGIN)
        found = read_picture(
            _cut(drawn, dpi, Area(x0, top, area.x1 + MARGIN, area.bottom + MARGIN)), dpi, printed.number, budget
        )
        results.append(found)
        strips += [_moved(strip, x0, top) for strip in found.strips]
        (printed.recognised if found.certain else unread).append(area)
    printed.unread_areas = unread
    _note(printed, results)
    return strips


def _note(printed: PrintedPage, results: list[Recognised]) -> None:
    """
    Note on the page how much of its unread ink was read and how surely.
    """
    certain, doubtful = sum(each.certain for each in results), sum(each.doubtful for each in results)
    if not certain:
        return
    share = certain / (certain + doubtful)
    ink = printed.ink
    printed.ink = Ink(ink.read + share * ink.unread, (1 - share) * ink.unread)
    letters = [(each.confidence, each.certain + each.doubtful) for each in results]
    printed.confidence = sum(confidence * count for confidence, count in letters) / sum(count for _, count in letters)


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


def _moved(strip: Strip, across: float, down: float) -> Strip:
    """
    Return a strip at its place on the page.
    """
    lefts, rights = ([edge + across for edge in edges] for edges in (strip.lefts, strip.rights))
    return Strip(strip.letters, lefts, rights, strip.top + down, strip.bottom + down)
