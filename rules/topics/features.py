"""
Turn words into character n-grams, hashed into buckets: the same in every language, without a dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = (3, 4, 5)
BITS = 16
BUCKETS = 1 << BITS
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""The odd number nearest to 2^64 divided by the golden ratio: multiplying by it spreads neighbours (Knuth)."""
_DIGITS = str.maketrans("123456789", "000000000")


def grams(text: str) -> NDArray[np.int32]:
    """
    Give the buckets of the n-grams of a text, each once, in order.
    """
    letters = np.frombuffer(folded(text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    found = [hashed(letters, size) for size in SIZES if len(letters) >= size]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)


def folded(text: str) -> str:
    """
    Fold case, figures and marks, so that what remains are words with one blank on each side.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).translate(_DIGITS).split()
    return f" {' '.join(words)} " if words else ""


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
