"""
Put glyphs that follow one another on a line into strips.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.pages.arrays import picked
from ingest.pages.glyphs import SPACE, text_of
from ingest.pages.raised import with_raised
from ingest.pages.shapes import Strip

if TYPE_CHECKING:
    from ingest.pages.arrays import Boxes, Codes, Flags, Places
    from ingest.pages.glyphs import Glyphs

# In ems: kerning may step back this far, and a gap this wide ends a strip.
STEP_BACK, WIDEST_GAP = 0.6, 1.2
# Autospacing between Korean and Latin letters is narrower than a space that somebody typed.
AUTOSPACE = 0.36
FEWEST_REAL_SPACES = 0.01
# Hangul, hanja and kana.
EAST_ASIAN = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3))


def strips_of(glyphs: Glyphs) -> list[Strip]:
    """
    Return the strips of a page; a guessed space survives where it is no autospacing.
    """
    blank = glyphs.blank
    real = np.flatnonzero(~glyphs.guessed)
    if not len(real):
        return []
    has_spaces = np.count_nonzero(blank[real]) >= FEWEST_REAL_SPACES * len(glyphs)
    codes, boxes = glyphs.codes[real], picked(glyphs.boxes, real)
    joined = touching(boxes)
    # Only guessed spaces are missing among the real ones.
    spaced = joined & (np.diff(real) > 1) & ~blank[real][:-1]
    if has_spaces:
        spaced &= ~_autospaced(codes, boxes)
    return _cut(with_raised(codes, boxes, joined), boxes, joined, np.flatnonzero(spaced) + 1)


def touching(boxes: Boxes) -> Flags:
    """
    Tell of every glyph but the last whether the next one goes on with its strip.
    """
    x0, top, x1, bottom = boxes.T
    middle, height = (top + bottom) / 2, bottom - top
    before, after = slice(None, -1), slice(1, None)
    level = (top[before] <= middle[after]) & (middle[after] <= bottom[before])
    level |= (top[after] <= middle[before]) & (middle[before] <= bottom[after])
    em = np.maximum(np.maximum(height[before], height[after]), 1.0)
    gap = x0[after] - x1[before]
    near: Flags = level & (gap >= -STEP_BACK * em) & (gap <= WIDEST_GAP * em)
    return near


def _autospaced(codes: Codes, boxes: Boxes) -> Flags:
    """
    Tell of gaps whether they are only what a program leaves between Korean and other letters ("제 1 조").
    """
    east = np.zeros(len(codes), np.bool_)
    for first, last in EAST_ASIAN:
        east |= (codes >= first) & (codes <= last)
    gap, size = boxes[1:, 0] - boxes[:-1, 2], boxes[:-1, 3] - boxes[:-1, 1]
    autospaced: Flags = (east[:-1] != east[1:]) & (gap <= AUTOSPACE * size)
    return autospaced


def _cut(codes: Codes, boxes: Boxes, joined: Flags, spaces: Places) -> list[Strip]:
    """
    Put the spaces in and cut the row of glyphs where one does not touch the next.
    """
    starts = np.append(0, np.flatnonzero(~joined) + 1)
    x0, top, x1, bottom = boxes.T
    tops, bottoms = top[starts].tolist(), bottom[starts].tolist()
    if len(spaces):
        x0, x1 = (
            np.insert(x0, spaces, x1[spaces - 1]),
            np.insert(x1, spaces, np.maximum(x1[spaces - 1], x0[spaces])),
        )
        codes = np.insert(codes, spaces, SPACE)
        starts = starts + np.searchsorted(spaces, starts, "right")
    letters, lefts, rights = list(text_of(codes)), x0.tolist(), x1.tolist()
    ends = pairwise([*starts.tolist(), len(letters)])
    return [
        Strip(letters[start:end], lefts[start:end], rights[start:end], above, below)
        for (start, end), above, below in zip(ends, tops, bottoms, strict=True)
    ]
