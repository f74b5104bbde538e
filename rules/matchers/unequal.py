"""
Match unequal figures: of the same thing the weaker side has many times what the stronger one has (notice, caps, terms).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
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
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ingest.document import Quantity, Role
    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.norm import Norm
    from rules.sentences import Sentence
    from rules.units import Unit

Side = Literal["weak", "strong", "both"]
Measure = Literal["period", "share", "money", "rate"]
_ENDLESS, _NAUGHT = Decimal("Infinity"), Decimal(0)
_ANY_UNIT = ""
_BESIDE = 3
"""Characters that may lie between a figure and the words that tell what it is for."""
_PARTIES = "".join([*MARK_OF_ROLE.values(), EVERY_PARTY])
_MARKS = f"{_PARTIES}{ONE_PARTY}{OTHER_PARTY}{NO_PARTY}"
_NAMED_BEFORE = re2.compile(
    rf"([{_PARTIES}])(?:(?:의 경우|측|쪽)?(?:에는|은|는|이|가)|(?:의|인) (?:경우|때)(?:에는|에|는)?|에(?:게|(?: 대하여|대해서?|관하여))는"
    rf"|(?:측|쪽)?의 [^{_MARKS},.;]{{0,24}}(?:의무|책임|부담|한도|상한|기간|귀책|위반|사유|상금|손해금|위약[금벌]|[요비]율))[^{_MARKS},.;]{{0,24}}$"
    rf"|([{_PARTIES}]) ?(?:\([^()]{{0,12}}\))? ?(?:[-–—:/|] ?)*$"
    rf"|(?i:(?:^|[,;:/] |\band |\bwhile |\bwhereas |\bof |\bby |\b(?:up)?on |\bfor |\bfrom |\bbinds? |\bthat ))"
    rf"([{_PARTIES}])(?:'s)? [^{_MARKS}.;]{{0,60}}$"
)
_PROVISO = re2.compile(
    r"\s*(?:다만|단|그러나|반면|이에 반하여|이와 달리|(?i:however|by contrast|whereas|provided))[ ,][^.;]{0,20}"
    r"(?:의무|책임|한도|이 기간|그 기간|(?i:obligation|duty|duties|liability))"
)
_CLAUSE_OF = re2.compile(
    rf"(?i:(?:^|[;,] )(?:and |but |while |whereas )?)([{_PARTIES}])"
    rf" (?i:must|shall|will|need|undertakes|agrees|is|has|keeps)\b[^;,.]{{0,120}}$"
)
"""Whose clause a figure lies in, where the other side is named within it as well."""
_NAMED_BEHIND = re2.compile(rf"^[^{_MARKS}.;]{{0,30}}(?i:\b(?:by|from|for|of|where)) ?([{_PARTIES}])")
"""Whose a figure is: "갑은 14일 전에, 을은 90일 전에", "the liability of A is limited to …", "7 days' notice by A"."""


class UnequalArguments(Arguments):
    """
    Name what is told of each side (`act` or `about`, as of norms), by which figures, and how many times is unequal.

    beside: words next to a figure that tell what it is for; any figure of the kind where none are named.
    endless: words that stand for a figure above every other ("without limit").
    naught: words that stand for none at all ("ends with this Agreement").
    """

    act: str | tuple[str, ...] | None = None
    about: str | tuple[str, ...] | None = None
    modality: Modality | tuple[Modality, ...] | None = None
    kind: Measure | tuple[Measure, ...] = "period"
    beside: str | tuple[str, ...] | None = None
    endless: str | tuple[str, ...] | None = None
    naught: str | tuple[str, ...] | None = None
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
    look_up = workshop.entries
    bounds = {_ENDLESS: look_up(arguments.endless or ()), _NAUGHT: look_up(arguments.naught or ())}
    figures = _Figures(kinds, look_up(arguments.beside or ()), bounds)
    wanted = NormArguments(modality=arguments.modality, act=arguments.act, about=arguments.about, mutual=None)
    held = compile_norm(wanted, workshop)

    def compared(said: Collection[int], context: Context) -> Iterator[Match]:
        told: list[_Told] = []
        for sentence in judged(context.reading):
            if _tells(sentence.index, said, context):
                norms = list(held.among(sentence, context))
                told += _by_norms(norms, sentence, figures, context) or _by_name(sentence.span, figures, context)
        limit = context.limit(arguments.times.parameter)
        for measure in dict.fromkeys(one.unit for one in told):
            found = _compared([one for one in told if one.unit in {measure, _ANY_UNIT}], limit)
            if found:
                yield replace(found, favoured=frozenset(context.reading.roles & STRONG))

    def match(unit: Unit, context: Context) -> Match | None:
        reading = context.reading
        said = reading.saying((topic,))
        if not said or (unit.sentence is not None and not _tells(unit.sentence.index, said, context)):
            return None
        if held not in reading.compared:
            reading.compared[held] = tuple(compared(said, context))
        every = reading.compared[held]
        return next((one for one in every if unit.sentence is None or unit.span.overlaps(one.evidence[0])), None)

    return match


def _tells(index: int, said: Collection[int], context: Context) -> bool:
    """
    Tell whether a sentence says what is compared, or goes on with one that does: behind a semicolon, or as its proviso.
    """
    if index in said or index - 1 not in said:
        return index in said
    text, (before, sentence) = context.reading.text, context.reading.sentences[index - 1 : index + 1]
    ends_half = text[before.span.start : before.span.end].rstrip().endswith(";")
    return ends_half or bool(_PROVISO.match(text[sentence.span.start : sentence.span.end]))


def _compared(told: Sequence[_Told], limit: Decimal) -> Match | None:
    weak, strong = _of("weak", told), _of("strong", told)
    if not weak or not strong or weak == strong:
        return None
    least, greatest = min(one.value for one in weak), max(one.value for one in strong)
    if greatest == _ENDLESS or least <= greatest or least < limit * greatest:
        return None
    spans = tuple(dict.fromkeys(one.span for one in (*weak, *strong)))
    value = None if least == _ENDLESS else f"{least.normalize():f}"
    return Match(spans, value=value, limit=f"{greatest.normalize():f}")


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
    beside: tuple[Entry, ...]
    bounds: Mapping[Decimal, tuple[Entry, ...]]

    def within(self, span: Span, context: Context) -> Iterator[tuple[Span, Decimal, str]]:
        """
        Give the figures of a span, each with its number and what it is measured in.
        """
        for bound, entries in self.bounds.items():
            for hit in context.reading.hits_of(entries, (span,)):
                yield hit, bound, _ANY_UNIT
        for item in context.reading.quantities_in(span):
            value = comparable(item, item.per if item.kind == "rate" else None)
            near = Span(item.span.start - _BESIDE, item.span.end + _BESIDE)
            said = context.reading.hits_of(self.beside, (span,))
            if item.kind in self.kinds and value and (not self.beside or any(hit.overlaps(near) for hit in said)):
                yield item.span, value, _measured(item)


def _measured(item: Quantity) -> str:
    return item.unit if item.kind == "money" else f"{item.kind} per {item.per}" if item.kind == "rate" else item.kind


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
    for figure, value, unit in figures.within(span, context):
        mark = _named(text[span.start : figure.start]) or _behind(text[figure.end : span.end])
        side = _side(frozenset({ROLE_OF_MARK[mark]} if mark in ROLE_OF_MARK else ()), mutual=mark == EVERY_PARTY)
        if side is not None:
            yield _Told(side, value, unit, span)


def _named(words: str) -> str:
    found = _NAMED_BEFORE.search(words) or _CLAUSE_OF.search(words)
    return next(filter(None, found.groups()), "") if found else ""


def _behind(words: str) -> str:
    found = _NAMED_BEHIND.search(words)
    return found.group(1) if found else ""


def _side(bearer: frozenset[Role], *, mutual: bool) -> Side | None:
    if mutual:
        return "both"
    if not bearer:
        return None
    return "weak" if bearer <= WEAK else "strong" if bearer <= STRONG else None
