"""
Tell like wordings from each other by MinHash, with bands to find them among very many.

Every shingle is hashed with a key that never enters the database: without it neither a signature nor a band tells a
word, nor can anybody look whether a known sentence is there. Source of the method: Broder 1997; Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHINGLE = 5
"""Letters of a shingle."""
HASHES = 128
BANDS, ROWS = 16, 4
"""Two wordings with a likeness of 0.7 share a band in 99 of 100 cases, with one of 0.3 in 12 of 100."""
ALIKE = 0.62
"""Likeness from which two wordings are one template; benchmarks/bench_clusters.py tells what it separates."""


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Hold what is kept of a wording: two bytes of each of its least hashes, and its bands.
    """

    signature: bytes
    bands: tuple[bytes, ...]


def mark(wording: str, key: bytes, scope: bytes) -> Mark:
    """
    Reduce a wording to its mark; bands meet only within a scope (an organisation and a rule).
    """
    least = _least(wording, key)
    bands = tuple(
        blake2b(least[at * ROWS : (at + 1) * ROWS].tobytes() + bytes([at]) + scope, key=key, digest_size=8).digest()
        for at in range(BANDS)
    )
    return Mark((least & 0xFFFF).astype("<u2").tobytes(), bands)


def likeness(one: bytes, other: bytes) -> float:
    """
    Estimate the share of shingles that two wordings have in common (0 to 1) from their signatures.
    """
    return float(np.mean(np.frombuffer(one, "<u2") == np.frombuffer(other, "<u2")))


def _least(wording: str, key: bytes) -> NDArray[np.uint64]:
    shingles = {wording[at : at + SHINGLE] for at in range(max(1, len(wording) - SHINGLE + 1))}
    hashed = b"".join(blake2b(one.encode(), key=key, digest_size=8).digest() for one in sorted(shingles))
    factors, terms = _permutations()
    # Products wrap around; the high half of them is what multiply-shift hashing uses.
    mixed = (np.frombuffer(hashed, "<u8")[:, None] * factors + terms) >> np.uint64(24)
    least: NDArray[np.uint64] = mixed.min(axis=0)
    return least


@lru_cache(maxsize=1)
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """
    Give the fixed factors (odd) and terms: the same in every process and version.
    """
    drawn = b"".join(
        blake2b(at.to_bytes(4, "big"), digest_size=16, person=b"template").digest() for at in range(HASHES)
    )
    pairs = np.frombuffer(drawn, "<u8").reshape(HASHES, 2)
    return pairs[:, 0] | np.uint64(1), pairs[:, 1]
