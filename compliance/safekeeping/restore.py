"""
Put a back-up in the place of what is there, and prove that it works.

Tombstones and checkpoints outlive the database: those that are there and those of the back-up are joined, so that what
was destroyed after the back-up is destroyed again, and the journal tells that it was taken back.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import func, select, table
from sqlalchemy.engine import make_url

from compliance import access, journal, outside
from compliance.errors import Conflict, Unavailable
from compliance.journal import Act
from compliance.office import Office
from compliance.safekeeping import manifest as manifests
from compliance.safekeeping.backup import OUTSIDE
from compliance.safekeeping.manifest import DATABASE, KEY
from compliance.schedule import CHECKPOINTS
from compliance.store import dumping
from compliance.store.cluster import OWNER, Cluster
from compliance.store.database import plain_url
from compliance.store.envelope import KEK_FILE, NEXT_KEK_FILE, RETIRED, key_ring
from compliance.store.keeper import keeper
from compliance.store.site import migrate_server

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.instruments import Instruments
    from compliance.safekeeping.manifest import Manifest
    from compliance.settings import Settings
    from compliance.store.envelope import KeyRing

_HELD = "SELECT count(*) FROM public.submissions"
_BUSY = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


@dataclass(frozen=True, slots=True)
class Order:
    """
    Say what is to be restored, into which office, and whether it may take the place of documents that are there.
    """

    folder: Path
    settings: Settings
    replace: bool = False


def restore(order: Order, instruments: Instruments) -> Office:
    """
    Put a back-up back, open the office on it and destroy again what was destroyed since; the office is the caller's.

    Raises:
        Conflict: there are documents and they are not to be replaced, or somebody works on the database.
        Unavailable: the folder holds no back-up as it was written, its key is missing, or PostgreSQL refused it.
    """
    manifest = manifests.read(order.folder)
    keys = _keys(order, manifest)
    cluster = Cluster.join(order.settings.data_dir) if order.settings.database_url is None else None
    try:
        owner_url = _owner_url(order.settings, cluster)
        _check_free(owner_url, replace=order.replace)
        dumping.put_back(owner_url, order.folder / DATABASE)
        _check_rows(owner_url, manifest)
        _join_outside(order, keys, manifest)
        migrate_server(order.settings)
        office = Office.open(order.settings, instruments)
    finally:
        if cluster:
            cluster.leave()
    system = access.administrator()
    with office.database.transaction(system) as session:
        detail = {"made_at": manifest.made_at, "taken_back_to": manifest.journal_end[0]}
        journal.write(session, system, Act.RESTORED, "office:all", detail)
    return office


def _owner_url(settings: Settings, cluster: Cluster | None) -> str:
    url = cluster.url(OWNER) if cluster else settings.owner_database_url or settings.database_url
    if url is None:
        raise Unavailable("데이터베이스 주소가 없습니다", "there is no address of a database")
    return plain_url(make_url(url).render_as_string(hide_password=False))


def _keys(order: Order, manifest: Manifest) -> KeyRing:
    """
    Find the key that opens the documents, before anything is touched; take it from the back-up where it is there.
    """
    settings = order.settings
    path = settings.data_dir / KEK_FILE
    if settings.kek is None and not path.exists():
        if not manifest.has_key:
            marks = ", ".join(manifest.key_marks)
            raise Unavailable(
                f"백업에 암호화 열쇠가 없습니다. 열쇠({marks})를 {path}에 두십시오",
                f"the back-up holds no key: put the key {marks} to {path} first",
                "kek",
            )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write((order.folder / KEY).read_text(encoding="ascii").strip())
    _take_up_retired(order, manifest)
    keys = key_ring(settings.kek, settings.data_dir, settings.next_kek)
    if not set(keys.marks).issuperset(manifest.key_marks):
        marks = ", ".join(manifest.key_marks)
        raise Unavailable(
            f"이 백업은 다른 열쇠({marks})로 봉인되었습니다", f"this back-up is sealed by another key: {marks}", "kek"
        )
    return keys


def _take_up_retired(order: Order, manifest: Manifest) -> None:
    """
    Go back to a retired key that the documents are sealed by, with today's key as the one that is to follow it.
    """
    kept = order.settings.data_dir
    retired = [kept / RETIRED / mark for mark in manifest.key_marks]
    if order.settings.kek is None and len(retired) == 1 and retired[0].exists():
        (kept / KEK_FILE).replace(kept / NEXT_KEK_FILE)
        retired[0].replace(kept / KEK_FILE)


def _check_free(owner_url: str, *, replace: bool) -> None:
    with psycopg.connect(owner_url) as connection:
        busy = connection.execute(_BUSY).fetchone()
        if busy and busy[0]:
            raise Conflict("먼저 실행 중인 프로그램을 모두 멈추십시오", "stop all programs of the office first", "busy")
        if replace or dumping.revision_of(owner_url) is None:
            return
        held = connection.execute(_HELD).fetchone()
        if held and held[0]:
            raise Conflict(
                "이미 문서가 있는 데이터베이스입니다. 바꾸려면 --replace를 쓰십시오",
                "the database holds documents; use --replace to put the back-up in their place",
                "occupied",
            )


def _check_rows(owner_url: str, manifest: Manifest) -> None:
    with keeper(owner_url) as session:
        for name, count in manifest.rows.items():
            there = session.execute(select(func.count()).select_from(table(name))).scalar_one()
            if there != count:
                raise Unavailable(
                    f"복구한 행 수가 다릅니다: {name}", f"{name} has {there} rows instead of {count}", "restore"
                )


def _join_outside(order: Order, keys: KeyRing, manifest: Manifest) -> None:
    data_dir = order.settings.data_dir
    for name in OUTSIDE:
        brought = outside.lines_of(order.folder / name)
        # What the back-up knew is older than what is here.
        outside.rewrite(data_dir / name, partial(_joined, brought))
    journal.note_restoring(data_dir / CHECKPOINTS, keys, manifest.journal_end)


def _joined(older: list[str], newer: list[str]) -> list[str]:
    return [*dict.fromkeys((*older, *newer))]
