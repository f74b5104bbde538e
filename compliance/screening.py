"""
Screen one submission: read, check, record. A job may run any number of times; it records once.

A bundle is opened instead, and closed by another job when all its members are screened. No transaction is open while
a file is read and checked: that takes seconds, in a caged child process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.bundling import read_member
from compliance.closing import close_bundle, gather
from compliance.clusters import marking
from compliance.opening import ending, open_bundle
from compliance.store import screenings
from compliance.store.door import Door
from compliance.store.screenings import Reading, Result
from compliance.views import Problem, SubmissionState
from ingest.errors import IngestError
from ingest.stored import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from compliance.access import Person
    from compliance.filing import Queue
    from compliance.instruments import Instruments
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.store.screenings import Order
    from ingest.document import Clause, Document

Checked = tuple[Mapping[str, Any], Reading | None]
"""A report, and the reading to be kept with it."""
BROKEN = Problem(900, "점검 프로그램의 오류로 점검하지 못하였습니다", "the check itself failed; nothing was checked")


@dataclass(frozen=True, slots=True)
class Equipment:
    """
    Hold what a screening works with; `queue` takes the orders that follow from it.
    """

    database: Database
    keys: KeyRing
    instruments: Instruments
    queue: Queue


def screen(equipment: Equipment, system: Person, screening_id: UUID) -> SubmissionState | None:
    """
    Read, check and record one ordered screening, and return how its submission stands then; None if it was done before.

    A bundle that was opened waits for its members, and stays "received".

    Raises:
        Exception: whatever broke in the check; the queue tries again and in the end calls `fail`.
    """
    with equipment.database.transaction(system) as session:
        order = screenings.take(Door(session, equipment.keys, system), screening_id)
    if order is None:
        return None
    if order.is_opened:
        return _close(equipment, system, order)
    try:
        bundle = None if order.is_member else equipment.instruments.unpack(order.content, order.name)
        document = None if bundle else _read(equipment.instruments, order)
    except IngestError as refusal:
        problem = Problem(refusal.code, refusal.ko, refusal.en)
        give_up(equipment, system, screening_id, problem, SubmissionState.UNREADABLE)
        return SubmissionState.UNREADABLE
    if document:
        _record(equipment, system, order, document)
        return SubmissionState.SCREENED
    if bundle:
        with equipment.database.transaction(system) as session:
            open_bundle(Door(session, equipment.keys, system), equipment.queue, order, bundle)
    return SubmissionState.RECEIVED


def give_up(equipment: Equipment, system: Person, screening_id: UUID, problem: Problem, state: SubmissionState) -> None:
    """
    Record why a submission could not be screened.
    """
    with equipment.database.transaction(system) as session, ending(session, equipment.queue, screening_id):
        screenings.give_up(Door(session, equipment.keys, system), screening_id, problem, state)


def _read(instruments: Instruments, order: Order) -> Document:
    """
    Read a document, by itself or as one of a bundle.
    """
    if order.is_member:
        return read_member(instruments.read, order.content, order.name, order.declared)
    return instruments.read(order.content, order.name, order.declared)


def _record(equipment: Equipment, system: Person, order: Order, document: Document) -> None:
    """
    Check a document and write down how that ended.
    """
    report, reading = check_and_keep(equipment.instruments, document, order.checked_on)
    # The documents of a bundle are only ever judged together: nothing is kept of one.
    result = Result(dict(report), text_of(document), written(document), None if order.is_member else reading)
    with equipment.database.transaction(system) as session, ending(session, equipment.queue, order.screening_id):
        door = Door(session, equipment.keys, system)
        screenings.finish(
            door, order, result, lambda screening: marking.mark(door, screening, document, report["findings"])
        )


def check_and_keep(instruments: Instruments, document: Document, on: date) -> Checked:
    """
    Check a document, and give its reading to be kept where the instruments make any.
    """
    keeping = instruments.keeping
    if keeping is None:
        return instruments.check(document, on), None
    report, content = keeping.check(document, on)
    return report, Reading(content, keeping.maker())


def _close(equipment: Equipment, system: Person, order: Order) -> SubmissionState | None:
    """
    Judge the members of a bundle as one deal once all have ended.
    """
    with equipment.database.transaction(system) as session:
        gathered = gather(Door(session, equipment.keys, system), order)
    if gathered is None:
        return None
    reports = equipment.instruments.check_deal(list(gathered.documents.values()), order.checked_on, gathered.unread)
    with equipment.database.transaction(system) as session:
        close_bundle(Door(session, equipment.keys, system), order, gathered, reports)
    return SubmissionState.SCREENED


def text_of(document: Document) -> dict[str, Any]:
    """
    Give what is kept of a document to be shown: its words with its clauses.
    """
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
