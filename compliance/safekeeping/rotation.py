"""
Replace the key-encryption key while the office works; killed at any point it goes on where it was.

The following key is made, and from that moment wraps whatever is new. Then every key of a document is wrapped anew by
it, some at a time; both keys open until none is left. The former key is retired in one transaction that lets nobody
wrap by it any more, the files outside the database are vouched for anew, and only then does the key file change.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance import access, journal, outside
from compliance.destroying import TOMBSTONES
from compliance.errors import Conflict, Rejected
from compliance.journal import Act
from compliance.schedule import CHECKPOINTS
from compliance.store import locksmith
from compliance.store.envelope import KEK_FILE, NEXT_KEK_FILE, RETIRED, make_key_file
from compliance.store.site import check_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from compliance.office import Office
    from compliance.settings import Settings
    from compliance.store.envelope import KeyRing

PAUSE_SECONDS = 0.2
PATIENCE = 100
"""Looks, a pause apart, at keys that others hold locked."""


@dataclass(frozen=True, slots=True)
class Turned:
    """
    Hold the mark of the new key and how many keys of documents this run wrapped anew.
    """

    mark: str
    keys: int


def keys_left(office: Office) -> int:
    """
    Count the keys of documents that the present key has wrapped.
    """
    with locksmith.locksmith(locksmith.engine_of(office.site.owner_url)) as session:
        return locksmith.left(session, locksmith.NO_MARK)


def rotate(office: Office, step: Callable[[], None] = lambda: None) -> Turned:
    """
    Replace the key; `step` is called for each key of a document that was wrapped anew.

    Raises:
        Rejected: the key stands in the settings and no following one does.
        Conflict: some process keeps keys locked, or goes on wrapping by the former key.
    """
    settings = office.settings
    if settings.kek is None:
        make_key_file(settings.data_dir / NEXT_KEK_FILE)
    elif settings.next_kek is None:
        raise Rejected(
            "COMPLIANCE_NEXT_KEK를 모든 프로그램에 먼저 설정하십시오",
            "set COMPLIANCE_NEXT_KEK for all programs first",
            "next_kek",
        )
    office.keys.look_again()
    keys = check_key(office.database, office.keys)
    count = _rewrap_all(office, keys, step)
    _vouch_anew(settings, keys)
    if settings.kek is None:
        _change_files(settings, keys.marks[-1])
        office.keys.look_again()
    return Turned(keys.mark, count)


def _rewrap_all(office: Office, keys: KeyRing, step: Callable[[], None]) -> int:
    engine, count, looks = locksmith.engine_of(office.site.owner_url), 0, 0
    while True:
        with locksmith.locksmith(engine) as session:
            some = locksmith.rewrap_some(session, keys.mark, keys.rewrap)
        for _ in range(some):
            step()
        count += some
        if some:
            continue
        with locksmith.locksmith(engine) as session:
            if locksmith.retire_others(session, keys.mark):
                break
        looks += 1
        if looks > PATIENCE:
            raise Conflict(
                "다른 프로그램이 이전 열쇠를 쓰고 있습니다", "some program still uses the former key", "busy"
            )
        time.sleep(PAUSE_SECONDS)
    host = access.administrator()
    with office.database.transaction(host) as session:
        journal.write(session, host, Act.KEY_REPLACED, f"key:{keys.mark}", {"keys": count})
    return count


def _vouch_anew(settings: Settings, keys: KeyRing) -> None:
    """
    Sign by the new key what any of the keys vouched for; what nobody did stays as it is.
    """

    def signed(line: str) -> str:
        claim, _, signature = line.rpartition(" ")
        return f"{claim} {keys.sign(claim)}" if keys.vouches(claim, signature) else line

    for name in (TOMBSTONES, CHECKPOINTS):
        outside.rewrite(settings.data_dir / name, lambda lines: [signed(line) for line in lines])


def _change_files(settings: Settings, former: str) -> None:
    """
    Put the new key in the place of the former, which is kept aside; at no moment is there none.
    """
    kept, aside = settings.data_dir / KEK_FILE, settings.data_dir / RETIRED / former
    aside.parent.mkdir(mode=0o700, exist_ok=True)
    aside.unlink(missing_ok=True)
    os.link(kept, aside)
    (settings.data_dir / NEXT_KEK_FILE).replace(kept)
