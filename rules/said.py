"""
Find where a text says what the lexicon's entries mean, stretch by stretch: sentences that touch are one stretch.

No match reaches out of its stretch (over a heading or a number); `^` and `$` in a pattern are a stretch's ends. Only
stretches that hold the letters a pattern needs are looked into (rules/sieve.py), and only when somebody asks of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING

import re2

from ingest.document import Span
from rules.carried import standing_for
from rules.encoded import POINT, Encoded
from rules.sieve import Sieve, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rules.carried import Carried
    from rules.lexicon import Entry
    from rules.sentences import Sentence

Entries = tuple["Entry", ...]
_DECIMAL = re2.compile(r"(\d)\.(\d)")
_START = attrgetter("start")


class Said:
    """
    Hold what was looked for in one text so far, and find the rest on demand.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        wraps: Iterable[int],
        wordings: Callable[[Entry], Entries],
        carried: Callable[[], Sequence[Carried]],
    ) -> None:
        """
        Cut the text into stretches.

        Args:
            text: what spans point into.
            sentences: those of the text, in order.
            wraps: where a blank stands for a line end that may have broken a word.
            wordings: gives an entry in the languages of the text.
            carried: gives where else is meant what is said, for entries that count by reference.

        """
        self._runs = _runs(sentences)
        self._starts = [run.start for run in self._runs]
        self._ends = [run.end for run in self._runs]
        pointed = str(_DECIMAL.sub(rf"\g<1>{POINT}\g<2>", text))
        self._stretches = [Encoded(pointed[run.start : run.end]) for run in self._runs]
        self._wraps = wraps
        self._wordings = wordings
        self._carried = carried
        self._found: dict[Entry, dict[int, tuple[Span, ...]]] = {}
        self._everywhere: dict[Entry, tuple[Span, ...]] = {}
        self._bits: dict[Entry, int] = {}
        self._bits_of_any: dict[Entries, int] = {}

    def everywhere(self, entry: Entry) -> tuple[Span, ...]:
        """
        Give every place where an entry is said, in order.
        """
        found = self._everywhere.get(entry)
        if found is None:
            found = tuple(hit for one in numbers(self._sifted(entry)) for hit in self._at(entry, one))
            if found and self._is_carried(entry):
                found = tuple(sorted({*found, *standing_for(self._carried(), found)}))
            self._everywhere[entry] = found
        return found

    def starting_in(self, entry: Entry, first: int, end: int) -> Sequence[Span]:
        """
        Give the hits that start between two places.
        """
        if self._is_carried(entry):
            every = self.everywhere(entry)
            return every[bisect_left(every, first, key=_START) : bisect_left(every, end, key=_START)]
        bits = self._sifted(entry)
        touched = [one for one in self._touched(first, end) if bits >> one & 1] if bits else ()
        return [hit for one in touched for hit in self._at(entry, one) if first <= hit.start < end]

    def may_say(self, entries: Entries) -> int:
        """
        Tell which stretches may say one of some entries, one bit each.
        """
        bits = self._bits_of_any.get(entries)
        if bits is None:
            bits = 0
            for entry in entries:
                bits |= self._may_say_one(entry)
            self._bits_of_any[entries] = bits
        return bits

    def may_say_in(self, entries: Entries, spans: Iterable[Span]) -> bool:
        """
        Tell whether one of some entries may be said in a stretch that one of some spans touches.
        """
        bits = self.may_say(entries)
        if bits:
            for span in spans:
                if self._touches(bits, span):
                    return True
        return False

    def _touches(self, bits: int, span: Span) -> bool:
        one = bisect_right(self._starts, span.start) - 1
        if one >= 0 and span.end <= self._ends[one]:
            return bool(bits >> one & 1)
        return any(bits >> one & 1 for one in self._touched(span.start, span.end))

    def hits(self, entries: Entries, bits: int) -> Iterator[Span]:
        """
        Give where some entries are said in the stretches of which bits are set, entry by entry.
        """
        for entry in entries:
            if self._is_carried(entry):
                yield from (hit for hit in self.everywhere(entry) if bits >> self.stretch_of(hit.start) & 1)
            else:
                yield from (hit for one in numbers(self._sifted(entry) & bits) for hit in self._at(entry, one))

    def stretches_of(self, places: Iterable[int]) -> int:
        """
        Set a bit for the stretch of each place.
        """
        return reduce(or_, (1 << self.stretch_of(place) for place in places), 0)

    def stretch_of(self, place: int) -> int:
        """
        Give the number of the stretch around a place, or of the last one before it.
        """
        return max(bisect_right(self._starts, place) - 1, 0)

    def _is_carried(self, entry: Entry) -> bool:
        return entry.by_reference and bool(self._carried())

    def _touched(self, first: int, end: int) -> range:
        one = self.stretch_of(first)
        # Nearly always a sentence is asked of, which lies in one stretch.
        if one < len(self._ends) and end <= self._ends[one]:
            return range(one, one + 1)
        return range(one, bisect_left(self._starts, end, one))

    def _may_say_one(self, entry: Entry) -> int:
        if not self._is_carried(entry):
            return self._sifted(entry)
        return self.stretches_of(hit.start for hit in self.everywhere(entry))

    def _sifted(self, entry: Entry) -> int:
        bits = self._bits.get(entry)
        if bits is None:
            bits = 0
            for wording in self._wordings(entry):
                bits |= self._sieve.places(wording.said).bits
            self._bits[entry] = bits
        return bits

    def _at(self, entry: Entry, stretch: int) -> tuple[Span, ...]:
        known = self._found.setdefault(entry, {})
        found = known.get(stretch)
        if found is None:
            found = known[stretch] = self._looked_for(entry, stretch)
        return found

    def _looked_for(self, entry: Entry, stretch: int) -> tuple[Span, ...]:
        first = self._starts[stretch]
        wordings = self._wordings(entry)
        found = [
            Span(first + hit.start, first + hit.end)
            for wording in wordings
            for hit in wording.find_in(self._sieve, stretch, self._stretches[stretch])
        ]
        if stretch in self._joined:
            whole, removed = self._joined[stretch]
            hits = (hit for wording in wordings for hit in wording.find_in(self._sieve, stretch, whole))
            found += [_unjoined(hit, first, removed) for hit in hits]
        return tuple(found) if len(wordings) == 1 and stretch not in self._joined else tuple(sorted(set(found)))

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([one.text for one in self._stretches])

    @cached_property
    def _joined(self) -> dict[int, tuple[Encoded, list[int]]]:
        """
        Give the stretches with a wrapped line end without the blanks that stand for it, and where each was.

        A word broken by a wrap is whole in them.
        """
        wraps: defaultdict[int, list[int]] = defaultdict(list)
        for wrap in self._wraps:
            stretch = self.stretch_of(wrap)
            if self._runs and self._starts[stretch] <= wrap < self._ends[stretch]:
                wraps[stretch].append(wrap - self._starts[stretch])
        return {one: _without(self._stretches[one].text, places) for one, places in wraps.items()}


@dataclass(frozen=True, slots=True)
class Completed:
    """
    Hold which stretches complete which: of a head its items, and of an item its heads, one bit a stretch.
    """

    items: dict[int, int]
    heads: dict[int, int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Completed:
        """
        Take down a head and an item at a time.
        """
        items: defaultdict[int, int] = defaultdict(int)
        heads: defaultdict[int, int] = defaultdict(int)
        for head, item in pairs:
            items[head] |= 1 << item
            heads[item] |= 1 << head
        return cls(dict(items), dict(heads))

    def with_completing(self, bits: int) -> int:
        """
        Add the items that complete what is in some stretches.
        """
        return reduce(or_, (more for head, more in self.items.items() if bits >> head & 1), bits)

    def with_heads(self, bits: int) -> int:
        """
        Add the heads that are completed in some stretches.
        """
        return reduce(or_, (more for item, more in self.heads.items() if bits >> item & 1), bits)


def _runs(sentences: Iterable[Sentence]) -> list[Span]:
    runs: list[Span] = []
    for one in sentences:
        if runs and runs[-1].end >= one.span.start:
            runs[-1] = Span(runs[-1].start, one.span.end)
        else:
            runs.append(one.span)
    return runs


def _without(text: str, places: list[int]) -> tuple[Encoded, list[int]]:
    """
    Leave out the letters at some places; tell how many letters of the shorter text stand before each.
    """
    starts = [0, *(place + 1 for place in places)]
    pieces = (text[start:end] for start, end in zip(starts, [*places, None], strict=True))
    return Encoded("".join(pieces)), [place - order for order, place in enumerate(places)]


def _unjoined(hit: Span, first: int, removed: list[int]) -> Span:
    return Span(first + hit.start + bisect_right(removed, hit.start), first + hit.end + bisect_left(removed, hit.end))
