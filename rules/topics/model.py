"""
Hold the linear model of topics: weights of hashed n-grams, one column a topic, in one file that numpy reads.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules.ngrams import BUCKETS
from rules.topics.features import grams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "model.npz"
_CHUNK = 256
"""Texts scored at a time, so that memory stays small."""
_STEPS = 127
_SMALLEST = np.float32(1e-4)
"""A scale that half precision can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """
    Hold a model as it is kept: `weights` in steps of `scale`, `rarity` weighs an n-gram, `note` says where it is from.
    """

    topics: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]
    note: Mapping[str, object]

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        Give for each text and topic how likely the text is about it, between 0 and 1.
        """
        return self.scores_of([grams(text) for text in texts])

    def scores_of(self, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
        """
        Give the same for texts whose n-grams are known.
        """
        found = [self._chunk(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK)]
        return np.concatenate(found) if found else np.zeros((0, len(self.topics)), np.float32)

    def _chunk(self, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
        sums = np.zeros((len(rows), len(self.topics)), np.float32)
        for at, row in enumerate(rows):
            if not len(row):
                continue
            weighed = self.rarity[row]
            sums[at] = weighed @ self.weights[row].astype(np.float32) / np.sqrt(weighed @ weighed)
        return likely(sums * self.scale + self.bias)


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


def written(model: Model) -> bytes:
    """
    Give the bytes of a model's file; the same model gives the same bytes.
    """
    kept = json.dumps({"topics": model.topics, "note": model.note}, ensure_ascii=False, sort_keys=True).encode()
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        about=np.frombuffer(kept, np.uint8),
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        rarity=model.rarity.astype(np.float16),
    )
    return stream.getvalue()


def load(path: Path = SHIPPED) -> Model:
    """
    Read a model's file; it holds plain numbers, nothing in it is run.
    """
    with np.load(path, allow_pickle=False) as kept:
        about = json.loads(kept["about"].tobytes())
        model = Model(
            tuple(about["topics"]),
            kept["weights"],
            kept["scale"],
            kept["bias"],
            kept["rarity"].astype(np.float32),
            about["note"],
        )
    if model.weights.shape != (BUCKETS, len(model.topics)):
        raise ValueError(f"{path.name} was made for other n-grams")
    return model
