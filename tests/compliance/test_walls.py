"""
Hold the walls between tenants: what is not yours looks exactly like what does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import ProgrammingError

from compliance.errors import NotFound
from compliance.store.tables import Finding, Submission, Table
from compliance.views import FindingFilter, Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from compliance.access import Person
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

HOLDS_NO_TENANT = {"journal_head", "key_marks", "heartbeats", "catalogs", "job_times"}
LOOKS: list[Callable[[Office, Person, UUID], object]] = [
    lambda office, person, id_: office.submission(person, id_),
    lambda office, person, id_: office.original(person, id_),
    lambda office, person, id_: office.screening(person, id_),
    lambda office, person, id_: office.document_text(person, id_),
]


@pytest.mark.parametrize("look", LOOKS)
def test_anothers_document_equals_an_absent_one(
    office: Office, cast: Cast, desk: Desk, look: Callable[[Office, Person, UUID], object]
) -> None:
    """
    Every way to look at another's document fails in the very words that an unknown id gives.
    """
    theirs = desk.screened(cast.startup).id
    answers = []
    for wanted in (theirs, uuid4()):
        with pytest.raises(NotFound) as refusal:
            look(office, cast.rival, wanted)
        answers.append((refusal.value.code, refusal.value.ko, refusal.value.en))
    assert answers[0] == answers[1]


def test_lists_hold_only_ones_own(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Another startup's lists stay empty.
    """
    desk.screened(cast.startup)
    assert office.submissions(cast.rival).items == ()
    assert office.findings(cast.rival, FindingFilter()).items == ()


def test_a_self_check_is_hidden_from_the_authority(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Nobody of the authority sees a startup's self-check, nor that it exists.
    """
    mine = desk.screened(cast.startup)
    assert mine.origin is Origin.SELF_CHECK
    for person in (cast.auditor, cast.reviewer, cast.approver, cast.administrator):
        assert office.submissions(person).items == ()
        assert office.findings(person, FindingFilter()).items == ()
        with pytest.raises(NotFound):
            office.submission(person, mine.id)


def test_a_registered_document_is_seen_by_examiners_only(office: Office, cast: Cast, desk: Desk) -> None:
    """
    What a startup registers the authority's examiners see, without learning who handed it in; others do not.
    """
    mine = desk.screened(cast.startup, origin=Origin.REGISTERED)
    seen = office.submission(cast.auditor, mine.id)
    assert (seen.id, seen.submitted_by) == (mine.id, "")
    assert len(office.findings(cast.auditor, FindingFilter()).items) == 2
    for person in (cast.rival, cast.administrator):
        assert office.submissions(person).items == ()


def test_an_administrator_sees_no_document_of_the_own_tenant(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Running the office is no reason to read agreements.
    """
    ordered = desk.screened(cast.auditor)
    assert office.submission(cast.colleague, ordered.id).id == ordered.id
    with pytest.raises(NotFound):
        office.submission(cast.administrator, ordered.id)


def test_without_a_person_every_table_is_empty(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A query that forgets to say who asks gets nothing.
    """
    desk.screened(cast.startup)
    with office.database.transaction() as session:
        for name in sorted(set(Table.metadata.tables) - HOLDS_NO_TENANT):
            assert session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() == 0, name  # noqa: S608


def test_every_table_with_a_tenant_is_walled(office: Office) -> None:
    """
    Row-level security is forced on each table that belongs to tenants, so that not even the owner passes.
    """
    with office.database.transaction() as session:
        walled = set(session.scalars(text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")))
    assert walled == set(Table.metadata.tables) - HOLDS_NO_TENANT


def test_a_startup_changes_nothing_of_another(office: Office, cast: Cast, desk: Desk) -> None:
    """
    An update across the wall touches no row.
    """
    desk.screened(cast.startup)
    with office.database.transaction(cast.rival) as session:
        changed = session.execute(update(Submission).values(state="withdrawn").returning(Submission.id)).all()
    assert changed == []


def test_a_startup_cannot_decide_on_its_own_findings_in_sql(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The wall also keeps a submitter from moving findings.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    with office.database.transaction(cast.startup) as session:
        assert len(session.scalars(select(Finding)).all()) == 2
        assert session.execute(update(Finding).values(state="REMEDIED").returning(Finding.id)).all() == []


@pytest.mark.parametrize("table", ["finding_events", "findings", "screenings", "originals", "document_keys"])
def test_the_office_cannot_delete_registered_documents(office: Office, cast: Cast, desk: Desk, table: str) -> None:
    """
    The role of daily work may delete self-checks (tests/compliance/test_destroying.py); no other row goes.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    for person in (cast.startup, cast.auditor):
        with office.database.transaction(person) as session:
            gone = session.execute(text(f"DELETE FROM {table} RETURNING 1")).all()  # noqa: S608 - named above
        assert gone == []


@pytest.mark.parametrize("statement", ["TRUNCATE originals", "DELETE FROM tenants", "DELETE FROM persons"])
def test_the_office_cannot_empty_tables(office: Office, cast: Cast, statement: str) -> None:
    """
    Beyond self-checks the role of daily work has no right to delete at all.
    """
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        office.database.transaction(cast.startup) as session,
    ):
        session.execute(text(statement))
