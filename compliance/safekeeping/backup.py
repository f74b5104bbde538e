"""
Back the office up into a folder while it works: the database as of one moment, tombstones, and the journal's checkpoints.

All documents lie in the database, sealed. The key that opens them is not in the back-up unless it is asked for: who
finds a back-up without it reads nothing, and who has lost the key can restore nothing.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from compliance import access, journal
from compliance.destroying import TOMBSTONES
from compliance.errors import Rejected
from compliance.journal import Act
from compliance.safekeeping.manifest import DATABASE, FORM, KEY, MANIFEST, Manifest, hash_of
from compliance.schedule import CHECKPOINTS
from compliance.store import dumping
from compliance.store.envelope import kept_key
from compliance.store.keeper import keeper
from compliance.store.tables import DocumentKey, JournalHead, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from compliance.office import Office

OUTSIDE = (TOMBSTONES, CHECKPOINTS)
"""Files that are kept outside the database, and have to be where the restored database will be."""


def back_up(office: Office, folder: Path, *, with_key: bool = False) -> Manifest:
    """
    Write a back-up into a folder that is not there yet or is empty.

    Raises:
        Rejected: the folder holds something.
        Unavailable: the database cannot be read.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Rejected("빈 폴더가 아닙니다", "the folder is not empty", "folder")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    with office.database.transaction(access.administrator()) as session:
        journal.write(session, access.administrator(), Act.BACKED_UP, "office:all", {"with_key": with_key})
    with _cleared(folder), keeper(office.site.owner_url) as session:
        snapshot = session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        dumping.dump(office.site.owner_url, snapshot, folder / DATABASE)
        _copy_outside(office.settings.data_dir, folder)
        if with_key:
            _write_private(folder / KEY, kept_key(office.settings.kek, office.settings.data_dir))
        manifest = _manifest(session, folder, has_key=with_key)
        _write_private(folder / MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _manifest(session: Session, folder: Path, *, has_key: bool) -> Manifest:
    seq, digest = session.execute(select(JournalHead.seq, JournalHead.hash)).one()
    return Manifest(
        form=FORM,
        made_at=datetime.now(UTC),
        schema_revision=session.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        key_marks=tuple(sorted(session.scalars(select(DocumentKey.kek_mark).distinct()))),
        has_key=has_key,
        journal_end=(seq, bytes(digest).hex()),
        rows=rows(session),
        files={path.name: hash_of(path) for path in sorted(folder.iterdir())},
    )


def rows(session: Session) -> dict[str, int]:
    """
    Count the rows of each table.
    """
    tables = Table.metadata.sorted_tables
    return {table.name: session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def _copy_outside(data_dir: Path, folder: Path) -> None:
    for name in OUTSIDE:
        if (data_dir / name).exists():
            shutil.copyfile(data_dir / name, folder / name)


def _write_private(path: Path, words: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _cleared(folder: Path) -> Iterator[None]:
    """
    Leave nothing of a back-up that broke off.
    """
    try:
        yield
    except BaseException:
        for path in folder.iterdir():
            path.unlink()
        raise
