"""
Part an agreement printed in two languages side by side: all of the left column, then all of the right one.

Read page by page or row by row, a sentence that runs over a page end would be cut by the other language, and 제1조 and
Article 1 would take turns in the outline; read one after the other, each version counts its own articles up.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.pages.shapes import PrintedLine, PrintedTable, Strip

FIRST_HANGUL, LAST_HANGUL = "\uac00", "\ud7a3"
# Shares of a version's letters that are Hangul: Korean names things in English, English hardly the other way.
KOREAN, FOREIGN = 0.5, 0.1
FEWEST_LETTERS = 40
# Letters in a cell, on average, from which cells hold prose and not terms of a glossary.
PROSE = 40
LEFT, RIGHT = 1, 2


def are_two(left: Iterable[str], right: Iterable[str], *, fewest: int = FEWEST_LETTERS) -> bool:
    """
    Tell whether one of two texts is Korean and the other one is not; each must have so many letters.
    """
    first, second = _hangul_share(left, fewest), _hangul_share(right, fewest)
    if first is None or second is None:
        return False
    return min(first, second) <= FOREIGN and max(first, second) >= KOREAN


def _hangul_share(texts: Iterable[str], fewest: int) -> float | None:
    """
    Return the share of the letters that are Hangul; None for too few letters.
    """
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    if len(letters) < fewest:
        return None
    return sum(FIRST_HANGUL <= letter <= LAST_HANGUL for letter in letters) / len(letters)


def is_version_table(table: PrintedTable) -> bool:
    """
    Tell whether a table of two columns holds one version of a text in each of them.
    """
    if {cell.column for cell in table.cells} != {0, 1}:
        return False
    sides = [[_text(line.strip for line in cell.lines) for cell in table.cells if cell.column == at] for at in (0, 1)]
    filled = [[text for text in side if text] for side in sides]
    return are_two(*sides) and all(sum(map(len, side)) >= PROSE * len(side) for side in filled)


def _text(strips: Iterable[Strip]) -> str:
    """
    Return the letters of strips without blanks at the ends.
    """
    return "".join(strip.text for strip in strips).strip()


def columns_of(table: PrintedTable) -> list[PrintedLine]:
    """
    Return the lines of a version table as those of two columns of running text.
    """
    lines = []
    for side in (LEFT, RIGHT):
        for cell in table.cells:
            for line in cell.lines:
                if cell.column + 1 == side:
                    line.block, line.place = (), side
                    lines.append(line)
    return lines


def part_tongues(lines: list[PrintedLine]) -> list[PrintedLine]:
    """
    Return the lines of a document with its two versions, where there are two, one after the other.
    """
    sides = {side: [line for line in lines if line.place == side] for side in (LEFT, RIGHT)}
    if not are_two(*([line.strip.text for line in side] for side in sides.values())):
        return lines
    if any(line.place > RIGHT for line in lines):
        return lines
    _place_rest(lines, sides)
    parted: list[PrintedLine] = []
    for is_beside, group in groupby(lines, key=lambda line: line.place > 0):
        run = list(group)
        # The order is stable: each version keeps its own.
        parted += sorted(run, key=lambda line: line.place) if is_beside else run
    return parted


def _place_rest(lines: list[PrintedLine], sides: dict[int, list[PrintedLine]]) -> None:
    """
    Count the end of the longer version, which stands alone in its column, to that column.
    """
    gutter = min(line.strip.x0 for line in sides[RIGHT])
    edges = {side: _edges(found) for side, found in sides.items()}
    last = 0
    for line in lines:
        if last and line.is_whole:
            side = RIGHT if line.strip.x0 >= gutter else LEFT if line.strip.ink_end <= gutter else 0
            if side:
                line.place, line.is_whole = side, False
                line.left, line.right = edges[side]
        last = line.place


def _edges(lines: list[PrintedLine]) -> tuple[float, float]:
    """
    Return the usual edges of a column's lines.
    """
    middle = len(lines) // 2
    return sorted(line.left for line in lines)[middle], sorted(line.right for line in lines)[middle]
