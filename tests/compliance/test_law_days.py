"""
Hold days of the law to their word: what they concern is listed overnight, once, and nothing is sent or decided.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from compliance.audits import law_days, running
from compliance.audits.plan import Plan, Population
from compliance.office import Office
from compliance.views import FindingFilter, Origin, Upload
from ingest.document import Declaration
from tests.compliance.conftest import Desk, owner
from tests.compliance.test_audits import jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.views import SubmissionView
    from tests.compliance.conftest import Cast

EVE, DAY, LATER = date(2026, 12, 2), date(2026, 12, 3), date(2027, 1, 5)
ENERGY = "winwin.21-1-4-energy"
ORDER = """공급계약서

제1조(목적) "갑"은 "을"에게 부품의 제조를 위탁하고 "을"은 이를 납품한다.
제2조(대금) "갑"은 물품 수령일부터 30일 이내에 대금 1억원을 지급한다. {note}
"""
QUIET = ("finding_events", "announcements", "outbox", "deliveries")
"""Tables in which a letter or a decision would leave a row."""


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """
    Open an office with the real reader and rules.
    """
    office = Office.open(settings)
    yield office
    office.close()


def order(desk: Desk, person: Person, note: str, origin: Origin = Origin.REGISTERED, **facts: object) -> SubmissionView:
    """
    Hand in an order that was checked before the law came into force.
    """
    declared = Declaration("supply", date(2025, 3, 4), (), {"startup_is_sme": True, **facts})
    upload = Upload("공급계약.txt", ORDER.format(note=note).encode(), "text/plain")
    view = desk.office.submit(person, upload, declared, origin=origin)
    desk.run_job(view.id)
    with owner(desk.office) as connection:
        connection.execute("UPDATE screenings SET checked_on = '2026-11-20' WHERE submission_id = %s", (view.id,))
    return view


def listed(office: Office, person: Person, today: date) -> set[str]:
    """
    Name what the morning's queue shows under the energy-cost duty, by id.
    """
    shown = [one for one in office.audits.law_days(person, today=today) if one.basis == ENERGY]
    return {str(each.submission_id) for one in shown for each in one.agreements}


def rows(office: Office) -> dict[str, int]:
    """
    Count what must not grow.
    """
    counted: dict[str, int] = {}
    with owner(office) as connection:
        known = {name for (name,) in connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r'")}
        for name in {*QUIET, "law_days", "rechecks"} & known:
            found = connection.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608 - names of our own
            counted[name] = int(found[0]) if found else 0
    return counted


def test_energy_costs_from_the_third_of_december(office: Office, cast: Cast) -> None:
    """
    Scenario 29: orders renewed from 2026-12-03 are listed for re-audit overnight; no letter; twice adds nothing.
    """
    desk = Desk(office)
    renewed = order(desk, cast.startup, "1", consignment=True, renewed_on="2026-12-03")
    order(desk, cast.startup, "2", consignment=True, renewed_on="2026-11-30")
    order(desk, cast.startup, "3", consignment=False, renewed_on="2026-12-03")
    later = order(desk, cast.startup, "4", renewed_on="2027-01-05")
    order(desk, cast.startup, "5", consignment=True)
    order(desk, cast.startup, "6", Origin.SELF_CHECK, consignment=True, renewed_on="2026-12-03")
    law_days.take_up(office.bench(), EVE)
    assert listed(office, cast.auditor, EVE) == set()
    before = rows(office)

    assert law_days.take_up(office.bench(), DAY) == 2
    once = rows(office)
    assert {name: once[name] for name in QUIET if name in once} == {n: before[n] for n in QUIET if n in before}
    assert listed(office, cast.reviewer, DAY) == {str(renewed.id)}
    assert listed(office, cast.startup, DAY) == set()
    [energy] = [one for one in office.audits.law_days(cast.auditor, today=DAY) if one.basis == ENERGY]
    assert (energy.in_force, energy.count, energy.undated) == (DAY, 1, 1)
    assert "제21조 제1항 제4호" in energy.cite

    assert law_days.take_up(office.bench(), DAY) == 0
    assert law_days.take_up(office.bench(), LATER) == 0
    assert rows(office)["rechecks"] == once["rechecks"]
    assert listed(office, cast.auditor, LATER) == {str(renewed.id), str(later.id)}


def test_the_list_empties_as_its_agreements_are_checked_again(office: Office, cast: Cast) -> None:
    """
    A plan over the duty checks exactly what is listed, loses no finding, and takes it off the list.
    """
    desk = Desk(office)
    renewed = order(desk, cast.startup, "1", consignment=True, renewed_on="2026-12-03")
    order(desk, cast.startup, "2", consignment=True, renewed_on="2026-11-30")
    before = {one.id for one in office.findings(cast.auditor, FindingFilter(submission_id=renewed.id)).items}
    law_days.take_up(office.bench(), DAY)
    office.audits.draw_up(cast.auditor, Plan(title="재점검", starts_on=DAY, population=Population(bases=(ENERGY,))))
    (run_id,) = running.take_up_due(office.bench(), DAY)
    for run, positions in jobs(office):
        running.check_chunk(office.bench(), run, positions)
    covered = office.audits.coverage(cast.auditor, run_id).items
    assert [(one.submission_id, one.state) for one in covered] == [(renewed.id, "checked")]
    assert listed(office, cast.auditor, DAY) == set()
    after = {one.id for one in office.findings(cast.auditor, FindingFilter(submission_id=renewed.id)).items}
    assert before <= after


def test_several_schedulers_list_a_day_once(office: Office, cast: Cast) -> None:
    """
    Four at the same moment take each day of the law up once between them.
    """
    order(Desk(office), cast.startup, "1", consignment=True, renewed_on="2026-12-03")
    law_days.take_up(office.bench(), EVE)
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: law_days.take_up(office.bench(), DAY), range(4)))
    assert sum(counts) == 1
    with owner(office) as connection:
        said = connection.execute("SELECT count(*) FROM journal WHERE act = 'law_day_reached'").fetchone()
    assert said == (1,)


def test_nothing_is_asked_twice_of_the_database_on_a_quiet_day(office: Office) -> None:
    """
    Days long in force are taken up at the first tick, concern nothing that was never checked, and are known from then on.
    """
    assert law_days.take_up(office.bench(), EVE) == 0
    known = rows(office)["law_days"]
    assert known > 50
    assert law_days.take_up(office.bench(), EVE) == 0
    assert rows(office)["law_days"] == known
