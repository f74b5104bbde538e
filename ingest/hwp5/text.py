"""
Cut the text of an HWP 5 paragraph into letters of one look, marks of tracked changes, and the controls between them.

All places count code units of UTF-16, as the file does; a control takes one unit or eight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.hwp5.records import Tag, number
from ingest.office.hangul_model import ChangeMark, Letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.hwp5.records import Record

CONTROL: Final = late.pattern("[\\x00-\\x1f]")
SURROGATE: Final = late.pattern("[\ud800-\udfff]")
SIGNS: Final = {10: "\n", 24: "-", 30: "\u00a0", 31: "\u3000"}
TAB, FIELD_END = 9, 4
INLINE: Final = frozenset({4, 5, 6, 7, 8, 9, 19, 20})
EXTENDED: Final = frozenset({1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23})
LONG: Final = 8
SHAPE_SIZE, RANGE_SIZE = 8, 12
# No place in a text is greater.
BEYOND: Final = 0xFFFFFFFF
# The kinds of a range that a tracked change marks; the rest of its number is the change's.
TRACKED_KINDS: Final = frozenset({16, 17})


@dataclass(frozen=True, slots=True)
class Control:
    """
    Stand for a control: its code, and the four letters that name what an extended one points at.
    """

    code: int
    name: str


@dataclass(frozen=True, slots=True)
class Token:
    """
    Hold a stretch of text, or a control, with its place.
    """

    place: int
    content: str | Control


def pieces_of(paragraph: Record) -> Iterator[Letters | ChangeMark | Control]:
    """
    Yield what the text of a paragraph consists of, in order.
    """
    shapes, marks = _shapes(paragraph), _marks(paragraph)
    for token in _tokens(paragraph):
        if isinstance(token.content, Control):
            yield from _due(marks, token.place)
            yield token.content
            continue
        place, rest = token.place, token.content
        while rest:
            yield from _due(marks, place)
            while len(shapes) > 1 and shapes[-2][0] <= place:
                shapes.pop()
            edges = [shapes[-2][0]] if len(shapes) > 1 else []
            edges += [marks[-1][0]] if marks else []
            length = min([len(rest), *(edge - place for edge in edges)])
            yield Letters(_joined(rest[:length]), shapes[-1][1])
            place, rest = place + length, rest[length:]
    yield from _due(marks, BEYOND)


def control_name(payload: bytes) -> str:
    """
    Return the four letters that name a control; the file writes them backwards.
    """
    return payload[3::-1].decode("latin-1") if len(payload) >= 4 else ""  # noqa: PLR2004 - four letters


def _tokens(paragraph: Record) -> Iterator[Token]:
    """
    Yield the stretches of text and the controls of a paragraph.
    """
    record = paragraph.first(Tag.PARA_TEXT)
    payload = record.payload if record else b""
    # One letter for each code unit, so that places stay what they are.
    units = "".join(map(chr, memoryview(payload[: len(payload) // 2 * 2]).cast("H")))
    place = 0
    for found in CONTROL.finditer(units):
        if found.start() < place:
            continue
        if place < found.start():
            yield Token(place, units[place : found.start()])
        place, code = found.start(), ord(found.group())
        if code in SIGNS:
            yield Token(place, SIGNS[code])
        elif code == TAB:
            yield Token(place, "\t")
        elif code == FIELD_END or code in EXTENDED:
            yield Token(place, Control(code, control_name(payload[2 * place + 2 : 2 * place + 6])))
        place += LONG if code in INLINE or code in EXTENDED else 1
    if place < len(units):
        yield Token(place, units[place:])


def _shapes(paragraph: Record) -> list[tuple[int, str]]:
    """
    Return where each look begins, the last first; the first look reaches from the beginning.
    """
    record = paragraph.first(Tag.PARA_CHAR_SHAPE)
    payload = record.payload if record else b""
    places = range(0, len(payload) - SHAPE_SIZE + 1, SHAPE_SIZE)
    found = sorted((number(payload, place, 4), str(number(payload, place + 4, 4))) for place in places)
    return found[::-1] or [(0, "")]


def _marks(paragraph: Record) -> list[tuple[int, int, ChangeMark]]:
    """
    Return where tracked changes begin and end, the last first; at one place an end comes before a beginning.
    """
    found = []
    for record in paragraph.each(Tag.PARA_RANGE_TAG):
        for place in range(0, len(record.payload) - RANGE_SIZE + 1, RANGE_SIZE):
            start, end, tag = (number(record.payload, place + 4 * index, 4) for index in range(3))
            if tag >> 24 in TRACKED_KINDS and start < end:
                change = str(tag & 0xFFFFFF)
                found += [(start, 1, ChangeMark(opens=True, change=change))]
                found += [(end, 0, ChangeMark(opens=False, change=change))]
    return sorted(found, key=lambda mark: mark[:2], reverse=True)


def _due(marks: list[tuple[int, int, ChangeMark]], place: int) -> Iterator[ChangeMark]:
    """
    Yield, and take away, the marks that stand before a place or at it.
    """
    while marks and marks[-1][0] <= place:
        yield marks.pop()[2]


def _joined(units: str) -> str:
    """
    Join the halves of letters beyond the first plane; a half without its other becomes the sign of a lost letter.
    """
    if not SURROGATE.search(units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
