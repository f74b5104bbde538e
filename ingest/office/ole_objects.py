"""
Undo what wraps the files that stand in an office file as objects.

Source: MS-OLEDS 2.3 (embedded objects).
"""

from __future__ import annotations

import posixpath
import struct
from io import BytesIO
from typing import Final

import olefile

from ingest.attachment import Attachment
from ingest.charsets import decode

NATIVE, EQUATION = "\x01Ole10Native", "Equation Native"
# A stream that is the file itself, and the ending of the file that an OLE container is when it has a stream like this.
WHOLE_STREAMS: Final = ("Package", "CONTENTS")
KINDS: Final = {"FileHeader": ".hwp", "WordDocument": ".doc", "Workbook": ".xls", "PowerPoint Document": ".ppt"}
# The stream in which Hangul keeps a chart that it draws as Office does.
CHART: Final = "OOXMLChartContents"
DAMAGE: Final = (OSError, ValueError, IndexError, TypeError, KeyError, struct.error)


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


def chart_of(content: bytes) -> bytes:
    """
    Return the chart in DrawingML that an OLE object of Hangul holds; nothing where it holds none.
    """
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            return bytes(container.openstream(CHART).read()) if container.exists(CHART) else b""
    except DAMAGE:
        return b""
