"""
Read DocInfo, what the whole of an HWP 5 document shares: looks, paragraph shapes, numberings, tracked changes, pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ingest.hwp5.records import Tag, letters, number, text, walk
from ingest.office.hangul_model import (
    BLACK,
    CLEAR,
    Fill,
    Heading,
    HeadingKind,
    HeadLevel,
    Look,
    Numbering,
    ObjectKind,
    ParagraphShape,
    Styles,
    TrackedChange,
)
from ingest.office.hangul_symbols import bullet
from ingest.office.numerals import System

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.hwp5.records import Record

SYSTEMS: Final = (
    System.DECIMAL, System.CIRCLED, System.UPPER_ROMAN, System.LOWER_ROMAN, System.UPPER_LETTER, System.LOWER_LETTER,
    System.CIRCLED_UPPER_LETTER, System.CIRCLED_LETTER, System.GANADA, System.CIRCLED_GANADA, System.CHOSUNG,
    System.CIRCLED_CHOSUNG, System.KOREAN_NUMBER, System.HANJA_NUMBER, System.CIRCLED_HANJA, System.STEMS,
    System.HANJA_STEMS,
)  # fmt: skip
HEADINGS: Final[tuple[HeadingKind, ...]] = ("NONE", "OUTLINE", "NUMBER", "BULLET")
OBJECTS: Final[tuple[ObjectKind, ...]] = (
    "PAGE", "FOOTNOTE", "ENDNOTE", "PICTURE", "TABLE", "EQUATION", "TOTAL_PAGE",
)  # fmt: skip
NO_COLOUR: Final = 0xFFFFFFFF
SOLID, IMAGE, GRADATION = 1, 2, 4
MOST_COLOURS: Final = 256
LEVELS, MORE_LEVELS, LAST_LEVEL = range(1, 8), range(8, 11), 6
INSERTED, DELETED = 16, 17
# The shape of a line through the letters that Hangul writes where there is none.
UNSTRUCK: Final = 15
LINKED: Final = 0


@dataclass(frozen=True, slots=True)
class Binary:
    """
    Say where the bytes of a picture or object are: a stream of BinData, or (no name) outside of the file.
    """

    name: str = ""
    is_compressed: bool | None = None


@dataclass(frozen=True, slots=True)
class DocInfo:
    """
    Hold the shared values, the pictures in the order in which the body counts them from 1, and the number of sections.
    """

    styles: Styles
    binaries: tuple[Binary, ...]
    sections: int


def read_docinfo(roots: Iterable[Record]) -> DocInfo:
    """
    Read the records of DocInfo.
    """
    payloads: dict[int, list[bytes]] = {}
    for record in walk(roots):
        payloads.setdefault(record.tag, []).append(record.payload)
    fills = {str(place): fill_of(each, 32) for place, each in _counted(payloads, Tag.BORDER_FILL)}
    properties = next(iter(payloads.get(Tag.DOCUMENT_PROPERTIES, [])), b"")
    styles = Styles(
        looks={str(place - 1): _look(each, fills) for place, each in _counted(payloads, Tag.CHAR_SHAPE)},
        paragraphs={str(place - 1): _shape(each, fills) for place, each in _counted(payloads, Tag.PARA_SHAPE)},
        fills=fills,
        numberings={str(place): _numbering(each) for place, each in _counted(payloads, Tag.NUMBERING)},
        bullets={str(place): bullet(letters(each, 12, 1)) for place, each in _counted(payloads, Tag.BULLET)},
        changes=_changes(payloads),
        starts={kind: max(1, number(properties, 2 * place + 2, 2, 1)) for place, kind in enumerate(OBJECTS[1:6], 1)},
    )
    return DocInfo(styles, tuple(map(_binary, payloads.get(Tag.BIN_DATA, []))), number(properties, 0, 2))


def fill_of(payload: bytes, place: int) -> Fill:
    """
    Read the background that begins at a place of a border fill or a drawn shape.
    """
    kind = number(payload, place, 4)
    colours: list[int | None] = []
    place += 4
    if kind & SOLID:
        colours.append(_colour(payload, place))
        place += 12
    if kind & GRADATION:
        count = min(number(payload, place + 17, 4), MOST_COLOURS)
        place += 21 + (4 * count if count > 2 else 0)  # noqa: PLR2004 - more than two colours say where they change
        colours += [_colour(payload, place + 4 * each) for each in range(count)]
        place += 4 * count
    if kind & IMAGE:
        place += 6
    # More of a gradation, then how much each kind of filling lets through.
    is_clear = bool(kind & SOLID and number(payload, place + 4 + number(payload, place, 4), 1))
    return Fill(tuple(each for each in colours if each is not None), is_picture=is_clear or bool(kind & IMAGE))


def _counted(payloads: dict[int, list[bytes]], tag: Tag) -> Iterable[tuple[int, bytes]]:
    """
    Return the payloads of a tag with their numbers, from 1.
    """
    return enumerate(payloads.get(tag, []), start=1)


def _colour(payload: bytes, place: int, default: int = NO_COLOUR) -> int | None:
    """
    Turn 0x00BBGGRR at a place into 0xRRGGBB; None where the first byte is not 0, which paints nothing.
    """
    colour = number(payload, place, 4, default)
    return None if colour >> 24 else (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16


def _look(payload: bytes, fills: dict[str, Fill]) -> Look:
    """
    Read a character shape.
    """
    shade = _colour(payload, 60)
    border = fills.get(str(number(payload, 68, 2)), CLEAR)
    size = number(payload, 42, 4, 1000) * number(payload, 28, 1, 100) / 10_000
    bits = number(payload, 46, 4)
    return Look(
        _colour(payload, 52, BLACK),
        Fill((shade,)) if border == CLEAR and shade is not None else border,
        size,
        is_struck=bits >> 18 & 7 == 1 and bits >> 26 & 0xF != UNSTRUCK,
    )


def _shape(payload: bytes, fills: dict[str, Fill]) -> ParagraphShape:
    """
    Read a paragraph shape; the levels from 8 on do not fit into its bits and stand at its end.
    """
    bits = number(payload, 0, 4)
    level = bits >> 25 & 7
    if level == LAST_LEVEL:
        level = max(level, min(number(payload, 54, 4), MORE_LEVELS[-1] - 1))
    heading = Heading(HEADINGS[bits >> 23 & 3], str(number(payload, 30, 2)), level + 1)
    return ParagraphShape(heading, fills.get(str(number(payload, 32, 2)), CLEAR))


def _numbering(payload: bytes) -> Numbering:
    """
    Read a numbering: seven levels, how it starts, the starts of the levels, and three more levels with theirs.
    """
    heads: dict[int, tuple[int, str]] = {}
    place = _read_heads(payload, 0, LEVELS, heads)
    start = number(payload, place, 2)
    place += 2
    starts = {level: number(payload, place + 4 * index, 4) for index, level in enumerate(LEVELS)}
    if place >= len(payload):
        starts = {1: start}
    place = _read_heads(payload, place + 4 * len(LEVELS), MORE_LEVELS, heads)
    starts |= {level: number(payload, place + 4 * index, 4) for index, level in enumerate(MORE_LEVELS)}
    levels = {
        level: HeadLevel(max(1, starts.get(level, 1)), _system(bits >> 5 & 0xF), pattern)
        for level, (bits, pattern) in heads.items()
    }
    return Numbering(start, levels)


def _read_heads(payload: bytes, place: int, levels: range, heads: dict[int, tuple[int, str]]) -> int:
    """
    Read the bits and pattern of some levels; return the place behind them.
    """
    for level in levels:
        if place + 14 > len(payload):
            break
        pattern = text(payload, place + 12)
        heads[level] = (number(payload, place, 4), pattern)
        place += 14 + 2 * number(payload, place + 12, 2)
    return place


def _system(code: int) -> System:
    """
    Return the way of writing numbers that a code stands for.
    """
    return SYSTEMS[code] if code < len(SYSTEMS) else System.DECIMAL


def _changes(payloads: dict[int, list[bytes]]) -> dict[str, TrackedChange]:
    """
    Read the tracked changes with their authors and (local) dates.
    """
    authors = {
        place: letters(each, 4, number(each, 0, 4)) for place, each in _counted(payloads, Tag.TRACK_CHANGE_AUTHOR)
    }
    kinds: dict[int, Literal["inserted", "deleted"]] = {INSERTED: "inserted", DELETED: "deleted"}
    return {
        str(place): TrackedChange(kinds[kind], authors.get(number(each, 14, 2), ""), _date(each))
        for place, each in _counted(payloads, Tag.TRACK_CHANGE)
        if (kind := number(each, 0, 4)) in kinds
    }


def _date(payload: bytes) -> str:
    """
    Return the date of a tracked change: year, month, day, hour and minute stand behind its kind.
    """
    year, month, day, hour, minute = (number(payload, 4 + 2 * index, 2) for index in range(5))
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}" if year else ""


def _binary(payload: bytes) -> Binary:
    """
    Read where a picture or object is kept.
    """
    bits = number(payload, 0, 2)
    if bits & 0xF == LINKED:
        return Binary()
    ending = text(payload, 4)
    name = f"BinData/BIN{number(payload, 2, 2):04X}" + (f".{ending}" if ending else "")
    return Binary(name, {0x10: True, 0x20: False}.get(bits & 0x30))
