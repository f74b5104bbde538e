"""
Hold the replacing of the key: it happens while people work, goes on after a kill, and the former key then opens nothing.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from compliance import journal, schedule
from compliance.errors import NotFound, Rejected, Unavailable
from compliance.office import Office
from compliance.safekeeping.backup import back_up
from compliance.safekeeping.restore import Order, restore
from compliance.safekeeping.rotation import rotate
from compliance.safekeeping.sanity import look_through
from compliance.store import locksmith
from compliance.store.envelope import key_ring
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS, agreement
from tests.compliance.processes import environment

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.settings import Settings
    from tests.compliance.conftest import Cast, Desk

KILLED = """
import os, sys
from compliance.office import Office
from compliance.safekeeping import rotation
from compliance.settings import Settings
from compliance.store import locksmith
from tests.compliance.fakes import INSTRUMENTS

locksmith.AT_ONCE = 2
left = int(sys.argv[1])

def step():
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)

rotation.rotate(Office.open(Settings(), INSTRUMENTS), step)
"""
"""A program that replaces the key and is killed after so many documents."""


def checkpoints(office: Office) -> list[tuple[int, str]]:
    """
    Read the journal's checkpoints by the office's keys.
    """
    return journal.read_checkpoints(office.settings.data_dir / schedule.CHECKPOINTS, office.keys)


def test_the_key_is_replaced_while_people_work(office: Office, cast: Cast, desk: Desk, settings: Settings) -> None:
    """
    An office that was open all along reads old and new documents, and knows a repetition again.
    """
    mine = desk.screened(cast.startup)
    gone = desk.screened(cast.rival)
    office.destroy(cast.rival, gone.id)
    schedule.note_journal_end(office)
    former = key_ring(settings.kek, settings.data_dir).mark
    turning = Office.open(settings, INSTRUMENTS)
    turned = rotate(turning)
    turning.close()
    assert turned.keys == 1
    assert turned.mark != former
    assert desk.screened(cast.startup).id == mine.id
    assert office.original(cast.startup, mine.id).content
    assert desk.screened(cast.startup, agreement("제9조")).repeated is False
    schedule.note_journal_end(office)
    assert look_through(settings.owner_database_url or "", office.keys, checkpoints(office)).sound
    assert office.destroyer.replay() == 0
    assert (settings.data_dir / "keys" / "retired" / former).exists()
    with owner(office) as connection:
        marks = connection.execute("SELECT DISTINCT kek_mark FROM document_keys").fetchall()
    assert marks == [(turned.mark,)]


def test_a_killed_rotation_goes_on_where_it_was(
    office: Office, cast: Cast, desk: Desk, root: Path, settings: Settings
) -> None:
    """
    Killed again and again in between, documents open at every moment, and in the end by the new key alone.
    """
    views = [desk.screened(cast.startup, agreement(f"제{number}조")) for number in range(7)]
    former = settings.data_dir / "former"
    shutil.copy(settings.data_dir / "keys" / "kek", former)
    for after in (1, 3):
        command = [sys.executable, "-c", KILLED, str(after)]
        assert subprocess.run(command, cwd=root, env=environment(settings), check=False).returncode == -9
        for view in views:
            assert office.original(cast.startup, view.id).content
    views.append(desk.screened(cast.startup, agreement("제10조")))
    turned = rotate(office)
    assert 0 < turned.keys < 7
    assert [path.name for path in (settings.data_dir / "keys").iterdir() if path.is_file()] == ["kek"]
    for view in views:
        assert office.original(cast.startup, view.id).content
    old = SecretStr(former.read_text(encoding="ascii").strip())
    with pytest.raises(Unavailable, match="not the database's"):
        Office.open(settings.model_copy(update={"kek": old}), INSTRUMENTS)
    assert not look_through(office.site.owner_url, key_ring(old, settings.data_dir), ()).sound


def test_nothing_is_wrapped_by_a_retired_key(office: Office, cast: Cast, desk: Desk, settings: Settings) -> None:
    """
    A process that kept the former key in its memory is refused; what it wanted to store is not there by halves.
    """
    kek = SecretStr((settings.data_dir / "keys" / "kek").read_text(encoding="ascii").strip())
    stale = Office.open(settings.model_copy(update={"kek": kek}), INSTRUMENTS)
    rotate(office)
    with pytest.raises(Unavailable):
        type(desk)(stale).hand_in(cast.startup)
    assert office.submissions(cast.startup).items == ()
    stale.close()


def test_a_key_of_the_settings_needs_the_following_one(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Where the key stands in the settings the following one has to as well; then the office works by both.
    """
    mine = desk.screened(cast.startup)
    kek = SecretStr((office.settings.data_dir / "keys" / "kek").read_text(encoding="ascii").strip())
    following = SecretStr(base64.b64encode(bytes(range(32))).decode())
    alone = office.settings.model_copy(update={"kek": kek})
    with_next = alone.model_copy(update={"next_kek": following})
    for settings, outcome in ((alone, Rejected), (with_next, None)):
        turning = Office.open(settings, INSTRUMENTS)
        if outcome:
            with pytest.raises(outcome):
                rotate(turning)
        else:
            assert rotate(turning).keys == 1
        turning.close()
    after = Office.open(office.settings.model_copy(update={"kek": following}), INSTRUMENTS)
    assert after.original(cast.startup, mine.id).content
    after.close()


def test_a_back_up_from_before_is_restored_by_the_retired_key(
    office: Office, cast: Cast, desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    """
    The retired key is taken up again for an older back-up, what was destroyed since stays gone, and rotating ends it.
    """
    mine, gone = desk.screened(cast.startup), desk.screened(cast.rival)
    back_up(office, tmp_path / "kept")
    rotate(office)
    office.destroy(cast.rival, gone.id)
    office.close()
    restored = restore(Order(tmp_path / "kept", settings, replace=True), INSTRUMENTS)
    try:
        assert restored.original(cast.startup, mine.id).content
        with pytest.raises(NotFound):
            restored.submission(cast.rival, gone.id)
        assert rotate(restored).keys == 1
        assert look_through(restored.site.owner_url, restored.keys, checkpoints(restored)).sound
    finally:
        restored.close()


def test_every_table_with_keys_lets_them_be_wrapped_anew(office: Office) -> None:
    """
    No table that holds keys refuses every change, not even one whose rows are only ever added.
    """
    query = (
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'wrapped_key'"
        " WHERE p.proname = 'refuse_change' AND t.tgtype & 16 > 0"
    )
    with owner(office) as connection:
        assert connection.execute(query).fetchall() == []
        guarded = connection.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'key_in_use'").fetchone()
    assert guarded == (len(locksmith.holders()),)
