"""
Put strips into lines, lines into columns, and both into the order in which a person reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from ingest.pages.shapes import Strip
from ingest.pages.sides import part_sides
from ingest.pages.tongues import FEWEST_LETTERS, are_two
from ingest.pages.versions import find_pair

if TYPE_CHECKING:
    from collections.abc import Iterable

# Shares of the lower of two heights that must overlap for one line.
SAME_LINE = 0.5
# Points: letters without height are taken to have this; and how many lines up a strip may find its own.
LEAST_HEIGHT, LAST_LINES = 0.1, 4
# In ems: a gap between strips from this width on is a space.
SPACE_GAP = 0.22
BIN = 2.0
NARROWEST_GUTTER = 4.0
FEWEST_ROWS = 6
# A lone gutter lies in the middle part of the text's width, several leave each column its share; so many rows cross it.
MIDDLE, NARROWEST_COLUMN = (0.3, 0.7), 0.15
CROSSING_SHARE = 0.12
# Columns of prose are filled; labels and values of a form are not.
FILLED = 0.55
FILLED_SHARE = 0.5
# The two versions of a bilingual agreement stand row beside row, and the shorter one leaves gaps.
PAIR, FEWEST_VERSION_ROWS, VERSION_FILLED_SHARE = 2, 2, 0.25


@dataclass(frozen=True, slots=True)
class Column:
    """
    Hold lines that are read one after the other, and the edges of their block; `is_whole` where there is no other.

    `place` counts the columns side by side from 1; 0 is no column of several.
    """

    lines: tuple[Strip, ...]
    left: float
    right: float
    is_whole: bool = False
    place: int = 0


def join_strips(strips: Iterable[Strip]) -> list[Strip]:
    """
    Return the lines that the strips form, from top to bottom, each from left to right.
    """
    lines: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda each: (each.top + each.bottom, each.lefts[0])):
        home = _home(lines, strip)
        if home is None:
            lines.append([strip])
        else:
            home.append(strip)
    joined = [_join(line) for line in lines]
    return [line for line in joined if not all(map(str.isspace, line.letters))]


def _home(lines: list[list[Strip]], strip: Strip) -> list[Strip] | None:
    """
    Return which of the last few lines a strip stands on.
    """
    above, below = strip.top, strip.bottom
    for line in lines[: -LAST_LINES - 1 : -1]:
        top, bottom = line[0].top, line[0].bottom
        overlap = min(bottom, below) - max(top, above)
        if overlap >= SAME_LINE * max(LEAST_HEIGHT, min(bottom - top, below - above)):
            return line
    return None


def _join(strips: list[Strip]) -> Strip:
    """
    Make one strip of several, with a space where there is a gap.
    """
    if len(strips) == 1:
        return _trim_left(strips[0])
    ordered = sorted(strips, key=lambda strip: strip.x0)
    whole = Strip([], [], [], min(strip.top for strip in strips), max(strip.bottom for strip in strips))
    for strip in ordered:
        if whole.letters:
            gap = strip.x0 - whole.x1
            blank = whole.letters[-1].isspace() or strip.letters[0].isspace()
            if gap > SPACE_GAP * strip.size and not blank:
                whole.letters.append(" ")
                whole.lefts.append(whole.x1)
                whole.rights.append(strip.x0)
        whole.letters += strip.letters
        whole.lefts += strip.lefts
        whole.rights += strip.rights
    return _trim_left(whole)


def _trim_left(strip: Strip) -> Strip:
    """
    Drop blanks before the first letter; those after the last stay, as they tell a broken word from a broken line.
    """
    blanks = next((index for index, letter in enumerate(strip.letters) if not letter.isspace()), 0)
    if not blanks:
        return strip
    return Strip(strip.letters[blanks:], strip.lefts[blanks:], strip.rights[blanks:], strip.top, strip.bottom)


def read_columns(strips: list[Strip], border: float | None = None) -> list[Column]:
    """
    Return the columns of a region in reading order; nearly always one.

    `border` (points) parts the two versions of a text elsewhere on the page: even a few lines are parted there.
    """
    lines = join_strips(strips)
    gutters = find_gutters(strips, lines)
    if not gutters and border is not None and _are_versions(_parted(strips, (border,)), fewest=1):
        gutters = (border,)
    if not gutters:
        return _whole(lines)
    crossing = join_strips(strip for strip in strips if any(strip.x0 < gutter < strip.x1 for gutter in gutters))
    return _bands(crossing, _parted(strips, gutters))


def _whole(lines: list[Strip]) -> list[Column]:
    """
    Read lines one after the other, but for a clause and its translation that stand side by side among them.
    """
    columns: list[Column] = []
    at = 0
    while at < len(lines):
        pair = find_pair(lines, at)
        above = lines[at : pair.start] if pair else lines[at:]
        if above:
            columns.append(_column(part_sides(above), lines, is_whole=True))
        if pair:
            columns += [_column(side, side, place=place) for place, side in enumerate((pair.left, pair.right), 1)]
        at = pair.end if pair else len(lines)
    return columns


def _parted(strips: list[Strip], gutters: tuple[float, ...]) -> list[list[Strip]]:
    """
    Return the lines between the gutters, column by column.
    """
    edges = (float("-inf"), *gutters, float("inf"))
    return [
        join_strips(strip for strip in strips if left <= strip.x0 and strip.x1 <= right)
        for left, right in pairwise(edges)
    ]


def _bands(crossing: list[Strip], sides: list[list[Strip]]) -> list[Column]:
    """
    Read, between two lines over the full width, one column after the other.
    """
    columns = []
    edges = [line.middle for line in crossing] + [float("inf")]
    above = float("-inf")
    for index, below in enumerate(edges):
        for place, side in enumerate(sides, 1):
            band = [line for line in side if above < line.middle <= below]
            if band:
                columns.append(_column(band, side, place=place))
        if index < len(crossing):
            columns.append(_column([crossing[index]], crossing))
        above = below
    return columns


def _column(lines: list[Strip], block: list[Strip], *, is_whole: bool = False, place: int = 0) -> Column:
    """
    Return lines with the edges that their block reaches: those of the longest lines, not of one that sticks out.
    """
    lefts, rights = sorted(line.x0 for line in block), sorted(line.ink_end for line in block)
    outer = len(block) // 20
    return Column(tuple(lines), lefts[outer], rights[-1 - outer], is_whole, place)


def find_gutters(strips: list[Strip], lines: list[Strip]) -> tuple[float, ...]:
    """
    Return the x positions between columns of prose; none where there is one column.
    """
    if len(lines) < FEWEST_VERSION_ROWS:
        return ()
    left, right = min(line.x0 for line in lines), max(line.ink_end for line in lines)
    covered, most = _coverage(strips, left, right), CROSSING_SHARE * len(lines)
    lone: list[tuple[float, ...]] = [(left + middle,) for middle in _free_middles(covered, right - left, MIDDLE, most)]
    outer = (NARROWEST_COLUMN, 1 - NARROWEST_COLUMN)
    several = tuple(sorted(left + middle for middle in _free_middles(covered, right - left, outer, most)))
    if len(several) > 1 and _are_wide((left, *several, right)):
        lone.insert(0, several)
    return next((gutters for gutters in lone if _is_prose_between(strips, (left, *gutters, right))), ())


def _are_wide(edges: tuple[float, ...]) -> bool:
    """
    Tell whether every column has a fair share of the width.
    """
    return all(right - left >= NARROWEST_COLUMN * (edges[-1] - edges[0]) for left, right in pairwise(edges))


def _free_middles(covered: list[int], width: float, part: tuple[float, float], most: float) -> list[float]:
    """
    Return the middles (points from the left edge) of what few lines cover in a part of the width, the widest first.
    """
    low, high = (int(width * share / BIN) for share in part)
    runs = sorted(_free_runs(covered, low, high, most), key=lambda run: run[0] - run[1])
    return [(start + end) / 2 * BIN for start, end in runs]


def _are_versions(columns: list[list[Strip]], fewest: int = FEWEST_LETTERS) -> bool:
    """
    Tell whether there are two columns in two languages.
    """
    return len(columns) == PAIR and are_two(*([line.text for line in lines] for lines in columns), fewest=fewest)


def _coverage(strips: list[Strip], left: float, right: float) -> list[int]:
    """
    Count how many strips lie over each bin of the width.
    """
    steps = [0] * (int((right - left) / BIN) + 3)
    last = len(steps) - 1
    for strip in strips:
        # Blanks alone may stand outside the width of the lines.
        first, end = int((strip.lefts[0] - left) / BIN), int((strip.ink_end - left) / BIN)
        steps[min(max(0, first), last)] += 1
        steps[min(max(0, end) + 1, last)] -= 1
    return list(accumulate(steps))


def _free_runs(covered: list[int], low: int, high: int, most: float) -> list[tuple[int, int]]:
    """
    Return the runs of bins that few lines cover.
    """
    runs, start = [], None
    for index in range(low, high + 1):
        free = index < len(covered) and covered[index] <= most
        if free and start is None:
            start = index
        if start is not None and (not free or index == high):
            if (index - start) * BIN >= NARROWEST_GUTTER:
                runs.append((start, index))
            start = None
    return runs


def _is_prose_between(strips: list[Strip], edges: tuple[float, ...]) -> bool:
    """
    Tell whether every column holds filled lines of text, as columns do and forms do not.
    """
    columns = _parted(strips, edges[1:-1])
    rows, share = FEWEST_ROWS, FILLED_SHARE
    if _are_versions(columns):
        rows, share = FEWEST_VERSION_ROWS, VERSION_FILLED_SHARE
    return all(
        len(lines) >= rows
        and sum(line.ink_end - line.x0 >= FILLED * (right - left) for line in lines) >= share * len(lines)
        for lines, (left, right) in zip(columns, pairwise(edges), strict=True)
    )
