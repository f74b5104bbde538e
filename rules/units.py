"""
List the units of a document that a rule may judge: document, article (조), provision (항), sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Level, Span
from rules.voided import only_concludes, only_names_void_terms, only_narrates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.reading import Reading
    from rules.sentences import Sentence

SIGNED = frozenset({Level.SIGNATURE})
"""Ranks of the clause tree that hold names and seals; a sentence among them may still bind somebody."""


@dataclass(frozen=True, slots=True)
class Unit:
    """
    Hold the stretch of text under judgement.

    `span` is its own text, `head` the sentence an enumerated item completes; `sentence` is set where the unit is one.
    """

    kind: str
    span: Span
    head: Span | None
    sentence: Sentence | None

    @property
    def zones(self) -> tuple[Span, ...]:
        """
        Give the spans whose words count for this unit: the head sentence first, then its own text.
        """
        if self.sentence is not None:
            return self.sentence.zones
        return (self.head, self.span) if self.head else (self.span,)


def units_of(kind: str, reading: Reading) -> Sequence[Unit]:
    """
    Give the units of one kind, in reading order; tables have none in a text, a bundle is judged document by document.
    """
    if kind not in reading.units:
        reading.units[kind] = tuple(_units(kind, reading))
    return reading.units[kind]


def judged(reading: Reading) -> Iterator[Sentence]:
    """
    Give the sentences that may bind somebody: what is written under the signatures or in the margin, too.
    """
    return (unit.sentence for unit in units_of("sentence", reading) if unit.sentence is not None)


def sentence_units(sentences: Iterable[Sentence]) -> Iterator[Unit]:
    """
    Give sentences as units.
    """
    return (Unit("sentence", one.span, one.head, one) for one in sentences)


def _units(kind: str, reading: Reading) -> Iterator[Unit]:
    if kind in {"document", "bundle"}:
        yield Unit(kind, Span(0, len(reading.text)), None, None)
    elif kind == "sentence":
        yield from sentence_units(_binding(reading))
    elif kind in {"article", "provision"}:
        yield from (Unit(kind, span, None, None) for span in _distinct(kind, judged(reading)))


def _binding(reading: Reading) -> Iterator[Sentence]:
    return (
        one
        for one in reading.sentences
        if (one.level not in SIGNED or reading.norms(one))
        and not only_names_void_terms(reading.text, one)
        and not only_concludes(reading.text, one)
        and not only_narrates(reading.text, one)
    )


def _distinct(kind: str, sentences: Iterator[Sentence]) -> Iterator[Span]:
    last: Span | None = None
    for sentence in sentences:
        span = sentence.article if kind == "article" else sentence.provision
        if span != last:
            last = span
            yield span
