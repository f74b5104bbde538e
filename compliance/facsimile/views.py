"""
Hold an agreement as it stands on paper: frozen values without any file behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.document import Span
from ingest.layout import boxes_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from compliance.facsimile.anchoring import Anchors
    from compliance.views import DocumentView
    from ingest.document import Line
    from ingest.layout import Box


@dataclass(frozen=True, slots=True)
class Printed:
    """
    Hold one printed line of a page: its words and their place in points, from the top left.
    """

    text: str
    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    Hold one page: its number, counted from 1, its size in points, and its lines in reading order.
    """

    number: int
    width: float
    height: float
    lines: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """
    Hold an agreement as it was read, personal numbers blackened; `leaves` is empty for a format without fixed pages.

    `reading` names the screening whose reading this is; another reading has other places.
    """

    reading: UUID
    document: DocumentView
    leaves: tuple[Leaf, ...]
    _anchors: Anchors = field(repr=False)
    _lines: tuple[Line, ...] = field(default=(), repr=False)
    _edges: tuple[tuple[float, ...], ...] = field(default=(), repr=False)

    def find(self, piece: Mapping[str, object]) -> Span | None:
        """
        Return where a piece of evidence of this document stands; None for cells, other documents and what is gone.
        """
        start, end = piece.get("start"), piece.get("end")
        if piece.get("document") or not isinstance(start, int) or not isinstance(end, int):
            return None
        return self._anchors.find(str(piece.get("quote") or ""), start, end)

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """
        Return one rectangle for each printed line that a stretch of the text touches, on as many pages as it reaches.
        """
        return boxes_for(Span(start, end), self._lines, self._edges)
