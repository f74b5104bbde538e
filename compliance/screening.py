"""
Screen one submission: read, check, record. A job may run any number of times; it records once.

No transaction is open while the file is read and checked: that takes seconds, in a caged child process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.store import screenings
from compliance.store.door import Door
from compliance.store.screenings import Result
from compliance.views import Problem, SubmissionState
from ingest.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from compliance.access import Person
    from compliance.instruments import Instruments
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from ingest.document import Clause, Document

BROKEN = Problem(900, "점검 프로그램의 오류로 점검하지 못하였습니다", "the check itself failed; nothing was checked")


def screen(database: Database, keys: KeyRing, instruments: Instruments, system: Person, screening_id: UUID) -> None:
    """
    Read, check and record one ordered screening; do nothing if it is already done.

    Raises:
        Exception: whatever broke in the check; the queue tries again and in the end calls `fail`.
    """
    with database.transaction(system) as session:
        order = screenings.take(Door(session, keys, system), screening_id)
    if order is None:
        return
    try:
        document = instruments.read(order.content, order.name, order.declared)
    except IngestError as refusal:
        problem = Problem(refusal.code, refusal.ko, refusal.en)
        give_up(database, keys, system, screening_id, problem, SubmissionState.UNREADABLE)
        return
    report = dict(instruments.check(document, order.checked_on))
    with database.transaction(system) as session:
        screenings.finish(Door(session, keys, system), order, Result(report, _text(document)))


def give_up(
    database: Database, keys: KeyRing, system: Person, screening_id: UUID, problem: Problem, state: SubmissionState
) -> None:
    """
    Record why a submission could not be screened.
    """
    with database.transaction(system) as session:
        screenings.give_up(Door(session, keys, system), screening_id, problem, state)


def _text(document: Document) -> dict[str, Any]:
    return {
        "language": document.language,
        "pages": document.pages,
        "text": document.text,
        "clauses": [list(row) for row in _rows(document.clauses, 0)],
    }


def _rows(clauses: Sequence[Clause], depth: int) -> Iterator[tuple[str, str, str, int, int, int]]:
    for clause in clauses:
        yield clause.number, clause.heading, clause.level.value, clause.span.start, clause.span.end, depth
        yield from _rows(clause.children, depth + 1)
