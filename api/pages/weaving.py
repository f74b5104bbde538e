"""
Weave the marks of findings into the text of an agreement, so that a page can print it in one pass.

Marks may overlap; the text is cut at every border and each piece knows all marks over it. No character is lost:
the pieces joined are the text (tests/api/pages/test_weaving.py holds it so).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compliance.views import ClauseView


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Mark `text[start:end]` for a finding: its number on the page, the part of its evidence and its tone.
    """

    start: int
    end: int
    number: int
    part: int
    tone: str


@dataclass(frozen=True, slots=True)
class Piece:
    """
    Hold a run of text under the same marks; `begins` are the marks that start here and get their anchor.
    """

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    heading: bool


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """
    Hold a stretch of text, such as a heading, in code points.
    """

    start: int
    end: int


def weave(text: str, marks: Sequence[Mark], headings: Sequence[Stretch]) -> list[Piece]:
    """
    Cut the text into pieces; marks outside the text or empty are left out.
    """
    usable = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    borders = sorted({0, len(text), *_borders(usable), *_borders(headings, len(text))})
    return [_piece(text, start, end, usable, headings) for start, end in pairwise(borders)]


def headings_of(text: str, clauses: Iterable[ClauseView]) -> list[Stretch]:
    """
    Find where the number and heading of each headed clause are printed.
    """
    return [found for clause in clauses if clause.heading and (found := _heading(text, clause))]


def _heading(text: str, clause: ClauseView) -> Stretch | None:
    """
    Reach from the clause's start to the end of its heading, closing bracket included, on its first line.
    """
    line_end = text.find("\n", clause.start, clause.end)
    line_end = clause.end if line_end < 0 else line_end
    at = text.find(clause.heading, clause.start, line_end)
    if at < 0:
        return None
    end = at + len(clause.heading)
    return Stretch(clause.start, end + (text[end : end + 1] in {")", "]", "】"}))


def _borders(stretches: Iterable[Mark | Stretch], limit: int | None = None) -> set[int]:
    """
    Gather where stretches begin and end, within the limit.
    """
    borders = {at for each in stretches for at in (each.start, each.end)}
    return borders if limit is None else {at for at in borders if 0 <= at <= limit}


def _piece(text: str, start: int, end: int, marks: Sequence[Mark], headings: Sequence[Stretch]) -> Piece:
    """
    Make the piece between two neighbouring borders.
    """
    over = tuple(sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: (m.number, m.part)))
    return Piece(
        text=text[start:end],
        marks=over,
        begins=tuple(mark for mark in over if mark.start == start),
        heading=any(each.start <= start and end <= each.end for each in headings),
    )
