"""
Turn a sentence whose parties are marked into counted character n-grams and pairs of words, the roles as letters of their own.

The same in Korean and English and without a dictionary, so that a check starts quickly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rules import ngrams
from rules.marks import EVERY_PARTY, MARK_OF_ROLE, NO_PARTY, ONE_PARTY, OTHER_PARTY, STRONG_MARKS, WEAK_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SIZES = (2, 3, 4)
BITS = 17
BUCKETS = 1 << BITS
REACH = 3
"""How many words apart the words of a pair stand at most (docs/measurements/pairs-2026-11-29.txt)."""
_LETTER = (
    dict.fromkeys(WEAK_MARKS, "ᐊ")
    | dict.fromkeys(STRONG_MARKS, "ᐁ")
    | {EVERY_PARTY: "ᑊ", ONE_PARTY: "ᑌ", OTHER_PARTY: "ᑎ", NO_PARTY: "ᑐ"}
)
"""Letters of a script that no agreement is written in: the weaker side, the stronger side, each, one, the other, none."""
_SPELLED = str.maketrans(
    {mark: f" {letter}" for mark, letter in _LETTER.items()}
    | dict.fromkeys(set(MARK_OF_ROLE.values()) - _LETTER.keys(), " ᐅ")
)


@dataclass(frozen=True, slots=True, eq=False)
class Grams:
    """
    Hold which n-grams and pairs of words (as buckets of a hash) a sentence says, and how often.
    """

    buckets: NDArray[np.int32]
    counts: NDArray[np.float32]


def grams(marked: str) -> Grams:
    """
    Give the n-grams and pairs of a sentence of `Reading.text`.
    """
    [found] = grams_of_each([folded(marked)])
    return found


def grams_of_each(words: Sequence[str]) -> Iterator[Grams]:
    """
    Give those of folded sentences, one after the other.
    """
    for found in zip(ngrams.buckets_of_each(words, SIZES, BITS), ngrams.pairs_of_each(words, REACH, BITS), strict=True):
        buckets, counts = np.unique(np.concatenate(found), return_counts=True)
        yield Grams(buckets, (1 + np.log(counts)).astype(np.float32))


def folded(marked: str) -> str:
    """
    Fold case, figures and punctuation; parties become letters of their role, each at the start of its word.

    A clause is any clause: 제5조 and 제15조 are one, whatever other figures have more digits.
    """
    words = ngrams.folded(marked.translate(_SPELLED))
    while "제00" in words:
        words = words.replace("제00", "제0")
    return words
