"""
Turn the bytes of a picture (PNG, JPEG, TIFF of many pages, BMP) into printed pages.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
)

from ingest.drawn import Drawn, scale_of
from ingest.errors import BombSuspected, IngestError, Malformed, NoTextLayer, TooManyPages
from ingest.ocr import engine
from ingest.ocr.budget import budget
from ingest.ocr.pages import DPI, LARGEST, MARKED, POINTS, confidence_in, is_writing, read_picture
from ingest.ocr.pose import as_shown
from ingest.ocr.repair import mend
from ingest.pages.compose import compose
from ingest.pages.furniture import strip_furniture
from ingest.pages.ledger import coverage_of
from ingest.pages.reading import arrange
from ingest.pages.shapes import Area, Ink, PrintedPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.layout import Layout
    from ingest.ocr.pixels import Colour

KINDS: Final = ("PNG", "JPEG", "TIFF", "BMP")
# Pillow loads its decoders when the first picture is opened: too late in the cage.
DECODERS: Final = (BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, PpmImagePlugin, TiffImagePlugin)
# Pixels: A3 at 600 dpi has 70 million, most phone cameras take fewer than 50; Pillow itself doubts more than this.
MOST_PIXELS: Final = 89_000_000
MOST_PAGES: Final = 1000
# Modes whose pixels can be put together before anything else is done: large pictures must not be held twice.
REDUCIBLE: Final = frozenset({"L", "RGB", "RGBA"})
# What a camera notes of how it was held, and the notes that say on its side.
ORIENTATION: Final = 0x0112
ON_ITS_SIDE: Final = range(5, 9)
# Dots per inch that a scanner may write into a picture; screens and cameras write 72 and 96 whatever they show.
HONEST_DPI: Final = (100.0, 1300.0)
# No print that can be read has fewer.
COARSEST: Final = 72.0
# Inches: the sides of a sheet that is believed, and the long side of A4, which is supposed of any other.
SHORTEST_SIDE, LONGEST_SIDE, A4 = 3.0, 24.0, 11.69
DAMAGE: Final = (OSError, ValueError, SyntaxError, IndexError, TypeError, KeyError, EOFError)


def read_pages(content: bytes, width: float | None = None) -> list[PrintedPage]:
    """
    Return every page of a picture; `width` is its printed width in points, where the file around it says so.

    Raises:
        Malformed, BombSuspected, TooManyPages
    """
    return [_read_page(picture, width, number) for number, picture in enumerate(_frames(content), start=1)]


def lay_out(content: bytes) -> Layout:
    """
    Lay out a file that is a picture of paper.

    Raises:
        Malformed, BombSuspected, TooManyPages
        NoTextLayer: no writing was recognised.
    """
    pages = read_pages(content)
    if all(not page.lines for page in pages):
        raise NoTextLayer(detail=engine.lack() or f"{len(pages)} pages, nothing recognised")
    strip_furniture(pages)
    mend(pages)
    return as_shown(compose(pages, (), coverage_of(pages)), pages)


def words_in(content: bytes, width: float) -> Layout | None:
    """
    Return what a picture inside a document says, `width` points wide in print; None where no words were recognised.
    """
    try:
        pages = read_pages(content, width)
    except IngestError:
        # A drawing in a format of its own, or damaged: the document around it is read all the same.
        return None
    mend(pages)
    return compose(pages, (), coverage_of(pages)) if any(page.lines for page in pages) else None


def draw_page(content: bytes, number: int) -> Drawn:
    """
    Draw a page of a picture, counted from 1, on the sheet on which its words were placed; of 0 give the sizes only.

    Raises:
        Malformed, BombSuspected, TooManyPages
    """
    sizes, drawn = [], None
    for at, picture in enumerate(_frames(content), start=1):
        dpi = _dpi_of(picture)
        factor = _factor(picture, DPI / dpi) * POINTS / DPI
        is_turned = picture.getexif().get(ORIENTATION, 1) in ON_ITS_SIDE
        width, height = (side * factor for side in (reversed(picture.size) if is_turned else picture.size))
        sizes.append((width, height))
        if at == number:
            with _decoding():
                drawn = _colours(picture, factor * scale_of(width, height))
    if drawn is None:
        return Drawn(tuple(sizes))
    return Drawn(tuple(sizes), drawn.shape[1], drawn.shape[0], drawn.tobytes())


def _factor(picture: Image.Image, factor: float) -> float:
    """
    Return by how much a picture is made larger or smaller, so that it is no larger than what is recognised.
    """
    return min(factor, math.sqrt(LARGEST / (picture.width * picture.height)))


def _frames(content: bytes) -> Iterator[Image.Image]:
    """
    Yield the pages of a picture before their pixels are unpacked: their sizes are what the file claims.
    """
    with _decoding():
        picture = Image.open(BytesIO(content), formats=KINDS)
        count = int(getattr(picture, "n_frames", 1))
    if count > MOST_PAGES:
        raise TooManyPages(detail=f"{count} pages")
    for index in range(count):
        with _decoding():
            picture.seek(index)
        if picture.width * picture.height > MOST_PIXELS:
            raise BombSuspected(detail=f"{picture.width} x {picture.height} pixels")
        yield picture


@contextmanager
def _decoding() -> Iterator[None]:
    """
    Turn whatever a decoder throws on damaged bytes into the error with its code.
    """
    try:
        yield
    except Image.DecompressionBombError:
        raise BombSuspected(detail="pixels") from None
    except DAMAGE as problem:
        raise Malformed(detail=f"picture: {type(problem).__name__}") from None


def _read_page(picture: Image.Image, width: float | None, number: int) -> PrintedPage:
    """
    Read one page; without time or models for it the whole of it is unread.
    """
    dpi = picture.width * POINTS / width if width else _dpi_of(picture)
    area = Area(0, 0, picture.width * POINTS / dpi, picture.height * POINTS / dpi)
    printed = PrintedPage(number, area, ink=Ink(unread=1.0), unread_areas=[area])
    if not engine.is_open() or not budget.left:
        return printed
    with budget.spending():
        with _decoding():
            colours = _colours(picture, DPI / dpi)
        found = read_picture(colours, DPI, number, budget)
    if is_writing(found.pieces):
        share = found.read_share
        printed = PrintedPage(number, found.area, ink=Ink(share, 1 - share), confidence=confidence_in(found.pieces))
        printed.unread_areas = found.unread_areas if found.unread >= MARKED else []
        printed.tables, printed.recognised, printed.pose = found.tables, [found.area], found.pose
        arrange(printed, [piece.strip for piece in found.pieces])
    return printed


def _dpi_of(picture: Image.Image) -> float:
    """
    Return the dots per inch of a picture: those it names if they make a sheet of paper, else those of an A4 page.
    """
    named = float(picture.info.get("dpi", (0.0,))[0])
    if HONEST_DPI[0] <= named <= HONEST_DPI[1]:
        sides = sorted((picture.width / named, picture.height / named))
        if sides[0] >= SHORTEST_SIDE and sides[1] <= LONGEST_SIDE:
            return named
    return max(COARSEST, max(picture.size) / A4)


def _colours(picture: Image.Image, factor: float) -> Colour:
    """
    Return the pixels on white paper, as a person holds it, at the size at which they are read.
    """
    factor = _factor(picture, factor)
    width, height = (max(1, round(side * factor)) for side in picture.size)
    picture.draft("RGB", (width, height))
    stored = picture.size
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.size != stored:
        width, height = height, width
    if picture.mode in REDUCIBLE and picture.width >= 2 * width:
        picture = picture.reduce(picture.width // width)
    if picture.mode.startswith("I;16"):
        picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    elif picture.has_transparency_data:
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return np.asarray(picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS))
