"""
Read every reference of a text to its own clauses, and to clauses elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Reference, Span
from ingest.links import eastern, english, outside
from ingest.links.relations import said_of
from ingest.links.resolve import Resolver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.links.places import Places
    from ingest.links.relations import Said
    from ingest.links.resolve import Goal
    from ingest.links.sentences import Sentences

_CONTENTS: Final = late.pattern(
    r"(?: ?\([^()\n]{0,60}\))?[ .·…\-_|*]*\d{0,3} *$|[^\n]{0,60}?[.·…]{3,} *\d{1,3} *$|[ A-Z,;&'()\-]{3,60}\d{1,3} *$",
    re.MULTILINE,
)
_LINE_START: Final = late.pattern(r"(?:^|\n)[ #*>|\-\[(]*$")
_MARGIN: Final = 12
# Far more than any agreement has; a hostile file of nothing but references must not take long.
_MOST: Final = 20_000
_STATUTORY: Final = late.pattern(
    r"(?:별표|별지|서식|법률|고시|공고|훈령|예규|특허|등록|번호|사건|면허|허가|인가)[ 제\[(<]*$"
)


@dataclass(frozen=True, slots=True)
class Text:
    """
    Hold what references are read from: the canonical text, its clauses, its sentences and its title.
    """

    text: str
    places: Places
    sentences: Sentences
    title: str


def references(read: Text) -> list[Reference]:
    """
    Read all references to clauses; spans are canonical offsets, in reading order.
    """
    found = [*islice(_eastern(read), _MOST), *islice(_english(read), _MOST)]
    return sorted(found, key=lambda one: one.span)


def _eastern(read: Text) -> Iterator[Reference]:
    """
    Read the Korean and Japanese ones.
    """
    resolver = Resolver(read.places, read.text)
    groups: list[list[eastern.Cited]] = []
    for cited in islice(eastern.cited_in(read.text), _MOST):
        if _is_heading(read, cited.span):
            continue
        if groups and groups[-1][0].group == cited.group:
            groups[-1].append(cited)
        else:
            groups.append([cited])
    last_outside: tuple[Span, str] | None = None
    for group in groups:
        sentence = read.sentences.around(group[0].span.start)
        other = outside.eastern(read.text, group[0].span.start, read.title)
        if other is None and last_outside and group[0].steps[0].word == "same" and sentence.covers(last_outside[0]):
            other = last_outside[1]
        if other is not None:
            last_outside = (group[0].span, other)
        elif group[0].steps[0].word != "same":
            last_outside = None
        yield from _grouped(read, group, sentence, other, resolver)


def _grouped(
    read: Text, group: Sequence[eastern.Cited], sentence: Span, other: str | None, resolver: Resolver
) -> Iterator[Reference]:
    """
    Turn the references of one group, about which the sentence says one thing, into their final form.
    """
    said = said_of(read.text, sentence, Span(group[0].span.start, group[-1].span.end))
    for cited in group:
        if other is not None:
            words = read.text[cited.span.start : cited.span.end]
            yield Reference(cited.span, "outside", f"{other} {words}", None, said.relation, said.applied_to)
            continue
        if _STATUTORY.search(read.text, max(0, cited.span.start - _MARGIN), cited.span.start):
            continue
        goal = resolver.eastern(cited)
        if goal is not None:
            yield _reference(read, cited.span, goal, said)


def _english(read: Text) -> Iterator[Reference]:
    """
    Read the English ones.
    """
    resolver = Resolver(read.places, read.text)
    for cited in english.cited_in(read.text):
        if _is_heading(read, cited.span):
            continue
        sentence = read.sentences.around(cited.span.start)
        said = said_of(read.text, sentence, cited.group)
        other = outside.english(read.text, cited.group.start, cited.group.end, read.title)
        words = read.text[cited.span.start : cited.span.end]
        if other is not None:
            yield Reference(cited.span, "outside", f"{words} of {other}", None, said.relation, said.applied_to)
            continue
        goal = resolver.english(cited)
        if goal is not None and goal.place is None and outside.is_statute(cited.path[0], words):
            yield Reference(cited.span, "outside", words, None, said.relation, said.applied_to)
        elif goal is not None:
            yield _reference(read, cited.span, goal, said)


def _reference(read: Text, span: Span, goal: Goal, said: Said) -> Reference:
    """
    Build one reference with the number as printed.
    """
    words = read.text[span.start : span.end]
    return Reference(span, "clause", words, goal.span, said.relation, said.applied_to, goal.certainty)


def _is_heading(read: Text, span: Span) -> bool:
    """
    Tell whether the words are the heading of a clause or a line of a table of contents.
    """
    if span.start in read.places.heads:
        return True
    start = max(0, span.start - _MARGIN)
    return bool(_LINE_START.search(read.text, start, span.start)) and bool(_CONTENTS.match(read.text, span.end))
