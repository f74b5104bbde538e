"""
Work through the queue of findings in every order: nothing is skipped, nothing comes twice, what is late comes first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, get_args

import pytest

from compliance import seoul, worklist
from compliance.errors import Rejected
from compliance.views import Decision, DecisionKind, FindingFilter, FindingState, FindingView, Order
from tests.compliance.conftest import owner
from tests.compliance.fakes import agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

TODAY = seoul.today()
IN_ORDER: dict[str, Callable[[FindingView], tuple[object, ...]]] = {
    "due": lambda one: (one.due_on, ["high", "medium", "low"].index(one.severity), one.id),
    "newest": lambda one: (-one.id.int,),
    "gravest": lambda one: (["high", "medium", "low"].index(one.severity), -one.id.int),
}


@pytest.fixture
def many(office: Office, cast: Cast, desk: Desk) -> list[FindingView]:
    """
    Enter a dozen findings of three grades, some detected weeks ago.
    """
    for number in range(4):
        desk.screened(cast.auditor, agreement("FLAG medium 해지한다", f"text {number}"))
    with owner(office) as connection:
        connection.execute(
            "UPDATE findings SET certainty_percent = 80;"
            "UPDATE findings SET certainty_percent = 30 WHERE id IN (SELECT id FROM findings ORDER BY id LIMIT 5);"
            "UPDATE findings SET detected_at = now() - interval '20 days'"
            " WHERE id IN (SELECT id FROM findings ORDER BY id DESC LIMIT 3)"
        )
    return list(office.findings(cast.auditor, FindingFilter(), limit=100).items)


@pytest.mark.parametrize("order", get_args(Order))
def test_every_order_shows_each_finding_once(office: Office, cast: Cast, many: list[FindingView], order: Order) -> None:
    """
    Page after page each finding comes exactly once, and in the order that was asked for.
    """
    seen, cursor = list[FindingView](), None
    while True:
        page = office.findings(cast.auditor, FindingFilter(order=order), cursor, limit=5)
        seen.extend(page.items)
        if (cursor := page.next_cursor) is None:
            break
    assert sorted(one.id for one in seen) == sorted(one.id for one in many)
    assert len(seen) == 12
    if order in IN_ORDER:
        assert seen == sorted(seen, key=IN_ORDER[order])


def test_the_least_certain_come_first(office: Office, cast: Cast, many: list[FindingView]) -> None:
    """
    Those whose certainty is lowest are at the head, whatever their number.
    """
    with owner(office) as connection:
        doubtful = {row[0] for row in connection.execute("SELECT id FROM findings WHERE certainty_percent = 30")}
    first = office.findings(cast.auditor, FindingFilter(order="unsure"), limit=5).items
    assert {one.id for one in first} == doubtful
    assert len(many) == 12


def test_grave_findings_are_due_sooner(office: Office, cast: Cast, many: list[FindingView]) -> None:
    """
    A week, two weeks, a month; a hold is due when it ends; what is decided is not due.
    """
    days = {one.severity: one.due_on for one in many if seoul.day_of(one.detected_at) == TODAY}
    assert days == {name: TODAY + timedelta(days=add) for name, add in (("high", 7), ("medium", 14), ("low", 30))}
    low = next(one for one in many if one.severity == "low")
    taken = office.decide(cast.auditor, low.id, Decision(DecisionKind.REVIEW), low.etag)
    until = TODAY + timedelta(days=90)
    held = office.decide(cast.auditor, low.id, Decision(DecisionKind.HOLD, note="기다림", until=until), taken.etag)
    assert held.due_on == until
    back = office.decide(cast.auditor, low.id, Decision(DecisionKind.RELEASE), held.etag)
    assert back.due_on == taken.due_on == low.due_on
    done = office.decide(cast.auditor, low.id, Decision(DecisionKind.CONFIRM), back.etag)
    assert (done.state, done.due_on) == (FindingState.CONFIRMED, None)


def test_what_waits_is_counted(office: Office, cast: Cast, many: list[FindingView]) -> None:
    """
    All, one's own, those due soon and those on hold; the filters behind the counts give as many.
    """
    mine = many[0]
    office.decide(cast.auditor, mine.id, Decision(DecisionKind.REVIEW), mine.etag)
    waiting = office.worklist.waiting(cast.auditor)
    own = office.findings(cast.auditor, FindingFilter(assignee_id=cast.auditor.id)).items
    soon = office.findings(cast.auditor, FindingFilter(due_by=worklist.soon()), limit=100).items
    assert [one.id for one in own] == [mine.id]
    assert (waiting.everything, waiting.mine, waiting.soon, waiting.held) == (12, 1, len(soon), 0)
    assert len(soon) > 0
    assert not waiting.is_more
    assert office.worklist.waiting(cast.startup).everything == 0


def test_a_place_that_is_none_is_refused(office: Office, cast: Cast) -> None:
    """
    A made-up cursor of the order of days is refused, not stumbled over.
    """
    for reached in ("0", "99999999999", "-5"):
        with pytest.raises(Rejected):
            office.findings(cast.auditor, FindingFilter(order="due"), f"{reached}.{cast.auditor.id}")
