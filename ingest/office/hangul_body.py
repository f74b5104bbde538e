"""
Write a Hangul document into a flow in the order a person reads it.

What hangs on a paragraph (tables, boxes, notes) follows it. Numbers that Hangul prints are written; what it does not
print, or prints where nobody sees it, is set aside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.document import Aside, Span
from ingest.notices import COMMENTS, FORM_FIELDS, HIDDEN_TEXT
from ingest.office.flow import Flow
from ingest.office.hangul_model import (
    Box,
    Comment,
    Edge,
    FormField,
    Image,
    Note,
    OffPage,
    ParagraphShape,
    Remark,
    SectionStart,
    Table,
)
from ingest.office.hangul_numbering import HangulNumbering, ObjectNumbers
from ingest.office.hangul_paragraph import ParagraphText
from ingest.office.hangul_sight import PAPER, behind
from ingest.office.running_heads import is_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.layout import Layout
    from ingest.office.hangul_model import Block, Fill, Heading, Paragraph, Styles
    from ingest.office.hangul_paragraph import Hanging

BLOCKS = (Table, Note, Edge, Comment, Box, OffPage, Image, Remark)
PLAIN = ParagraphShape()


class HangulBody:
    """
    Write the paragraphs, tables, boxes and notes of a document into a flow.
    """

    def __init__(self, flow: Flow, styles: Styles) -> None:
        """
        Start counting numbers anew.
        """
        self._flow = flow
        self._styles = styles
        self._numbering = HangulNumbering(styles)
        self._numbers = ObjectNumbers(styles)
        self._edges: set[str] = set()
        self._paper = PAPER

    def read(self, paragraphs: Iterable[Paragraph], *layers: Fill) -> None:
        """
        Read paragraph after paragraph, each followed by what hangs on it; `layers` are painted on the paper behind them.
        """
        for paragraph in paragraphs:
            shape = self._styles.paragraphs.get(paragraph.shape, PLAIN)
            gathered = ParagraphText(self._styles, self._numbers, self._flow.warn)
            gathered.ground = behind(self._paper, *layers, shape.fill)
            self._gather(paragraph, gathered, (*layers, shape.fill))
            offset = self._write(gathered, shape.heading)
            for hanging in gathered.hanging:
                self._read_hanging(hanging, offset, layers)

    def _gather(self, paragraph: Paragraph, gathered: ParagraphText, layers: tuple[Fill, ...]) -> None:
        """
        Sort the pieces of a paragraph into its line and what hangs on it.
        """
        for piece in paragraph.pieces:
            if isinstance(piece, SectionStart):
                self._numbering.outline = piece.outline
                self._paper = behind(PAPER, piece.ground)
                gathered.ground = behind(self._paper, *layers)
            elif isinstance(piece, BLOCKS):
                gathered.hang(piece)
            else:
                if isinstance(piece, FormField):
                    self._flow.warn(FORM_FIELDS)
                gathered.take(piece)
        gathered.close()

    def _write(self, gathered: ParagraphText, heading: Heading) -> int:
        """
        Write a paragraph with its number; return the offset at which its own text begins.
        """
        label = "" if gathered.is_deleted else self._numbering.label(heading)
        # The number of a paragraph looks as its letters do.
        label = "" if gathered.is_unseen else label
        text = gathered.text
        prefix = f"{label} " if label and text else label
        offset = self._flow.position + len(prefix)
        if text.strip() or label or not (gathered.hanging or gathered.is_unseen):
            self._flow.add_paragraph(prefix + text)
        for beside in gathered.beside:
            self._flow.add_aside(beside.at(offset))
        return offset

    def _read_hanging(self, hanging: Hanging, offset: int, layers: tuple[Fill, ...]) -> None:
        """
        Read what hangs on a paragraph whose text begins at the offset.
        """
        block = hanging.block
        place = Span(offset + hanging.place, offset + hanging.place)
        if hanging.deletion:
            change = hanging.deletion
            self._set_aside(Aside("deleted", self._apart(block).text, change.author, change.at, place))
        elif isinstance(block, OffPage):
            self._set_aside(Aside("hidden", self._apart(block.block).text, span=place))
        elif isinstance(block, Comment):
            text = self._apart(Box(block.paragraphs)).text
            self._set_aside(Aside("comment", text, block.author, block.at, place))
        else:
            self._read_block(block, layers)

    def _read_block(self, block: Block, layers: tuple[Fill, ...] = ()) -> None:
        """
        Read a block that is printed.
        """
        if isinstance(block, Table):
            self._read_table(block, layers)
        elif isinstance(block, Edge):
            self._read_edge(block)
        elif isinstance(block, Note):
            self._numbers.begin_note(block.kind)
            self.read(block.paragraphs)
        elif isinstance(block, Box):
            self.read(block.paragraphs, *layers, block.fill)
        elif isinstance(block, Image):
            self._flow.add_picture(block.picture)
        elif isinstance(block, Remark):
            self._flow.warn(block.notice)

    def _read_table(self, table: Table, layers: tuple[Fill, ...]) -> None:
        """
        Read the cells of a table row by row, and its caption where it stands.
        """
        caption = [table.caption] if table.caption else []
        for box in caption if table.is_caption_first else ():
            self._read_block(box, layers)
        opened = self._flow.open_table()
        for cell in table.cells:
            start = self._flow.position
            self.read(cell.paragraphs, *layers, table.fill, cell.fill)
            self._flow.close_cell(opened, cell.row, cell.column, start)
        for box in () if table.is_caption_first else caption:
            self._read_block(box, layers)

    def _read_edge(self, edge: Edge) -> None:
        """
        Read the sentences of a header, footer or master page, each once; page numbers and titles are left out.
        """
        layout = self._apart(Box(edge.paragraphs))
        for line in map(str.strip, layout.text.split("\n")):
            if is_sentence(line) and line not in self._edges:
                self._edges.add(line)
                self._flow.add_paragraph(line)
        for aside in layout.asides:
            self._flow.add_aside(replace(aside, span=None))
        for notice in layout.warnings:
            self._flow.warn(notice)

    def _set_aside(self, aside: Aside) -> None:
        """
        Set words aside and say so.
        """
        if not aside.text.strip():
            return
        self._flow.add_aside(aside)
        if aside.kind in NOTICES:
            self._flow.warn(NOTICES[aside.kind])

    def _apart(self, block: Block) -> Layout:
        """
        Read a block into a flow of its own.
        """
        flow = Flow()
        body = HangulBody(flow, self._styles)
        body._paper = self._paper
        body._read_block(block)
        return flow.finish()


NOTICES = {"hidden": HIDDEN_TEXT, "comment": COMMENTS}
