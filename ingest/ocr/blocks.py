"""
Part a page into blocks of lines that are recognised one by one: columns and cells of tables.

Lines of two columns seldom stand level; read as one block they garble each other. Parting decides nothing about the
order of reading (ingest/pages/lines.py): a block too many does no harm.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ingest.ocr.pixels import INK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.ocr.pixels import Grey, Mask

# Pixels: ink is looked at in squares of this side.
SQUARE: Final = 4
# Inches: the narrowest gap between columns, the lowest gap between parts of a page, and the smallest part of each.
GUTTER, PART_GAP, LEAST_WIDTH, LEAST_HEIGHT = 0.13, 0.16, 0.8, 0.8
# A gutter lies in the middle part of the width; few rows cross it, and many have ink on either side.
MIDDLE: Final = (0.2, 0.8)
CROSSING, FILLED = 0.08, 0.5
# Inches: how far a line that crosses a gutter may reach above and below the ink in it.
LINE_REST: Final = 0.07
DEEPEST: Final = 4


class Box(NamedTuple):
    """
    Mark a rectangle of pixels, top-left origin; right and bottom are the first outside.
    """

    x0: int
    top: int
    x1: int
    bottom: int


def blocks_of(grey: Grey, dpi: int, cells: list[Box]) -> list[Box]:
    """
    Return the blocks that hold all ink: the cells as they are, and what lies around them by columns.
    """
    squares = inked_squares(grey)
    blocks = [_around(_inked(squares, _shrunk(cell)), grey) for cell in cells]
    for cell in cells:
        small = _shrunk(cell)
        squares[small.top : small.bottom, small.x0 : small.x1] = False
    edges = sorted(
        {0, squares.shape[0], *(edge for cell in cells for edge in (cell.top // SQUARE, cell.bottom // SQUARE))}
    )
    for top, bottom in pairwise(edges):
        band = Box(0, top, squares.shape[1], bottom)
        blocks += [_around(block, grey) for block in parted(squares, band, dpi / SQUARE)]
    return [block for block in blocks if block.x1 > block.x0 and block.bottom > block.top]


def inked_squares(grey: Grey) -> Mask:
    """
    Return which squares of pixels hold ink.
    """
    height, width = (side // SQUARE * SQUARE for side in grey.shape)
    ink = grey[:height, :width] < INK
    return np.asarray(ink.reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE).any(axis=(1, 3)))


def _shrunk(box: Box) -> Box:
    """
    Return a box of pixels in squares.
    """
    return Box(*(side // SQUARE for side in box))


def _around(box: Box, grey: Grey) -> Box:
    """
    Return a box of squares in pixels, one square wider on every side.
    """
    height, width = grey.shape
    if box.x1 <= box.x0:
        return Box(0, 0, 0, 0)
    return Box(
        max(0, (box.x0 - 1) * SQUARE),
        max(0, (box.top - 1) * SQUARE),
        min(width, (box.x1 + 1) * SQUARE),
        min(height, (box.bottom + 1) * SQUARE),
    )


def _inked(squares: Mask, box: Box) -> Box:
    """
    Return the smallest box that holds the ink of a box; an empty one where there is none.
    """
    part = squares[box.top : box.bottom, box.x0 : box.x1]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not rows.size:
        return Box(0, 0, 0, 0)
    return Box(
        box.x0 + int(columns[0]), box.top + int(rows[0]), box.x0 + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1
    )


def parted(squares: Mask, box: Box, unit: float, depth: int = DEEPEST) -> Iterator[Box]:
    """
    Yield the blocks of a box; `unit` is an inch in squares.
    """
    box = _inked(squares, box)
    if box.x1 - box.x0 < 2 * LEAST_WIDTH * unit or box.bottom - box.top < LEAST_HEIGHT * unit or not depth:
        yield box
        return
    parts = _columns(squares, box, unit) or _halves(squares, box, unit)
    if not parts:
        yield box
    for part in parts:
        yield from parted(squares, part, unit, depth - 1)


def _columns(squares: Mask, box: Box, unit: float) -> list[Box]:
    """
    Return what lies left, right and across of a gutter; nothing where there is none.
    """
    part = squares[box.top : box.bottom, box.x0 : box.x1]
    inked = part.any(axis=1).sum()
    low, high = (int(share * part.shape[1]) for share in MIDDLE)
    ink = part.sum(axis=0)
    left, right = _longest(ink[low:high] <= CROSSING * inked, low)
    if right - left < GUTTER * unit:
        return []
    if min(part[:, :left].any(axis=1).sum(), part[:, right:].any(axis=1).sum()) < FILLED * inked:
        return []
    left, right = _longest(ink[left:right] == ink[left:right].min(), left)
    across = part[:, (left + right) // 2 - 1 : (left + right) // 2 + 2].any(axis=1)
    crossed = _grown(np.asarray(across), int(LINE_REST * unit) + 1)
    middle = box.x0 + (left + right) // 2
    parts = [Box(box.x0, box.top + top, box.x1, box.top + bottom) for top, bottom in _runs(crossed)]
    for top, bottom in _runs(~crossed):
        parts += [
            Box(box.x0, box.top + top, middle, box.top + bottom),
            Box(middle, box.top + top, box.x1, box.top + bottom),
        ]
    return parts


def _longest(flags: Mask, offset: int) -> tuple[int, int]:
    """
    Return start and end of the longest run of true values, moved by an offset; an empty run where there is none.
    """
    start, end = max(_runs(flags), key=lambda run: run[1] - run[0], default=(0, 0))
    return offset + start, offset + end


def _grown(flags: Mask, reach: int) -> Mask:
    """
    Return the flags with each true value spread so far to both sides.
    """
    spread = np.convolve(flags, np.ones(2 * reach + 1, dtype=np.int8), mode="same")
    return np.asarray(spread > 0)


def _halves(squares: Mask, box: Box, unit: float) -> list[Box]:
    """
    Return what lies above and below the widest gap between lines.
    """
    inked = np.asarray(squares[box.top : box.bottom, box.x0 : box.x1].any(axis=1))
    above, below = _longest(~inked, box.top)
    if below - above < PART_GAP * unit:
        return []
    middle = (above + below) // 2
    return [Box(box.x0, box.top, box.x1, middle), Box(box.x0, middle, box.x1, box.bottom)]


def _runs(flags: Mask) -> list[tuple[int, int]]:
    """
    Return start and end of each run of true values.
    """
    steps = np.diff(np.pad(flags, 1).astype(np.int8))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))
