"""
Ask of the sentences of a reading which rule's unfair sayings they resemble, and whether they resemble fair ones more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import re2

from rules.classifier.features import grams
from rules.classifier.model import shipped
from rules.marks import EVERY_PARTY, MARK_OF_ROLE, STRONG, WEAK
from rules.norm import Modality
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from rules.classifier.model import Model
    from rules.norm import Norm
    from rules.reading import Reading
    from rules.units import Unit

SHORTEST = 16
"""Characters below which a sentence says too little to be told by its likeness."""
UNFAIR = 0.55
"""
By how much a rule's unfair sayings must outdo fair ones at least before a sentence is suspected: chosen on whole
agreements that the model never saw, where below it more fair clauses are suspected than unfair ones are found. A rule
whose fair look-alikes sound more like its unfair sayings needs more (`Model.enough`).
"""
FAIR = -0.2
"""
By how much fair sayings must outdo a rule's before the rule is not believed. Source:
docs/measurements/likeness-2026-11-28.txt, where this value is compared with those beside it.
"""
_SIDES = frozenset(MARK_OF_ROLE[role] for role in STRONG | WEAK)
_BINDS = frozenset({Modality.MUST, Modality.MUST_NOT})
_FREES = frozenset({Modality.MAY, Modality.NEED_NOT})
_REFERS = re2.compile(
    r"(?:은|는)\s*(?:제\s*\d+\s*조|별[지표첨]|부속서)[^.]{0,24}(?:에서\s*정한다|따른다|준용한다)\.?$"
    r"|(?i:\b(?:governed by|dealt with in|set (?:out|forth) in) (?:section|article|schedule|exhibit|annex) [\w.]+\.?$)"
)
"""A sentence that only says where its subject is dealt with."""


def resembling(reading: Reading, rules: Collection[str]) -> Iterator[tuple[Unit, str]]:
    """
    Give the sentences that resemble the sayings of one of some rules, in reading order, each with the likeliest rule.

    None where a part is Japanese: there are no Japanese sayings to learn from.
    """
    if reading.partly_japanese:
        return
    model = shipped()
    columns = [at for at, rule in enumerate(model.rules) if rule in rules]
    needed = enough(model)[columns]
    for unit in units_of("sentence", reading) if columns else ():
        if not _could_burden(unit, reading):
            continue
        beyond = _margins(unit, reading)[columns] - needed
        best = int(np.argmax(beyond))
        if beyond[best] >= 0:
            yield unit, model.names[columns[best]]


def enough(model: Model) -> NDArray[np.float32]:
    """
    Give for each rule of a model the margin from which a sentence is suspected of it.
    """
    return np.maximum(model.enough, np.float32(UNFAIR))


def sounds_fair(unit: Unit, rule: str, reading: Reading) -> bool:
    """
    Tell that a sentence resembles fair sayings far more than those of a rule that reads something in it.
    """
    model = shipped()
    if unit.sentence is None or rule not in model.rules or reading.partly_japanese:
        return False
    return bool(_margins(unit, reading)[model.rules.index(rule)] < FAIR)


def _margins(unit: Unit, reading: Reading) -> NDArray[np.float32]:
    at = unit.span.start
    if at not in reading.likeness:
        words = grams(reading.text[unit.span.start : unit.span.end])
        reading.likeness[at] = shipped().margins(words)
    return reading.likeness[at]


def _could_burden(unit: Unit, reading: Reading) -> bool:
    """
    Leave out what is too short, only refers or names only both sides, and what binds both or favours the weaker one.
    """
    words = reading.text[unit.span.start : unit.span.end]
    if unit.sentence is None or len(words) < SHORTEST or _REFERS.search(words.rstrip()):
        return False
    if EVERY_PARTY in words and _SIDES.isdisjoint(words):
        return False
    norms = reading.norms(unit.sentence)
    return not norms or not all(one.mutual or _favours_weak(one) for one in norms)


def _favours_weak(norm: Norm) -> bool:
    """
    Tell a duty or ban of the stronger side only, or a right or freedom of the weaker side only.
    """
    if not norm.bearer:
        return False
    return (norm.bearer <= STRONG and norm.modality in _BINDS) or (norm.bearer <= WEAK and norm.modality in _FREES)
