"""
Prepare a Document for judging: canonical text with roles marked, units, quantities, word hits and norms.

All spans in a `Reading` point into `Reading.text`; `original` leads back to the characters of the file.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.canonical import Canonical, canonical
from ingest.document import Document, Level, Quantity, Role, Span
from rules.marks import Marked, mark
from rules.norms import read_norms
from rules.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rules.lexicon import Entry
    from rules.norm import Norm


@dataclass(frozen=True)
class Reading:
    """
    Hold everything a matcher may ask about one document, computed once and on demand.
    """

    document: Document
    on: date
    text: str
    canonical: Canonical
    marked: Marked
    sentences: tuple[Sentence, ...]
    _hits: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    _norms: dict[int, tuple[Norm, ...]] = field(default_factory=dict)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """
        Give the roles that some party of this agreement plays.
        """
        return frozenset(party.role for party in self.document.parties)

    @cached_property
    def agreed_on(self) -> date:
        """
        Give the day whose parameters decide: that of signing, or of the check where it is unknown.
        """
        return self.document.signed_on or self.on

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """
        Give the document's quantities with spans in `text`.
        """
        return tuple(
            Quantity(item.kind, item.value, item.unit, item.per, self.from_original(item.span))
            for item in self.document.quantities
        )

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [item.span.start for item in self.quantities]

    def quantities_in(self, span: Span) -> Sequence[Quantity]:
        """
        Give the quantities that lie in a span.
        """
        low, high = bisect_left(self._quantity_starts, span.start), bisect_left(self._quantity_starts, span.end)
        return self.quantities[low:high]

    def hits(self, entry: Entry) -> tuple[Span, ...]:
        """
        Give every place where a lexicon entry is said, in order.
        """
        if entry.name not in self._hits:
            self._hits[entry.name] = entry.find(self.text)
        return self._hits[entry.name]

    def hits_in(self, entry: Entry, span: Span) -> tuple[Span, ...]:
        """
        Give the places within a span where a lexicon entry is said.
        """
        every = self.hits(entry)
        low = bisect_left(every, Span(span.start, -1))
        high = bisect_left(every, Span(span.end, -1))
        return tuple(hit for hit in every[low:high] if hit.end <= span.end)

    def norms(self, sentence: Sentence) -> tuple[Norm, ...]:
        """
        Give the norms of a sentence.
        """
        if sentence.index not in self._norms:
            self._norms[sentence.index] = read_norms(self.text, self.sentences, sentence.index, self.roles)
        return self._norms[sentence.index]

    def norms_in(self, span: Span) -> tuple[Norm, ...]:
        """
        Give the norms of every sentence that starts within a span.
        """
        return tuple(norm for sentence in self.sentences_in(span) for norm in self.norms(sentence))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentences_in(self, span: Span) -> Sequence[Sentence]:
        """
        Give the sentences that start within a span.
        """
        low, high = bisect_left(self._sentence_starts, span.start), bisect_left(self._sentence_starts, span.end)
        return self.sentences[low:high]

    def original(self, span: Span) -> Span:
        """
        Give the span in `Document.text`.
        """
        return self.canonical.original(self.marked.span_before(span))

    def from_original(self, span: Span) -> Span:
        """
        Give the span in `text` for one in `Document.text`.
        """
        inner = self.canonical.canonical_of(span)
        start = self.marked.after(inner.start)
        return Span(start, max(start + 1, self.marked.after(inner.end)))


def read(document: Document, on: date) -> Reading:
    """
    Prepare a document for judging on a day.
    """
    plain = canonical(document.text, document.wraps)
    marked = mark(plain.text, document.parties)

    def place(span: Span) -> Span:
        inner = plain.canonical_of(span)
        start = marked.after(inner.start)
        return Span(start, max(start, marked.after(inner.end)))

    return Reading(document, on, marked.text, plain, marked, sentences(marked.text, document.clauses, place))


JUDGED = frozenset(Level) - {Level.SIGNATURE}
"""The ranks of the clause tree whose sentences are judged; names and seals bind nobody to anything."""
