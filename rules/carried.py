"""
Find what a sentence says by other words: the meaning of a defined term it uses, the clause that it refers to.

Only entries of the lexicon that are marked `by_reference` are looked for there: what a clause is about may stand
elsewhere, what it orders may not.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import re2

from ingest.document import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ingest.document import DefinedTerm, Document, Quantity, ReferenceKind

_MOST_TERMS = 100
_SURE = 0.5
_FOLLOWING = 24
# A reference carries a subject where the words behind it go on with that subject: 제5조의 권리, 제5조에 따른 특허.
_GOES_ON = re2.compile(
    r"^(?:에서 정한|에 따른|에 의한|에 규정된|의)? ?(?:지식 ?재산|권리|성과|결과|산출|특허|기술|발명|저작)"
)
_KINDS_BY_NAME = (
    (re2.compile(r"(?i)(?:[^약속업자]기간|기한|시한|말미|period|time|window|span)$"), frozenset({"period"})),
    (
        re2.compile(r"(?i)(?:이율|이자율|금리|[가-힣]율|[가-힣]률|이자|rate|yield|interest|percentage)$"),
        frozenset({"rate", "share"}),
    ),
    (re2.compile(r"(?i)(?:배수|multiple)$"), frozenset({"multiple"})),
)
"""What the last word of a term says of its kind: only then is the number in its meaning the number of the term."""


@dataclass(frozen=True, slots=True)
class Carried:
    """
    Hold the words in a sentence that stand for others, and those others: spans in `Reading.text`.

    cites: whether the words are a reference to a clause, not a defined term.
    """

    span: Span
    target: Span
    cites: bool = False


def carried_in(document: Document, text: str, place: Callable[[Span], Span]) -> tuple[Carried, ...]:
    """
    Find every use of a defined term and every reference to a clause's subject; `place` maps spans into `text`.
    """
    used = [one for term in document.definitions[:_MOST_TERMS] for one in _uses(term, text, place)]
    return tuple(sorted([*used, *_references(document, text, place)], key=lambda one: (one.span.start, one.span.end)))


def _uses(term: DefinedTerm, text: str, place: Callable[[Span], Span]) -> Iterator[Carried]:
    """
    Find where a term is used outside its own definition.
    """
    defined, meaning = place(term.span), place(term.meaning)
    written = text[defined.start : defined.end]
    for name in dict.fromkeys((term.term, *term.aliases, *([written] if len(written) > 1 else []))):
        at = text.find(name)
        while name and at >= 0:
            span = Span(at, at + len(name))
            is_word = not text[at - 1 : at].isalnum() and not (
                name.isascii() and text[span.end : span.end + 1].isalnum()
            )
            if is_word and not defined.overlaps(span) and not meaning.overlaps(span):
                yield Carried(span, meaning)
            at = text.find(name, span.end)


def _references(document: Document, text: str, place: Callable[[Span], Span]) -> Iterator[Carried]:
    """
    Find the references to clauses that go on with what those are about.
    """
    for cited, target in followed(document, "clause"):
        span = place(cited)
        if _GOES_ON.search(text[span.end : span.end + _FOLLOWING]):
            yield Carried(span, place(target), cites=True)


def followed(document: Document, kind: ReferenceKind) -> Iterator[tuple[Span, Span]]:
    """
    Give the references of a kind that are sure enough to be followed, each with what it refers to: spans of the file.
    """
    for one in document.references:
        if one.kind == kind and one.target is not None and one.certainty >= _SURE:
            yield one.span, one.target


def within(carried: Sequence[Carried], span: Span) -> Iterator[Carried]:
    """
    Give those in a span, of all of a text in order.
    """
    low, high = (bisect_left(carried, at, key=_start) for at in (span.start, span.end))
    return (one for one in carried[low:high] if span.covers(one.span))


def quantities_meant(
    carried: Sequence[Carried], span: Span, text: str, quantities_in: Callable[[Span], Sequence[Quantity]]
) -> Iterator[Quantity]:
    """
    Give the one period, rate or multiple that a term names ("응답기간", "Agreed Rate") where it is used in a span.
    """
    for one in within(carried, span):
        if kinds := _named_kinds(text[one.span.start : one.span.end]):
            meant = [quantity for quantity in quantities_in(one.target) if quantity.kind in kinds]
            if len(meant) == 1:
                yield replace(meant[0], span=one.span)


def _named_kinds(term: str) -> frozenset[str]:
    return next((kinds for name, kinds in _KINDS_BY_NAME if name.search(term)), frozenset())


def standing_for(carried: Sequence[Carried], found: Sequence[Span]) -> list[Span]:
    """
    Give the words that stand for a stretch in which something was found; what was found is in order.
    """
    starts = [hit.start for hit in found]
    return [
        one.span
        for one in carried
        if any(
            hit.end <= one.target.end
            for hit in found[bisect_left(starts, one.target.start) : bisect_left(starts, one.target.end)]
        )
    ]


def _start(carried: Carried) -> int:
    return carried.span.start
