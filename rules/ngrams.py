"""
Hash the character n-grams of a text into buckets: what a text says as numbers, in every language alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BITS = 16
BUCKETS = 1 << BITS
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""The odd number nearest to 2^64 divided by the golden ratio: multiplying by it spreads neighbours (Knuth)."""
_DIGITS = str.maketrans("123456789", "000000000")


def folded(text: str) -> str:
    """
    Fold case, figures and marks, so that what remains are words with one blank on each side.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).translate(_DIGITS).split()
    return f" {' '.join(words)} " if words else ""


def buckets(text: str, sizes: Sequence[int]) -> NDArray[np.int32]:
    """
    Give the buckets of all n-grams of some sizes of a folded text, size by size.
    """
    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    found = [_hashed(letters, size) for size in sizes if len(letters) >= size]
    return np.concatenate(found) if found else np.zeros(0, np.int32)


def _hashed(letters: NDArray[np.uint64], size: int) -> NDArray[np.int32]:
    count = len(letters) - size + 1
    mixed = np.full(count, size, np.uint64)
    for place in range(size):
        mixed = (mixed ^ letters[place : place + count]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return ((mixed * _MIX) >> np.uint64(64 - BITS)).astype(np.int32)
