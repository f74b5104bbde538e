"""
Read the sections of an HWP 5 file into paragraphs with their pieces.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.hwp5 import objects
from ingest.hwp5.docinfo import OBJECTS
from ingest.hwp5.records import Tag, lists_of, number, text, walk
from ingest.hwp5.text import FIELD_END, Control, control_name, pieces_of
from ingest.notices import ACTIVE_CONTENT, CLIPPED_BOX, COVERING_SHAPE, EMBEDDED_FILE, UNREAD_INSERT
from ingest.office.hangul_fields import leads_outside, memo_of, prompt_of
from ingest.office.hangul_model import (
    CLEAR,
    Box,
    Cell,
    Comment,
    Edge,
    FieldBegin,
    FieldEnd,
    Fill,
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
from ingest.office.hangul_objects import read_object, read_picture
from ingest.office.hangul_places import A4, ground_in
from ingest.office.hangul_sight import behind
from ingest.office.hangul_symbols import overlapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ingest.hwp5.docinfo import DocInfo
    from ingest.hwp5.records import ParagraphList, Record
    from ingest.office.hangul_model import Block, ObjectKind, Piece
    from ingest.office.hangul_places import Place

NOTES: Final[dict[str, ObjectKind]] = {"fn  ": "FOOTNOTE", "en  ": "ENDNOTE"}
EDGES: Final = frozenset({"head", "foot"})
CLICK_HERE, LINK, MEMO = "%clk", "%hlk", "%%me"
EDITED: Final = 1 << 15
WEB: Final = 1
CAPTION_FIRST: Final = frozenset({0, 2})


class Hwp5Section:
    """
    Read the paragraphs of one document's sections.
    """

    def __init__(self, info: DocInfo, load: Callable[[int], bytes]) -> None:
        """
        Take what DocInfo holds; `load` gets the bytes of a picture by its number from 1.
        """
        self._info = info
        self._load = load
        self._page = A4
        self._roots: list[Record] = []
        self._memos: list[ParagraphList] = []

    def remember_memos(self, roots: Iterable[Record]) -> None:
        """
        Take the memos that hang on the last paragraph of the last section; their fields claim them in order.
        """
        self._memos += [each for record in roots for each in lists_of(record) if Tag.MEMO_LIST in each.after]

    def read(self, roots: list[Record]) -> Iterator[Paragraph]:
        """
        Yield the paragraphs of a section.
        """
        self._roots = roots
        return self._paragraphs(roots)

    def _paragraphs(self, records: Iterable[Record]) -> Iterator[Paragraph]:
        """
        Yield the paragraphs among the records.
        """
        for record in records:
            if record.tag == Tag.PARA_HEADER:
                yield Paragraph(str(number(record.payload, 8, 2)), self._pieces(record))

    def _pieces(self, paragraph: Record) -> Iterator[Piece]:
        """
        Yield what a paragraph holds; controls stand in its text in the order of their records.
        """
        controls = paragraph.each(Tag.CTRL_HEADER)
        look = ""
        for piece in pieces_of(paragraph):
            if isinstance(piece, Letters):
                look = piece.look
            if not isinstance(piece, Control):
                yield piece
            elif piece.code == FIELD_END:
                yield FieldEnd()
            elif (control := next(controls, None)) is not None:
                yield from self._control(control, piece.name, look)
        # The master pages of a section's last pages hang on its last paragraph.
        yield from (
            Edge(self._paragraphs(each.paragraphs)) for each in lists_of(paragraph) if not each.after & {Tag.MEMO_LIST}
        )

    def _control(self, control: Record, named: str, look: str) -> Iterator[Piece]:
        """
        Yield what a control says; a field's kind is sure only in the text that names it.
        """
        name, payload = control_name(control.payload), control.payload
        if named.startswith("%"):
            yield from self._field(named, payload)
        elif name == "secd":
            yield from self._section(control)
        elif name == "atno":
            yield objects.auto_number(payload)
        elif name == "nwno" and number(payload, 4, 4) & 0xF < len(OBJECTS):
            yield NewNumber(OBJECTS[number(payload, 4, 4) & 0xF], number(payload, 8, 2, 1))
        elif name in WORDS:
            yield Letters(WORDS[name](control), look)
        elif name == "form":
            yield FormField(objects.form_text(control))
        else:
            yield from self._block(control, name)

    def _block(self, control: Record, name: str) -> Iterator[Block]:
        """
        Yield what hangs on a paragraph.
        """
        if name in NOTES:
            yield Note(NOTES[name], self._all(control))
        elif name in EDGES:
            yield Edge(self._all(control))
        elif name == "tcmt":
            yield Comment(self._all(control))
        elif name in {"tbl ", "gso "}:
            yield from self._object(control, name)

    def _all(self, owner: Record) -> Iterator[Paragraph]:
        """
        Yield the paragraphs of all lists below a record.
        """
        for each in lists_of(owner):
            yield from self._paragraphs(each.paragraphs)

    def _section(self, control: Record) -> Iterator[Piece]:
        """
        Yield the beginning of a section with its master pages.
        """
        paper = control.first(Tag.PAGE_DEF)
        if paper is not None:
            self._page = number(paper.payload, 0, 4) or A4[0], number(paper.payload, 4, 4) or A4[1]
        yield SectionStart(str(number(control.payload, 18, 2)), self._ground(control))
        yield from (Edge(self._paragraphs(each.paragraphs)) for each in lists_of(control))

    def _ground(self, control: Record) -> Fill:
        """
        Return what is painted behind the text of the section: the paper's own fill, or a picture.
        """
        for record in walk(self._roots):
            if record.tag == Tag.CTRL_HEADER and control_name(record.payload) == "gso ":
                place = objects.place_of(record.payload)
                paints = map(objects.shape_fill, record.each(Tag.SHAPE_COMPONENT))
                if place.is_behind and any(place.underlies(paint, self._page) for paint in paints):
                    return Fill(is_picture=True)
        fills = (self._fill(each.payload, 12) for each in control.each(Tag.PAGE_BORDER_FILL))
        return next((fill for fill in fills if fill != CLEAR), CLEAR)

    def _field(self, kind: str, payload: bytes) -> Iterator[Piece]:
        """
        Yield the beginning of a field, with the memo that it may hold.
        """
        command = text(payload, 9)
        if kind == MEMO:
            memo = memo_of(command)
            body = self._memos.pop(0).paragraphs if self._memos else []
            yield Comment(self._paragraphs(body), memo.author, memo.at)
        if kind == LINK and leads_outside(command):
            yield Remark(ACTIVE_CONTENT)
        asks = kind == CLICK_HERE and not number(payload, 4, 4) & EDITED
        yield FieldBegin(prompt_of(command) if asks else "")

    def _object(self, control: Record, name: str) -> Iterator[Block]:
        """
        Yield an object, told apart by whether it lies on paper.
        """
        place = objects.place_of(control.payload)
        is_off = place.is_off(self._page)
        blocks = [self._table(control)] if name == "tbl " else self._drawing(control, place)
        for block in blocks:
            yield OffPage(block) if is_off and not isinstance(block, Remark) else block

    def _drawing(self, control: Record, place: Place) -> Iterator[Block]:
        """
        Yield what a drawn object shows, then its caption.
        """
        for component in control.each(Tag.SHAPE_COMPONENT):
            yield from self._component(component, place)
        if control.first(Tag.CHART_DATA) is not None:
            yield Remark(UNREAD_INSERT)
        yield from (Box(self._paragraphs(each.paragraphs)) for each in lists_of(control))

    def _component(self, component: Record, place: Place, ground: Fill = CLEAR) -> Iterator[Block]:
        """
        Yield the words, pictures and parts of a drawn shape on a ground; one without words may cover others.
        """
        fill, words = objects.shape_fill(component), lists_of(component)
        if words:
            if objects.clips_words(component):
                yield Remark(CLIPPED_BOX)
            yield Box(self._all(component), behind(ground, fill))
        elif place.covers(fill):
            yield Remark(COVERING_SHAPE)
        within = ground_in(map(objects.shape_fill, component.each(Tag.SHAPE_COMPONENT)))
        for child in component.children:
            if child.tag == Tag.SHAPE_COMPONENT:
                yield from self._component(child, place, within)
            elif child.tag == Tag.PICTURE:
                yield from self._picture(number(child.payload, 71, 2), place)
            elif child.tag == Tag.OLE:
                yield from self._ole(number(child.payload, 12, 2), place)
            elif child.tag == Tag.VIDEO_DATA:
                yield Remark(ACTIVE_CONTENT if number(child.payload, 0, 4) == WEB else EMBEDDED_FILE)
            elif child.tag == Tag.TEXTART:
                yield Box([Paragraph("", [Letters(text(child.payload, 32))])])

    def _picture(self, identity: int, place: Place) -> Iterator[Block]:
        """
        Yield a picture; one that the file only points at is linked.
        """
        if self._is_linked(identity):
            yield Remark(ACTIVE_CONTENT)
        yield from read_picture(partial(self._load, identity), place)

    def _ole(self, identity: int, place: Place) -> Iterator[Block]:
        """
        Yield an OLE object.
        """
        if self._is_linked(identity):
            yield Remark(ACTIVE_CONTENT)
        yield from read_object(partial(self._load, identity), place.points)

    def _is_linked(self, identity: int) -> bool:
        """
        Tell whether the file only points at a picture or object.
        """
        binaries = self._info.binaries
        return 0 < identity <= len(binaries) and not binaries[identity - 1].name

    def _table(self, control: Record) -> Table:
        """
        Return a table: the list before its own record is the caption, those behind are the cells.
        """
        table, lists = control.first(Tag.TABLE), lists_of(control)
        payload = table.payload if table else b""
        caption = next((each for each in lists if Tag.TABLE not in each.after), None)
        behind_rows = 18 + 2 * number(payload, 4, 2)
        return Table(
            self._cells([each for each in lists if Tag.TABLE in each.after], payload, behind_rows + 2),
            self._fill(payload, behind_rows),
            Box(self._paragraphs(caption.paragraphs)) if caption else None,
            is_caption_first=caption is not None and number(caption.header.payload, 8, 4) & 3 in CAPTION_FIRST,
        )

    def _cells(self, cells: Iterable[ParagraphList], payload: bytes, zones_at: int) -> Iterator[Cell]:
        """
        Yield the cells of a table; a zone of it may have a background of its own.
        """
        count = min(number(payload, zones_at, 2), (len(payload) - zones_at) // 10)
        zones = [
            [number(payload, zones_at + 2 + 10 * zone + 2 * index, 2) for index in range(4)] for zone in range(count)
        ]
        fills = [self._fill(payload, zones_at + 10 + 10 * zone) for zone in range(count)]
        for cell in cells:
            head = cell.header.payload
            column, row = number(head, 8, 2), number(head, 10, 2)
            zone = [
                fill
                for (top, left, bottom, right), fill in zip(zones, fills, strict=True)
                if top <= row <= bottom and left <= column <= right
            ]
            yield Cell(row, column, behind(CLEAR, *zone, self._fill(head, 32)), self._paragraphs(cell.paragraphs))

    def _fill(self, payload: bytes, place: int) -> Fill:
        """
        Return the background whose number stands at a place.
        """
        return self._info.styles.fills.get(str(number(payload, place, 2)), CLEAR)


WORDS: Final[dict[str, Callable[[Record], str]]] = {
    "tdut": lambda control: text(control.payload, 4),
    "tcps": lambda control: overlapped(text(control.payload, 4)),
    "eqed": objects.equation,
}
