"""
Let one rule speak where several read the same sentence: the one that the classifier hears, before one hardly heard.

What a rule reads by its structure may be said of many harms ("bears whatever damage", "at its own discretion"); what the
sentence is about the classifier knows better. A rule that measured a figure, or reads more than a sentence, is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.classifier.resembling import margin_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.finding import Finding
    from rules.reading import Reading

FAINT = 0.15
"""How little a rule must be heard in a sentence, at most, for another to speak alone there."""
FAR = 0.4
"""By how much the other must be heard more. Source of both: docs/measurements/heard-2026-11-29.txt."""
HEARD = 0.0
"""How much the other must be heard itself."""


@dataclass(frozen=True, slots=True)
class Said:
    """
    Hold a finding with where the sentence starts that its rule read; `is_measured` where the rule compared a figure.

    start: None where it read more than a sentence.
    """

    finding: Finding
    start: int | None
    is_measured: bool


def outspoken(said: Iterable[Said], reading: Reading) -> list[tuple[Finding, str]]:
    """
    Give the findings that are left to another rule, each with the name of that rule.
    """
    by_sentence: dict[int, list[tuple[float, Said]]] = defaultdict(list)
    for one in said:
        if one.start is not None and (margin := margin_of(one.finding.rule, one.start, reading)) is not None:
            by_sentence[one.start].append((margin, one))
    left: list[tuple[Finding, str]] = []
    for heard in by_sentence.values():
        most, speaker = max(heard, key=lambda pair: pair[0])
        left += [
            (one.finding, speaker.finding.rule)
            for margin, one in heard
            if not one.is_measured and most >= HEARD and margin <= FAINT and most - margin >= FAR
        ]
    return left
