"""
Walk a section of an HWPX file in the order a person reads it.

Read is hp:t wherever it stands: paragraphs, table cells, drawn boxes, notes. Not read are tracked deletions, memos
and form controls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.markup import attribute, child, local_name
from ingest.notices import COMMENTS, LARGE_PICTURE, TRACKED_CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from ingest.office.flow import Flow
    from ingest.office.hangul_numbering import HangulNumbering

MARKS = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
NOTES = frozenset({"footNote", "endNote"})
EDGES = frozenset({"header", "footer"})
COMMENTED = frozenset({"hiddenComment", "memo"})
# A field of this type holds a reviewer's memo.
MEMO = "MEMO"
# A quarter of an A4 page, in square units of a 7,200th of an inch.
LARGE_PICTURE_SIZE = 59528 * 84188 // 4
SENTENCE_ENDS = ("다.", "다", ".", "。")


class HangulBody:
    """
    Write the paragraphs, tables, boxes and notes of a document into a flow.
    """

    def __init__(self, flow: Flow, numbering: HangulNumbering) -> None:
        """
        Take the counter of automatic numbers.
        """
        self._flow = flow
        self._numbering = numbering
        self._deleting = False
        self._edges: set[str] = set()

    def read_blocks(self, blocks: Iterable[Element]) -> None:
        """
        Read the paragraphs among the blocks.
        """
        for block in blocks:
            if local_name(block) == "p":
                self._read_paragraph(block)

    def _read_paragraph(self, paragraph: Element) -> None:
        """
        Read one paragraph; tables, boxes and notes anchored in it follow it in their order.
        """
        parts: list[str] = []
        hanging: list[Element] = []
        for run in paragraph:
            if local_name(run) == "run":
                self._read_run(run, parts, hanging)
        text = "".join(parts)
        if text.strip() or not hanging:
            self._flow.add_paragraph(self._numbering.label(paragraph) + text)
        for block in hanging:
            self._read_hanging(block)

    def _read_run(self, run: Element, parts: list[str], hanging: list[Element]) -> None:
        """
        Gather the text of a run, and the blocks that hang on it.
        """
        for element in run:
            name = local_name(element)
            if name == "t":
                self._read_text(element, parts)
            elif name == "secPr":
                self._numbering.outline = attribute(element, "outlineShapeIDRef", "1")
            elif name == "compose":
                parts.append(attribute(element, "composeText"))
            elif name == "dutmal":
                self._read_text_of(child(element, "mainText"), parts)
            elif name == "equation":
                self._read_text_of(child(element, "script"), parts)
            elif name == "switch":
                self._read_run(_first_case(element), parts, hanging)
            else:
                hanging.append(element)

    def _read_text(self, text: Element, parts: list[str]) -> None:
        """
        Read mixed text; what stands between deletion marks is dropped.
        """
        self._keep(text.text, parts)
        for mark in text:
            name = local_name(mark)
            if name in {"deleteBegin", "deleteEnd", "insertBegin"}:
                self._flow.warn(TRACKED_CHANGES)
                self._deleting = name == "deleteBegin" or (self._deleting and name != "deleteEnd")
            elif name in MARKS and not self._deleting:
                parts.append(MARKS[name])
            self._keep(mark.tail, parts)

    def _read_text_of(self, element: Element | None, parts: list[str]) -> None:
        """
        Read an element that holds nothing but text.
        """
        if element is not None:
            self._keep(element.text, parts)

    def _keep(self, text: str | None, parts: list[str]) -> None:
        """
        Keep text that is not deleted.
        """
        if text and not self._deleting:
            parts.append(text)

    def _read_hanging(self, block: Element) -> None:
        """
        Read what hangs on a paragraph: a table, a note, the text in a drawn shape; a running head if it is a sentence.
        """
        name = local_name(block)
        if name == "pic" and _is_large(block):
            self._flow.warn(LARGE_PICTURE)
        if name == "tbl":
            self._read_table(block)
        elif name in EDGES:
            self._read_edge(block)
        elif name in COMMENTED or (name == "fieldBegin" and attribute(block, "type") == MEMO):
            self._flow.warn(COMMENTS)
        elif name == "subList":
            self.read_blocks(block)
        elif name == "textart":
            self._flow.add_paragraph(attribute(block, "text"))
        elif name != "switch":
            for element in block:
                self._read_hanging(element)
        else:
            self._read_hanging(_first_case(block))

    def _read_edge(self, edge: Element) -> None:
        """
        Read the sentences of a header or footer, each once; page numbers and titles are left out.
        """
        for paragraph in (each for each in edge.iter() if local_name(each) == "p"):
            text = "".join(each.text or "" for each in paragraph.iter() if local_name(each) == "t").strip()
            if text.endswith(SENTENCE_ENDS) and " " in text and text not in self._edges:
                self._edges.add(text)
                self._flow.add_paragraph(text)

    def _read_table(self, table: Element) -> None:
        """
        Read the cells of a table row by row, then its caption.
        """
        opened = self._flow.open_table()
        for row in (each for each in table if local_name(each) == "tr"):
            for cell in (each for each in row if local_name(each) == "tc"):
                start = self._flow.position
                for content in cell:
                    if local_name(content) == "subList":
                        self.read_blocks(content)
                address = child(cell, "cellAddr")
                place = (_whole(attribute(address, "rowAddr")), _whole(attribute(address, "colAddr")))
                self._flow.close_cell(opened, *place, start)
        caption = child(table, "caption", "subList")
        if caption is not None:
            self.read_blocks(caption)


def _is_large(picture: Element) -> bool:
    """
    Tell whether a picture covers a good part of a page.
    """
    size = child(picture, "sz")
    return _whole(attribute(size, "width")) * _whole(attribute(size, "height")) >= LARGE_PICTURE_SIZE


def _first_case(switch: Element) -> Element:
    """
    Return the first alternative of a switch: the others draw the same for older programs.
    """
    return next((each for each in switch if local_name(each) in {"case", "default"}), switch)


def _whole(text: str) -> int:
    """
    Return a row or column; 0 for anything that is none.
    """
    return int(text) if text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004 - no table is that long
