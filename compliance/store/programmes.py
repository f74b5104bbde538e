"""
Ask for programmes and projects and write down what a table says of them; who may see them is PostgreSQL's to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from compliance.errors import NotFound
from compliance.programmes.views import ProjectView, RequirementView, StageView
from compliance.programmes.words import PARTS, REGISTERED, STAGES
from compliance.store import screenings
from compliance.store.programme_tables import (
    Cohort,
    Participant,
    Programme,
    Project,
    ProjectAgreement,
    ProjectRecord,
    Requirement,
    Stage,
    Track,
)
from compliance.store.tables import Submission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.audits.plan import Population
    from compliance.programmes.views import Belonging, ProjectFilter

Row = TypeVar("Row", Programme, Track, Cohort)
Placed = tuple[Project, str, str, int]
"""A project with the names of its programme and track, and its year."""


def ensure(session: Session, table: type[Row], values: dict[str, object]) -> UUID:
    """
    Give the id of the one row with these values; it is made where there is none.
    """
    columns = [getattr(table, name) == value for name, value in values.items()]
    row_id: UUID | None = session.scalars(select(table.id).where(*columns)).one_or_none()
    if row_id is None:
        session.execute(insert(table).values(id=uuid7(), **values).on_conflict_do_nothing())
        row_id = session.scalars(select(table.id).where(*columns)).one()
    return row_id


def of_cohort(session: Session, cohort_id: UUID, number: str) -> Project | None:
    """
    Fetch a project by its number, locked.
    """
    wanted = select(Project).where(Project.cohort_id == cohort_id, Project.number == number).with_for_update()
    return session.scalars(wanted).one_or_none()


def participants(session: Session, project_ids: Sequence[UUID]) -> dict[UUID, dict[str, list[str]]]:
    """
    Fetch who takes part in projects, by part.
    """
    found: dict[UUID, dict[str, list[str]]] = {one: {part: [] for part in PARTS} for one in project_ids}
    wanted = select(Participant).where(Participant.project_id.in_(project_ids))
    for row in session.scalars(wanted.order_by(Participant.name)):
        found[row.project_id][row.part].append(row.name)
    return found


def stages(session: Session, project_id: UUID) -> dict[str, Stage]:
    """
    Fetch the stages of a project by name.
    """
    return {row.stage: row for row in session.scalars(select(Stage).where(Stage.project_id == project_id))}


def requirements(session: Session, project_id: UUID) -> dict[tuple[str, str], Requirement]:
    """
    Fetch what a project requires, by stage and type of document.
    """
    wanted = select(Requirement).where(Requirement.project_id == project_id)
    return {(row.stage, row.document_type): row for row in session.scalars(wanted)}


def programme_names(session: Session) -> list[tuple[str, str, int]]:
    """
    Fetch every programme, track and year, newest year first.
    """
    wanted = (
        select(Programme.name, Track.name, Cohort.year)
        .join(Track, Track.programme_id == Programme.id)
        .join(Cohort, Cohort.track_id == Track.id)
        .order_by(Cohort.year.desc(), Programme.name, Track.name)
    )
    return [(programme, track, year) for programme, track, year in session.execute(wanted)]


def one(session: Session, project_id: UUID, *, is_locked: bool = False) -> ProjectView:
    """
    Fetch one project; locked, whoever else fetches it locked waits until the transaction ends.

    Raises:
        NotFound: absent, or not theirs to see.
    """
    if is_locked:
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(project_id), 0))))
    placed = [_placed(row) for row in session.execute(_placed_query().where(Project.id == project_id))]
    if not placed:
        raise NotFound
    return _views(session, placed)[0]


def some(session: Session, wanted: ProjectFilter, before: UUID | None, limit: int) -> list[ProjectView]:
    """
    Fetch projects, newest first.
    """
    query = _placed_query().order_by(Project.id.desc()).limit(limit)
    for column, value in ((Programme.name, wanted.programme), (Track.name, wanted.track), (Cohort.year, wanted.year)):
        if value:
            query = query.where(column == value)
    if before:
        query = query.where(Project.id < before)
    return _views(session, [_placed(row) for row in session.execute(query)])


def names_of(session: Session, parts: Sequence[str]) -> list[str]:
    """
    Fetch the names of all who take part in projects in one of these parts.
    """
    return list(session.scalars(select(Participant.name).where(Participant.part.in_(parts)).distinct()))


def of_participants(session: Session, names: Sequence[str], parts: Sequence[str]) -> list[ProjectView]:
    """
    Fetch the projects in which somebody by one of these names takes part, newest first.
    """
    takes_part = select(Participant.project_id).where(Participant.name.in_(names), Participant.part.in_(parts))
    query = _placed_query().where(Project.id.in_(takes_part)).order_by(Project.id.desc())
    return _views(session, [_placed(row) for row in session.execute(query)])


def tie(session: Session, person: Person, to: Belonging, submission: Submission) -> bool:
    """
    Tie an agreement to a project; tell whether it was not tied before.
    """
    tied = insert(ProjectAgreement).values(
        project_id=to.project_id,
        submission_id=submission.id,
        tenant_id=submission.tenant_id,
        origin=submission.origin,
        document_type=to.document_type,
        tied_by=person.id,
    )
    added = session.execute(tied.on_conflict_do_nothing().returning(ProjectAgreement.submission_id))
    return added.one_or_none() is not None


def untie(session: Session, project_id: UUID, submission_id: UUID) -> bool:
    """
    Take an agreement out of a project; tell whether it was tied to it.
    """
    of_both = (ProjectAgreement.project_id == project_id, ProjectAgreement.submission_id == submission_id)
    gone = session.execute(delete(ProjectAgreement).where(*of_both).returning(ProjectAgreement.submission_id))
    return gone.one_or_none() is not None


def records(session: Session, project_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """
    Fetch the records of projects, by project.
    """
    wanted = select(ProjectRecord).where(ProjectRecord.project_id.in_(project_ids))
    return {row.project_id: row.submission_id for row in session.scalars(wanted)}


def projects_of_records(session: Session, submission_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """
    Fetch the projects of those submissions that are records of one, by record.
    """
    wanted = select(ProjectRecord).where(ProjectRecord.submission_id.in_(submission_ids))
    return {row.submission_id: row.project_id for row in session.scalars(wanted)}


def of_population(population: Population, today: date) -> Select[UUID, UUID]:
    """
    Ask for the projects, with their tenants, that a population is chosen by; stages are those they are in on a day.
    """
    wanted = (
        select(Project.id, Project.tenant_id)
        .join(Cohort, Cohort.id == Project.cohort_id)
        .join(Track, Track.id == Cohort.track_id)
        .join(Programme, Programme.id == Track.programme_id)
        .order_by(Project.id)
    )
    chosen: tuple[tuple[Any, Sequence[object]], ...] = (
        (Programme.name, population.programmes),
        (Track.name, population.tracks),
        (Cohort.year, population.cohorts),
        (_stage_on(today), population.stages),
    )
    for column, values in chosen:
        if values:
            wanted = wanted.where(column.in_(values))
    for names, parts in ((population.participants, ("demand", "startup")), (population.funds, ("fund",))):
        if names:
            takes_part = select(Participant.project_id).where(Participant.name.in_(names), Participant.part.in_(parts))
            wanted = wanted.where(Project.id.in_(takes_part))
    return wanted


def tied_to(projects: Select[UUID, UUID]) -> Select[UUID]:
    """
    Ask for the submissions that are tied to projects, a bundle for any of its documents.
    """
    chosen = projects.order_by(None).subquery()
    return (
        select(func.coalesce(Submission.parent_id, Submission.id))
        .join(ProjectAgreement, ProjectAgreement.submission_id == Submission.id)
        .where(ProjectAgreement.project_id.in_(select(chosen.c.id)))
    )


def _stage_on(today: date) -> ColumnElement[str]:
    order = case({stage: rank for rank, stage in enumerate(STAGES)}, value=Stage.stage)
    begun = select(Stage.stage).where(Stage.project_id == Project.id, Stage.starts_on <= today)
    return begun.order_by(order.desc()).limit(1).correlate(Project).scalar_subquery()


def with_signing_days(session: Session, view: ProjectView) -> ProjectView:
    """
    Show of each registered document the day on which it was signed, as its newest check read it.
    """
    tied = [one.submission_id for one in view.requirements if one.submission_id]
    days = {one.submission_id: one.signed_on for one in screenings.newest_finished(session, tied)}
    shown = [
        replace(one, signed_on=days.get(one.submission_id)) if one.submission_id else one for one in view.requirements
    ]
    return replace(view, requirements=shown)


def _placed_query() -> Select[Project, str, str, int]:
    return (
        select(Project, Programme.name, Track.name, Cohort.year)
        .join(Cohort, Cohort.id == Project.cohort_id)
        .join(Track, Track.id == Cohort.track_id)
        .join(Programme, Programme.id == Track.programme_id)
    )


def _placed(row: Sequence[object]) -> Placed:
    project, programme, track, year = row
    assert isinstance(project, Project)  # noqa: S101 - the query above says so
    return project, str(programme), str(track), int(str(year))


def _views(session: Session, placed: Sequence[Placed]) -> list[ProjectView]:
    ids = [project.id for project, *_ in placed]
    parts = participants(session, ids)
    known = _stages(session, ids)
    required = _requirements(session, ids, known)
    return [
        ProjectView(
            id=project.id,
            programme=programme,
            track=track,
            year=year,
            number=project.number,
            theme=project.theme,
            industry=project.industry,
            host=project.host,
            status=project.status,
            demand=parts[project.id]["demand"],
            startup=parts[project.id]["startup"],
            fund=parts[project.id]["fund"],
            group=parts[project.id]["group"],
            facts=project.facts,
            stages=list(known[project.id].values()),
            requirements=required[project.id],
        )
        for project, programme, track, year in placed
    ]


def _stages(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, StageView]]:
    found: dict[UUID, dict[str, StageView]] = {one: {} for one in ids}
    rows = session.scalars(select(Stage).where(Stage.project_id.in_(ids)))
    for row in sorted(rows, key=lambda row: STAGES.index(row.stage)):
        found[row.project_id][row.stage] = StageView(row.stage, row.starts_on, row.ends_on, row.material_provided_on)
    return found


def _requirements(
    session: Session, ids: Sequence[UUID], known: dict[UUID, dict[str, StageView]]
) -> dict[UUID, list[RequirementView]]:
    tied = _tied(session, ids)
    found: dict[UUID, list[RequirementView]] = defaultdict(list)
    rows = session.scalars(select(Requirement).where(Requirement.project_id.in_(ids)))
    for row in sorted(rows, key=lambda row: (STAGES.index(row.stage), row.document_type)):
        satisfied_by = tied.get((row.project_id, row.document_type))
        due_on = row.required_on or known[row.project_id][row.stage].day(row.required_before)
        state = REGISTERED if satisfied_by else row.state
        found[row.project_id].append(
            RequirementView(row.stage, row.document_type, row.required_before, due_on, state, satisfied_by)
        )
    return found


def _tied(session: Session, ids: Sequence[UUID]) -> dict[tuple[UUID, str], UUID]:
    """
    Fetch the first agreement that was tied to each project as each type of document.
    """
    wanted = select(ProjectAgreement).where(ProjectAgreement.project_id.in_(ids))
    found: dict[tuple[UUID, str], UUID] = {}
    for row in session.scalars(wanted.order_by(ProjectAgreement.submission_id)):
        found.setdefault((row.project_id, row.document_type), row.submission_id)
    return found
