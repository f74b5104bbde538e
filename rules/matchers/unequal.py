"""
Match unequal figures: of the same thing the weaker side has many times what the stronger one has (notice, caps, terms).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import re2

from ingest.document import Span
from rules.errors import RuleError
from rules.marks import EVERY_PARTY, MARK_OF_ROLE, NO_PARTY, ONE_PARTY, OTHER_PARTY, ROLE_OF_MARK, STRONG, WEAK
from rules.matchers.base import Arguments, Match, Matcher, Workshop, matcher
from rules.matchers.norms import NormArguments, compile_norm
from rules.matchers.numbers import Bound, comparable
from rules.norm import Modality
from rules.units import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ingest.document import Quantity, Role
    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.norm import Norm
    from rules.sentences import Sentence
    from rules.units import Unit

Side = Literal["weak", "strong", "both"]
Measure = Literal["period", "share", "money"]
_BESIDE = 3
"""Characters that may lie between a figure and the words that tell what it is for."""
_PARTIES = "".join([*MARK_OF_ROLE.values(), EVERY_PARTY])
_MARKS = f"{_PARTIES}{ONE_PARTY}{OTHER_PARTY}{NO_PARTY}"
_NAMED_BEFORE = re2.compile(
    rf"([{_PARTIES}])(?:(?:의 경우|측|쪽)?(?:에는|은|는|이|가)|의 경우"
    rf"|(?:측|쪽)?의 [^{_MARKS},.;]{{0,14}}(?:의무|책임|부담|한도|상한|기간))[^{_MARKS},.;]{{0,24}}$"
    rf"|(?i:(?:^|[,;] |\band |\bwhile |\bwhereas |\bof |\bby |\bfor |\bfrom ))([{_PARTIES}]) [^{_MARKS}.;]{{0,60}}$"
)
_NAMED_BEHIND = re2.compile(rf"^[^{_MARKS}.;]{{0,30}}(?i:\b(?:by|from|for|of|where)) ?([{_PARTIES}])")
"""Whose a figure is: "갑은 14일 전에, 을은 90일 전에", "the liability of A is limited to …", "7 days' notice by A"."""


class UnequalArguments(Arguments):
    """
    Name what is told of each side (`act` or `about`, as of norms), by which figures, and how many times is unequal.

    beside: words next to a figure that tell what it is for; any figure of the kind where none are named.
    """

    act: str | tuple[str, ...] | None = None
    about: str | tuple[str, ...] | None = None
    modality: Modality | tuple[Modality, ...] | None = None
    kind: Measure | tuple[Measure, ...] = "period"
    beside: str | tuple[str, ...] | None = None
    times: Bound


@dataclass(frozen=True, slots=True)
class _Told:
    side: Side
    value: Decimal
    unit: str
    span: Span


@matcher("unequal", UnequalArguments)
def unequal(arguments: UnequalArguments, workshop: Workshop) -> Matcher:
    """
    Match where the least figure of the weaker side is so many times the greatest of the stronger; evidence is both.

    Of a rule over sentences it is matched once, in the first sentence that tells a figure of the weaker side.
    """
    if arguments.times.parameter not in workshop.parameters:
        raise RuleError(workshop.rule, f"unknown parameter {arguments.times.parameter!r}")
    topic = workshop.entries(arguments.act or arguments.about or ())
    kinds = (arguments.kind,) if isinstance(arguments.kind, str) else arguments.kind
    figures = _Figures(kinds, workshop.entries(arguments.beside or ()))
    wanted = NormArguments(modality=arguments.modality, act=arguments.act, about=arguments.about, mutual=None)
    held = compile_norm(wanted, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        telling = context.reading.saying([topic])
        if not telling or (unit.sentence is not None and unit.sentence.index not in telling):
            return None
        told: list[_Told] = []
        for sentence in judged(context.reading):
            if sentence.index in telling:
                norms = list(held.among(sentence, context))
                told += _by_norms(norms, sentence, figures, context) or _by_name(sentence.span, figures, context)
        limit = context.limit(arguments.times.parameter)
        for measure in dict.fromkeys(one.unit for one in told):
            found = _compared([one for one in told if one.unit == measure], limit)
            if found and (unit.sentence is None or unit.span.overlaps(found.evidence[0])):
                return replace(found, favoured=frozenset(context.reading.roles & STRONG))
        return None

    return match


def _compared(told: Sequence[_Told], limit: Decimal) -> Match | None:
    weak, strong = _of("weak", told), _of("strong", told)
    if not weak or not strong or weak == strong:
        return None
    least, greatest = min(one.value for one in weak), max(one.value for one in strong)
    if not greatest or least < limit * greatest:
        return None
    spans = dict.fromkeys(one.span for one in (*weak, *strong))
    return Match(tuple(spans), value=f"{least.normalize():f}", limit=f"{greatest.normalize():f}")


def _of(side: Side, told: Sequence[_Told]) -> list[_Told]:
    """
    Give the figures of one side; those that hold for both where it has none of its own.
    """
    return [one for one in told if one.side == side] or [one for one in told if one.side == "both"]


@dataclass(frozen=True, slots=True)
class _Figures:
    """
    Find figures of some kinds next to some words.
    """

    kinds: Sequence[str]
    beside: Sequence[Entry]

    def within(self, span: Span, context: Context) -> Iterator[tuple[Quantity, Decimal, str]]:
        """
        Give the figures of a span, each with its number and what it is measured in.
        """
        for item in context.reading.quantities_in(span):
            value = comparable(item, None)
            near = Span(item.span.start - _BESIDE, item.span.end + _BESIDE)
            said = (hit for entry in self.beside for hit in context.reading.hits_in(entry, span))
            if item.kind in self.kinds and value and (not self.beside or any(hit.overlaps(near) for hit in said)):
                yield item, value, item.unit if item.kind == "money" else item.kind


def _by_norms(norms: Sequence[Norm], sentence: Sentence, figures: _Figures, context: Context) -> list[_Told]:
    """
    Give the figures of a sentence by whose norm they limit; of several sides each has those of its own part.
    """
    sides = {_side(norm.bearer, mutual=norm.mutual) for norm in norms}
    if len(sides) == 1 and len(list(figures.within(sentence.span, context))) > 1:
        return []
    told = []
    for norm in norms:
        side = _side(norm.bearer, mutual=norm.mutual)
        if side is not None:
            within = sentence.span if len(sides) == 1 else norm.span
            told += [_Told(side, value, unit, within) for _, value, unit in figures.within(within, context)]
    return told


def _by_name(span: Span, figures: _Figures, context: Context) -> Iterator[_Told]:
    """
    Give the figures of a sentence that names whose each is.
    """
    text = context.reading.text
    for item, value, unit in figures.within(span, context):
        before = _NAMED_BEFORE.search(text[span.start : item.span.start])
        mark = (before.group(1) or before.group(2)) if before else _behind(text[item.span.end : span.end])
        side = _side(frozenset({ROLE_OF_MARK[mark]} if mark in ROLE_OF_MARK else ()), mutual=mark == EVERY_PARTY)
        if side is not None:
            yield _Told(side, value, unit, span)


def _behind(words: str) -> str:
    found = _NAMED_BEHIND.search(words)
    return found.group(1) if found else ""


def _side(bearer: frozenset[Role], *, mutual: bool) -> Side | None:
    if mutual:
        return "both"
    if not bearer:
        return None
    return "weak" if bearer <= WEAK else "strong" if bearer <= STRONG else None
