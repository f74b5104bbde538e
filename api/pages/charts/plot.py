"""
Lay bars out: each row a name over its bar, with the value in words at the end of the line; no script, no own font sizes.

Widths are per cent of the drawing's, heights are CSS pixels, so that a drawing fits a phone without shrinking its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ROW: Final = 46
"""Height of a row: the line of its name and the bar under it."""
ROOM: Final = 58.0
"""Per cent of the width that the longest bar takes; behind it stands the value."""
HEAD: Final = 20
"""Height over the rows for the words of the limit."""
GAP: Final = 0.4
"""Per cent of the width left between two parts of a bar."""
READABLE: Final = 9.0
"""Per cent of the width that a part must have for its number to stand in it."""
HALFWAY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """
    Hold one part of a bar: where it stands (per cent), its colour by name, and the number written in it.
    """

    x: str
    width: str
    tone: str
    text: str = ""
    middle: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold one row: name, bar and the value at its end; `top` in pixels.
    """

    name: str
    note: str
    top: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Hold the line of a limit: where it stands (per cent), its words, and on which side of it they stand.
    """

    x: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Bar:
    """
    Hold what a bar shows before it is laid out: name, note, and for each part its value, colour and words.
    """

    name: str
    note: str
    parts: Sequence[tuple[float, str, str]]
    told: str = ""
    """The same in words where the note is not all of it."""

    @property
    def total(self) -> float:
        """
        Add the parts up.
        """
        return sum(value for value, _, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Plot:
    """
    Hold one drawing with the words that stand for it where it is not seen.
    """

    key: str
    title: str
    told: str
    height: int
    lines: tuple[Line, ...]
    mark: Mark | None = None
    room: float = ROOM


def plot(
    key: str, title: str, bars: Sequence[Bar], *, whole: bool = False, mark: tuple[float, str] | None = None
) -> Plot:
    """
    Lay out bars.

    Args:
        key: identifies the drawing on its page.
        title: what it shows.
        bars: the rows, in order.
        whole: draw every bar at full length, its parts as shares of it.
        mark: value and words of a limit.

    """
    longest = max((bar.total for bar in bars), default=0)
    scale = max(longest, mark[0] * 1.2 if mark else 0) or 1
    head = HEAD if mark else 0
    lines = tuple(
        Line(bar.name, bar.note, head + at * ROW, _parts(bar, (bar.total or 1) if whole else scale))
        for at, bar in enumerate(bars)
    )
    told = "; ".join(f"{bar.name} {bar.told or bar.note}" for bar in bars)
    return Plot(key, title, told, head + len(bars) * ROW, lines, _mark(mark, scale))


def _parts(bar: Bar, scale: float) -> tuple[Part, ...]:
    parts: list[Part] = []
    shown = [one for one in bar.parts if one[0] > 0]
    x = 0.0
    for value, tone, text in shown:
        wide = value / scale * ROOM
        drawn = max(wide - (GAP if len(shown) > 1 else 0), GAP)
        fits = wide >= READABLE and len(shown) > 1
        parts.append(Part(_share(x), _share(drawn), tone, text if fits else "", _share(x + drawn / 2)))
        x += wide
    return tuple(parts)


def _mark(mark: tuple[float, str] | None, scale: float) -> Mark | None:
    if mark is None:
        return None
    value, words = mark
    return Mark(_share(value / scale * ROOM), words, "end" if value / scale > HALFWAY else "start")


def _share(value: float) -> str:
    return f"{value:.2f}%"
