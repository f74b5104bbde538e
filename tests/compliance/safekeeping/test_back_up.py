"""
Hold back-ups to their one purpose: what was there is there again, what was destroyed is not, and nothing reads without a key.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from compliance import journal, schedule
from compliance.errors import Conflict, NotFound, Rejected, Unavailable
from compliance.safekeeping.backup import back_up
from compliance.safekeeping.rechecking import recheck
from compliance.safekeeping.restore import Order, restore
from compliance.safekeeping.sanity import look_through
from compliance.store.cluster import OWNER
from compliance.store.database import APP_ROLE
from compliance.store.keeper import keeper
from compliance.store.tables import Table
from compliance.store.verifying import verifier
from compliance.views import Origin
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS, SECRET, agreement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from compliance.journal import Verdict
    from compliance.office import Office
    from compliance.safekeeping.sanity import Health
    from compliance.settings import Settings
    from tests.compliance.conftest import Cast, Desk, Server


@pytest.fixture
def elsewhere(office: Office, server: Server, tmp_path: Path) -> Iterator[Settings]:
    """
    Point settings at an empty database and an empty data folder, as on a machine that was never used.
    """
    with server.clone("template0") as name:
        addresses = {
            "database_url": server.cluster.url(APP_ROLE, name),
            "owner_database_url": server.cluster.url(OWNER, name),
        }
        folder = tmp_path / "data"
        folder.mkdir()
        yield office.settings.model_copy(update={**addresses, "data_dir": folder})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """
    Name the folder of a back-up.
    """
    return tmp_path / "back-up"


def verdict(office: Office) -> Verdict:
    """
    Verify the journal against the checkpoints outside the database.
    """
    checkpoints = journal.read_checkpoints(office.settings.data_dir / schedule.CHECKPOINTS, office.keys)
    with verifier(office.site.owner_url) as session:
        return journal.verify(session, checkpoints)


def looked_through(office: Office) -> Health:
    """
    Look through everything.
    """
    return look_through(office.site.owner_url, office.keys, ())


def give_key(office: Office, settings: Settings) -> None:
    """
    Bring the key to the other machine, as the operator has to.
    """
    shutil.copytree(office.settings.data_dir / "keys", settings.data_dir / "keys")


def test_what_was_there_is_there_again(office: Office, cast: Cast, desk: Desk, kept: Path, elsewhere: Settings) -> None:
    """
    On another machine documents, results and the journal are as before, and every agreement checks out the same.
    """
    mine = desk.screened(cast.startup, origin=Origin.REGISTERED)
    for number in range(3):
        desk.screened(cast.rival, agreement(f"제2조 {number}"))
    schedule.note_journal_end(office)
    before = office.screening(cast.startup, mine.id)
    back_up(office, kept)
    give_key(office, elsewhere)
    restored = restore(Order(kept, elsewhere), INSTRUMENTS)
    try:
        assert restored.screening(cast.startup, mine.id) == before
        assert restored.original(cast.startup, mine.id) == office.original(cast.startup, mine.id)
        health = looked_through(restored)
        assert (health.sound, health.looked_at["originals.sealed_content"]) == (True, 4)
        assert (recheck(restored, 50).checked, recheck(restored, 50).otherwise) == (4, ())
        assert verdict(restored).sound
    finally:
        restored.close()


def test_what_was_destroyed_stays_gone(office: Office, cast: Cast, desk: Desk, kept: Path, settings: Settings) -> None:
    """
    A document destroyed after the back-up is destroyed again by restoring it; the journal says that it was taken back.
    """
    mine, other = desk.screened(cast.startup), desk.screened(cast.rival)
    back_up(office, kept)
    office.destroy(cast.startup, mine.id)
    schedule.note_journal_end(office)
    office.close()
    restored = restore(Order(kept, settings, replace=True), INSTRUMENTS)
    try:
        with pytest.raises(NotFound):
            restored.submission(cast.startup, mine.id)
        assert restored.submission(cast.rival, other.id).id == other.id
        assert verdict(restored).sound
        schedule.note_journal_end(restored)
        with owner(restored) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
        assert not verdict(restored).sound
    finally:
        restored.close()


def test_the_key_comes_along_only_if_asked_for(
    office: Office, cast: Cast, desk: Desk, kept: Path, elsewhere: Settings, tmp_path: Path
) -> None:
    """
    Without the key nothing is restored and nothing reads, neither in the dump nor beside it; with it one command does.
    """
    mine = desk.screened(cast.startup)
    back_up(office, kept)
    assert sorted(path.name for path in kept.iterdir()) == ["database.dump", "manifest.json"]
    with pytest.raises(Unavailable, match="holds no key"):
        restore(Order(kept, elsewhere), INSTRUMENTS)
    back_up(office, tmp_path / "whole", with_key=True)
    restored = restore(Order(tmp_path / "whole", elsewhere), INSTRUMENTS)
    try:
        assert SECRET in str(restored.document_text(cast.startup, mine.id))
    finally:
        restored.close()


def test_another_key_restores_nothing(office: Office, cast: Cast, desk: Desk, kept: Path, elsewhere: Settings) -> None:
    """
    A key that does not open the documents is told before anything is touched.
    """
    desk.screened(cast.startup)
    back_up(office, kept)
    path = elsewhere.data_dir / "keys" / "kek"
    path.parent.mkdir()
    path.write_text("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", encoding="ascii")
    with pytest.raises(Unavailable, match="another key"):
        restore(Order(kept, elsewhere), INSTRUMENTS)


def test_nothing_is_overwritten_by_chance(
    office: Office, cast: Cast, desk: Desk, kept: Path, settings: Settings
) -> None:
    """
    A used folder takes no back-up; a database with documents, or one that is worked on, no restoring.
    """
    desk.screened(cast.startup)
    back_up(office, kept)
    with pytest.raises(Rejected):
        back_up(office, kept)
    with pytest.raises(Conflict, match="stop all programs"):
        restore(Order(kept, settings, replace=True), INSTRUMENTS)
    office.close()
    with pytest.raises(Conflict, match="--replace"):
        restore(Order(kept, settings), INSTRUMENTS)


def test_an_altered_back_up_is_told(office: Office, kept: Path, elsewhere: Settings) -> None:
    """
    A dump that is not as it was written touches nothing.
    """
    back_up(office, kept)
    with (kept / "database.dump").open("r+b") as file:
        file.seek(5000)
        file.write(b"\0\1\2\3")
    with pytest.raises(Unavailable, match="not as it was written"):
        restore(Order(kept, elsewhere), INSTRUMENTS)


def test_the_keeper_sees_every_row_and_changes_none(office: Office, cast: Cast, desk: Desk) -> None:
    """
    No table is left out of a back-up, whichever migration made it.
    """
    desk.screened(cast.startup)
    query = (
        "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p"
        " WHERE p.polrelid = c.oid AND p.polname = 'kept_safe')"
    )
    with keeper(office.site.owner_url) as session:
        assert session.scalars(text(query)).all() == []
        assert session.scalars(text("SELECT count(*) FROM submissions")).one() == 1
        rights = text("SELECT has_table_privilege('compliance_keeper', :name, 'INSERT, UPDATE, DELETE, TRUNCATE')")
        changing = {name for name in Table.metadata.tables if session.scalars(rights, {"name": name}).one()}
    assert changing == set()
