"""
Show a startup its own few among very many of others: PostgreSQL looks at its own, not at everybody's.

It would be slow, and the time would tell how much others have (../shared/security/SECURITY.md T4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from sqlalchemy import text

from compliance import access
from compliance.store import findings, submissions
from compliance.views import FindingFilter, Order
from tests.compliance.conftest import owner
from tests.compliance.fakes import agreement

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

OTHERS = 5000
COPIED = (
    "tenant_id, origin, submission_id, screening_id, rule, title, ground, severity, gravity, sealed_body, state,"
    " certainty_percent"
)
MULTIPLY = (
    f"INSERT INTO findings (id, fingerprint, {COPIED})"  # noqa: S608 - names of columns
    f" SELECT gen_random_uuid(), number::text, {COPIED} FROM generate_series(1, {OTHERS}) number,"
    " (SELECT * FROM findings WHERE tenant_id = %s LIMIT 1) one"
)
AGAIN = (
    "INSERT INTO submissions SELECT (jsonb_populate_record(one, jsonb_build_object("  # noqa: S608 - a number
    f"'id', gen_random_uuid(), 'repetition', number::text::bytea))).* FROM generate_series(1, {OTHERS}) number,"
    " submissions one WHERE one.id = (SELECT id FROM submissions WHERE tenant_id = %s LIMIT 1)"
)
LOOKED_AT = text(
    "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_xact_user_tables"
    " WHERE relname IN ('findings', 'submissions')"
)


@pytest.fixture
def crowded(office: Office, cast: Cast, desk: Desk) -> Cast:
    """
    Let another have thousands, and this startup two.
    """
    for person in (cast.rival, cast.startup):
        desk.screened(person, agreement("FLAG medium 해지한다"))
    with owner(office) as connection:
        for multiply in (MULTIPLY, AGAIN):
            connection.execute(multiply.encode(), (cast.rival.tenant_id,))
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE findings, submissions")
    return cast


def looked_at(session: Session) -> int:
    """
    Count the rows that this transaction has looked at.
    """
    return int(session.execute(LOOKED_AT).scalar_one())


@pytest.mark.parametrize("order", get_args(Order))
def test_a_startup_s_findings_are_found_among_its_own(office: Office, crowded: Cast, order: Order) -> None:
    """
    In every order its list costs what it has itself.
    """
    with office.database.transaction(crowded.startup) as session:
        only = access.only_tenant(crowded.startup)
        found = findings.some(session, FindingFilter(order=order), None, 21, only)
        assert {one.tenant_id for one in found} == {crowded.startup.tenant_id}
        assert looked_at(session) < OTHERS / 10


def test_a_startup_s_submissions_are_found_among_its_own(office: Office, crowded: Cast) -> None:
    """
    So does the list of what it handed in.
    """
    with office.database.transaction(crowded.startup) as session:
        assert len(submissions.entries(session, None, 21, access.only_tenant(crowded.startup))) == 1
        assert looked_at(session) < OTHERS / 10


def test_lesser_findings_are_found_without_walking_through_the_graver_ones(office: Office, crowded: Cast) -> None:
    """
    A list of one severity begins where that severity begins.
    """
    lesser = FindingFilter(severities=frozenset({"low", "info"}))
    with office.database.transaction(crowded.auditor) as session:
        assert findings.some(session, lesser, None, 21) == []
        assert looked_at(session) < OTHERS / 10


def test_who_sees_more_than_their_own_is_not_narrowed(crowded: Cast) -> None:
    """
    Only a startup is known to see one organisation; of all others the policies decide.
    """
    assert access.only_tenant(crowded.startup) == crowded.startup.tenant_id
    assert access.only_tenant(crowded.auditor) is None
    assert access.only_tenant(crowded.reviewer) is None
