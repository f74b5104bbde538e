"""
Recognise the marks that may open a clause: their place, their style and their number.

A mark found here is a candidate. Whether it opens a clause is settled by sequence in `headings` and `lists`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

RANKS = {
    Level.PREAMBLE: 0,
    Level.ANNEX: 0,
    Level.SIGNATURE: 0,
    Level.PART: 1,
    Level.CHAPTER: 2,
    Level.SECTION: 3,
    Level.ARTICLE: 4,
}
DEEPER = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Hold one mark in canonical offsets: the clause starts at `start`, what it says starts at `body`.

    `style` names the way of counting ("조", "1.", "①", "decimal"), `value` the number in it; `label` is the mark as
    printed; `level` is None for lists, whose level follows from where they stand. `sure` is False where only the
    sequence can tell a heading from a reference.
    """

    start: int
    body: int
    style: str
    value: tuple[int, ...]
    label: str
    heading: str = ""
    level: Level | None = None
    sure: bool = True

    @property
    def rank(self) -> int:
        """
        Order levels from the roots (0) to lists.
        """
        return DEEPER if self.level is None else RANKS.get(self.level, DEEPER)


@dataclass(frozen=True, slots=True)
class TextLine:
    """
    Hold one logical line: `start` is where its first visible character stands in the canonical text.
    """

    start: int
    end: int
    text: str


_LEADING = " #*>|_"


def lines_of(text: str) -> Iterator[TextLine]:
    """
    Walk over the lines that say something, without indent and markdown marks before the first word.
    """
    at = 0
    for raw in text.split("\n"):
        stripped = raw.lstrip(_LEADING)
        if stripped:
            start = at + len(raw) - len(stripped)
            visible = stripped.rstrip()
            yield TextLine(start, start + len(visible), visible)
        at += len(raw) + 1
