"""
Write down what a table says of programmes and projects; the same table again changes nothing, a blank cell neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from uuid_utils.compat import uuid7

from compliance.programmes.words import FACTS, PARTS
from compliance.store import programmes
from compliance.store.programme_tables import Cohort, Participant, Programme, Project, Requirement, Stage, Track

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.programmes.given import GivenProject

Outcome = Literal["created", "changed", "unchanged"]


def enter(session: Session, person: Person, given: GivenProject) -> Outcome:
    """
    Make or mend one project of the person's organisation, and say which.
    """
    cohort_id, number = _cohort(session, person, given), given.key[3]
    project = programmes.of_cohort(session, cohort_id, number)
    is_new = project is None
    if project is None:
        project = Project(
            id=uuid7(),
            tenant_id=person.tenant_id,
            cohort_id=cohort_id,
            number=number,
            theme="",
            industry="",
            host=str(given.values["host"]),
            status="active",
            facts={},
        )
        session.add(project)
        session.flush()
    changed = [
        _mend_project(project, given),
        _set_participants(session, project, given),
        _mend_stages(session, project, given),
        _mend_requirements(session, project, given),
    ]
    session.flush()
    return "created" if is_new else "changed" if any(changed) else "unchanged"


def _cohort(session: Session, person: Person, given: GivenProject) -> UUID:
    programme, track, year, _ = given.key
    mine: dict[str, object] = {"tenant_id": person.tenant_id}
    programme_id = programmes.ensure(session, Programme, {**mine, "name": programme})
    track_id = programmes.ensure(session, Track, {**mine, "programme_id": programme_id, "name": track})
    return programmes.ensure(session, Cohort, {**mine, "track_id": track_id, "year": year})


def _mend_project(project: Project, given: GivenProject) -> bool:
    facts = project.facts | {name: given.values[name] for name in FACTS if name in given.values}
    wanted: dict[str, object] = {
        name: given.values[name] for name in ("theme", "industry", "host", "status") if name in given.values
    }
    return _mend(project, {**wanted, "facts": facts})


def _mend(row: object, wanted: dict[str, object]) -> bool:
    """
    Set what differs; tell whether anything did.
    """
    differing = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _set_participants(session: Session, project: Project, given: GivenProject) -> bool:
    """
    Have exactly those take part whom the table names, in each part that it names anybody for.
    """
    session.flush()
    known = programmes.participants(session, [project.id])[project.id]
    changed = False
    for part in PARTS:
        wanted = given.values.get(part)
        if not isinstance(wanted, tuple) or set(wanted) == set(known[part]):
            continue
        changed = True
        for name in set(known[part]) - set(wanted):
            session.delete(session.get_one(Participant, (project.id, part, name)))
        for name in set(wanted) - set(known[part]):
            shared = {"project_id": project.id, "tenant_id": project.tenant_id, "host": project.host}
            session.add(Participant(part=part, name=name, **shared))
    return changed


def _mend_stages(session: Session, project: Project, given: GivenProject) -> bool:
    known = programmes.stages(session, project.id)
    changed = False
    for name, days in given.stages.items():
        if name not in known:
            changed = True
            known[name] = Stage(project_id=project.id, stage=name, tenant_id=project.tenant_id)
            session.add(known[name])
        changed = _mend(known[name], dict(days)) or changed
    session.flush()
    return changed


def _mend_requirements(session: Session, project: Project, given: GivenProject) -> bool:
    known = programmes.requirements(session, project.id)
    changed = False
    for key, said in given.requirements.items():
        wanted: dict[str, object] = {"required_before": said.required_before, "required_on": said.required_on}
        row = known.get(key)
        if row is not None:
            changed = _mend(row, wanted | ({"state": said.state} if said.state else {})) or changed
            continue
        changed = True
        stage, kind = key
        mine = {"project_id": project.id, "stage": stage, "document_type": kind, "tenant_id": project.tenant_id}
        session.add(Requirement(id=uuid7(), state=said.state or "not_submitted", **mine, **wanted))
    return changed
