"""
Turn a stream of HWP 5 into its tree of records: each has a tag, a level and a payload.

Numbers are little-endian. Payloads grew over the years, so whatever lies beyond an old one's end reads as a default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from ingest.errors import BombSuspected, Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD: Final = 4
LONG_SIZE: Final = 0xFFF
# Twenty times the records of the longest document we know; each takes a hundred bytes of ours.
MOST_RECORDS: Final = 1_000_000


class Tag(IntEnum):
    """
    Name the records that are read (HWPTAG_*).
    """

    DOCUMENT_PROPERTIES = 16
    BIN_DATA = 18
    BORDER_FILL = 20
    CHAR_SHAPE = 21
    NUMBERING = 23
    BULLET = 24
    PARA_SHAPE = 25
    PARA_HEADER = 66
    PARA_TEXT = 67
    PARA_CHAR_SHAPE = 68
    PARA_LINE_SEG = 69
    PARA_RANGE_TAG = 70
    CTRL_HEADER = 71
    LIST_HEADER = 72
    PAGE_DEF = 73
    PAGE_BORDER_FILL = 75
    SHAPE_COMPONENT = 76
    TABLE = 77
    RECTANGLE = 79
    ELLIPSE = 80
    POLYGON = 82
    OLE = 84
    PICTURE = 85
    EQEDIT = 88
    TEXTART = 90
    FORM_OBJECT = 91
    MEMO_LIST = 93
    CHART_DATA = 95
    TRACK_CHANGE = 96
    TRACK_CHANGE_AUTHOR = 97
    VIDEO_DATA = 98


@dataclass(slots=True)
class Record:
    """
    Hold one record with those below it.
    """

    tag: int
    payload: bytes
    children: list[Record] = field(default_factory=list)

    def each(self, tag: Tag) -> Iterator[Record]:
        """
        Yield the children of a tag.
        """
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: Tag) -> Record | None:
        """
        Return the first child of a tag.
        """
        return next(self.each(tag), None)


def parse_records(stream: bytes, name: str) -> list[Record]:
    """
    Return the topmost records of a stream.

    Raises:
        Malformed: a record reaches beyond the stream.
        BombSuspected: there are more records than any document has.
    """
    root = Record(0, b"")
    path: list[Record] = [root]
    place = count = 0
    while place + HEAD <= len(stream):
        head = number(stream, place, HEAD)
        tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        place += HEAD
        if size == LONG_SIZE:
            size = number(stream, place, HEAD)
            place += HEAD
        if place + size > len(stream):
            raise Malformed(detail=f"{name}: a record is cut short")
        count += 1
        if count > MOST_RECORDS:
            raise BombSuspected(detail=f"{name}: more than {MOST_RECORDS} records")
        record = Record(tag, stream[place : place + size])
        place += size
        del path[level + 1 :]
        path[-1].children.append(record)
        path.append(record)
    return root.children


def walk(records: Iterable[Record]) -> Iterator[Record]:
    """
    Yield records, each before its children.
    """
    for record in records:
        yield record
        yield from walk(record.children)


def number(payload: bytes, place: int, size: int, default: int = 0) -> int:
    """
    Return the unsigned number at a place; the default where the payload ends before.
    """
    if place + size > len(payload):
        return default
    return int.from_bytes(payload[place : place + size], "little")


def letters(payload: bytes, place: int, count: int) -> str:
    """
    Return a text of so many code units; cut where the payload ends.
    """
    return payload[place : place + 2 * count].decode("utf-16-le", "replace").replace("\0", "")


def text(payload: bytes, place: int) -> str:
    """
    Return the text whose length stands before it.
    """
    return letters(payload, place + 2, number(payload, place, 2))


@dataclass(slots=True)
class ParagraphList:
    """
    Hold a list of paragraphs: its header, the records before it that are no list, and its paragraphs.
    """

    header: Record
    after: set[int]
    paragraphs: list[Record] = field(default_factory=list)


def lists_of(owner: Record) -> list[ParagraphList]:
    """
    Return the lists of paragraphs right below a record; `after` are the tags that stand before each.
    """
    found: list[ParagraphList] = []
    seen: set[int] = set()
    for record in owner.children:
        if record.tag == Tag.LIST_HEADER:
            found.append(ParagraphList(record, set(seen)))
        elif record.tag == Tag.PARA_HEADER:
            if not found:
                found.append(ParagraphList(Record(Tag.LIST_HEADER, b""), set(seen)))
            found[-1].paragraphs.append(record)
        else:
            seen.add(record.tag)
    return found
