"""
Decide on several findings at once, and export them, before the real database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from compliance.deciding_many import ItemRefused, Seen
from compliance.errors import ComplianceError, Conflict, NotFound
from compliance.views import Decision, DecisionKind, FindingFilter, Origin
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

TAKE_UP = Decision(DecisionKind.REVIEW, note="함께 검토")


def seen(office: Office, cast: Cast) -> list[Seen]:
    """
    Name what the auditor sees.
    """
    return [Seen(one.id, one.etag) for one in office.findings(cast.auditor, FindingFilter()).items]


def lines(office: Office, act: str) -> int:
    """
    Count lines of the journal.
    """
    with owner(office) as connection:
        return int(connection.execute("SELECT count(*) FROM journal WHERE act = %s", (act,)).fetchall()[0][0])


def test_all_or_none_are_decided(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A stale tag, an absent finding and one of a self-check keep all back; without them each has its own line.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    desk.screened(cast.startup, origin=Origin.SELF_CHECK)
    named = seen(office, cast)
    known = {one.finding_id for one in named}
    hidden = next(one for one in office.findings(cast.startup, FindingFilter()).items if one.id not in known)
    wrong: list[tuple[Seen, type[ComplianceError]]] = [
        (Seen(named[0].finding_id, "stale"), Conflict),
        (Seen(uuid4(), "x"), NotFound),
        (Seen(hidden.id, hidden.etag), NotFound),
    ]
    for one, why in wrong:
        with pytest.raises(ItemRefused) as refused:
            office.decisions.decide(cast.auditor, TAKE_UP, [named[1], one])
        assert (refused.value.place, type(refused.value.why)) == (1, why)
    assert (seen(office, cast), lines(office, "decided")) == (named, 0)
    views = office.decisions.decide(cast.auditor, TAKE_UP, named)
    assert [one.id for one in views] == [one.finding_id for one in named]
    assert lines(office, "decided") == len(named) == 2


def test_an_export_holds_what_a_list_holds_and_is_written_down(
    office: Office, cast: Cast, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Over many pages nothing is told twice or left out; the export and every page of it are in the journal.
    """
    for number in range(3):
        desk.screened(cast.startup, f"FLAG high 문구 {number}\nFLAG low 다른 문구 {number}", origin=Origin.REGISTERED)
    desk.screened(cast.startup, origin=Origin.SELF_CHECK)
    listed = [one.id for one in office.findings(cast.auditor, FindingFilter(), limit=20).items]
    before = lines(office, "viewed_findings")
    monkeypatch.setattr("compliance.exporting.AT_ONCE", 2)
    exported = [one.id for one in office.exports.findings(cast.auditor, FindingFilter(), "csv")]
    assert (exported, len(exported)) == (listed, 6)
    assert (lines(office, "exported"), lines(office, "viewed_findings") - before) == (1, 3)
