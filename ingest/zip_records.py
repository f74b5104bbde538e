"""
Compare what a ZIP container says of its members twice: in its directory, and in the record in front of each.

Programs differ in which they believe, so a container whose records disagree shows one person this and another that.
Source: APPNOTE.TXT 4.3 to 4.5 (PKWARE).
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_STORED

from ingest.errors import BombSuspected, UnsafeArchive

if TYPE_CHECKING:
    from zipfile import ZipInfo

RECORD: Final = struct.Struct("<4s2xHH4xIIIHH")
SIGNATURE: Final = b"PK\x03\x04"
ENCRYPTED, SIZES_FOLLOW, UNICODE_NAME = 0x1, 0x8, 0x800
LONG: Final = 0xFFFFFFFF
ZIP64: Final = 1


def check_records(content: bytes, members: list[ZipInfo]) -> None:
    """
    Refuse a container whose directory and records disagree.

    Raises:
        UnsafeArchive: name, method, password or sizes of a member differ.
        BombSuspected: the data of one member runs into the record of another.
    """
    extents = sorted((member.header_offset, _check_record(content, member)) for member in members)
    if any(end > start for (_, end), (start, _) in pairwise(extents)):
        raise BombSuspected(detail="members overlap")


def _check_record(content: bytes, member: ZipInfo) -> int:
    """
    Compare one member with its record; return the offset behind its data.

    A program that writes while it packs leaves the sizes in the record to the directory.
    """
    start = member.header_offset
    body = start + RECORD.size
    if start < 0 or body > len(content):
        raise UnsafeArchive(detail="a member has no record")
    signature, flags, method, checksum, packed, size, name_length, more_length = RECORD.unpack_from(content, start)
    if signature != SIGNATURE:
        raise UnsafeArchive(detail="a member has no record")
    name = content[body : body + name_length]
    spelled = name.decode("utf-8" if flags & UNICODE_NAME else "cp437", "replace")
    more = content[body + name_length : body + name_length + more_length]
    if LONG in {packed, size}:
        size, packed = _long_sizes(more, size, packed)
    told, stated = (checksum, packed, size), (member.CRC, member.compress_size, member.file_size)
    agrees = (
        spelled == member.orig_filename
        and method == member.compress_type
        and not (flags ^ member.flag_bits) & ENCRYPTED
        and (told == stated or flags & SIZES_FOLLOW or not any(told))
        and (method != ZIP_STORED or member.compress_size == member.file_size)
    )
    if not agrees:
        raise UnsafeArchive(detail="a member differs from the directory")
    return int(body + name_length + more_length + member.compress_size)


def _long_sizes(more: bytes, size: int, packed: int) -> tuple[int, int]:
    """
    Return the sizes of a large member from the extra field of its record.
    """
    at = 0
    while at + 4 <= len(more):
        kind, length = struct.unpack_from("<HH", more, at)
        if kind == ZIP64:
            numbers = list(struct.unpack_from(f"<{min(length, len(more) - at - 4) // 8}Q", more, at + 4))
            size = numbers.pop(0) if size == LONG and numbers else size
            packed = numbers.pop(0) if packed == LONG and numbers else packed
            break
        at += 4 + length
    return size, packed
