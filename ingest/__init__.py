"""
Turn the bytes of an agreement into a `Document`; everything else in this package serves `read`.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest import structure
from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.document import Source
from ingest.errors import EmptyFile, IngestError, NoTextLayer, TooLarge
from ingest.layout import LONGEST_TEXT

if TYPE_CHECKING:
    from ingest.cage import Limits
    from ingest.document import Declaration, Document

__all__ = ["read"]


def read(content: bytes, name: str, declared: Declaration | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """
    Read one file; `declared` is what the submitter knows, and wins over what is read.

    The bytes are parsed in a caged child process; the same bytes, name and declaration always give the same document.

    Raises:
        IngestError: its `code` says what is wrong with the file (ingest/errors.py); `name` is the file's.
    """
    try:
        _check_size(content, limits)
        reading = read_caged(content, PurePath(name).suffix.lower(), limits)
        _check_text(reading.layout.text)
    except IngestError as problem:
        problem.name = name
        raise
    source = Source(name, reading.media_type, sha256(content).hexdigest(), len(content))
    return structure.build(reading.layout, source, declared)


def _check_size(content: bytes, limits: Limits) -> None:
    """
    Refuse a file without bytes or with too many.
    """
    if not content:
        raise EmptyFile
    if len(content) > limits.file_size:
        raise TooLarge(detail=f"{len(content)} bytes, at most {limits.file_size}")


def _check_text(text: str) -> None:
    """
    Refuse a file without text, which is never the same as one without findings, and one longer than any agreement.
    """
    if not text.strip():
        raise NoTextLayer(detail="no text on any page")
    if len(text) > LONGEST_TEXT:
        raise TooLarge(detail=f"{len(text)} letters, at most {LONGEST_TEXT}")
