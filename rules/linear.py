"""
Hold a linear model over hashed n-grams: one column a name, in one file that numpy reads.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_STEPS = 15
"""Steps of a weight to each side: more tell nothing more and take more room (docs/measurements/order-2026-11-30.txt)."""


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """
    Hold a model as it is kept.

    names: what each column stands for.
    weights: BUCKETS x names, in steps of `scale` (one a column); bias: one a column.
    rarity: how much a bucket tells, one a bucket.
    note: where the model is from.
    """

    BUCKETS: ClassVar[int]
    """Into how many buckets texts are hashed."""

    names: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]
    note: Mapping[str, object]

    def sums(self, buckets: NDArray[np.int32], counts: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """
        Give what the columns add up to for a text that says some buckets, each once or as often as `counts` tells.
        """
        if not len(buckets):
            return self.bias
        weighed = self.rarity[buckets] if counts is None else self.rarity[buckets] * counts
        told = weighed @ self.weights.take(buckets, axis=0).astype(np.float32) / np.sqrt(weighed @ weighed)
        return np.asarray(told * self.scale + self.bias, np.float32)


Kind = TypeVar("Kind", bound=LinearModel)


def packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """
    Round weights to steps that fit one byte each; the second value is the size of a step, one a column.
    """
    scale = (np.abs(weights).max(axis=0) / np.float32(_STEPS)).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def written(model: LinearModel) -> bytes:
    """
    Give the bytes of a model's file; the same model gives the same bytes.
    """
    about = json.dumps({"names": model.names, "note": model.note}, ensure_ascii=False, sort_keys=True).encode()
    flat = model.weights.ravel()
    places = np.flatnonzero(flat)
    gaps = np.diff(places, prepend=0).astype("<u4")
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        about=np.frombuffer(about, np.uint8),
        steps=flat[places],
        # Byte by byte: nearly all that is not in the first ones is 0 and takes no room.
        gaps=np.ascontiguousarray(gaps.view(np.uint8).reshape(-1, 4).T),
        scale=model.scale,
        bias=model.bias,
        rarity=model.rarity.astype(np.float16),
    )
    return stream.getvalue()


def read(path: Path, kind: type[Kind]) -> Kind:
    """
    Read a model's file; it holds plain numbers, nothing in it is run.
    """
    with np.load(path, allow_pickle=False) as kept:
        about = json.loads(kept["about"].tobytes())
        names, rarity = tuple(about["names"]), kept["rarity"].astype(np.float32)
        if rarity.shape != (kind.BUCKETS,):
            raise ValueError(f"{path.name} was made for other n-grams")
        gaps = np.ascontiguousarray(kept["gaps"].T).view("<u4").ravel()
        weights = np.zeros(kind.BUCKETS * len(names), np.int8)
        weights[np.cumsum(gaps, dtype=np.int64)] = kept["steps"]
        by_bucket = weights.reshape(kind.BUCKETS, len(names))
        return kind(names, by_bucket, kept["scale"], kept["bias"], rarity, about["note"])
