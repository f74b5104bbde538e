"""
Stand in for the desk of the figures: invented documents of four years, reckoned as real ones are.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from compliance.access import EXAMINERS
from compliance.fairness.desk import ANY, reckon
from compliance.fairness.records import Audit, LawDay, Precision, Remedy, Required
from compliance.intervals import Wait
from compliance.vocabulary import Word
from tests.compliance.fairness.made import COMPANIES, FAIR, agreements, place, records

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.fairness.records import Records, Wanted
    from compliance.fairness.views import Dashboard

LATER: Final = Audit("b" * 64, "random", is_fair=True)
TITLES: Final = {"PC-01": Word("결과물을 모두 가져감", "takes all results")}


def invented() -> Records:
    """
    Make documents of 2023 to 2026: few in the first year, another track and other rules in the last.
    """
    required = [
        Required(place(2026, COMPANIES[at % 4]), "match" if at % 2 else "poc", state, is_due=at % 9 != 0)
        for at, state in enumerate(("registered", "registered", "not_submitted", "none", "registered") * 8)
    ]
    remedies = [
        Remedy(one.id, one.place, "suspected_violation", Wait(12 + 3 * at, at % 4 != 0), [at % 5 != 0])
        for at, one in enumerate(agreements(0, 14))
    ]
    return records(
        *agreements(1, 2, 2023),
        *agreements(20, 85, 2024, self_corrected=15),
        *agreements(30, 85, 2025, self_corrected=24),
        *agreements(7, 20, 2026, track="나", audits=(FAIR, LATER), self_corrected=5),
        required=required,
        remedies=remedies,
        precision=[Precision("PC-01", "1a2b3c4d", 18, 14), Precision("NDA-02", "5e6f7a8b", 3, 0)],
        blind={("confirm", "confirm"): 40, ("confirm", "dismiss"): 5, ("dismiss", "confirm"): 5, ("dismiss", "dismiss"): 50},
        objections=[True, False, False, True, False, False, False],
        own_deadlines=[True] * 18 + [False] * 2,
        law_days=[LawDay("벤처투자법 제52조", date(2025, 12, 30)), LawDay("상생협력법 제22조의2", date(2026, 7, 1))],
    )  # fmt: skip


class FakeFairness:
    """
    Reckon the invented records.
    """

    @cached_property
    def records(self) -> Records:
        """
        Make the records when they are first asked for; most tests never do.
        """
        return invented()

    def dashboard(self, person: Person, wanted: Wanted = ANY) -> Dashboard:
        """
        Reckon the figures for a filter.
        """
        return reckon(self.records, wanted, TITLES, sees_companies=person.actor in EXAMINERS)
