"""
Mark the places of letters whose font does not say which they are as unread, for what reads pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.pages.shapes import Area, Ink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pages.shapes import PrintedPage, Strip

UNKNOWN: Final = "\ufffd"


def mark_unmapped(printed: PrintedPage) -> None:
    """
    Add one unread area for each run of unknown letters, and count their share as unread ink.
    """
    areas = [area for line in printed.lines for area in _runs(line.strip)]
    if not areas:
        return
    letters = [letter for line in printed.lines for letter in line.strip.letters if not letter.isspace()]
    share = letters.count(UNKNOWN) / len(letters)
    known = printed.ink.read
    printed.ink = Ink(read=known * (1 - share), unread=printed.ink.unread + known * share)
    printed.unread_areas += areas


def _runs(strip: Strip) -> Iterator[Area]:
    """
    Yield where unknown letters stand side by side.
    """
    start = None
    for at, letter in enumerate([*strip.letters, ""]):
        if letter == UNKNOWN and start is None:
            start = at
        elif letter != UNKNOWN and start is not None:
            yield Area(strip.lefts[start], strip.top, strip.rights[at - 1], strip.bottom)
            start = None
