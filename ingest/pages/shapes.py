"""
Hold glyphs, fragments and lines on a page: PDF points, top-left origin.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.ocr.pose import Pose

BLANKS = frozenset(" \t\u00a0\u3000")


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
    def ink_end(self) -> float:
        """
        Return the right end of the last letter that is no blank.
        """
        at = len(self.letters) - 1
        while at >= 0 and self.letters[at] in BLANKS:
            at -= 1
        return self.rights[at]

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
    Hold one line as it is read, the page it is on, and the edges (points) between which text of its block runs.

    `block` is the same for lines of one running text (the body over all pages, or one table cell); `is_whole` marks
    lines of a body with a single column. `place` counts columns side by side from 1; 0 for text in no such column.
    """

    strip: Strip
    page: int
    left: float
    right: float
    is_whole: bool = False
    block: tuple[int, ...] = ()
    place: int = 0


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


@dataclass(frozen=True, slots=True)
class Ink:
    """
    Measure the writing that a person sees on a page, by whether it was read; any unit, the same for all pages.
    """

    read: float = 0.0
    unread: float = 0.0

    @property
    def coverage(self) -> float:
        """
        Return the share that was read; a blank page is read whole.
        """
        return self.read / (self.read + self.unread) if self.unread else 1.0


@dataclass(slots=True)
class PrintedPage:
    """
    Hold what was read on one page: its lines in reading order, its tables, and what went wrong.

    `unread_areas` hold ink that looks like writing and was not read as text: what reads a picture begins there, and
    moves them to `recognised` as it goes.
    `hidden` is the text that nobody can see, one line for each line of it. `layered`: the text was not printed but
    lies invisible over a picture of the page, as character recognition leaves it; `disagreeing`: that picture says
    something else. `overprinted`: different letters are printed over each other. `unmapped`: fonts do not say which
    letters some glyphs are. `confidence`: how sure the letters are that were recognised in pictures (0 to 1, on
    average), None where there are none; `pose`: how the picture lay, where not upright and straight as its places are
    here. `lost`: the page did not load or cannot be looked at. `watermarks` are the large words across its lines, which
    are no text.
    """

    number: int
    area: Area
    lines: list[PrintedLine] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)
    ink: Ink = Ink()
    unread_areas: list[Area] = field(default_factory=list)
    hidden: tuple[str, ...] = ()
    layered: bool = False
    disagreeing: bool = False
    overprinted: bool = False
    unmapped: bool = False
    recognised: list[Area] = field(default_factory=list)
    confidence: float | None = None
    pose: Pose | None = None
    lost: bool = False
    watermarks: tuple[str, ...] = ()
