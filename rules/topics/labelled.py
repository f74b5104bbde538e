"""
Read labelled clauses: gold spans of CUAD's contracts, and articles of official forms by their headings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from ingest.document import Source, Span
from ingest.structure import build
from rules import reading
from rules.examples import plain_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rules.reading import Reading
    from rules.sentences import Sentence

_TOPICS = Path(__file__).parent / "topics.yaml"
_ANY_DAY = date(2026, 11, 27)
"""Words are cut into sentences alike on every day."""
LONGEST_CLAUSE = 1200
"""Characters after which a run of sentences without any number is cut into the next clause."""
ENOUGH_SHARED = 0.5
"""A sentence is about a topic if at least this share of it, or of the gold span, is the other's."""


@dataclass(frozen=True, slots=True)
class Topic:
    """
    Hold one topic: its names, where its examples come from, and which rules read such clauses.
    """

    name: Mapping[str, str]
    cuad: tuple[str, ...]
    headings: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """
    Hold one sentence of a contract: the clause it stands in, its topics, and the topics that somebody looked for.
    """

    contract: str
    clause: int
    text: str
    about: frozenset[str]
    looked_for: frozenset[str]


@cache
def topics() -> Mapping[str, Topic]:
    """
    Give every topic by its id, in the order of the file.
    """
    written = yaml.safe_load(_TOPICS.read_text("utf-8"))
    return {
        name: Topic(one["name"], *(tuple(one.get(key, ())) for key in ("cuad", "headings", "rules")))
        for name, one in written.items()
    }


def from_cuad(path: Path) -> Iterator[Said]:
    """
    Give the sentences of CUAD's contracts with the topics whose gold spans they share.
    """
    by_category = {category: name for name, topic in topics().items() for category in topic.cuad}
    looked_for = frozenset(by_category.values())
    for contract in json.loads(path.read_text("utf-8"))["documents"]:
        gold = [
            (by_category[category], Span(span["start"], span["end"]))
            for category, spans in contract["labels"].items()
            if category in by_category
            for span in spans
            if span["start"] is not None
        ]
        for clause, place, words in _clauses(contract["text"]):
            about = frozenset(name for name, span in gold if _share(span, place))
            yield Said(contract["id"], clause, words, about, looked_for)


def from_forms(paths: Iterable[Path]) -> Iterator[Said]:
    """
    Give the sentences of forms; the heading of an article says what its sentences are about.
    """
    looked_for = frozenset(name for name, topic in topics().items() if topic.headings)
    for path in paths:
        read = _read(path.read_text("utf-8"))
        for clause, sentence in _numbered(read):
            words = read.quote(sentence.span)
            if sentence.heading:
                yield Said(path.name, clause, words, headed(sentence.heading), looked_for)


def sentences_of(text: str) -> Iterator[str]:
    """
    Give the sentences of a text.
    """
    read = _read(text)
    return (read.quote(sentence.span) for sentence in read.sentences)


def headed(heading: str) -> frozenset[str]:
    """
    Give the topics that a heading names.
    """
    plain = "".join(heading.lower().split())
    return frozenset(name for name, topic in topics().items() if any(word in plain for word in topic.headings))


def _clauses(text: str) -> Iterator[tuple[int, Span, str]]:
    read = _read(text)
    for clause, sentence in _numbered(read):
        place = read.original(sentence.span)
        yield clause, place, read.quote(sentence.span)


def _numbered(read: Reading) -> Iterator[tuple[int, Sentence]]:
    """
    Count the clauses: a provision, or a part of one that nobody numbered.
    """
    clause, start, last = -1, 0, -1
    for sentence in read.sentences:
        if sentence.provision.start != last or sentence.span.end - start > LONGEST_CLAUSE:
            clause, start, last = clause + 1, sentence.span.start, sentence.provision.start
        yield clause, sentence


def _share(gold: Span, place: Span) -> bool:
    shared = min(gold.end, place.end) - max(gold.start, place.start)
    return shared > 0 and shared >= ENOUGH_SHARED * min(gold.end - gold.start, place.end - place.start)


def _read(text: str) -> Reading:
    source = Source("labelled", "text/plain", "0" * 64, len(text))
    return reading.read(build(plain_layout(text), source), _ANY_DAY)
