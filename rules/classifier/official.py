"""
Know the sentences of official standard forms: what is worded like one is usual, and no suspicion by its sound alone.

Kept are fingerprints of the sentences with their parties marked, not their words (`python -m benchmarks.official_train`).
What a rule reads in such a sentence is told all the same.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from rules.classifier.features import folded

FILE: Final = Path(__file__).with_name("official.npy")
_BYTES: Final = 8


def fingerprint(marked: str) -> int:
    """
    Give a number of 64 bits for the words of a sentence, whatever its figures and marks.
    """
    return int.from_bytes(hashlib.blake2b(folded(marked).encode(), digest_size=_BYTES).digest(), "big")


def is_official(marked: str) -> bool:
    """
    Tell whether a sentence with its parties marked stands in an official form.
    """
    return fingerprint(marked) in _known()


@cache
def _known() -> frozenset[int]:
    """
    Load the fingerprints.
    """
    return frozenset(np.load(FILE, allow_pickle=False).tolist())
