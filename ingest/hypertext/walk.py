"""
Walk a page's elements in reading order into a `Flow`.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ingest import late
from ingest.document import Aside
from ingest.hypertext.styles import Look, Sheet
from ingest.markup import local_name
from ingest.notices import HIDDEN_TEXT, TRACKED_CHANGES, UNREAD_INSERT
from ingest.office.flow import LARGE_PICTURE_SIZE, Flow, Picture
from ingest.office.numerals import System, write

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.document import AsideKind
    from ingest.layout import Layout

SILENT = frozenset(
    {"script", "style", "template", "head", "title", "noscript", "select", "svg", "map", "audio", "video"}
)
UNREAD = frozenset({"iframe", "object", "embed", "applet"})
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
    }
    | {"ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var", "wbr"}
)
SPACES, RUNS = late.pattern(r"[ \t\n\r\f]+"), late.pattern(" +")
BULLET = "•"
MOST_DIGITS = 6
Number = TypeVar("Number", int, float)
PIXEL = 0.75
"""Points in a pixel."""


@dataclass(slots=True)
class Numbers:
    """
    Count the items of one list.
    """

    system: System | None
    following: int

    def print_next(self, said: str) -> str:
        """
        Return the mark in front of the next item; `said` is the number that it gives itself, if any.
        """
        if self.system is None:
            return f"{BULLET} "
        number = _figure(said, self.following)
        self.following = number + 1
        return f"{write(number, self.system)}. "


class Walk:
    """
    Collect what a page says; text that is not seen, or struck out, goes beside it.
    """

    def __init__(self, root: Element) -> None:
        """
        Walk the whole page.
        """
        self._flow = Flow()
        self._sheet = Sheet(root)
        self._line: list[str] = []
        self._beside: tuple[AsideKind, list[str]] | None = None
        self._lists: list[Numbers] = []
        self._element(root, Look())
        self._end_block()

    def finish(self) -> Layout:
        """
        Return the layout.
        """
        return self._flow.finish()

    def _element(self, element: Element, around: Look) -> None:
        """
        Walk one element.
        """
        tag = local_name(element).lower()
        if tag in UNREAD:
            self._flow.warn(UNREAD_INSERT)
        if tag in SILENT or tag in UNREAD:
            return
        look = self._sheet.look(element, around)
        if tag == "br":
            self._line.append("\n")
        elif tag == "img":
            if look.is_seen:
                self._flow.add_picture(_picture(element))
        elif tag == "table":
            self._table(element, look)
        elif tag in {"ol", "ul"}:
            self._list(element, look)
        elif tag in INLINE:
            self._inside(element, look)
        else:
            self._block(element, look)

    def _inside(self, element: Element, look: Look) -> None:
        """
        Walk what stands inside an element.
        """
        self._say(element.text, look, element)
        for each in element:
            self._element(each, look)
            self._say(each.tail, look, element)

    def _block(self, element: Element, look: Look) -> None:
        """
        Walk an element that begins and ends a line of its own.
        """
        self._end_block()
        if local_name(element).lower() == "li" and self._lists and look.is_seen:
            self._line.append(self._lists[-1].print_next(str(element.get("value") or "")))
        self._inside(element, look)
        self._end_block()

    def _list(self, element: Element, look: Look) -> None:
        """
        Walk a list, whose items are numbered as browsers do.
        """
        is_numbered = local_name(element).lower() == "ol"
        kind, start = str(element.get("type") or "1"), str(element.get("start") or "")
        system = System(kind) if kind in {"1", "a", "A", "i", "I"} else System.DECIMAL
        self._lists.append(Numbers(system if is_numbered else None, _figure(start, 1)))
        self._block(element, look)
        self._lists.pop()

    def _table(self, element: Element, look: Look) -> None:
        """
        Walk a table cell by cell; what stands between rows (a caption) is text before the next cell.
        """
        self._end_block()
        table, row = self._flow.open_table(), -1
        for each in _own(element):
            inner = self._sheet.look(each, look)
            if local_name(each).lower() != "tr":
                self._block(each, inner)
                continue
            row, column = row + 1, 0
            for cell in each:
                start = self._flow.position
                self._block(cell, self._sheet.look(cell, inner))
                self._flow.close_cell(table, row, column, start)
                column += _figure(str(cell.get("colspan") or ""), 1)
        self._end_block()

    def _say(self, text: str | None, look: Look, element: Element) -> None:
        """
        Take text where it belongs: into the line, or beside the page.
        """
        if not text:
            return
        words = text if local_name(element).lower() in {"pre", "textarea"} else SPACES.sub(" ", text)
        if look.is_seen and not look.struck:
            if words.strip():
                self._end_aside()
            self._line.append(words)
        elif words.strip():
            self._set_aside("deleted" if look.is_seen else "hidden", words)

    def _set_aside(self, kind: AsideKind, words: str) -> None:
        """
        Keep text that is not judged; pieces that follow one another are one aside.
        """
        if self._beside and self._beside[0] != kind:
            self._end_aside()
        if self._beside is None:
            self._beside = (kind, [])
        self._beside[1].append(words)

    def _end_aside(self) -> None:
        """
        Hand over the text set aside so far.
        """
        if self._beside is None:
            return
        kind, pieces = self._beside
        self._beside = None
        self._flow.add_aside(Aside(kind, SPACES.sub(" ", "".join(pieces)).strip()))
        self._flow.warn(HIDDEN_TEXT if kind == "hidden" else TRACKED_CHANGES)

    def _end_block(self) -> None:
        """
        Hand over the line collected so far as a paragraph.
        """
        lines = (RUNS.sub(" ", line).strip(" ") for line in "".join(self._line).split("\n"))
        self._line.clear()
        text = "\n".join(lines).strip("\n")
        if text.strip():
            self._flow.add_paragraph(text)
        self._end_aside()


def _own(table: Element) -> list[Element]:
    """
    List the rows of a table, and what else stands between them, without the bodies around.
    """
    found: list[Element] = []
    for each in table:
        is_body = local_name(each).lower() in {"tbody", "thead", "tfoot"}
        found.extend(each if is_body else [each])
    return found


def _picture(element: Element) -> Picture:
    """
    Describe a picture; one that does not say its size may be a whole page.
    """
    source = str(element.get("src") or "")
    if source.startswith("cid:"):
        # A file of the mail itself, which stands in the bundle's manifest.
        return Picture(0, 0, bytes)
    whole = 1 + LARGE_PICTURE_SIZE**0.5
    width, height = (_length(str(element.get(side) or ""), whole) for side in ("width", "height"))
    return Picture(width, height, partial(_data, source))


def _length(said: str, default: float) -> float:
    """
    Read a length in pixels as points.
    """
    return _figure(said.removesuffix("px").strip(), default / PIXEL) * PIXEL


def _figure(said: str, default: Number) -> int | Number:
    """
    Read a plain number of a sensible length; anything else gives the default.
    """
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else default


def _data(source: str) -> bytes:
    """
    Return the picture that an address itself holds; nothing for one that lies elsewhere.
    """
    head, comma, body = source.partition(",")
    if not (head.startswith("data:") and head.endswith("base64") and comma):
        return b""
    try:
        return base64.b64decode(body)
    except (binascii.Error, ValueError):
        return b""
