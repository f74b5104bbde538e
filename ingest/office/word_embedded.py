"""
Take out of a DOCX file the files that stand in it as objects; what wraps them is undone.

Source: MS-OLEDS 2.3 (embedded objects), MS-OI29500 2.1 (packages). The data sheet behind a chart is no file of its
own: the chart shows it.
"""

from __future__ import annotations

import posixpath
import struct
from io import BytesIO
from typing import TYPE_CHECKING, Final

import olefile

from ingest.attachment import Attachment
from ingest.charsets import decode
from ingest.errors import IngestError

if TYPE_CHECKING:
    from ingest.office.word_package import Package

OBJECTS: Final = frozenset({"package", "oleObject"})
CHARTS: Final = frozenset({"chart", "chartEx"})
INSERTED: Final = "aFChunk"
# Text inserted in these forms is read in its place.
READ_IN_PLACE: Final = (".htm", ".html", ".xhtml", ".txt")
NATIVE, EQUATION = "\x01Ole10Native", "Equation Native"
# A stream that is the file itself, and the ending of the file that an OLE container is when it has a stream like this.
WHOLE_STREAMS: Final = ("Package", "CONTENTS")
KINDS: Final = {"FileHeader": ".hwp", "WordDocument": ".doc", "Workbook": ".xls", "PowerPoint Document": ".ppt"}
DAMAGE: Final = (OSError, ValueError, IndexError, TypeError, KeyError, struct.error)


def embedded_files(package: Package) -> tuple[Attachment, ...]:
    """
    Return the files inside, each once, in the order of their names.
    """
    found: dict[str, Attachment] = {}
    charts = chart_parts(package)
    for relation in package.all_relations():
        is_inserted = relation.kind == INSERTED and not relation.target.lower().endswith(READ_IN_PLACE)
        is_object = relation.kind in OBJECTS and relation.owner not in charts
        if (is_object or is_inserted) and not relation.is_external and relation.target not in found:
            attachment = _take_out(package, relation.target)
            if attachment is not None:
                found[relation.target] = attachment
    return tuple(found.values())


def chart_parts(package: Package) -> frozenset[str]:
    """
    Name the parts that are charts.
    """
    return frozenset(relation.target for relation in package.all_relations() if relation.kind in CHARTS)


def is_formula(package: Package, part: str) -> bool:
    """
    Tell whether an object is a formula of an old equation editor, which is no file and runs nothing.
    """
    try:
        with olefile.OleFileIO(BytesIO(package.archive.part(part))) as container:
            return bool(container.exists(EQUATION))
    except (IngestError, *DAMAGE):
        return False


def _take_out(package: Package, part: str) -> Attachment | None:
    """
    Take out one file; None for what is none.
    """
    name = posixpath.basename(part)
    try:
        content = package.archive.part(part)
    except IngestError:
        return Attachment(name, None)
    return unwrap(name, content) if content.startswith(olefile.MAGIC) else Attachment(name, content)


def unwrap(name: str, content: bytes) -> Attachment | None:
    """
    Undo the wrapping of an OLE object; an object of a kind that wraps nothing is kept as it is.
    """
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            if container.exists(EQUATION):
                return None
            if container.exists(NATIVE):
                return _native(container.openstream(NATIVE).read(), name)
            for stream in WHOLE_STREAMS:
                if container.exists(stream):
                    return Attachment(name.removesuffix(".bin"), container.openstream(stream).read())
            ending = next((ending for stream, ending in KINDS.items() if container.exists(stream)), ".bin")
    except DAMAGE:
        return Attachment(name, content)
    return Attachment(name.removesuffix(".bin") + ending, content)


def _native(stream: bytes, name: str) -> Attachment:
    """
    Read the file that Windows' object packager wrapped, with the name it had.
    """
    # Total length, two flag bytes; label and source path end with a zero byte; four unknown bytes, the length of a
    # temporary path, the path; then the length of the file, and the file.
    label_end = stream.index(b"\0", 6)
    at = stream.index(b"\0", label_end + 1) + 5
    at += 4 + struct.unpack_from("<I", stream, at)[0]
    (size,) = struct.unpack_from("<I", stream, at)
    if at + 4 + size > len(stream):
        raise ValueError
    label = decode(stream[6:label_end], "cp949").replace("\\", "/")
    return Attachment(posixpath.basename(label) or name, stream[at + 4 : at + 4 + size])
