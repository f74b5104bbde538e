"""
Say what goes over the wire about programmes: projects with what their stages require, and what came of a table.
"""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas import Shape, example
from compliance.programmes.views import ProjectView

StageName = Literal["match", "poc", "market"]


class FaultShape(Shape):
    """
    Say what is wrong with one cell; `row` as the file counts them, `column` by its title, "" for the whole row.
    """

    row: int
    column: str
    ko: str
    en: str


class ImportShape(Shape):
    """
    Say how many projects a table made, changed and left as they were; with faults nothing was taken in.
    """

    created: int
    changed: int
    unchanged: int
    faults: list[FaultShape]


class ProgrammeShape(Shape):
    """
    Name one year of a track of a programme.
    """

    programme: str
    track: str
    year: int


class ProgrammesShape(Shape):
    """
    List programmes, newest year first.
    """

    items: list[ProgrammeShape]


class StageShape(Shape):
    """
    Show a stage with its days as far as they are known.
    """

    stage: StageName
    starts_on: date | None
    ends_on: date | None
    material_provided_on: date | None


class RequirementShape(Shape):
    """
    Show a document that a stage requires: registered (등록), not_submitted (미제출), none (없음), not_applicable.
    """

    stage: StageName
    document_type: str
    required_before: Literal["material", "start", "end", "day"]
    due_on: date | None
    state: Literal["registered", "not_submitted", "none", "not_applicable"]


class ProjectShape(Shape):
    """
    Show a project: who takes part, its stages, and which documents are there; never what a document says.
    """

    id: UUID
    programme: str
    track: str
    year: int
    number: str
    theme: str
    industry: str = Field(description="As the programme names it; blank where it does not.")
    host: str
    status: Literal["active", "ended", "stopped"]
    demand: list[str]
    startup: list[str]
    fund: list[str]
    group: list[str] = Field(
        description="Business groups of the demand companies; figures count a group as one company."
    )
    stage: StageName | None = Field(None, description="The last stage that has started by today.")
    stages: list[StageShape]
    requirements: list[RequirementShape]

    @classmethod
    def of(cls, view: ProjectView, today: date) -> ProjectShape:
        """
        Show a project as it stands on a day.
        """
        shown: ProjectShape = cls.model_validate(view)
        return shown.model_copy(update={"stage": view.stage_on(today)})


class TieShape(Shape):
    """
    Say which agreement belongs to a project, and as which type of document.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(submission_id="01970000-0000-7000-8000-000000000000", document_type="nda"),
    )

    submission_id: UUID
    document_type: str = Field(max_length=40)


class StatedShape(Shape):
    """
    Say of a required document that nobody registered how it stands.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=example(stage="poc", document_type="nda", state="not_applicable"),
    )

    stage: StageName
    document_type: str = Field(max_length=40)
    state: Literal["not_submitted", "none", "not_applicable"]
