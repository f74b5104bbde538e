"""
Ask of the sentences of a reading which rule's unfair sayings they resemble, and whether they resemble fair ones more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import re2

from rules.classifier.features import grams_of_each
from rules.classifier.model import rule_columns, shipped
from rules.marks import EVERY_PARTY, STRONG, STRONG_MARKS, WEAK, WEAK_MARKS
from rules.norm import Modality
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rules.classifier.model import Likeness, Likenesses
    from rules.norm import Norm
    from rules.reading import Reading
    from rules.units import Unit

SHORTEST = 16
SHORTEST_LATIN = 48
"""Characters below which a sentence says too little to be told by its likeness; Latin script needs more for the same."""
UNFAIR = 0.8
"""
By how much a rule's unfair sayings, with HARM, must outdo fair ones before a sentence is suspected: chosen on whole
agreements that the model never saw (docs/measurements/sayings-2026-11-29.txt).
"""
HARM = 0.6
"""
How much it counts that a sentence sounds unfair, whatever the rule. A rule's column learns from few look-alikes of its
own; this one learns from those of all rules.
"""
PLAIN = 1.6
"""
The same before what a rule's conditions leave out is not heard: written for what the rule reads, it is often not meant for
what it only hears.
"""
LEAST = 0.35
"""By how much the rule itself must outdo "nothing unfair": what only sounds unfair is not told under any rule's name."""
FAIR = -0.15
"""
By how much fair sayings must outdo a rule's before the rule is not believed; harm is not counted here. Source of these
values: docs/measurements/likeness-2026-11-28.txt, where they are compared with those beside them.
"""
FAIR_FIGURES = -0.45
"""The same where the rule has weighed the figures of a sentence: to the classifier 30 days and 120 days are one."""
SHORT, SHORT_LATIN = 32, 70
FAIR_SHORT = -0.35
"""The same for sentences of fewer characters: a plain "X stands surety for Y" gives the classifier little to hear."""
LEAST_ASKED = min(FAIR, FAIR_FIGURES, FAIR_SHORT)
"""All that lies below is one: no question here tells it apart."""
LOOSE = 0.3
"""By how much a rule's unfair sayings must outdo fair ones before its wider conditions are asked."""
_SIDES = STRONG_MARKS | WEAK_MARKS
_BINDS = frozenset({Modality.MUST, Modality.MUST_NOT})
_FREES = frozenset({Modality.MAY, Modality.NEED_NOT})
_HANGUL = re2.compile(r"\p{Hangul}")
_REFERS = re2.compile(
    r"(?:은|는)\s*(?:제\s*\d+\s*조|별[지표첨]|부속서)[^.]{0,24}(?:에서\s*정한다|따른다|준용한다)\.?$"
    r"|(?i:\b(?:governed by|dealt with in|set (?:out|forth) in) (?:section|article|schedule|exhibit|annex) [\w.]+\.?$)"
)
"""A sentence that only says where its subject is dealt with."""
_INTRODUCES = re2.compile(r"^[\s■□○●*-]*[\x{e001}-\x{e00a}]\s*[:：]\s*[\x{e001}-\x{e00a}]")
"""A line that names who is who: "투자자 : 한결벤처투자 주식회사 (벤처투자회사)"."""
_TITLES = re2.compile(r"\|(?:[^|\n\d]*\|){3,}[^|\n\d]*")
"""A row of three cells or more without a figure."""


def resembling(reading: Reading, rules: Collection[str]) -> Iterator[tuple[Unit, str]]:
    """
    Give the sentences that resemble the sayings of one of some rules, in reading order, each with the likeliest rule.

    None where a part is Japanese: there are no Japanese sayings to learn from.
    """
    model, known = shipped(), _columns(rules, reading)
    for unit in units_of("sentence", reading) if known else ():
        found = suspected(_likeness(reading).at(unit.span.start), known)
        if found is not None and _could_burden(unit, reading):
            yield unit, model.rules[found]


def resembles_any(reading: Reading, rules: Collection[str]) -> bool:
    """
    Tell whether any sentence resembles one of some rules so far that it could be suspected of it.
    """
    known = _columns(rules, reading)
    return bool((_likeness(reading).margins[:, known] >= LEAST).any())


def suspected(likeness: Likeness, columns: Sequence[int]) -> int | None:
    """
    Give the likeliest of some rules' columns where a sentence is suspected of it.
    """
    best = columns[int(np.argmax(likeness.margins[columns]))]
    margin = float(likeness.margins[best])
    return best if margin >= LEAST and _weight(margin, likeness) >= UNFAIR else None


def sounds_fair(unit: Unit, rule: str, reading: Reading, *, weighed: bool) -> bool:
    """
    Tell that a sentence resembles fair sayings far more than those of a rule that reads something in it.

    weighed: whether the rule has weighed figures that it says.
    """
    column = _column(rule, reading)
    if unit.sentence is None or column is None:
        return False
    words = reading.text[unit.span.start : unit.span.end]
    fair = FAIR_FIGURES if weighed else FAIR_SHORT if len(words) < _least(words, SHORT, SHORT_LATIN) else FAIR
    return bool(_likeness(reading).at(unit.span.start).margins[column] < fair)


def margin_of(rule: str, start: int, reading: Reading) -> float | None:
    """
    Tell by how much a rule's unfair sayings outdo fair ones in the sentence that starts there; None where nobody knows.
    """
    column = _column(rule, reading)
    if column is None or start not in _likeness(reading).rows:
        return None
    return float(_likeness(reading).at(start).margins[column])


def is_plain(rule: str, start: int, reading: Reading) -> bool:
    """
    Tell whether the sentence that starts there resembles a rule's unfair sayings so far that what the rule leaves out is not heard.
    """
    margin = margin_of(rule, start, reading)
    return margin is not None and _weight(margin, _likeness(reading).at(start)) >= PLAIN


def sounding_unfair(rule: str, reading: Reading) -> frozenset[int]:
    """
    Tell where the sentences start that resemble a rule's sayings so far that its wider conditions are believed.
    """
    column = _column(rule, reading)
    if column is None:
        return frozenset()
    likeness = _likeness(reading)
    heard = likeness.margins[:, column] >= LOOSE
    return frozenset(at for at, row in likeness.rows.items() if heard[row])


def _weight(margin: float, likeness: Likeness) -> float:
    """
    Weigh how much a rule's unfair sayings outdo fair ones, and how unfair a sentence sounds at all.
    """
    return margin + HARM * likeness.harm


def _column(rule: str, reading: Reading) -> int | None:
    """
    Give the column of a rule; None where the model knows none of its sayings, or none in the language.
    """
    return None if reading.partly_japanese else rule_columns().get(rule)


def _columns(rules: Collection[str], reading: Reading) -> list[int]:
    """
    Give the columns of those of some rules that the model knows, in its order; none where a part is Japanese.
    """
    return [] if reading.partly_japanese else [at for rule, at in rule_columns().items() if rule in rules]


def _likeness(reading: Reading) -> Likenesses:
    """
    Give what every sentence resembles.
    """
    if "sentence" not in reading.likeness:
        spans = [unit.span for unit in units_of("sentence", reading)]
        said = grams_of_each([reading.text[span.start : span.end] for span in spans])
        starts = (span.start for span in spans)
        reading.likeness["sentence"] = shipped().likenesses(dict(zip(starts, said, strict=True)))
    return reading.likeness["sentence"]


def _could_burden(unit: Unit, reading: Reading) -> bool:
    """
    Leave out what is too short, only refers, introduces or names columns, and what binds both or favours the weaker one.
    """
    words = reading.text[unit.span.start : unit.span.end]
    if unit.sentence is None or len(words) < _least(words, SHORTEST, SHORTEST_LATIN) or _REFERS.search(words.rstrip()):
        return False
    if EVERY_PARTY in words and _SIDES.isdisjoint(words):
        return False
    if _INTRODUCES.search(words) or _heads_table(unit, reading):
        return False
    norms = reading.norms(unit.sentence)
    return not norms or not all(one.mutual or _favours_weak(one) for one in norms)


def _heads_table(unit: Unit, reading: Reading) -> bool:
    """
    Tell the row of titles above a table of three columns or more: it names what the rows say and says nothing itself.
    """
    text, (start, end) = reading.text, (unit.span.start, unit.span.end)
    if not _TITLES.fullmatch(text[start:end].strip()):
        return False
    above, below = text[:start].rstrip().rpartition("\n")[2], text[end:].lstrip()
    return "|" not in above and below.startswith("|")


def _least(words: str, korean: int, latin: int) -> int:
    return korean if _HANGUL.search(words) else latin


def _favours_weak(norm: Norm) -> bool:
    """
    Tell a duty or ban of the stronger side only, or a right or freedom of the weaker side only.
    """
    if not norm.bearer:
        return False
    return (norm.bearer <= STRONG and norm.modality in _BINDS) or (norm.bearer <= WEAK and norm.modality in _FREES)
