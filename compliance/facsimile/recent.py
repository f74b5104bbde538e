"""
Remember of the agreements looked at last where their pages hold what is not to be shown; never any of their words.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from uuid import UUID

    from ingest.document import Span
    from ingest.layout import Box

MOST: Final = 512
"""Readings remembered by one process: sizes of pages, and few rectangles."""


@dataclass(frozen=True, slots=True)
class Outline:
    """
    Hold the sizes of all pages (points), where personal numbers stand in the text, and their rectangles on the pages.
    """

    sizes: tuple[tuple[float, float], ...]
    spans: tuple[Span, ...]
    personal: tuple[Box, ...]


class Recent:
    """
    Keep the outlines of the readings used last.
    """

    def __init__(self) -> None:
        """
        Begin with none.
        """
        self._known: OrderedDict[UUID, Outline] = OrderedDict()
        self._lock = Lock()

    def get(self, reading: UUID) -> Outline | None:
        """
        Return what is known of a reading.
        """
        with self._lock:
            found = self._known.get(reading)
            if found:
                self._known.move_to_end(reading)
            return found

    def keep(self, reading: UUID, outline: Outline) -> Outline:
        """
        Remember a reading, and forget the one unused longest where there are too many.
        """
        with self._lock:
            self._known[reading] = outline
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return outline
