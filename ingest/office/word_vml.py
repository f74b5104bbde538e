"""
Read the place and filling of one shape of the old drawing language (VML) of a DOCX file.

Source: ECMA-376 part 4, 14.1 and 14.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, local_name
from ingest.office.word_colours import WHITE, Paint, Special, hexadecimal, stands_out

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SHAPES: Final = frozenset({"shape", "rect", "roundrect", "oval", "polyline", "line", "arc", "curve", "group", "image"})
# Shapes that have no surface.
LINES: Final = frozenset({"line", "arc", "curve", "group", "image"})
UNITS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0, "": 0.75}
NO: Final = frozenset({"f", "false"})
BEYOND: Final = 1e6


@dataclass(frozen=True, slots=True)
class VmlShape:
    """
    Hold one shape: its size and left edge in points, what it is filled with, whether it is hidden or lies over text.
    """

    width: float
    height: float
    left: float
    fill: Paint
    is_hidden: bool
    is_floating: bool
    is_blank: bool

    def is_beside(self, page: float) -> bool:
        """
        Tell whether the shape stands beside a page of this width.
        """
        return self.is_floating and (self.left >= page or self.left + self.width <= -page)

    def covers(self) -> bool:
        """
        Tell whether the shape is white, holds nothing and lies over the text.
        """
        return self.is_blank and isinstance(self.fill, tuple) and not stands_out(self.fill, WHITE)


def read_vml_shape(shape: Element) -> VmlShape:
    """
    Read the style and filling of a shape.
    """
    style = _style(attribute(shape, "style"))
    is_floating = style.get("position") == "absolute"
    is_behind = style.get("z-index", "0").startswith("-")
    is_rule = attribute(shape, "hr") in {"t", "true"} or local_name(shape) in LINES
    holds = {local_name(each) for each in shape.iter()} & {"textbox", "textpath", "imagedata", "wrap"}
    return VmlShape(
        width=_length(style.get("width", "")),
        height=_length(style.get("height", "")),
        left=_length(style.get("margin-left") or style.get("left", "")),
        fill=_fill(shape),
        is_hidden=style.get("visibility") == "hidden" or style.get("display") == "none",
        is_floating=is_floating,
        is_blank=is_floating and not (is_behind or is_rule or holds),
    )


def _fill(shape: Element) -> Paint:
    """
    Return the filling of a shape; surfaces are white unless told otherwise.
    """
    fill = child(shape, "fill")
    if attribute(shape, "filled") in NO or attribute(fill, "on") in NO or local_name(shape) == "group":
        return Special.CLEAR
    if attribute(fill, "type", "solid") != "solid":
        return Special.UNKNOWN
    name = (attribute(fill, "color") or attribute(shape, "fillcolor") or "white").partition(" ")[0]
    return WHITE if name in {"white", "window"} else hexadecimal(name) or Special.UNKNOWN


def _style(text: str) -> dict[str, str]:
    """
    Split the style of a shape into its settings.
    """
    pairs = (each.partition(":") for each in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _length(text: str) -> float:
    """
    Return a length in points; 0 for anything that is none.
    """
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz% ")
    try:
        value = float(number) * UNITS.get(text[len(number) :].strip(), 1.0)
    except ValueError:
        return 0.0
    return value if abs(value) < BEYOND else 0.0
