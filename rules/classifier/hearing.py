"""
Hear a reading: what its sentences resemble, once for all rules, and the columns in which the rules are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rules.classifier.likeness import likenesses
from rules.classifier.model import rule_columns
from rules.classifier.usual import usual
from rules.classifier.weighing import weight
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from rules.classifier.likeness import Likenesses
    from rules.reading import Reading
    from rules.units import Unit


def column_of(rule: str, reading: Reading) -> int | None:
    """
    Give the column of a rule; None where the model knows none of its sayings, or none in the language.
    """
    return None if reading.partly_japanese else rule_columns().get(rule)


def columns_of(rules: Collection[str], reading: Reading) -> list[int]:
    """
    Give the columns of those of some rules that the model knows, in its order; none where a part is Japanese.
    """
    return [] if reading.partly_japanese else [at for rule, at in rule_columns().items() if rule in rules]


def likeness_of(reading: Reading) -> Likenesses:
    """
    Give what every sentence resembles.
    """
    if "sentence" not in reading.likeness:
        units = {unit.span.start: unit for unit in units_of("sentence", reading)}
        marked = {start: reading.text[start : unit.span.end] for start, unit in units.items()}
        norms = [reading.norms(unit.sentence) if unit.sentence else () for unit in units.values()]
        reading.likeness["sentence"] = likenesses(marked, norms)
    return reading.likeness["sentence"]


def loudest(margins: NDArray[np.float64], columns: Sequence[int], kind: str) -> int:
    """
    Give the column of some that is heard most in an agreement of a kind.
    """
    return columns[int(np.argmax((margins + usual(kind))[columns]))]


def weight_of(column: int, unit: Unit, reading: Reading) -> float:
    """
    Weigh what speaks for a sentence being unfair in the sense of a rule: what it resembles, how much it says, whom it binds.
    """
    likeness = likeness_of(reading).at(unit.span.start)
    norms = reading.norms(unit.sentence) if unit.sentence else ()
    words = reading.text[unit.span.start : unit.span.end]
    return weight(float(likeness.margins[column]), likeness.harm, words, norms)
