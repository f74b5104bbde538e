"""
Prepare a Document for judging: canonical text with roles marked, units, quantities, word hits and norms.

All spans in a `Reading` point into `Reading.text`; `original` leads back to the characters of the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING

from ingest.canonical import Canonical, canonical
from ingest.document import Document, Quantity, Role, Span
from rules import lexicon_japanese, marks_japanese
from rules.carried import Carried, carried_in, followed, quantities_meant, within
from rules.lexicon import alone
from rules.marks import Marked, mark
from rules.norms import read_norms
from rules.predicates import does
from rules.said import Completed, Said
from rules.sentences import Sentence, sentences
from rules.spelling import respelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ingest.document import Party
    from rules.classifier.likeness import Likenesses
    from rules.doubted import Doubts
    from rules.encoded import Encoded
    from rules.lexicon import Entry
    from rules.matchers.base import Match
    from rules.norm import Norm
    from rules.sieve import Sieve
    from rules.units import Unit

Groups = tuple[tuple["Entry", ...], ...]
"""Lexicon entries of which one in each group is asked for."""
INVESTMENT_PAPER = frozenset({"investment", "shareholders", "convertible", "safe", "term_sheet"})
"""The kinds of agreement that have an investor on one side."""
_JAPANESE_PART = 0.05
"""Where more of the letters are kana, a part of the agreement is Japanese, not only a name or a title."""
_ASKED_ONE_BY_ONE = 8
"""Of more sentences than that only those are asked that say what must be said for a match."""
LONGEST_HIT = 200
"""How many characters before a span a hit that ends in it may start."""


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
    _norms: dict[int, tuple[Norm, ...]] = field(default_factory=dict)
    _headings: dict[str, tuple[Sieve, int, Encoded]] = field(default_factory=dict)
    _saying: dict[Groups, frozenset[int]] = field(default_factory=dict)
    units: dict[str, tuple[Unit, ...]] = field(default_factory=dict)
    """Filled by rules.units.units_of, kind by kind."""
    compared: dict[object, tuple[Match, ...]] = field(default_factory=dict)
    """Filled by rules.matchers.unequal: what is unequal in all of the text, by who compares."""
    likeness: dict[str, Likenesses] = field(default_factory=dict)
    """Filled by rules.classifier, kind of unit by kind: how much each rule's sayings are resembled."""
    doubts: dict[frozenset[str], Doubts] = field(default_factory=dict)
    """Filled by rules.doubted, by which rules are asked: where whatever they read is not told."""

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

    def quantities_meant(self, span: Span) -> Iterator[Quantity]:
        """
        Walk over the quantities that defined terms used in a span stand for, each where its term is used.
        """
        return quantities_meant(self._carried, span, self.text, self.quantities_in)

    @cached_property
    def _said(self) -> Said:
        wraps = [*map(self.marked.after, self.canonical.wraps)]
        return Said(self.text, self.sentences, wraps, self._wordings, lambda: self._carried)

    def hits(self, entry: Entry) -> tuple[Span, ...]:
        """
        Give every place where a lexicon entry is said, in order.
        """
        return self._said.everywhere(entry)

    def _wordings(self, entry: Entry) -> tuple[Entry, ...]:
        """
        Give an entry as it is said in the document's language; as in both where a part of it is Japanese.
        """
        if not self.partly_japanese:
            return (entry,)
        japanese = lexicon_japanese.wording(entry)
        own = (japanese,) if japanese else ()
        return own if self.document.language == "ja" else (*own, entry)

    def find(self, entry: Entry, words: str) -> tuple[Span, ...]:
        """
        Find where words say a lexicon entry in the document's language; in both where a part of it is Japanese.
        """
        if words not in self._headings:
            self._headings[words] = alone(words)
        heading = self._headings[words]
        return tuple(sorted({hit for one in self._wordings(entry) for hit in one.find_in(*heading)}))

    @cached_property
    def partly_japanese(self) -> bool:
        """
        Tell whether the agreement, or a considerable part of it, is written in Japanese.
        """
        return self.document.language == "ja" or marks_japanese.share(self.text) > _JAPANESE_PART

    @cached_property
    def _carried(self) -> tuple[Carried, ...]:
        return carried_in(self.document, self.text, self.from_original)

    def carried_within(self, span: Span) -> Iterator[Carried]:
        """
        Give the words within a span that stand for others: terms that are defined, clauses that are referred to.
        """
        return within(self._carried, span)

    def leading_to(self, span: Span) -> Iterator[Sentence]:
        """
        Give the sentences elsewhere that refer to the annex a span lies in ("별지 3에 정한 사항은 …").
        """
        for cited, target in self._annexes_cited:
            if target.covers(span) and not target.overlaps(cited):
                yield from self.sentences_in(Span(self.sentence_start_before(cited.start), cited.start + 1))

    def cites_annex(self, span: Span) -> bool:
        """
        Tell whether words refer to an annex, whether it is there or not.
        """
        cited = (one.span for one in self.document.references if one.kind == "annex")
        return any(span.covers(self.from_original(one)) for one in cited)

    @cached_property
    def _annexes_cited(self) -> tuple[tuple[Span, Span], ...]:
        return tuple(
            (self.from_original(cited), self.from_original(target))
            for cited, target in followed(self.document, "annex")
        )

    def hits_in(self, entry: Entry, span: Span) -> tuple[Span, ...]:
        """
        Give the places within a span where a lexicon entry is said.
        """
        return tuple([hit for hit in self._said.starting_in(entry, span.start, span.end) if hit.end <= span.end])

    def hits_of(self, entries: tuple[Entry, ...], spans: Sequence[Span]) -> list[Span]:
        """
        Give the places within some spans where any of some lexicon entries is said, span by span.
        """
        if not self._said.may_say_in(entries, spans):
            return []
        return [hit for span in spans for entry in entries for hit in self.hits_in(entry, span)]

    def says_in(self, entries: tuple[Entry, ...], spans: Sequence[Span]) -> bool:
        """
        Tell whether one of some lexicon entries is said within one of some spans.
        """
        may = self._said.may_say_in(entries, spans)
        return may and any(self.hits_in(entry, span) for entry in entries for span in spans)

    def ends_in(self, entry: Entry, span: Span) -> bool:
        """
        Tell whether a predicate does what a lexicon entry says: its first words may stand before it ("계약을 … 해지").
        """
        return any(does(self.text, span, hit) for hit in self._ending_in(entry, span))

    def _ending_in(self, entry: Entry, span: Span) -> list[Span]:
        close = self._said.starting_in(entry, span.start - LONGEST_HIT, span.end)
        return [hit for hit in close if span.start < hit.end <= span.end]

    def said_in(self, entry: Entry) -> frozenset[int]:
        """
        Give the indexes of the sentences that say a lexicon entry themselves or in the head they complete.
        """
        return self.saying(((entry,),))

    def saying(self, groups: Groups) -> frozenset[int]:
        """
        Give the indexes of the sentences that say, as in `said_in`, an entry of each group.
        """
        found = self._saying.get(groups)
        if found is None:
            found = self._saying[groups] = self._said_by_each(groups)
        return found

    def _said_by_each(self, groups: Groups) -> frozenset[int]:
        """
        Look for each group's entries only where the others may be said and those before are.
        """
        said, completed = self._said, self._completed
        left = reduce(and_, (completed.with_completing(said.may_say(group)) for group in groups))
        found = frozenset(range(len(self.sentences)))
        for group in groups:
            hits = said.hits(group, completed.with_heads(left))
            own = {index for hit in hits if (index := self._sentence_at(hit)) is not None}
            found &= own.union(*(self._completing.get(index, ()) for index in own))
            left = said.stretches_of(self.sentences[index].span.start for index in found)
        return found

    @cached_property
    def _completed(self) -> Completed:
        number = [self._said.stretch_of(one.span.start) for one in self.sentences]
        pairs = ((number[head], number[one]) for head, items in self._completing.items() for one in items)
        return Completed.of(pairs)

    def those_saying(self, groups: Groups, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
        """
        Leave out, of many sentences, those that do not say an entry of each group; few are left for a matcher to ask.
        """
        if not groups or len(sentences) <= _ASKED_ONE_BY_ONE:
            return sentences
        wanted = self.saying(groups)
        return [one for one in sentences if one.index in wanted]

    def _sentence_at(self, hit: Span) -> int | None:
        index = bisect_right(self._sentence_starts, hit.start) - 1
        return index if index >= 0 and hit.end <= self.sentences[index].span.end else None

    @cached_property
    def _completing(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for sentence in self.sentences:
            for head in sentence.zones[:-1]:
                for part in self.sentences_in(head):
                    found.setdefault(part.index, []).append(sentence.index)
        return found

    def norms(self, sentence: Sentence) -> tuple[Norm, ...]:
        """
        Give the norms of a sentence.
        """
        if sentence.index not in self._norms:
            self._norms[sentence.index] = read_norms(self.text, self.sentences, sentence.index, self.roles)
        return self._norms[sentence.index]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentences_in(self, span: Span) -> Sequence[Sentence]:
        """
        Give the sentences that start within a span.
        """
        low, high = bisect_left(self._sentence_starts, span.start), bisect_left(self._sentence_starts, span.end)
        return self.sentences[low:high]

    def sentence_start_before(self, offset: int) -> int:
        """
        Give where the sentence at or before an offset starts; the offset itself where there is none.
        """
        index = bisect_right(self._sentence_starts, offset) - 1
        return self._sentence_starts[index] if index >= 0 else offset

    def original(self, span: Span) -> Span:
        """
        Give the span in `Document.text`.
        """
        return self.canonical.original(self.marked.span_before(span))

    def quote(self, span: Span) -> str:
        """
        Give the words of the file that a span stands for, without blanks at the ends.
        """
        place = self.original(span)
        return self.document.text[place.start : place.end].strip()

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
    marked = mark(respelled(plain.text), _by_their_part(document))

    def place(span: Span) -> Span:
        inner = plain.canonical_of(span)
        start = marked.after(inner.start)
        return Span(start, max(start, marked.after(inner.end)))

    return Reading(document, on, marked.text, plain, marked, sentences(marked.text, document.clauses, place))


def _by_their_part(document: Document) -> tuple[Party, ...]:
    """
    Give the parties by the part they play: in investment paper that names no investor, the company that invests is it.
    """
    roles = {party.role for party in document.parties}
    invests = document.agreement.value in INVESTMENT_PAPER
    if not invests or Role.INVESTOR in roles or Role.STARTUP not in roles:
        return document.parties
    return tuple(
        replace(party, role=Role.INVESTOR) if party.role is Role.CORPORATE else party for party in document.parties
    )
