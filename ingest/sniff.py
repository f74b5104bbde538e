"""
Find the reader for some bytes by what they are; the file's name can only contradict, never decide.

Runs in the caged child, as looking into a container is already reading.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import olefile

from ingest.archive import is_container, opens_with, peek
from ingest.bundles import eml
from ingest.errors import (
    EncryptedFile,
    IngestError,
    Malformed,
    OtherArchive,
    OtherSpreadsheet,
    OutlookMessage,
    TypeMismatch,
    UnsupportedFormat,
)
from ingest.formats import READERS
from ingest.malware import refuse_malware

if TYPE_CHECKING:
    from ingest.formats import Reader

OLE = olefile.MAGIC
HEAD = 64
"""Bytes at the start that tell the kind."""
# Kinds that are often renamed, by their first bytes.
FOREIGN = {
    b"\x7fELF": "a Linux program",
    b"GIF8": "a GIF picture",
    b"{\\rtf": "RTF",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x1f\x8b": "a gzip archive",
    b"ALZ\x01": "an ALZ archive",
    b"EGGA": "an EGG archive",
    b"PK\x03\x04": "another ZIP container",
    b"PK\x05\x06": "an empty ZIP container",
}
ARCHIVE = b"PK"
# Two letters that an honest text may begin with ("MZ세대 홍보 협약서"); a program has NULs in its head.
PROGRAM = b"MZ"
OLD_WORKBOOK = ("Workbook", "Book")
BINARY_WORKBOOK = "xl/workbook.bin"
OPEN_WORKBOOK = b"application/vnd.oasis.opendocument.spreadsheet"
HWP3 = b"HWP Document File V"
HWP3_DETAIL = "HWP 3.x, 한글 97 이하 형식: save as HWP 5, HWPX, DOCX or PDF"


def choose_reader(content: bytes, suffix: str) -> Reader:
    """
    Return the reader for the content.

    Raises:
        MalwareSuspected: the mark by which virus scanners are tested.
        EncryptedFile: an Office document under a password.
        TypeMismatch: the suffix belongs to another kind than the content.
        UnsupportedFormat: no reader takes this kind.
        Malformed: the content is of no kind at all, though the suffix claims one.
    """
    refuse_malware(content)
    if content.startswith(HWP3):
        raise UnsupportedFormat(detail=HWP3_DETAIL)
    claimed = next((reader for reader in READERS.values() if suffix in reader.SUFFIXES), None)
    # Among readers of plain text the suffix decides, and without one it is text.
    preferred = claimed or READERS["text"]
    readers = sorted(READERS.values(), key=lambda reader: (reader.IS_FALLBACK, reader is not preferred))
    foreign = _foreign(content)
    for reader in readers:
        if reader.IS_FALLBACK and (foreign or content.startswith(OLE)):
            break
        if reader.looks_like(content):
            return _agree(reader, claimed, suffix)
    if content.startswith(OLE):
        raise _refuse_ole(content, suffix)
    if foreign is None:
        raise Malformed(detail="the content is of no known kind") if claimed else UnsupportedFormat(detail=suffix)
    if foreign.endswith("ZIP container") and not is_container(content):
        raise Malformed(detail="the ZIP container is damaged")
    if claimed is None and _is_other_spreadsheet(content):
        raise OtherSpreadsheet(detail="another kind of workbook")
    if claimed is None:
        raise (OtherArchive if foreign.endswith("archive") else UnsupportedFormat)(detail=foreign)
    raise TypeMismatch(detail=f"{suffix} holds {foreign}")


def carries_archive(content: bytes) -> bool:
    """
    Tell whether content of another kind goes on as a ZIP container, which unpacking programs would show instead.
    """
    return not content.startswith(ARCHIVE) and is_container(content)


def _agree(reader: Reader, claimed: Reader | None, suffix: str) -> Reader:
    """
    Return the reader unless the suffix says otherwise; plain text needs a suffix that says text, or none.
    """
    if claimed is not None and claimed is not reader:
        raise TypeMismatch(detail=f"{suffix} holds {reader.MEDIA_TYPE}")
    if claimed is None and reader.IS_FALLBACK and suffix:
        raise UnsupportedFormat(detail=suffix)
    return reader


def _foreign(content: bytes) -> str | None:
    """
    Name the kind that no reader takes, if the first bytes are its mark.
    """
    if content.startswith(PROGRAM) and b"\0" in content[:HEAD]:
        return "a Windows program"
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    known = next((name for mark, name in FOREIGN.items() if head.startswith(mark)), None)
    return known or ("a mail" if eml.looks_like(content) else None)


def _is_other_spreadsheet(content: bytes) -> bool:
    """
    Tell a ZIP container with a binary workbook or one of OpenDocument.
    """
    return opens_with(content, BINARY_WORKBOOK) or peek(content, "mimetype", HEAD).startswith(OPEN_WORKBOOK)


def _refuse_ole(content: bytes, suffix: str) -> IngestError:
    """
    Say which kind of OLE container this is: an encrypted OOXML file, or an old Office file.
    """
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            if container.exists("EncryptedPackage"):
                return EncryptedFile()
            if container.exists("__properties_version1.0"):
                return OutlookMessage()
            if _is_cut(container):
                return Malformed(detail="the OLE container is cut short")
            is_workbook = any(container.exists(stream) for stream in OLD_WORKBOOK)
    except (OSError, ValueError, IndexError, TypeError) as problem:
        return Malformed(detail=f"OLE container: {type(problem).__name__}")
    if any(suffix in reader.SUFFIXES for reader in READERS.values()):
        return TypeMismatch(detail=f"{suffix} holds an old binary Office file")
    return (OtherSpreadsheet if is_workbook else UnsupportedFormat)(detail="an old binary Office file")


def _is_cut(container: olefile.OleFileIO) -> bool:
    """
    Tell whether an OLE container goes on in sectors beyond the end of the file.
    """
    return any(container.nb_sect <= sector < olefile.MAXREGSECT for sector in container.fat)
