"""
Collect the running text of a file without fixed pages, with the places of its table cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from ingest import late
from ingest.document import Aside, Cell, Notice, Span, Table
from ingest.errors import BombSuspected, TooLarge
from ingest.layout import LONGEST_TEXT, PARTLY_READ, Layout
from ingest.notices import CUT_SHORT, LARGE_PICTURE, UNREAD
from ingest.running import hangs, may_continue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ingest.ocr import picture as pictures
else:
    # Most files hold no picture that is read.
    pictures = late.module("ingest.ocr.picture")

# How much of the ink an unread picture or insertion holds is unknown, so the file never counts as read whole
# (SECURITY.md 2: 0.98).
PART_COVERAGE = 0.97
PARTIAL = frozenset({UNREAD, CUT_SHORT})
# A quarter of an A4 page, in square points; a smaller picture is a seal or a logo, unless a line of words (points wide
# and high) has room in it.
LARGE_PICTURE_SIZE = 595 * 842 / 4
LINE_WIDTH, LINE_HEIGHT = 240, 9


@dataclass(frozen=True, slots=True)
class Picture:
    """
    Hold a picture where it stands: its printed size in points, and how to get its bytes as the file stores them.

    `load` returns nothing where the file only points at a picture elsewhere.
    """

    width: float
    height: float
    load: Callable[[], bytes]


@dataclass(slots=True)
class OpenTable:
    """
    Hold a table while its cells are being read.
    """

    name: str
    cells: list[Cell] = field(default_factory=list)
    origin: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()


class Flow:
    """
    Take paragraphs and cells in reading order and make a `Layout` of them.
    """

    def __init__(self) -> None:
        """
        Start with an empty text.
        """
        self._parts: list[str] = []
        self._length = 0
        self._wraps: list[int] = []
        self._tables: list[OpenTable] = []
        self._notices: dict[Notice, None] = {}
        self._asides: list[Aside] = []
        self._beside = 0

    @property
    def position(self) -> int:
        """
        Return the offset at which the next paragraph will begin.
        """
        return self._length

    def add_paragraph(self, text: str, turns: frozenset[int] = frozenset()) -> None:
        """
        Add one paragraph; a line break inside it that cuts a sentence becomes a wrap.

        At `turns`, offsets into the paragraph, the line ends only because a page or column does.

        Raises:
            BombSuspected: the text has grown beyond any agreement.
        """
        if self._length + len(text) > LONGEST_TEXT:
            raise BombSuspected(detail="longer than any agreement")
        offset = self._length
        for line, following in pairwise(text.split("\n")):
            offset += len(line)
            is_turn = offset - self._length in turns
            if may_continue(line, following) and (is_turn or hangs(line) or following.lstrip()[0].islower()):
                self._wraps.append(offset)
            offset += 1
        self._parts.append(text)
        self._length += len(text) + 1

    def run_on(self) -> None:
        """
        Say that the paragraph added next goes on with the sentence of the last one.
        """
        self._wraps.append(self._length - 1)

    def open_table(self, name: str = "", origin: str | None = None) -> OpenTable:
        """
        Begin a table; one without a name is named by the order in which tables begin.
        """
        table = OpenTable(name or f"표 {len(self._tables) + 1}", origin=origin)
        self._tables.append(table)
        return table

    def add_row(
        self,
        table: OpenTable,
        row: int,
        cells: Sequence[tuple[int, str]],
        bar: str,
        figures: Mapping[int, float] = MappingProxyType({}),
    ) -> list[Span]:
        """
        Add a line of cells, given by column and text, with a bar between them; return the place of each.

        `figures` are the numbers that are stored behind the text of some columns.

        Raises:
            TooLarge: the text has grown beyond any agreement.
        """
        spans, start = [], self._length
        for _, text in cells:
            spans.append(Span(start, start + len(text)))
            start += len(text) + len(bar)
        if start > LONGEST_TEXT:
            raise TooLarge(detail="longer than any agreement")
        self.add_paragraph(bar.join(text for _, text in cells))
        table.cells += [
            Cell(row, column, text, span, figures.get(column))
            for (column, text), span in zip(cells, spans, strict=True)
        ]
        return spans

    def close_cell(self, table: OpenTable, row: int, column: int, start: int) -> None:
        """
        Add to the table the cell whose paragraphs were added since the offset `start`.
        """
        text = "\n".join(self._since(start))
        span = Span(start, start + len(text)) if text else None
        table.cells.append(Cell(row, column, text, span))

    def add_aside(self, aside: Aside) -> None:
        """
        Add what the file says beside the text; an aside without a place hangs where the next paragraph will begin.

        Raises:
            BombSuspected: text and asides together have grown beyond any agreement.
        """
        self._beside += len(aside.text)
        if self._length + self._beside > LONGEST_TEXT:
            raise BombSuspected(detail="longer than any agreement")
        self._asides.append(aside if aside.span else replace(aside, span=Span(self._length, self._length)))

    def add_picture(self, picture: Picture) -> None:
        """
        Add the words of a large picture where it stands, or a warning where none are recognised.
        """
        is_line = picture.width >= LINE_WIDTH and picture.height >= LINE_HEIGHT
        if is_line or picture.width * picture.height >= LARGE_PICTURE_SIZE:
            self._add_words(pictures.words_in(picture.load(), picture.width))

    def _add_words(self, words: Layout | None) -> None:
        """
        Add what a picture says, paragraph by paragraph.
        """
        if words is None or words.coverage <= PARTLY_READ:
            self.warn(LARGE_PICTURE)
        if words is None:
            return
        for warning in words.warnings:
            self.warn(replace(warning, page=None))
        start = 0
        wraps = set(words.wraps)
        for end in (
            *(at for at, letter in enumerate(words.text) if letter == "\n" and at not in wraps),
            len(words.text),
        ):
            turns = frozenset(at - start for at in words.wraps if start <= at < end)
            self.add_paragraph(words.text[start:end], turns)
            start = end + 1

    def warn(self, notice: Notice) -> None:
        """
        Add a warning, once.
        """
        self._notices.setdefault(notice)

    def finish(self) -> Layout:
        """
        Return what was collected.
        """
        text = "\n".join(self._parts)
        return Layout(
            text=text,
            wraps=tuple(self._wraps),
            tables=tuple(
                Table(table.name, None, tuple(table.cells), table.origin, table.rows) for table in self._tables
            ),
            warnings=tuple(self._notices),
            coverage=PART_COVERAGE if any(notice.code in PARTIAL for notice in self._notices) else 1.0,
            asides=tuple(_within(aside, len(text)) for aside in self._asides),
        )

    def _since(self, start: int) -> list[str]:
        """
        Return the paragraphs added from the offset on.
        """
        found: list[str] = []
        offset = self._length
        for part in reversed(self._parts):
            offset -= len(part) + 1
            if offset < start:
                break
            found.append(part)
        return found[::-1]


def _within(aside: Aside, length: int) -> Aside:
    """
    Return the aside with its place inside a text of this length: one after the last paragraph hangs at the very end.
    """
    span = aside.span or Span(length, length)
    return replace(aside, span=Span(min(span.start, length), min(span.end, length)))
