"""
Hash the character n-grams of a text into buckets: what a text says as numbers, in every language alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS = 16
BUCKETS = 1 << BITS
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""The odd number nearest to 2^64 divided by the golden ratio: multiplying by it spreads neighbours (Knuth)."""


def hashed(letters: NDArray[np.uint64], size: int) -> NDArray[np.int32]:
    """
    Give the bucket of the n-gram of a size at every place of a text.
    """
    count = len(letters) - size + 1
    mixed = np.full(count, size, np.uint64)
    for place in range(size):
        mixed = (mixed ^ letters[place : place + count]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return ((mixed * _MIX) >> np.uint64(64 - BITS)).astype(np.int32)
