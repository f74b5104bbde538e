"""
Read the terms of an investment paper: which sentence carries each, and which number or option it gives.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.document import Level, Quantity, Span
from rules.evidence import quotation
from rules.rule import Text
from rules.terms.market import market, position
from rules.terms.value import Found, TermRead, Value, of_quantity
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.reading import Reading
    from rules.terms.vocabulary import Fixed, Pick, Term, Way
    from rules.units import Unit

KINDS: Final = frozenset({"investment", "shareholders", "convertible", "safe", "term_sheet"})
"""The kinds of agreement that have investment terms."""
TONGUES: Final = frozenset({"ko", "en", "mixed"})
"""The languages in which terms are read."""
MOST_VALUES: Final = 3
"""Different values of one term that are shown; a paper that gives more is quoted with the first ones."""
_BY_HEADING: Final = 0.1
"""How much less certain a value is where only the heading says what it is about."""
_AT_ODDS: Final = 0.6
"""How certain a value is at most where the paper gives several."""


def read_terms(context: Context, terms: Sequence[Term]) -> tuple[TermRead, ...]:
    """
    Read every term of a paper about an investment; nothing for any other agreement, or one in a language not read.
    """
    document = context.reading.document
    if document.agreement.value not in KINDS or document.language not in TONGUES:
        return ()
    return tuple(_row(term, context) for term in terms)


def _row(term: Term, context: Context) -> TermRead:
    found = _found(term, context)
    day = context.reading.agreed_on
    return TermRead(
        term.id,
        term.group,
        term.name,
        found,
        market(term.usual, day) if term.usual else None,
        position(term.usual, [one.value for one in found], day),
    )


def _found(term: Term, context: Context) -> tuple[Found, ...]:
    told: dict[object, Found] = {}
    for way in term.ways:
        for one in _by(way, term, context):
            told.setdefault(_identity(one.value), one)
        if told and not term.many:
            break
    values = list(told.values())
    if term.many:
        return tuple(values)
    certainty = _AT_ODDS if len(values) > 1 else 1.0
    return tuple(replace(one, certainty=min(one.certainty, certainty)) for one in values[:MOST_VALUES])


def _identity(value: Value) -> object:
    quantity = value.quantity
    return (quantity.kind, quantity.value, quantity.unit, quantity.per) if quantity else value.option


def _by(way: Way, term: Term, context: Context) -> Iterator[Found]:
    """
    Give what one way of reading finds: the sentences that say the topic themselves, else those whose heading does.
    """
    reading = context.reading
    themselves = frozenset[int]().union(*(reading.said_in(entry) for entry in way.topic))
    for certainty, units in (
        (way.certainty, (unit for unit in _sentences(reading) if not way.topic or _index(unit) in themselves)),
        (way.certainty - _BY_HEADING, _under_heading(way, reading)),
    ):
        found = [one for unit in units for one in _of_sentence(way, term, unit, context, certainty)]
        if found:
            yield from found
            return


def _sentences(reading: Reading) -> Iterable[Unit]:
    return units_of("sentence", reading)


def _index(unit: Unit) -> int:
    return unit.sentence.index if unit.sentence else -1


def _under_heading(way: Way, reading: Reading) -> Iterator[Unit]:
    if not way.topic or not way.heading:
        return
    for unit in _sentences(reading):
        if unit.sentence and _heading_says(way.topic, unit.sentence.heading, reading):
            yield unit


def _heading_says(entries: Iterable[Entry], heading: str, reading: Reading) -> bool:
    return bool(heading) and any(reading.find(entry, heading) for entry in entries)


def _of_sentence(way: Way, term: Term, unit: Unit, context: Context, certainty: float) -> Iterator[Found]:
    if way.preamble and not (unit.sentence and unit.sentence.level is Level.PREAMBLE):
        return
    if any(one is not None and one(unit, context) is None for one in (term.where, way.where)):
        return
    value = _value(way, term, unit, context.reading)
    if value is not None:
        yield Found(value, quotation(unit.span, context.reading), round(certainty, 2))


def _value(way: Way, term: Term, unit: Unit, reading: Reading) -> Value | None:
    if way.option is not None:
        return Value("option", term.options[way.option], option=way.option)
    if way.fixed is not None:
        return of_quantity(_meant(way.fixed, unit.span))
    if way.pick is None:
        words = reading.quote(unit.span)
        return Value("words", Text(ko=words, en=words))
    quantity = _picked(way, way.pick, unit, reading)
    return of_quantity(_rest(quantity) if way.pick.rest else quantity) if quantity else None


def _meant(fixed: Fixed, span: Span) -> Quantity:
    """
    Make the number that words mean without naming it.
    """
    if fixed.multiple is not None:
        return Quantity("multiple", fixed.multiple, "", None, span)
    return Quantity("count", fixed.count or Decimal(0), "person", None, span)


def _rest(quantity: Quantity) -> Quantity:
    return replace(quantity, value=Decimal(1) - quantity.value)


def _picked(way: Way, pick: Pick, unit: Unit, reading: Reading) -> Quantity | None:
    """
    Choose the number that is meant: of its kind, and nearest to the words that name it.
    """
    fit = [
        one
        for one in reading.quantities_in(unit.span)
        if one.kind in pick.kind
        and (not pick.unit or one.unit in pick.unit)
        and (pick.above is None or one.value > pick.above)
        and (pick.below is None or one.value < pick.below)
    ]
    if not fit:
        return None
    if not pick.near:
        return fit[0]
    named = _places(way.near, unit, reading)
    others = _places(way.not_near, unit, reading) if way.not_near else []
    best: tuple[int, Quantity] | None = None
    for one in fit:
        distance = _distance(one, named, pick)
        if distance is None or _belongs_elsewhere(one, others, distance):
            continue
        if best is None or distance < best[0]:
            best = (distance, one)
    return best[1] if best else None


def _places(entries: Iterable[Entry], unit: Unit, reading: Reading) -> list[Span]:
    """
    Give where words are said in a sentence; before its first character where its heading says them.
    """
    found = reading.hits_of(tuple(entries), (unit.span,))
    if not found and unit.sentence and _heading_says(entries, unit.sentence.heading, reading):
        found.append(Span(unit.span.start, unit.span.start))
    return found


def _distance(one: Quantity, named: Iterable[Span], pick: Pick) -> int | None:
    """
    Give how far a number stands from the nearest words that name it, in characters; None where too far.
    """
    gaps: list[int] = []
    for hit in named:
        behind, before = one.span.start - hit.end, hit.start - one.span.end
        overlap = one.span.overlaps(hit)
        if pick.side != "before" and (behind >= 0 or overlap):
            gaps.append(max(0, behind))
        if pick.side != "behind" and (before >= 0 or overlap):
            gaps.append(max(0, before))
    nearest = min(gaps, default=None)
    return nearest if nearest is not None and nearest <= pick.within else None


def _belongs_elsewhere(one: Quantity, others: Iterable[Span], distance: int) -> bool:
    """
    Tell whether other words, which name another number, stand directly before this one and nearer.
    """
    return any(0 <= one.span.start - hit.end < distance for hit in others)
