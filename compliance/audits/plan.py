"""
Say what an audit plan asks for: which agreements, how many of them, under which rules, and when.

Source: ../shared/domain/WORKFLOW.md sections 2.7, 4 and 5 (audit_plan, audit_run).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from math import log
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from compliance.audits.periods import Rhythm
from compliance.views import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

TITLE_LENGTH = 200
MOST_NOTICE_DAYS = 366
AUDITED = (Origin.REGISTERED, Origin.ORDERED)
"""What can be audited at all: a self-check is the startup's own and no audit ever learns of it."""
_ONE = 2.0**64


class PlanPart(BaseModel):
    """
    Be a part of a plan: nothing that is not named, nothing changed later.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


Name = Annotated[str, Field(min_length=1, max_length=TITLE_LENGTH)]


class Population(PlanPart):
    """
    Choose agreements; what is left out does not narrow the choice. Days are those of Asia/Seoul, both included.
    """

    agreement_types: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = AUDITED
    organisations: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Ids of the organisations that handed them in."""
    signed_from: date | None = None
    signed_until: date | None = None
    received_from: date | None = None
    received_until: date | None = None
    programmes: tuple[Name, ...] = ()
    tracks: tuple[Name, ...] = ()
    cohorts: tuple[int, ...] = ()
    """Years."""
    stages: tuple[Literal["match", "poc", "market"], ...] = ()
    """That projects are in on the day of the run."""
    participants: tuple[Name, ...] = ()
    """Names of demand companies and startups, as their programme knows them."""
    funds: tuple[Name, ...] = ()
    bases: tuple[Name, ...] = ()
    """Legal bases under which agreements are listed to be checked again, as of the day of the run."""
    projects: bool = True
    """Judge the projects themselves, too: whether a document that a stage requires is missing."""

    @model_validator(mode="after")
    def _is_open_to_audit(self) -> Population:
        if Origin.SELF_CHECK in self.origins or not self.origins:
            raise ValueError("a self-check is never audited")
        return self

    @property
    def is_of_projects(self) -> bool:
        """
        Tell whether only what belongs to certain projects is chosen.
        """
        return any((self.programmes, self.tracks, self.cohorts, self.stages, self.participants, self.funds))

    @property
    def has_projects(self) -> bool:
        """
        Tell whether projects are judged themselves: not where documents are chosen by what only documents have.
        """
        of_documents = (self.agreement_types, self.organisations, self.bases)
        days = (self.signed_from, self.signed_until, self.received_from, self.received_until)
        return self.projects and Origin.REGISTERED in self.origins and not any((*of_documents, *days))


class Design(StrEnum):
    """
    Name how a sample is drawn.
    """

    ALL = "all"
    RANDOM = "random"
    STRATIFIED = "stratified"
    """So many of each type of agreement."""
    RISK_WEIGHTED = "risk_weighted"
    """Agreements with graver findings are drawn more often; such a sample supports no rates."""


class Sample(PlanPart):
    """
    Draw a sample; the seed makes it the same whenever it is drawn from the same population.
    """

    design: Design = Design.ALL
    size: int | None = Field(default=None, ge=1)
    seed: str = ""

    @model_validator(mode="after")
    def _has_a_size(self) -> Sample:
        if (self.size is None) != (self.design is Design.ALL):
            raise ValueError("a sample has a size, all of a population has none")
        return self


class Plan(PlanPart):
    """
    Ask for an audit: under the newest rules, or under the rules frozen by their digest.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"title": "월말 정기 점검", "rhythm": "month_end", "starts_on": "2026-12-01", "notice_days": 14}
            ]
        }
    )

    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    population: Population = Population()
    sample: Sample = Sample()
    rhythm: Rhythm = Rhythm.ONCE
    starts_on: date
    notice_days: int = Field(default=0, ge=0, le=MOST_NOTICE_DAYS)
    catalog_digest: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    Hold an agreement that may be drawn: its type, and how grave its gravest open finding is (0 gravest, None for none).
    """

    submission_id: UUID
    agreement_type: str | None
    gravity: int | None


def draw(candidates: Sequence[Candidate], sample: Sample) -> list[UUID]:
    """
    Draw a sample without repetition, in an order that depends on the seed and the ids alone.
    """
    if sample.design is Design.ALL or sample.size is None:
        return [one.submission_id for one in candidates]
    if sample.design is Design.STRATIFIED:
        strata = sorted({one.agreement_type or "" for one in candidates})
        drawn = [
            _first([one for one in candidates if (one.agreement_type or "") == stratum], sample) for stratum in strata
        ]
        return [one for stratum in drawn for one in stratum]
    return _first(candidates, sample)


def _first(candidates: Iterable[Candidate], sample: Sample) -> list[UUID]:
    weighted = sample.design is Design.RISK_WEIGHTED
    # Efraimidis and Spirakis: the smallest of -log(u) / weight are a weighted sample without repetition.
    lots = sorted(
        (-log(_lot(one, sample.seed)) / (_risk(one) if weighted else 1.0), one.submission_id) for one in candidates
    )
    return [submission_id for _, submission_id in lots[: sample.size]]


def _risk(candidate: Candidate) -> float:
    """
    Return how much more likely an agreement is drawn than one without findings: twice for each step of severity.
    """
    return 1.0 if candidate.gravity is None else 2.0 ** (5 - candidate.gravity)


def _lot(candidate: Candidate, seed: str) -> float:
    """
    Return a number above 0 and up to 1 that only the seed and the agreement decide.
    """
    drawn = sha256(f"{seed}/{candidate.submission_id}".encode()).digest()
    return (int.from_bytes(drawn[:8]) + 1) / _ONE
