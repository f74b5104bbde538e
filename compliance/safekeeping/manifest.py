"""
Describe a back-up: what it holds, of which moment, and by which keys its documents open.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from compliance.errors import Unavailable

MANIFEST = "manifest.json"
DATABASE = "database.dump"
KEY = "kek"
FORM = 1
"""Version of the back-up's form."""


class Manifest(BaseModel):
    """
    Hold what a back-up says of itself; it is written last, so a folder without it is no back-up.
    """

    model_config = ConfigDict(frozen=True)

    form: int
    made_at: datetime
    schema_revision: str
    key_marks: tuple[str, ...]
    """The keys that open the documents; none of them is in the back-up unless it was asked for."""
    has_key: bool
    journal_end: tuple[int, str]
    rows: dict[str, int]
    files: dict[str, str]
    """Name of each file with its SHA-256."""


def read(folder: Path) -> Manifest:
    """
    Read a back-up's manifest, and see that every file is there as it was written.

    Raises:
        Unavailable: it is no back-up, of another form, or was altered.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as wrong:
        raise Unavailable(f"백업이 아닙니다: {folder}", f"this is no back-up: {folder}", "backup") from wrong
    if manifest.form != FORM:
        raise Unavailable("다른 판의 백업입니다", "the back-up is of another form", "backup")
    for name, digest in manifest.files.items():
        path = folder / Path(name).name
        if not path.is_file() or hash_of(path) != digest:
            raise Unavailable(
                f"백업 파일이 다릅니다: {name}", f"the back-up's {name} is not as it was written", "backup"
            )
    return manifest


def hash_of(path: Path) -> str:
    """
    Hash a file.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
