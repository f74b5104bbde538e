"""
Check files without a database: read each, run the catalog, and give objects of the contract.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, is_zipfile

from compliance import results
from ingest import read
from ingest.errors import BombSuspected, IngestError, Malformed, UnsafeArchive
from rules import check as run_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from ingest.document import Declaration
    from rules.catalog import Catalog

_log = logging.getLogger(__name__)
READABLE = frozenset({".txt", ".md", ".pdf", ".docx", ".hwpx", ".hwp", ".xlsx", ".csv"})
"""What is taken out of a folder or a ZIP; everything named on its own is tried whatever its ending."""
MOST_MEMBERS = 500
MOST_UNPACKED = 200 << 20
"""Bytes that one ZIP may unpack to in all."""


def files_of(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """
    Give name and bytes of every file named, of folders and of ZIP bundles (not of DOCX or HWPX, which are ZIPs too).

    Raises:
        IngestError: a ZIP is damaged, unsafe or unpacks to too much.

    """
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in READABLE)
            yield from ((str(one), one.read_bytes()) for one in inside)
        elif path.suffix.lower() == ".zip" and is_zipfile(path):
            yield from _members(path.name, path.read_bytes())
        else:
            yield str(path), path.read_bytes()


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(content)) as bundle:
            members = [one for one in bundle.infolist() if not one.is_dir()]
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise BombSuspected(name)
            for one in members:
                if one.filename.startswith("/") or ".." in one.filename.split("/"):
                    raise UnsafeArchive(name, "a member's name leads out of the bundle")
                yield f"{name}!{one.filename}", bundle.read(one)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as wrong:
        raise Malformed(name, type(wrong).__name__) from wrong


def check_file(
    name: str, content: bytes, declared: Declaration | None, catalog: Catalog, on: date
) -> results.CheckObject:
    """
    Check one file; a file that cannot be read gives an object that says why.
    """
    try:
        document = read(content, name, declared)
    except IngestError as error:
        return results.rejected(name, sha256(content).hexdigest(), error, catalog, on)
    return results.analysed(document, run_rules(document, catalog, on), catalog)
