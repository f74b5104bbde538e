"""
Doubt what rules read: where the words resemble fair sayings, or those of another rule, far more, it is not told.

Most of it is known before a rule reads anything, so that few sentences are left for each rule to look into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import re2

from rules.classifier.doubting import louder_otherwise, sounds_doubtful, sounds_fair, sounds_fair_in_whole, unheard
from rules.classifier.hearing import column_of, likeness_of
from rules.marks import EVERY_PARTY, STRONG, STRONG_MARKS, WEAK, WEAK_MARKS
from rules.norm import Modality
from rules.units import units_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rules.matchers.base import Context, Match
    from rules.norm import Norm
    from rules.rule import Rule
    from rules.units import Unit

_DEFINES = re2.compile(
    r'["“「『][^"“”「」『』\n]{1,40}["”」』] ?(?:이라 함은|라 함은|이란|란|means|shall mean|includes)'
)
CERTAINTY = 0.5
"""How certain a likeness is at most, and what is read in words that hardly sound unfair; else what is read is 0.6 and more."""


@dataclass(frozen=True, eq=False)
class Doubts:
    """
    Hold of each sentence (a row) and rule (a column) whether whatever the rule reads there is doubted.

    unweighed: where it has weighed no figures of the sentence; weighed: where it has.
    """

    unweighed: NDArray[np.bool_]
    weighed: NDArray[np.bool_]


def believable(rule: Rule, context: Context) -> frozenset[int] | None:
    """
    Tell where the sentences start in which what a rule reads may be told; None where that is nowhere known.

    Elsewhere another rule is heard far more, or hardly anything of this one, and the sentence would be fair if it sounds so.
    """
    doubted = _doubted_whatever_is_read(rule, context)
    return None if doubted is None else likeness_of(context.reading).starts_of(~doubted)


def _doubted_whatever_is_read(rule: Rule, context: Context) -> NDArray[np.bool_] | None:
    """
    Tell it of each sentence (a row).
    """
    column = column_of(rule.id, context.reading)
    if column is None:
        return None
    doubts = _doubts(context)
    return (doubts.weighed if rule.find.weighs_figures else doubts.unweighed)[:, column]


def _doubts(context: Context) -> Doubts:
    reading = context.reading
    if context.asked not in reading.doubts:
        units = {unit.span.start: unit for unit in units_of("sentence", reading)}
        rows = [units[start] for start in likeness_of(reading).starts]
        open_to_doubt = np.array([not _need_not_be_fair(one, context) for one in rows], np.bool_)[:, None]
        figures = np.array([bool(reading.quantities_in(one.span)) for one in rows], np.bool_)[:, None]
        louder, few = louder_otherwise(reading, context.asked), unheard(reading) & open_to_doubt
        reading.doubts[context.asked] = Doubts(louder | few, louder | (few & ~figures))
    return reading.doubts[context.asked]


def is_doubted(rule: Rule, unit: Unit, match: Match, context: Context) -> bool:
    """
    Tell whether what a rule reads is not told, as its sentence resembles fair sayings, or another rule's, far more.

    Where it compared a figure, or read what another clause says, it is not doubted for sounding fair: to the classifier all
    figures are alike, and all clauses that are referred to.
    """
    if unit.sentence is None:
        return not match.lacks and match.limit is None and _sounds_fair_throughout(rule, match, context)
    doubted = _doubted_whatever_is_read(rule, context)
    if doubted is not None and doubted[likeness_of(context.reading).rows[unit.span.start]]:
        return True
    if match.limit is not None:
        return False
    carried = [one for one in context.reading.carried_within(unit.span) if one.span in match.evidence]
    if any(one.cites for one in carried):
        return False
    weighed = has_weighed(rule, unit, context)
    if not sounds_fair(unit, rule.id, context.reading, weighed=weighed, carried=bool(carried)):
        return False
    return not _need_not_be_fair(unit, context)


def _need_not_be_fair(unit: Unit, context: Context) -> bool:
    """
    Tell a sentence that may be unfair though it sounds fair by itself.
    """
    return _is_taken_back(unit, context) or _speaks_of_both_first(unit, context) or _defined_by_strong(unit, context)


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


def has_weighed(rule: Rule, unit: Unit, context: Context) -> bool:
    """
    Tell whether a rule's conditions weigh the figures of a sentence: it has read them, and knows better.
    """
    return bool(context.reading.quantities_in(unit.span)) and rule.find.weighs_figures
