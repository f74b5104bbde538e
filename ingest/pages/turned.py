"""
Find writing that runs up or down the page: a term in the margin must not fall apart into single letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.pages.shapes import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_LETTERS = 4
# In ems: how far letters of one vertical line may stand apart, and how far sideways they may shift.
LONGEST_STEP, SHIFT = 1.6, 0.4


def part_turned(strips: Sequence[Strip]) -> tuple[list[Strip], list[Strip]]:
    """
    Return the ordinary strips, and those of vertical writing, each joined in the order in which it is drawn.

    Lines that run down the page follow one another from right to left.
    """
    upright: list[Strip] = []
    rising: list[Strip] = []
    falling: list[Strip] = []
    run: list[Strip] = []
    for strip in [*strips, None]:
        if strip is not None and len(strip.letters) == 1 and (not run or _goes_on(run, strip)):
            run.append(strip)
            continue
        if len(run) < FEWEST_LETTERS:
            upright.extend(run)
        else:
            (falling if run[-1].middle > run[0].middle else rising).append(_join(run))
        run = []
        if strip is not None and len(strip.letters) == 1:
            run = [strip]
        elif strip is not None:
            upright.append(strip)
    return upright, [*rising, *sorted(falling, key=lambda strip: -strip.x0)]


def _goes_on(run: list[Strip], strip: Strip) -> bool:
    """
    Tell whether a letter stands above or below the last one, in the direction of the run.
    """
    last = run[-1]
    em = max(last.rights[0] - last.lefts[0], last.size, 1.0)
    step = strip.middle - last.middle
    aside = abs((strip.lefts[0] + strip.rights[0]) - (last.lefts[0] + last.rights[0])) / 2
    before = last.middle - run[-2].middle if len(run) > 1 else step
    return aside <= SHIFT * em and 0 < abs(step) <= LONGEST_STEP * em and step * before > 0


def _join(run: list[Strip]) -> Strip:
    """
    Make one strip of the letters of a run.
    """
    return Strip(
        [strip.letters[0] for strip in run],
        [strip.lefts[0] for strip in run],
        [strip.rights[0] for strip in run],
        min(strip.top for strip in run),
        max(strip.bottom for strip in run),
    )
