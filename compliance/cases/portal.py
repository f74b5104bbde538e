"""
Be the door to a company's own requests for `api`: its letters, their days, and what it answers; nothing else of a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance import intake, paging, seoul
from compliance.cases import answering, showing
from compliance.cases.door import CaseDoor
from compliance.cases.states import LetterKind, Measure
from compliance.cases.views import RequestView
from compliance.cases.workdays import working_days
from compliance.errors import NotFound
from compliance.exports.writing import Format
from compliance.store import cases, rows
from compliance.store.case_tables import CaseLetter
from compliance.views import Page, Upload

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.cases.views import Answer
    from compliance.queue import Bench


@dataclass(frozen=True, slots=True)
class RequestDesk:
    """
    Offer what people of a company do with letters they received; another's letter is absent.
    """

    bench: Bench

    def requests(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[RequestView]:
        """
        List the letters that the person's company received, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.bench.database.transaction(person) as session:
            found = cases.received(session, paging.newest_first(cursor), limit + 1)
            shown = tuple(self._shown(session, person, letter, office) for letter, office in found[:limit])
            return Page(shown, str(shown[-1].id) if len(found) > limit else None)

    def request(self, person: Person, letter_id: UUID) -> RequestView:
        """
        Show one letter with the company's own answers; written into the journal first.
        """
        with self.bench.database.transaction(person) as session:
            return self._opened(session, person, letter_id)

    def answer(self, person: Person, letter_id: UUID, given: Answer) -> RequestView:
        """
        Answer a letter with words, a file or both; the bytes are on disk when this returns, and are then read.

        Raises:
            Rejected, Forbidden: see answering.take_in; "104", the file is too large.
        """
        if given.content:
            intake.verify(Upload(given.name, given.content, ""), self.bench.settings)
        with self.bench.database.transaction(person) as session:
            letter = rows.one(session, CaseLetter, letter_id, to_change=False)
            before = {one.id for one in cases.answers(session, [letter_id])}
            made = answering.take_in(session, self.bench.keys, person, letter, given)
            if made.id not in before and given.content:
                self.bench.queue.order_answer(session, made.id)
            return self._opened(session, person, letter_id)

    def letter(self, person: Person, letter_id: UUID, form: Format) -> bytes:
        """
        Hand out the very bytes of a letter; written into the journal first.
        """
        if form is Format.XLSX:
            raise NotFound
        with self.bench.database.transaction(person) as session:
            row = rows.one(session, CaseLetter, letter_id, to_change=False)
            return CaseDoor(session, self.bench.keys, person).letter_file(row, form.value)

    def _opened(self, session: Session, person: Person, letter_id: UUID) -> RequestView:
        found = cases.received_one(session, letter_id)
        if found is None:
            raise NotFound
        return self._shown(session, person, *found, is_opened=True)

    def _shown(
        self, session: Session, person: Person, letter: CaseLetter, office: str | None, *, is_opened: bool = False
    ) -> RequestView:
        door = CaseDoor(session, self.bench.keys, person)
        open_for = answering.what_is_open(session, person, letter)
        words = door.letter(letter) if is_opened else {"words": ()}
        came = cases.answers(session, [letter.id]) if is_opened else []
        return RequestView(
            id=letter.id,
            number=showing.letter_number(letter, office or ""),
            office=office or "",
            kind=LetterKind(letter.kind),
            measure=Measure(letter.measure) if letter.measure else None,
            issued_at=letter.issued_at,
            due_on=letter.due_on,
            left=working_days(seoul.today(), letter.due_on) if letter.due_on and open_for.may_answer else None,
            may_answer=open_for.may_answer,
            may_object=open_for.may_object,
            objection_until=open_for.objection_until,
            answers=showing.answers(door, letter.id, came),
            words=words["words"],
        )
