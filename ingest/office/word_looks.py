"""
Read how letters of a DOCX file are printed, as far as it decides whether a person sees them, and what they are.

Source: ECMA-376 part 1, 17.3.2 (run properties), 17.7.3 (toggle properties); MS-DOCX 2.6 (text effects).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from ingest.markup import attribute, children, local_name
from ingest.office.word_colours import HIGHLIGHTS, Paint, Special, stands_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from ingest.office.word_colours import Theme

OFF = frozenset({"0", "false", "off", "none"})
# Half points: at one point a letter is a dot. Percent of the usual width.
LARGEST_DOT, NARROWEST = 2, 10
# The size of letters where nothing says another, in half points; twips to the half point.
USUAL_SIZE, TWIPS = 20, 10
# Letters pushed together by this share of their size lie on one another.
MOST_CONDENSED = 0.9
# Twips a letter of fitted text must have at least.
LEAST_FIT = 20
TOGGLES = frozenset({"vanish", "strike", "capitals"})


@dataclass(frozen=True, slots=True)
class Look:
    """
    Hold what one place says of the look of letters; None where it says nothing.

    `size` and `complex_size` are half points, `scale` percent, `spacing` and `fit` twips. `fill` is the colour of a
    text effect, which covers `colour`; `shade` and `highlight` lie behind the letters.
    """

    vanish: bool | None = None
    strike: bool | None = None
    capitals: bool | None = None
    is_complex: bool | None = None
    colour: Paint | None = None
    fill: Paint | None = None
    outline: Paint | None = None
    shade: Paint | None = None
    highlight: Paint | None = None
    size: int | None = None
    complex_size: int | None = None
    scale: int | None = None
    spacing: int | None = None
    fit: int | None = None
    font: str | None = None

    def __hash__(self) -> int:
        """
        Hash by what differs most: looks are looked up for every run.
        """
        return hash((self.colour, self.size, self.vanish))

    def over(self, below: Look) -> Look:
        """
        Return the look of letters for which this says the last word and `below` the rest.
        """
        if self == PLAIN:
            return below
        if below == PLAIN:
            return self
        said = ((name, getattr(self, name)) for name in NAMES)
        return Look(**{name: getattr(below, name) if value is None else value for name, value in said})

    def shows(self, letters: int, behind: Paint) -> bool:
        """
        Tell whether a person sees this many letters in a row before this colour.
        """
        size = (self.complex_size if self.is_complex else self.size) or USUAL_SIZE
        return not (
            self.vanish
            or size <= LARGEST_DOT
            or (self.scale is not None and self.scale <= NARROWEST)
            or -(self.spacing or 0) >= size * TWIPS * MOST_CONDENSED
            or (self.fit is not None and self.fit < LEAST_FIT * letters)
        ) and self._stands_out(behind)

    def _stands_out(self, behind: Paint) -> bool:
        """
        Tell whether the letters' colour can be told from what is behind them.
        """
        has_highlight = self.highlight is not None and self.highlight is not Special.CLEAR
        own = self.highlight if has_highlight else self.shade
        ground = behind if own is None or own is Special.CLEAR else own
        ink = self.colour if self.fill is None else self.fill
        is_outlined = self.outline is not None and stands_out(self.outline, ground)
        return is_outlined or stands_out(ink, ground, is_shaded=not has_highlight)


PLAIN: Final = Look()
NAMES: Final = tuple(each.name for each in fields(Look))


def read_look(properties: Element | None, theme: Theme) -> Look:
    """
    Read a w:rPr.
    """
    said: dict[str, Any] = {}
    for element in children(properties):
        reader = READERS.get(local_name(element))
        if reader is not None:
            name, read = reader
            value = read(element, theme)
            # Of w:caps and w:smallCaps, and of w:strike and w:dstrike, either does it.
            if value is not None and not (value is False and said.get(name)):
                said[name] = value
    return Look(**said) if said else PLAIN


def combine(levels: tuple[Look, ...], defaults: Look) -> Look:
    """
    Put the styles of a table, a paragraph and its letters on top of one another.

    A switch that two of them turn on is off again, unless the document's defaults turn it on.
    """
    merged = defaults
    for level in levels:
        merged = level.over(merged)
    toggled: dict[str, Any] = {
        name: bool(getattr(defaults, name)) or sum(bool(getattr(level, name)) for level in levels) % 2 == 1
        for name in TOGGLES
    }
    return Look(**toggled).over(merged)


def is_on(mark: Element | None) -> bool:
    """
    Tell whether a switch such as w:vanish is present and not switched off.
    """
    return mark is not None and attribute(mark, "val", "1").lower() not in OFF


def _switch(element: Element, _theme: Theme) -> bool:
    """
    Read a switch.
    """
    return is_on(element)


def whole(text: str) -> int | None:
    """
    Return a whole number of at most six figures, a unit after it dropped; None for anything else.
    """
    number = text.removesuffix("%").removesuffix("pt")
    digits = number.removeprefix("-").partition(".")[0]
    return int(number.partition(".")[0]) if digits.isdecimal() and len(digits) < 7 else None  # noqa: PLR2004


def _number(element: Element, _theme: Theme) -> int | None:
    """
    Read a number.
    """
    return whole(attribute(element, "val"))


def _colour(element: Element, theme: Theme) -> Paint | None:
    """
    Read w:color.
    """
    return theme.written(element, "val", "themeColor")


def _shade(element: Element, theme: Theme) -> Paint | None:
    """
    Read w:shd.
    """
    return theme.shading(element)


def _highlight(element: Element, _theme: Theme) -> Paint:
    """
    Read w:highlight.
    """
    return HIGHLIGHTS.get(attribute(element, "val"), Special.CLEAR)


def _effect(element: Element, theme: Theme) -> Paint | None:
    """
    Read w14:textFill.
    """
    paint = theme.drawn(next(iter(element), None))
    return None if paint is Special.UNKNOWN else paint


def _outline(element: Element, theme: Theme) -> Paint:
    """
    Read w14:textOutline: letters without a filling may still have an outline.
    """
    fill = next((each for each in element if local_name(each).endswith("Fill")), None)
    return theme.drawn(fill) or Special.CLEAR


def _font(element: Element, _theme: Theme) -> str | None:
    """
    Read the font of Latin letters; a font of the theme is no symbol font.
    """
    if attribute(element, "asciiTheme"):
        return ""
    return attribute(element, "ascii") or attribute(element, "hAnsi") or None


READERS: Final[dict[str, tuple[str, Callable[[Element, Theme], object]]]] = {
    "vanish": ("vanish", _switch),
    "strike": ("strike", _switch),
    "dstrike": ("strike", _switch),
    "caps": ("capitals", _switch),
    "smallCaps": ("capitals", _switch),
    "rtl": ("is_complex", _switch),
    "cs": ("is_complex", _switch),
    "color": ("colour", _colour),
    "textFill": ("fill", _effect),
    "textOutline": ("outline", _outline),
    "shd": ("shade", _shade),
    "highlight": ("highlight", _highlight),
    "sz": ("size", _number),
    "szCs": ("complex_size", _number),
    "w": ("scale", _number),
    "spacing": ("spacing", _number),
    "fitText": ("fit", _number),
    "rFonts": ("font", _font),
}
"""Element of w:rPr to the field of Look that it fills and how it is read."""
