"""
Name the arrays that glyphs and pictures of pages are held in.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# One entry for each glyph or rectangle.
Codes = NDArray[np.uint32]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
Shares = NDArray[np.float64]
# Points: rows of x0, top, x1, bottom.
Boxes = NDArray[np.float64]
# In memory column after column: nearly all that is done with them is done to one side of all boxes.
# One entry for each pixel: 0 to 255, and whether it is chosen.
Levels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
# Columns and rows of pixels: left, top, and, exclusive, right and bottom of many rectangles.
Pixels = NDArray[np.intp]
Rectangles = tuple[Pixels, Pixels, Pixels, Pixels]


def picked(boxes: Boxes, places: Places) -> Boxes:
    """
    Return some of the boxes, still column after column, as numpy's own way would not, and in a fifth of its time.
    """
    return boxes.T.take(places, axis=1).T
