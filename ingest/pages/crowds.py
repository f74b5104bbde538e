"""
Find glyphs that are printed over other glyphs: the same letter twice is bold type, different letters hide one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.pages.arrays import picked
from ingest.pages.strips import touching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pages.arrays import Boxes, Flags, Places, Shares
    from ingest.pages.glyphs import Glyphs

# The outer part of a glyph's box holds hardly any of its ink and often some of its neighbours'.
MARGIN = 0.15
# Shares of the smaller box from which two glyphs get in each other's way, and are printed over each other.
CROWDED, OVERPRINTED = 0.2, 0.35
# In sizes of the smaller box: how far a letter printed twice may be shifted, and how much larger one may be.
SHIFT, LARGER = 0.35, 1.3
# A ligature is one glyph for several letters, and they share its box.
LAST_LATIN, LONGEST_LIGATURE = 0x24F, 3
# What lies beyond is looked at no more closely than the rest of the page: only a page made to be slow has so many.
NOTHING = 1e-6
MOST_RUNS, MOST_PAIRS = 4_000, 200_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    Hold pairs of glyphs that share ground: their places, the earlier drawn first, and the share of the smaller box.
    """

    first: Places
    second: Places
    share: Shares

    def only(self, chosen: Flags) -> Pairs:
        """
        Return some of them.
        """
        return Pairs(self.first[chosen], self.second[chosen], self.share[chosen])


def inner(boxes: Boxes) -> Boxes:
    """
    Return boxes without their margins.
    """
    x0, top, x1, bottom = boxes.T
    across, down = (x1 - x0) * MARGIN, (bottom - top) * MARGIN
    return np.stack((x0 + across, top + down, x1 - across, bottom - down)).T


def crowded(glyphs: Glyphs, inked: Flags, inside: Boxes) -> Pairs:
    """
    Return the glyphs that lie over each other, of those that are no spaces, by their boxes without margins.

    Nearly always there are none.
    """
    chosen = np.flatnonzero(inked)
    boxes = picked(inside, chosen)
    near = [np.empty((2, 0), np.intp)]
    if len(chosen):
        near += _neighbours(boxes)
        near += _across(boxes, np.flatnonzero(np.append(True, ~touching(picked(glyphs.boxes, chosen)))))
    first, second = np.concatenate(near, axis=1)
    share = _share(boxes[first], boxes[second])
    found = share >= CROWDED
    return Pairs(chosen[first[found]], chosen[second[found]], share[found])


def _neighbours(boxes: Boxes) -> Iterator[Places]:
    """
    Yield glyphs that follow each other, in pairs: most runs are straight, so only these can meet within one.
    """
    x0, top, x1, bottom = boxes.T
    meet = (x0[1:] < x1[:-1]) & (x0[:-1] < x1[1:]) & (top[1:] < bottom[:-1]) & (top[:-1] < bottom[1:])
    at = np.flatnonzero(meet)
    yield np.stack((at, at + 1))


def _across(boxes: Boxes, starts: Places) -> Iterator[Places]:
    """
    Yield pairs of glyphs from different runs that meet.
    """
    ends = np.append(starts[1:], len(boxes))
    lows, highs = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    frames = np.concatenate((lows[:, :2], highs[:, 2:]), axis=1)
    left = MOST_PAIRS
    for one, other in _meeting(frames):
        first = _inside(boxes, starts[one], ends[one], frames[other])
        second = _inside(boxes, starts[other], ends[other], frames[one])
        left -= len(first) * len(second)
        if left < 0:
            return
        yield np.stack((np.repeat(first, len(second)), np.tile(second, len(first))))


def _meeting(frames: Boxes) -> Iterator[tuple[int, int]]:
    """
    Yield pairs of runs whose frames overlap, the earlier one first.
    """
    order = np.argsort(frames[:, 1], kind="stable")
    x0, top, x1, bottom = frames[order].T
    for step in range(1, min(len(order), MOST_RUNS)):
        level = top[step:] < bottom[:-step]
        if not level.any():
            return
        meet = level & (x0[step:] < x1[:-step]) & (x0[:-step] < x1[step:])
        for at in np.flatnonzero(meet).tolist():
            one, other = int(order[at]), int(order[at + step])
            yield min(one, other), max(one, other)


def _inside(boxes: Boxes, start: int, end: int, frame: Boxes) -> Places:
    """
    Return the glyphs of a run that reach into a frame.
    """
    x0, top, x1, bottom = boxes[start:end].T
    return start + np.flatnonzero((x0 < frame[2]) & (x1 > frame[0]) & (top < frame[3]) & (bottom > frame[1]))


def _share(one: Boxes, other: Boxes) -> Shares:
    """
    Return the part of the smaller of two boxes that the other covers.
    """
    across = np.minimum(one[:, 2], other[:, 2]) - np.maximum(one[:, 0], other[:, 0])
    down = np.minimum(one[:, 3], other[:, 3]) - np.maximum(one[:, 1], other[:, 1])
    smaller = np.minimum(*((each[:, 2] - each[:, 0]) * (each[:, 3] - each[:, 1]) for each in (one, other)))
    share: Shares = np.maximum(across, 0) * np.maximum(down, 0) / np.maximum(smaller, NOTHING)
    return share


def repeated(glyphs: Glyphs, pairs: Pairs) -> Flags:
    """
    Mark the pairs that are one letter printed twice, a little shifted, as programs make bold type and shadows.
    """
    one, other = glyphs.boxes[pairs.first], glyphs.boxes[pairs.second]
    sizes = np.stack([(box[:, 2:] - box[:, :2]).min(axis=1) for box in (one, other)])
    apart = np.abs((one[:, :2] + one[:, 2:]) - (other[:, :2] + other[:, 2:])).max(axis=1) / 2
    alike = sizes.max(axis=0) <= LARGER * sizes.min(axis=0)
    same: Flags = (
        (glyphs.codes[pairs.first] == glyphs.codes[pairs.second]) & alike & (apart <= SHIFT * sizes.min(axis=0))
    )
    return same


def is_ligature(glyphs: Glyphs, pairs: Pairs) -> Flags:
    """
    Mark the pairs that are letters of one glyph.
    """
    shared = (glyphs.boxes[pairs.first] == glyphs.boxes[pairs.second]).all(axis=1)
    latin = np.maximum(glyphs.codes[pairs.first], glyphs.codes[pairs.second]) <= LAST_LATIN
    ligature: Flags = shared & latin & (pairs.second - pairs.first < LONGEST_LIGATURE)
    return ligature
