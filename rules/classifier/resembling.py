"""
Ask of the sentences of a reading which rule's unfair sayings they resemble.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from rules.classifier.hearing import column_of, columns_of, likeness_of, loudest, weight_of
from rules.classifier.model import shipped
from rules.classifier.weighing import favours_weak, is_shorter, letters_of
from rules.marks import EVERY_PARTY, STRONG_MARKS, WEAK_MARKS
from rules.norm import Modality
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rules.classifier.likeness import Likeness
    from rules.reading import Reading
    from rules.units import Unit

SHORTEST = 16
SHORTEST_LATIN = 48
"""Characters below which a sentence says too little to be told by its likeness; Latin script needs more for the same."""
UNFAIR = 0.3
"""
How much must speak for harm (`weight`) before a sentence is suspected: chosen on whole agreements that the model never
saw, as the values below (docs/measurements/binding-2026-11-30.txt). All are in units of a margin: a model that is trained
otherwise needs others.
"""
PLAIN = 0.56
"""
The same before nothing clears a suspicion: neither norms that bind both or favour the weaker side, nor what a rule leaves
out, has weighed or asks. Written for what the rule reads, these are often not meant for what it only hears.
"""
LEAST = 0.3
"""By how much the rule itself must outdo "nothing unfair": what only sounds unfair is not told under any rule's name."""
BRIEF = 45
"""
Letters of a sentence (of Hangul) so short that its norms are read well: one that only forbids the stronger side something
is suspected of nothing, as its words are those of the harm but for "not" (docs/measurements/short-2026-11-30.txt).
"""
LOOSE = 0.25
"""By how much a rule's unfair sayings must outdo fair ones before its wider conditions are asked."""
SHOWN = 3
"""How many of the rules that a sentence resembles are named to whoever asks."""
_SIDES = STRONG_MARKS | WEAK_MARKS
_REFERS = re2.compile(
    r"(?:은|는)\s*(?:제\s*\d+\s*조|별[지표첨]|부속서)[^.]{0,24}(?:에서\s*정한다|따른다|준용한다)\.?$"
    r"|(?i:\b(?:governed by|dealt with in|set (?:out|forth) in) (?:section|article|schedule|exhibit|annex) [\w.]+\.?$)"
)
"""A sentence that only says where its subject is dealt with."""
_INTRODUCES = re2.compile(r"^[\s■□○●*-]*[\x{e001}-\x{e00a}]\s*[:：]\s*[\x{e001}-\x{e00a}]")
"""A line that names who is who: "투자자 : 한결벤처투자 주식회사 (벤처투자회사)"."""
_UNFILLED = re2.compile(r"(?s)(?:\([\s_]+\)|\[[\s_]*\]|□).*(?:\([\s_]+\)|\[[\s_]*\]|□)")
"""Blanks to be filled, boxes to be ticked: nothing is agreed yet."""
_FORBIDS = re2.compile(r"수 없|못[하한함합]|[안니] ?[되된됩됨]|금지|(?i:\b(?:shall|may|must) not\b|\bcannot\b)")
"""What is a ban in so many words: "알리지 아니한다" may also leave out what should be done."""
_TITLES = re2.compile(r"\|(?:[^|\n\d]*\|){3,}[^|\n\d]*")
"""A row of three cells or more without a figure."""


def resembling(reading: Reading, rules: Collection[str]) -> Iterator[tuple[Unit, str]]:
    """
    Give the sentences that resemble the sayings of one of some rules, in reading order, each with the likeliest rule.

    None where a part is Japanese: there are no Japanese sayings to learn from.
    """
    model, known = shipped(), columns_of(rules, reading)
    for unit in units_of("sentence", reading) if known else ():
        found = likeliest(likeness_of(reading).at(unit.span.start), known, reading.document.agreement.value)
        if found is None or not _says_enough(unit, reading):
            continue
        weighed = weight_of(found, unit, reading)
        is_heard = weighed >= PLAIN or (weighed >= UNFAIR and _could_burden(unit, reading))
        if is_heard and not _only_forbids_strong(unit, reading):
            yield unit, model.rules[found]


def resembles_any(reading: Reading, rules: Collection[str]) -> bool:
    """
    Tell whether any sentence resembles one of some rules so far that it could be suspected of it.
    """
    known = columns_of(rules, reading)
    return bool((likeness_of(reading).margins[:, known] >= LEAST).any())


def likeliest(likeness: Likeness, columns: Sequence[int], kind: str = "") -> int | None:
    """
    Give the likeliest of some rules' columns in an agreement of a kind, where it is heard at all.
    """
    best = loudest(likeness.margins, columns, kind)
    return best if likeness.margins[best] >= LEAST else None


def margin_of(rule: str, start: int, reading: Reading) -> float | None:
    """
    Tell by how much a rule's unfair sayings outdo fair ones in the sentence that starts there; None where nobody knows.
    """
    column = column_of(rule, reading)
    if column is None or start not in likeness_of(reading).rows:
        return None
    return float(likeness_of(reading).at(start).margins[column])


def likeliest_rules(start: int, reading: Reading, rules: Collection[str]) -> list[tuple[str, float]]:
    """
    Name those of some rules that the sentence starting there resembles most, likeliest first, each with its margin.
    """
    known = columns_of(rules, reading)
    if not known or start not in likeness_of(reading).rows:
        return []
    margins = likeness_of(reading).at(start).margins
    return [(shipped().rules[at], float(margins[at])) for at in sorted(known, key=lambda at: -margins[at])[:SHOWN]]


def is_plain(rule: str, unit: Unit, reading: Reading) -> bool:
    """
    Tell whether so much speaks for harm in a sentence that what the rule leaves out, has weighed or asks is not heard.
    """
    column = column_of(rule, reading)
    return column is not None and unit.sentence is not None and weight_of(column, unit, reading) >= PLAIN


def sounding_unfair(rule: str, reading: Reading) -> frozenset[int]:
    """
    Tell where the sentences start that resemble a rule's sayings so far that its wider conditions are believed.
    """
    column = column_of(rule, reading)
    if column is None:
        return frozenset()
    likeness = likeness_of(reading)
    return likeness.starts_of(likeness.margins[:, column] >= LOOSE)


def _says_enough(unit: Unit, reading: Reading) -> bool:
    """
    Leave out what is too short or a blank form, and what only refers, introduces or names columns.
    """
    words = reading.text[unit.span.start : unit.span.end]
    if unit.sentence is None or is_shorter(words, SHORTEST, SHORTEST_LATIN):
        return False
    says_nothing = any(shape.search(words.rstrip()) for shape in (_REFERS, _INTRODUCES, _UNFILLED))
    return not says_nothing and not _heads_table(unit, reading)


def _could_burden(unit: Unit, reading: Reading) -> bool:
    """
    Leave out what binds both sides, or only favours the weaker one.
    """
    words = reading.text[unit.span.start : unit.span.end]
    if unit.sentence is None or (EVERY_PARTY in words and _SIDES.isdisjoint(words)):
        return False
    norms = reading.norms(unit.sentence)
    return not norms or not all(one.mutual or favours_weak(one) for one in norms)


def _only_forbids_strong(unit: Unit, reading: Reading) -> bool:
    """
    Tell a brief sentence that says no more than what the stronger side must not do.
    """
    words = reading.text[unit.span.start : unit.span.end]
    if unit.sentence is None or letters_of(words) > BRIEF:
        return False
    norms = reading.norms(unit.sentence)
    is_ban = any(one.modality is Modality.MUST_NOT for one in norms) and _FORBIDS.search(words) is not None
    return is_ban and all(map(favours_weak, norms))


def _heads_table(unit: Unit, reading: Reading) -> bool:
    """
    Tell the row of titles above a table of three columns or more: it names what the rows say and says nothing itself.
    """
    text, (start, end) = reading.text, (unit.span.start, unit.span.end)
    if not _TITLES.fullmatch(text[start:end].strip()):
        return False
    above, below = text[:start].rstrip().rpartition("\n")[2], text[end:].lstrip().partition("\n")[0]
    return "|" not in above and "|" in below
