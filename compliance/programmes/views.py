"""
Hold what the office shows of programmes: frozen values without any database behind them; days are those of Asia/Seoul.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance import versions_seen
from compliance.programmes.words import REGISTERED, STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from compliance.programmes.sheet import Fault


@dataclass(frozen=True, slots=True)
class StageView:
    """
    Show a stage of a project with its days, as far as they are known.
    """

    stage: str
    starts_on: date | None
    ends_on: date | None
    material_provided_on: date | None

    def day(self, before: str) -> date | None:
        """
        Give the day that a document of this stage is required before.
        """
        return {"material": self.material_provided_on, "start": self.starts_on, "end": self.ends_on}.get(before)


@dataclass(frozen=True, slots=True)
class RequirementView:
    """
    Show a document that a stage requires, and whether it is there.

    `state`: registered (등록), not_submitted (미제출: there may be one), none (없음: there is none), not_applicable.
    `due_on` is None where the day is not known. `submission_id` is the agreement that satisfies it, `signed_on` its day
    as far as whoever looks may know it.
    """

    stage: str
    document_type: str
    required_before: str
    due_on: date | None
    state: str
    submission_id: UUID | None = None
    signed_on: date | None = None

    def is_missing(self, today: date) -> bool:
        """
        Tell whether it should be there by now and is not.
        """
        is_there = self.state in {REGISTERED, "not_applicable"}
        return not is_there and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class ProjectView:
    """
    Show a collaboration project: where it belongs, who takes part, its stages and what they require.
    """

    id: UUID
    programme: str
    track: str
    year: int
    number: str
    theme: str
    industry: str
    host: str
    status: str
    demand: Sequence[str]
    startup: Sequence[str]
    fund: Sequence[str]
    group: Sequence[str]
    facts: Mapping[str, object]
    stages: Sequence[StageView]
    requirements: Sequence[RequirementView]

    @property
    def name(self) -> str:
        """
        Give its number with its theme.
        """
        return f"{self.number} {self.theme}".strip()

    @property
    def etag(self) -> str:
        """
        Name the version of what it requires and of what is there.
        """
        said = [(one.stage, one.document_type, one.state, one.submission_id) for one in self.requirements]
        return versions_seen.mark_of(self.id, said)

    def stage_on(self, day: date) -> str | None:
        """
        Give the stage that a project is in on a day: the last that has started; None before the first.
        """
        started = [one.stage for one in self.stages if one.starts_on is not None and one.starts_on <= day]
        return max(started, key=STAGES.index, default=None)


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """
    Narrow a list of projects; "" and None mean any.
    """

    programme: str = ""
    track: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Belonging:
    """
    Say which project an agreement belongs to, and as which type of document.
    """

    project_id: UUID
    document_type: str


@dataclass(frozen=True, slots=True)
class Stated:
    """
    Say of a document that a stage requires, and that nobody registered, how it stands: one of `words.STATED`.
    """

    stage: str
    document_type: str
    state: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """
    Say what became of a table: how many projects are new, changed or as before; where there are faults, nothing was kept.
    """

    created: int
    changed: int
    unchanged: int
    faults: Sequence[Fault] = ()
