"""
Stand in for decisions on several findings, and for exports: as the fake office decides on, and lists, them one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.deciding_many import ItemRefused
from compliance.errors import ComplianceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compliance.access import Person
    from compliance.deciding_many import Seen
    from compliance.office import Office
    from compliance.views import Decision, FindingFilter, FindingView


class FakeDecisions:
    """
    Decide through the fake office.
    """

    def __init__(self, office: Office, recorded: dict[object, object]) -> None:
        """
        Decide on what is recorded.
        """
        self.office = office
        self.recorded = recorded

    def decide(self, person: Person, decision: Decision, seen: Sequence[Seen]) -> tuple[FindingView, ...]:
        """
        Decide on all, or put back what was.
        """
        before = dict(self.recorded)
        done = []
        for place, one in enumerate(seen):
            try:
                done.append(self.office.decide(person, one.finding_id, decision, one.if_match))
            except ComplianceError as why:
                self.recorded.update(before)
                raise ItemRefused(place, why) from why
        return tuple(done)


class FakeExports:
    """
    Export what the fake office lists.
    """

    def __init__(self, office: Office) -> None:
        """
        Export of an office.
        """
        self.office = office

    def findings(self, person: Person, wanted: FindingFilter, form: str) -> Iterator[FindingView]:
        """
        Give the whole list.
        """
        del form
        yield from self.office.findings(person, wanted, None, 1000).items
