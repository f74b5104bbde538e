"""
Find a clause and its translation side by side amid running text: two columns of a few lines, with no rule between.

Read across, each line would end in the other language and neither clause could be understood.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ingest import late
from ingest.pages.shapes import BLANKS, Strip
from ingest.pages.tongues import FIRST_HANGUL, LAST_HANGUL, are_two

# In ems: the least gap between the versions. Points: how far the lines of the right one may begin from each other.
GAP, MOVED = 0.2, 2.0
# Letters of a line in each language; the share of their column that the first lines fill; lines in all.
FEWEST_LETTERS, FILLED, FEWEST_LINES = 12, 0.6, 2
# Most lines hold none, and looking through their letters one by one takes long.
HANGUL = late.pattern(f"[{FIRST_HANGUL}-{LAST_HANGUL}]")


class Pair(NamedTuple):
    """
    Hold the lines of two versions, which stand in the lines of a page from `start` to `end`.
    """

    start: int
    end: int
    left: list[Strip]
    right: list[Strip]


def find_pair(lines: list[Strip], since: int) -> Pair | None:
    """
    Return the first two versions side by side from a line on; None for text in one column.
    """
    for start in range(since, len(lines)):
        halves = _halved(lines[start])
        if halves is None:
            continue
        pair = Pair(start, start + 1, [halves[0]], [halves[1]])
        for follower in lines[start + 1 :]:
            left, right = _at(follower, halves[1].x0)
            if right is None:
                break
            pair = Pair(start, pair.end + 1, [*pair.left, *([left] if left else [])], [*pair.right, right])
        if pair.end - start >= FEWEST_LINES and _is_filled(pair):
            return pair
    return None


def _halved(line: Strip) -> tuple[Strip, Strip] | None:
    """
    Cut a line at the gap behind its last Korean letter, or else before its first one, if that parts two languages.
    """
    if HANGUL.search(line.text) is None:
        return None
    korean = [index for index, letter in enumerate(line.letters) if FIRST_HANGUL <= letter <= LAST_HANGUL]
    if max(korean[0], len(line.letters) - korean[-1]) < FEWEST_LETTERS:
        return None
    gaps = _gaps(line)
    behind = next((gap for gap in gaps if gap[0] >= korean[-1]), None)
    before = next((gap for gap in reversed(gaps) if gap[1] <= korean[0]), None)
    for gap in (behind, before):
        if gap:
            left, right = _part(line, 0, gap[0] + 1), _part(line, gap[1], len(line.letters))
            if are_two([left.text], [right.text], fewest=FEWEST_LETTERS):
                return left, right
    return None


def _gaps(line: Strip) -> list[tuple[int, int]]:
    """
    Return between which letters there are gaps, those of a narrow blank left out.
    """
    inked = [index for index, letter in enumerate(line.letters) if letter not in BLANKS]
    return [pair for pair in pairwise(inked) if line.lefts[pair[1]] - line.rights[pair[0]] >= GAP * line.size]


def _at(line: Strip, edge: float) -> tuple[Strip | None, Strip | None]:
    """
    Part a line where the right version begins; nothing on the right where it goes over that place or ends before.
    """
    if abs(line.x0 - edge) <= MOVED:
        return None, line
    for before, after in _gaps(line):
        if abs(line.lefts[after] - edge) <= MOVED:
            return _part(line, 0, before + 1), _part(line, after, len(line.letters))
    return None, None


def _is_filled(pair: Pair) -> bool:
    """
    Tell whether the first lines fill their columns, as those of clauses do and those of forms do not.
    """
    first, second = pair.left[0], pair.right[0]
    width = second.x0 - first.x0
    return min(first.ink_end - first.x0, second.ink_end - second.x0) >= FILLED * width


def _part(line: Strip, start: int, end: int) -> Strip:
    """
    Return some letters of a line.
    """
    return Strip(line.letters[start:end], line.lefts[start:end], line.rights[start:end], line.top, line.bottom)
