"""
Take a bundle apart and the bundles inside it, and leave out what no reader takes: what the caged child does.

The kind of every file is found by its content. Names are cleaned for people and never used for anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ingest.bundle import Allowance, Entry
from ingest.bundles import KINDS
from ingest.errors import BombSuspected, EmptyFile, IngestError, NestedTooDeep
from ingest.formats import READERS
from ingest.malware import refuse_malware
from ingest.naming import clean_path
from ingest.sniff import choose_reader

if TYPE_CHECKING:
    from ingest.bundle import Part
    from ingest.bundles import Kind

DEEPEST = 1
"""Bundles inside a bundle that are opened."""


@dataclass(slots=True)
class Unpacked:
    """
    Gather the manifest and, in its order, the bytes of the entries that were taken.
    """

    kind: str
    left: Allowance
    entries: list[Entry] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)

    def list_entry(self, entry: Entry, content: bytes = b"") -> None:
        """
        Add an entry, with its bytes where it is taken.

        Raises:
            BombSuspected: these are more files or bytes than any deal has.
        """
        self.left = replace(self.left, files=self.left.files - 1, total=self.left.total - len(content))
        if self.left.files < 0 or self.left.total < 0:
            raise BombSuspected(detail="files or bytes in all")
        self.entries.append(entry)
        if entry.fate == "taken":
            self.contents.append(content)


def unpack(content: bytes, suffix: str, allowance: Allowance) -> Unpacked | None:
    """
    Take a bundle apart; None where the content is no bundle, or its name claims a document.

    Raises:
        IngestError: the bundle itself is damaged, dishonest or malware.
    """
    refuse_malware(content)
    kind = find_kind(content, suffix)
    if kind is None:
        return None
    unpacked = Unpacked(kind.MEDIA_TYPE, allowance)
    _take_apart(kind, content, unpacked, "", 0)
    return unpacked


def find_kind(content: bytes, suffix: str) -> Kind | None:
    """
    Find the kind of bundle; a name that claims a document is left to the readers to contradict.
    """
    if any(suffix in reader.SUFFIXES for reader in READERS.values()) or READERS["ocf"].looks_like(content):
        return None
    return next((kind for kind in KINDS.values() if kind.looks_like(content)), None)


def _take_apart(kind: Kind, content: bytes, unpacked: Unpacked, folder: str, depth: int) -> None:
    """
    List and take everything in one bundle.
    """
    for part in kind.parts(content, unpacked.left):
        name = folder + clean_path(part.name)
        if part.error:
            unpacked.list_entry(Entry(name, part.size, "refused", error=part.error.__name__))
        elif part.why:
            unpacked.list_entry(Entry(name, part.size, "set_aside", why=part.why))
        else:
            _take_one(part, unpacked, name, depth)


def _take_one(part: Part, unpacked: Unpacked, name: str, depth: int) -> None:
    """
    Take one file, open it if it is a bundle itself, or say why not.
    """
    suffix = PurePosixPath(name).suffix.lower()
    left, entries, contents = unpacked.left, len(unpacked.entries), len(unpacked.contents)
    try:
        if not part.content:
            raise EmptyFile
        refuse_malware(part.content)
        if kind := KINDS.get(part.kind) or find_kind(part.content, suffix):
            if depth == DEEPEST:
                raise NestedTooDeep
            unpacked.list_entry(Entry(name, part.size, "opened"))
            _take_apart(kind, part.content, unpacked, f"{name}/", depth + 1)
        else:
            choose_reader(part.content, suffix)
            unpacked.list_entry(Entry(name, part.size, "taken"), part.content)
    except IngestError as problem:
        # What came out of a bundle before it proved dishonest is not believed either.
        del unpacked.entries[entries:], unpacked.contents[contents:]
        unpacked.left = left
        unpacked.list_entry(Entry(name, part.size, "refused", error=type(problem).__name__))
