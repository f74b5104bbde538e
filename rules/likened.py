"""
Add the suspicions that no rule reads: sentences that resemble known unfair sayings, each as a finding of little certainty.

A rule that reads the words speaks first, one that acquits them is heard, and a question that acquits is asked. What a rule
reads is doubted where the words resemble fair sayings, or those of another rule, far more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import re2

from rules import evidence
from rules.classifier.official import is_official
from rules.classifier.resembling import (
    is_plain,
    resembles_any,
    resembling,
    sounds_doubtful,
    sounds_fair,
    sounds_fair_in_whole,
    sounds_otherwise,
)
from rules.marks import EVERY_PARTY, STRONG, STRONG_MARKS, WEAK, WEAK_MARKS
from rules.matchers.base import Match, UndecidedError
from rules.norm import Modality
from rules.rule import Text
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Span
    from rules.catalog import Catalog, Compiled
    from rules.finding import Finding
    from rules.matchers.base import Context, Matcher
    from rules.norm import Norm
    from rules.rule import Rule
    from rules.units import Unit

_NUMBERS = frozenset({"quantity", "sum_above", "term_over"})
"""Matchers that weigh figures; to the classifier all figures are alike."""
_DEFINES = re2.compile(
    r'["“「『][^"“”「」『』\n]{1,40}["”」』] ?(?:이라 함은|라 함은|이란|란|means|shall mean|includes)'
)
CERTAINTY = 0.5
"""How certain a likeness is at most, and what is read in words that hardly sound unfair; else what is read is 0.6 and more."""
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
        is_figures = _is_row(unit, context) and _has_weighed(compiled.rule, unit, context)
        if is_figures or (not is_plain(rule, unit, context.reading) and _is_cleared(compiled, unit, context)):
            continue
        if any(_speaks(other, unit, context) for other in beside.values()):
            continue
        place = (rule, unit.sentence.provision if unit.sentence else unit.span)
        if place not in spoken:
            # The items of one provision are one harm.
            spoken.add(place)
            yield evidence.finding(compiled, unit, Match((unit.span,), CERTAINTY), context, _MESSAGE)


def is_doubted(rule: Rule, unit: Unit, match: Match, context: Context) -> bool:
    """
    Tell whether what a rule reads is not told, as its sentence resembles fair sayings, or another rule's, far more.

    Where it compared a figure, or read what another clause says, it is not doubted for sounding fair: to the classifier all
    figures are alike, and all clauses that are referred to.
    """
    if unit.sentence is None:
        return not match.lacks and match.limit is None and _sounds_fair_throughout(rule, match, context)
    if sounds_otherwise(unit, rule.id, context.reading, context.asked):
        return True
    if match.limit is not None:
        return False
    carried = [one for one in context.reading.carried_within(unit.span) if one.span in match.evidence]
    if any(one.cites for one in carried):
        return False
    weighed = _has_weighed(rule, unit, context)
    if not sounds_fair(unit, rule.id, context.reading, weighed=weighed, carried=bool(carried)):
        return False
    return not (
        _is_taken_back(unit, context) or _speaks_of_both_first(unit, context) or _defined_by_strong(unit, context)
    )


def _sounds_fair_throughout(rule: Rule, match: Match, context: Context) -> bool:
    """
    Tell whether each sentence that a rule over more than a sentence found sounds fair by far.

    Not so where one refers to an annex: what that lists is not heard.
    """
    sentences = units_of("sentence", context.reading)
    said = [one for one in sentences if any(one.span.overlaps(span) for span in match.evidence)]
    reading = context.reading
    return bool(said) and all(
        sounds_fair_in_whole(one, rule.id, reading) and not reading.cites_annex(one.span) for one in said
    )


def as_heard(match: Match, rule: Rule, unit: Unit, context: Context) -> Match:
    """
    Give what a rule reads with as little certainty as a likeness where hardly anything else speaks for harm.

    What the rule measured is as certain as it was.
    """
    if match.limit is not None or not sounds_doubtful(rule.id, unit, context.reading):
        return match
    return replace(match, certainty=min(match.certainty, CERTAINTY))


def _is_taken_back(unit: Unit, context: Context) -> bool:
    """
    Tell whether the next sentence takes back for one side what a sentence says of both: by itself it sounds fair.
    """
    words = context.reading.text[unit.span.start : unit.span.end]
    if unit.sentence is None or EVERY_PARTY not in words:
        return False
    one_sided = (norm for norm in context.reading.norms(unit.sentence) if not norm.mutual)
    return any(not unit.span.overlaps(proviso) for norm in one_sided for proviso in norm.proviso)


def _speaks_of_both_first(unit: Unit, context: Context) -> bool:
    """
    Tell whether a part of a sentence binds both and another part one side: what sounds fair may be the other part.

    "Each bears its own costs, and the results belong to the Corporation."
    """
    norms = context.reading.norms(unit.sentence) if unit.sentence else ()
    one_sided = [norm for norm in norms if not norm.mutual and _burdens_weak(norm)]
    return any(both.mutual and not both.act.overlaps(one.act) for both in norms for one in one_sided)


def _defined_by_strong(unit: Unit, context: Context) -> bool:
    """
    Tell a definition that names the stronger side alone: most definitions are fair, and it sounds like them.
    """
    words = context.reading.text[unit.span.start : unit.span.end]
    return bool(_DEFINES.search(words)) and not STRONG_MARKS.isdisjoint(words) and WEAK_MARKS.isdisjoint(words)


def _burdens_weak(norm: Norm) -> bool:
    """
    Tell a duty or ban of the weaker side only, or what ends up with the stronger side only.
    """
    if norm.modality is Modality.IS:
        return bool(norm.beneficiary) and norm.beneficiary <= STRONG
    return bool(norm.bearer) and norm.bearer <= WEAK and norm.modality in {Modality.MUST, Modality.MUST_NOT}


def _is_told(unit: Unit, context: Context, told: Sequence[Finding]) -> bool:
    here = context.reading.original(unit.span)
    return any(piece.document is None and piece.span.overlaps(here) for finding in told for piece in finding.evidence)


def _has_weighed(rule: Rule, unit: Unit, context: Context) -> bool:
    """
    Tell whether a rule's conditions weigh the figures of a sentence: it has read them, and knows better.
    """
    return bool(context.reading.quantities_in(unit.span)) and _weighs(rule.find.where)


def _is_row(unit: Unit, context: Context) -> bool:
    """
    Tell whether a unit holds rows of a table: what these say are their figures.
    """
    return "|" in context.reading.text[unit.span.start : unit.span.end]


def _weighs(tree: object) -> bool:
    if isinstance(tree, dict):
        return not _NUMBERS.isdisjoint(tree) or any(_weighs(inner) for inner in tree.values())
    return isinstance(tree, (list, tuple)) and any(_weighs(inner) for inner in tree)


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
    if _has_weighed(compiled.rule, unit, context) or any(_holds(one, unit, context) for one in compiled.excluded):
        return True
    return any(piece.answer == "yes" for piece in evidence.asked(compiled, unit, context))
