"""
Tell raised figures from figures on the line: the mark of a footnote is no digit of the amount before it (12³ is no 123).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ingest.pages.arrays import Boxes, Codes, Flags

# Shares of the height of the letter before: up to which a figure is small, and from which it is raised.
SMALL, RAISED = 0.78, 0.12
# How far the heights of one mark's figures may differ.
ALIKE = 0.05
ZERO, NINE = ord("0"), ord("9")
SUPERSCRIPTS = {ord(plain): ord(raised) for plain, raised in zip("0123456789)", "⁰¹²³⁴⁵⁶⁷⁸⁹⁾", strict=True)}


def with_raised(codes: Codes, boxes: Boxes, joined: Flags) -> Codes:
    """
    Return the codes with raised figures as superscripts; `joined` tells of each glyph whether the next one touches it.
    """
    top, bottom = boxes[:, 1], boxes[:, 3]
    height = bottom - top
    is_figure = (codes >= ZERO) & (codes <= NINE)
    small = (height[1:] <= SMALL * height[:-1]) & (bottom[1:] <= bottom[:-1] - RAISED * height[:-1])
    starts = np.flatnonzero(is_figure[1:] & small & joined) + 1
    if not len(starts):
        return codes
    changed = codes.copy()
    for start in starts.tolist():
        at = start
        while at < len(codes) and int(codes[at]) in SUPERSCRIPTS:
            if at > start and (not joined[at - 1] or abs(height[at] - height[start]) > ALIKE * height[start]):
                break
            changed[at] = SUPERSCRIPTS[int(codes[at])]
            at += 1
    return changed
