"""
Turn words into character n-grams, hashed into buckets: the same in every language, without a dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rules.ngrams import buckets, folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = (3, 4, 5)
BITS = 16
BUCKETS = 1 << BITS


def grams(text: str) -> NDArray[np.int32]:
    """
    Give the buckets of the n-grams of a text, each once, in order.
    """
    return np.unique(buckets(folded(text), SIZES, BITS))
