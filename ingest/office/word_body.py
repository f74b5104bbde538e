"""
Walk the blocks of a DOCX file in the order a person reads them: paragraphs, tables, what hangs on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, children, local_name
from ingest.notices import TRACKED_CHANGES, UNREAD_INSERT
from ingest.office.word_alternatives import is_passed_over, shown_branch
from ingest.office.word_changes import CHANGES, DELETIONS, tracked_change
from ingest.office.word_inline import Inline
from ingest.office.word_inserted import read_inserted
from ingest.office.word_looks import is_on
from ingest.office.word_prompts import is_prompt
from ingest.office.word_seams import Seams
from ingest.office.word_styles import BODY_LEVEL
from ingest.office.word_tables import TablePlan, place_of
from ingest.office.word_text import Setting, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from ingest.office.flow import Flow
    from ingest.office.word_autonum import FieldNumbers
    from ingest.office.word_binding import Bindings
    from ingest.office.word_comments import Comments
    from ingest.office.word_drawings import Drawings
    from ingest.office.word_numbering import Numbering
    from ingest.office.word_package import Package
    from ingest.office.word_styles import ParagraphForm, Styles
    from ingest.office.word_text import Hanging, Tracked

NOT_COLLAPSED = BODY_LEVEL
SKIPPED = frozenset({"sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "pPr", "sdtPr", "sdtEndPr"})


@dataclass(frozen=True, slots=True)
class Note:
    """
    Hold a footnote or endnote and the part of the file that it stands in.
    """

    block: Element
    part: str


@dataclass(frozen=True, slots=True)
class Sources:
    """
    Hold what all the readers of one document share; a note is taken out of `notes` when it is read.
    """

    package: Package
    flow: Flow
    styles: Styles
    numbering: Numbering
    field_numbers: FieldNumbers
    drawings: Drawings
    comments: Comments
    bindings: Bindings
    notes: dict[tuple[str, str], Note]


class Body:
    """
    Write paragraphs, tables, boxes and notes of one document into a flow.
    """

    def __init__(self, sources: Sources) -> None:
        """
        Take what the other parts of the file say.
        """
        self._sources = sources
        self._flow = sources.flow
        self._inline: Inline | None = None
        self._words: Words | None = None
        self._seams = Seams(sources.flow)
        self._collapsed = NOT_COLLAPSED

    def read_story(self, story: Element, blocks: Iterable[Element], setting: Setting) -> None:
        """
        Read blocks of a story: fields and paragraphs that run together end with it.
        """
        outer, self._inline = self._inline, Inline(self._sources, story)
        collapsed, self._collapsed = self._collapsed, NOT_COLLAPSED
        self._read_blocks(blocks, setting)
        self._inline, self._collapsed = outer, collapsed

    def _read_blocks(self, blocks: Iterable[Element], setting: Setting) -> None:
        """
        Read the blocks of a story or cell, and end its last paragraph.
        """
        self._seams.rest()
        self._walk(blocks, setting)
        self._end_paragraph(is_line=False)
        self._seams.rest()

    def _walk(self, blocks: Iterable[Element], setting: Setting) -> None:
        """
        Read block after block: paragraphs, tables and whatever wraps them.
        """
        for block in blocks:
            name = local_name(block)
            if name == "p":
                self._read_paragraph(block, setting)
            elif name == "tbl":
                self._end_paragraph(is_line=False)
                self._read_table(block, setting.hidden(self._collapsed != NOT_COLLAPSED))
            elif name == "altChunk":
                self._end_paragraph(is_line=False)
                self._read_inserted(block, setting)
            elif name in CHANGES:
                self._flow.warn(TRACKED_CHANGES)
                self._walk(block, setting.changed(tracked_change(block)))
            elif name == "AlternateContent":
                branch = shown_branch(block)
                self._walk(() if branch is None else branch, setting)
            elif name in {"commentRangeStart", "commentRangeEnd"}:
                self._sources.comments.place(attribute(block, "id"), self._flow.position, opens=name.endswith("Start"))
            elif name == "sdt":
                self._read_control(block, setting)
            elif name not in SKIPPED:
                self._walk(block, setting.hidden(is_passed_over(block)))

    def _read_control(self, control: Element, setting: Setting) -> None:
        """
        Read a content control around whole paragraphs; one bound to a value is read as one within a paragraph is.
        """
        blocks = children(child(control, "sdtContent"))
        if len(blocks) == 1 and local_name(blocks[0]) == "p" and self._sources.bindings.shown(control) is not None:
            self._read_paragraph(blocks[0], setting, (control,))
        elif not is_prompt(control):
            self._walk(control, setting)

    def _read_paragraph(self, paragraph: Element, setting: Setting, content: Iterable[Element] = ()) -> None:
        """
        Read one paragraph, and what hangs on it; where its mark is not seen, the next one goes on with it.

        Another content may be read in its place.
        """
        styles = self._sources.styles
        properties = child(paragraph, "pPr")
        style = styles.paragraph_style(properties)
        form = styles.form(style, properties)
        is_hidden = (
            form.is_flat() or self._sources.drawings.sheet.is_beside(form) or self._is_collapsed(form, properties)
        )
        inner = setting.of_paragraph(style, form.shade, is_hidden=is_hidden)
        words = self._words = self._words or Words()
        if self._inline is not None:
            self._inline.read_paragraph(paragraph, content or paragraph, words, inner)
        if self._ends(paragraph, words, inner):
            self._end_paragraph(is_line=not inner.is_gone and not words.hanging)
        else:
            words.end_line()

    def _ends(self, paragraph: Element, words: Words, setting: Setting) -> bool:
        """
        Give a paragraph that has been read its number; tell whether its mark is seen and it ends there.
        """
        mark = child(paragraph, "pPr", "rPr")
        look = self._sources.styles.letters(setting.style, setting.look, mark)
        is_deleted = self._is_deleted(mark)
        is_hidden = is_on(child(mark, "specVanish")) or bool(look.vanish)
        is_counted = not (setting.is_deleted or is_deleted or (is_hidden and not words.text.strip()))
        if is_counted and words.label is None:
            label = self._sources.numbering.label(paragraph, setting.style, look, setting.ground)
            # What stands beside the page or under a collapsed heading is counted all the same.
            words.label = None if setting.is_hidden else label
        return not (is_deleted or is_hidden)

    def _is_collapsed(self, form: ParagraphForm, properties: Element | None) -> bool:
        """
        Tell whether a paragraph stands under a heading that is shown collapsed: on paper nothing stands there.
        """
        if form.level <= self._collapsed:
            is_closed = form.level < BODY_LEVEL and is_on(child(properties, "collapsed"))
            self._collapsed = form.level if is_closed else NOT_COLLAPSED
            return False
        return self._collapsed != NOT_COLLAPSED

    def _is_deleted(self, mark: Element | None) -> bool:
        """
        Tell whether the mark at the end of a paragraph is deleted; any tracked change of it is warned of.
        """
        changes = {local_name(each) for each in children(mark)} & CHANGES
        if changes:
            self._flow.warn(TRACKED_CHANGES)
        return bool(changes & DELETIONS)

    def _end_paragraph(self, *, is_line: bool) -> None:
        """
        Put the paragraph that is being gathered into the flow, then what hangs on it.
        """
        words, self._words = self._words, None
        if words is None:
            return
        origin = self._seams.pour(words, is_line=is_line)
        for comment, offset, opens in words.marks:
            self._sources.comments.place(comment, origin + offset, opens=opens)
        for hanging in words.hanging:
            self._read_hanging(hanging)

    def _read_hanging(self, hanging: Hanging) -> None:
        """
        Read a text box, a note, or a line of text that hangs on a paragraph.
        """
        if hanging.block is not None:
            self.read_story(hanging.block, hanging.block, hanging.setting)
        else:
            words = Words()
            words.write(hanging.text, hanging.setting)
            words.pour(self._flow, is_line=False)

    def _read_table(self, table: Element, setting: Setting) -> None:
        """
        Read the rows of a table; a deleted row leaves no row, a cell that continues the one above no cell.
        """
        opened = self._flow.open_table()
        number = 0
        inner = setting.hidden(self._sources.drawings.sheet.is_beside(place_of(table)))
        for row in TablePlan(table, self._sources.styles, inner, self._changed).rows():
            for cell in row.cells:
                start = self._flow.position
                self._read_blocks(cell.element, cell.setting)
                if cell.is_printed and not row.is_gone:
                    self._flow.close_cell(opened, number, cell.column, start)
            number += not row.is_gone

    def _read_inserted(self, chunk: Element, setting: Setting) -> None:
        """
        Read a document that is inserted whole, unless nobody sees it.
        """
        package = self._sources.package
        if setting.is_gone:
            self._flow.warn(UNREAD_INSERT)
        else:
            read_inserted(package, package.target(attribute(chunk, "id"), setting.part), self._flow)

    def _changed(self, mark: Element) -> Tracked:
        """
        Read the tracked change of a row or cell.
        """
        self._flow.warn(TRACKED_CHANGES)
        return tracked_change(mark)
