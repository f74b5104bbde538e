"""
Read what companies sent in, caged like every other file, so that examiners see its text beside the very bytes.

Runs in a worker, at least once; it records once. What cannot be read stays as it came, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance import access
from compliance.cases.door import CaseDoor
from compliance.journal import Act
from compliance.store import rows
from compliance.store.case_tables import CaseAnswer
from ingest.errors import IngestError

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.queue import Bench

LONGEST: Final = 200_000
"""Letters of a file's text that are kept for looking at; the bytes are kept whole."""
RECEIVED = "received"


def read_answer(bench: Bench, answer_id: UUID) -> str:
    """
    Read the file of an answer, and return how it stands then.

    Raises:
        Exception: whatever broke in the reader; the queue tries again and in the end calls `give_up`.
    """
    system = access.system()
    with bench.database.transaction(system) as session:
        row = rows.one(session, CaseAnswer, answer_id, to_change=False)
        if row.file_state != RECEIVED:
            return row.file_state or RECEIVED
        name, content = CaseDoor(session, bench.keys, system).answer_file(row, Act.READ_ANSWER)
    try:
        text = bench.instruments.read(content, name, None).text[:LONGEST]
    except IngestError as refusal:
        return _record(bench, answer_id, "unreadable", code=refusal.code)
    return _record(bench, answer_id, "read", text=text)


def give_up(bench: Bench, answer_id: UUID) -> None:
    """
    Say of a file that reading it failed; the bytes stay.
    """
    _record(bench, answer_id, "failed")


def _record(bench: Bench, answer_id: UUID, state: str, *, code: int | None = None, text: str | None = None) -> str:
    system = access.system()
    with bench.database.transaction(system) as session:
        row = rows.one(session, CaseAnswer, answer_id, to_change=True)
        if row.file_state == RECEIVED:
            row.file_state, row.file_code = state, code
            if text is not None:
                row.sealed_text = CaseDoor(session, bench.keys, system).of(row).seal_json(text, "text")
        return row.file_state or state
