"""
Destroy self-checks for good, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import delete, make_url

from compliance import schedule
from compliance.errors import Conflict, NotFound
from compliance.office import Office
from compliance.store.tables import Submission
from compliance.views import Origin, SubmissionState
from tests.compliance.conftest import owner
from tests.compliance.deals import deal_folder
from tests.compliance.fakes import INSTRUMENTS
from tests.compliance.test_bundles import hand_in, work_off

if TYPE_CHECKING:
    from tests.compliance.conftest import Cast, Desk, Server

COUNTED = (
    "SELECT (SELECT count(*) FROM submissions) + (SELECT count(*) FROM document_keys) + (SELECT count(*) FROM originals)"
    " + (SELECT count(*) FROM screenings) + (SELECT count(*) FROM findings) + (SELECT count(*) FROM finding_events)"
    " + (SELECT count(*) FROM idempotency_keys)"
)


def rows(office: Office) -> int:
    """
    Count whatever the database holds of documents, past all walls.
    """
    with owner(office) as connection:
        row = connection.execute(COUNTED).fetchone()
    assert row
    return int(row[0])


def reasons(office: Office) -> list[str]:
    """
    Give what the journal says of destructions, in order.
    """
    with owner(office) as connection:
        lines = connection.execute("SELECT detail FROM journal WHERE act = 'destroyed' ORDER BY seq").fetchall()
    return [line[0] for line in lines]


def test_nothing_of_a_destroyed_self_check_is_left(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Key, bytes, text, result, findings and row are gone at once; the receipt and the journal name no document.
    """
    mine = desk.screened(cast.startup, idempotency_key="once")
    receipt = office.destroy(cast.startup, mine.id)
    assert rows(office) == 0
    assert receipt.documents == 1
    assert receipt.receipt != mine.id
    assert reasons(office) == ['{"why": "asked"}']
    with pytest.raises(NotFound):
        office.submission(cast.startup, mine.id)


def test_a_destroyed_document_can_be_handed_in_anew(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The same file is a new submission: nothing remembers the one before.
    """
    first = desk.screened(cast.startup)
    office.destroy(cast.startup, first.id)
    again = desk.screened(cast.startup)
    assert (again.repeated, again.state) == (False, SubmissionState.SCREENED)


def test_a_job_that_comes_too_late_does_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A document destroyed before its check ran is not checked, and nothing of it comes back.
    """
    mine = desk.hand_in(cast.startup)
    job = desk.screening_of(mine.id)
    office.destroy(cast.startup, mine.id)
    office.bench().run(*job)
    assert rows(office) == 0


def test_a_bundle_goes_as_a_whole(office: Office, cast: Cast) -> None:
    """
    A document of a bundle is not destroyed alone; with the bundle all of them are.
    """
    view = hand_in(office, cast.startup, deal_folder())
    work_off(office)
    members = [file.submission for file in office.submission(cast.startup, view.id).files or () if file.submission]
    with pytest.raises(Conflict):
        office.destroy(cast.startup, members[0].id)
    assert office.destroy(cast.startup, view.id).documents == len(members) + 1
    assert rows(office) == 0


def test_only_ones_own_self_checks_can_be_destroyed(office: Office, cast: Cast, desk: Desk) -> None:
    """
    What was registered is kept, another's self-check is as absent as an unknown one, and PostgreSQL agrees.
    """
    mine = desk.screened(cast.startup)
    registered = desk.screened(cast.startup, origin=Origin.REGISTERED)
    before = rows(office)
    with pytest.raises(Conflict):
        office.destroy(cast.startup, registered.id)
    for stranger, wanted in ((cast.rival, mine.id), (cast.auditor, mine.id), (cast.startup, uuid4())):
        with pytest.raises(NotFound):
            office.destroy(stranger, wanted)
    for person in (cast.startup, cast.auditor, cast.administrator):
        with office.database.transaction(person) as session:
            session.execute(delete(Submission).where(Submission.id == registered.id))
    assert rows(office) == before


def test_a_self_check_whose_time_is_over_is_destroyed_by_itself(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The scheduler destroys what expired yesterday and keeps what expires today; registered documents tell no last day.
    """
    over, last_day = desk.screened(cast.startup), desk.screened(cast.rival)
    kept = desk.screened(cast.startup, origin=Origin.REGISTERED)
    expire = "UPDATE submissions SET retain_until = (now() AT TIME ZONE 'Asia/Seoul')::date - %s WHERE id = %s"
    with owner(office) as connection:
        for submission_id, days in ((over.id, 1), (last_day.id, 0), (kept.id, 0)):
            connection.execute(expire, (days, submission_id))
    schedule.tick(office)
    with pytest.raises(NotFound):
        office.submission(cast.startup, over.id)
    assert office.submission(cast.rival, last_day.id).expires_on is not None
    assert office.submission(cast.startup, kept.id).expires_on is None
    assert reasons(office) == ['{"why": "expired"}']


def test_restoring_an_older_back_up_brings_nothing_back(office: Office, cast: Cast, desk: Desk, server: Server) -> None:
    """
    A copy of the database from before the destruction loses the document again when an office opens it.
    """
    mine, other = desk.screened(cast.startup), desk.screened(cast.rival)
    office.database.close()
    name = str(make_url(office.site.url).database)
    with server.clone(name) as copy:
        office.destroy(cast.startup, mine.id)
        addresses = {
            which: str(getattr(office.settings, which)).replace(name, copy)
            for which in ("database_url", "owner_database_url")
        }
        restored = Office.open(office.settings.model_copy(update=addresses), INSTRUMENTS)
        try:
            assert reasons(restored) == ['{"why": "replayed"}']
            assert [one.id for one in restored.submissions(cast.rival).items] == [other.id]
            assert restored.submissions(cast.startup).items == ()
        finally:
            restored.close()


def test_a_forged_tombstone_destroys_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A line in the file that this installation never signed is left aside.
    """
    mine = desk.screened(cast.startup)
    with (office.settings.data_dir / "destroyed").open("a", encoding="ascii") as file:
        file.write(f"{cast.startup.tenant_id} {mine.id} {'0' * 64}\n")
    assert office.destroyer.replay() == 0
    assert office.submission(cast.startup, mine.id).id == mine.id
