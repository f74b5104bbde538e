"""
Lay shares out with their intervals: each row a dot on its whisker, joined to the next unless the series breaks between.

Widths are per cent of the drawing's, heights are CSS pixels, as in `plot`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

ROW: Final = 46
BREAK: Final = 34
"""Heights of a row, and of the line that marks a break."""
ROOM: Final = 58.0
"""Per cent of the width that stands for a share of one."""
MIDDLE: Final = 30
"""Pixels from the top of a row to its dot."""


@dataclass(frozen=True, slots=True)
class Point:
    """
    Hold what a row shows before it is laid out: no numbers where it is not shown; `gap` are words of a break before it.
    """

    name: str
    note: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """
    Hold one row as it is drawn; x, low and high in per cent, empty where there are none.
    """

    name: str
    note: str
    top: int
    x: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Join:
    """
    Hold the line between the dots of two rows.
    """

    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True, slots=True)
class Gap:
    """
    Hold the line that marks a break, with its words.
    """

    top: int
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """
    Hold one drawing with the words that stand for it where it is not seen.
    """

    key: str
    title: str
    told: str
    height: int
    rows: tuple[Row, ...]
    joins: tuple[Join, ...]
    gaps: tuple[Gap, ...]
    room: float = ROOM


def trend(key: str, title: str, points: Sequence[Point], *, joined: bool) -> Trend:
    """
    Lay out points; `joined`: they follow each other in time.
    """
    tops, gaps, height = [], [], 0
    for point in points:
        if point.gap:
            gaps.append(Gap(height + 9, point.gap))
            height += BREAK
        tops.append(height)
        height += ROW
    rows = tuple(
        Row(point.name, point.note, top, _share(point.value), _share(point.low), _share(point.high))
        for point, top in zip(points, tops, strict=True)
    )
    told = "; ".join(" ".join(filter(None, (point.gap.strip(), point.name, point.note))) for point in points)
    return Trend(key, title, told, height, rows, tuple(_joins(points, rows)) if joined else (), tuple(gaps))


def _joins(points: Sequence[Point], rows: Sequence[Row]) -> Iterator[Join]:
    for before, row, point in zip(rows, rows[1:], points[1:], strict=False):
        if before.x and row.x and not point.gap:
            yield Join(before.x, before.top + MIDDLE, row.x, row.top + MIDDLE)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value * ROOM:.2f}%"
