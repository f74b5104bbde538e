"""
Read the pages of blind second review: what was decided first stands nowhere before the verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.forms import FORM_FIELD
from api.session import SESSION_COOKIE, form_token
from compliance.views import Decision, DecisionKind
from tests.api.fake_office import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice

TOLD = ("badge--state", "검토중", "첫 사람의 메모", "김담당", "처리 이력", "timeline")


def test_the_first_decision_stands_nowhere(
    browser: Callable[[str], TestClient], office: FakeOffice, handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Neither state, person, note nor history of the first decision is on the page; the words of the agreement are.
    """
    handed_in()
    first = next(one for one in office.recorded.values() if one.finding.get("start") is not None)
    auditor = PEOPLE["auditor-key"]
    taken = office.decide(auditor, first.id, Decision(DecisionKind.REVIEW), first.etag)
    office.decide(auditor, first.id, Decision(DecisionKind.CONFIRM, note="첫 사람의 메모"), taken.etag)
    reviewer = browser("reviewer-key")
    page = reviewer.get(f"/blind/{first.id}").text
    main = page.partition("<main")[2].partition("</main>")[0]
    before_form = main.partition('<form class="stack"')[0]
    assert str(first.finding["quote"])[:20] in main
    assert [word for word in TOLD if word in before_form] == []
    assert f"/findings/{first.id}" not in main
    listed = reviewer.get("/blind").text
    assert f"/blind/{first.id}" in listed
    assert "90.0%" in listed


def test_a_verdict_is_taken(
    browser: Callable[[str], TestClient], office: FakeOffice, handed_in: Callable[..., SubmissionView]
) -> None:
    """
    A verdict leads back to the list; a dismissal without its reason is explained on the page.
    """
    handed_in()
    finding_id = next(iter(office.recorded))
    reviewer = browser("reviewer-key")
    token = {FORM_FIELD: form_token(reviewer.cookies[SESSION_COOKIE])}
    refused = reviewer.post(f"/blind/{finding_id}", data={**token, "decision": "dismiss"})
    assert refused.status_code == 422
    assert "기각 사유" in refused.text
    taken = reviewer.post(f"/blind/{finding_id}", data={**token, "decision": "confirm"})
    assert taken.headers["location"] == "/blind"
