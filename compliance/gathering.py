"""
Gather the files to check from what was named: files, folders, and bundles (ZIP folders, mails) with all they hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest import unpack
from ingest.bundle import Entry
from ingest.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

READABLE = frozenset(
    {
        ".txt",
        ".md",
        ".html",
        ".htm",
        ".pdf",
        ".docx",
        ".docm",
        ".hwpx",
        ".hwp",
        ".xlsx",
        ".xlsm",
        ".csv",
        ".tsv",
        ".zip",
        ".eml",
    }
    # Scans, and kinds that are refused in words.
    | {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".doc", ".xls", ".msg", ".rtf", ".alz", ".egg", ".7z", ".rar"}
)
"""What is taken out of a folder; everything named on its own is tried whatever its ending."""


@dataclass(frozen=True, slots=True)
class Given:
    """
    Hold one file under its whole name: how it fared so far, and its bytes where it is to be read.

    `in_bundle` says that it came with others out of a bundle.
    """

    entry: Entry
    content: bytes = b""
    in_bundle: bool = False


def gather(paths: Iterable[Path]) -> Iterator[Given]:
    """
    Give every file named, of folders and of bundles, those included that are not to be read.
    """
    for path in paths:
        if not path.is_dir():
            yield from _opened(path)
            continue
        for inside in sorted(one for one in path.rglob("*") if one.is_file()):
            if inside.suffix.lower() in READABLE:
                yield from _opened(inside)
            else:
                yield Given(Entry(str(inside), inside.stat().st_size, "set_aside", why="other_file"))


def _opened(path: Path) -> Iterator[Given]:
    """
    Give a file, or what a bundle holds; a bundle of which nothing can be read is itself refused.
    """
    content = path.read_bytes()
    try:
        bundle = unpack(content, path.name)
    except IngestError as refusal:
        yield _refused(path, content, refusal)
        return
    if bundle is None:
        yield Given(Entry(str(path), len(content), "taken"), content)
        return
    if bundle.refusal and not any(entry.refusal for entry in bundle.manifest):
        yield _refused(path, content, bundle.refusal)
    contents = {member.position: member.content for member in bundle.members}
    for position, entry in enumerate(bundle.manifest):
        named = replace(entry, name=f"{path.name}!{entry.name}")
        yield Given(named, contents.get(position, b""), in_bundle=True)


def _refused(path: Path, content: bytes, refusal: IngestError) -> Given:
    """
    Give a file that cannot be taken apart.
    """
    return Given(Entry(str(path), len(content), "refused", error=type(refusal).__name__), content)
