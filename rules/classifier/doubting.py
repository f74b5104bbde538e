"""
Tell of what rules read how it sounds: whether the sentence resembles fair sayings, or another rule's, far more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rules.classifier import resembling
from rules.classifier.hearing import column_of, columns_of, likeness_of, loudest, weight_of
from rules.classifier.weighing import MOST_ADDED, heard, is_shorter
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from rules.reading import Reading
    from rules.units import Unit

FAIR = -0.15
"""
How far what a sentence resembles in all (`heard`) must speak for its being fair before a rule that reads something in it
is not believed.
"""
FAIR_FIGURES = -0.45
"""The same where the rule has weighed the figures of a sentence: to the classifier 30 days and 120 days are one."""
SHORT, SHORT_LATIN = 45, 70
FAIR_SHORT = -1.2
"""The same for sentences of fewer characters: a plain "X stands surety for Y" gives the classifier little to hear."""
FAIR_CARRIED = -1.5
"""The same where the rule read what a defined term stands for: the classifier hears no more than the term."""
FAIR_IN_WHOLE = -0.6
"""The same for what is read over more than a sentence: other sentences may make unfair what sounds fair in one."""
UNHEARD = -1.75
"""
Below this, the lowest of these bounds, nothing is believed but figures and what may be unfair though it sounds fair, so
that no rule need read anything else.
Of 328 fair sentences and 84 rules so much is heard in 22 cases of 27,552 (docs/measurements/gate-2026-11-30.txt).
"""
DOUBTFUL = 0.1
"""What a sentence resembles in all (`heard`) where its reader is believed with little certainty only."""
FURTHER, LOUDER = 0.2, 1.3
"""
By how much more, and how many times as loud, another rule must be heard that is itself suspected before one is not believed
that reads something else.
"""


def sounds_fair(unit: Unit, rule: str, reading: Reading, *, weighed: bool, carried: bool) -> bool:
    """
    Tell that a sentence resembles fair sayings far more than those of a rule that reads something in it.

    Args:
        unit: the sentence.
        rule: the rule that reads something in it.
        reading: the text.
        weighed: whether the rule has weighed figures that it says.
        carried: whether the rule has read what a defined term in it stands for.

    """
    words = reading.text[unit.span.start : unit.span.end]
    is_short = is_shorter(words, SHORT, SHORT_LATIN)
    bounds = ((True, FAIR), (weighed, FAIR_FIGURES), (is_short, FAIR_SHORT), (carried, FAIR_CARRIED))
    return _is_heard_below(min(bound for applies, bound in bounds if applies), rule, unit, reading)


def sounds_fair_in_whole(unit: Unit, rule: str, reading: Reading) -> bool:
    """
    Tell the same of a sentence that a rule over more than a sentence goes by.
    """
    return _is_heard_below(FAIR_IN_WHOLE, rule, unit, reading)


def sounds_doubtful(rule: str, unit: Unit, reading: Reading) -> bool:
    """
    Tell whether hardly anything besides a rule's own reading speaks for harm in a sentence.
    """
    return _is_heard_below(DOUBTFUL, rule, unit, reading)


def louder_otherwise(reading: Reading, rules: Collection[str]) -> NDArray[np.bool_]:
    """
    Tell for each sentence (a row) and rule (a column) whether another of some rules is heard there far more.

    What that other rule hears is suspected by itself, unless something clears it.
    """
    likeness, known = likeness_of(reading), columns_of(rules, reading)
    told = np.zeros(likeness.margins.shape, np.bool_)
    if not known:
        return told
    loud = heard(likeness.margins[:, known].max(axis=1), likeness.harm) >= resembling.UNFAIR - MOST_ADDED
    starts = likeness.starts_of(loud)
    for unit in units_of("sentence", reading):
        if unit.span.start in starts:
            row = likeness.rows[unit.span.start]
            margins = likeness.margins[row]
            other = loudest(margins, known, reading.document.agreement.value)
            if weight_of(other, unit, reading) >= resembling.UNFAIR:
                told[row] = margins[other] >= np.maximum(margins + FURTHER, LOUDER * margins)
    return told


def unheard(reading: Reading) -> NDArray[np.bool_]:
    """
    Tell likewise whether so little of the rule is heard that every question here is answered.
    """
    likeness = likeness_of(reading)
    return np.asarray(heard(likeness.margins, likeness.harm[:, None]) < UNHEARD)


def _is_heard_below(bound: float, rule: str, unit: Unit, reading: Reading) -> bool:
    """
    Tell whether so little of a rule is heard in a sentence; of what nobody knows or what is no sentence nothing is told.
    """
    column = column_of(rule, reading)
    return column is not None and unit.sentence is not None and _heard(column, unit, reading) < bound


def _heard(column: int, unit: Unit, reading: Reading) -> float:
    likeness = likeness_of(reading).at(unit.span.start)
    return heard(float(likeness.margins[column]), likeness.harm)
