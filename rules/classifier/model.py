"""
Hold the linear model: for every rule and for "nothing unfair", weights of hashed n-grams, in one file that numpy reads.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules.ngrams import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rules.classifier.features import Grams

SHIPPED = Path(__file__).parent / "model.npz"
_STEPS = 127


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """
    Hold a model as it is kept.

    rules: the rule of each column but the last, which stands for sentences that are not unfair.
    weights: BUCKETS x (rules + 1), in steps of `scale` (one a column); bias: one a column.
    rarity: how much a bucket tells, one a bucket.
    """

    rules: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]
    note: Mapping[str, object]

    def margins(self, sentences: Sequence[Grams]) -> NDArray[np.float32]:
        """
        Give for each sentence and rule by how much the rule outdoes "not unfair".
        """
        told = np.zeros((len(sentences), len(self.scale)), np.float32)
        for row, one in enumerate(sentences):
            weighed = self.rarity[one.buckets] * one.counts
            told[row] = (
                weighed @ self.weights[one.buckets].astype(np.float32) / max(float(weighed @ weighed), 1e-9) ** 0.5
            )
        scores = told * self.scale + self.bias
        return np.asarray(scores[:, :-1] - scores[:, -1:], np.float32)


def packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """
    Round weights to steps that fit one byte each; the second value is the size of a step, one a column.
    """
    scale = (np.abs(weights).max(axis=0) / np.float32(_STEPS)).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def written(model: Model) -> bytes:
    """
    Give the bytes of a model's file; the same model gives the same bytes.
    """
    about = {"rules": model.rules, "note": model.note}
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        about=np.frombuffer(json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), np.uint8),
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        rarity=model.rarity.astype(np.float16),
    )
    return stream.getvalue()


@lru_cache(maxsize=1)
def shipped() -> Model:
    """
    Give the model that is shipped; its file holds plain numbers, nothing in it is run.
    """
    with np.load(SHIPPED, allow_pickle=False) as kept:
        about = json.loads(kept["about"].tobytes())
        model = Model(
            tuple(about["rules"]),
            kept["weights"],
            kept["scale"],
            kept["bias"],
            kept["rarity"].astype(np.float32),
            about["note"],
        )
    if model.weights.shape != (BUCKETS, len(model.rules) + 1):
        raise ValueError(f"{SHIPPED.name} was made for other n-grams")
    return model
