"""
Stand in for what the auditor's desk asks beside findings: counts of the queue, and blind second review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.blind.desk import Agreement, Judged, agreement
from compliance.errors import Rejected
from compliance.views import FindingFilter
from compliance.worklist import Waiting

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person
    from compliance.office import Office
    from compliance.views import FindingView


class FakeWorklist:
    """
    Count a few findings, one of them due soon.
    """

    def waiting(self, person: Person) -> Waiting:
        """
        Count.
        """
        del person
        return Waiting(4, 2, 1, 0, is_more=False)


class FakeBlind:
    """
    Have every finding judged by whoever asks.
    """

    def __init__(self, office: Office) -> None:
        """
        Take the office whose findings wait.
        """
        self._office = office

    def waiting(self, person: Person) -> tuple[FindingView, ...]:
        """
        Give all findings.
        """
        return self._office.findings(person, FindingFilter(), limit=100).items

    def judged(self, person: Person) -> list[Judged]:
        """
        Nobody judged any.
        """
        del person
        return []

    def agreement(self, person: Person) -> Agreement:
        """
        Make up a rate.
        """
        del person
        return agreement({("confirm", "confirm"): 18, ("confirm", "dismiss"): 3, ("dismiss", "dismiss"): 9})

    def finding(self, person: Person, finding_id: UUID) -> FindingView:
        """
        Give one.
        """
        return self._office.finding(person, finding_id)

    def judge(self, person: Person, finding_id: UUID, verdict: str, reason_code: str | None) -> None:
        """
        Refuse a dismissal without its reason, and forget everything else.
        """
        self.finding(person, finding_id)
        if verdict == "dismiss" and not reason_code:
            raise Rejected("기각 사유를 고르십시오", "a dismissal needs its reason", "reason_code")
