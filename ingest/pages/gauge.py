"""
Measure how much of the writing on a page was read, and mark where it was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pypdfium2 import raw

from ingest.pages.arrays import picked
from ingest.pages.canvas import WHITE, Canvas
from ingest.pages.closer import CLEAR, FINE
from ingest.pages.pdfium import matrix_of
from ingest.pages.raster import widened
from ingest.pages.shapes import Area, Ink
from ingest.pages.strips import touching
from ingest.pages.writing import blocks_of_writing, busy_rows, thin_ink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pages.arrays import Boxes, Flags, Mask
    from ingest.pages.ink import Pictures, Sight
    from ingest.pages.pdfium import Drawn
    from ingest.pages.scene import Scene

# Text that pdfium draws and does not report (pixels of the coarse picture).
LEFT_OVER = 20
# Shares of the page from which a picture with anything on it wants reading, and the letters read up to which it does.
PICTURE, FULL_PICTURE = 0.1, 0.5
FEW_LETTERS, FEW_LETTERS_ON_FULL = 20, 100
# Pixels of the fine picture: less than this is a speck on an empty sheet.
SPECKS = 200
# The share of a picture that its ink is taken for where it holds no writing that can be measured.
INKED = 0.02


@dataclass(frozen=True, slots=True)
class Gauge:
    """
    Hold the ink of a page, read and unread, and the places of the unread.
    """

    ink: Ink
    unread: tuple[Area, ...] = ()


# First row, the one behind the last, first column, the one behind the last.
_Rectangle = tuple[int, int, int, int]


class _Unread(NamedTuple):
    """
    Hold one place of unread writing and its ink.
    """

    area: Area
    ink: float


def gauge(scene: Scene, sight: Sight, layer: Flags) -> Gauge:
    """
    Measure a page; `layer` marks the glyphs of an invisible text over a picture.
    """
    pictures, canvas, readable = sight.pictures, sight.pictures.canvas, ~scene.glyphs.unreadable
    covering = _rectangles(scene, canvas, sight.seen & readable)
    # One row in two tells how much ink there is.
    read = 2 * float(pictures.own[::2].sum(dtype=np.uint32)) / WHITE
    left_over = pictures.clear.copy()
    _fill(left_over, covering, level=False)
    unread = [_unknown(area, canvas) for area in _areas(scene, scene.floods)]
    large = _large_pictures(scene, (sight.seen | layer) & readable & ~scene.blank)
    busy = slice(0, canvas.height) if large else _busy_rows(scene, pictures, left_over)
    if busy is not None:
        read -= float((pictures.own * left_over).sum(dtype=np.uint32)) / WHITE
        picture = _FinePicture(scene, pictures, left_over, busy)
        read += picture.take(_rectangles(scene, canvas, layer & readable))
        unread += [
            *picture.take_pictures(large),
            *picture.take_writing(picked(scene.glyphs.boxes, np.flatnonzero(sight.seen & readable))),
        ]
    return Gauge(Ink(read, sum(each.ink for each in unread)), tuple(each.area for each in unread))


def _busy_rows(scene: Scene, pictures: Pictures, left_over: Mask) -> slice | None:
    """
    Return the rows that may hold writing beside the text that was read.
    """
    has_text = np.count_nonzero(left_over) > LEFT_OVER
    if scene.is_plain and not has_text:
        return None
    # The page as shown where text was not read, the bare page elsewhere.
    return busy_rows(np.where(_spread(left_over), pictures.shown, pictures.bare) if has_text else pictures.bare)


def _unknown(area: Area, canvas: Canvas) -> _Unread:
    """
    Return a place whose ink cannot be measured.
    """
    return _Unread(area, INKED * area.width * area.height * canvas.scale**2)


class _FinePicture:
    """
    Hold the strokes on some rows of a page without the text that was read, finer, until they are told apart.
    """

    def __init__(self, scene: Scene, pictures: Pictures, left_over: Mask, rows: slice) -> None:
        """
        Draw rows of the coarse picture again, finer, with the ink of text that was not read.
        """
        coarse = pictures.canvas
        ends = (rows.start / coarse.height * scene.area.height, rows.stop / coarse.height * scene.area.height)
        self._coarse, self._rows = coarse, rows
        self._canvas = Canvas(scene.page, scene.area, FINE, ends)
        # Ink is counted in black pixels of the coarse picture.
        self._pixel = (coarse.scale / self._canvas.scale) ** 2
        rest = self._canvas.grey(scene.texts)
        if np.count_nonzero(left_over) > LEFT_OVER:
            rest = np.where(self._enlarged(_spread(left_over)), self._canvas.grey(), rest)
        self._rest, self._thin = rest, thin_ink(rest)

    def _enlarged(self, painted: Mask) -> Mask:
        """
        Return which pixels are painted on the coarse picture.
        """
        part = painted[self._rows]
        rows, columns = (np.arange(many) * few // many for many, few in zip(self._shape, part.shape, strict=True))
        enlarged: Mask = part[rows[:, None], columns]
        return enlarged

    @property
    def _shape(self) -> tuple[int, int]:
        """
        Return the size in pixels.
        """
        return self._canvas.height, self._canvas.width

    def take(self, rectangles: list[_Rectangle]) -> float:
        """
        Take away the strokes in rectangles of the coarse picture; return their ink.
        """
        if not rectangles:
            return 0.0
        painted = np.zeros((self._coarse.height, self._coarse.width), np.bool_)
        _fill(painted, rectangles, level=True)
        below = self._enlarged(painted)
        ink = float(self._thin[below].sum()) / WHITE * self._pixel
        self._thin[below] = 0
        return ink

    def take_pictures(self, areas: list[Area]) -> Iterator[_Unread]:
        """
        Yield the pictures that are not blank, and take their strokes away.
        """
        for area in areas:
            box = np.array([[area.x0, area.top, area.x1, area.bottom]])
            left, top, right, bottom = (int(side[0]) for side in self._canvas.pixels(box))
            part, shown = self._thin[top:bottom, left:right], self._rest[top:bottom, left:right]
            if np.count_nonzero(shown.max() - shown >= CLEAR) > SPECKS:
                least = _unknown(area, self._coarse)
                yield least._replace(ink=max(least.ink, float(part.sum()) / WHITE * self._pixel))
                # Pictures may lie over each other.
                part[:], shown[:] = 0, WHITE

    def take_writing(self, text: Boxes) -> Iterator[_Unread]:
        """
        Yield the blocks of writing beside the text that was read, those that run up or down the page last.
        """
        level = blocks_of_writing(self._thin, self._canvas.pixels(text))
        for x0, top, x1, bottom in zip(*(each.tolist() for each in level.sides), strict=True):
            self._thin[top:bottom, x0:x1] = 0
        turned = blocks_of_writing(np.ascontiguousarray(self._thin.T))
        for blocks, sides in ((level, level.sides), (turned, (turned.top, turned.x0, turned.bottom, turned.x1))):
            for place, ink in zip(self._canvas.boxes(sides).tolist(), blocks.size.tolist(), strict=True):
                yield _Unread(Area(*place), ink * self._pixel)


def _rectangles(scene: Scene, canvas: Canvas, chosen: Flags) -> list[_Rectangle]:
    """
    Return the pixels under glyphs, with what antialiasing leaves around them, line by line.
    """
    boxes = picked(scene.glyphs.boxes, np.flatnonzero(chosen))
    if not len(boxes):
        return []
    x0, top, x1, bottom = canvas.pixels(boxes)
    cut = ~touching(boxes) | (top[1:] != top[:-1]) | (bottom[1:] != bottom[:-1])
    starts = np.append(0, np.flatnonzero(cut) + 1)
    left, right = np.minimum.reduceat(x0, starts), np.maximum.reduceat(x1, starts)
    sides = (np.maximum(top[starts] - 1, 0), bottom[starts] + 1, np.maximum(left - 1, 0), right + 1)
    return list(zip(*(side.tolist() for side in sides), strict=True))


def _fill(mask: Mask, rectangles: list[_Rectangle], *, level: bool) -> None:
    """
    Mark or clear rectangles of a mask.
    """
    for above, below, first, behind in rectangles:
        mask[above:below, first:behind] = level


def _spread(mask: Mask) -> Mask:
    """
    Mark the pixels beside marked ones as well: what antialiasing leaves there.
    """
    return widened(mask.view(np.uint8), 3, 3) > 0


def _large_pictures(scene: Scene, read: Flags) -> list[Area]:
    """
    Return the pictures that fill the page or a good part of it, on a page with hardly any text that is read.
    """
    pictures = scene.drawing.of(raw.FPDF_PAGEOBJ_IMAGE)
    letters = np.count_nonzero(read) if pictures else FEW_LETTERS_ON_FULL
    if letters >= FEW_LETTERS_ON_FULL:
        return []
    size = scene.area.width * scene.area.height
    areas = _areas(scene, pictures)
    share = sum(area.width * area.height for area in areas) / size
    return areas if share >= (FULL_PICTURE if letters >= FEW_LETTERS else PICTURE) else []


def _areas(scene: Scene, pictures: list[Drawn]) -> list[Area]:
    """
    Return the visible parts of where pictures, squares of one unit, lie on the page.
    """
    areas = []
    for picture in pictures:
        a, b, c, d, e, f = matrix_of(picture)
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        x0, top, x1, bottom = scene.frame.place(min(xs), min(ys), max(xs), max(ys))
        left, right = (min(max(side, 0.0), scene.area.width) for side in (x0, x1))
        up, down = (min(max(side, 0.0), scene.area.height) for side in (top, bottom))
        areas.append(Area(left, up, right, down))
    return areas
