"""
Describe the tables of programmes; a migration of their own makes them, and a test holds the two together.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.store.tables import Table, belongs_to_submission


def belongs_to_project() -> ForeignKeyConstraint:
    """
    Tie a row to its project, tenant included.
    """
    return ForeignKeyConstraint(["project_id", "tenant_id"], ["projects.id", "projects.tenant_id"])


class Programme(Table):
    """
    Hold one support programme of a managing agency.
    """

    __tablename__ = "programmes"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id"))
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Track(Table):
    """
    Hold one track of a programme; tracks are named anew almost every year.
    """

    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    name: Mapped[str]


class Cohort(Table):
    """
    Hold one year of a track.
    """

    __tablename__ = "cohorts"
    __table_args__ = (UniqueConstraint("track_id", "year"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    track_id: Mapped[UUID] = mapped_column(ForeignKey("tracks.id"))
    year: Mapped[int] = mapped_column(SmallInteger)


class Project(Table):
    """
    Hold one collaboration project; `facts` are the gate facts that its programme knows of it.
    """

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        UniqueConstraint("id", "tenant_id"),
        UniqueConstraint("id", "host"),
        Index("projects_newest", "tenant_id", text("id DESC")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    number: Mapped[str]
    theme: Mapped[str]
    industry: Mapped[str] = mapped_column(server_default=text("''"))
    host: Mapped[str]
    status: Mapped[str]
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Participant(Table):
    """
    Hold one organisation that takes part in a project; several demand companies or startups may.
    """

    __tablename__ = "project_participants"
    __table_args__ = (
        belongs_to_project(),
        ForeignKeyConstraint(["project_id", "host"], ["projects.id", "projects.host"], onupdate="CASCADE"),
        Index("project_participants_named", "name"),
    )
    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    host: Mapped[str]


class Stage(Table):
    """
    Hold one stage of a project with its days, and the day on which technical material passed.
    """

    __tablename__ = "project_stages"
    __table_args__ = (belongs_to_project(),)
    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    material_provided_on: Mapped[date | None]


class Requirement(Table):
    """
    Hold one document that a stage requires; `state` is what is said of one that was not registered.
    """

    __tablename__ = "document_requirements"
    __table_args__ = (
        belongs_to_project(),
        ForeignKeyConstraint(["project_id", "stage"], ["project_stages.project_id", "project_stages.stage"]),
        UniqueConstraint("project_id", "stage", "document_type"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[UUID]
    stage: Mapped[str]
    document_type: Mapped[str]
    tenant_id: Mapped[UUID]
    required_before: Mapped[str]
    required_on: Mapped[date | None]
    state: Mapped[str]


class ProjectAgreement(Table):
    """
    Tie a registered or ordered agreement to a project, as the type of document that it was handed in for.
    """

    __tablename__ = "project_agreements"
    __table_args__ = (belongs_to_submission(), Index("project_agreements_of_submission", "submission_id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
    document_type: Mapped[str]
    tied_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    tied_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ProjectRecord(Table):
    """
    Tie a project to its record: a submission that nobody handed in, by which its missing documents are judged.
    """

    __tablename__ = "project_records"
    __table_args__ = (belongs_to_submission(), belongs_to_project(), UniqueConstraint("submission_id"))
    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    origin: Mapped[str]
