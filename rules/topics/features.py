"""
Turn words into character n-grams, hashed into buckets: the same in every language, without a dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rules.ngrams import hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = (3, 4, 5)
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
