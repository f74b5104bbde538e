"""
Make Hangul files that mean harm, for the table of hostile kinds.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from tests.ingest import hostile
from tests.ingest import hwp5_file as made
from tests.ingest.hwp5_file import Hwp5, Paragraph, anchor, control
from tests.ingest.seeds import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION = "BodyText/Section0"


def cut(share: int) -> Callable[[], bytes]:
    """
    Keep so many hundredths of an agreement.
    """
    content = bytes(Hwp5(tuple(map(Paragraph, CLAUSES * 20)), flags=0))
    return lambda: content[: len(content) * share // 100]


def inflating(size: int) -> bytes:
    """
    Make a section that unpacks to so many bytes.
    """
    return bytes(Hwp5(streams={SECTION: made.deflate(bytes(size))}))


def flooded(records: int) -> bytes:
    """
    Make a section of empty paragraphs.
    """
    return bytes(Hwp5(flags=0, streams={SECTION: made.record(made.PARA, 0, b"") * records}))


def nested(depth: int) -> bytes:
    """
    Make tables in tables.
    """
    paragraph = Paragraph("속")
    for _ in range(depth):
        below = tuple((tag, min(level, 1000), data) for tag, level, data in made.table(1, 1, (0, 0, 0, paragraph)))
        paragraph = Paragraph(anchor("tbl "), below=below)
    return bytes(Hwp5((paragraph,)))


def tracked() -> bytes:
    """
    Make an agreement of which some words are deleted.
    """
    paragraph = Paragraph("공동소유", ranges=((0, 2, made.DELETED, 1),))
    return bytes(Hwp5((paragraph,), changes=(made.change(made.DELETED, 1),), authors=("김",)))


def scripted() -> bytes:
    """
    Make an agreement that runs something when it is opened.
    """
    parts = ("", "function OnDocument_Open() { Run('calc.exe'); }", "", "")
    stream = b"".join(struct.pack("<I", len(part)) + part.encode("utf-16-le") for part in parts)
    return bytes(Hwp5(streams={"Scripts/DefaultJScript": made.deflate(stream)}))


def holding(content: bytes) -> bytes:
    """
    Make an agreement in which an OLE object stands.
    """
    shape = [(made.SHAPE, 2, b"$ole$ole".ljust(60, b"\0")), (made.OBJECT, 3, struct.pack("<IiiH", 1, 0, 0, 1))]
    paragraph = Paragraph("본문" + anchor("gso "), below=control("gso ", made.drawn(), shape))
    wrapped = made.deflate(struct.pack("<I", len(content)) + content)
    return bytes(Hwp5((paragraph,), binaries=("OLE",), streams={"BinData/BIN0001.OLE": wrapped}))


def with_section(section: bytes) -> bytes:
    """
    Make an HWPX with a second section of these bytes.
    """
    packed = BytesIO(hostile.hwpx(""))
    with ZipFile(packed, "a", ZIP_DEFLATED) as archive:
        archive.writestr("Contents/section1.xml", section)
    return packed.getvalue()
