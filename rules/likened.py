"""
Add the suspicions that no rule reads: sentences that resemble known unfair sayings, each as a finding of little certainty.

A rule that reads the words speaks first, one that acquits them is heard, and a question that acquits is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import evidence
from rules.classifier.official import is_official
from rules.classifier.resembling import is_plain, resembles_any, resembling
from rules.doubted import CERTAINTY, has_weighed, is_doubted
from rules.matchers.base import Match, UndecidedError
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Span
    from rules.catalog import Catalog, Compiled
    from rules.finding import Finding
    from rules.matchers.base import Context, Matcher
    from rules.units import Unit

_MESSAGE = Text(
    ko="{clause}: 문장 구조로 확인된 것은 아니나, 이 유형의 알려진 불공정 문구와 뜻이 가깝습니다. 읽고 판단하십시오.",
    en="{clause}: not read by its structure, but close in meaning to known unfair wordings of this kind. Read and judge.",
)


def likened(context: Context, catalog: Catalog, told: Sequence[Finding]) -> Iterator[Finding]:
    """
    Give a finding for each sentence that resembles a rule's sayings and that nothing else speaks about.

    Args:
        context: the reading and its dated parameters.
        catalog: the rules that run, and those of the same book that do not.
        told: what the rules found.

    """
    here = {one.rule.id: one for one in catalog.rules if one.rule.id in context.asked}
    if not resembles_any(context.reading, here.keys()):
        return
    spoken: set[tuple[str, Span]] = set()
    beside = {one.rule.id: one for one in catalog.beside if one.rule.id in context.asked}
    for unit, rule in resembling(context.reading, here.keys() | beside.keys()):
        compiled = here.get(rule)
        words = context.reading.text[unit.span.start : unit.span.end]
        if compiled is None or _is_told(unit, context, told) or is_official(words):
            continue
        is_figures = _is_row(unit, context) and has_weighed(compiled.rule, unit, context)
        if is_figures or (not is_plain(rule, unit, context.reading) and _is_cleared(compiled, unit, context)):
            continue
        if any(_speaks(other, unit, context) for other in beside.values()):
            continue
        place = (rule, unit.sentence.provision if unit.sentence else unit.span)
        if place not in spoken:
            # The items of one provision are one harm.
            spoken.add(place)
            yield evidence.finding(compiled, unit, Match((unit.span,), CERTAINTY), context, _MESSAGE)


def _is_told(unit: Unit, context: Context, told: Sequence[Finding]) -> bool:
    here = context.reading.original(unit.span)
    return any(piece.document is None and piece.span.overlaps(here) for finding in told for piece in finding.evidence)


def _is_row(unit: Unit, context: Context) -> bool:
    """
    Tell whether a unit holds rows of a table: what these say are their figures.
    """
    return "|" in context.reading.text[unit.span.start : unit.span.end]


def _speaks(compiled: Compiled, unit: Unit, context: Context) -> bool:
    """
    Tell whether a rule that does not run now would tell something of a sentence.
    """
    if compiled.rule.find.each != "sentence":
        return False
    match = _match(compiled.reads, unit, context)
    return match is not None and not is_doubted(compiled.rule, unit, match, context)


def _holds(conditions: Matcher, unit: Unit, context: Context) -> bool:
    return _match(conditions, unit, context) is not None


def _match(conditions: Matcher, unit: Unit, context: Context) -> Match | None:
    try:
        return conditions(unit, context)
    except UndecidedError:
        return None


def _is_cleared(compiled: Compiled, unit: Unit, context: Context) -> bool:
    """
    Hear what clears a suspicion: figures that a rule has weighed, what it excepts or leaves out, and its questions.
    """
    if has_weighed(compiled.rule, unit, context) or any(_holds(one, unit, context) for one in compiled.excluded):
        return True
    return any(piece.answer == "yes" for piece in evidence.asked(compiled, unit, context))
