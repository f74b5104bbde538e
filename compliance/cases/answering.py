"""
Take in what a company answers to a letter: its bytes first, sealed and unaltered; then its case moves, in one step.

Whoever answers sees no case. What the answer does to it is done by the system within the authority's organisation,
in the same transaction, under the name of the person who answered.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from uuid_utils.compat import uuid7

from compliance import access, journal, seoul
from compliance.cases import deciding
from compliance.cases.deadlines import objection_until
from compliance.cases.deciding import Acting
from compliance.cases.states import CaseState, LetterKind
from compliance.errors import Forbidden, Rejected
from compliance.journal import Act
from compliance.store import cases, rows
from compliance.store.case_tables import Case, CaseAnswer, CaseLetter
from compliance.store.database import identify
from ingest.naming import clean_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.cases.views import Answer
    from compliance.store.envelope import KeyRing

ANSWER, OBJECTION = "answer", "objection"
LONGEST: Final = 20_000
"""Letters of an answer's text; longer ones come as a file."""
MOST: Final = 20
"""Answers that one letter takes: none of them is ever thrown away."""
MOVES: Final[Mapping[tuple[LetterKind, CaseState], str]] = {
    (LetterKind.SELF_CORRECTION, CaseState.SELF_CORRECTION): "C6",
    (LetterKind.EXPLANATION, CaseState.EXPLANATION_REQUESTED): "C8",
    (LetterKind.EXPLANATION, CaseState.EXPLANATION_OVERDUE): "C10",
    (LetterKind.MEASURE, CaseState.MEASURE_ISSUED): "C21",
    (LetterKind.SUPPLEMENT, CaseState.MEASURE_ISSUED): "C21",
    (LetterKind.MEASURE, CaseState.NONCOMPLIANT): "C28",
    (LetterKind.SUPPLEMENT, CaseState.NONCOMPLIANT): "C28",
    (LetterKind.FOLLOW_UP, CaseState.ESCALATED): "C29",
}
"""Which step of the case an answer to a letter is, in which state."""
FURTHER: Final[Mapping[LetterKind, frozenset[CaseState]]] = {
    LetterKind.SELF_CORRECTION: frozenset({CaseState.VERIFYING}),
    LetterKind.EXPLANATION: frozenset({CaseState.EXPLANATION_RECEIVED}),
    LetterKind.PRIOR_NOTICE: frozenset({CaseState.PRIOR_NOTICE}),
    LetterKind.MEASURE: frozenset({CaseState.VERIFYING}),
    LetterKind.SUPPLEMENT: frozenset({CaseState.VERIFYING}),
    LetterKind.FOLLOW_UP: frozenset({CaseState.VERIFYING}),
}
"""Where a further answer to a letter is still taken, and moves nothing."""
OBJECTIONS: Final[Mapping[tuple[LetterKind, CaseState], str]] = {
    (LetterKind.MEASURE, CaseState.MEASURE_ISSUED): "C23",
    (LetterKind.FOLLOW_UP, CaseState.ESCALATED): "C30",
}


@dataclass(frozen=True, slots=True)
class Open:
    """
    Say what a company may still send to a letter: an answer, and an objection until a day.
    """

    may_answer: bool
    may_object: bool
    objection_until: date | None
    moves: str | None = None
    objects: str | None = None


def what_is_open(session: Session, person: Person, letter: CaseLetter) -> Open:
    """
    Look, as the system, at what the case of a letter still takes; of the case itself nothing is told.
    """
    identify(session, access.system(letter.tenant_id))
    case = rows.one(session, Case, letter.case_id, to_change=False)
    found = _open(letter, case, is_newest=_is_newest(session, letter))
    identify(session, person)
    return found


def take_in(session: Session, keys: KeyRing, person: Person, letter: CaseLetter, given: Answer) -> CaseAnswer:
    """
    Take an answer in; the very same one sent again is the same answer.

    Raises:
        Rejected: "text", there is nothing in it, or too much; "kind", it is of no known kind.
        Forbidden: nothing is taken any more, or the days for an objection are over.
    """
    _check(given)
    repetition, before = _repetition(keys, person, given), cases.answers(session, [letter.id])
    known = next((one for one in before if one.repetition == repetition), None)
    if known:
        return known
    if len(before) >= MOST:
        raise Forbidden(f"한 문서에는 {MOST}번까지 제출할 수 있습니다", f"a letter takes {MOST} answers", "answer")
    system = access.system(letter.tenant_id)
    identify(session, system)
    case = rows.one(session, Case, letter.case_id, to_change=True)
    found = _open(letter, case, is_newest=_is_newest(session, letter))
    identify(session, person)
    _refuse(given, found)
    answer = _filed(keys, person, letter, given, repetition)
    session.add(answer)
    session.flush()
    journal.write(
        session, person, Act.LETTER_ANSWERED, f"letter:{letter.id}", {"answer": answer.id, "kind": given.kind}
    )
    _go_on(Acting(session, keys, person, case), found.objects if given.kind == OBJECTION else found.moves)
    return answer


def _go_on(acting: Acting, code: str | None) -> None:
    """
    Move the case, or note that something more came in; the person is named, the right is the system's.
    """
    identify(acting.session, access.system(acting.case.tenant_id))
    if code:
        deciding.carry(acting, code)
    else:
        acting.case.version += 1
        deciding.record(acting, "answered", None, CaseState(acting.case.state))
    identify(acting.session, acting.person)


def _open(letter: CaseLetter, case: Case, *, is_newest: bool) -> Open:
    kind, state = LetterKind(letter.kind), CaseState(case.state)
    moves = MOVES.get((kind, state)) if is_newest else None
    further = is_newest and state in FURTHER.get(kind, frozenset())
    issued = seoul.day_of(letter.issued_at)
    until = objection_until(issued) if kind in {LetterKind.MEASURE, LetterKind.FOLLOW_UP} else None
    objects = OBJECTIONS.get((kind, state)) if is_newest and until and seoul.today() <= until else None
    return Open(bool(moves or further), objects is not None, until, moves, objects)


def _is_newest(session: Session, letter: CaseLetter) -> bool:
    """
    Tell whether no later letter of the case went to the same company: what is settled is answered no more.
    """
    return all(one.id <= letter.id or one.respondent_id is None for one in cases.letters(session, letter.case_id))


def _check(given: Answer) -> None:
    if given.kind not in {ANSWER, OBJECTION}:
        raise Rejected("알 수 없는 제출 구분입니다", "an unknown kind of answer", "kind")
    if not given.text.strip() and not given.content:
        raise Rejected("내용을 적거나 파일을 고르십시오", "write something or choose a file", "text")
    if len(given.text) > LONGEST:
        raise Rejected("본문은 20,000자 이내로 적고 나머지는 파일로 내십시오", "at most 20,000 letters", "text")


def _refuse(given: Answer, found: Open) -> None:
    if given.kind == OBJECTION and not found.may_object:
        over = found.objection_until is not None and seoul.today() > found.objection_until
        raise Forbidden(
            f"이의신청 기간이 {found.objection_until}에 끝났습니다. 행정심판은 90일 이내에 청구할 수 있습니다"
            if over
            else "이 문서에는 이의신청을 할 수 없습니다",
            "the days for an objection are over; an administrative appeal is possible within 90 days"
            if over
            else "no objection can be raised to this letter",
            "objection",
        )
    if given.kind == ANSWER and not found.may_answer:
        raise Forbidden("더 받지 않는 문서입니다", "nothing more is taken to this letter", "answer")


def _repetition(keys: KeyRing, person: Person, given: Answer) -> bytes:
    told = f"{given.kind}|{given.is_secret}|{given.name}|{given.text.strip()}".encode()
    return keys.keyed_hash(person.tenant_id, hashlib.sha256(given.content).digest() + told)


def _filed(keys: KeyRing, person: Person, letter: CaseLetter, given: Answer, repetition: bytes) -> CaseAnswer:
    answer_id: UUID = uuid7()
    envelope, wrapped = keys.new_envelope(person.tenant_id, answer_id)
    words = {
        "text": given.text.strip(),
        "name": clean_name(given.name) if given.content else "",
        "size": len(given.content),
        "sha256": hashlib.sha256(given.content).hexdigest() if given.content else None,
    }
    return CaseAnswer(
        id=answer_id,
        letter_id=letter.id,
        case_id=letter.case_id,
        tenant_id=person.tenant_id,
        person_id=person.id,
        kind=given.kind,
        is_late=letter.due_on is not None and seoul.today() > letter.due_on,
        is_secret=given.is_secret,
        repetition=repetition,
        wrapped_key=wrapped,
        sealed_words=envelope.seal_json(words, "words"),
        sealed_file=envelope.seal(given.content, "file") if given.content else None,
        file_state="received" if given.content else None,
    )
