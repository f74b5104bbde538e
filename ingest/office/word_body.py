"""
Walk the body of a DOCX file in the order a person reads it.

Read are w:t wherever it stands (hyperlinks, content controls, fields, text boxes, tables, notes). Not read are
deletions, hidden text, field codes and the second copy of a drawing that mc:Fallback holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.markup import attribute, child, local_name
from ingest.notices import HIDDEN_TEXT, LARGE_PICTURE, TRACKED_CHANGES, UNREAD_INSERT
from ingest.office.word_styles import is_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

    from ingest.office.flow import Flow
    from ingest.office.word_numbering import Numbering
    from ingest.office.word_styles import Styles

TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
DROPPED = frozenset({"del", "moveFrom"})
UNREAD = DROPPED | {"Fallback", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "tblPr", "sectPr"}
MARKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
NOTE_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
# Boxes of the Wingdings font, which forms are ticked with.
SYMBOLS = {"F06F": "□", "F0A8": "□", "F071": "□", "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F078": "☒"}
UNKNOWN_SYMBOL = "•"
PRIVATE_USE = range(0xE000, 0xF900)

# A quarter of an A4 page, in square thousands of EMU (36,000 to the millimetre).
LARGE_PICTURE_SIZE = 7560 * 10692 // 4

NoteKey = tuple[str, str]


class Body:
    """
    Write paragraphs, tables, boxes and notes of one document into a flow.
    """

    def __init__(self, flow: Flow, styles: Styles, numbering: Numbering, notes: Mapping[NoteKey, Element]) -> None:
        """
        Take what the other parts of the file say; `notes` are found by kind and id.
        """
        self._flow = flow
        self._styles = styles
        self._numbering = numbering
        self._notes = notes

    def read_blocks(self, blocks: Iterable[Element]) -> None:
        """
        Read block after block: paragraphs, tables and whatever wraps them.
        """
        for block in blocks:
            name = local_name(block)
            self._watch(name)
            if name == "p":
                self._read_paragraph(block)
            elif name == "tbl":
                self._read_table(block)
            elif name == "altChunk":
                self._flow.warn(UNREAD_INSERT)
            elif name not in UNREAD:
                self.read_blocks(block)

    def _read_paragraph(self, paragraph: Element) -> None:
        """
        Read one paragraph, then the boxes and notes that hang on it.
        """
        reading = _Paragraph(self._flow, self._styles)
        if not self._styles.hides(attribute(child(paragraph, "pPr", "pStyle"), "val")):
            reading.read_inline(paragraph)
        elif any(local_name(each) == "t" for each in paragraph.iter()):
            self._flow.warn(HIDDEN_TEXT)
        text = "".join(reading.parts)
        label = self._numbering.label(paragraph)
        self._flow.add_paragraph(label + text if text.strip() or not reading.boxes else text)
        for box in reading.boxes:
            self.read_blocks(box)
        for key in reading.notes:
            if key in self._notes:
                self.read_blocks(self._notes[key])

    def _read_table(self, table: Element) -> None:
        """
        Read the rows of a table; a cell that continues the one above is not read twice.
        """
        opened = self._flow.open_table()
        row = 0
        for line in _descend(table, "tr"):
            if child(line, "trPr", "del") is not None:
                self._flow.warn(TRACKED_CHANGES)
                continue
            column = _whole(attribute(child(line, "trPr", "gridBefore"), "val"), 0)
            for cell in _descend(line, "tc"):
                merge = child(cell, "tcPr", "vMerge")
                if merge is None or attribute(merge, "val") == "restart":
                    start = self._flow.position
                    self.read_blocks(cell)
                    self._flow.close_cell(opened, row, column, start)
                column += _whole(attribute(child(cell, "tcPr", "gridSpan"), "val"), 1)
            row += 1

    def _watch(self, name: str) -> None:
        """
        Warn once of tracked changes.
        """
        if name in TRACKED:
            self._flow.warn(TRACKED_CHANGES)


class _Paragraph:
    """
    Gather the visible text of one paragraph and what hangs on it.
    """

    def __init__(self, flow: Flow, styles: Styles) -> None:
        """
        Start empty; the flow only gets warnings.
        """
        self._flow = flow
        self._styles = styles
        self.parts: list[str] = []
        self.boxes: list[Element] = []
        self.notes: list[NoteKey] = []

    def read_inline(self, container: Element) -> None:
        """
        Read the runs of a container and of whatever it wraps.
        """
        for element in container:
            name = local_name(element)
            if name in TRACKED:
                self._flow.warn(TRACKED_CHANGES)
            if name == "r":
                self._read_run(element)
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name not in UNREAD:
                self._read_mark(name, element)

    def _read_run(self, run: Element) -> None:
        """
        Read one run unless it is hidden.
        """
        properties = child(run, "rPr")
        style = attribute(child(properties, "rStyle"), "val")
        vanish = child(properties, "vanish")
        if is_on(vanish) or (vanish is None and self._styles.hides(style)):
            if any(local_name(each) == "t" for each in run):
                self._flow.warn(HIDDEN_TEXT)
            return
        self.read_inline(run)

    def _read_mark(self, name: str, element: Element) -> None:
        """
        Read text, a mark that stands for a letter, a reference to a note, or what the element holds.
        """
        if name == "t":
            self.parts.append(element.text or "")
        elif name in MARKS:
            self.parts.append(MARKS[name])
        elif name == "br":
            self.parts.append("\n" if attribute(element, "type", "textWrapping") == "textWrapping" else "")
        elif name == "sym":
            self.parts.append(_symbol(attribute(element, "char").upper()))
        elif name in NOTE_REFERENCES:
            self.notes.append((NOTE_REFERENCES[name], attribute(element, "id")))
        else:
            if name == "drawing" and _is_large_picture(element):
                self._flow.warn(LARGE_PICTURE)
            self.read_inline(element)


def _is_large_picture(drawing: Element) -> bool:
    """
    Tell whether a drawing is a picture that covers a good part of a page.
    """
    inside = {local_name(each): each for each in drawing.iter()}
    across, down = (_whole(attribute(inside.get("extent"), side)[:-3], 0) for side in ("cx", "cy"))
    return "blip" in inside and across * down >= LARGE_PICTURE_SIZE


def _descend(container: Element, name: str) -> Iterable[Element]:
    """
    Yield the rows or cells of a table, also those inside content controls.
    """
    for element in container:
        found = local_name(element)
        if found == name:
            yield element
        elif found in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _descend(element, name)


def _symbol(code: str) -> str:
    """
    Return a letter for a symbol given by the hexadecimal code of its font.
    """
    if code in SYMBOLS:
        return SYMBOLS[code]
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    is_private = number in PRIVATE_USE or not chr(number).isprintable() if number < 0x110000 else True  # noqa: PLR2004
    return UNKNOWN_SYMBOL if is_private else chr(number)


def _whole(text: str, default: int) -> int:
    """
    Return a count written in an attribute; the default for anything that is none.
    """
    return int(text) if text.isdecimal() and len(text) < 6 else default  # noqa: PLR2004 - no table has that many columns
