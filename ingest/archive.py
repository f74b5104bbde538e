"""
Open a ZIP container only when nothing about it is dishonest: names, records, sizes.

Source of the cases: ../shared/security/SECURITY.md 2.1 (H39 to H47).
"""

from __future__ import annotations

import re
import stat
import zlib
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from ingest import late
from ingest.errors import BombSuspected, EncryptedFile, Malformed, UnsafeArchive
from ingest.zip_records import check_records

if TYPE_CHECKING:
    from zipfile import ZipInfo

MIB = 1024 * 1024
# Pictures may unpack large (EMF); a part that we parse may not.
LARGEST_MEMBER = 200 * MIB
LARGEST_TOTAL = 400 * MIB
LARGEST_PART = 64 * MIB
# Ordinary XML packs 10 to 60 times; deflate can reach 1,032.
RATIO_FROM = 8 * MIB
LARGEST_RATIO = 250
PLAIN_PICTURE = late.pattern(r"\.(emf|wmf|bmp|dib|tiff?)$", re.IGNORECASE)
MOST_MEMBERS = 10_000
ENCRYPTED_FLAG = 1
UNSAFE_NAME = late.pattern(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")
DAMAGE = (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Archive:
    """
    Hold an open container whose directory has passed every check.
    """

    container: ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """
        Unpack one member.

        Raises:
            BombSuspected: it is larger than any honest part.
            UnsafeArchive: the directory and the member's own record disagree.
            Malformed: it is missing or damaged.
        """
        member = self.container.NameToInfo.get(name)
        if member is None:
            raise Malformed(detail=f"{name} is missing")
        if member.file_size > LARGEST_PART:
            raise BombSuspected(detail=name)
        return unpack(self.container, member)


def opens_with(content: bytes, name: str) -> bool:
    """
    Tell whether the content is a ZIP container that lists a member of this name.
    """
    try:
        with ZipFile(BytesIO(content)) as container:
            return name in container.NameToInfo
    except DAMAGE:
        return False


def peek(content: bytes, name: str, most: int) -> bytes:
    """
    Return a small member of a ZIP container before anything about it is checked; nothing if it is over `most` bytes.
    """
    try:
        with ZipFile(BytesIO(content)) as container:
            return container.read(name) if container.getinfo(name).file_size <= most else b""
    except (*DAMAGE, RuntimeError):
        return b""


def is_container(content: bytes) -> bool:
    """
    Tell whether the content has a readable ZIP directory.
    """
    try:
        ZipFile(BytesIO(content)).close()
    except DAMAGE:
        return False
    return True


def open_archive(content: bytes) -> Archive:
    """
    Open a container after checking its whole directory.

    Raises:
        Malformed, EncryptedFile, UnsafeArchive, BombSuspected
    """
    container = open_container(content)
    members = container.infolist()
    for member in members:
        if fault := fault_of(member):
            raise fault
    if len(container.NameToInfo) < len(members):
        raise UnsafeArchive(detail="two members have the same name")
    check_sizes(members, MOST_MEMBERS, LARGEST_TOTAL)
    for member in members:
        if inflates(member):
            raise BombSuspected(detail=f"a member unpacks to {member.file_size} bytes")
    check_records(content, members)
    return Archive(container, frozenset(container.NameToInfo))


def open_container(content: bytes) -> ZipFile:
    """
    Open a container whatever its members are.

    Raises:
        Malformed: its directory cannot be read.
    """
    try:
        return ZipFile(BytesIO(content))
    except DAMAGE as problem:
        raise Malformed(detail=f"ZIP directory: {type(problem).__name__}") from None


def unpack(container: ZipFile, member: ZipInfo) -> bytes:
    """
    Unpack one member, at most to the size that the directory states.

    Raises:
        UnsafeArchive: the directory and the member's own record disagree.
        Malformed: it is damaged.
    """
    try:
        return container.read(member)
    except BadZipFile as problem:
        kind = UnsafeArchive if "differ" in str(problem) else Malformed
        raise kind(detail=type(problem).__name__) from None
    except (*DAMAGE, RuntimeError) as problem:
        raise Malformed(detail=type(problem).__name__) from None


def fault_of(member: ZipInfo) -> EncryptedFile | UnsafeArchive | None:
    """
    Say what is wrong with a member that leaves the container, is a link, or needs a password.
    """
    if UNSAFE_NAME.search(member.orig_filename):
        return UnsafeArchive(detail="a member's name leaves the container")
    if stat.S_ISLNK(member.external_attr >> 16):
        return UnsafeArchive(detail="a member is a symbolic link")
    if member.flag_bits & ENCRYPTED_FLAG:
        return EncryptedFile(detail="a member is encrypted")
    return None


def inflates(member: ZipInfo) -> bool:
    """
    Tell whether a member unpacks to far more than it is; a picture that is stored plainly may, where it is blank.
    """
    if PLAIN_PICTURE.search(member.filename):
        return member.file_size > LARGEST_MEMBER
    ratio = member.file_size / max(1, member.compress_size)
    return member.file_size > LARGEST_MEMBER or (member.file_size > RATIO_FROM and ratio > LARGEST_RATIO)


def check_sizes(members: list[ZipInfo], most: int, largest_total: int) -> None:
    """
    Refuse containers with too many members, with too many bytes in all, or with members inside one another.

    Raises:
        BombSuspected
    """
    if len(members) > most:
        raise BombSuspected(detail=f"{len(members)} members")
    if sum(member.file_size for member in members) > largest_total:
        raise BombSuspected(detail="total size")
    ordered = sorted(members, key=lambda member: member.header_offset)
    if any(one.header_offset + one.compress_size > other.header_offset for one, other in pairwise(ordered)):
        raise BombSuspected(detail="members overlap")
