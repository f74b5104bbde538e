"""
Work out how a cell looks: its number format, and whether its letters can be seen on what is behind them.

Source: ECMA-376 part 1, 18.8 (styles). Colours of a theme are counted light before dark there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from ingest.markup import attribute, child, children
from ingest.office.word_colours import BLACK, WHITE, Paint, Special, Theme, hexadecimal, stands_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

Item = TypeVar("Item")
GENERAL: Final = "General"
SMALLEST: Final = 1.0
_DAY: Final = "yyyy-mm-dd"
_HANJA_DAY: Final = 'yyyy"年" mm"月" dd"日"'
# What Korean Excel shows for the numbers that stand without a code.
KOREAN_FORMATS: Final = {
    5: '"₩"#,##0;-"₩"#,##0', 6: '"₩"#,##0;[Red]-"₩"#,##0', 7: '"₩"#,##0.00;-"₩"#,##0.00',
    8: '"₩"#,##0.00;[Red]-"₩"#,##0.00', 14: _DAY, 22: "yyyy-mm-dd h:mm", 27: _HANJA_DAY, 28: "mm-dd", 29: "mm-dd",
    30: "mm-dd-yy", 31: 'yyyy"년" mm"월" dd"일"', 32: 'h"시" mm"분"', 33: 'h"시" mm"분" ss"초"', 34: _DAY, 35: _DAY,
    36: _HANJA_DAY, 42: '_-"₩"* #,##0_-;-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-', 44: '_-"₩"* #,##0.00_-;-"₩"* #,##0.00_-;_-"₩"* "-"??_-;_-@_-',
    50: _HANJA_DAY, 51: "mm-dd", 52: _DAY, 53: _DAY, 54: "mm-dd", 55: _DAY, 56: "mm-dd", 57: _HANJA_DAY, 58: "mm-dd",
}  # fmt: skip
_THEME: Final = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_SYSTEM_INKS: Final = {"64": BLACK, "65": WHITE}


@dataclass(frozen=True, slots=True)
class Look:
    """
    Hold the look of a cell: its format, and why nobody sees it ("" where it is seen).
    """

    format: str = GENERAL
    unseen: str = ""


@dataclass(frozen=True, slots=True)
class _Font:
    ink: Paint | None = None
    size: float = 11.0


class Looks:
    """
    Give the look of a cell by the number of its style.
    """

    def __init__(self, styles: Element | None, theme: Theme) -> None:
        """
        Read the styles part; without it every cell looks plain.
        """
        self._theme = theme
        formats = {
            attribute(each, "numFmtId"): attribute(each, "formatCode") for each in children(child(styles, "numFmts"))
        }
        fonts = [self._font(each) for each in children(child(styles, "fonts"))]
        fills = [self._fill(each) for each in children(child(styles, "fills"))]
        self._looks = tuple(
            Look(_format(attribute(each, "numFmtId"), formats), self._unseen(each, fonts, fills))
            for each in children(child(styles, "cellXfs"))
        )

    def of(self, style: int) -> Look:
        """
        Return the look of a style, the plain one for a number that is none.
        """
        return self._looks[style] if 0 <= style < len(self._looks) else Look()

    def _font(self, font: Element) -> _Font:
        size = _number(attribute(child(font, "sz"), "val"), 11.0)
        return _Font(self._colour(child(font, "color")), size)

    def _fill(self, fill: Element) -> Paint:
        """
        Return the colour behind the letters; white paper where there is none.
        """
        pattern = child(fill, "patternFill")
        if pattern is None:
            return Special.UNKNOWN if len(fill) else WHITE
        kind = attribute(pattern, "patternType", "none")
        if kind == "none":
            return WHITE
        return (self._colour(child(pattern, "fgColor")) or BLACK) if kind == "solid" else Special.UNKNOWN

    def _colour(self, colour: Element | None) -> Paint | None:
        """
        Return a colour written in figures, by its place in the palette or in the theme; None where none is said.
        """
        if colour is None:
            return None
        theme, indexed = attribute(colour, "theme"), attribute(colour, "indexed")
        base: Paint | None = None
        if theme.isdecimal() and int(theme) < len(_THEME):
            base = self._theme.named(_THEME[int(theme)])
        elif indexed in _SYSTEM_INKS:
            base = _SYSTEM_INKS[indexed]
        elif indexed.isdecimal() and int(indexed) < len(COLOR_INDEX):
            base = hexadecimal(COLOR_INDEX[int(indexed)][2:])
        else:
            base = hexadecimal(attribute(colour, "rgb")[-6:])
        return _tinted(base, _number(attribute(colour, "tint"), 0.0)) if isinstance(base, tuple) else base

    def _unseen(self, style: Element, fonts: list[_Font], fills: list[Paint]) -> str:
        font = _at(fonts, attribute(style, "fontId")) or _Font()
        fill = _at(fills, attribute(style, "fillId")) or WHITE
        if font.size <= SMALLEST:
            return "size"
        # Letters without a colour are black on any ground; only the program's own black is meant.
        return "" if stands_out(font.ink or BLACK, fill) else "colour"


def _format(number: str, written: dict[str, str]) -> str:
    """
    Return the code of a number format: written in the file, else the one that the program has for the number.
    """
    if number in written:
        return written[number] or GENERAL
    known = int(number) if number.isdecimal() and len(number) < 4 else 0  # noqa: PLR2004 - three digits
    return KOREAN_FORMATS.get(known) or BUILTIN_FORMATS.get(known, GENERAL)


def _tinted(colour: tuple[int, int, int], tint: float) -> Paint:
    """
    Return a colour made lighter (0 to 1) or darker (-1 to 0).
    """
    share = min(abs(tint), 1.0)
    goal = 255 if tint > 0 else 0
    red, green, blue = (round(level + (goal - level) * share) for level in colour)
    return red, green, blue


def _at(items: Sequence[Item], index: str) -> Item | None:
    return items[int(index)] if index.isdecimal() and len(index) < 7 and int(index) < len(items) else None  # noqa: PLR2004


def _number(text: str, otherwise: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if number == number else otherwise  # noqa: PLR0124 - not a number
