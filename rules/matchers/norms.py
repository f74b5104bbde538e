"""
Match norms: who must, may, must not or need not do what towards whom, read by rules/norms/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import re2

from ingest.document import Role, Span
from rules.marks import STRONG, WEAK
from rules.matchers.base import Arguments, Match, Matcher, Workshop, matcher
from rules.norm import Consideration, Modality, Norm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.sentences import Sentence
    from rules.units import Unit

RoleName = Literal["startup", "corporate", "investor", "founder", "public_body", "other", "strong", "weak"]
Kind = TypeVar("Kind", Modality, Consideration)
_OBJECT = re2.compile(r"[가-힣\x{E001}-\x{E00A}](?:을|를|은|는|이|가)\s")
_KOREAN = re2.compile(r"[가-힣]{2}")
_POINTS_BACK = ("이를 ", "이에 ", "그것", "이것", "이의 ")
INHERITED_CERTAINTY = 0.8
"""How sure a norm is whose bearer was taken over from another sentence."""


class NormArguments(Arguments):
    """
    Describe a norm; what is left out may be anything.

    `act` is looked up in the norm's predicate, `about` and `not_about` in the whole norm and the head sentence.
    A norm that both sides hold alike (`mutual`) matches only where `mutual` says so.
    """

    bearer: tuple[RoleName, ...] | None = None
    modality: Modality | tuple[Modality, ...] | None = None
    act: str | tuple[str, ...] | None = None
    about: str | tuple[str, ...] | None = None
    not_about: str | tuple[str, ...] | None = None
    toward: tuple[RoleName, ...] | None = None
    condition: str | tuple[str, ...] | None = None
    unless_condition: str | tuple[str, ...] | None = None
    """No condition or proviso of the norm may say one of these."""
    unconditional: bool | None = None
    consideration: Consideration | tuple[Consideration, ...] | None = None
    discretion: bool | None = None
    mutual: bool | None = False


def roles_of(names: Sequence[RoleName]) -> frozenset[Role]:
    """
    Give the roles a rule names; `strong` and `weak` stand for the usual two sides.
    """
    found: set[Role] = set()
    for name in names:
        found |= STRONG if name == "strong" else WEAK if name == "weak" else {Role(name)}
    return frozenset(found)


@matcher("norm", NormArguments)
def norm(arguments: NormArguments, workshop: Workshop) -> Matcher:
    """
    Match where a sentence of the unit holds such a norm; the evidence is that norm.
    """
    fits = compile_norm(arguments, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        reading = context.reading
        sentences = (unit.sentence,) if unit.sentence else reading.sentences_in(unit.span)
        found = [one for sentence in fits.holding(sentences, context) for one in fits.among(sentence, context)]
        if not found:
            return None
        certainty = max(INHERITED_CERTAINTY if one.inherited else 1.0 for one in found)
        return Match(tuple(one.span for one in found), certainty, found[0].bearer)

    return match


class compile_norm:  # noqa: N801 (used as a function; a class only to hold the looked-up entries)
    """
    Tell whether a norm is as the arguments describe it.
    """

    def __init__(self, arguments: NormArguments, workshop: Workshop) -> None:
        """
        Look the lexicon entries up once.
        """
        self._wanted = arguments
        self._bearer = None if arguments.bearer is None else roles_of(arguments.bearer)
        self._toward = None if arguments.toward is None else roles_of(arguments.toward)
        self._modality = _several(arguments.modality)
        self._consideration = _several(arguments.consideration)
        look_up = workshop.entries
        self._act = look_up(arguments.act or ())
        self._about = look_up(arguments.about or ())
        self._not_about = look_up(arguments.not_about or ())
        self._condition = look_up(arguments.condition or ())
        self._unless_condition = look_up(arguments.unless_condition or ())

    def __call__(self, norm: Norm, heads: tuple[Span, ...], context: Context) -> bool:
        """
        Test the cheap fields first, then the words.
        """
        return self._fits_shape(norm) and self._fits_words(norm, heads, context)

    def holding(self, sentences: Sequence[Sentence], context: Context) -> Sequence[Sentence]:
        """
        Leave out, of many sentences, those that say nothing which can be the act.
        """
        return context.reading.those_saying((self._act,) if self._act else (), sentences)

    def among(self, sentence: Sentence, context: Context) -> Iterator[Norm]:
        """
        Give the norms of a sentence that are so.
        """
        heads = sentence.zones[:-1]
        return (one for one in context.reading.norms(sentence) if self(one, heads, context))

    def _fits_shape(self, norm: Norm) -> bool:
        wanted = self._wanted
        return (
            (self._modality is None or norm.modality in self._modality)
            and (wanted.mutual is None or norm.mutual == wanted.mutual)
            and (self._bearer is None or (bool(norm.bearer) and (wanted.mutual is True or norm.bearer <= self._bearer)))
            and (self._toward is None or _goes_to(norm.beneficiary, self._toward))
            and (self._consideration is None or norm.consideration in self._consideration)
            and (wanted.discretion is None or norm.discretion == wanted.discretion)
            and (wanted.unconditional is None or (not norm.condition) == wanted.unconditional)
        )

    def _fits_words(self, norm: Norm, heads: tuple[Span, ...], context: Context) -> bool:
        whole = (norm.span, *heads)
        limits = norm.condition + norm.proviso
        return (
            (not self._act or any(context.reading.ends_in(entry, norm.act) for entry in self._act))
            and (not self._about or _said(self._about, whole, context) or self._meant(norm, context))
            and not (self._not_about and _said(self._not_about, whole, context))
            and (not self._condition or _said(self._condition, limits, context))
            and not (self._unless_condition and _said(self._unless_condition, limits, context))
        )

    def _meant(self, norm: Norm, context: Context) -> bool:
        """
        Tell whether the sentence names it before, where the norm points back ("이를") or leaves its object out.
        """
        reading = context.reading
        own = reading.text[norm.span.start : norm.span.end]
        if not any(word in own for word in _POINTS_BACK) and (not _KOREAN.search(own) or _OBJECT.search(own)):
            return False
        start = reading.sentence_start_before(norm.span.start)
        return start < norm.span.start and _said(self._about, (Span(start, norm.span.start),), context)


def _several(value: Kind | tuple[Kind, ...] | None) -> frozenset[Kind] | None:
    if value is None:
        return None
    return frozenset(value) if isinstance(value, tuple) else frozenset({value})


def _said(entries: tuple[Entry, ...], spans: Sequence[Span], context: Context) -> bool:
    return context.reading.says_in(entries, spans)


def _goes_to(beneficiary: frozenset[Role], wanted: frozenset[Role]) -> bool:
    """
    Tell whether a norm runs towards one of the roles wanted, and not towards both sides alike.
    """
    both = bool(beneficiary & STRONG) and bool(beneficiary & WEAK)
    return bool(beneficiary & wanted) and not both
