"""
Hold glyphs, fragments and lines on a page: PDF points, top-left origin.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Area:
    """
    Mark a rectangle on a page.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """
        Return the width in points.
        """
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """
        Return the height in points.
        """
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """
        Tell whether the point lies inside or on the border.
        """
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(slots=True)
class Strip:
    """
    Hold letters that stand side by side: `lefts` and `rights` are their x positions, one pair for each letter.
    """

    letters: list[str]
    lefts: list[float]
    rights: list[float]
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        """
        Return the left end.
        """
        return self.lefts[0]

    @property
    def x1(self) -> float:
        """
        Return the right end.
        """
        return self.rights[-1]

    @property
    def middle(self) -> float:
        """
        Return the y position halfway between top and bottom.
        """
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """
        Return the height of the letters.
        """
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """
        Return the letters as text.
        """
        return "".join(self.letters)


@dataclass(slots=True)
class PrintedLine:
    """
    Hold one line as it is read, the page it is on, and the right edge that text of its block may reach.

    `block` is the same for lines of one running text (the body over all pages, or one table cell).
    """

    strip: Strip
    page: int
    right: float
    block: tuple[int, ...] = ()


@dataclass(slots=True)
class PrintedCell:
    """
    Hold one cell of a ruled table with the lines in it.
    """

    row: int
    column: int
    area: Area
    lines: list[PrintedLine] = field(default_factory=list)


@dataclass(slots=True)
class PrintedTable:
    """
    Hold one ruled table of a page.
    """

    page: int
    area: Area
    cells: list[PrintedCell]


@dataclass(slots=True)
class PrintedPage:
    """
    Hold what was read on one page: its lines in reading order, its tables, and what went wrong.

    `unread`: ink was left unread; `clipped`: text lies outside the visible page; `lost`: the page did not load.
    """

    number: int
    area: Area
    lines: list[PrintedLine] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)
    unread: bool = False
    clipped: bool = False
    lost: bool = False
