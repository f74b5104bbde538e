"""
What people say of a table's columns is kept for their organisation, and the stored bytes are judged again by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compliance.access import Actor
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.office import Office
from compliance.real import REAL
from compliance.views import ColumnChoice, Origin, Upload
from ingest.document import Declaration
from tests.compliance.conftest import Cast, Desk, owner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.views import SubmissionView

TABLE = """\
피투자기업,투자금액(백만원),계약일,조합명,상환 조건(%)
시험일,900,2026-02-03,하늘 벤처투자조합,14
시험이,800,2026-03-04,하늘 벤처투자조합,5
시험삼,700,2026-04-05,하늘 벤처투자조합,5
"""
RATE = ColumnChoice("investments", "상환 조건(%)", "redemption_rate")


@pytest.fixture
def real(settings: Settings) -> Iterator[Desk]:
    """
    Open an office with the real reader and the real rules.
    """
    office = Office.open(settings, REAL)
    yield Desk(office)
    office.close()


def hand_in(real: Desk, person: Person, table: str = TABLE, origin: Origin | None = None) -> SubmissionView:
    """
    Hand in a table and have it judged, unless it was before.
    """
    view = real.office.submit(person, Upload("투자내역.csv", table.encode(), "text/csv"), Declaration(), origin=origin)
    if not view.repeated:
        real.run_job(view.id)
    return view


def read_as(real: Desk, person: Person, submission_id: UUID) -> tuple[dict[str, tuple[str | None, str]], set[str]]:
    """
    Give how the column E was read, by its title, and the rules that flagged.
    """
    told = real.office.screening(person, submission_id)
    mapping = {
        one["title"]: (one["column"], one["how"]) for one in told["tables"][0]["mapping"] if one["letter"] == "E"
    }
    return mapping, {one["rule"] for one in told["findings"]}


def test_a_corrected_column_is_judged_and_kept_for_later_tables(real: Desk, cast: Cast) -> None:
    """
    The breach is found after the correction and in the next table at once; the same file adds nothing.
    """
    first = hand_in(real, cast.startup)
    mapping, rules = read_as(real, cast.startup, first.id)
    assert mapping == {"상환 조건(%)": (None, "unknown")}
    assert "TAB-07" not in rules
    again = real.office.map_columns(cast.startup, first.id, [RATE])
    assert (again.id != first.id, again.repeated, again.sha256) == (True, False, first.sha256)
    real.run_job(again.id)
    mapping, rules = read_as(real, cast.startup, again.id)
    assert mapping == {"상환 조건(%)": ("redemption_rate", "remembered")}
    assert "TAB-07" in rules
    assert hand_in(real, cast.startup).id == again.id
    later = hand_in(real, cast.startup, TABLE.replace("시험", "후속"))
    assert read_as(real, cast.startup, later.id)[0] == {"상환 조건(%)": ("redemption_rate", "remembered")}


def test_what_was_said_can_be_taken_back(real: Desk, cast: Cast) -> None:
    """
    A title read as anybody's again gives the very first result again, and nothing new.
    """
    first = hand_in(real, cast.startup)
    again = real.office.map_columns(cast.startup, first.id, [RATE])
    automatic = ColumnChoice("investments", "상환 조건(%)", None, is_automatic=True)
    assert real.office.map_columns(cast.startup, again.id, [automatic]).id == first.id


def test_another_organisation_knows_nothing_of_it(real: Desk, cast: Cast) -> None:
    """
    The rival's table with the same titles is read as before, and nobody corrects another's table.
    """
    first = hand_in(real, cast.startup, origin=Origin.REGISTERED)
    real.office.map_columns(cast.startup, first.id, [RATE])
    theirs = hand_in(real, cast.rival)
    assert read_as(real, cast.rival, theirs.id)[0] == {"상환 조건(%)": (None, "unknown")}
    with pytest.raises(NotFound):
        real.office.map_columns(cast.rival, first.id, [RATE])
    with pytest.raises(Forbidden):
        real.office.map_columns(cast.auditor, first.id, [RATE])


def test_a_column_that_nobody_knows_is_refused(real: Desk, cast: Cast) -> None:
    """
    Neither a word outside the vocabulary nor one of another kind of table is kept.
    """
    first = hand_in(real, cast.startup)
    for table, column in (("investments", "nonsense"), ("funds", "redemption_rate"), ("nothing", None)):
        with pytest.raises(Rejected):
            real.office.map_columns(cast.startup, first.id, [ColumnChoice(table, "상환 조건(%)", column)])


def test_the_journal_says_that_and_not_what_the_titles_are(real: Desk, cast: Cast) -> None:
    """
    The act is a line with the vocabulary's own words; the titles of the table are in no line.
    """
    first = hand_in(real, cast.startup)
    real.office.map_columns(cast.startup, first.id, [RATE])
    with owner(real.office) as connection:
        lines = connection.execute("SELECT actor, detail FROM journal WHERE act = 'columns_mapped'").fetchall()
        kept = connection.execute("SELECT count(*) FROM journal WHERE detail LIKE '%상환%'").fetchone()
    assert lines == [(Actor.STARTUP.value, '{"columns": ["investments.redemption_rate"]}')]
    assert kept == (0,)
