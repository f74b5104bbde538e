"""
Make HWP 5 files record by record: no library writes them, and no real one shows what hostile ones do.

Source: 한글 문서 파일 형식 5.0; the OLE container after [MS-CFB], version 3.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTOR, MINI_SECTOR, MINI_LIMIT, ENTRY = 512, 64, 4096, 128
FREE, END, FAT_MARK, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
COMPRESSED, PASSWORD, DISTRIBUTION, TRACKED = 1, 2, 4, 1 << 14
NO_COLOUR = 0xFFFFFFFF
# The tags of the records that are made here.
PROPERTIES, BINARY, BORDER_FILL, CHAR_SHAPE, NUMBERING, BULLET, PARA_SHAPE = 16, 18, 20, 21, 23, 24, 25
PARA, TEXT, LOOKS, LINES, RANGES, CTRL, LIST, PAGE, SHAPE, TABLE, OBJECT, PICTURE = (
    66,
    67,
    68,
    69,
    70,
    71,
    72,
    73,
    76,
    77,
    84,
    85,
)
CHANGE, CHANGE_AUTHOR, MEMO_LIST = 96, 97, 93
INSERTED, DELETED = 16, 17
HEADINGS = ("NONE", "OUTLINE", "NUMBER", "BULLET")


def record(tag: int, level: int, payload: bytes) -> bytes:
    """
    Make a record; a long one has its size behind its head.
    """
    size = min(len(payload), 0xFFF)
    head = struct.pack("<I", tag | level << 10 | size << 20)
    return head + (struct.pack("<I", len(payload)) if size == 0xFFF else b"") + payload


def wide(text: str) -> bytes:
    """
    Make a text with its length before it.
    """
    encoded = text.encode("utf-16-le")
    return struct.pack("<H", len(encoded) // 2) + encoded


def named(name: str) -> bytes:
    """
    Make the four letters that name a control, backwards as the file has them.
    """
    return name.encode("latin-1")[::-1]


def anchor(name: str, code: int = 11) -> str:
    """
    Make the eight code units that stand for a control in the text.
    """
    return (struct.pack("<H", code) + named(name) + bytes(8) + struct.pack("<H", code)).decode("utf-16-le")


FIELD_END = anchor("\0\0\0\0", 4)
TAB = anchor("\0\0\0\0", 9)


@dataclass(frozen=True)
class Paragraph:
    """
    Hold a paragraph: its text with anchors, its shape, where each look begins, its ranges, and the records below it.

    `below` are records whose levels count from the paragraph's own.
    """

    text: str = ""
    shape: int = 0
    looks: tuple[tuple[int, int], ...] = ((0, 0),)
    ranges: tuple[tuple[int, int, int, int], ...] = ()
    below: tuple[tuple[int, int, bytes], ...] = ()

    def records(self, level: int = 0, *, is_last: bool = True) -> list[tuple[int, int, bytes]]:
        """
        Return the records: tag, level, payload; the last paragraph of a list says that it is.
        """
        content = (self.text + "\r").encode("utf-16-le", "surrogatepass")
        made = [
            (
                PARA,
                level,
                struct.pack("<IIHBBHHHIH", len(content) // 2 | is_last << 31, 0, self.shape, 0, 0, 1, 0, 0, 0, 0),
            ),
            (TEXT, level + 1, content),
            (LOOKS, level + 1, b"".join(struct.pack("<II", *look) for look in self.looks)),
        ]
        marks = b"".join(struct.pack("<III", start, end, kind << 24 | data) for start, end, kind, data in self.ranges)
        made += [(RANGES, level + 1, marks)] if marks else []
        return made + [(tag, level + deeper, payload) for tag, deeper, payload in self.below]


def listed(header: bytes, *paragraphs: Paragraph) -> list[tuple[int, int, bytes]]:
    """
    Make a list of paragraphs below a control.
    """
    return [(LIST, 2, struct.pack("<HHI", len(paragraphs), 0, 0) + header)] + [
        each for paragraph in paragraphs for each in paragraph.records(2, is_last=paragraph is paragraphs[-1])
    ]


def control(
    name: str, payload: bytes = b"", *below: list[tuple[int, int, bytes]]
) -> tuple[tuple[int, int, bytes], ...]:
    """
    Make a control with the lists below it.
    """
    return ((CTRL, 1, named(name) + payload), *(each for records in below for each in records))


def drawn(width: int = 10_000, height: int = 10_000, wrap: int = 0, at: tuple[int, int] | None = None) -> bytes:
    """
    Make the payload of an object: with a place it counts from the paper's corner (x, y), without it stands in the line.
    """
    x, y = at or (0, 0)
    bits = wrap << 21 | (0 if at else 1)
    return struct.pack("<IiiIIi4HIi", bits, y, x, width, height, 0, *[0] * 4, 0, 0)


def table(
    rows: int, columns: int, *cells: tuple[int, int, int, Paragraph], caption: Paragraph | None = None, side: int = 3
) -> tuple[tuple[int, int, bytes], ...]:
    """
    Make a table of cells (row, column, border fill from 1, paragraph) with a caption (side 2 above, 3 below).
    """
    shape = struct.pack("<IHHH8x", 0, rows, columns, 0) + struct.pack("<H", columns) * rows + struct.pack("<HH", 0, 0)
    heads = [struct.pack("<4HII4HH", column, row, 1, 1, 0, 0, *[0] * 4, fill) for row, column, fill, _ in cells]
    lists = [listed(head, each[3]) for head, each in zip(heads, cells, strict=True)]
    captions = [listed(struct.pack("<IIHI", side, 0, 0, 0), caption)] if caption else []
    return control("tbl ", drawn(), *captions, [(TABLE, 2, shape)], *lists)


def automatic(kind: int, system: int = 0, after: str = "\0") -> tuple[tuple[int, int, bytes], ...]:
    """
    Make an automatic number: kind 1 footnote, 3 picture, 4 table.
    """
    return control("atno", struct.pack("<IHHH", kind | system << 4, 1, 0, 0) + after.encode("utf-16-le"))


def field_of(name: str, command: str, bits: int = 0) -> tuple[tuple[int, int, bytes], ...]:
    """
    Make the beginning of a field.
    """
    return control(name, struct.pack("<IB", bits, 0) + wide(command) + bytes(4))


def numbering(start: int, *patterns: tuple[str, int], starts: tuple[int, ...] = ()) -> bytes:
    """
    Make a numbering of patterns with their systems of numbers.
    """
    levels = [*patterns, *[("", 0)] * (7 - len(patterns))]
    heads = b"".join(struct.pack("<IhhI", 0xC | system << 5, 0, 50, NONE) + wide(pattern) for pattern, system in levels)
    return heads + struct.pack("<H", start) + b"".join(struct.pack("<I", each) for each in starts)


def look(colour: int = 0, size: int = 1000, shade: int = NO_COLOUR, fill: int = 0, bits: int = 0) -> bytes:
    """
    Make a character shape: colours are 0x00BBGGRR, the size is in hundredths of a point.
    """
    scales = bytes(14) + b"\x64" * 7 + bytes(7) + b"\x64" * 7 + bytes(7)
    return scales + struct.pack("<iI2xIIIIHI", size, bits, colour, 0, shade, 0, fill, 0)


def shape(kind: str = "NONE", reference: int = 0, level: int = 1, fill: int = 0, tail: int | None = None) -> bytes:
    """
    Make a paragraph shape.
    """
    bits = HEADINGS.index(kind) << 23 | (level - 1) << 25
    made = struct.pack("<I6iHHH4hIII", bits, *[0] * 6, 0, reference, fill, *[0] * 4, 0, 0, 0)
    return made if tail is None else made + struct.pack("<I", tail)


def border_fill(colour: int | None, clearness: int = 0) -> bytes:
    """
    Make a border fill of one colour (0x00BBGGRR), or of none; `clearness` of 255 lets through what is behind it.
    """
    painted = b"\0\0\0\0" if colour is None else struct.pack("<IIIi", 1, colour, 0, -1)
    return bytes(32) + painted + struct.pack("<IB", 0, clearness)


def change(kind: int, author: int) -> bytes:
    """
    Make a tracked change of a day in July.
    """
    return struct.pack("<I5HH", kind, 2026, 7, 1, 9, 30, author) + bytes(10)


@dataclass
class Hwp5:
    """
    Hold what a file is made of; `bytes()` makes it.
    """

    paragraphs: tuple[Paragraph, ...] = (Paragraph("제1조(목적) 협력한다."),)
    looks: tuple[bytes, ...] = (look(),)
    shapes: tuple[bytes, ...] = (shape(),)
    numberings: tuple[bytes, ...] = ()
    bullets: str = ""
    fills: tuple[bytes, ...] = ()
    changes: tuple[bytes, ...] = ()
    authors: tuple[str, ...] = ()
    flags: int = COMPRESSED
    outline: int = 0
    sections: int = 1
    binaries: tuple[str, ...] = ()
    streams: dict[str, bytes] = field(default_factory=dict)

    def __bytes__(self) -> bytes:
        """
        Make the file.
        """
        body = self.body()
        streams = {
            "FileHeader": b"HWP Document File".ljust(32, b"\0")
            + struct.pack("<II", 0x05010100, self.flags)
            + bytes(216),
            "DocInfo": self.packed(self.docinfo()),
            "BodyText/Section0": self.packed(body),
        }
        return ole_file(streams | self.streams)

    def body(self) -> bytes:
        """
        Make the records of the section: its definition stands in a paragraph of its own.
        """
        definition = struct.pack("<IHHHIH", 0, 0, 0, 0, 0, self.outline) + bytes(10)
        first = Paragraph(
            anchor("secd", 2),
            shape=0xFFFF,
            below=((CTRL, 1, named("secd") + definition), (PAGE, 2, struct.pack("<II", 59528, 84188) + bytes(32))),
        )
        every = (first, *self.paragraphs)
        records = [each for paragraph in every for each in paragraph.records(is_last=paragraph is every[-1])]
        return b"".join(record(*each) for each in records)

    def docinfo(self) -> bytes:
        """
        Make the records of DocInfo.
        """
        properties = struct.pack("<7H", self.sections, *[1] * 6) + bytes(12)
        kinds: tuple[tuple[int, tuple[bytes, ...]], ...] = (
            (BINARY, tuple(struct.pack("<HH", 2, each) + wide(end) for each, end in enumerate(self.binaries, 1))),
            (BORDER_FILL, self.fills),
            (CHAR_SHAPE, self.looks),
            (NUMBERING, self.numberings),
            (BULLET, tuple(bytes(12) + each.encode("utf-16-le") for each in self.bullets)),
            (PARA_SHAPE, self.shapes),
            (CHANGE, self.changes),
            (CHANGE_AUTHOR, tuple(struct.pack("<I", len(each)) + each.encode("utf-16-le") for each in self.authors)),
        )
        made = [record(tag, 1, payload) for tag, payloads in kinds for payload in payloads]
        return record(PROPERTIES, 0, properties) + b"".join(made)

    def packed(self, content: bytes) -> bytes:
        """
        Pack a stream if the header says so.
        """
        return deflate(content) if self.flags & COMPRESSED else content


def deflate(content: bytes) -> bytes:
    """
    Pack without a head, as Hangul does.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def distributed(body: bytes, seed: int = 0x1234_5678) -> bytes:
    """
    Encrypt a body as a distribution document does: the key hides in the first record.
    """
    key = b"0123456789ABCDEF"
    plain = bytearray(struct.pack("<I", seed) + bytes(252))
    start = 4 + (seed & 0xF)
    plain[start : start + 16] = key
    mask = islice(_noise(seed), 256)
    data = bytes(
        byte if place < 4 else byte ^ noise for place, (byte, noise) in enumerate(zip(plain, mask, strict=True))
    )
    packed = deflate(body)
    cipher = Cipher(AES(key), ECB()).encryptor()  # noqa: S305 - the format's own scheme
    return record(28, 0, data) + cipher.update(packed + bytes(-len(packed) % 16)) + cipher.finalize()


def _noise(seed: int) -> Iterator[int]:
    """
    Yield Microsoft's random bytes in runs.
    """
    while True:
        draws = []
        for _ in range(2):
            seed = (seed * 214013 + 2531011) & 0xFFFFFFFF
            draws.append(seed >> 16 & 0x7FFF)
        yield from [draws[0] & 0xFF] * ((draws[1] & 0xF) + 1)


@dataclass
class _Entry:
    """
    Hold a directory entry while the container is made.
    """

    name: str
    kind: int
    content: bytes = b""
    child: int = NONE
    right: int = NONE
    start: int = END


def ole_file(streams: dict[str, bytes]) -> bytes:
    """
    Make an OLE container of streams by path; one storage may hold streams.
    """
    entries = _directory(streams)
    mini, mini_table = bytearray(), list[int]()
    big: list[tuple[_Entry, bytes]] = []
    for entry in (each for each in entries if each.kind == 2):
        if len(entry.content) >= MINI_LIMIT:
            big.append((entry, entry.content))
        elif entry.content:
            entry.start = len(mini_table)
            count = -(-len(entry.content) // MINI_SECTOR)
            mini_table += [*range(entry.start + 1, entry.start + count), END]
            mini += entry.content.ljust(count * MINI_SECTOR, b"\0")
    return _container(entries, bytes(mini), mini_table, big)


def _directory(streams: dict[str, bytes]) -> list[_Entry]:
    """
    Make the directory: entries of one folder follow one another to the right.
    """
    entries = [_Entry("Root Entry", 5)]
    folders = {"": 0}
    last: dict[int, int] = {}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = _append(entries, last, 0, _Entry(folder, 1))
        _append(entries, last, folders[folder], _Entry(name, 2, content))
    return entries


def _append(entries: list[_Entry], last: dict[int, int], parent: int, entry: _Entry) -> int:
    """
    Add an entry to a folder; return its number.
    """
    number = len(entries)
    entries.append(entry)
    if parent in last:
        entries[last[parent]].right = number
    else:
        entries[parent].child = number
    last[parent] = number
    return number


def _container(entries: list[_Entry], mini: bytes, mini_table: list[int], big: list[tuple[_Entry, bytes]]) -> bytes:
    """
    Lay the parts out in sectors: allocation table, directory, small streams, large streams.
    """
    sectors = {"directory": -(-len(entries) * ENTRY // SECTOR), "table": -(-len(mini_table) * 4 // SECTOR)}
    contents = [mini, *(content for _, content in big)]
    lengths = [-(-len(content) // SECTOR) for content in contents]
    fat_sectors = 1
    while fat_sectors * 128 < fat_sectors + sum(sectors.values()) + sum(lengths):
        fat_sectors += 1
    fat = [FAT_MARK] * fat_sectors
    directory_at = _chain(fat, sectors["directory"])
    table_at = _chain(fat, sectors["table"])
    starts = [_chain(fat, length) for length in lengths]
    entries[0].start, entries[0].content = starts[0], mini
    for (entry, _), start in zip(big, starts[1:], strict=True):
        entry.start = start
    fat += [FREE] * (fat_sectors * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, fat_sectors, directory_at, 0, MINI_LIMIT, table_at, sectors["table"], END, 0)
    header += struct.pack("<109I", *range(fat_sectors), *[FREE] * (109 - fat_sectors))
    parts = [struct.pack(f"<{len(fat)}I", *fat), b"".join(map(_entry, entries))]
    parts += [struct.pack(f"<{len(mini_table)}I", *mini_table), *contents]
    return header + b"".join(part.ljust(-(-len(part) // SECTOR) * SECTOR, b"\0") for part in parts)


def _chain(fat: list[int], count: int) -> int:
    """
    Add a chain of sectors to the table; return its first.
    """
    start = len(fat)
    fat += [*range(start + 1, start + count), END] if count else []
    return start if count else END


def _entry(entry: _Entry) -> bytes:
    """
    Make one directory entry.
    """
    encoded = entry.name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBB3I", len(encoded), entry.kind, 1, NONE, entry.right, entry.child)
    return encoded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", entry.start, len(entry.content))
