"""
Look into a drawing of a DOCX file: boxes of text with what lies behind them, pictures, charts and diagrams.

Source: ECMA-376 part 1, 20 and 21 (DrawingML); part 4, 14.1 (VML).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, children, descendants, local_name
from ingest.notices import COVERING_SHAPE
from ingest.office.flow import Picture
from ingest.office.graphics import chart_lines, diagram_lines, drawn_text
from ingest.office.word_alternatives import shown_branch
from ingest.office.word_colours import WHITE, Paint, Special, stands_out
from ingest.office.word_looks import PLAIN
from ingest.office.word_text import Hanging
from ingest.office.word_vml import SHAPES, read_vml_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from ingest.office.flow import Flow
    from ingest.office.word_colours import Theme
    from ingest.office.word_package import Package
    from ingest.office.word_styles import ParagraphForm
    from ingest.office.word_text import Setting, Words

# English Metric Units, of which drawings count 12,700 to the point; twips, of which pages count 20.
EMU, TWIPS = 12_700, 20
# Points. A box lower or narrower than this shows no letter; a shape larger than that can cover some.
LEAST_BOX, LEAST_COVER = 2.0, 8.0
FILLS: Final = frozenset({"noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Hold the size of the widest and longest page of a document, in points.
    """

    width: float
    height: float

    def is_beside(self, form: ParagraphForm) -> bool:
        """
        Tell whether the place of a paragraph puts its lines, or the better part of them, beside the page.
        """
        places = ((form.left or 0, self.width), (form.top or 0, self.height))
        return any(place / TWIPS >= size or place / TWIPS <= -size / 2 for place, size in places)


class Drawings:
    """
    Look into the drawings of one document.
    """

    def __init__(self, package: Package, theme: Theme, flow: Flow, sheet: Sheet) -> None:
        """
        Take where parts, colours and pages are found, and the flow that takes note of pictures.
        """
        self._package = package
        self._theme = theme
        self._flow = flow
        self.sheet = sheet

    def into(self, flow: Flow) -> Drawings:
        """
        Return the same for another flow.
        """
        return Drawings(self._package, self._theme, flow, self.sheet)

    def look_into(self, drawing: Element, words: Words, setting: Setting) -> None:
        """
        Hang what a w:drawing, w:pict or w:object holds on the paragraph.
        """
        if local_name(drawing) == "drawing":
            for frame in drawing:
                self._read_frame(frame, words, setting)
        else:
            self._read_vml(drawing, words, setting)

    def _read_frame(self, frame: Element, words: Words, setting: Setting) -> None:
        """
        Read a wp:inline or wp:anchor.
        """
        extent = child(frame, "extent")
        width, height = (_points(attribute(extent, side), EMU) for side in ("cx", "cy"))
        is_tiny = extent is not None and (width < LEAST_BOX or height < LEAST_BOX)
        is_off = local_name(frame) == "anchor" and self._is_off_page(frame, width, height)
        is_told_hidden = attribute(child(frame, "docPr"), "hidden") in {"1", "true"}
        inner = setting.hidden(is_tiny or is_off or is_told_hidden)
        if not inner.is_gone and self._covers(frame, width, height):
            self._flow.warn(COVERING_SHAPE)
        self._read_shapes(frame, words, inner, (width, height))

    def _read_shapes(self, group: Element, words: Words, setting: Setting, size: tuple[float, float]) -> None:
        """
        Read the shapes of a frame or group in their order.
        """
        for element in group:
            name = local_name(element)
            if name == "wsp":
                self._read_shape(element, group, words, setting)
            elif name == "txbxContent":
                words.hanging.append(Hanging(setting, element))
            elif name in {"pic", "blip"}:
                self._add_picture(element, setting, size)
            elif name in {"chart", "relIds"}:
                self._read_graphic(element, words, setting)
            elif name == "AlternateContent":
                branch = shown_branch(element)
                self._read_shapes(branch if branch is not None else (), words, setting, size)  # type: ignore[arg-type]
            elif name == "p":
                _hang_line(drawn_text(element), words, setting)
            else:
                self._read_shapes(element, words, setting, size)

    def _read_shape(self, shape: Element, group: Element, words: Words, setting: Setting) -> None:
        """
        Read the text of one wps:wsp on its filling, or on the shape of its group that lies under it.
        """
        content = child(shape, "txbx", "txbxContent")
        if content is None:
            return
        fill = self._fill(shape)
        if fill is Special.CLEAR:
            fill = next((self._fill(below) for below in _under(shape, group)), fill)
        ink = child(shape, "style", "fontRef")
        colour = next((self._theme.mixed(each) for each in children(ink)), None)
        look = replace(PLAIN, colour=colour) if isinstance(colour, tuple) else PLAIN
        words.hanging.append(Hanging(replace(setting.on(fill), look=look), content))

    def _fill(self, shape: Element) -> Paint:
        """
        Return the filling of a shape: its own, or that of its style.
        """
        if local_name(shape) == "pic":
            return Special.UNKNOWN
        own = next((each for each in children(child(shape, "spPr")) if local_name(each) in FILLS), None)
        if own is not None:
            return self._theme.drawn(own) or Special.CLEAR
        style = child(shape, "style", "fillRef")
        colour = next(iter(style), None) if style is not None and attribute(style, "idx") not in {"", "0"} else None
        return Special.CLEAR if colour is None else self._theme.mixed(colour)

    def _covers(self, frame: Element, width: float, height: float) -> bool:
        """
        Tell whether the frame is a white shape without text that lies over the text of the page.
        """
        is_over = attribute(frame, "behindDoc") in {"0", "false"} and child(frame, "wrapNone") is not None
        if not is_over or min(width, height) < LEAST_COVER:
            return False
        shape = next(descendants(frame, "wsp"), None)
        if shape is None or any(True for _ in descendants(shape, "txbxContent")):
            return False
        fill = self._fill(shape)
        return isinstance(fill, tuple) and not stands_out(fill, WHITE)

    def _is_off_page(self, anchor: Element, width: float, height: float) -> bool:
        """
        Tell whether a frame with a place of its own lies beside every page.
        """
        for side, size, page in (("positionH", width, self.sheet.width), ("positionV", height, self.sheet.height)):
            position = child(anchor, side)
            offset = child(position, "posOffset")
            source = attribute(position, "relativeFrom")
            if offset is None or source in {"paragraph", "line"}:
                continue
            start = _points(offset.text or "", EMU)
            # Without a layout, a place that counts from a margin or column is known only within one page.
            if start >= page or start + size <= (0 if source == "page" else -page):
                return True
        return False

    def _read_graphic(self, reference: Element, words: Words, setting: Setting) -> None:
        """
        Read the titles of a chart, or the words of a diagram, from the part where they stand.
        """
        is_chart = local_name(reference) == "chart"
        root = self._package.parse(self._package.target(attribute(reference, "id" if is_chart else "dm"), setting.part))
        for line in chart_lines(root) if is_chart else diagram_lines(root):
            _hang_line(line, words, setting)

    def _add_picture(self, picture: Element, setting: Setting, size: tuple[float, float]) -> None:
        """
        Take note of a picture where it stands.
        """
        blip = next(descendants(picture, "blip"), None)
        if blip is not None and not setting.is_gone:
            target = self._package.target(attribute(blip, "embed"), setting.part)
            self._flow.add_picture(Picture(*size, partial(self._load, target)))

    def _load(self, part: str) -> bytes:
        """
        Return the bytes of a picture's part; nothing where it stands elsewhere.
        """
        return self._package.archive.part(part) if part else b""

    def _read_vml(self, container: Element, words: Words, setting: Setting) -> None:
        """
        Read the shapes of old programs, in their order.
        """
        for element in container:
            name = local_name(element)
            if name in SHAPES:
                self._read_vml_shape(element, words, setting)
            elif name == "txbxContent":
                words.hanging.append(Hanging(setting, element))
            elif name == "textpath":
                _hang_line(attribute(element, "string"), words, setting)
            elif name == "drawing":
                self.look_into(element, words, setting)
            elif name == "AlternateContent":
                branch = shown_branch(element)
                if branch is not None:
                    self._read_vml(branch, words, setting)
            elif name != "shapetype":
                self._read_vml(element, words, setting)

    def _read_vml_shape(self, shape: Element, words: Words, setting: Setting) -> None:
        """
        Read one shape with its place and filling.
        """
        drawn = read_vml_shape(shape)
        inner = setting.hidden(drawn.is_hidden or drawn.is_beside(self.sheet.width))
        image = child(shape, "imagedata")
        if image is not None and not inner.is_gone:
            target = self._package.target(attribute(image, "id"), setting.part)
            self._flow.add_picture(Picture(drawn.width, drawn.height, partial(self._load, target)))
        if drawn.covers() and min(drawn.width, drawn.height) >= LEAST_COVER and not inner.is_gone:
            self._flow.warn(COVERING_SHAPE)
        self._read_vml(shape, words, inner.on(drawn.fill))


def _under(shape: Element, group: Element) -> Iterator[Element]:
    """
    Walk the shapes and pictures of a group that lie under the middle of one of them, the topmost first.
    """
    left, top, width, height = _frame_of(shape)
    across, down = left + width / 2, top + height / 2
    before = list(group)[: list(group).index(shape)]
    for other in reversed(before):
        if local_name(other) in {"wsp", "pic"}:
            x, y, wide, high = _frame_of(other)
            if x <= across <= x + wide and y <= down <= y + high:
                yield other


def _frame_of(shape: Element) -> tuple[float, float, float, float]:
    """
    Return left, top, width and height of a shape in the units of its group.
    """
    frame = child(shape, "spPr", "xfrm")
    offset, extent = child(frame, "off"), child(frame, "ext")
    left, top = (_points(attribute(offset, side), 1) for side in ("x", "y"))
    width, height = (_points(attribute(extent, side), 1) for side in ("cx", "cy"))
    return left, top, width, height


def _hang_line(line: str, words: Words, setting: Setting) -> None:
    """
    Hang a line of text on the paragraph unless it is blank.
    """
    if line.strip():
        words.hanging.append(Hanging(setting, text=line.strip()))


def _points(text: str, unit: int) -> float:
    """
    Return a length in points; 0 for anything that is none.
    """
    digits = text.strip().removeprefix("-")
    return int(text) / unit if digits.isdecimal() and len(digits) < 13 else 0.0  # noqa: PLR2004 - no page is that large
