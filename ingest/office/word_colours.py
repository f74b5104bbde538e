"""
Work out the colours of a DOCX file: theme colours, shadings, and whether letters stand out from what is behind them.

Source: ECMA-376 part 1, 17.3.2.6 (color), 17.3.5 (shading), 17.15.1.20 (clrSchemeMapping), 20.1.6.2 (clrScheme).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, children, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RGB = tuple[int, int, int]


class Special(Enum):
    """
    Name a colour that is none: chosen by the program, nothing at all, or a picture or gradient nobody can compute.
    """

    AUTOMATIC = "automatic"
    CLEAR = "clear"
    UNKNOWN = "unknown"


Paint = RGB | Special

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
HEX_DIGITS = 6
# Levels of 256: letters nearer than this to what is behind them are not seen. The lightest grey that office programs
# offer for text, "white, darker 15 %" (D9D9D9), stays visible.
LEAST_CONTRAST = 36
# Where a drawing's colour is mixed: thousandths of a percent.
WHOLE = 100_000
LEAST_OPACITY = 0.02
WORD_EFFECTS = "http://schemas.microsoft.com/office/word/2010/wordml"

# The colours of a file without a theme, and the Windows colours that a theme may name.
OFFICE_THEME: dict[str, RGB] = {
    "dk1": BLACK, "lt1": WHITE, "dk2": (0x44, 0x54, 0x6A), "lt2": (0xE7, 0xE6, 0xE6), "accent1": (0x44, 0x72, 0xC4),
    "accent2": (0xED, 0x7D, 0x31), "accent3": (0xA5, 0xA5, 0xA5), "accent4": (0xFF, 0xC0, 0x00),
    "accent5": (0x5B, 0x9B, 0xD5), "accent6": (0x70, 0xAD, 0x47), "hlink": (0x05, 0x63, 0xC1),
    "folHlink": (0x95, 0x4F, 0x72),
}  # fmt: skip
SYSTEM_COLOURS = {"window": WHITE, "windowText": BLACK}
# Long names of the theme's colours as w:themeColor and the mapping of the settings use them.
SCHEME_NAMES = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}  # fmt: skip
# Short names that go through the mapping of the settings, and what they mean without one.
MAPPED = {"background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2", "tx1": "t1", "tx2": "t2"}
USUAL_MAPPING = {"bg1": "lt1", "t1": "dk1", "bg2": "lt2", "t2": "dk2"}
HIGHLIGHTS: dict[str, RGB] = {
    "black": BLACK, "white": WHITE, "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0),
    "magenta": (255, 0, 255), "red": (255, 0, 0), "yellow": (255, 255, 0), "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128), "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0), "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip


class Theme:
    """
    Resolve the colours that a document names by their place in its theme.
    """

    def __init__(self, theme: Element | None, settings: Element | None) -> None:
        """
        Read the colour scheme of the theme part and its mapping in the settings; both may be missing.
        """
        self._scheme = dict(OFFICE_THEME)
        for entry in children(child(theme, "themeElements", "clrScheme")):
            colour = next((_base_colour(each) for each in entry), None)
            if colour is not None:
                self._scheme[local_name(entry)] = colour
        self._mapping = dict(USUAL_MAPPING)
        mapping = child(settings, "clrSchemeMapping")
        for key, value in () if mapping is None else mapping.items():
            name = str(value)
            self._mapping[str(key).rpartition("}")[2]] = SCHEME_NAMES.get(name, name)

    def named(self, name: str) -> RGB | None:
        """
        Return the colour of a name of the theme ("background1", "accent2", "tx1"); None for an unknown one.
        """
        short = MAPPED.get(name, name)
        return self._scheme.get(self._mapping.get(short, SCHEME_NAMES.get(short, short)))

    def written(self, element: Element, value: str, prefix: str) -> Paint | None:
        """
        Return the colour that attributes write, the theme's first: `value` names the plain one, `prefix` the theme's.
        """
        base = self.named(attribute(element, prefix)) if attribute(element, prefix) else None
        if base is not None:
            lighter = _share(attribute(element, f"{prefix.removesuffix('Color')}Tint"))
            darker = _share(attribute(element, f"{prefix.removesuffix('Color')}Shade"))
            return _mix(_mix(base, WHITE, lighter), BLACK, darker)
        plain = attribute(element, value)
        return Special.AUTOMATIC if plain == "auto" else hexadecimal(plain)

    def shading(self, element: Element | None) -> Paint | None:
        """
        Return the colour that a w:shd lays behind letters: CLEAR where it lays none, None where nothing is said.
        """
        if element is None:
            return None
        pattern = attribute(element, "val")
        fill = self.written(element, "fill", "themeFill")
        if pattern in {"clear", "nil", ""}:
            return fill if isinstance(fill, tuple) else Special.CLEAR
        ink = self.written(element, "color", "themeColor")
        front = ink if isinstance(ink, tuple) else BLACK
        if pattern == "solid":
            return front
        percent = pattern.removeprefix("pct")
        covered = int(percent) / 100 if percent.isdecimal() and len(percent) < HEX_DIGITS else 0.5
        return _mix(front, fill if isinstance(fill, tuple) else WHITE, 1 - covered)

    def drawn(self, fill: Element | None) -> Paint | None:
        """
        Return the colour of a fill in a drawing (a:solidFill and its kind); None where there is no such element.
        """
        if fill is None:
            return None
        name = local_name(fill)
        if name == "noFill":
            return Special.CLEAR
        colour = next(iter(fill), None) if name == "solidFill" else None
        if colour is None:
            return Special.UNKNOWN
        return self.mixed(colour)

    def mixed(self, colour: Element) -> Paint:
        """
        Return a colour of a drawing (a:srgbClr, a:schemeClr) after its changes; a transparent one is CLEAR.
        """
        base = _base_colour(colour) or self.named(attribute(colour, "val"))
        if base is None:
            return Special.UNKNOWN
        opacity = 1.0
        for change in colour:
            name, share = local_name(change), _thousandths(attribute(change, "val"))
            if name == "alpha":
                # Word's own text effects count how transparent a colour is, drawings how opaque.
                opacity = 1 - share if WORD_EFFECTS in str(change.tag) else share
            elif name in {"lumMod", "shade"}:
                base = _mix(base, BLACK, share)
            elif name in {"lumOff", "tint"}:
                base = _mix(base, WHITE, 1 - share if name == "lumOff" else share)
        return Special.CLEAR if opacity <= LEAST_OPACITY else _mix(base, WHITE, opacity)


def hexadecimal(text: str) -> RGB | None:
    """
    Return the colour of six hexadecimal digits, with or without "#"; None for anything else.
    """
    digits = text.removeprefix("#")
    if len(digits) != HEX_DIGITS or not all(letter in "0123456789abcdefABCDEF" for letter in digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def stands_out(ink: Paint | None, behind: Paint, *, is_shaded: bool = True) -> bool:
    """
    Tell whether letters of a colour can be seen on what is behind them.

    An automatic colour turns white on a dark shading; on a highlight, which is no shading, it stays black.
    """
    if ink is Special.CLEAR:
        return False
    front = BLACK if not is_shaded and (ink is None or ink is Special.AUTOMATIC) else ink
    if not isinstance(front, tuple) or not isinstance(behind, tuple):
        return True
    return max(abs(one - other) for one, other in zip(front, behind, strict=True)) >= LEAST_CONTRAST


def _base_colour(colour: Element) -> RGB | None:
    """
    Return the colour that a drawing or a theme writes in figures; a Windows colour is what Windows shows.
    """
    name, value = local_name(colour), attribute(colour, "val")
    if name == "sysClr":
        return SYSTEM_COLOURS.get(value) or hexadecimal(attribute(colour, "lastClr"))
    if name == "prstClr":
        return HIGHLIGHTS.get(value)
    return hexadecimal(value) if name == "srgbClr" else None


def _mix(colour: RGB, other: RGB, share: float) -> RGB:
    """
    Return a mixture with `share` (0 to 1) of the first colour.
    """
    red, green, blue = (round(one * share + two * (1 - share)) for one, two in zip(colour, other, strict=True))
    return red, green, blue


def _share(text: str) -> float:
    """
    Return a tint or shade of two hexadecimal digits as a share; 1 where there is none.
    """
    try:
        return min(int(text, 16), 255) / 255 if text else 1.0
    except ValueError:
        return 1.0


def _thousandths(text: str) -> float:
    """
    Return a share written in thousandths of a percent, or in percent with its sign.
    """
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else WHOLE)
    except ValueError:
        return 1.0
    return min(max(share, 0.0), 1.0) if share == share else 1.0  # noqa: PLR0124 - not a number
