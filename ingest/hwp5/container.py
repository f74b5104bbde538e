"""
Open the OLE container of an HWP 5 file: its flags, and its streams unpacked within bounds.

A distribution document (배포용 문서) keeps its body in ViewText under a key that the file itself holds; Hangul opens it
without asking, so it is read. A password or a certificate is not in the file, so that is refused.
"""

from __future__ import annotations

import struct
import zlib
from enum import IntFlag
from io import BytesIO
from typing import TYPE_CHECKING, Final

import olefile
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from ingest import late
from ingest.archive import LARGEST_PART, LARGEST_RATIO, LARGEST_TOTAL, RATIO_FROM
from ingest.errors import BombSuspected, EncryptedFile, Malformed, UnsupportedFormat
from ingest.hwp5.records import number

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE: Final = b"HWP Document File"
HEADER: Final = "FileHeader"
VERSION_AT, FLAGS_AT, MAJOR = 32, 36, 5
SECTION: Final = late.pattern(r"Section(\d{1,4})")
CHUNK: Final = 1 << 20
RAW_DEFLATE: Final = -15
# HWPTAG_DISTRIBUTE_DOC_DATA: the first record of an encrypted stream.
KEY_HEAD, KEY_LENGTH, KEY_SIZE, BLOCK = 4, 256, 16, 16
# Microsoft's rand().
FACTOR, ADDEND, HIGH_WORD = 214013, 2531011, 0x7FFF
DAMAGE: Final = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError)


class Flag(IntFlag):
    """
    Name what FileHeader says of the whole file.
    """

    COMPRESSED = 1 << 0
    PASSWORD = 1 << 1
    DISTRIBUTION = 1 << 2
    DRM = 1 << 4
    CERTIFICATE = 1 << 8
    CERTIFICATE_DRM = 1 << 10
    TRACKED = 1 << 14


LOCKED: Final = Flag.PASSWORD | Flag.DRM | Flag.CERTIFICATE | Flag.CERTIFICATE_DRM


class Hwp5Container:
    """
    Hold an open file whose header says that it can be read.
    """

    def __init__(self, content: bytes) -> None:
        """
        Open a file.

        Raises:
            Malformed, EncryptedFile, UnsupportedFormat
        """
        self._left = LARGEST_TOTAL
        try:
            self._ole = olefile.OleFileIO(BytesIO(content))
        except DAMAGE as problem:
            raise Malformed(detail=f"OLE container: {type(problem).__name__}") from None
        header = self.raw(HEADER)
        if not header.startswith(SIGNATURE) or len(header) < FLAGS_AT + 4:
            raise Malformed(detail="no HWP file header")
        if header[VERSION_AT + 3] != MAJOR:
            raise UnsupportedFormat(detail=f"HWP {header[VERSION_AT + 3]}")
        self.flags = Flag(number(header, FLAGS_AT, 4))
        if self.flags & LOCKED:
            raise EncryptedFile(detail="password" if self.flags & Flag.PASSWORD else "certificate or rights management")

    def names(self, storage: str) -> list[str]:
        """
        Return the names of a storage's streams.
        """
        return ["/".join(path) for path in self._ole.listdir() if path[0] == storage]

    def sections(self, storage: str) -> list[str]:
        """
        Return the streams of a body in their order.
        """
        found = {
            name: int(match[1])
            for name in self.names(storage)
            if (match := SECTION.fullmatch(name[len(storage) + 1 :]))
        }
        return sorted(found, key=lambda name: found[name])

    def raw(self, name: str) -> bytes:
        """
        Return a stream as it is stored.

        Raises:
            Malformed: it is missing or cut short.
        """
        try:
            with self._ole.openstream(name) as stream:
                content = bytes(stream.read())
            size = self._ole.get_size(name)
        except DAMAGE as problem:
            raise Malformed(detail=f"{name}: {type(problem).__name__}") from None
        if len(content) < size:
            raise Malformed(detail=f"{name} is cut short")
        return content

    def stream(self, name: str, *, is_compressed: bool | None = None) -> bytes:
        """
        Return a stream unpacked, by itself or as the file's header says.
        """
        packed = bool(self.flags & Flag.COMPRESSED) if is_compressed is None else is_compressed
        return self._inflate(self.raw(name), name) if packed else self.raw(name)

    def distributed(self, name: str) -> bytes:
        """
        Return a stream of a distribution document, decrypted and unpacked.
        """
        content = self.raw(name)
        data, secret = content[KEY_HEAD : KEY_HEAD + KEY_LENGTH], content[KEY_HEAD + KEY_LENGTH :]
        if len(data) < KEY_LENGTH or len(secret) % BLOCK:
            raise Malformed(detail=f"{name}: the key of the distribution document")
        cipher = Cipher(AES(_key(data)), ECB())  # noqa: S305 - the format's own scheme; nothing is protected by us
        decryptor = cipher.decryptor()
        plain = decryptor.update(secret) + decryptor.finalize()
        return self._inflate(plain, name) if self.flags & Flag.COMPRESSED else plain

    def _inflate(self, packed: bytes, name: str) -> bytes:
        """
        Unpack a stream within bounds.

        Raises:
            Malformed: it is damaged or cut short.
            BombSuspected: it unpacks to far more than its size.
        """
        unpacker, parts, length, rest = zlib.decompressobj(RAW_DEFLATE), [], 0, packed
        while not unpacker.eof:
            try:
                part = unpacker.decompress(rest, CHUNK)
            except zlib.error:
                raise Malformed(detail=f"{name}: damaged") from None
            rest = unpacker.unconsumed_tail
            if not part and not rest and not unpacker.eof:
                raise Malformed(detail=f"{name} is cut short")
            length += len(part)
            self._left -= len(part)
            is_steep = length > RATIO_FROM and length > LARGEST_RATIO * len(packed)
            if is_steep or length > LARGEST_PART or self._left < 0:
                raise BombSuspected(detail=f"{name} unpacks to more than {length} bytes")
            parts.append(part)
        return b"".join(parts)


def is_hwp5(content: bytes) -> bool:
    """
    Tell whether the content is an OLE container with a header of HWP 5, be it damaged.
    """
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            return bool(container.exists(HEADER))
    except DAMAGE:
        return False


def _key(data: bytes) -> bytes:
    """
    Return the key that a distribution document hides: the first bytes of a text at a place that its seed chooses.
    """
    seed = number(data, 0, 4)
    start = 4 + (seed & 0xF)
    mask = _mask(seed)
    plain = bytes(byte ^ noise for byte, noise in zip(data, mask, strict=False))
    return plain[start : start + KEY_SIZE]


def _mask(seed: int) -> Iterator[int]:
    """
    Yield the bytes that hide the key: runs of one value, value and length drawn in turn.
    """
    state = seed

    def draw() -> int:
        """
        Draw the next number.
        """
        nonlocal state
        state = (state * FACTOR + ADDEND) & 0xFFFFFFFF
        return state >> 16 & HIGH_WORD

    while True:
        value = draw() & 0xFF
        for _ in range((draw() & 0xF) + 1):
            yield value
