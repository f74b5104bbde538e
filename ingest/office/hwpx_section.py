"""
Read the sections of an HWPX file into paragraphs with their pieces.

Source: KS X 6101 (OWPML), Body; tried on the files of hwpxlib.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, children, local_name
from ingest.notices import ACTIVE_CONTENT, CLIPPED_BOX, COVERING_SHAPE, EMBEDDED_FILE
from ingest.office.hangul_fields import leads_outside, memo_of, prompt_of
from ingest.office.hangul_model import (
    CLEAR,
    AutoNumber,
    Box,
    Cell,
    ChangeMark,
    Comment,
    Edge,
    FieldBegin,
    FieldEnd,
    FormField,
    Letters,
    NewNumber,
    Note,
    OffPage,
    Paragraph,
    Remark,
    SectionStart,
    Table,
)
from ingest.office.hangul_objects import read_chart, read_object, read_picture
from ingest.office.hangul_places import A4, ground_in
from ingest.office.hangul_sight import behind
from ingest.office.hangul_symbols import overlapped
from ingest.office.hwpx_header import OBJECTS, SYSTEMS, fill_of, whole
from ingest.office.hwpx_objects import (
    FORMS,
    clips_words,
    form_text,
    ground_of,
    nothing,
    page_of,
    paint_of,
    picture_of,
    place_of,
)
from ingest.office.numerals import System

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from ingest.office.hangul_model import Block, Fill, Piece, Styles
    from ingest.office.hwpx_objects import Library

MARKS: Final = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
CHANGE_MARKS: Final = {"insertBegin": True, "deleteBegin": True, "insertEnd": False, "deleteEnd": False}
EDGES: Final = frozenset({"header", "footer"})
NOTES: Final = {"footNote": OBJECTS["FOOTNOTE"], "endNote": OBJECTS["ENDNOTE"]}
SURFACES: Final = frozenset({"rect", "ellipse", "polygon"})
CAPTION_FIRST: Final = frozenset({"TOP", "LEFT"})


class HwpxSection:
    """
    Read the paragraphs of one document's sections.
    """

    def __init__(self, styles: Styles, library: Library) -> None:
        """
        Take what the header and the package hold.
        """
        self._styles = styles
        self._library = library
        self._page = A4

    def paragraphs(self, blocks: Iterable[Element]) -> Iterator[Paragraph]:
        """
        Yield the paragraphs among the blocks.
        """
        for block in blocks:
            if local_name(block) == "p":
                yield Paragraph(attribute(block, "paraPrIDRef"), self._pieces(block))

    def _pieces(self, paragraph: Element) -> Iterator[Piece]:
        """
        Yield what the runs of a paragraph hold.
        """
        for run in paragraph:
            if local_name(run) == "run":
                look = attribute(run, "charPrIDRef")
                for element in run:
                    yield from self._piece(element, look)

    def _piece(self, element: Element, look: str) -> Iterator[Piece]:
        """
        Yield what one element of a run holds.
        """
        name = local_name(element)
        if name == "t":
            yield from _text(element, look)
        elif name == "secPr":
            self._page = page_of(element) or self._page
            ground = ground_of(element, self._styles.fills, self._page)
            yield SectionStart(attribute(element, "outlineShapeIDRef"), ground)
        elif name == "ctrl":
            for control in element:
                yield from self._control(control)
        elif name == "switch":
            for inner in _first_case(element):
                yield from self._piece(inner, look)
        elif name in WORDS:
            yield Letters(WORDS[name](element), look)
        elif name in FORMS:
            yield FormField(form_text(element))
        else:
            yield from self._object(element)

    def _control(self, control: Element) -> Iterator[Piece]:
        """
        Yield what a control says.
        """
        name = local_name(control)
        if name == "fieldBegin":
            yield from self._field(control)
        elif name == "fieldEnd":
            yield FieldEnd()
        elif name in NOTES:
            yield Note(NOTES[name], self._list(control))
        elif name in EDGES:
            yield Edge(self._list(control))
        elif name == "hiddenComment":
            yield Comment(self._list(control))
        elif name == "autoNum":
            yield _auto_number(control)
        elif name == "newNum" and (kind := OBJECTS.get(attribute(control, "numType"))):
            yield NewNumber(kind, whole(attribute(control, "num"), 1))

    def _field(self, begin: Element) -> Iterator[Piece]:
        """
        Yield the beginning of a field, with the memo that it may hold.
        """
        said = {attribute(each, "name"): each.text or "" for each in children(child(begin, "parameters"))}
        command, kind = said.get("Command", ""), attribute(begin, "type")
        if kind == "MEMO":
            memo = memo_of(command)
            author, at = said.get("Author") or memo.author, said.get("CreateDateTime") or memo.at
            yield Comment(self._list(begin), author, at)
        if kind == "HYPERLINK" and leads_outside(command):
            yield Remark(ACTIVE_CONTENT)
        asks = kind == "CLICK_HERE" and attribute(begin, "dirty") != "1"
        yield FieldBegin((said.get("Direction") or prompt_of(command)) if asks else "")

    def _list(self, owner: Element | None) -> Iterator[Paragraph]:
        """
        Yield the paragraphs in an element's list.
        """
        return self.paragraphs(children(child(owner, "subList")))

    def _object(self, element: Element) -> Iterator[Block]:
        """
        Yield an object, told apart by whether it lies on paper.
        """
        is_off = place_of(element).is_off(self._page)
        for block in self._blocks(element):
            yield OffPage(block) if is_off and not isinstance(block, Remark) else block

    def _blocks(self, element: Element, ground: Fill = CLEAR) -> Iterator[Block]:
        """
        Yield what an object on a ground shows: a table, a picture, the words in a drawn shape and its caption.
        """
        name = local_name(element)
        if name == "tbl":
            yield self._table(element)
            return
        if name == "pic":
            yield from self._picture(element)
        elif name == "ole":
            yield from self._ole(element)
        elif name == "video":
            yield Remark(ACTIVE_CONTENT if attribute(element, "videotype") == "Web" else EMBEDDED_FILE)
        elif name == "chart":
            yield from read_chart(self._library.charts.get(attribute(element, "chartIDRef"), nothing)())
        elif name == "textart":
            yield Box([Paragraph("", [Letters(attribute(element, "text"))])])
        elif name == "container":
            within = ground_in(map(paint_of, element))
            for inner in element:
                yield from self._blocks(inner, within)
        else:
            yield from self._shape(element, ground)
        caption = child(element, "caption")
        if caption is not None:
            yield Box(self._list(caption))

    def _shape(self, element: Element, ground: Fill) -> Iterator[Block]:
        """
        Yield the words in a drawn shape on a ground; a shape without words may cover others.
        """
        words, fill = child(element, "drawText"), fill_of(element)
        if words is not None:
            if clips_words(element):
                yield Remark(CLIPPED_BOX)
            yield Box(self._list(words), behind(ground, fill))
        elif local_name(element) in SURFACES and place_of(element).covers(fill):
            yield Remark(COVERING_SHAPE)

    def _picture(self, element: Element) -> Iterator[Block]:
        """
        Yield a picture.
        """
        identity = picture_of(element)
        if identity in self._library.linked:
            yield Remark(ACTIVE_CONTENT)
        yield from read_picture(self._library.loaders.get(identity, nothing), place_of(element))

    def _ole(self, element: Element) -> Iterator[Block]:
        """
        Yield an OLE object.
        """
        identity = attribute(element, "binaryItemIDRef")
        if identity in self._library.linked or attribute(element, "objectType") == "LINK":
            yield Remark(ACTIVE_CONTENT)
        yield from read_object(self._library.loaders.get(identity, nothing), place_of(element).points)

    def _table(self, table: Element) -> Table:
        """
        Return a table.
        """
        caption = child(table, "caption")
        return Table(
            self._cells(table),
            self._fill(table),
            Box(self._list(caption)) if caption is not None else None,
            is_caption_first=attribute(caption, "side") in CAPTION_FIRST,
        )

    def _cells(self, table: Element) -> Iterator[Cell]:
        """
        Yield the cells of a table row by row.
        """
        zones = children(child(table, "cellzoneList"))
        for line in table:
            for cell in line if local_name(line) == "tr" else ():
                address = child(cell, "cellAddr")
                row, column = whole(attribute(address, "rowAddr")), whole(attribute(address, "colAddr"))
                zone = [self._fill(each) for each in zones if _reaches(each, row, column)]
                yield Cell(row, column, behind(CLEAR, *zone, self._fill(cell)), self._list(cell))

    def _fill(self, element: Element) -> Fill:
        """
        Return the background that an element names.
        """
        return self._styles.fills.get(attribute(element, "borderFillIDRef"), CLEAR)


def _text(text: Element, look: str) -> Iterator[Piece]:
    """
    Yield mixed text with its marks.
    """
    if text.text:
        yield Letters(text.text, look)
    for mark in text:
        name = local_name(mark)
        if name in CHANGE_MARKS:
            yield ChangeMark(CHANGE_MARKS[name], attribute(mark, "TcId"))
        elif name in MARKS:
            yield Letters(MARKS[name], look)
        if mark.tail:
            yield Letters(mark.tail, look)


def _plain(element: Element, name: str) -> str:
    """
    Return the text of a child that holds nothing else.
    """
    inner = child(element, name)
    return (inner.text or "") if inner is not None else ""


WORDS: Final = {
    "compose": lambda element: overlapped(attribute(element, "composeText")),
    "dutmal": lambda element: _plain(element, "mainText"),
    "equation": lambda element: _plain(element, "script"),
}


def _auto_number(control: Element) -> AutoNumber:
    """
    Read an automatic number.
    """
    form = child(control, "autoNumFormat")
    sign = attribute(form, "userChar") if attribute(form, "type") == "USER_CHAR" else ""
    return AutoNumber(
        OBJECTS.get(attribute(control, "numType"), "PAGE"),
        SYSTEMS.get(attribute(form, "type"), System.DECIMAL),
        attribute(form, "prefixChar"),
        attribute(form, "suffixChar"),
        sign,
    )


def _reaches(zone: Element, row: int, column: int) -> bool:
    """
    Tell whether a zone of a table holds the cell.
    """
    rows = range(whole(attribute(zone, "startRowAddr")), whole(attribute(zone, "endRowAddr")) + 1)
    columns = range(whole(attribute(zone, "startColAddr")), whole(attribute(zone, "endColAddr")) + 1)
    return row in rows and column in columns


def _first_case(switch: Element) -> Element:
    """
    Return the first alternative of a switch: the others draw the same for older programs.
    """
    return next((each for each in switch if local_name(each) in {"case", "default"}), switch)
