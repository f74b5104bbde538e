"""
Hold what the office shows of one organisation's agreements: frozen values without any database behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from compliance.clusters.views import ClusterView
    from compliance.programmes.views import ProjectView
    from compliance.views import SubmissionView


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """
    Show one organisation as its newest agreement names it, and of how many agreements it is the stronger party.
    """

    id: UUID
    name: str
    agreements: int


@dataclass(frozen=True, slots=True)
class NamedView:
    """
    Name one organisation as one of its agreements does.
    """

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ListView:
    """
    Show a page of organisations; `nameless` counts agreements whose stronger party nobody could read.
    """

    items: tuple[OrganisationView, ...]
    next_cursor: str | None
    nameless: int


@dataclass(frozen=True, slots=True)
class AgreementView:
    """
    Show one agreement of an organisation with its findings by state.
    """

    submission: SubmissionView
    agreement_type: str | None
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """
    Count what a rule suspects in an organisation's agreements; `agreements` are those with one that was not dismissed.
    """

    rule: str
    title: Mapping[str, str]
    ground: str
    agreements: int
    waiting: int
    confirmed: int
    dismissed: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """
    Count the agreements signed in a year (None where no day was read), and which catalogs judged them last.

    `in_part` were not read wholly; `confirmed` have a confirmed finding of law or programme, `advisory` of another ground.
    """

    year: int | None
    agreements: int
    in_part: int
    confirmed: int
    advisory: int
    catalogs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """
    Hold a share with Wilson's 95 % bounds, all 0 to 1: `counted` of `total`.
    """

    counted: int
    total: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class YearView:
    """
    Show the agreements signed in one year, or in none that could be read (`year` None).

    `rate` tells in how many of them a finding of law or programme was confirmed, `advisory` in how many one of another
    ground was; both are None where there are too few agreements. `is_break` says that other rules judged the year shown
    above, so that the two are not to be compared.
    """

    year: int | None
    agreements: int
    in_part: int
    rate: Rate | None
    advisory: int | None
    catalogs: tuple[str, ...]
    is_break: bool

    @property
    def is_few(self) -> bool:
        """
        Tell whether there are too few agreements for a rate.
        """
        return self.rate is None


@dataclass(frozen=True, slots=True)
class PatternView:
    """
    Show one organisation as a pattern; nothing in it is a score, and nothing unconfirmed is in a rate.

    `required` counts by state the documents that the organisation's projects require; `whole` is all years together.
    """

    organisation: OrganisationView
    projects: tuple[ProjectView, ...]
    required: Mapping[str, int]
    clusters: tuple[ClusterView, ...]
    more_clusters: bool
    rules: tuple[RuleCount, ...]
    years: tuple[YearView, ...]
    whole: YearView

    @property
    def due(self) -> int:
        """
        Count the documents that its projects require.
        """
        return sum(count for state, count in self.required.items() if state != "not_applicable")
