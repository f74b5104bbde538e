"""
Tell of a drawn object of a Hangul document whether it stands on paper, and whether it covers the text.

Lengths are Hangul's own: 7,200 to the inch, so a hundred to the point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.office.hangul_model import CLEAR, WHITE, Fill
from ingest.office.hangul_sight import blends

if TYPE_CHECKING:
    from collections.abc import Iterable

UNITS_PER_POINT: Final = 100
A4: Final = (59528, 84188)
# Two centimetres by one: what is smaller is a tick or a line.
SMALLEST_COVER: Final = 5669 * 2835
# Two points: no line of letters has room in a lower box.
LOWEST_BOX: Final = 200
# One in so many parts of a page: a ground for text is larger.
LEAST_GROUND: Final = 20
SIGN_BIT, WRAP = 1 << 31, 1 << 32


@dataclass(frozen=True, slots=True)
class Place:
    """
    Hold where an object stands: its size, and its offsets where they count from the paper's or page's top left corner.
    """

    width: int
    height: int
    x: int | None = None
    y: int | None = None
    is_in_front: bool = False
    is_behind: bool = False

    @property
    def points(self) -> tuple[float, float]:
        """
        Return width and height in points.
        """
        return self.width / UNITS_PER_POINT, self.height / UNITS_PER_POINT

    def is_off(self, page: tuple[int, int]) -> bool:
        """
        Tell whether the object lies wholly beyond a page of this width and height.
        """
        return _is_beyond(self.x, self.width, page[0]) or _is_beyond(self.y, self.height, page[1])

    def underlies(self, fill: Fill, page: tuple[int, int]) -> bool:
        """
        Tell whether a picture, or a shape with this fill, may be the ground of text: it is large and not plain white.
        """
        is_painted = fill != CLEAR and not is_white(fill)
        return self.is_behind and is_painted and self.width * self.height * LEAST_GROUND >= page[0] * page[1]

    @property
    def may_cover(self) -> bool:
        """
        Tell whether the object lies over the text and is large enough to hide words.
        """
        return self.is_in_front and self.width * self.height >= SMALLEST_COVER

    def covers(self, fill: Fill) -> bool:
        """
        Tell whether a shape with this fill and no words of its own may hide the text behind it, and look like paper.
        """
        return self.may_cover and is_white(fill)


def clips(height: int, lines: Iterable[int]) -> bool:
    """
    Tell whether a box of this height has no room for lines that begin so far below its top; one of height 0 grows.
    """
    return height > 0 and (height < LOWEST_BOX or any(signed(top) >= height for top in lines))


def ground_in(fills: Iterable[Fill]) -> Fill:
    """
    Return what may lie behind an unfilled shape of a group whose shapes have these fills: unknown if any is painted.
    """
    return Fill(is_picture=True) if any(fill != CLEAR and not is_white(fill) for fill in fills) else CLEAR


def is_white(fill: Fill) -> bool:
    """
    Tell whether a fill cannot be told from paper.
    """
    return bool(fill.colours) and not fill.is_picture and all(blends(colour, WHITE) for colour in fill.colours)


def signed(offset: int) -> int:
    """
    Return an offset that the file writes without its sign.
    """
    return offset - WRAP if offset & SIGN_BIT else offset


def _is_beyond(start: int | None, length: int, edge: int) -> bool:
    """
    Tell whether a stretch lies wholly outside the page.
    """
    return start is not None and (start >= edge or start + length <= 0)
