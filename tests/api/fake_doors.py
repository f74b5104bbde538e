"""
Lead the made-up office to its further desks: the organisation that is party to every agreement, and holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.office import Office
from tests.api.fake_organisations import FakeOrganisations

if TYPE_CHECKING:
    from tests.api.fake_holds import FakeHolds


class Doors(Office):
    """
    Be an office of which some desks are made up.
    """

    held: FakeHolds

    @property
    def organisations(self) -> FakeOrganisations:  # type: ignore[override]
        """
        Lead to the made-up organisation.
        """
        return FakeOrganisations(lambda person: self.submissions(person).items)

    @property
    def holds(self) -> FakeHolds:  # type: ignore[override]
        """
        Lead to the made-up holds.
        """
        return self.held
