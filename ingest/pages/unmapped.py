"""
Set aside letters whose font does not say which they are: their places are unread until a picture of them is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.pages.shapes import Area, Ink, Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pages.shapes import PrintedPage

UNKNOWN: Final = "\ufffd"


def part_unmapped(strips: list[Strip]) -> tuple[list[Strip], list[Strip]]:
    """
    Return the strips of known letters, and those of unknown ones, cut where one goes over into the other.
    """
    pieces = [piece for strip in strips for piece in (_cut(strip) if UNKNOWN in strip.letters else (strip,))]
    return [each for each in pieces if each.letters[0] != UNKNOWN], [
        each for each in pieces if each.letters[0] == UNKNOWN
    ]


def mark_unread(printed: PrintedPage, unknown: list[Strip], known: int) -> None:
    """
    Note on a page where unknown letters stand, and their share among so many known ones as unread ink.
    """
    printed.unmapped = bool(unknown)
    unmarked = [strip for strip in unknown if not _is_in(printed.unread_areas, strip)]
    if unmarked:
        count = sum(len(strip.letters) for strip in unmarked)
        share, ink = count / (count + known), printed.ink
        printed.ink = Ink(ink.read * (1 - share), ink.unread + ink.read * share)
        printed.unread_areas += [Area(strip.x0, strip.top, strip.x1, strip.bottom) for strip in unmarked]


def still_unread(printed: PrintedPage, unknown: list[Strip]) -> list[Strip]:
    """
    Return the strips of unknown letters whose place is still unread; elsewhere what was recognised stands for them.
    """
    return [each for each in unknown if _is_in(printed.unread_areas, each)]


def _is_in(areas: list[Area], strip: Strip) -> bool:
    """
    Tell whether the middle of a strip lies in one of some areas.
    """
    return any(area.holds((strip.x0 + strip.x1) / 2, strip.middle) for area in areas)


def _cut(strip: Strip) -> Iterator[Strip]:
    """
    Yield the runs of known and of unknown letters.
    """
    start = 0
    for at in range(1, len(strip.letters) + 1):
        if at == len(strip.letters) or (strip.letters[at] == UNKNOWN) != (strip.letters[start] == UNKNOWN):
            yield Strip(strip.letters[start:at], strip.lefts[start:at], strip.rights[start:at], strip.top, strip.bottom)
            start = at
