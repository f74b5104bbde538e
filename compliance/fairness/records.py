"""
Hold what the figures are counted from: agreements of projects, required documents, cases, deadlines, decisions.

Nothing in it is words of an agreement. Self-checks never come this far: PostgreSQL does not show them to the system.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from compliance.intervals import Wait


UNSTATED: Final = "-"
"""Stands for a stage or an industry that nobody named, and can be asked for like any other: the rest is no secret."""
NARROWING: Final = ("programme", "track", "year", "stage", "industry", "document_type")
"""What figures are narrowed by, as places and filters call it."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    Say where something belongs: to which project of which programme and industry, and which of its documents it is.
    """

    project_id: UUID
    programme: str
    track: str
    year: int
    document_type: str
    corporations: frozenset[str]
    stage: str = UNSTATED
    industry: str = UNSTATED


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Narrow the figures; "" and None mean any. There is no filter for a single project or company.
    """

    programme: str = ""
    track: str = ""
    year: int | None = None
    document_type: str = ""
    stage: str = ""
    industry: str = ""

    @property
    def asked(self) -> dict[str, str | int]:
        """
        Give what narrows, by its name.
        """
        return {name: value for name in NARROWING if (value := getattr(self, name))}

    def takes(self, place: Place) -> bool:
        """
        Tell whether a place is asked for.
        """
        return all(getattr(place, name) == value for name, value in self.asked.items())

    def around(self) -> list[Wanted]:
        """
        Give the wider filters whose figures, beside these, would tell what these leave out.
        """
        nothing = Wanted()
        wider = [replace(self, **{name: getattr(nothing, name)}) for name in NARROWING]
        return [one for one in dict.fromkeys([*wider, nothing]) if one != self]

    def beside(self, places: Sequence[Place]) -> list[list[Wanted]]:
        """
        Give for each filter that narrows but the year the same with every value that there is, this one first.

        Years stand beside each other as cells anyway.
        """
        listed = []
        for name, chosen in self.asked.items():
            if name != "year":
                others = sorted({getattr(place, name) for place in places} - {chosen})
                listed.append([self, *(replace(self, **{name: value}) for value in others)])
        return listed


@dataclass(frozen=True, slots=True)
class Audit:
    """
    Hold one check of an agreement in an audit: under which rules, and whether its plan supports rates.

    A plan does where it draws all or at random from a population that nobody chose for what is expected of it.
    """

    catalog_digest: str
    design: str
    is_fair: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    Hold one agreement of a project, with its audits and the grounds and ends of its confirmed findings.
    """

    id: UUID
    place: Place
    audits: Sequence[Audit]
    findings: Sequence[Confirmed]

    @property
    def is_counted(self) -> bool:
        """
        Tell whether an audit that supports rates has checked it.
        """
        return any(one.is_fair for one in self.audits)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """
    Hold one finding that people confirmed: on which ground, and whether it was remedied before anything was demanded.
    """

    ground: str
    is_self_corrected: bool


@dataclass(frozen=True, slots=True)
class Required:
    """
    Hold one document that a stage requires: its state, and whether its day has passed (None: the day is not known).
    """

    place: Place
    stage: str
    state: str
    is_due: bool | None

    @property
    def thing(self) -> tuple[UUID, str, str]:
        """
        Give what tells it from every other required document.
        """
        return self.place.project_id, self.stage, self.place.document_type


@dataclass(frozen=True, slots=True)
class Remedy:
    """
    Hold one case that asked for a remedy: on which ground, how long it has taken, and which of its deadlines were kept.
    """

    agreement_id: UUID
    place: Place
    ground: str
    wait: Wait
    deadlines: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Precision:
    """
    Count the decisions on what one version of a rule found.
    """

    rule: str
    version: str
    confirmed: int
    false_positives: int


@dataclass(frozen=True, slots=True)
class LawDay:
    """
    Name a day on which a duty came into force.
    """

    cite: str
    on: date


@dataclass(frozen=True, slots=True)
class Records:
    """
    Hold everything that the figures of one day are counted from.
    """

    on: date
    agreements: Sequence[Agreement]
    required: Sequence[Required]
    remedies: Sequence[Remedy]
    precision: Sequence[Precision]
    blind: Mapping[tuple[str, str], int]
    objections: Sequence[bool]
    own_deadlines: Sequence[bool]
    law_days: Sequence[LawDay]

    @property
    def places(self) -> list[Place]:
        """
        Give where documents stand, required or there.
        """
        return [*(one.place for one in self.agreements), *(one.place for one in self.required)]

    def narrowed(self, wanted: Wanted) -> Records:
        """
        Give the records of what a filter asks for; the office's own work is nobody's and stays whole.
        """
        return replace(
            self,
            agreements=[one for one in self.agreements if wanted.takes(one.place)],
            required=[one for one in self.required if wanted.takes(one.place)],
            remedies=[one for one in self.remedies if wanted.takes(one.place)],
        )
