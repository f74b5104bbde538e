"""
Take a ZIP folder apart: every file under its right name, the computer's own files set aside, bad ones left packed.

Source of the cases: ../shared/security/SECURITY.md 2.1 (H42 to H47); APPNOTE.TXT 4.4.4 (bit 11) and 4.6.9 (0x7075).
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ingest.archive import check_sizes, fault_of, inflates, is_container, open_container, opens_with, unpack
from ingest.bundle import ZIP_MARKS, Part
from ingest.errors import BombSuspected, IngestError, TooLarge, UnsafeArchive
from ingest.naming import guess_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile, ZipInfo

    from ingest.bundle import Allowance

MEDIA_TYPE = "application/zip"
# Members at the root that make a ZIP container a document or program of its own kind (Office, ODF and EPUB, Java, Android).
OWN_KINDS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml"})
UTF8_NAME = 1 << 11
FIELD_HEAD = struct.Struct("<HH")
UNICODE_PATH = 0x7075
# What computers put into folders beside people's files, told by name and first bytes together: a contract that is
# only called so is a contract. Finder's folder settings, file attributes of macOS, Windows' pictures and settings.
SYSTEM_FILES = ((".DS_Store", b"\0\0\0\1Bud1"), ("Thumbs.db", b"\xd0\xcf\x11\xe0"), ("desktop.ini", b"["))
APPLE_DOUBLE = b"\0\5\x16\7"


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is a ZIP container of people's files.
    """
    if not content.startswith(ZIP_MARKS) or not is_container(content):
        return False
    return not any(opens_with(content, own) for own in OWN_KINDS)


def parts(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """
    Hand over every file in the container.

    Raises:
        BombSuspected, Malformed
    """
    container = open_container(content)
    members = container.infolist()
    check_sizes(members, allowance.files, allowance.total)
    names = [_name_of(member) for member in members]
    often = Counter(names)
    for member, name in zip(members, names, strict=True):
        if not name.endswith(("/", "\\")):
            yield _part(container, member, name, allowance, is_twin=often[name] > 1)


def _part(container: ZipFile, member: ZipInfo, name: str, allowance: Allowance, *, is_twin: bool) -> Part:
    """
    Unpack one member, or say why it stays packed.
    """
    fault = _fault(member, allowance, is_twin=is_twin)
    if fault:
        return Part(name, member.file_size, error=fault)
    try:
        content = unpack(container, member)
    except IngestError as problem:
        return Part(name, member.file_size, error=type(problem))
    return Part(name, len(content), content, why="system_file" if _is_system_file(name, content) else "")


def _fault(member: ZipInfo, allowance: Allowance, *, is_twin: bool) -> type[IngestError] | None:
    """
    Say what keeps a member from being unpacked; of twins nobody knows which one people see.
    """
    if fault := fault_of(member):
        return type(fault)
    if is_twin:
        return UnsafeArchive
    if inflates(member):
        return BombSuspected
    return TooLarge if member.file_size > allowance.each else None


def _is_system_file(name: str, content: bytes) -> bool:
    """
    Tell whether a file is the computer's own.
    """
    path = PurePosixPath(name)
    if (path.name.startswith("._") or "__MACOSX" in path.parts) and (not content or content.startswith(APPLE_DOUBLE)):
        return True
    return any(path.name.lower() == known.lower() and content.startswith(mark) for known, mark in SYSTEM_FILES)


def _name_of(member: ZipInfo) -> str:
    """
    Read a member's name as the program meant it that wrote it; many Korean ones write CP949 and do not say so.
    """
    if member.flag_bits & UTF8_NAME:
        return member.orig_filename
    raw = member.orig_filename.encode("cp437")
    return _unicode_path(member.extra, raw) or guess_name(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """
    Return the name that Info-ZIP adds beside the plain one, if it belongs to this plain one.
    """
    while len(extra) >= FIELD_HEAD.size:
        kind, length = FIELD_HEAD.unpack_from(extra)
        field, extra = extra[FIELD_HEAD.size :][:length], extra[FIELD_HEAD.size + length :]
        if kind == UNICODE_PATH and field[:1] == b"\1" and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
    return ""
