"""
Judge findings a second time without knowing the first decision, and count how often two people agree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from compliance.blind.desk import agreement
from compliance.errors import NotFound, Rejected
from compliance.views import Decision, DecisionKind, FindingFilter
from tests.compliance.conftest import owner
from tests.compliance.fakes import agreement as written

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.blind.desk import BlindDesk
    from compliance.office import Office
    from compliance.views import FindingView
    from tests.compliance.conftest import Cast, Desk


def desk_of(office: Office, percent: int, seed: str = "1") -> BlindDesk:
    """
    Open the desk with a share and a seed.
    """
    named = {"blind_review_percent": percent, "blind_review_seed": seed}
    return replace(office.blind, settings=office.settings.model_copy(update=named))


def decided(office: Office, desk: Desk, person: Person, count: int) -> list[FindingView]:
    """
    Decide on a low finding of each of so many agreements, every third a dismissal.
    """
    found = []
    for number in range(count):
        view = desk.screened(person, written(f"text {number}"))
        items = office.findings(person, FindingFilter(submission_id=view.id)).items
        low = next(one for one in items if one.severity == "low")
        taken = office.decide(person, low.id, Decision(DecisionKind.REVIEW), low.etag)
        choice = Decision(DecisionKind.CONFIRM) if number % 3 else Decision(DecisionKind.DISMISS, "fp", "오탐")
        found.append(office.decide(person, low.id, choice, taken.etag))
    return found


def test_a_second_person_judges_what_the_first_decided(office: Office, cast: Cast, desk: Desk) -> None:
    """
    What was decided waits for others, not for who decided; a verdict is kept once, beside the first, and changes nothing.
    """
    found = decided(office, desk, cast.auditor, 3)
    whole = desk_of(office, 100)
    assert whole.waiting(cast.auditor) == ()
    assert {one.id for one in whole.waiting(cast.colleague)} == {one.id for one in found}
    with pytest.raises(Rejected):
        whole.judge(cast.colleague, found[1].id, "dismiss", None)
    with pytest.raises(Rejected):
        whole.judge(cast.colleague, found[1].id, "hold", None)
    for one in found:
        whole.judge(cast.colleague, one.id, "confirm", None)
    with pytest.raises(NotFound):
        whole.judge(cast.colleague, found[0].id, "dismiss", "fp")
    assert whole.waiting(cast.colleague) == ()
    told = {one.finding_id: (one.first, one.second) for one in whole.judged(cast.colleague)}
    assert told == {found[0].id: ("dismiss", "confirm"), found[1].id: ("confirm",) * 2, found[2].id: ("confirm",) * 2}
    rate = whole.agreement(cast.auditor)
    assert (rate.total, rate.alike, rate.is_enough) == (3, 2, False)
    assert [office.finding(cast.auditor, one.id).etag for one in found] == [one.etag for one in found]
    with owner(office) as connection:
        lines = connection.execute("SELECT count(*) FROM journal WHERE act = 'blind_judged'").fetchall()
    assert lines == [(3,)]


def test_the_seed_draws_the_sample(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The same seed draws the same findings for everybody, a larger share holds the smaller, another seed draws others.
    """
    found = decided(office, desk, cast.auditor, 12)
    drawn = {
        (percent, seed): {one.id for one in desk_of(office, percent, seed).waiting(cast.colleague)}
        for percent in (0, 40, 70, 100)
        for seed in ("1", "2", "3")
    }
    assert drawn[0, "1"] == set()
    assert drawn[100, "2"] == {one.id for one in found}
    assert all(drawn[40, seed] <= drawn[70, seed] for seed in ("1", "2", "3"))
    assert len({frozenset(drawn[70, seed]) for seed in ("1", "2", "3")}) > 1
    assert {one.id for one in desk_of(office, 70).waiting(cast.reviewer)} == drawn[70, "1"]


def test_what_is_not_theirs_waits_for_nobody(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A startup has no blind review, and a finding that is not decided cannot be judged.
    """
    view = desk.screened(cast.auditor)
    open_one = office.findings(cast.auditor, FindingFilter(submission_id=view.id)).items[0]
    with pytest.raises(NotFound):
        desk_of(office, 100).finding(cast.colleague, open_one.id)
    decided(office, desk, cast.auditor, 1)
    assert desk_of(office, 100).waiting(cast.startup) == ()


def test_the_rate_of_agreement_is_computed() -> None:
    """
    Share, Wilson's bounds and Cohen's kappa of a published example; nothing is said of nothing.
    """
    rate = agreement(
        {("confirm", "confirm"): 20, ("confirm", "dismiss"): 5, ("dismiss", "confirm"): 10, ("dismiss", "dismiss"): 15}
    )
    assert (rate.total, rate.alike) == (50, 35)
    assert rate.kappa == pytest.approx(0.4)
    assert rate.low == pytest.approx(0.5625, abs=1e-3)
    assert rate.high == pytest.approx(0.8090, abs=1e-3)
    assert agreement({}).total == 0
    assert agreement({("confirm", "confirm"): 4}).kappa is None
