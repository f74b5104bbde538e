"""
Put the lines of a table together into projects: what several rows say of one project has to agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from compliance.programmes.words import FACTS, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.programmes.sheet import Fault, Line

OF_PROJECT: Final = ("theme", "industry", "host", "status", *PARTS, *FACTS)
OF_STAGE: Final = ("starts_on", "ends_on", "material_provided_on")
USUAL_DEADLINE: Final = {"nda": "material"}
"""Before what a document is required where the table does not say; else before the stage starts."""

Key = tuple[str, str, int, str]
"""Programme, track, year and number: what names a project."""


@dataclass(frozen=True, slots=True)
class GivenRequirement:
    """
    Hold one document that a stage requires, before what, and what is said of it ("" for nothing).
    """

    required_before: str
    required_on: date | None
    state: str


@dataclass(slots=True)
class GivenProject:
    """
    Hold what a table says of one project; what it does not say is left out.
    """

    key: Key
    values: dict[str, object] = field(default_factory=dict)
    stages: dict[str, dict[str, date]] = field(default_factory=dict)
    requirements: dict[tuple[str, str], GivenRequirement] = field(default_factory=dict)


def gather(lines: Iterable[Line], faults: list[Fault]) -> list[GivenProject]:
    """
    Put lines together by project, and find fault with rows that contradict earlier ones.
    """
    projects: dict[Key, GivenProject] = {}
    for line in lines:
        key = _key(line)
        if key is not None:
            project = projects.setdefault(key, GivenProject(key))
            faults += [*_add_values(project, line), *_add_stage(project, line), *_add_requirement(project, line)]
    return list(projects.values())


def _key(line: Line) -> Key | None:
    programme, track, year, number = (line.values.get(name) for name in ("programme", "track", "year", "number"))
    if isinstance(programme, str) and isinstance(track, str) and isinstance(year, int) and isinstance(number, str):
        return programme, track, year, number
    return None


def _add_values(project: GivenProject, line: Line) -> Iterable[Fault]:
    for name in OF_PROJECT:
        value = line.values.get(name)
        if value is not None and project.values.setdefault(name, value) != value:
            yield line.fault(name, "같은 과제의 앞 행과 다릅니다", "it differs from an earlier row of the same project")


def _add_stage(project: GivenProject, line: Line) -> Iterable[Fault]:
    stage, said = line.values.get("stage"), [name for name in OF_STAGE if name in line.values]
    if not isinstance(stage, str):
        if said:
            yield line.fault("stage", "날짜가 어느 단계의 것인지 없습니다", "the stage of the days is missing")
        return
    days = project.stages.setdefault(stage, {})
    for name in said:
        value = line.values[name]
        if isinstance(value, date) and days.setdefault(name, value) != value:
            yield line.fault(name, "같은 단계의 앞 행과 다릅니다", "it differs from an earlier row of the same stage")
    if "starts_on" in days and "ends_on" in days and days["ends_on"] < days["starts_on"]:
        yield line.fault("ends_on", "종료일이 시작일보다 앞섭니다", "the stage ends before it starts")


def _add_requirement(project: GivenProject, line: Line) -> Iterable[Fault]:
    stage, kind = line.values.get("stage"), line.values.get("document_type")
    if not isinstance(kind, str):
        if "state" in line.values or "required_before" in line.values:
            yield line.fault("document_type", "어느 문서인지 없습니다", "the document is missing")
        return
    if not isinstance(stage, str):
        yield line.fault("stage", "문서가 필요한 단계가 없습니다", "the stage that requires the document is missing")
        return
    before = line.values.get("required_before") or USUAL_DEADLINE.get(kind, "start")
    on = before if isinstance(before, date) else None
    given = GivenRequirement("day" if on else str(before), on, str(line.values.get("state", "")))
    if project.requirements.setdefault((stage, kind), given) != given:
        yield line.fault(
            "document_type",
            "같은 단계의 같은 문서가 다르게 두 번 적혔습니다",
            "the same document is told twice, otherwise",
        )
