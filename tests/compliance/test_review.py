"""
Hold reviewing through the office: what was seen is what is decided on, and every step is remembered.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from compliance import schedule, seoul
from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound
from compliance.views import Decision, DecisionKind, FindingFilter, FindingState, Origin

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.office import Office
    from compliance.views import FindingView
    from tests.compliance.conftest import Cast, Desk

NOTE = "자료 대기"


@pytest.fixture
def found(office: Office, cast: Cast, desk: Desk) -> list[FindingView]:
    """
    Give the two findings of a registered document as the auditor sees them, the high one first.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    return list(office.findings(cast.auditor, FindingFilter()).items)


def take(office: Office, person: Person, view: FindingView) -> FindingView:
    """
    Take a finding up.
    """
    return office.decide(person, view.id, Decision(DecisionKind.REVIEW), view.etag)


def test_a_decision_on_what_has_changed_is_refused(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    Of two people who saw the same state the slower one is told, and nothing of theirs happens.
    """
    seen = found[1]
    take(office, cast.auditor, seen)
    with pytest.raises(Conflict):
        take(office, cast.colleague, seen)
    assert office.finding(cast.auditor, seen.id).assignee == cast.auditor.name


def test_an_etag_may_come_as_http_writes_it(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    Quotation marks and the weak mark around an etag do no harm.
    """
    view = office.decide(cast.auditor, found[1].id, Decision(DecisionKind.REVIEW), f'W/"{found[1].etag}"')
    assert view.state is FindingState.IN_REVIEW


def test_a_high_finding_takes_two_people(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    The auditor's confirmation is a proposal; the reviewer's makes it so.
    """
    view = take(office, cast.auditor, found[0])
    proposed = office.decide(cast.auditor, view.id, Decision(DecisionKind.CONFIRM), view.etag)
    assert (proposed.state, proposed.state_ko) == (FindingState.IN_REVIEW, "검토중")
    assert proposed.proposed
    assert proposed.proposed.proposed_by == cast.auditor.name
    with pytest.raises(Forbidden):
        office.decide(cast.auditor, view.id, Decision(DecisionKind.CONFIRM), proposed.etag)
    seen = office.finding(cast.reviewer, view.id)
    assert seen.allowed == (DecisionKind.CONFIRM, DecisionKind.RETURN)
    done = office.decide(cast.reviewer, view.id, Decision(DecisionKind.CONFIRM), seen.etag)
    assert (done.state, done.proposed) == (FindingState.CONFIRMED, None)


def test_history_tells_every_step(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    Who, in which part, did what, by which transition, why, with what note.
    """
    view = take(office, cast.auditor, found[1])
    held = office.decide(
        cast.auditor, view.id, Decision(DecisionKind.HOLD, note=NOTE, until=date(2026, 12, 1)), view.etag
    )
    assert held.hold_until == date(2026, 12, 1)
    back = office.decide(cast.colleague, view.id, Decision(DecisionKind.RELEASE), held.etag)
    office.decide(cast.auditor, view.id, Decision(DecisionKind.DISMISS, reason_code="na"), back.etag)
    told = [
        (step.person, step.kind, step.transition, step.to_state.value, step.reason_code, step.note)
        for step in office.history(cast.auditor, view.id)
    ]
    assert told == [
        ("", "detected", None, "DETECTED", None, ""),
        ("김점검", "review", "F1", "IN_REVIEW", None, ""),
        ("김점검", "hold", "F6", "ON_HOLD", None, NOTE),
        ("최동료", "release", "F7", "IN_REVIEW", None, ""),
        ("김점검", "dismiss", "F5", "DISMISSED", "na", ""),
    ]


@pytest.mark.parametrize(("days", "state"), [(0, FindingState.IN_REVIEW), (1, FindingState.ON_HOLD)])
def test_a_hold_ends_by_itself_on_its_day(
    office: Office, cast: Cast, found: list[FindingView], days: int, state: FindingState
) -> None:
    """
    On the day a hold ends the scheduler takes the finding back into review, as the system, by F7.
    """
    view = take(office, cast.auditor, found[1])
    until = seoul.today() + timedelta(days=days)
    office.decide(cast.auditor, view.id, Decision(DecisionKind.HOLD, note=NOTE, until=until), view.etag)
    schedule.tick(office)
    schedule.tick(office)
    assert office.finding(cast.auditor, view.id).state is state
    released = [step.actor for step in office.history(cast.auditor, view.id) if step.transition == "F7"]
    assert released == ([Actor.SYSTEM] if state is FindingState.IN_REVIEW else [])


def test_the_startup_learns_no_auditors_name(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    A startup sees where its finding stands, not who works on it.
    """
    take(office, cast.auditor, found[0])
    mine = office.finding(cast.startup, found[0].id)
    assert (mine.state, mine.assignee, mine.allowed) == (FindingState.IN_REVIEW, "", ())
    assert {step.person for step in office.history(cast.startup, found[0].id)} == {""}


def test_who_does_not_see_does_not_decide(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    A decision on another's finding fails as if it did not exist; the submitter's own is forbidden.
    """
    with pytest.raises(NotFound):
        take(office, cast.rival, found[0])
    with pytest.raises(Forbidden):
        take(office, cast.startup, found[0])


def test_lists_are_filtered_and_paged(office: Office, cast: Cast, found: list[FindingView]) -> None:
    """
    Filters combine; a cursor goes on exactly where the page ended.
    """
    take(office, cast.auditor, found[1])
    reviewing = FindingFilter(states=frozenset({FindingState.IN_REVIEW}), severities=frozenset({"low"}))
    assert [one.id for one in office.findings(cast.auditor, reviewing).items] == [found[1].id]
    first = office.findings(cast.auditor, FindingFilter(), limit=1)
    second = office.findings(cast.auditor, FindingFilter(), first.next_cursor, limit=1)
    assert [one.id for one in (*first.items, *second.items)] == [one.id for one in found]
    assert second.next_cursor is None
