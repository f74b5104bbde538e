"""
Be the door through which what cases keep sealed is opened: first the journal's line, then the words.

Each row has a key of its own, so a letter opens for the company it went to without the case it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from compliance import journal
from compliance.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.store.case_tables import Case, CaseAnswer, CaseEvent, CaseLetter
    from compliance.store.envelope import Envelope, KeyRing


class Keyed(Protocol):
    """
    Be a row with a key of its own.
    """

    id: Any
    tenant_id: Any
    wrapped_key: Any


@dataclass(frozen=True, slots=True)
class CaseDoor:
    """
    Open and seal what belongs to cases for one person in one transaction.
    """

    session: Session
    keys: KeyRing
    person: Person

    def of(self, row: Keyed) -> Envelope:
        """
        Lead to a row's own envelope, for sealing.
        """
        return self.keys.envelope(row.tenant_id, row.id, row.wrapped_key)

    def names(self, rows: Iterable[Case]) -> dict[UUID, dict[str, str]]:
        """
        Hand out whom cases are about; names, no view of an agreement: no line.
        """
        return {row.id: self.of(row).open_json(row.sealed_particulars, "particulars") for row in rows}

    def case(self, row: Case, events: Sequence[CaseEvent]) -> tuple[dict[str, Any] | None, dict[UUID, str]]:
        """
        Hand out what is proposed in a case, and what people noted at each of its steps.
        """
        self._note(Act.VIEWED_CASE, f"case:{row.id}")
        notes = {one.id: self.of(one).open_json(one.sealed_note, "note") for one in events if one.sealed_note}
        return self.proposal(row), notes

    def proposal(self, row: Case) -> dict[str, Any] | None:
        """
        Give what is proposed, to be carried out or shown: whoever asks writes the line.
        """
        sealed = row.sealed_proposal
        return self.of(row).open_json(sealed, "proposal") if sealed else None

    def letter(self, row: CaseLetter) -> dict[str, Any]:
        """
        Hand out a letter's words.
        """
        self._note(Act.VIEWED_LETTER, f"letter:{row.id}")
        words: dict[str, Any] = self.of(row).open_json(row.sealed_words, "words")
        return words

    def letter_file(self, row: CaseLetter, form: str) -> bytes:
        """
        Hand out the very bytes that went out, "pdf" or "hwpx".
        """
        self._note(Act.VIEWED_LETTER, f"letter:{row.id}", {"form": form})
        return self.of(row).open(row.sealed_pdf if form == "pdf" else row.sealed_hwpx, form)

    def answers(self, letter_id: UUID, rows: Sequence[CaseAnswer]) -> dict[UUID, dict[str, Any]]:
        """
        Hand out what a company wrote: one line for all answers to a letter.
        """
        if rows:
            self._note(Act.VIEWED_ANSWERS, f"letter:{letter_id}", {"answers": [str(row.id) for row in rows]})
        return {
            row.id: {
                **self.of(row).open_json(row.sealed_words, "words"),
                "read": self.of(row).open_json(row.sealed_text, "text") if row.sealed_text else None,
            }
            for row in rows
        }

    def answer_file(self, row: CaseAnswer, act: Act = Act.VIEWED_ANSWERS) -> tuple[str, bytes]:
        """
        Hand out the file that came with an answer, with its name.
        """
        self._note(act, f"answer:{row.id}")
        name: str = self.of(row).open_json(row.sealed_words, "words")["name"]
        return name, self.of(row).open(row.sealed_file or b"", "file")

    def _note(self, act: Act, subject: str, detail: dict[str, object] | None = None) -> None:
        journal.write(self.session, self.person, act, subject, detail)
