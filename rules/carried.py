"""
Find what a sentence says by other words: the meaning of a defined term it uses, the clause that it refers to.

Only entries of the lexicon that are marked `by_reference` are looked for there: what a clause is about may stand
elsewhere, what it orders may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from ingest.document import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ingest.document import DefinedTerm, Document

_MOST_TERMS = 100
_SURE = 0.5
_FOLLOWING = 24
# A reference carries a subject where the words behind it go on with that subject: 제5조의 권리, 제5조에 따른 특허.
_GOES_ON = re2.compile(
    r"^(?:에서 정한|에 따른|에 의한|에 규정된|의)? ?(?:지식 ?재산|권리|성과|결과|산출|특허|기술|발명|저작)"
)


@dataclass(frozen=True, slots=True)
class Carried:
    """
    Hold the words in a sentence that stand for others, and those others: spans in `Reading.text`.
    """

    span: Span
    target: Span


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
    for name in (term.term, *term.aliases):
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
    for reference in document.references:
        if reference.kind == "clause" and reference.target is not None and reference.certainty >= _SURE:
            span = place(reference.span)
            if _GOES_ON.search(text[span.end : span.end + _FOLLOWING]):
                yield Carried(span, place(reference.target))


def standing_for(carried: Sequence[Carried], found: Sequence[Span]) -> list[Span]:
    """
    Give the words that stand for a stretch in which something was found.
    """
    return [one.span for one in carried if any(one.target.covers(hit) for hit in found)]
