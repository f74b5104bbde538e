"""
Be the door to programmes for `api` and the command line: take in tables, show projects, tie agreements to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance import intake, journal, paging, versions_seen
from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.journal import Act
from compliance.programmes import words
from compliance.programmes.entering import enter
from compliance.programmes.given import gather
from compliance.programmes.sheet import MOST_FAULTS, read_lines
from compliance.programmes.views import Belonging, ImportView, ProjectFilter
from compliance.store import programmes, submissions
from compliance.views import Origin, Page

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.programmes.views import ProjectView, Stated
    from compliance.queue import Bench
    from compliance.views import Upload

ANY: Final = ProjectFilter()
TYING: Final = frozenset({Actor.PROGRAMME_OFFICER, Actor.AUDITOR, Actor.STARTUP})
"""Who may say to which project an agreement belongs."""
UNTYING: Final = TYING - {Actor.STARTUP}
"""Who may take that back: a document that a startup handed in for a project stays until the authority lets it go."""


@dataclass(frozen=True, slots=True)
class ProgrammeDesk:
    """
    Offer what people do with programmes; methods that take an id raise `NotFound` for what is absent or not theirs.
    """

    bench: Bench

    def take_in(self, person: Person, upload: Upload) -> ImportView:
        """
        Take in a table of projects, wholly or, where any cell is of no use, not at all.

        Raises:
            Forbidden: this actor enters no programmes.
            Rejected: the file cannot be read, or holds no table of projects.
        """
        _must_enter(person)
        intake.verify(upload, self.bench.settings)
        lines, faults = read_lines(upload, self.bench.instruments.read)
        given = gather(lines, faults)
        if faults:
            return ImportView(0, 0, 0, tuple(sorted(faults, key=lambda one: one.row)[:MOST_FAULTS]))
        with self.bench.database.transaction(person) as session:
            counts = Counter[str](enter(session, person, one) for one in given)
            journal.write(session, person, Act.PROGRAMME_ENTERED, f"projects:{len(given)}", dict(counts))
        return ImportView(counts["created"], counts["changed"], counts["unchanged"])

    def programmes(self, person: Person) -> list[tuple[str, str, int]]:
        """
        List programmes with their tracks and years, newest first.
        """
        with self.bench.database.transaction(person) as session:
            return programmes.programme_names(session)

    def projects(
        self, person: Person, wanted: ProjectFilter = ANY, cursor: str | None = None, limit: int = 50
    ) -> Page[ProjectView]:
        """
        List the projects that this person may see, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            shown = programmes.some(session, wanted, paging.newest_first(cursor), limit + 1)
            return Page(tuple(shown[:limit]), str(shown[limit - 1].id) if len(shown) > limit else None)

    def project(self, person: Person, project_id: UUID) -> ProjectView:
        """
        Show one project.
        """
        with self.bench.database.transaction(person) as session:
            return programmes.one(session, project_id)

    def of_record(self, person: Person, submission_id: UUID) -> UUID | None:
        """
        Give the project whose record a submission is, to examiners; None for an agreement.
        """
        with self.bench.database.transaction(person) as session:
            return programmes.projects_of_records(session, [submission_id]).get(submission_id)

    def tie(self, person: Person, project_id: UUID, submission_id: UUID, document_type: str) -> ProjectView:
        """
        Tie a registered or ordered agreement to a project, as the document it was handed in for; again is no error.

        Raises:
            Forbidden: this actor ties no agreements.
            Rejected: "document_type", there is no such type.
        """
        with self.bench.database.transaction(person) as session:
            tie(session, person, Belonging(project_id, document_type), submission_id)
            return programmes.one(session, project_id)

    def untie(self, person: Person, project_id: UUID, submission_id: UUID, seen: str | None = None) -> ProjectView:
        """
        Take an agreement out of a project that it was tied to by mistake; the agreement itself stays.

        Raises:
            Conflict: "etag", the project's documents are no longer as they were seen.
            Forbidden: this actor unties no agreements.

        """
        if person.actor not in UNTYING:
            raise Forbidden("문서의 연결을 풀 권한이 없습니다", "this actor unties no agreements")
        with self.bench.database.transaction(person) as session:
            before = programmes.one(session, project_id, is_locked=True)
            if not programmes.untie(session, project_id, submission_id):
                raise NotFound
            # A refusal undoes the transaction; what was never tied is not there, whatever was seen.
            versions_seen.must_be(before.etag, seen)
            detail = {"submission": str(submission_id)}
            journal.write(session, person, Act.AGREEMENT_UNTIED, f"project:{project_id}", detail)
            return programmes.one(session, project_id)

    def state(self, person: Person, project_id: UUID, said: Stated, seen: str | None = None) -> ProjectView:
        """
        Say how a required document stands that nobody registered; saying it again is no error.

        Raises:
            Conflict: "registered", it is there; "etag", the project's documents are no longer as they were seen.
            Forbidden: this actor enters no programmes.
            Rejected: "state", there is no such state; "document_type", the stage requires no such document.

        """
        _must_enter(person)
        if said.state not in words.STATED:
            raise Rejected("그런 문서 상태는 없습니다", "there is no such state", "state")
        with self.bench.database.transaction(person) as session:
            view = programmes.one(session, project_id, is_locked=True)
            versions_seen.must_be(view.etag, seen)
            asked = (said.stage, said.document_type)
            known = {(one.stage, one.document_type): one.state for one in view.requirements}
            if asked not in known:
                raise Rejected(
                    "이 단계에 필요한 문서가 아닙니다", "the stage requires no such document", "document_type"
                )
            if known[asked] == words.REGISTERED:
                raise Conflict("등록된 문서가 있습니다", "a document is registered", "registered")
            if known[asked] != said.state:
                programmes.requirements(session, project_id)[asked].state = said.state
                detail = {"stage": said.stage, "document_type": said.document_type, "state": said.state}
                journal.write(session, person, Act.REQUIREMENT_STATED, f"project:{project_id}", detail)
                session.flush()
            return programmes.one(session, project_id)


def _must_enter(person: Person) -> None:
    if person.actor is not Actor.PROGRAMME_OFFICER:
        raise Forbidden("지원사업 자료를 등록할 권한이 없습니다", "this actor enters no programmes")


def tie(session: Session, person: Person, to: Belonging, submission_id: UUID) -> None:
    """
    Tie an agreement to a project within a transaction; only its owner ever learns that it is a self-check.

    Raises:
        Forbidden, NotFound, Rejected: see ProgrammeDesk.tie.
    """
    if person.actor not in TYING:
        raise Forbidden("문서를 과제에 연결할 권한이 없습니다", "this actor ties no agreements to projects")
    if to.document_type not in words.DOCUMENT_TYPES:
        raise Rejected("과제의 어느 문서인지 정하십시오", "say which document of the project it is", "document_type")
    programmes.one(session, to.project_id, is_locked=True)
    found = submissions.named(session, {submission_id})
    if not found:
        raise NotFound
    if found[0].origin == Origin.SELF_CHECK:
        raise Rejected("자가점검 문서는 과제에 연결할 수 없습니다", "a self-check belongs to no project", "origin")
    if programmes.tie(session, person, to, found[0]):
        detail = {"submission": str(submission_id), "document_type": to.document_type}
        journal.write(session, person, Act.AGREEMENT_TIED, f"project:{to.project_id}", detail)
