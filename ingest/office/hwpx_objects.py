"""
Read what an HWPX file says of its objects apart from their words: size, place, fill, form controls, pictures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, children, local_name
from ingest.office.hangul_model import CLEAR, Fill
from ingest.office.hangul_places import Place, clips, signed
from ingest.office.hwpx_header import fill_of, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

FRONT, BEHIND = "IN_FRONT_OF_TEXT", "BEHIND_TEXT"
PICTURE_FILL: Final = Fill(is_picture=True)
TICKS: Final = {
    "checkBtn": {"CHECKED": "☑ ", "INDETERMINATE": "☑ ", "UNCHECKED": "□ "},
    "radioBtn": {"CHECKED": "● ", "UNCHECKED": "○ "},
}
FORMS: Final = frozenset({"checkBtn", "radioBtn", "btn", "edit", "comboBox"})
FIXED: Final = frozenset({"PAPER", "PAGE"})


@dataclass(frozen=True, slots=True)
class Library:
    """
    Hold the pictures and objects of the package by their ids, and its charts by their names; what is linked is outside.
    """

    loaders: Mapping[str, Callable[[], bytes]]
    linked: frozenset[str] = frozenset()
    charts: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


def nothing() -> bytes:
    """
    Return no bytes: a picture that the file does not hold.
    """
    return b""


def place_of(element: Element) -> Place:
    """
    Read the size of an object and, where it is fixed on the paper, its offsets.
    """
    size, place = child(element, "sz"), child(element, "pos")
    is_free = attribute(place, "treatAsChar") != "1" and attribute(place, "flowWithText") != "1"

    def offset(base: str, align: str, start: str, name: str) -> int | None:
        """
        Return one offset where it counts from the corner of the paper.
        """
        is_fixed = is_free and attribute(place, base) in FIXED and attribute(place, align) == start
        return signed(whole(attribute(place, name))) if is_fixed else None

    return Place(
        whole(attribute(size, "width")),
        whole(attribute(size, "height")),
        offset("horzRelTo", "horzAlign", "LEFT", "horzOffset"),
        offset("vertRelTo", "vertAlign", "TOP", "vertOffset"),
        attribute(element, "textWrap") == FRONT,
        attribute(element, "textWrap") == BEHIND,
    )


def page_of(properties: Element) -> tuple[int, int] | None:
    """
    Return the width and height of a section's paper.
    """
    paper = child(properties, "pagePr")
    size = (whole(attribute(paper, "width")), whole(attribute(paper, "height")))
    return size if all(size) else None


def ground_of(properties: Element, fills: Mapping[str, Fill], page: tuple[int, int]) -> Fill:
    """
    Return what is painted behind the text of the section with these properties: the paper's own fill, or a picture.
    """
    objects = [each for each in properties.getroottree().iter() if attribute(each, "textWrap") == BEHIND]
    if any(place_of(each).underlies(paint_of(each), page) for each in objects):
        return PICTURE_FILL
    borders = [each for each in properties if local_name(each) == "pageBorderFill"]
    painted = (fills.get(attribute(each, "borderFillIDRef"), CLEAR) for each in borders)
    return next((fill for fill in painted if fill != CLEAR), CLEAR)


def paint_of(element: Element) -> Fill:
    """
    Return the fill of an object; a picture's is unknown.
    """
    return PICTURE_FILL if local_name(element) in {"pic", "ole", "container"} else fill_of(element)


def clips_words(element: Element) -> bool:
    """
    Tell whether a shape has no room for all its words, as Hangul laid them out last.
    """
    sizes = (whole(attribute(child(element, name), "height")) for name in ("curSz", "orgSz", "sz"))
    paragraphs = children(child(element, "drawText", "subList"))
    segments = (segment for each in paragraphs for segment in children(child(each, "linesegarray")))
    return clips(next(filter(None, sizes), 0), (whole(attribute(each, "vertpos")) for each in segments))


def form_text(control: Element) -> str:
    """
    Return what a form control shows.
    """
    name = local_name(control)
    if name == "edit":
        words = child(control, "text")
        return (words.text or "") if words is not None else ""
    if name == "comboBox":
        return _chosen(control)
    return TICKS.get(name, {}).get(attribute(control, "value"), "") + attribute(control, "caption")


def _chosen(control: Element) -> str:
    """
    Return what is chosen in a list.
    """
    chosen = attribute(control, "selectedValue")
    items = [each for each in control if local_name(each) == "listItem"]
    fitting = [each for each in items if attribute(each, "value") == chosen] if chosen or len(items) != 1 else items
    shown = [attribute(each, "displayText") or attribute(each, "value") for each in fitting]
    return next(iter(shown), chosen)


def picture_of(element: Element) -> str:
    """
    Return the id of the picture that an object shows.
    """
    return attribute(child(element, "img"), "binaryItemIDRef")
