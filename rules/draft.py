"""
Turn changed rule files into the catalog that they would make: today's files with the draft's own laid over them.

The files come from people and are not trusted: only data of four folders, strictly read; patterns run on RE2 alone.
Data of tables and terms and the Japanese words are not part of a draft: code rests on them too closely.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import re2
from pydantic import ValidationError

from rules import catalog, lexicon
from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rules.catalog import Catalog

MOST_FILES = 500
LARGEST = 1024 * 1024
"""Bytes of all files of a draft; the whole shipped catalog has about as many."""
PLACE = re2.compile(r"packs/[a-z_]{1,40}/[A-Z]{2,6}-[0-9]{2,3}\.yaml|(?:lexicon|limits|bases)/[a-z0-9_-]{1,80}\.yaml")
OPEN = ("packs", "lexicon", "limits", "bases")
"""The folders of which a draft may hold files."""


def build(files: Mapping[str, str]) -> Catalog:
    """
    Compile today's catalog with some files replaced or added; names are like "limits/payment_days.yaml".

    Raises:
        RuleError: too many or too large files, a place where no rule file stands, or a file that does not hold.
    """
    verify_places(files)
    with tempfile.TemporaryDirectory(prefix="draft-") as made:
        folder = Path(made)
        _lay(files, folder)
        try:
            book = catalog.load.__wrapped__(folder)
            known = catalog.load().lexicon
            lexicon.verify({name: entry for name, entry in book.lexicon.items() if known.get(name) != entry})
        except ValidationError as wrong:
            raise RuleError(wrong.title, str(wrong)) from wrong
        except RecursionError as wrong:
            raise RuleError("draft", "conditions stand too deep inside one another") from wrong
    return book


def verify_places(files: Mapping[str, str]) -> None:
    """
    Refuse what is no draft before any of it is read.

    Raises:
        RuleError: no, too many or too large files, or a place where no rule file stands.
    """
    if not files:
        raise RuleError("draft", "holds no file")
    if len(files) > MOST_FILES or sum(len(text.encode()) for text in files.values()) > LARGEST:
        raise RuleError("draft", f"holds more than {MOST_FILES} files or {LARGEST} bytes")
    for name in files:
        if not PLACE.fullmatch(name):
            raise RuleError(name[:100], "is not a place of a rule, a lexicon file, a number or a legal basis")


def changed(files: Mapping[str, str], over: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """
    Leave out what says the same as today's file: that of `over`, or the shipped one.
    """
    return {name: text for name, text in sorted(files.items()) if text != over.get(name, shipped(name))}


def laid_over(files: Mapping[str, str], over: Mapping[str, str]) -> dict[str, str]:
    """
    Give all files that differ from the shipped ones when some are laid over others.
    """
    return changed({**over, **files})


def places(name: str, over: Collection[str] = ()) -> list[str]:
    """
    Give the places where a file of this name stands today, among the shipped ones and some others.
    """
    found = {
        path.relative_to(catalog.FOLDER).as_posix() for one in OPEN for path in (catalog.FOLDER / one).rglob("*.yaml")
    }
    return sorted(one for one in found.union(over) if one.rpartition("/")[2] == name and PLACE.fullmatch(one))


def shipped(name: str) -> str | None:
    """
    Read a file as it is shipped; None where there is none.
    """
    path = catalog.FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _lay(files: Mapping[str, str], folder: Path) -> None:
    for name in catalog.DATA:
        if name in OPEN:
            shutil.copytree(catalog.FOLDER / name, folder / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        else:
            (folder / name).symlink_to(catalog.FOLDER / name)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
