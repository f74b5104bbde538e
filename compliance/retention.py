"""
Say for how long each class of documents is kept: dated terms with their source; the one of the day of filing holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SELF_CHECK = "self_check"
AUDIT_DOCUMENT = "audit_document"


@dataclass(frozen=True, slots=True)
class Term:
    """
    Hold how long a class is kept if it was filed from a day on: so many years and days.
    """

    kind: str
    since: date
    years: int
    days: int
    source: str

    def last_day(self, filed: date) -> date:
        """
        Return the last day on which a document filed on a day is kept.
        """
        try:
            later = filed.replace(year=filed.year + self.years)
        except ValueError:
            # The 29th of February.
            later = filed.replace(year=filed.year + self.years, day=28)
        return later + timedelta(days=self.days)


TERMS = (
    Term(SELF_CHECK, date(2026, 1, 1), 0, 30, "WORKFLOW.md 2.5"),
    Term(AUDIT_DOCUMENT, date(2026, 1, 1), 7, 0, "WORKFLOW.md 5 (3 or 7 years: the longer)"),
)
"""A changed term is a further entry with its own first day; documents filed before keep the term they had."""


def last_day(kind: str, filed: date) -> date:
    """
    Return the last day on which a document of a class is kept.
    """
    held = [term for term in TERMS if term.kind == kind and term.since <= filed]
    chosen = max(held, key=lambda term: term.since, default=next(term for term in TERMS if term.kind == kind))
    return chosen.last_day(filed)
