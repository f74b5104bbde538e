"""
Hold retention to its promises: what is over goes for good with a certificate, what is held stays, and nothing else goes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from compliance import access, retention, schedule
from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.exports.writing import Format, write
from compliance.safekeeping.backup import back_up
from compliance.safekeeping.holding import HoldDesk, paper_of
from compliance.safekeeping.restore import Order, restore
from compliance.store import people
from compliance.store.tables import Table
from compliance.views import Decision, DecisionKind, FindingFilter, Origin
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS, agreement

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from compliance.access import Person
    from compliance.office import Office
    from compliance.settings import Settings
    from compliance.views import SubmissionView
    from tests.compliance.conftest import Cast, Desk

KEPT = {"destructions", "legal_holds", "audit_runs", "audit_plans"}


@pytest.fixture
def officer(office: Office, cast: Cast) -> Person:
    """
    Make the authority's privacy officer.
    """
    with office.database.transaction(access.administrator()) as session:
        return people.make_person(session, cast.auditor.tenant_id, "서보호", Actor.PRIVACY_OFFICER)


@pytest.fixture
def used(office: Office, cast: Cast, desk: Desk) -> SubmissionView:
    """
    Register a document, and decide on a finding of it with a note.
    """
    mine = desk.screened(cast.startup, origin=Origin.REGISTERED)
    shown = office.findings(cast.auditor, FindingFilter()).items[0]
    taken = office.decide(cast.auditor, shown.id, Decision(DecisionKind.REVIEW), shown.etag)
    office.decide(cast.auditor, taken.id, Decision(DecisionKind.UNASSIGN, note="메모"), taken.etag)
    return mine


def end_time(office: Office, submission_id: UUID) -> None:
    """
    Let the time of a document be over since yesterday.
    """
    with owner(office) as connection:
        connection.execute(
            "UPDATE submissions SET retain_until = (now() AT TIME ZONE 'Asia/Seoul')::date - 1 WHERE id = %s",
            (submission_id,),
        )


def traces(office: Office, submission_id: UUID) -> set[str]:
    """
    Name the tables that hold a row of a document.
    """
    tables = {"submissions": "id"} | {
        table.name: "submission_id" for table in Table.metadata.sorted_tables if "submission_id" in table.columns
    }
    with owner(office) as connection:
        return {
            name
            for name, column in tables.items()
            if connection.execute(f"SELECT 1 FROM {name} WHERE {column} = %s", (submission_id,)).fetchone()  # noqa: S608
        } - KEPT


def test_what_is_over_goes_with_a_certificate(
    office: Office, cast: Cast, desk: Desk, officer: Person, used: SubmissionView
) -> None:
    """
    Nothing of a registered document is left after its time but a certificate; others stay as they are.
    """
    other = desk.screened(cast.rival, agreement("제2조"), origin=Origin.REGISTERED)
    assert office.destroyer.sweep() == 0
    end_time(office, used.id)
    schedule.tick(office)
    assert traces(office, used.id) == set()
    with pytest.raises(NotFound):
        office.submission(cast.startup, used.id)
    assert office.submission(cast.rival, other.id).id == other.id
    (certificate,) = HoldDesk(office.database).certificates(officer)
    assert (certificate.submission_id, certificate.documents) == (used.id, 1)
    words = f"{certificate.id} {certificate.destroyed_at.isoformat()} 1"
    assert office.keys.vouches(words, certificate.signature)
    assert write(paper_of([certificate], date(2026, 11, 27)), Format.PDF).startswith(b"%PDF")


def test_a_held_document_stays_until_it_is_let_go(
    office: Office, cast: Cast, officer: Person, used: SubmissionView
) -> None:
    """
    However long its time is over, a held document is there; let go, it is destroyed at the next tick.
    """
    desk = HoldDesk(office.database)
    held = desk.hold(officer, used.id, "소송 2026가합1")
    end_time(office, used.id)
    assert office.destroyer.sweep() == 0
    assert office.submission(cast.startup, used.id).id == used.id
    with pytest.raises(Conflict):
        desk.hold(officer, used.id, "again")
    released = desk.release(officer, held.id, "판결 확정")
    assert (released.released_by, released.release_reason) == (officer.id, "판결 확정")
    with pytest.raises(Conflict):
        desk.release(officer, held.id, "again")
    assert office.destroyer.sweep() == 1
    assert [one.id for one in desk.holds(officer)] == [held.id]
    with owner(office) as connection:
        acts = connection.execute("SELECT act, data_of FROM journal WHERE act IN ('held', 'released') ORDER BY seq")
        assert [act for act, _ in acts.fetchall()] == ["held", "released"]


def test_only_a_privacy_officer_holds_and_never_a_self_check(
    office: Office, cast: Cast, desk: Desk, officer: Person, used: SubmissionView
) -> None:
    """
    Others may not, a reason is needed, and a self-check looks to the officer like nothing at all.
    """
    holds, private = HoldDesk(office.database), desk.screened(cast.rival)
    for person in (cast.auditor, cast.startup, cast.administrator):
        with pytest.raises(Forbidden):
            holds.hold(person, used.id, "x")
        with pytest.raises(Forbidden):
            holds.certificates(person)
    with pytest.raises(Rejected):
        holds.hold(officer, used.id, " ")
    for absent in (private.id, uuid4()):
        with pytest.raises(NotFound):
            holds.hold(officer, absent, "x")
    assert office.submissions(officer).items == ()


def test_destroyed_after_a_back_up_it_stays_gone(
    office: Office, cast: Cast, officer: Person, used: SubmissionView, settings: Settings, tmp_path: Path
) -> None:
    """
    A back-up from before, even one in which the document was held, does not bring it back.
    """
    desk = HoldDesk(office.database)
    held = desk.hold(officer, used.id, "조사")
    end_time(office, used.id)
    back_up(office, tmp_path / "kept")
    desk.release(officer, held.id, "종결")
    assert office.destroyer.sweep() == 1
    office.close()
    restored = restore(Order(tmp_path / "kept", settings, replace=True), INSTRUMENTS)
    try:
        assert traces(restored, used.id) == set()
        with pytest.raises(NotFound):
            restored.submission(cast.startup, used.id)
    finally:
        restored.close()


def test_terms_are_dated() -> None:
    """
    The term of the day of filing holds, the 29th of February included.
    """
    assert retention.last_day(retention.SELF_CHECK, date(2026, 11, 27)) == date(2026, 12, 27)
    assert retention.last_day(retention.AUDIT_DOCUMENT, date(2028, 2, 29)) == date(2035, 2, 28)
