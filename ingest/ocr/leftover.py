"""
Find the ink of a page that no recognised word covers: handwriting, drawings, and lines that the model passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.ocr.blocks import SQUARE, Box, inked_squares, parted
from ingest.ocr.pixels import INK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ingest.ocr.engine import TextLine
    from ingest.ocr.pixels import Grey, Mask

# In heights of a word: how far its ink may reach beyond its box.
BESIDE: Final = 0.25
# A square with fewer inked ones around it, itself included, is a speck; a lump of fewer is a dot or a stroke.
CROWD, LUMP = 4, 40
NINE: Final = 9


@dataclass(frozen=True, slots=True)
class Leftover:
    """
    Hold the share of a page's ink that was not read (0 to 1), and the boxes around larger parts of it (pixels).
    """

    share: float
    lumps: list[Box]


def leftover(grey: Grey, lines: Iterable[TextLine], dpi: int) -> Leftover:
    """
    Return the ink of a page that lies in no word of the lines.
    """
    squares = inked_squares(grey)
    rest = squares.copy()
    for word in (word for line in lines for word in line):
        reach = BESIDE * (word.bottom - word.top)
        top, left = (max(0, int((side - reach) / SQUARE)) for side in (word.top, word.edges[0]))
        bottom, right = (int((side + reach) / SQUARE) + 1 for side in (word.bottom, word.edges[-1]))
        rest[top:bottom, left:right] = False
    rest = _without_specks(rest & ~_filled(grey))
    found = parted(rest, Box(0, 0, rest.shape[1], rest.shape[0]), dpi / SQUARE)
    lumps = [box for box in found if rest[box.top : box.bottom, box.x0 : box.x1].sum() >= LUMP]
    return Leftover(float(rest.sum() / max(1, squares.sum())), [Box(*(side * SQUARE for side in box)) for box in lumps])


def _filled(grey: Grey) -> Mask:
    """
    Return the squares in and around areas that are wholly dark: the ground of a heading, not writing.
    """
    height, width = (side // SQUARE for side in grey.shape)
    dark = grey[: height * SQUARE, : width * SQUARE] < INK
    solid = np.asarray(dark.reshape(height, SQUARE, width, SQUARE).all(axis=(1, 3)))
    core = _neighbours(solid) == NINE
    return np.asarray(_neighbours(core) > 0)


def _without_specks(squares: Mask) -> Mask:
    """
    Return the squares that have others beside them.
    """
    return np.asarray(squares & (_neighbours(squares) >= CROWD))


def _neighbours(squares: Mask) -> NDArray[np.int8]:
    """
    Count the squares that are set around each, itself included.
    """
    around = np.pad(squares, 1).astype(np.int8)
    height, width = squares.shape
    counts = np.zeros(squares.shape, np.int8)
    for down in range(3):
        for across in range(3):
            counts += around[down : down + height, across : across + width]
    return counts
