"""
Stand in for the desk of organisations: one that is party to the agreement somebody handed in, with a year of too few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.errors import NotFound
from compliance.organisations import trend
from compliance.organisations.views import (
    AgreementView,
    ListView,
    NamedView,
    OrganisationView,
    PatternView,
    RuleCount,
    YearCount,
)
from compliance.views import Page
from tests.api.fake_clusters import CLUSTER, FakeClusters

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from compliance.access import Person
    from compliance.views import SubmissionView

ORGANISATION = uuid5(UUID(int=11), "organisation")
NAME = "주식회사 한빛정밀"
TITLE = {"ko": "결과물 일괄 귀속", "en": "all results fall to one side"}


class FakeOrganisations:
    """
    Know one organisation; every agreement that an examiner may see is its.
    """

    def __init__(self, submissions: Callable[[Person], Sequence[SubmissionView]]) -> None:
        """
        Look agreements up as the office lists them.
        """
        self._submissions = submissions

    def organisations(self, person: Person, cursor: str | None = None, limit: int = 20, name: str = "") -> ListView:
        """
        List it, unless another name is asked for.
        """
        del person, cursor, limit
        return ListView((OrganisationView(ORGANISATION, NAME, 8),) if name in {"", NAME} else (), None, 2)

    def of_submission(self, person: Person, submission_id: UUID) -> OrganisationView:
        """
        Say that it is party to each agreement.
        """
        del person, submission_id
        return OrganisationView(ORGANISATION, NAME, 8)

    def named(self, person: Person, submission_ids: Collection[UUID]) -> dict[UUID, NamedView]:
        """
        Say that all agreements are its.
        """
        del person
        return dict.fromkeys(submission_ids, NamedView(ORGANISATION, NAME))

    def pattern(self, person: Person, organisation_id: UUID) -> PatternView:
        """
        Show it.
        """
        if organisation_id != ORGANISATION:
            raise NotFound
        counts = [YearCount(2026, 6, 1, 2, 1, ("b" * 64,)), YearCount(2025, 2, 0, 1, 0, ("a" * 64,))]
        return PatternView(
            organisation=OrganisationView(ORGANISATION, NAME, 8),
            projects=(),
            required={"registered": 1, "not_submitted": 2},
            clusters=(FakeClusters().cluster(person, CLUSTER),),
            more_clusters=False,
            rules=(RuleCount("IP-01", TITLE, "advisory", 3, 2, 1, 1),),
            years=trend.years_of(counts),
            whole=trend.whole_of(counts),
        )

    def agreements(
        self, person: Person, organisation_id: UUID, cursor: str | None = None, limit: int = 20
    ) -> Page[AgreementView]:
        """
        List what the person may see.
        """
        del cursor, limit
        if organisation_id != ORGANISATION:
            raise NotFound
        return Page(tuple(AgreementView(one, "nda", {"DETECTED": 1}) for one in self._submissions(person)), None)
