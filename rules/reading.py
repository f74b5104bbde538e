"""
Prepare a Document for judging: canonical text with roles marked, units, quantities, word hits and norms.

All spans in a `Reading` point into `Reading.text`; `original` leads back to the characters of the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import re2

from ingest.canonical import Canonical, canonical
from ingest.document import Document, Quantity, Role, Span
from rules import lexicon_japanese, marks_japanese
from rules.carried import Carried, carried_in, followed, quantities_meant, standing_for
from rules.encoded import BETWEEN, POINT, Encoded
from rules.marks import Marked, mark
from rules.norms import read_norms
from rules.predicates import does
from rules.sentences import Sentence, sentences
from rules.spelling import respelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ingest.document import Party
    from rules.classifier.likeness import Likenesses
    from rules.lexicon import Entry
    from rules.norm import Norm
    from rules.units import Unit

INVESTMENT_PAPER = frozenset({"investment", "shareholders", "convertible", "safe", "term_sheet"})
"""The kinds of agreement that have an investor on one side."""
_DECIMAL = re2.compile(r"(\d)\.(\d)")
_JAPANESE_PART = 0.05
"""Where more of the letters are kana, a part of the agreement is Japanese, not only a name or a title."""
_FEW = 8
"""An entry asked about in less than one of so many stretches is looked for there alone, not in all of the text."""
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
    _hits: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    _hit_starts: dict[str, list[int]] = field(default_factory=dict)
    _near: dict[str, dict[int, tuple[Span, ...]]] = field(default_factory=dict)
    _norms: dict[int, tuple[Norm, ...]] = field(default_factory=dict)
    _said_in: dict[str, frozenset[int]] = field(default_factory=dict)
    units: dict[str, tuple[Unit, ...]] = field(default_factory=dict)
    """Filled by rules.units.units_of, kind by kind."""
    likeness: dict[str, Likenesses] = field(default_factory=dict)
    """Filled by rules.classifier, kind of unit by kind: how much each rule's sayings are resembled."""

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

    def hits(self, entry: Entry) -> tuple[Span, ...]:
        """
        Give every place where a lexicon entry is said, in order.
        """
        found = self._hits.get(entry.name)
        if found is None:
            found = self._hits[entry.name] = self._found(entry)
            self._hit_starts[entry.name] = [hit.start for hit in found]
        return found

    def _found(self, entry: Entry) -> tuple[Span, ...]:
        found = self.find(entry, self._encoded)
        if self._wraps:
            found = tuple(sorted({*found, *map(self._unjoined, self.find(entry, self._joined))}))
        if entry.by_reference and found:
            found = tuple(sorted({*found, *standing_for(self._carried, found)}))
        return found

    def _starting_in(self, entry: Entry, span: Span, before: int = 0) -> Sequence[Span]:
        """
        Give the hits that start in a span, or so many characters before it.
        """
        every = self._hits.get(entry.name)
        if every is None:
            near = self._near_by(entry, span)
            if near is not None:
                return [hit for hit in near if span.start - before <= hit.start < span.end]
            every = self.hits(entry)
        starts = self._hit_starts[entry.name]
        return every[bisect_left(starts, span.start - before) : bisect_left(starts, span.end)]

    def _near_by(self, entry: Entry, span: Span) -> Sequence[Span] | None:
        """
        Give the hits in the stretches that a span touches; None where all of the text is to be looked through.
        """
        first = max(bisect_right(self._stretch_starts, span.start) - 1, 0)
        asked = range(first, bisect_left(self._stretch_starts, span.end))
        known = self._near.setdefault(entry.name, {})
        new = [one for one in asked if one not in known]
        if new and (_FEW * (len(known) + len(new)) > len(self._stretches) or not self._stays_between(entry)):
            return None
        known.update((one, self._said_at(entry, one)) for one in new)
        return [hit for one in asked for hit in known[one]]

    def _stays_between(self, entry: Entry) -> bool:
        """
        Tell whether every stretch says an entry for itself, whatever the others say.
        """
        is_carried = entry.by_reference and bool(self._carried)
        return entry.stays_between and not (is_carried or self._wraps or self.partly_japanese)

    def _said_at(self, entry: Entry, stretch: int) -> tuple[Span, ...]:
        first = self._stretch_starts[stretch]
        return tuple(Span(first + hit.start, first + hit.end) for hit in entry.find(self._stretches[stretch]))

    @cached_property
    def _stretches(self) -> list[Encoded]:
        """
        Give the runs of the text that no pattern may reach out of, each by itself: sentences that touch are one.
        """
        ends = [*self._stretch_starts[1:], len(self.text)]
        runs = (self._scanned[start:end] for start, end in zip(self._stretch_starts, ends, strict=True))
        return [Encoded(run.rstrip(BETWEEN)) for run in runs]

    @cached_property
    def _stretch_starts(self) -> list[int]:
        ends = [0, *(one.span.end for one in self.sentences)]
        return [
            one.span.start
            for one, end in zip(self.sentences, ends, strict=False)
            if one.span.start > end or not one.index
        ]

    def find(self, entry: Entry, words: str | Encoded) -> tuple[Span, ...]:
        """
        Find where words say a lexicon entry in the document's language; in both where a part of it is Japanese.
        """
        if not self.partly_japanese:
            return entry.find(words)
        japanese = lexicon_japanese.wording(entry)
        found = japanese.find(words) if japanese else ()
        return found if self.document.language == "ja" else tuple(sorted({*found, *entry.find(words)}))

    @cached_property
    def partly_japanese(self) -> bool:
        """
        Tell whether the agreement, or a considerable part of it, is written in Japanese.
        """
        return self.document.language == "ja" or marks_japanese.share(self.text) > _JAPANESE_PART

    @cached_property
    def _carried(self) -> tuple[Carried, ...]:
        return carried_in(self.document, self.text, self.from_original)

    def leading_to(self, span: Span) -> Iterator[Sentence]:
        """
        Give the sentences elsewhere that refer to the annex a span lies in ("별지 3에 정한 사항은 …").
        """
        for cited, target in self._annexes_cited:
            if target.covers(span) and not target.overlaps(cited):
                yield from self.sentences_in(Span(self.sentence_start_before(cited.start), cited.start + 1))

    @cached_property
    def _annexes_cited(self) -> tuple[tuple[Span, Span], ...]:
        return tuple(
            (self.from_original(cited), self.from_original(target))
            for cited, target in followed(self.document, "annex")
        )

    @cached_property
    def _scanned(self) -> str:
        """
        Give `text` with everything between the sentences (headings, numbers) blotted out, so no pattern reaches over.
        """
        pieces: list[str] = []
        at = 0
        for sentence in self.sentences:
            pieces += (BETWEEN * (sentence.span.start - at), self.text[sentence.span.start : sentence.span.end])
            at = sentence.span.end
        return str(_DECIMAL.sub(rf"\g<1>{POINT}\g<2>", "".join([*pieces, BETWEEN * (len(self.text) - at)])))

    @cached_property
    def _encoded(self) -> Encoded:
        return Encoded(self._scanned)

    @cached_property
    def _wraps(self) -> list[int]:
        return [self.marked.after(wrap) for wrap in self.canonical.wraps]

    @cached_property
    def _joined(self) -> Encoded:
        """
        Give the text without the blanks that stand for wrapped line ends: a word broken by a wrap is whole in it.
        """
        starts = [0, *(wrap + 1 for wrap in self._wraps)]
        return Encoded(
            "".join(self._scanned[start:end] for start, end in zip(starts, [*self._wraps, None], strict=True))
        )

    @cached_property
    def _removed(self) -> list[int]:
        return [wrap - order for order, wrap in enumerate(self._wraps)]

    def _unjoined(self, span: Span) -> Span:
        before = bisect_right(self._removed, span.start), bisect_left(self._removed, span.end)
        return Span(span.start + before[0], span.end + before[1])

    def hits_in(self, entry: Entry, span: Span) -> tuple[Span, ...]:
        """
        Give the places within a span where a lexicon entry is said.
        """
        return tuple(hit for hit in self._starting_in(entry, span) if hit.end <= span.end)

    def ends_in(self, entry: Entry, span: Span) -> bool:
        """
        Tell whether a predicate does what a lexicon entry says: its first words may stand before it ("계약을 … 해지").
        """
        return any(does(self.text, span, hit) for hit in self._ending_in(entry, span))

    def may_end_in(self, entry: Entry, span: Span) -> bool:
        """
        Tell whether any predicate of a stretch can do what a lexicon entry says.
        """
        return bool(self._ending_in(entry, span))

    def _ending_in(self, entry: Entry, span: Span) -> list[Span]:
        close = self._starting_in(entry, span, LONGEST_HIT)
        return [hit for hit in close if span.start < hit.end <= span.end]

    def said_in(self, entry: Entry) -> frozenset[int]:
        """
        Give the indexes of the sentences that say a lexicon entry themselves or in the head they complete.
        """
        if entry.name not in self._said_in:
            found = {index for hit in self.hits(entry) if (index := self._sentence_at(hit)) is not None}
            self._said_in[entry.name] = frozenset(
                found | {one for index in found for one in self._completing.get(index, ())}
            )
        return self._said_in[entry.name]

    def saying(self, groups: Sequence[Sequence[Entry]]) -> frozenset[int]:
        """
        Give the indexes of the sentences that say, as in `said_in`, an entry of each group.
        """
        first, *others = groups
        found = frozenset[int]().union(*(self.said_in(entry) for entry in first))
        for group in others:
            found = frozenset(index for index in found if self._says_one(group, self.sentences[index]))
        return found

    def those_saying(self, groups: Sequence[Sequence[Entry]], sentences: Sequence[Sentence]) -> Sequence[Sentence]:
        """
        Leave out, of many sentences, those that do not say an entry of each group; few are left for a matcher to ask.
        """
        if not groups or len(sentences) <= _ASKED_ONE_BY_ONE:
            return sentences
        wanted = self.saying(groups)
        return [one for one in sentences if one.index in wanted]

    def _says_one(self, entries: Sequence[Entry], sentence: Sentence) -> bool:
        heads = [part.span for head in sentence.zones[:-1] for part in self.sentences_in(head)]
        return any(self.hits_in(entry, span) for entry in entries for span in (sentence.span, *heads))

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
