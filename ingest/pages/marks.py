"""
Put the state of a form's buttons where a person sees it: into the box that is printed there, or beside the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.pages.shapes import Strip

BOXES = frozenset("□■☐☑☒▢○●◯◎")


def unprinted(marks: Iterable[Strip], strips: list[Strip]) -> list[Strip]:
    """
    Return the marks that no printed box takes; a box under a mark takes its letter.
    """
    return [mark for mark in marks if len(mark.letters) != 1 or not _fill(mark, strips)]


def _fill(mark: Strip, strips: list[Strip]) -> bool:
    """
    Give a mark's letter to the printed box under it; tell whether there is one.
    """
    for strip in strips:
        if strip.x1 < mark.x0 or strip.x0 > mark.x1 or not mark.top <= strip.middle <= mark.bottom:
            continue
        for at, letter in enumerate(strip.letters):
            if letter in BOXES and mark.x0 <= (strip.lefts[at] + strip.rights[at]) / 2 <= mark.x1:
                strip.letters[at] = mark.letters[0]
                return True
    return False
