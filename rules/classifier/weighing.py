"""
Weigh what speaks for a sentence being unfair: what it resembles, how much it says, and whom it binds.

The parts were found by a regression over sentences of whole agreements that the model had never seen, and are told in
units of a margin (docs/measurements/weighing-2026-11-29.txt; set anew for another model in pairs-2026-11-29.txt).
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, TypeVar

import re2

from rules.marks import STRONG, WEAK
from rules.norm import Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rules.norm import Norm

Told = TypeVar("Told", float, "NDArray[np.float64]")
"""Of one sentence, or of many at once."""
HARM = 0.3
"""
How much it counts that a sentence sounds unfair, whatever the rule. A rule's column learns from few look-alikes of its
own; this one learns from those of all rules.
"""
SAYING = 0.6
"""How much it counts that a sentence says e times as much as a usual one: what is short resembles anything sooner."""
USUAL, FEW, MANY = 80, 25, 120
"""Letters of a usual sentence, and between which bounds they count."""
LATIN = 2.3
"""Letters of Latin script that say as much as one of Hangul."""
FAVOURED = 0.15
"""How much it counts against harm that a norm favours the weaker side."""
NORM, NORMS = 0.1, 2
"""How much each norm more than these counts against harm: what rules many things in one breath is mostly ordinary."""
MOST_ADDED = SAYING * log(MANY / USUAL) + NORM * NORMS
"""By how much a weight is more than what is heard alone, at most."""
_BINDS = frozenset({Modality.MUST, Modality.MUST_NOT})
_FREES = frozenset({Modality.MAY, Modality.NEED_NOT})
_HANGUL = re2.compile(r"\p{Hangul}")


def weight(margin: float, harm: float, words: str, norms: Sequence[Norm] | None = None) -> float:
    """
    Weigh what speaks for a sentence being unfair in the sense of a rule.

    Args:
        margin: by how much the rule's unfair sayings outdo fair ones.
        harm: by how much unfair sayings of any rule do.
        words: the sentence.
        norms: what it says; None where nobody read it.

    """
    said = heard(margin, harm) + SAYING * log(min(MANY, max(FEW, letters_of(words))) / USUAL)
    if norms is None:
        return said
    return said - FAVOURED * any(map(favours_weak, norms)) - NORM * (len(norms) - NORMS)


def heard(margin: Told, harm: Told) -> Told:
    """
    Weigh what a sentence resembles alone: a rule that reads something in few words is not doubted for their being few.
    """
    return margin + HARM * harm


def favours_weak(norm: Norm) -> bool:
    """
    Tell a duty or ban of the stronger side only, or a right or freedom of the weaker side only.
    """
    if not norm.bearer:
        return False
    return (norm.bearer <= STRONG and norm.modality in _BINDS) or (norm.bearer <= WEAK and norm.modality in _FREES)


def letters_of(words: str) -> float:
    """
    Tell how much words say, in letters of Hangul.
    """
    return len(words) / (1 if is_hangul(words) else LATIN)


def is_hangul(words: str) -> bool:
    """
    Tell whether words are written in Hangul, where a letter says more.
    """
    return _HANGUL.search(words) is not None


def is_shorter(words: str, korean: int, latin: int) -> bool:
    """
    Tell whether words have fewer characters than a bound for their script.
    """
    return len(words) < (korean if is_hangul(words) else latin)
