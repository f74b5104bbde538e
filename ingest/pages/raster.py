"""
Measure arrays of levels: the highest level in many rectangles, lines taken out, connected blobs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.pages.arrays import Levels, Mask, Pixels, Rectangles

# Loops of joining labels: each halves the distance at least, so few are ever needed.
MOST_ROUNDS = 64
# Pixels: the side of the squares whose light is compared with that of their neighbours.
TILE = 8
WHITE = 255


@dataclass(frozen=True, slots=True)
class Blobs:
    """
    Hold connected groups of pixels: the rectangle around each (pixels, right and bottom exclusive) and its size.
    """

    x0: Pixels
    top: Pixels
    x1: Pixels
    bottom: Pixels
    size: Pixels

    def __len__(self) -> int:
        """
        Return how many there are.
        """
        return len(self.size)

    def only(self, chosen: Mask) -> Blobs:
        """
        Return some of them.
        """
        return Blobs(*(each[chosen] for each in (self.x0, self.top, self.x1, self.bottom, self.size)))

    @property
    def sides(self) -> Rectangles:
        """
        Return the rectangles.
        """
        return self.x0, self.top, self.x1, self.bottom

    @property
    def width(self) -> Pixels:
        """
        Return their widths.
        """
        return self.x1 - self.x0

    @property
    def height(self) -> Pixels:
        """
        Return their heights.
        """
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Components:
    """
    Hold the connected groups of a mask, and its runs of pixels, each with the number of its group.
    """

    blobs: Blobs
    starts: Pixels
    groups: Pixels
    row: int

    def at(self, x: Pixels, y: Pixels) -> Pixels:
        """
        Return the numbers of the groups that chosen pixels belong to.
        """
        found: Pixels = self.groups[np.searchsorted(self.starts, y * self.row + x, "right") - 1]
        return found


def counts(mask: Mask, rectangles: Rectangles) -> Pixels:
    """
    Return how many pixels of a mask lie in each rectangle (columns and rows, right and bottom exclusive, none empty).
    """
    x0, y0, x1, y1 = rectangles
    if not len(x0):
        return x0
    # As long as no rectangle is higher, one byte holds the sum of a column.
    narrow = int((y1 - y0).max()) <= WHITE
    line, pressed = _pressed(mask.view(np.uint8), rectangles, np.add, np.uint8 if narrow else np.uint16)
    # Sums from each first column to the one behind the last, and from there to the next rectangle, which nobody needs.
    ends = np.empty(2 * len(x0), np.intp)
    ends[::2], ends[1::2] = line * mask.shape[1] + x0, line * mask.shape[1] + x1
    inside: Pixels = np.add.reduceat(np.append(pressed, np.zeros(1, pressed.dtype)), ends, dtype=np.int32)[::2]
    return inside


def peaks(levels: Levels, rectangles: Rectangles) -> Levels:
    """
    Return the highest level in each rectangle (columns and rows, right and bottom exclusive, none empty).
    """
    x0, _, x1, _ = rectangles
    line, pressed = _pressed(levels, rectangles, np.maximum, np.uint8)
    wide = np.log2(x1 - x0).astype(np.intp)
    found = np.zeros(len(x0), np.uint8)
    reached = 0
    for power in np.flatnonzero(np.bincount(wide)).tolist():
        while reached < power:
            pressed = _higher(pressed, 1 << reached, 1)
            reached += 1
        # Two windows of a power of two cover each rectangle.
        chosen = np.flatnonzero(wide == power)
        row = line[chosen]
        found[chosen] = np.maximum(pressed[row, x0[chosen]], pressed[row, x1[chosen] - (1 << power)])
    return found


def _pressed(levels: Levels, rectangles: Rectangles, reduce: np.ufunc, kind: type) -> tuple[Pixels, NDArray[Any]]:
    """
    Press the rows of rectangles into one each; return for each rectangle its row, and the rows.

    Rectangles that follow one another on a line of text share its rows.
    """
    _, y0, _, y1 = rectangles
    if not len(y0):
        return y0, np.zeros((0, levels.shape[1]), kind)
    starts = np.append(0, np.flatnonzero((y0[1:] != y0[:-1]) | (y1[1:] != y1[:-1])) + 1)
    pressed: NDArray[Any] = np.empty((len(starts), levels.shape[1]), kind)
    for at, (top, bottom) in enumerate(zip(y0[starts].tolist(), y1[starts].tolist(), strict=True)):
        reduce.reduce(levels[top:bottom], axis=0, dtype=kind, out=pressed[at])
    return np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(y0)))), pressed


def _higher(levels: Levels, step: int, axis: int) -> Levels:
    """
    Return the higher of each pixel and the one `step` further along an axis.
    """
    return np.maximum(levels[:-step], levels[step:]) if axis == 0 else np.maximum(levels[:, :-step], levels[:, step:])


def _running(levels: Levels, length: int, axis: int) -> Levels:
    """
    Return the highest of each `length` neighbours along an axis; the result is shorter by `length - 1`.
    """
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        levels = _higher(levels, step, axis)
        reach += step
    return levels


def widened(levels: Levels, height: int, width: int) -> Levels:
    """
    Return for each pixel the highest level of the window around it (odd sizes).
    """
    framed = np.pad(levels, ((height // 2, height // 2), (width // 2, width // 2)))
    return _running(_running(framed, height, 0), width, 1)


def narrowed(levels: Levels, height: int, width: int) -> Levels:
    """
    Return for each pixel the lowest level of the window around it (odd sizes).
    """
    return ~widened(~levels, height, width)


def strokes(levels: Levels, thickness: int) -> Levels:
    """
    Return how far each pixel stands out from what surrounds it, where it is part of something thin.

    Letters and lines stand out, dark on light or light on dark; the inside of areas wider than `thickness` does not.
    """
    dark = narrowed(widened(levels, thickness, thickness), thickness, thickness) - levels
    if not (on_dark := _is_on_dark(levels)).any():
        return dark
    light = levels - widened(narrowed(levels, thickness, thickness), thickness, thickness)
    return np.where(on_dark, light, dark)


def _is_on_dark(levels: Levels) -> Mask:
    """
    Mark the pixels around which dark prevails: more of the levels near by lie below the middle of their range.
    """
    height, width = levels.shape
    framed = np.pad(levels, ((0, -height % TILE), (0, -width % TILE)), mode="edge")
    tiles = framed.reshape(framed.shape[0] // TILE, TILE, framed.shape[1] // TILE, TILE)
    lightest, darkest = tiles.max(axis=(1, 3)), tiles.min(axis=(1, 3))
    mean = np.pad(tiles.mean(axis=(1, 3), dtype=np.float32), 1, mode="edge")
    around = sum(
        mean[down : down + len(lightest), across : across + lightest.shape[1]]
        for down in range(3)
        for across in range(3)
    )
    middle = (widened(lightest, 3, 3).astype(np.float32) + narrowed(darkest, 3, 3)) / 2
    on_dark = around / 9 < middle
    return on_dark.repeat(TILE, axis=0).repeat(TILE, axis=1)[:height, :width]


def without_lines(mask: Mask, length: int, thickness: int) -> Mask:
    """
    Take straight level and upright lines out of a mask: at least so long and less thick (pixels, odd).
    """
    ink = mask.astype(np.uint8)
    level = _opened(ink, 1, length) & ~_opened(ink, thickness, length)
    upright = _opened(ink, length, 1) & ~_opened(ink, length, thickness)
    rest: Mask = mask & (widened(level | upright, 3, 3) == 0)
    return rest


def _opened(levels: Levels, height: int, width: int) -> Levels:
    """
    Keep what is at least so high and so wide.
    """
    return widened(narrowed(levels, height, width), height, width)


def components(mask: Mask) -> Components:
    """
    Return the groups of pixels that touch, also by their corners.
    """
    height, width = mask.shape
    # One blank column, so that no run of pixels goes on in the next row.
    row = width + 1
    flat = np.zeros(height * row + 1, np.int8)
    flat[1:].reshape(height, row)[:, :width] = mask
    change = np.flatnonzero(np.diff(flat))
    starts, ends = change[::2], change[1::2]
    label = _joined(starts, ends, row)
    groups = np.flatnonzero(label == np.arange(len(label)))
    group = np.searchsorted(groups, label)
    blobs = Blobs(
        gather(np.minimum, starts % row, group, len(groups)),
        gather(np.minimum, starts // row, group, len(groups)),
        gather(np.maximum, ends - starts // row * row, group, len(groups)),
        gather(np.maximum, starts // row + 1, group, len(groups)),
        np.bincount(group, ends - starts, len(groups)).astype(np.intp),
    )
    return Components(blobs, starts, group, row)


def gather(reduce: np.ufunc, values: Pixels, group: Pixels, groups: int) -> Pixels:
    """
    Return the least or greatest value of each group.
    """
    found = np.full(groups, np.iinfo(np.intp).max if reduce is np.minimum else -1, np.intp)
    reduce.at(found, group, values)
    return found


def _joined(starts: Pixels, ends: Pixels, row: int) -> Pixels:
    """
    Return for each run of pixels the first run of the group that it belongs to.
    """
    first = np.searchsorted(ends, starts + row, "left")
    counts = np.maximum(np.searchsorted(starts, ends + row, "right") - first, 0)
    upper = np.repeat(np.arange(len(starts)), counts)
    lower = np.arange(len(upper)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    label = np.arange(len(starts))
    for _ in range(MOST_ROUNDS):
        one, other = label[upper], label[lower]
        apart = one != other
        if not apart.any():
            break
        np.minimum.at(label, np.maximum(one[apart], other[apart]), np.minimum(one[apart], other[apart]))
        while (label[label] != label).any():
            label = label[label]
    return label
