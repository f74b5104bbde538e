"""
Let a letter out: number it, write both files, keep the very bytes, and say so in the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uuid_utils.compat import uuid7

from compliance import journal, seoul
from compliance.cases.drafting import day_of
from compliance.cases.letters import Draft, Issued, paper_of, words_of
from compliance.cases.states import LetterKind
from compliance.exports.writing import Format, write
from compliance.journal import Act
from compliance.store import cases, people
from compliance.store.case_tables import CaseLetter

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person
    from compliance.cases.deciding import Acting
    from compliance.cases.machine import Transition

BOOK = "letter"


def issue(
    acting: Acting, row: Transition, proposal: dict[str, Any], approver: Person, drafted_by: UUID | None = None
) -> UUID:
    """
    Issue the letter of a proposal; nobody but its company and the examiners ever sees it.
    """
    case, now, letter_id = acting.case, seoul.today(), uuid7()
    serial = cases.number(acting.session, case.tenant_id, BOOK, now.year)
    issued = Issued(people.tenant_name(acting.session, case.tenant_id), serial, approver.name, now)
    draft = Draft(**proposal["letter"])
    paper = paper_of(draft, issued)
    files = {form: write(paper, form) for form in (Format.PDF, Format.HWPX)}
    envelope, wrapped = acting.keys.new_envelope(case.tenant_id, letter_id)
    # What goes to another authority is not for the company's eyes.
    respondent = None if draft.kind == LetterKind.TRANSFER else case.respondent_id
    acting.session.add(
        CaseLetter(
            id=letter_id,
            case_id=case.id,
            tenant_id=case.tenant_id,
            respondent_id=respondent,
            code=row.code,
            kind=draft.kind,
            measure=draft.measure,
            year=now.year,
            serial=serial,
            issued_by=approver.id,
            drafted_by=drafted_by or approver.id,
            due_on=day_of(proposal),
            wrapped_key=wrapped,
            sealed_words=envelope.seal_json({"words": words_of(paper)}, "words"),
            sealed_pdf=envelope.seal(files[Format.PDF], "pdf"),
            sealed_hwpx=envelope.seal(files[Format.HWPX], "hwpx"),
        )
    )
    acting.session.flush()
    journal.write(
        acting.session, acting.person, Act.LETTER_ISSUED, f"letter:{letter_id}", {"case": case.id, "kind": draft.kind}
    )
    return letter_id


def draft_words(proposal: dict[str, Any], office: str) -> list[dict[str, Any]]:
    """
    Give the lines of the letter that would go out, before it has a number.
    """
    if "letter" not in proposal:
        return []
    return words_of(paper_of(Draft(**proposal["letter"]), Issued(office, None, "", seoul.today())))
