"""
Hold a bundle of files (a ZIP folder, a mail) once it is unpacked: the readable members, and a manifest of everything.

Built inside the caged child and checked again in the parent, so every field is plain data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest import errors
from ingest.errors import EmptyFile, IngestError, ReaderCrashed

Fate = Literal["taken", "opened", "set_aside", "refused"]
Why = Literal["", "system_file", "other_form", "small_picture", "signature", "other_file"]

# What bundles begin with: a local header or the end of an empty directory; a header line of a mail.
ZIP_MARKS, FIRST_NAME_AT, OFFICE_FIRST = (b"PK\x03\x04", b"PK\x05\x06"), 30, (b"[Content_Types].xml", b"mimetype")
MAIL_FIRST, HEAD, UTF8_MARK = re.compile(rb"From |[A-Za-z][A-Za-z0-9-]{0,79}:"), 128, b"\xef\xbb\xbf"

WORDS: dict[str, tuple[str, str]] = {
    "system_file": ("운영체제가 만든 파일입니다", "a file of the operating system"),
    "other_form": ("같은 본문의 다른 형식입니다", "the same text in another form"),
    "small_picture": ("본문에 넣은 작은 그림입니다", "a small picture in the text"),
    "signature": ("전자서명 파일입니다", "an electronic signature"),
    "other_file": ("이름으로 보아 문서가 아닙니다", "by its name no document"),
}
"""Why a file was set aside, in Korean and English."""
GRAVEST_FIRST = (111, 108, 109, 106, 104, 105, 103, 102)
"""Which of several refusals speaks for a bundle of which nothing can be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    List one file of a bundle: its name for people (folders and inner bundles in front, after "/") and how it fared.

    `taken`: it is one of the members. `opened`: an inner bundle, whose files follow. `set_aside`: nothing that people
    read, `why` says what. `refused`: `error` is the name of the class of ingest.errors that says why.
    `size` is in bytes, as the bundle states it.
    """

    name: str
    size: int
    fate: Fate
    error: str = ""
    why: Why = ""

    @property
    def refusal(self) -> IngestError | None:
        """
        Return the error that says why the file was refused; None where it was not.
        """
        if self.fate != "refused":
            return None
        return (errors.named(self.error) or ReaderCrashed)(self.name)

    @property
    def reason(self) -> tuple[str, str]:
        """
        Say in Korean and English why the file is no member; empty where it is.
        """
        refusal = self.refusal
        return (refusal.ko, refusal.en) if refusal else WORDS.get(self.why, ("", ""))


@dataclass(frozen=True, slots=True)
class Member:
    """
    Hold one file taken out of a bundle: its place in the manifest and in full its bytes.
    """

    position: int
    name: str
    size: int
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """
    Hold an unpacked bundle: `kind` is its media type, `manifest` lists every file in it, read or not.
    """

    kind: str
    members: tuple[Member, ...]
    manifest: tuple[Entry, ...]

    @property
    def refusal(self) -> IngestError | None:
        """
        Say why nothing in the bundle can be read; None where it has members.
        """
        if self.members:
            return None
        refusals = [refusal for entry in self.manifest if (refusal := entry.refusal)]
        return min(refusals, key=_gravity, default=EmptyFile(detail="no files in the bundle"))


def _gravity(refusal: IngestError) -> int:
    """
    Rank refusals, the gravest first.
    """
    return GRAVEST_FIRST.index(refusal.code) if refusal.code in GRAVEST_FIRST else len(GRAVEST_FIRST)


@dataclass(frozen=True, slots=True)
class Part:
    """
    Hand over one file while a bundle is being unpacked, under its raw name; `size` is in bytes.

    Either its bytes, or the `error` or `why` for which it is left out. `kind` names the module of ingest.bundles that
    takes the file apart where the bundle itself says so; it is empty otherwise.
    """

    name: str
    size: int
    content: bytes = b""
    error: type[IngestError] | None = None
    why: Why = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """
    Bound what may come out of one bundle: files and bytes in all, and bytes of each file.
    """

    files: int
    total: int
    each: int


def may_be_bundle(content: bytes) -> bool:
    """
    Tell from the very first bytes whether it is worth asking a caged child; nothing is parsed.

    DOCX, XLSX and HWPX are told from ZIP folders by their first member, only to save them a second look.
    """
    if content.startswith(ZIP_MARKS):
        return not content.startswith(OFFICE_FIRST, FIRST_NAME_AT)
    return MAIL_FIRST.match(content[:HEAD].removeprefix(UTF8_MARK).lstrip(b"\r\n")) is not None
