"""
Hold the linear model of topics: weights of hashed n-grams, one column a topic, in one file that numpy reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules import linear
from rules.topics.features import BUCKETS, grams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "model.npz"
_STEPS = 127
_SMALLEST = np.float32(1e-4)
"""A scale that half precision can hold."""


class Model(linear.LinearModel):
    """
    Tell how likely texts are about topics.
    """

    BUCKETS = BUCKETS

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        Give for each text and topic how likely the text is about it, between 0 and 1.
        """
        return self.scores_of([grams(text) for text in texts])

    def scores_of(self, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
        """
        Give the same for texts whose n-grams are known.
        """
        return likely(np.array([self.sums(row) for row in rows], np.float32).reshape(len(rows), len(self.names)))


def likely(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """
    Turn sums of weights into shares between 0 and 1.
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def packed(
    topics: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32], rarity: NDArray[np.float32]
) -> Model:
    """
    Round weights to steps that fit one byte each.
    """
    scale = _rounded(np.maximum(np.abs(weights).max(axis=0) / np.float32(_STEPS), _SMALLEST))
    steps = np.rint(weights / scale).astype(np.int8)
    return Model(tuple(topics), steps, scale, _rounded(bias), _rounded(rarity), {})


def _rounded(numbers: NDArray[np.float32]) -> NDArray[np.float32]:
    """
    Keep half precision: sums taken in another order, by another number of threads, then give nearly the same file.
    """
    return numbers.astype(np.float16).astype(np.float32)


def load(path: Path = SHIPPED) -> Model:
    """
    Read a model's file.
    """
    return linear.read(path, Model)
