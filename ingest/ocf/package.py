"""
Open the files of a package of the Open Cap Format and gather their objects; what is wrong with a file is told, not hidden.

Source: Open Cap Table Coalition, Open Cap Format 1.x, schema/files (a manifest names the others, each is a list of items).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import md5
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING, Any, Final

from ingest import late
from ingest.document import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ingest.archive import Archive
    from ingest.document import FaultKind

MANIFEST: Final = "OCF_MANIFEST_FILE"
FILE_TYPE: Final = late.pattern(r"OCF_[A-Z_]+_FILE")
KNOWN_VERSION: Final = late.pattern(r"1\.\d+\.\d+(?:[-+].*)?")
"""Versions of the format whose objects are known; later ones may mean other things by the same names."""
SUFFIX: Final = ".json"
BESIDE: Final = late.pattern(
    r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|(?:readme|licen[cs]e|notice)[^/]*$)", re.IGNORECASE
)
"""Files that packages carry beside their own."""
DEEPEST: Final = 40
"""Layers of objects and lists inside one another; the format has a dozen."""
TOO_DEEP: Final = "nested too deeply"

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """
    Hold one object with its place: the file and where in it, as a JSON pointer.
    """

    file: str
    path: str
    item: Item

    @property
    def kind(self) -> str:
        """
        Give the type of the object; nothing where it says none.
        """
        return str(self.item.get("object_type") or "")

    def fault(self, kind: FaultKind, path: str, value: object, ko: str, en: str) -> Fault:
        """
        Say what is wrong at a place inside the object.
        """
        return Fault(self.file, f"{self.path}{path}", kind, str(value), ko, en)


@dataclass(slots=True)
class Package:
    """
    Hold the objects of a package in the order of its files, its issuer, and what is wrong with it.

    `is_whole`: there is a manifest, so that what an object refers to should be here.
    """

    issuer: Item = field(default_factory=dict)
    objects: list[Found] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_whole: bool = False
    lost: bool = False
    """Whether a file of it could not be read."""


def parsed(content: bytes) -> Any:  # noqa: ANN401 (JSON is anything)
    """
    Parse JSON of a stranger.

    Raises:
        ValueError: it is none, or nested without end.
    """
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    layer = [value]
    for _ in range(DEEPEST):
        inner = (one.values() if isinstance(one, dict) else one for one in layer if isinstance(one, dict | list))
        layer = [one for part in inner for one in part]
        if not layer:
            return value
    raise ValueError(TOO_DEEP)


def file_type(value: object) -> str:
    """
    Give the type that a file says it is; nothing where it is none of the format.
    """
    said = value.get("file_type") if isinstance(value, dict) else None
    return said if isinstance(said, str) and FILE_TYPE.fullmatch(said) else ""


def manifest_of(archive: Archive) -> str | None:
    """
    Find the manifest of a package whose files are all of it; a folder with other documents is a bundle.
    """
    names = [name for name in archive.names if not name.endswith("/") and not BESIDE.search(name)]
    if not names or any(not name.lower().endswith(SUFFIX) for name in names):
        return None
    return next((name for name in sorted(names, key=_likeliest) if _is_manifest(archive, name)), None)


def _likeliest(name: str) -> tuple[bool, int, str]:
    return "manifest" not in basename(name).lower(), name.count("/"), name


def _is_manifest(archive: Archive, name: str) -> bool:
    try:
        return file_type(parsed(archive.part(name))) == MANIFEST
    except ValueError:
        return False


def open_package(archive: Archive, manifest: str) -> Package:
    """
    Read a whole package from its manifest on.
    """
    package, folder, name = Package(is_whole=True), dirname(manifest), basename(manifest)
    head = parsed(archive.part(manifest))
    _take_head(package, head, name)
    listed = {manifest}
    for path, entry in _listed(head):
        said = str(entry.get("filepath") or "") if isinstance(entry, dict) else ""
        inside = normpath(join(folder, said))
        if not said or inside not in archive.names:
            package.faults.append(Fault(name, path, "orphan_reference", said, *_NO_FILE))
            package.lost = True
            continue
        listed.add(inside)
        content = archive.part(inside)
        if entry.get("md5") and entry["md5"] != md5(content, usedforsecurity=False).hexdigest():
            package.faults.append(Fault(name, f"{path}/md5", "inconsistent", str(entry["md5"]), *_OTHER_BYTES))
        take_file(package, content, normpath(said))
    unlisted = sorted(one for one in archive.names - listed if one.endswith(SUFFIX) and not BESIDE.search(one))
    package.faults += [Fault(name, "", "inconsistent", one, *_UNLISTED) for one in unlisted]
    return package


def take_file(package: Package, content: bytes, name: str) -> None:
    """
    Add the objects of one file.
    """
    try:
        whole = parsed(content)
    except ValueError as wrong:
        package.faults.append(Fault(name, "", "wrong_type", str(wrong)[:80], *_NO_JSON))
        package.lost = True
        return
    if file_type(whole) == MANIFEST:
        _take_head(package, whole, name)
        return
    items = whole.get("items") if file_type(whole) else None
    if not isinstance(items, list):
        package.faults.append(Fault(name, "/file_type", "wrong_type", "", *_NO_ITEMS))
        package.lost = True
        return
    for number, item in enumerate(items):
        if isinstance(item, dict):
            package.objects.append(Found(name, f"/items/{number}", item))
        else:
            package.faults.append(Fault(name, f"/items/{number}", "wrong_type", str(item)[:80], *_NO_OBJECT))


def _take_head(package: Package, head: Mapping[str, Any], name: str) -> None:
    """
    Take the issuer from the manifest and look at the version of the format.
    """
    issuer = head.get("issuer")
    if isinstance(issuer, dict):
        package.issuer = issuer
        package.objects.append(Found(name, "/issuer", issuer))
    else:
        package.faults.append(Fault(name, "/issuer", "missing_mandatory", "", *_NO_ISSUER))
    version = str(head.get("ocf_version") or "")
    if not KNOWN_VERSION.fullmatch(version):
        package.faults.append(Fault(name, "/ocf_version", "invalid_code", version, *_NO_VERSION))


def _listed(head: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """
    Walk over the files that a manifest names, with the place where it does.
    """
    for key, entries in head.items():
        if key.endswith("_files") and isinstance(entries, list):
            yield from ((f"/{key}/{number}", entry) for number, entry in enumerate(entries))


_NO_FILE = ("목록에 적힌 파일이 묶음에 없습니다.", "The package does not hold this file that its manifest names.")
_OTHER_BYTES = (
    "목록에 적힌 값(md5)과 파일의 내용이 다릅니다.",
    "The file has changed since the manifest was made (md5).",
)
_UNLISTED = ("목록에 없는 파일이어서 읽지 않았습니다.", "The manifest does not name this file; it was not read.")
_NO_JSON = ("JSON으로 읽을 수 없는 파일입니다.", "This file is not JSON.")
_NO_ITEMS = ("Open Cap Format의 파일이 아닙니다(file_type, items).", "This is no file of the Open Cap Format.")
_NO_OBJECT = ("객체가 아닌 항목입니다.", "This item is no object.")
_NO_ISSUER = ("발행회사가 적혀 있지 않습니다.", "The issuer is missing.")
_NO_VERSION = (
    "알지 못하는 판(ocf_version)입니다. 항목의 뜻이 다를 수 있습니다.",
    "This version of the format is not known; its objects may mean something else.",
)
