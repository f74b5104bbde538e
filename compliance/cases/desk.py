"""
Be the door to cases for `api`: each method is one transaction, committed at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from compliance import access, journal, paging, seoul
from compliance.access import EXAMINERS, Actor
from compliance.cases import clock, deciding, opening, showing
from compliance.cases.deciding import Acting
from compliance.cases.door import CaseDoor
from compliance.cases.machine import PROPOSERS
from compliance.cases.states import CaseState
from compliance.errors import Forbidden, NotFound, Rejected
from compliance.exports.writing import Format
from compliance.journal import Act
from compliance.store import cases, rows
from compliance.store.case_tables import Case, CaseAnswer, CaseLetter
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.cases.views import CaseDecision, CaseFacts, CaseRow, CaseView
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

WORKERS = EXAMINERS | {Actor.OBJECTION_OFFICER}
"""Who is led to cases at all."""
DECIDERS = PROPOSERS | {Actor.OBJECTION_OFFICER}
"""Who takes steps in them."""
ON_EXPIRY = {CaseState.EXPLANATION_REQUESTED: "C9", CaseState.MEASURE_ISSUED: "C22"}
"""What the system does when a company let its day pass: it changes the state, and sends nothing."""


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """
    Offer what the authority does with cases; methods that take an id raise `NotFound` for what is absent.
    """

    database: Database
    keys: KeyRing

    def cases(
        self, person: Person, states: Collection[CaseState] = (), cursor: str | None = None, limit: int = 20
    ) -> Page[CaseRow]:
        """
        List cases, the next due first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        after = paging.gravest_first(cursor)
        try:
            until = date.fromordinal(after[0]) if after else None
        except (ValueError, OverflowError) as wrong:
            raise Rejected("목록의 위치를 알 수 없습니다", "the cursor is unusable", "cursor") from wrong
        with self.database.transaction(person) as session:
            found = cases.some(session, [one.value for one in states], after, until, limit + 1)
            shown = showing.rows(CaseDoor(session, self.keys, person), found[:limit])
            last = found[limit - 1] if len(found) > limit else None
            return Page(shown, f"{last.due_on.toordinal()}.{last.id}" if last else None)

    def open(self, person: Person, finding_ids: Sequence[UUID]) -> UUID:
        """
        Open a case from confirmed findings of one agreement.

        Raises:
            Forbidden, Rejected: see opening.open_case.
        """
        with self.database.transaction(person) as session:
            return opening.open_case(session, self.keys, person, finding_ids).id

    def of_finding(self, person: Person, finding_id: UUID) -> list[CaseRow]:
        """
        List the cases that a finding is or was part of, newest first.
        """
        with self.database.transaction(person) as session:
            return list(showing.rows(CaseDoor(session, self.keys, person), cases.of_finding(session, finding_id)))

    def case(self, person: Person, case_id: UUID) -> CaseView:
        """
        Show one case; written into the journal first.
        """
        with self.database.transaction(person) as session:
            row = rows.one(session, Case, case_id, to_change=False)
            return showing.case(Acting(session, self.keys, person, row))

    def note_facts(self, person: Person, case_id: UUID, facts: CaseFacts, if_match: str) -> CaseView:
        """
        Note what a case turns on: the company, under which article each finding falls, the days that count.

        Raises:
            Conflict, Forbidden, Rejected: see deciding.taken_up and opening.note_facts.
        """
        with self.database.transaction(person) as session:
            rows.one(session, Case, case_id, to_change=False)
            opening.check_respondent(session, facts.respondent_id)
            acting = self._taken_up(session, person, case_id, if_match)
            opening.note_facts(acting, facts)
            return showing.case(acting)

    def decide(self, person: Person, case_id: UUID, decision: CaseDecision, if_match: str) -> CaseView:
        """
        Take a step that lifecycle.json knows; `if_match` is the etag the person saw.

        Raises:
            Conflict, Forbidden, Rejected: see deciding.decide.
        """
        with self.database.transaction(person) as session:
            acting = self._taken_up(session, person, case_id, if_match)
            deciding.decide(acting, decision)
            return showing.case(acting)

    def extend(self, person: Person, case_id: UUID, kind: str, until: date, note: str, if_match: str) -> CaseView:
        """
        Extend a running deadline, with the reason.

        Raises:
            Forbidden: this actor extends nothing.
            Rejected: "until", "deadline" or "note".
        """
        with self.database.transaction(person) as session:
            acting = self._taken_up(session, person, case_id, if_match)
            if person.actor not in PROPOSERS:
                raise Forbidden("이 처리를 할 권한이 없습니다", "this actor may not do that", "actor")
            if not 0 < len(note.strip()) <= deciding.LONGEST:
                raise Rejected("사유를 적어야 합니다", "a note is required", "note")
            clock.extend(session, acting.case, kind, until)
            acting.case.version += 1
            deciding.record(acting, "extended", None, CaseState(acting.case.state), f"{until}: {note.strip()}")
            detail = {"step": "extended", "kind": kind, "until": until}
            journal.write(session, person, Act.CASE_DECIDED, f"case:{case_id}", detail)
            return showing.case(acting)

    def letter(self, person: Person, letter_id: UUID, form: Format) -> bytes:
        """
        Hand out the very bytes of a letter; written into the journal first.
        """
        if form is Format.XLSX:
            raise NotFound
        with self.database.transaction(person) as session:
            row = rows.one(session, CaseLetter, letter_id, to_change=False)
            return CaseDoor(session, self.keys, person).letter_file(row, form.value)

    def answer_file(self, person: Person, answer_id: UUID) -> tuple[str, bytes]:
        """
        Hand out the name and the very bytes of a file that a company sent in; written into the journal first.
        """
        with self.database.transaction(person) as session:
            row = rows.one(session, CaseAnswer, answer_id, to_change=False)
            if row.file_state is None:
                raise NotFound
            return CaseDoor(session, self.keys, person).answer_file(row)

    def respondents(self, person: Person) -> list[tuple[UUID, str]]:
        """
        List the organisations whose people can answer letters here.
        """
        with self.database.transaction(person) as session:
            return cases.respondents(session)

    def let_pass(self) -> int:
        """
        Note, as the system, whose day has passed; nothing goes out. Return how many.
        """
        with self.database.transaction(access.system()) as session:
            late = cases.overdue(session, [one.value for one in ON_EXPIRY], seoul.today())
        for tenant_id, case_id in late:
            system = access.system(tenant_id)
            with self.database.transaction(system) as session:
                row = rows.one(session, Case, case_id, to_change=True)
                code = ON_EXPIRY.get(CaseState(row.state))
                if code:
                    deciding.carry(Acting(session, self.keys, system, row), code)
                    journal.write(session, system, Act.CASE_DECIDED, f"case:{case_id}", {"code": code})
        return len(late)

    def _taken_up(self, session: Session, person: Person, case_id: UUID, if_match: str) -> Acting:
        row = rows.one(session, Case, case_id, to_change=False)
        if person.actor not in DECIDERS or row.tenant_id != person.tenant_id:
            raise Forbidden("이 처리를 할 권한이 없습니다", "this actor may not do that", "actor")
        return deciding.taken_up(session, self.keys, person, case_id, if_match)
