"""
Stand in for the desk of programmes: one project, kept in memory, seen by everybody who has to do with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance import versions_seen
from compliance.access import EXAMINERS, Actor
from compliance.errors import NotFound, Rejected
from compliance.programmes.sheet import Fault
from compliance.programmes.views import ImportView, ProjectFilter, ProjectView, RequirementView, StageView, Stated
from compliance.views import Page

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.views import Upload

SPACE = UUID(int=9)
STARTED, RECEIVED = date(2026, 5, 4), date(2026, 6, 1)
PROJECT = ProjectView(
    id=uuid5(SPACE, "project"),
    programme="개방형 혁신 지원사업",
    track="전략과제 해결형",
    year=2026,
    number="2026-001",
    theme="예지보전",
    industry="제조",
    host="가상센터",
    status="active",
    demand=["가나전자"],
    startup=["새싹로보틱스"],
    fund=[],
    group=[],
    facts={},
    stages=[StageView("match", STARTED, None, RECEIVED), StageView("poc", date(2099, 1, 1), None, None)],
    requirements=[
        RequirementView("match", "nda", "material", RECEIVED, "not_submitted"),
        RequirementView("match", "mou", "start", STARTED, "registered", uuid5(SPACE, "mou")),
        RequirementView("poc", "poc", "start", date(2099, 1, 1), "none"),
        RequirementView("poc", "order", "start", date(2099, 1, 1), "not_applicable"),
    ],
)
RECORD = uuid5(SPACE, "record")
SEEING = EXAMINERS | {Actor.PROGRAMME_OFFICER, Actor.HOST_OFFICER}
ANY = ProjectFilter()


class FakeProgrammes:
    """
    Keep one project; a table with the word "fault" has one.
    """

    def __init__(self) -> None:
        """
        Begin with nothing tied.
        """
        self.view = PROJECT

    def take_in(self, person: Person, upload: Upload) -> ImportView:
        """
        Take a table in.
        """
        del person
        if not upload.content:
            raise Rejected("빈 파일입니다", "the file is empty", "101")
        faults = (Fault(3, "단계 (I)", "쓸 수 없는 값", "of no use"),) if b"fault" in upload.content else ()
        return ImportView(0 if faults else 1, 0, 0, faults)

    def programmes(self, person: Person) -> list[tuple[str, str, int]]:
        """
        List the one programme.
        """
        del person
        return [(self.view.programme, self.view.track, self.view.year)]

    def projects(
        self, person: Person, wanted: ProjectFilter = ANY, cursor: str | None = None, limit: int = 50
    ) -> Page[ProjectView]:
        """
        List the one project where the filter has it.
        """
        del cursor, limit
        fits = wanted.programme in {"", self.view.programme} and wanted.year in {None, self.view.year}
        return Page((self.view,) if fits and self._sees(person) else ())

    def project(self, person: Person, project_id: UUID) -> ProjectView:
        """
        Show it.
        """
        if project_id != self.view.id or not self._sees(person):
            raise NotFound
        return self.view

    def of_record(self, person: Person, submission_id: UUID) -> UUID | None:
        """
        Know the project's one record.
        """
        return self.view.id if submission_id == RECORD and person.actor in EXAMINERS else None

    def tie(self, person: Person, project_id: UUID, submission_id: UUID, document_type: str) -> ProjectView:
        """
        Tie an agreement to it.
        """
        self.project(person, project_id)
        tied = [
            replace(one, state="registered", submission_id=submission_id) if one.document_type == document_type else one
            for one in self.view.requirements
        ]
        return self._with(tied)

    def untie(self, person: Person, project_id: UUID, submission_id: UUID, seen: str | None = None) -> ProjectView:
        """
        Take an agreement out of it.
        """
        if submission_id not in {one.submission_id for one in self.project(person, project_id).requirements}:
            raise NotFound
        versions_seen.must_be(self.view.etag, seen)
        return self._with(
            [
                replace(one, state="not_submitted", submission_id=None) if one.submission_id == submission_id else one
                for one in self.view.requirements
            ]
        )

    def state(self, person: Person, project_id: UUID, said: Stated, seen: str | None = None) -> ProjectView:
        """
        Set the state of a document that is not there.
        """
        versions_seen.must_be(self.project(person, project_id).etag, seen)
        asked = (said.stage, said.document_type)
        if asked not in {(one.stage, one.document_type) for one in self.view.requirements}:
            raise Rejected("이 단계에 필요한 문서가 아닙니다", "the stage requires no such document", "document_type")
        return self._with(
            [
                replace(one, state=said.state) if (one.stage, one.document_type) == asked else one
                for one in self.view.requirements
            ]
        )

    def _with(self, requirements: list[RequirementView]) -> ProjectView:
        self.view = replace(self.view, requirements=requirements)
        return self.view

    def _sees(self, person: Person) -> bool:
        return person.actor in SEEING or person.name in self.view.startup
