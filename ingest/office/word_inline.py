"""
Read what stands in the paragraphs of a DOCX file: runs of letters, marks, fields, changes, drawings.

Read are w:t wherever it stands and what stands for letters. Beside the text are put deletions, struck-out and hidden
letters; not read are field instructions and the copy of a drawing for old programs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, descendants, local_name
from ingest.notices import ACTIVE_CONTENT, BOUND_LETTERS, TRACKED_CHANGES, TURNED_LETTERS
from ingest.office.word_alternatives import is_passed_over, shown_branch
from ingest.office.word_changes import CHANGES, tracked_change
from ingest.office.word_fields import LONGEST, SILENT, Fields, command, is_active, printed
from ingest.office.word_letters import Letters
from ingest.office.word_looks import PLAIN
from ingest.office.word_prompts import is_prompt
from ingest.office.word_text import Hanging, Setting, Tracked, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    from ingest.office.word_body import Sources

SKIPPED: Final = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr", "bookmarkStart", "bookmarkEnd", "proofErr"}
)
MARKS: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
NOTES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
TURNS: Final = frozenset({"page", "column"})
RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


class Inline:
    """
    Read the content of the paragraphs of one story: the body, a note, a box, a header.
    """

    def __init__(self, sources: Sources, story: Element) -> None:
        """
        Take what the file's other parts say; the story's fields run from paragraph to paragraph.
        """
        self._sources = sources
        self._fields = Fields(story)
        self._letters = Letters(self._fields, sources.flow)
        self._paragraph: Element | None = None
        self._readers: dict[str, Callable[[Element, Words, Setting], None]] = {
            "r": self._run,
            "t": self._letters.read_text,
            "delText": self._letters.read_text,
            "instrText": self._instruction,
            "delInstrText": self._instruction,
            "fldChar": self._field_mark,
            "fldSimple": self._simple_field,
            "sdt": self._control,
            "bdo": self._override,
            "br": self._line_break,
            "sym": self._letters.read_symbol,
            "oMath": self._letters.read_formula,
            "AlternateContent": self._alternatives,
            "commentRangeStart": self._comment_mark,
            "commentRangeEnd": self._comment_mark,
            "commentReference": self._comment_mark,
            **dict.fromkeys(CHANGES, self._change),
            **dict.fromkeys(MARKS, self._mark),
            **dict.fromkeys(NOTES, self._note),
            **dict.fromkeys(("drawing", "pict", "object"), self._drawing),
        }

    def read_paragraph(self, paragraph: Element, content: Iterable[Element], words: Words, setting: Setting) -> None:
        """
        Read the content of a paragraph.
        """
        self._paragraph = paragraph
        self.read(content, words, setting)

    def read(self, container: Iterable[Element], words: Words, setting: Setting) -> None:
        """
        Read the runs of a container and of whatever it wraps.
        """
        for element in container:
            name = local_name(element)
            reader = self._readers.get(name)
            if reader is not None:
                reader(element, words, setting)
            elif name not in SKIPPED:
                self.read(element, words, setting.hidden(is_passed_over(element)))

    def _run(self, run: Element, words: Words, setting: Setting) -> None:
        """
        Read one run with the look of its letters.
        """
        look = self._sources.styles.letters(setting.style, setting.look, child(run, "rPr"))
        self.read(run, words, setting.lettered(look))

    def _instruction(self, element: Element, _words: Words, _setting: Setting) -> None:
        """
        Take a piece of a field's instruction, which is not printed.
        """
        self._fields.instruct(element.text or "")

    def _field_mark(self, mark: Element, words: Words, setting: Setting) -> None:
        """
        Pass a mark of a field; one that closes without a result may still print something.
        """
        field = self._fields.turn(mark)
        if field is None:
            return
        if is_active(field.instruction):
            self._sources.flow.warn(ACTIVE_CONTENT)
        if not field.has_result:
            shown = printed(field) or self._number_of(field.instruction, setting)
            if self._fields.zone == "text":
                self._letters.write(shown, words, setting)
            else:
                self._fields.instruct(shown)

    def _number_of(self, instruction: str, setting: Setting) -> str:
        """
        Return the number that a field prints in the paragraph being read; empty for fields that print none.
        """
        if self._paragraph is None or setting.is_gone:
            return ""
        rank = self._sources.styles.form(setting.style, child(self._paragraph, "pPr")).level
        return self._sources.field_numbers.printed(instruction, self._paragraph, setting.style, rank)

    def _simple_field(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read the result of a w:fldSimple.
        """
        instruction = " ".join(attribute(element, "instr").split())[:LONGEST]
        if is_active(instruction):
            self._sources.flow.warn(ACTIVE_CONTENT)
        if next(descendants(element, "t"), None) is None:
            self._letters.write(self._number_of(instruction, setting), words, setting)
        self.read(element, words, setting.hidden(command(instruction) in SILENT))

    def _control(self, control: Element, words: Words, setting: Setting) -> None:
        """
        Read what a content control shows; a prompt that waits for an answer is none.
        """
        content = child(control, "sdtContent")
        if content is None:
            return
        bound = self._sources.bindings.shown(control)
        is_overlaid = bound is not None and self._is_overlaid(content, bound, words, setting)
        if not is_overlaid and not is_prompt(control):
            self.read(content, words, setting)

    def _is_overlaid(self, content: Element, bound: str, words: Words, setting: Setting) -> bool:
        """
        Write the value that a control is bound to instead of its content, and tell so, unless both say the same.
        """
        stored = "".join(each.text or "" for each in descendants(content, "t"))
        if stored.split() == bound.split():
            return False
        look = self._sources.styles.letters(
            setting.style, setting.look, child(next(descendants(content, "r"), None), "rPr")
        )
        self._letters.write(" ".join(bound.split()), words, setting.lettered(look))
        words.set_aside(stored, Tracked("disagreeing", "", ""))
        self._sources.flow.warn(BOUND_LETTERS)
        return True

    def _override(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read letters whose direction is overridden in the order in which they are seen.
        """
        inner = Words()
        self.read(element, inner, setting)
        text = inner.text
        if attribute(element, "val") == "rtl" and not any(
            unicodedata.bidirectional(each) in RIGHT_TO_LEFT for each in text
        ):
            text = text[::-1]
            self._sources.flow.warn(TURNED_LETTERS)
        words.write(text, setting)
        words.hanging += inner.hanging
        for aside in inner.asides:
            if aside.kind != "inserted":
                words.set_aside(aside.text, Tracked(aside.kind, aside.author, aside.at))

    def _line_break(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read a line break; where the page or the column turns, the sentence may go on.
        """
        if attribute(element, "type") in TURNS and not setting.is_gone:
            words.turn()
        else:
            words.write("\n", setting)

    def _mark(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read a mark that stands for a letter.
        """
        if self._fields.zone == "text":
            words.write(MARKS[local_name(element)], setting)

    def _alternatives(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read the one alternative that Word shows.
        """
        branch = shown_branch(element)
        if branch is not None:
            self.read(branch, words, setting)

    def _comment_mark(self, element: Element, words: Words, _setting: Setting) -> None:
        """
        Remember where a comment hangs.
        """
        name, comment = local_name(element), attribute(element, "id")
        if name != "commentRangeEnd":
            words.mark(comment, opens=True)
        if name != "commentRangeStart":
            words.mark(comment, opens=False)

    def _change(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read what a tracked change inserted or deleted.
        """
        self._sources.flow.warn(TRACKED_CHANGES)
        self.read(element, words, setting.changed(tracked_change(element)))

    def _note(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Hang the footnote or endnote that is referred to on the paragraph, once.
        """
        kind = NOTES[local_name(element)]
        note = self._sources.notes.pop((kind, attribute(element, "id")), None)
        if note is not None:
            place = Setting(note.part, is_hidden=setting.is_hidden, tracked=setting.tracked)
            words.hanging.append(Hanging(place, note.block))

    def _drawing(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Look into a drawing.
        """
        self._sources.drawings.look_into(element, words, replace(setting, style="", letters=PLAIN))
