"""
Hold the pattern of an organisation to its word: its own agreements alone, no self-check, no rate of too few.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest

from compliance import backfilling
from compliance.errors import NotFound
from compliance.intervals import wilson
from compliance.office import Office
from compliance.organisations import trend
from compliance.organisations.views import YearCount
from compliance.views import Decision, DecisionKind, FindingFilter, Origin
from tests.compliance.conftest import Desk, owner
from tests.compliance.fakes import INSTRUMENTS
from tests.compliance.test_clusters import CORPORATE, OTHER, check_places, read_parties, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.settings import Settings
    from tests.compliance.conftest import Cast

WALLED = "INSERT INTO organisation_agreements VALUES (%s, %s, 'self_check', NULL, NULL)"


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """
    Open an office whose reader knows parties and whose checker says where findings stand.
    """
    office = Office.open(settings, replace(INSTRUMENTS, read=read_parties, check=check_places))
    yield office
    office.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """
    Lend a hand.
    """
    return Desk(office)


def test_an_organisation_is_shown_by_its_own_agreements_alone(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Registered and ordered ones under any spelling of its name; templates, rules and states of exactly these.
    """
    for person, weak, origin in (
        (cast.startup, "새싹로보틱스", Origin.REGISTERED),
        (cast.rival, "푸른센서", Origin.REGISTERED),
        (cast.auditor, "맑은물산", Origin.ORDERED),
    ):
        desk.screened(person, written(weak=weak), origin=origin)
    desk.screened(cast.startup, written(strong="한빛정밀(주)", clause=OTHER), origin=Origin.REGISTERED)
    desk.screened(cast.startup, written(strong="주식회사 다온물산"), origin=Origin.REGISTERED)
    desk.screened(cast.startup, written(strong="갑"), origin=Origin.REGISTERED)
    listed = office.organisations.organisations(cast.auditor)
    assert [(one.name, one.agreements) for one in listed.items] == [("한빛정밀(주)", 4), ("주식회사 다온물산", 1)]
    assert listed.nameless == 1
    [found] = office.organisations.organisations(cast.auditor, name=" 한빛 정밀 ").items
    assert office.organisations.organisations(cast.auditor, name="한빛").items == ()
    view = office.organisations.pattern(cast.auditor, found.id)
    assert ([one.agreements for one in view.clusters], view.more_clusters) == ([3], False)
    assert [(one.agreements, one.waiting, one.confirmed, one.dismissed) for one in view.rules] == [(4, 4, 0, 0)]
    assert (view.whole.agreements, view.whole.rate) == (4, None)
    page = office.organisations.agreements(cast.auditor, found.id, limit=3)
    rest = office.organisations.agreements(cast.auditor, found.id, page.next_cursor, 3)
    assert [one.findings for one in (*page.items, *rest.items)] == [{"DETECTED": 1}] * 4
    named = office.organisations.named(cast.auditor, [one.submission.id for one in page.items])
    assert {one.id for one in named.values()} == {found.id}
    assert len(named) == 3
    with pytest.raises(NotFound):
        office.organisations.pattern(cast.auditor, UUID(int=1))


def test_pages_of_organisations_follow_each_other(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Page by page each comes once, those with most agreements first.
    """
    for number in (1, 2, 2, 3, 3):
        desk.screened(cast.startup, written(strong=f"주식회사 가온{number}테크"), origin=Origin.REGISTERED)
        desk.screened(cast.rival, written(strong="주식회사 가온2테크", years=number + 3), origin=Origin.REGISTERED)
    met: list[int] = []
    cursor = None
    while True:
        page = office.organisations.organisations(cast.auditor, cursor, 1)
        met += [one.agreements for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert met == sorted(met, reverse=True)
    assert len(met) == 3


def test_a_self_check_leaves_no_trace_with_an_organisation(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Neither in the list nor in a count; the database itself refuses, startups see none, and names stand nowhere.
    """
    view = desk.screened(cast.startup, written(), origin=Origin.SELF_CHECK)
    assert office.organisations.organisations(cast.auditor).items == ()
    with owner(office) as connection:
        assert connection.execute("SELECT count(*) FROM organisation_agreements").fetchone() == (0,)
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute(WALLED, (view.id, cast.startup.tenant_id))
    kept = desk.screened(cast.startup, written(), origin=Origin.REGISTERED)
    [found] = office.organisations.organisations(cast.reviewer).items
    assert found.agreements == 1
    for person in (cast.startup, cast.rival, cast.rule_manager, cast.administrator):
        assert office.organisations.organisations(person).items == ()
        assert office.organisations.of_submission(person, kept.id) is None
        with pytest.raises(NotFound):
            office.organisations.pattern(person, found.id)
        with pytest.raises(NotFound):
            office.organisations.agreements(person, found.id)
    with owner(office) as connection:
        rows = str(connection.execute("SELECT o::text FROM organisation_agreements o").fetchall())
    assert not any(word in rows or word.encode().hex() in rows for word in ("한빛정밀", CORPORATE, "새싹"))


def test_a_look_is_journalled_and_a_job_run_again_adds_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The journal says who looked at which organisation; an older agreement is entered by the back-fill, once.
    """
    view = desk.screened(cast.startup, written(), origin=Origin.REGISTERED)
    desk.run_job(view.id)
    whose = office.organisations.of_submission(cast.auditor, view.id)
    assert whose is not None
    assert (whose.name, whose.agreements) == (CORPORATE, 1)
    office.organisations.pattern(cast.auditor, whose.id)
    with owner(office) as connection:
        told = connection.execute("SELECT subject, detail FROM journal WHERE act = 'viewed_organisation'").fetchall()
        connection.execute("DELETE FROM organisation_agreements")
    assert told == [(f"organisation:{whose.id}", '{"agreements": 1, "too_few": [null]}')]
    assert backfilling.backfill(office.bench())[backfilling.CLAUSES] == 1
    assert not backfilling.backfill(office.bench())
    assert office.organisations.of_submission(cast.auditor, view.id) == whose


def test_a_rate_counts_confirmed_findings_of_enough_agreements(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Of five agreements with a suspicion each, none is in the rate before somebody confirms; an advisory one never is.
    """
    for years in range(1, 6):
        desk.screened(cast.startup, written(years=years), origin=Origin.REGISTERED)
    [found] = office.organisations.organisations(cast.auditor).items
    before = office.organisations.pattern(cast.auditor, found.id).whole
    assert before.rate is not None
    assert (before.rate.counted, before.rate.total) == (0, 5)
    with owner(office) as connection:
        connection.execute("UPDATE findings SET severity = 'medium', gravity = 2, ground = 'suspected_violation'")
        connection.execute(
            "UPDATE findings SET ground = 'advisory' WHERE id = (SELECT id FROM findings ORDER BY id LIMIT 1)"
        )
    for one in office.findings(cast.auditor, FindingFilter(), limit=10).items[-2:]:
        taken = office.decide(cast.auditor, one.id, Decision(DecisionKind.REVIEW, None, "", None), one.etag)
        office.decide(cast.auditor, one.id, Decision(DecisionKind.CONFIRM, None, "", None), taken.etag)
    after = office.organisations.pattern(cast.auditor, found.id)
    assert after.whole.rate is not None
    assert (after.whole.rate.counted, after.whole.advisory) == (1, 1)
    assert [(one.waiting, one.confirmed) for one in after.rules] == [(3, 2)]


def test_years_with_too_few_agreements_show_no_rate() -> None:
    """
    Below five there is neither share nor count; other rules in force are a break between two years.
    """
    shown = trend.years_of(
        [YearCount(2026, 6, 1, 2, 0, ("b",)), YearCount(2025, 4, 0, 4, 0, ("a",)), YearCount(None, 1, 0, 1, 0, ("a",))]
    )
    assert [(one.year, one.is_few, one.advisory, one.is_break) for one in shown] == [
        (2026, False, 0, False),
        (2025, True, None, True),
        (None, True, None, False),
    ]
    whole = trend.whole_of([YearCount(2026, 3, 0, 1, 1, ("b",)), YearCount(2025, 2, 1, 1, 0, ("a",))])
    assert whole.rate is not None
    assert (whole.rate.counted, whole.rate.total, whole.in_part, whole.catalogs) == (2, 5, 1, ("a", "b"))
    assert trend.whole_of([]).is_few


@pytest.mark.parametrize(
    ("counted", "total", "low", "high"),
    [(0, 4, 0.000, 0.490), (1, 1, 0.207, 1.000), (5, 12, 0.193, 0.680), (20, 85, 0.158, 0.336), (30, 85, 0.260, 0.459)],
)
def test_bounds_are_those_of_the_note_on_metrics(counted: int, total: int, low: float, high: float) -> None:
    """
    Wilson's bounds agree with the figures computed for WORKFLOW.md section 4, to three places.
    """
    assert tuple(round(one, 3) for one in wilson(counted, total)) == (low, high)
