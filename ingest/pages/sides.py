"""
Tell apart two blocks that stand side by side, as parties sign: "상호:    상호:", "주소:    주소:".

Read across, each line would hold both parties at once and neither would have a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingest import late
from ingest.pages.shapes import BLANKS, Strip

# In ems: the least gap between labels, between words that fill their block, and how far the edges may move.
GAP, LEAST_GAP, SLACK = 2.0, 0.5, 2.0
FEWEST_TWINS = 2
LABEL = late.pattern(r"([^:：]{2,20}?)\s*[:：]")


@dataclass(frozen=True, slots=True)
class Halves:
    """
    Hold the two halves of a line, None where one is blank.
    """

    left: Strip | None
    right: Strip | None

    @property
    def is_twin(self) -> bool:
        """
        Tell whether both halves begin with the same label.
        """
        first, second = (LABEL.match(half.text.strip()) if half else None for half in (self.left, self.right))
        return bool(first and second and _plain(first[1]) == _plain(second[1]))


def part_sides(lines: list[Strip]) -> list[Strip]:
    """
    Return the lines with each pair of blocks side by side read one block after the other.
    """
    # Most pages hold no two labels on a line, and need no measuring.
    if sum(_has_two_labels(line) for line in lines) < FEWEST_TWINS:
        return lines
    halves = [_halve(line) for line in lines]
    twins = [index for index, each in enumerate(halves) if each and each.is_twin]
    read: list[Strip] = []
    index = 0
    while index < len(lines):
        run = _run(lines, halves, twins, index)
        if run is None:
            read.append(lines[index])
            index += 1
        else:
            read += run[0] + run[1]
            index = run[2]
    return read


def _has_two_labels(line: Strip) -> bool:
    """
    Tell whether a line can begin with the same label twice.
    """
    return line.letters.count(":") + line.letters.count("：") > 1


def _run(
    lines: list[Strip], halves: list[Halves | None], twins: list[int], start: int
) -> tuple[list[Strip], list[Strip], int] | None:
    """
    Return the left block, the right block and the end of the pair that begins at a line; None where none does.
    """
    first = halves[start]
    ahead = [index for index in twins if start <= index]
    if first is None or len(ahead) < FEWEST_TWINS or ahead[0] > start + 1:
        return None
    pattern = halves[ahead[0]]
    if pattern is None or pattern.right is None:
        return None
    gutter = pattern.right.x0 - SLACK / 2 * pattern.right.size
    sides: list[Halves] = []
    for line in lines[start:]:
        side = _part_at(line, gutter)
        if side is None:
            break
        sides.append(side)
    while sides and not (sides[-1].left and sides[-1].right):
        sides.pop()
    end = start + len(sides)
    if sum(start <= index < end for index in twins) < FEWEST_TWINS:
        return None
    return [side.left for side in sides if side.left], [side.right for side in sides if side.right], end


def _part_at(line: Strip, gutter: float) -> Halves | None:
    """
    Cut a line where the gutter runs through it; None for a line with ink across it.
    """
    reach = gutter - SLACK * line.size
    if line.ink_end <= gutter:
        return Halves(line, None)
    if line.x0 >= reach:
        return Halves(None, line)
    inked = [index for index, letter in enumerate(line.letters) if letter not in BLANKS]
    for before, after in pairwise(inked):
        gap = line.lefts[after] - line.rights[before]
        if line.rights[before] <= gutter and line.lefts[after] >= reach and gap >= LEAST_GAP * line.size:
            return Halves(_part(line, 0, before + 1), _part(line, after, len(line.letters)))
    return None


def _halve(line: Strip) -> Halves | None:
    """
    Cut a line at its widest run of blanks; None where no gap is wide enough.
    """
    best, cut, ink = GAP * line.size, None, None
    for index, letter in enumerate(line.letters):
        if letter in BLANKS:
            continue
        if ink is not None and line.lefts[index] - line.rights[ink] > best:
            best, cut = line.lefts[index] - line.rights[ink], (ink + 1, index)
        ink = index
    return Halves(_part(line, 0, cut[0]), _part(line, cut[1], len(line.letters))) if cut else None


def _part(line: Strip, start: int, end: int) -> Strip:
    """
    Return some letters of a line.
    """
    return Strip(line.letters[start:end], line.lefts[start:end], line.rights[start:end], line.top, line.bottom)


def _plain(label: str) -> str:
    """
    Return a label without blanks.
    """
    return "".join(label.split())
