"""
Hold the calendar of audits to what is planned, held and due.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from compliance import seoul
from compliance.audits.periods import Rhythm
from compliance.audits.plan import Plan
from compliance.duties import Duty
from compliance.errors import Forbidden
from rules import law
from rules.basis import FOLDER
from tests.compliance.test_audits import audited

if TYPE_CHECKING:
    from compliance.office import Office
    from tests.compliance.conftest import Cast

SOON = timedelta(days=20)


def test_periods_notices_and_runs_stand_on_their_days(office: Office, cast: Cast) -> None:
    """
    A run that was held, the next day of its plan with the notice before it, and nothing of a plan that has ended.
    """
    today = seoul.today()
    audited(office, cast)
    weekly = Plan(title="매주 점검", starts_on=today + SOON, rhythm=Rhythm.WEEKLY, notice_days=7)
    office.audits.draw_up(cast.auditor, weekly)
    gone = office.audits.draw_up(cast.auditor, Plan(title="그만둔 점검", starts_on=today + SOON))
    office.audits.end(cast.auditor, gone.id)
    until = today + timedelta(days=40)
    told = office.agenda.entries(cast.reviewer, date(2020, 1, 1), until)
    assert [one.state for one in told if one.kind == "run"] == ["finished"]
    due = [one.day for one in told if one.kind == "due"]
    assert due == [today + SOON, today + SOON + timedelta(days=7), today + SOON + timedelta(days=14)]
    assert [one.day for one in told if one.kind == "notice"] == [
        day - timedelta(days=7) for day in [*due, max(due) + timedelta(days=7)]
    ]
    once = office.agenda.entries(cast.reviewer, today, until, once=True)
    assert [one.day for one in once if one.kind == "due"] == due[:1]
    assert [one.day for one in told] == sorted(one.day for one in told)


def test_days_of_the_law_lie_ahead(office: Office, cast: Cast) -> None:
    """
    The day on which a basis takes effect stands once, however many rules rest on it; other actors see no calendar.
    """
    basis = next(one for one in law.load_bases(FOLDER).values() if one.in_force == date(2027, 3, 30))
    knowing = replace(
        office, instruments=replace(office.instruments, duties=lambda: [Duty(basis, (), frozenset())] * 2)
    )
    told = knowing.agenda.entries(cast.auditor, date(2027, 3, 1), date(2027, 3, 31))
    assert [(one.day, one.kind, one.title) for one in told] == [(date(2027, 3, 30), "law", basis.cite)]
    for person in (cast.startup, cast.administrator, cast.rule_manager):
        with pytest.raises(Forbidden):
            office.agenda.entries(person, date(2027, 3, 1), date(2027, 3, 31))
