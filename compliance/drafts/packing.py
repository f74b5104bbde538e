"""
Take the rule files of a draft out of what somebody sent: one YAML file, a ZIP folder, or a folder on this machine.
"""

from __future__ import annotations

import json
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from compliance.errors import Rejected
from ingest.archive import is_container, open_archive
from ingest.errors import IngestError
from rules import draft
from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from compliance.instruments import Instruments
    from compliance.store.draft_tables import CatalogDraft
    from compliance.views import Upload

ENDING = ".yaml"
OUTER = "rules/"
"""A folder that a ZIP of the program's own rules may have around everything."""


def unpacked(upload: Upload, over: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """
    Read the files of an upload, by their places below rules/; what says the same as today's file is left out.

    Today's files are those of `over` and the shipped ones below them.

    Raises:
        Rejected: "draft", it is no ZIP or YAML of rule files, or too large.
    """
    if len(upload.content) > draft.LARGEST:
        raise _refused(f"it has more than {draft.LARGEST} bytes")
    try:
        found = _of_zip(upload.content) if is_container(upload.content) else _of_one(upload, over)
        files = {name: content.decode("utf-8") for name, content in found.items()}
        draft.verify_places(files)
    except IngestError as wrong:
        raise _refused(wrong.en) from wrong
    except UnicodeDecodeError as wrong:
        raise _refused("a file is not UTF-8") from wrong
    except RuleError as wrong:
        raise _refused(str(wrong)) from wrong
    changed = draft.changed(files, over)
    if not changed:
        raise _refused("every file says what today's says")
    return changed


def of_path(path: Path) -> dict[str, str]:
    """
    Read the files of a folder that is laid out like rules/.
    """
    found = (one for name in draft.OPEN for one in sorted((path / name).rglob(f"*{ENDING}")))
    return draft.changed({one.relative_to(path).as_posix(): one.read_text("utf-8") for one in found})


def instruments(ours: Instruments, files: Mapping[str, str]) -> Instruments:
    """
    Bring the instruments of the catalog that the files make when they are laid over ours.

    Raises:
        Rejected: "draft", a file does not hold; the words say which and why.
    """
    try:
        return ours.drafted(draft.laid_over(files, ours.files))
    except RuleError as wrong:
        raise _refused(str(wrong)) from wrong


def of_draft(ours: Instruments, row: CatalogDraft) -> Instruments:
    """
    Bring the instruments of a kept draft; drawn up over other rules than ours, its own files are laid over these.

    Raises:
        Rejected: "draft", a file does not hold over ours.
    """
    if row.overlay is None or row.base_digest != ours.catalog().digest:
        return instruments(ours, files_of(row.files))
    try:
        return ours.drafted(files_of(row.overlay))
    except RuleError as wrong:
        raise _refused(str(wrong)) from wrong


def packed(files: Mapping[str, str]) -> bytes:
    """
    Write files down in one value, the same for the same files.
    """
    return zlib.compress(json.dumps(dict(files), ensure_ascii=False, sort_keys=True).encode())


def files_of(value: bytes) -> dict[str, str]:
    """
    Read files that `packed` wrote down.
    """
    files: dict[str, str] = json.loads(zlib.decompress(value))
    return files


def _of_zip(content: bytes) -> dict[str, bytes]:
    archive = open_archive(content)
    members = [one for one in archive.container.infolist() if not one.is_dir()]
    if sum(one.file_size for one in members) > draft.LARGEST or len(members) > draft.MOST_FILES:
        raise _refused(f"it has more than {draft.MOST_FILES} files or {draft.LARGEST} bytes")
    return {one.filename.removeprefix(OUTER): archive.part(one.filename) for one in members}


def _of_one(upload: Upload, over: Mapping[str, str]) -> dict[str, bytes]:
    places = draft.places(upload.name, over)
    if len(places) != 1:
        raise _refused("a single file must have the name of one that there is; send others in a ZIP with their folders")
    return {places[0]: upload.content}


def _refused(why: str) -> Rejected:
    return Rejected(f"점검 기준 초안으로 쓸 수 없습니다: {why}", f"this is no usable draft of rules: {why}", "draft")
