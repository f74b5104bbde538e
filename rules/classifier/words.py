"""
Turn words into the buckets of their parts, so that one never seen before is known by its stem and its ending.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rules import ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BITS = 15
BUCKETS = 1 << BITS


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """
    Hold the buckets of the parts of words, one word after the other, and where those of each word start.
    """

    buckets: NDArray[np.int32]
    starts: NDArray[np.intp]


def parts_of(words: Sequence[str]) -> Parts:
    """
    Give the parts of folded words: their letters by two and three with the blanks around them, their beginning, the whole.
    """
    buckets, word = ngrams.word_parts(words, BITS)
    order = np.argsort(word, kind="stable")
    return Parts(buckets[order], np.searchsorted(word[order], np.arange(len(words))))
