"""
Gather the letters of one printed paragraph of a DOCX file: those that a person reads, and beside them the rest.

A printed paragraph may be several in the file: where the mark between two is deleted or hidden they run together.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.document import Aside, Span
from ingest.notices import HIDDEN_TEXT
from ingest.office.word_colours import WHITE, Paint
from ingest.office.word_looks import PLAIN, Look
from ingest.office.word_styles import behind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.document import AsideKind
    from ingest.office.flow import Flow


@dataclass(frozen=True, slots=True)
class Tracked:
    """
    Hold one tracked change: "inserted" or "deleted", by whom and when as the file writes it.
    """

    kind: AsideKind
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Setting:
    """
    Hold what is true of everything in a place: what lies behind it, whether it is hidden, inserted or deleted.

    `part` names the file's part whose relationships count here, `style` the paragraph's style. `look` is what the
    table or the shape around says of letters, below every style; `letters` is how those of the run look in the end.
    """

    part: str = ""
    ground: Paint = WHITE
    style: str = ""
    look: Look = PLAIN
    letters: Look = PLAIN
    is_hidden: bool = False
    tracked: Tracked | None = None

    @property
    def is_gone(self) -> bool:
        """
        Tell whether nothing in this place is part of the text.
        """
        return self.is_hidden or self.is_deleted

    @property
    def is_deleted(self) -> bool:
        """
        Tell whether this place stands inside a tracked deletion.
        """
        return self.tracked is not None and self.tracked.kind == "deleted"

    def on(self, *layers: Paint | None) -> Setting:
        """
        Return the setting with these layers between it and what it lies on.
        """
        return replace(self, ground=behind(*layers, self.ground))

    def of_paragraph(self, style: str, shade: Paint | None, *, is_hidden: bool) -> Setting:
        """
        Return the setting of a paragraph with this style and shading.
        """
        ground = behind(shade, self.ground)
        return Setting(self.part, ground, style, self.look, PLAIN, self.is_hidden or is_hidden, self.tracked)

    def lettered(self, look: Look) -> Setting:
        """
        Return the setting of a run whose letters look like this.
        """
        is_hidden = self.is_hidden or bool(look.vanish)
        return Setting(self.part, self.ground, self.style, self.look, look, is_hidden, self.tracked)

    def hidden(self, is_hidden: bool = True) -> Setting:  # noqa: FBT001, FBT002 - reads as a sentence
        """
        Return the setting, hidden if it was or if that is so.
        """
        return replace(self, is_hidden=True) if is_hidden and not self.is_hidden else self

    def changed(self, tracked: Tracked) -> Setting:
        """
        Return the setting inside a tracked change; what is deleted stays deleted.
        """
        return self if self.is_deleted else replace(self, tracked=tracked)


@dataclass(frozen=True, slots=True)
class Hanging:
    """
    Hold what hangs on a paragraph and is read after it: the blocks of a text box or a note, or a plain line of text.
    """

    setting: Setting
    block: Element | None = None
    text: str = ""


@dataclass(slots=True)
class Words:
    """
    Gather the letters of a printed paragraph; places of asides count from its first letter.

    `marks` are the ends of commented ranges: the comment's id, the place, and whether the range opens there; `turns`
    are the line ends at which only the page turns, and `has_turned` tells whether it did anywhere.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    asides: list[Aside] = field(default_factory=list)
    marks: list[tuple[str, int, bool]] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    hanging: list[Hanging] = field(default_factory=list)
    label: str | None = None
    has_turned: bool = False

    @property
    def text(self) -> str:
        """
        Return the letters that a person reads.
        """
        return "".join(self.parts)

    def write(self, text: str, setting: Setting) -> None:
        """
        Add letters: to the text, or beside it where they are deleted or hidden.
        """
        tracked = setting.tracked
        if not text:
            return
        if tracked is not None and setting.is_deleted:
            self.set_aside(text, tracked)
        elif setting.is_hidden:
            self.set_aside(text, HIDDEN)
        else:
            self.parts.append(text)
            self.length += len(text)
            if tracked is not None:
                self._inserted(text, tracked)

    def set_aside(self, text: str, tracked: Tracked) -> None:
        """
        Keep letters beside the text, together with those of the same kind at the same place.
        """
        here = Span(self.length, self.length)
        last = self.asides[-1] if self.asides else None
        if last and (last.kind, last.author, last.at, last.span) == (tracked.kind, tracked.author, tracked.at, here):
            self.asides[-1] = replace(last, text=last.text + text)
        else:
            self.asides.append(Aside(tracked.kind, text, tracked.author, tracked.at, here))

    def turn(self) -> None:
        """
        Add a line end at which only the page or column turns, unless the paragraph just begins.
        """
        self.has_turned = True
        if not self.length:
            return
        self.turns.append(self.length)
        self.parts.append("\n")
        self.length += 1

    def mark(self, comment: str, *, opens: bool) -> None:
        """
        Remember where a commented range begins or ends.
        """
        self.marks.append((comment, self.length, opens))

    def end_line(self) -> None:
        """
        Part the asides of two paragraphs that run together.
        """
        if (
            self.asides
            and self.asides[-1].kind != "inserted"
            and self.asides[-1].span == Span(self.length, self.length)
        ):
            self.asides[-1] = replace(self.asides[-1], text=self.asides[-1].text + "\n")

    def pour(self, flow: Flow, *, is_line: bool) -> int:
        """
        Put the paragraph into the flow; return the offset that its places count from.

        `is_line` tells whether it is printed as a line of its own even if nothing stands in it.
        """
        label, text = self.label or "", self.text
        if self.turns and text.endswith("\n") and self.turns[-1] == len(text) - 1:
            text = text[:-1]
        origin = flow.position
        if label or text or (is_line and not self.asides):
            flow.add_paragraph(label + text, turns=frozenset(len(label) + each for each in self.turns))
            origin += len(label)
        for aside in self.asides:
            if aside.text.strip():
                if aside.kind == "hidden":
                    flow.warn(HIDDEN_TEXT)
                span = aside.span or Span(0, 0)
                text = aside.text if aside.kind == "inserted" else aside.text.strip("\n")
                flow.add_aside(replace(aside, text=text, span=Span(origin + span.start, origin + span.end)))
        return origin

    def _inserted(self, text: str, tracked: Tracked) -> None:
        """
        Say of the letters just added who inserted them.
        """
        start = self.length - len(text)
        last = self.asides[-1] if self.asides else None
        if (
            last
            and last.span
            and (last.kind, last.author, last.at, last.span.end) == (tracked.kind, tracked.author, tracked.at, start)
        ):
            self.asides[-1] = replace(last, text=last.text + text, span=Span(last.span.start, self.length))
        else:
            self.asides.append(Aside(tracked.kind, text, tracked.author, tracked.at, Span(start, self.length)))


HIDDEN = Tracked("hidden", "", "")
STRUCK = Tracked("deleted", "", "")
