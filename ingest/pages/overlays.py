"""
Find watermarks: large writing across the lines of a page ("대외비", "DRAFT"), which is seen and is no clause.
"""

from __future__ import annotations

from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from ingest.pages.shapes import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

# Times the usual height of the page's letters; letters of one mark differ little when it is turned.
LARGE, ALIKE = 2.0, 1.5
# Share of a line's height that lies under a mark, from which the mark is printed across it.
ACROSS = 0.3
# Words from which a mark says something; a stamp names a status.
FEWEST_WORDS = 4


def part_overlays(strips: list[Strip]) -> tuple[list[Strip], list[Strip]]:
    """
    Return the ordinary strips, and the marks across them, each in one piece.
    """
    if not strips:
        return [], []
    usual = median(strip.size for strip in strips)
    large = [strip for strip in strips if strip.size >= LARGE * usual]
    ordinary = [strip for strip in strips if strip.size < LARGE * usual]
    across = [strip for strip in large if any(_lies_under(line, strip) for line in ordinary)]
    if not across:
        return strips, []
    sizes = [strip.size for strip in across]
    low, high = min(sizes) / ALIKE, max(sizes) * ALIKE
    runs = groupby(strips, key=lambda strip: strip.size >= LARGE * usual and low <= strip.size <= high)
    rest: list[Strip] = []
    marks: list[Strip] = []
    for is_mark, group in runs:
        run = list(group)
        if is_mark and any(strip in across for strip in run):
            marks.append(_join(run))
        else:
            rest += run
    return rest, marks


def says_something(mark: Strip) -> bool:
    """
    Tell whether a mark reads as a sentence, which may be a term, and not as a status.
    """
    return len(mark.text.split()) >= FEWEST_WORDS


def _lies_under(line: Strip, mark: Strip) -> bool:
    """
    Tell whether a mark is printed across a line: over its letters, and not beside them as a large initial is.
    """
    down = min(line.bottom, mark.bottom) - max(line.top, mark.top)
    return down >= ACROSS * line.size and line.x0 < (mark.x0 + mark.x1) / 2 < line.ink_end


def _join(run: Sequence[Strip]) -> Strip:
    """
    Make one strip of the pieces of a mark, in the order in which they are drawn.
    """
    return Strip(
        [letter for strip in run for letter in strip.letters],
        [left for strip in run for left in strip.lefts],
        [right for strip in run for right in strip.rights],
        min(strip.top for strip in run),
        max(strip.bottom for strip in run),
    )
