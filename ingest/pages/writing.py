"""
Find ink on a page that looks like writing and was not read as text: pictures of words, drawn letters, unknown glyphs.

Rulings, frames, areas of colour, logos, seals and codes are ink as well, but no writing: writing is many small shapes of
like height, side by side in rows. Most pages hold no other ink, and one coarse picture tells so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.pages.canvas import WHITE
from ingest.pages.closer import CLEAR
from ingest.pages.raster import Blobs, components, gather, strokes, widened, without_lines

if TYPE_CHECKING:
    from ingest.pages.arrays import Levels, Mask, Pixels, Rectangles, Shares

# Squares of so many pixels of a coarse picture with so many corners of lines, and how many of them make a page busy.
SQUARE, FEWEST_CORNERS, FEWEST_SQUARES = 16, 6, 1
# Squares above and below the busy ones that may hold the thin ends of the same writing.
AROUND = 3
# Pixels of a fine picture: strokes are thinner than this, rulings longer.
THICKEST, RULING, THICKEST_RULING = 15, 49, 7
# What is lighter than this part of the darkest ink so near (pixels) is no ink of its own.
BLURRED, NEAR = 2, 31
# Sizes of one shape of writing, in pixels of a fine picture.
SMALLEST, HIGHEST, WIDEST = 4, 90, 140
# How far, in its own size, a shape may stand from the next one of its row, and a row from the next one of its block.
APART, LEADING = 0.6, 0.8
# Shapes in a row, and in all rows of the page: a Korean letter has about two, a logo or a seal few.
FEWEST_IN_ROW, FEWEST_IN_ALL = 6, 12
# Shapes that are a word where letters stand beside them; in sizes of those letters, how far off their line it may
# stand, and how much higher and lower it may be.
FEWEST_ON_LINE, OFF_LINE, HIGHER, LOWER = 3, 0.35, 1.3, 0.3
# In heights of the line above: how far from under its beginning the few letters of a last line may begin, and how high
# they are.
FLUSH, LAST_LINE = 0.5, (0.4, 1.3)
# In heights of its shapes: the shortest row.
SHORTEST_ROW = 3.0
# A seal or a square code: much higher than its shapes, about as wide as high, no wider than this (pixels, fine).
SEAL_HEIGHT, SQUARISH, WIDEST_SEAL = 4.0, (0.6, 1.6), 250
# Bars, dots and boxes fill their rectangles or are alike; letters do neither. How likely two shapes of a row may be of
# one size (pixels that make no difference, and a number beyond all sizes).
FULLEST, MOST_ALIKE = 0.85, 0.3
ALIKE, KINDS = 2, 128
# One square of the grid on which shapes are put together is so many pixels of the fine picture wide.
GRID = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """
    Hold rows of shapes: the frame of each (pixels), the height of its shapes, and how many it has.
    """

    frames: Blobs
    height: Shares
    shapes: Pixels


@dataclass(frozen=True, slots=True)
class Look:
    """
    Hold of rows of shapes which part of their rectangles they fill, and how likely two of a row are of one size.
    """

    full: Shares
    alike: Shares


def busy_rows(levels: Levels) -> slice | None:
    """
    Return the rows of a coarse picture that may hold writing: letters are full of corners, rulings and areas have few.
    """
    inked = np.flatnonzero(levels.min(axis=1) < WHITE)
    if not len(inked):
        return None
    first, last = max(0, int(inked[0]) - 1), min(len(levels) - 1, int(inked[-1]) + 1)
    corners: Levels = np.zeros(levels.shape, np.uint8)
    here, right, below = levels[first:last, :-1], levels[first:last, 1:], levels[first + 1 : last + 1, :-1]
    corners[first:last, :-1] = _apart(right, here) & _apart(below, here)
    if np.count_nonzero(corners) < FEWEST_CORNERS * FEWEST_SQUARES:
        return None
    down, across = (side // SQUARE for side in levels.shape)
    rows = corners[: down * SQUARE, : across * SQUARE].reshape(down, SQUARE, -1).sum(axis=1)
    squares = rows.reshape(down, across, SQUARE).sum(axis=2) >= FEWEST_CORNERS
    if np.count_nonzero(squares) < FEWEST_SQUARES:
        return None
    busy = np.flatnonzero(squares.any(axis=1)).tolist()
    return slice(max(0, busy[0] - AROUND) * SQUARE, min(len(levels), (busy[-1] + 1 + AROUND) * SQUARE))


def _apart(one: Levels, other: Levels) -> Mask:
    """
    Tell where two pictures differ clearly.
    """
    apart: Mask = (np.maximum(one, other) - np.minimum(one, other)) >= CLEAR
    return apart


def thin_ink(levels: Levels) -> Levels:
    """
    Return how far strokes stand out in a fine picture, rulings and areas taken away.
    """
    thin = strokes(levels, THICKEST)
    # Between the letters of a blurred picture the paper is grey as well.
    darkest = widened(thin, NEAR, NEAR)
    ink = (thin >= CLEAR) & (thin >= darkest // BLURRED)
    return np.where(without_lines(ink, RULING, THICKEST_RULING), thin, 0).astype(np.uint8)


def blocks_of_writing(thin: Levels, text: Rectangles | None = None) -> Blobs:
    """
    Return the frames of blocks of writing in a picture of strokes; the size of each is its ink, in black pixels.

    `text` are the letters that were read: a few shapes on their line are a word of it.
    """
    rows = _rows(thin, text)
    if not len(rows.frames):
        return rows.frames
    frames, reach = rows.frames, (LEADING * rows.height).astype(np.intp)
    grid = _grid(thin, frames.x0, frames.top - reach, frames.x1, frames.bottom + reach)
    blocks = components(grid)
    block = blocks.at(frames.x0 // GRID, (frames.top + frames.bottom) // 2 // GRID)
    return _framed(frames, block, len(blocks.blobs), frames.size)


def _rows(thin: Levels, text: Rectangles | None) -> Rows:
    """
    Put letter-like shapes that stand side by side together, and keep what looks like writing.
    """
    shapes = components(thin > 0).blobs
    size = np.maximum(shapes.height, shapes.width)
    letters = shapes.only((size >= SMALLEST) & (shapes.height <= HIGHEST) & (shapes.width <= WIDEST))
    reach = (APART * np.maximum(letters.height, letters.width)).astype(np.intp)
    groups = components(_grid(thin, letters.x0 - reach, letters.top, letters.x1 + reach, letters.bottom))
    row = groups.at((letters.x0 + letters.x1) // 2 // GRID, (letters.top + letters.bottom) // 2 // GRID)
    count = len(groups.blobs)
    shapes_of = np.bincount(row, minlength=count)
    height = np.bincount(row, letters.height, count) / np.maximum(shapes_of, 1)
    frames = _framed(letters, row, count, letters.size)
    look = _look(letters, row, count)
    chosen = _is_writing(look, shapes_of, frames, height)
    if shapes_of[chosen].sum() < FEWEST_IN_ALL:
        chosen[:] = False
    if text is not None:
        chosen |= _is_on_line(frames, (shapes_of >= FEWEST_ON_LINE) & (look.full <= FULLEST) & (look.alike < 1), text)
    chosen |= _is_last_line(frames, chosen, height) & (look.full <= FULLEST)
    frames = frames.only(chosen)
    return Rows(_inked(frames, thin), height[chosen], shapes_of[chosen])


def _look(letters: Blobs, row: Pixels, count: int) -> Look:
    """
    Measure what tells the shapes of rows from those of letters.
    """
    number = np.maximum(np.bincount(row, minlength=count), 1)
    boxes = np.bincount(row, letters.width * letters.height, count)
    kinds, times = np.unique(
        (row * KINDS + letters.width // ALIKE) * KINDS + letters.height // ALIKE, return_counts=True
    )
    alike = np.bincount(kinds // KINDS**2, times**2, count) / number**2
    return Look(np.bincount(row, letters.size, count) / np.maximum(boxes, 1), alike)


def _is_writing(look: Look, number: Pixels, frames: Blobs, height: Shares) -> Mask:
    """
    Tell rows of letters from bars, dots, seals and codes.
    """
    shape = frames.width / np.maximum(frames.height, 1)
    seal = (frames.height > SEAL_HEIGHT * height) & (frames.width <= WIDEST_SEAL)
    seal &= (shape >= SQUARISH[0]) & (shape <= SQUARISH[1])
    writing: Mask = (number >= FEWEST_IN_ROW) & (frames.width >= SHORTEST_ROW * height) & ~seal
    writing &= (look.full <= FULLEST) & (look.alike <= MOST_ALIKE)
    return writing


def _is_on_line(frames: Blobs, may_be: Mask, text: Rectangles) -> Mask:
    """
    Mark the frames that stand beside letters, as high as they are: words of their line.
    """
    x0, top, x1, bottom = text
    size, middle = bottom - top, (top + bottom) / 2
    found = np.zeros(len(frames), np.bool_)
    for at in np.flatnonzero(may_be & (frames.width >= frames.height)).tolist():
        height, centre = int(frames.height[at]), (frames.top[at] + frames.bottom[at]) / 2
        level = (np.abs(middle - centre) <= OFF_LINE * size) & (height <= HIGHER * size) & (height >= LOWER * size)
        after, before = frames.x0[at] - x1, x0 - frames.x1[at]
        beside = np.maximum(after, before)
        found[at] = bool((level & (beside >= -LOWER * size) & (beside <= size)).any())
    return found


def _is_last_line(frames: Blobs, chosen: Mask, height: Shares) -> Mask:
    """
    Mark the frames directly below the beginning of a row of writing, no wider and as high: the end of its last sentence.
    """
    found, reach = np.zeros(len(frames), np.bool_), LEADING * height
    for at in np.flatnonzero(chosen).tolist():
        size, gap = frames.height[at], frames.top - frames.bottom[at]
        below = (gap >= 0) & (gap <= reach + reach[at]) & (frames.x1 <= frames.x1[at])
        alike = (frames.height >= LAST_LINE[0] * size) & (frames.height <= LAST_LINE[1] * size)
        found |= below & alike & (np.abs(frames.x0 - frames.x0[at]) <= FLUSH * size)
    return found


def _grid(thin: Levels, x0: Pixels, top: Pixels, x1: Pixels, bottom: Pixels) -> Mask:
    """
    Paint rectangles of pixels on the grid.
    """
    height, width = (side // GRID + 1 for side in thin.shape)
    grid = np.zeros((height, width), np.bool_)
    sides = (np.maximum(side // GRID, 0).tolist() for side in (x0, top, x1 + GRID - 1, bottom + GRID - 1))
    for left, up, right, down in zip(*sides, strict=True):
        grid[up:down, left:right] = True
    return grid


def _framed(blobs: Blobs, group: Pixels, count: int, size: Pixels) -> Blobs:
    """
    Return one frame around all blobs of each group, their sizes added.
    """
    x0, top = (gather(np.minimum, side, group, count) for side in (blobs.x0, blobs.top))
    x1, bottom = (gather(np.maximum, side, group, count) for side in (blobs.x1, blobs.bottom))
    return Blobs(x0, top, x1, bottom, np.bincount(group, size, count).astype(np.intp))


def _inked(frames: Blobs, thin: Levels) -> Blobs:
    """
    Return frames with the ink inside as their size, in black pixels.
    """
    sides = (side.tolist() for side in (frames.x0, frames.top, frames.x1, frames.bottom))
    ink = [int(thin[up:down, left:right].sum()) // WHITE for left, up, right, down in zip(*sides, strict=True)]
    return Blobs(frames.x0, frames.top, frames.x1, frames.bottom, np.array(ink, np.intp))
