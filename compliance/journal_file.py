"""
Write the journal into a file and verify it there: offline, with no database at hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from compliance.errors import Unavailable
from compliance.journal import BATCH
from compliance.store.tables import JournalLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class FiledLine:
    """
    Hold one line of the journal as it was written into a file.
    """

    seq: int
    at: datetime
    tenant_id: UUID
    person_id: UUID | None
    actor: str
    act: str
    subject: str
    detail: str
    retention_class: str
    previous: bytes
    hash: bytes
    came_from: str | None
    data_of: str | None
    purpose: str | None


def export(session: Session, path: Path) -> int:
    """
    Write all lines as JSON Lines, and return how many; run it in a transaction of the role compliance_verifier.
    """
    count = 0
    wanted = select(JournalLine.__table__).order_by(JournalLine.seq)
    with path.open("x", encoding="utf-8") as file:
        for row in session.execute(wanted.execution_options(yield_per=BATCH)):
            told = {name: _plain(value) for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's own name
            file.write(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count


def lines_of(path: Path) -> Iterator[FiledLine]:
    """
    Read the lines of a file.

    Raises:
        Unavailable: it holds no journal.
    """
    with path.open(encoding="utf-8") as file:
        for number, words in enumerate(file, 1):
            try:
                yield _line(json.loads(words))
            except (ValueError, KeyError, TypeError) as wrong:
                raise Unavailable(
                    f"{number}행을 읽을 수 없습니다", f"line {number} of the file is none", "file"
                ) from wrong


def _line(told: dict[str, str]) -> FiledLine:
    person = told["person_id"]
    return FiledLine(
        seq=int(told["seq"]),
        at=datetime.fromisoformat(told["at"]),
        tenant_id=UUID(told["tenant_id"]),
        person_id=UUID(person) if person else None,
        previous=bytes.fromhex(told["previous"]),
        hash=bytes.fromhex(told["hash"]),
        **{name: told[name] for name in _TEXTS},
    )


_TEXTS = ("actor", "act", "subject", "detail", "retention_class", "came_from", "data_of", "purpose")


def _plain(value: object) -> object:
    match value:
        case bytes():
            return value.hex()
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
