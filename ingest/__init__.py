"""
Turn the bytes of an agreement into a `Document`, its pages into pictures, and a bundle of files into its members.

Everything else in this package serves `read`, `draw` and `unpack`; `prepare` has the first of them wait less.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest.bundle import Bundle, Member, may_be_bundle
from ingest.cage import DEFAULT_LIMITS, draft_caged, draw_caged, prepare, unpack_caged
from ingest.document import Declaration, Source
from ingest.errors import EmptyFile, IngestError, TooLarge

if TYPE_CHECKING:
    from ingest.cage import Limits
    from ingest.document import Document
    from ingest.drawn import Drawn

__all__ = ["draw", "prepare", "read", "unpack"]


def read(content: bytes, name: str, declared: Declaration | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """
    Read one file; `declared` is what the submitter knows, and wins over what is read.

    Everything is read in a caged child process; the same bytes, name and declaration always give the same document.

    Raises:
        IngestError: its `code` says what is wrong with the file (ingest/errors.py); `name` is the file's.
    """
    try:
        _check_size(content, limits.file_size)
        document = draft_caged(content, PurePath(name).suffix.lower(), declared or Declaration(), limits)
    except IngestError as problem:
        problem.name = name
        raise
    source = Source(name, document.source.media_type, sha256(content).hexdigest(), len(content))
    return replace(document, source=source)


def unpack(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Bundle | None:
    """
    Take a bundle of files (a ZIP folder, a mail) apart; None where the content is no bundle but one document.

    Like reading, this happens in a caged child. Bundles inside the bundle are opened once, not deeper.

    Raises:
        IngestError: the bundle as a whole is refused; what is wrong with single files stands in its manifest.
    """
    if not may_be_bundle(content):
        return None
    try:
        _check_size(content, limits.bundle_size)
        listing, contents = unpack_caged(content, PurePath(name).suffix.lower(), limits)
    except IngestError as problem:
        problem.name = name
        raise
    taken = (position for position, entry in enumerate(listing.entries) if entry.fate == "taken")
    members = (
        Member(position, listing.entries[position].name, len(bytes_), sha256(bytes_).hexdigest(), bytes_)
        for position, bytes_ in zip(taken, contents, strict=True)
    )
    return Bundle(listing.kind, tuple(members), listing.entries) if listing.kind else None


def draw(content: bytes, name: str, number: int, limits: Limits = DEFAULT_LIMITS) -> Drawn:
    """
    Draw a page of a file, counted from 1, in a caged child process; of 0 only the sizes of all pages are given.

    A format without fixed pages has no sizes.

    Raises:
        IngestError: what is wrong with the file.
    """
    return draw_caged(content, PurePath(name).suffix.lower(), number, limits)


def _check_size(content: bytes, largest: int) -> None:
    """
    Refuse a file without bytes or with too many.
    """
    if not content:
        raise EmptyFile
    if len(content) > largest:
        raise TooLarge(detail=f"{len(content)} bytes, at most {largest}")
