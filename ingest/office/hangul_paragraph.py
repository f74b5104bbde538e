"""
Gather one paragraph of a Hangul document: what is printed of it, what is not, and what hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.document import Aside, Span
from ingest.notices import HIDDEN_TEXT, STRUCK_OUT, TRACKED_CHANGES, UNSURE_OF_COLOUR
from ingest.office.hangul_model import (
    AutoNumber,
    ChangeMark,
    FieldBegin,
    FieldEnd,
    FormField,
    Letters,
    Look,
    NewNumber,
    TrackedChange,
)
from ingest.office.hangul_sight import PAPER, Sight, sight_of
from ingest.office.hangul_symbols import readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Notice
    from ingest.office.hangul_model import Block, Inline, Styles
    from ingest.office.hangul_numbering import ObjectNumbers

NOBODY = TrackedChange("inserted")
STRUCK = TrackedChange("deleted")
PLAIN = Look()
UNPRINTED = frozenset({"hidden", "deleted"})


@dataclass(slots=True)
class Beside:
    """
    Hold letters that are not printed, or were inserted: `start` and `end` are places in the paragraph's own text.
    """

    kind: Literal["hidden", "deleted", "inserted", "form_field", "annotation"]
    start: int
    end: int
    text: str
    change: TrackedChange = NOBODY

    def at(self, offset: int) -> Aside:
        """
        Return this as it stands in a text in which the paragraph begins at the offset.
        """
        span = Span(offset + self.start, offset + self.end)
        return Aside(self.kind, self.text, self.change.author, self.change.at, span)


@dataclass(frozen=True, slots=True)
class Hanging:
    """
    Hold a block that hangs at a place of the paragraph's text; a block inside a deletion is deleted with it.
    """

    block: Block
    place: int
    deletion: TrackedChange | None


class ParagraphText:
    """
    Take the pieces of one paragraph in order.
    """

    def __init__(self, styles: Styles, numbers: ObjectNumbers, warn: Callable[[Notice], None]) -> None:
        """
        Start empty, on white paper.
        """
        self._styles = styles
        self._numbers = numbers
        self._warn = warn
        self.ground = PAPER
        self._parts: list[str] = []
        self._length = 0
        self._fields: list[tuple[str, int]] = []
        self._open: dict[str, tuple[TrackedChange | None, int]] = {}
        self.beside: list[Beside] = []
        self.hanging: list[Hanging] = []

    @property
    def text(self) -> str:
        """
        Return what is printed.
        """
        return "".join(self._parts)

    @property
    def is_unseen(self) -> bool:
        """
        Tell whether the paragraph has letters, but none that is printed.
        """
        return not self.text.strip() and any(each.kind in UNPRINTED for each in self.beside)

    @property
    def is_deleted(self) -> bool:
        """
        Tell whether all that the paragraph holds is deleted.
        """
        return self.is_unseen and all(each.kind == "deleted" for each in self.beside)

    def take(self, piece: Inline) -> None:
        """
        Take a piece of the line.
        """
        if isinstance(piece, Letters):
            self._take_letters(piece)
        elif isinstance(piece, ChangeMark):
            self._take_change(piece)
        elif isinstance(piece, FieldBegin):
            self._fields.append((piece.prompt, self._length))
        elif isinstance(piece, FieldEnd):
            self._end_field()
        elif isinstance(piece, FormField):
            self._put(piece.text, "form_field")
        elif isinstance(piece, AutoNumber):
            self._take_letters(Letters(self._numbers.write(piece)))
        elif isinstance(piece, NewNumber):
            self._numbers.restart(piece)

    def hang(self, block: Block) -> None:
        """
        Take a block that follows the line.
        """
        self.hanging.append(Hanging(block, self._length, self._deletion))

    def close(self) -> None:
        """
        End what is still open: changes and fields are marked in each paragraph anew.
        """
        for identity in list(self._open):
            self._take_change(ChangeMark(opens=False, change=identity))
        while self._fields:
            self._end_field()

    @property
    def _deletion(self) -> TrackedChange | None:
        """
        Return the deletion that the place is in.
        """
        return next((change for change, _ in self._open.values() if change and change.kind == "deleted"), None)

    def _take_letters(self, letters: Letters) -> None:
        """
        Print letters, or set them aside when they are deleted or nobody sees them.
        """
        deletion = self._deletion
        if deletion is not None:
            self._set_aside("deleted", letters.text, deletion)
            return
        look = self._styles.looks.get(letters.look, PLAIN)
        if look.is_struck and letters.text.strip():
            self._warn(STRUCK_OUT)
            self._set_aside("deleted", letters.text, STRUCK)
            return
        sight = sight_of(look, self.ground)
        if sight is Sight.HIDDEN and letters.text.strip():
            # White dots and dashes only fill a line; they say nothing.
            if any(map(str.isalnum, letters.text)):
                self._warn(HIDDEN_TEXT)
            self._set_aside("hidden", letters.text)
            return
        if sight is Sight.UNSURE and letters.text.strip():
            self._warn(UNSURE_OF_COLOUR)
        self._put(letters.text)

    def _put(self, text: str, kind: Literal["form_field"] | None = None) -> None:
        """
        Print text.
        """
        shown = readable(text)
        self._parts.append(shown)
        if kind and shown.strip():
            self.beside.append(Beside(kind, self._length, self._length + len(shown), shown))
        self._length += len(shown)

    def _set_aside(self, kind: Literal["hidden", "deleted"], text: str, change: TrackedChange = NOBODY) -> None:
        """
        Set letters aside; those that follow directly on others of their kind belong to them.
        """
        last = self.beside[-1] if self.beside else None
        if last and last.kind == kind and last.end == self._length and last.change is change:
            last.text += text
        elif text:
            self.beside.append(Beside(kind, self._length, self._length, text, change))

    def _take_change(self, mark: ChangeMark) -> None:
        """
        Open or close a tracked change; Hangul prints what is marked by a change that the document does not define.
        """
        self._warn(TRACKED_CHANGES)
        if mark.opens:
            self._open[mark.change] = (self._styles.changes.get(mark.change), self._length)
            return
        change, start = self._open.pop(mark.change, (None, self._length))
        if change and change.kind == "inserted" and start < self._length:
            self.beside.append(Beside("inserted", start, self._length, self.text[start:], change))

    def _end_field(self) -> None:
        """
        End a field; what it only asks for is not printed.
        """
        prompt, start = self._fields.pop() if self._fields else ("", self._length)
        text = self.text
        if prompt and text[start:].strip() == prompt.strip():
            self._parts, self._length = [text[:start]], start
            self.beside = [each for each in self.beside if each.kind in UNPRINTED or each.end <= start]
            for each in self.beside:
                each.start, each.end = min(each.start, start), min(each.end, start)
            self.beside.append(Beside("annotation", start, start, prompt))
