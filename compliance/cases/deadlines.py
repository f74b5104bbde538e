"""
Say which deadline runs in which state of a case, whose it is and where it comes from, and how one is shown.

Source: ../shared/domain/WORKFLOW.md 3.2; what it marks [DESIGN] is named a default here, never law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from compliance.cases.states import CaseState
from compliance.cases.workdays import Rest, Term, last_day
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

HANDLING: Final = "HANDLING"
"""The one deadline of the whole case: the authority's own time, in which days of waiting for others do not count."""
MEDIATION: Final = "mediation"
Whose = Literal["authority", "respondent"]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    Hold a deadline's usual length, the least and most days it may have, whose it is, and its basis.
    """

    term: Term
    whose: Whose
    basis: Word
    least: int = 1
    most: int = 365


DEFAULT: Final = Word("내부 기준(기본값)", "internal default")
RULES: Final[Mapping[str, Rule]] = {
    HANDLING: Rule(Term(90, is_working=True), "authority", DEFAULT),
    CaseState.REGISTERED: Rule(Term(5, is_working=True), "authority", DEFAULT),
    CaseState.SELF_CORRECTION: Rule(Term(30), "respondent", DEFAULT),
    CaseState.EXPLANATION_REQUESTED: Rule(
        Term(14),
        "respondent",
        Word(
            "내부 기준(기본값), 기술침해 사건은 「중소기업기술 보호 지원에 관한 법률 시행령」 제4조의5에 맞춰 10일 이상",
            "internal default; at least 10 days as the technology-protection decree 4-5 asks",
        ),
        least=10,
    ),
    CaseState.PRIOR_NOTICE: Rule(
        Term(14),
        "respondent",
        Word("의견제출 10일 이상(확인 필요)", "at least 10 days for an opinion, unverified"),
        least=10,
    ),
    CaseState.MEASURE_ISSUED: Rule(
        Term(30), "respondent", Word("문서에 적은 시정기한", "the day that the letter states")
    ),
    CaseState.OBJECTION: Rule(
        Term(14),
        "authority",
        Word("「행정기본법」 제36조: 14일 이내 통지", "General Act on Public Administration 36: answer in 14 days"),
    ),
}
RESTS: Final[Mapping[CaseState, str]] = {
    CaseState.SELF_CORRECTION: "self_correction",
    CaseState.EXPLANATION_REQUESTED: "explanation",
    CaseState.EXPLANATION_OVERDUE: "explanation",
    CaseState.PRIOR_NOTICE: "opinion",
    CaseState.MEASURE_ISSUED: "remedy",
    CaseState.MEDIATION: MEDIATION,
    CaseState.TRANSFERRED: "transfer",
}
"""In which states the authority's own time rests, and what is waited for."""
OBJECTION_DAYS: Final = 30
"""Days in which a company may object. Source: 행정기본법 제36조, as ../shared/domain/WORKFLOW.md 1.7 quotes it."""
ONSITE_NOTICE: Final = 7
"""Days between the notice and an investigation. Source: 상생협력법 제40조제2항."""


@dataclass(frozen=True, slots=True)
class Limit:
    """
    Say until when an authority may act on a deal at all (제척기간): what ends on which day, and by which article.
    """

    kind: Literal["deal", "technology", "investigation"]
    ends_on: date
    cite: str

    def is_over(self, on: date) -> bool:
        """
        Tell whether the last day has passed.
        """
        return on > self.ends_on


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """
    Show one deadline: what was computed, what it was extended to, and the working days left (below zero: passed).
    """

    id: UUID
    kind: str
    whose: Whose
    basis: Word
    starts_on: date
    days: int
    is_working: bool
    due_on: date
    extended_to: date | None
    met_on: date | None
    left: int
    calendar: str

    @property
    def ends_on(self) -> date:
        """
        Return the day that counts.
        """
        return self.extended_to or self.due_on


@dataclass(frozen=True, slots=True)
class RestView:
    """
    Show days that do not count in the authority's own time; without an end they last.
    """

    kind: str
    starts_on: date
    ends_on: date | None


def limits(deal_ended_on: date | None, investigation_opened_on: date | None) -> tuple[Limit, ...]:
    """
    Compute the days after which the authority may no longer act (상생협력법 제27조의2).
    """
    found = []
    if deal_ended_on:
        found += [
            Limit("deal", years_later(deal_ended_on, 3), "상생협력법 제27조의2제1항"),
            Limit("technology", years_later(deal_ended_on, 7), "상생협력법 제27조의2제1항"),
        ]
    if investigation_opened_on:
        found.append(Limit("investigation", years_later(investigation_opened_on, 3), "상생협력법 제27조의2제2항"))
    return tuple(found)


def years_later(day: date, years: int) -> date:
    """
    Return the last day of so many years after a day; of 29 February the last day of that month.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def objection_until(issued_on: date) -> date:
    """
    Return the last day on which a company may object to what was issued on a day.
    """
    return last_day(issued_on, Term(OBJECTION_DAYS))


def handling_until(starts_on: date, days: int, rests: Sequence[Rest], today: date) -> date:
    """
    Return the last day of the authority's own time, with the days that do not count left out.
    """
    return last_day(starts_on, Term(days, is_working=True), rests, today)
