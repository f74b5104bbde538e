"""
Hash the character n-grams of a text into buckets: what a text says as numbers, in every language alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    [found] = buckets_of_each([text], sizes)
    return found


def buckets_of_each(texts: Sequence[str], sizes: Sequence[int]) -> Iterator[NDArray[np.int32]]:
    """
    Give the buckets of folded texts, one after the other: many short ones are hashed much quicker as one.
    """
    letters = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashed = [_hashed(letters, size) for size in sizes]
    at = 0
    for text in texts:
        end = at + len(text)
        yield np.concatenate([one[at : max(at, end - size + 1)] for size, one in zip(sizes, hashed, strict=True)])
        at = end


def _hashed(letters: NDArray[np.uint64], size: int) -> NDArray[np.int32]:
    count = max(0, len(letters) - size + 1)
    mixed = np.full(count, size, np.uint64)
    for place in range(size):
        mixed = (mixed ^ letters[place : place + count]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return ((mixed * _MIX) >> np.uint64(64 - BITS)).astype(np.int32)
