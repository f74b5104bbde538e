"""
Make bundles for tests, honest and hostile; nothing hostile is kept on disk.

Source of the kinds: ../shared/security/SECURITY.md 2.1 (H42 to H47, H67).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from ingest.malware import MARK

TERMS = "제1조(목적) 이 계약은 협력을 목적으로 한다.".encode()
TEST_VIRUS = MARK
APPLE_DOUBLE = b"\0\5\x16\7" + bytes(40)
FINDER_SETTINGS = b"\0\0\0\1Bud1" + bytes(40)
DEFLATED, UTF8_NAME, ENCRYPTED = 8, 1 << 11, 1
LINK, UNIX = 0o120777 << 16, 3


@dataclass(frozen=True, slots=True)
class Packed:
    """
    Describe one member as a ZIP writer would lay it down; what is None follows from the content.
    """

    name: bytes
    content: bytes = TERMS
    flags: int = 0
    attributes: int = 0
    local_name: bytes | None = None
    claimed_size: int | None = None
    shift: int = 0
    extra: bytes = b""


def zipped(*members: Packed) -> bytes:
    """
    Write a ZIP container, byte by byte, of whatever the members say.
    """
    body, directory = b"", b""
    for each in members:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = packer.compress(each.content) + packer.flush()
        size = len(each.content) if each.claimed_size is None else each.claimed_size
        local = each.name if each.local_name is None else each.local_name
        facts = struct.pack("<3H4xIII", 20, each.flags, DEFLATED, zlib.crc32(each.content), len(data), size)
        entry = facts + struct.pack("<HHHHHII", len(each.name), len(each.extra), 0, 0, 0, each.attributes, 0)
        entry = entry[:-4] + struct.pack("<I", len(body) + each.shift)
        directory += b"PK\1\2" + bytes([20, UNIX]) + entry + each.name + each.extra
        body += b"PK\3\4" + facts + struct.pack("<HH", len(local), 0) + local + data
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + end


def folder(**files: bytes) -> bytes:
    """
    Make an honest ZIP folder.
    """
    return zipped(*(Packed(name.encode(), content, UTF8_NAME) for name, content in files.items()))


def overlapping() -> bytes:
    """
    Make a ZIP whose members share their bytes, as bombs do.
    """
    noise = bytes(range(256)) * 4
    return zipped(Packed(b"1.txt", noise), Packed(b"2.txt", noise, shift=-100))


def damaged() -> bytes:
    """
    Make a ZIP whose member's bytes were changed on the way.
    """
    content = bytearray(folder(**{"terms.txt": TERMS}))
    content[len("PK") + 28 + len("terms.txt") + 20] ^= 0xFF
    return bytes(content)


def layered(depth: int) -> bytes:
    """
    Make a ZIP in a ZIP in a ZIP.
    """
    content = folder(**{"terms.txt": TERMS})
    for _ in range(depth):
        content = folder(**{"inner.zip": content})
    return content


def unicode_path(plain: bytes, name: str) -> bytes:
    """
    Make the extra field in which Info-ZIP keeps a name beside the plain one.
    """
    field = b"\1" + struct.pack("<I", zlib.crc32(plain)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field
