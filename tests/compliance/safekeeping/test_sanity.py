"""
Hold the look through everything: whatever is stored is looked at, and whatever does not hold is named.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, LiteralString

import pytest

from compliance.safekeeping.rechecking import recheck
from compliance.safekeeping.sanity import look_through
from compliance.store.sealed_places import PLACES
from compliance.store.tables import Table
from tests.compliance.conftest import owner
from tests.compliance.fakes import agreement, check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from compliance.office import Office
    from ingest.document import Document
    from tests.compliance.conftest import Cast, Desk

BREAKAGES: dict[str, tuple[LiteralString, str]] = {
    "bytes of another document": (
        "UPDATE originals SET sealed_content = (SELECT max(sealed_content) FROM originals)",
        "originals.sealed_content",
    ),
    "a report moved": (
        "UPDATE screenings SET sealed_report = (SELECT max(sealed_report) FROM screenings)",
        "screenings.sealed_report",
    ),
    "one bit": (
        "UPDATE findings SET sealed_body = set_bit(sealed_body, 200, 1 - get_bit(sealed_body, 200))",
        "findings.sealed_body",
    ),
    "a key gone": (
        "DELETE FROM document_keys WHERE submission_id = (SELECT min(submission_id::text)::uuid FROM document_keys)",
        "submissions without a key",
    ),
    "a finding's screening gone": (
        "DELETE FROM screenings WHERE id = (SELECT screening_id FROM findings LIMIT 1)",
        "findings without their screening",
    ),
    "a journal's line altered": ("UPDATE journal SET actor = 'auditor' WHERE seq = 2", "journal"),
}

OPENED_BY_CALLERS = {"kept_answers.sealed_answer"}
"""What opens by a caller's own key alone, for a day."""


def test_every_sealed_column_is_looked_through() -> None:
    """
    No table's sealed values are forgotten, whoever adds one.
    """
    columns = {
        f"{table.name}.{column.name}"
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if column.name.startswith("sealed_")
    }
    assert {place.name for place in PLACES} == columns - OPENED_BY_CALLERS


@pytest.mark.parametrize(("statement", "kind"), BREAKAGES.values(), ids=BREAKAGES.keys())
def test_whatever_does_not_hold_is_named(
    office: Office, cast: Cast, desk: Desk, statement: LiteralString, kind: str
) -> None:
    """
    A value that was moved or damaged, a missing key, a lost screening and an altered line are all told.
    """
    desk.screened(cast.startup)
    desk.screened(cast.rival, agreement("제2조"))
    assert look_through(office.site.owner_url, office.keys, ()).sound
    with owner(office) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement)
    steps: list[int] = []
    found = look_through(office.site.owner_url, office.keys, (), lambda: steps.append(1))
    assert kind in {fault.split(":")[0] for fault in found.faults}
    assert steps


def test_an_agreement_that_gives_other_findings_is_named(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A stored result that today's program does not reach from the stored bytes is told by its id.
    """
    mine = desk.screened(cast.startup)
    desk.screened(cast.rival, "FLAG low 다른 문구")

    def check_otherwise(document: Document, on: date) -> Mapping[str, Any]:
        return check(dataclasses.replace(document, text=document.text.replace("FLAG high", "")), on)

    instruments = dataclasses.replace(office.instruments, check=check_otherwise)
    found = recheck(dataclasses.replace(office, instruments=instruments), 50)
    assert (found.checked, found.otherwise) == (2, (mine.id,))
    assert recheck(office, 50).otherwise == ()
