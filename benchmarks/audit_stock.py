"""
Write agreements of a size and store them, finished, as many as wanted: what an audit's measurements run over.

Every distinct text goes through reader and rules once, as a screening does; the copies of it are filed and finished by
the office's own functions, each sealed by a key of its own, with its findings and its lines in the journal.
"""

from __future__ import annotations

import random
import re
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from compliance import access
from compliance.access import Actor
from compliance.errors import Outage
from compliance.filing import Filing, Retention, file_document
from compliance.office import Office
from compliance.real import REAL
from compliance.screening import check_and_keep
from compliance.store import people, screenings
from compliance.store.door import Door
from compliance.store.screenings import Order, Result
from compliance.store.tables import Screening
from compliance.views import Origin
from ingest import read
from ingest.document import Declaration
from ingest.stored import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from compliance.settings import Settings

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "exam_dev"
CLAUSES = CORPUS.parent / "ko_standard"
FIRST = date(2026, 11, 27)
BATCH = 50
"""Agreements of one organisation, stored in one transaction."""
DISTINCT = 114
"""Different texts: six lengthened forms of each of the agreements there are."""
_HERE: list[tuple[Office, Sequence[tuple[str, bytes, Result]]]] = []
"""What a process that stores works with."""
_ARTICLE = re.compile(r"(?m)^제\s?\d+\s?조")


class _NoQueue:
    """
    Take orders and forget them: the stored agreements are finished already.
    """

    def order(self, session: object, tenant_id: UUID, screening_id: UUID) -> None:
        """
        Do nothing.
        """


def texts(size: int) -> Iterator[tuple[str, bytes]]:
    """
    Give different agreements of about so many bytes: real ones, lengthened by articles of standard contracts.
    """
    chance = random.Random(20261127)  # noqa: S311 - a benchmark's dice, the same each time
    bases = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*/*.txt"))]
    articles = [one for path in sorted(CLAUSES.glob("*.txt")) for one in _articles(path.read_text(encoding="utf-8"))]
    for number in range(DISTINCT):
        name, text = bases[number % len(bases)]
        at = len(_ARTICLE.findall(text))
        while len(text.encode()) < size:
            at += 1
            text += _ARTICLE.sub(f"제{at}조", "\n" + chance.choice(articles), count=1)
        yield f"{number}-{name}", text.encode()


def _articles(text: str) -> list[str]:
    starts = [found.start() for found in _ARTICLE.finditer(text)]
    ends = [*starts[1:], len(text)][: len(starts)]
    return [text[start:end].strip() + "\n" for start, end in zip(starts, ends, strict=True)]


def _result(name: str, content: bytes) -> Result:
    document = read(content, name, None)
    report, reading = check_and_keep(REAL, document, FIRST)
    return Result(dict(report), {"text": document.text, "clauses": []}, written(document), reading)


def store(settings: Settings, count: int, size: int) -> int:
    """
    Store so many finished agreements, each organisation's by the dozen; return the bytes of text in all of them.
    """
    results = [(name, content, _result(name, content)) for name, content in texts(size)]
    context = get_context("spawn")
    with ProcessPoolExecutor(mp_context=context, initializer=_begin, initargs=(settings, results)) as processes:
        return sum(processes.map(_store_some, range(0, count, BATCH), repeat(count)))


def _begin(settings: Settings, results: Sequence[tuple[str, bytes, Result]]) -> None:
    """
    Open the office in a process of its own.
    """
    _HERE.append((Office.open(settings), results))


def _store_some(start: int, count: int) -> int:
    """
    Store a batch of one organisation, again where the database gave out meanwhile: a busy machine is no reason to end.
    """
    while True:
        try:
            return _store_batch(start, count)
        except Outage as outage:
            time.sleep(outage.seconds)


def _store_batch(start: int, count: int) -> int:
    [(office, results)] = _HERE
    with office.database.transaction(access.administrator()) as session:
        tenant = people.make_tenant(session, f"startup {start}")
        person = people.make_person(session, tenant, "startup", Actor.STARTUP)
    system, total = access.system(tenant), 0
    for number in range(start, min(start + BATCH, count)):
        name, content, result = results[number % len(results)]
        total += len(content)
        filing = Filing(
            tenant, person.id, Origin.REGISTERED, name, content, "text/plain", {}, number.to_bytes(16),
            Retention("audit_document", None), FIRST,
        )  # fmt: skip
        with office.database.transaction(system) as session:
            submission_id = file_document(session, office.keys, _NoQueue(), filing)
        with office.database.transaction(system) as session:
            door = Door(session, office.keys, system)
            [screening] = session.query(Screening).filter_by(submission_id=submission_id).all()
            order = Order(screening.id, screening.submission_id, name, b"", Declaration(), FIRST)
            screenings.finish(door, order, result)
    return total
