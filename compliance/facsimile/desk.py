"""
Be the door to agreements as they look on paper: the whole with every word in its place, and one page as a picture.

Both are views of the agreement and written into the journal first. The file is opened and drawn in a caged child
(ingest/cage); this process only ever handles the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance import showing
from compliance.errors import NotFound
from compliance.facsimile.anchoring import Anchors
from compliance.facsimile.personal import hidden, spans_of
from compliance.facsimile.picture import as_file
from compliance.facsimile.recent import Outline
from compliance.facsimile.views import Leaf, Paper, Printed
from compliance.journal import Act
from compliance.store import submissions
from compliance.store.door import Door
from ingest.document import Line, Span
from ingest.drawn import Drawn
from ingest.errors import IngestError
from ingest.layout import boxes_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from compliance.access import Person
    from compliance.facsimile.recent import Recent
    from compliance.instruments import Draw
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.store.tables import Screening

Lines = tuple[tuple[Line, ...], tuple[tuple[float, ...], ...]]


@dataclass(frozen=True, slots=True)
class FacsimileDesk:
    """
    Show agreements on paper; every method raises `NotFound` for what is absent, not theirs, or was not read.
    """

    database: Database
    keys: KeyRing
    draw: Draw
    recent: Recent

    def paper(self, person: Person, submission_id: UUID) -> Paper:
        """
        Show what was read, every word in its place.
        """
        with self.database.transaction(person) as session:
            door = Door(session, self.keys, person)
            screening, name = _screened(door, submission_id)
            document = door.document(screening)
            known = self.recent.get(screening.id)
            content = door.original(submission_id, Act.VIEWED_PAGES) if document["pages"] and not known else b""
        lines, edges = _lines(document)
        if known is None:
            outline = _outline(self._drawn(content, name, 0), document["text"], (lines, edges))
            known = self.recent.keep(screening.id, outline)
        text = hidden(document["text"], known.spans)
        rows = list(_rows(document["clauses"], 0))
        shown = showing.document(submission_id, name, {**document, "text": text, "clauses": rows})
        leaves = _leaves(text, lines, known.sizes)
        return Paper(screening.id, shown, leaves, Anchors(text), lines, edges)

    def picture(self, person: Person, submission_id: UUID, page: int) -> bytes:
        """
        Show one page, counted from 1, as a JPEG file, personal numbers blackened.
        """
        with self.database.transaction(person) as session:
            door = Door(session, self.keys, person)
            screening, name = _screened(door, submission_id)
            content = door.original(submission_id, Act.VIEWED_PAGES, {"page": page})
            known = self.recent.get(screening.id)
            document = None if known else door.document(screening)
        drawn = self._drawn(content, name, page)
        if not drawn.pixels:
            raise NotFound
        if document is not None:
            known = self.recent.keep(screening.id, _outline(drawn, document["text"], _lines(document)))
        return as_file(drawn, page, known.personal if known else ())

    def _drawn(self, content: bytes, name: str, page: int) -> Drawn:
        """
        Draw a page; a file that was read and cannot be drawn has none.
        """
        try:
            return self.draw(content, name, page) if content else Drawn()
        except IngestError:
            return Drawn()


def _screened(door: Door, submission_id: UUID) -> tuple[Screening, str]:
    """
    Fetch the last screening of a document, with the file's name.
    """
    entry = submissions.entry(door.session, submission_id)
    if entry.screening is None or entry.screening.finished_at is None:
        raise NotFound
    return entry.screening, door.particulars([entry.submission])[submission_id]["name"]


def _rows(clauses: Sequence[dict[str, Any]], depth: int) -> Iterator[tuple[str, str, str, int, int, int]]:
    """
    List the clauses of a document that was written down, in reading order.
    """
    for one in clauses:
        yield one["number"], one["heading"], one["level"], one["span"]["start"], one["span"]["end"], depth
        yield from _rows(one["children"], depth + 1)


def _lines(document: dict[str, Any]) -> Lines:
    """
    Read the printed lines and the edges of their letters out of a document that was written down.
    """
    lines = tuple(
        Line(Span(**one["span"]), one["page"], one["x0"], one["top"], one["x1"], one["bottom"])
        for one in document["lines"]
    )
    return lines, tuple(document["edges"])


def _outline(drawn: Drawn, text: str, lines: Lines) -> Outline:
    """
    Find once for every later look where in the text and on the pages personal numbers stand.
    """
    spans = tuple(spans_of(text))
    return Outline(drawn.sizes, spans, tuple(box for span in spans for box in boxes_for(span, *lines)))


def _leaves(text: str, lines: Sequence[Line], sizes: Sequence[tuple[float, float]]) -> tuple[Leaf, ...]:
    """
    Lay the lines out on their pages.
    """
    on_page: dict[int, list[Printed]] = {}
    for line in lines:
        words = text[line.span.start : line.span.end]
        if words.strip():
            width, height = line.x1 - line.x0, line.bottom - line.top
            on_page.setdefault(line.page, []).append(Printed(words, line.x0, line.top, width, height))
    return tuple(
        Leaf(number, width, height, tuple(on_page.get(number, ())))
        for number, (width, height) in enumerate(sizes, start=1)
    )
