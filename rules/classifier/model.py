"""
Hold the model of unfair sayings: a column for every rule, one for "nothing unfair", a last one for harm under any rule.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules import linear
from rules.classifier.features import BUCKETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "model.npz"
_STEPS = 15
"""Steps of a weight to each side: more tell nothing more and take more room (docs/measurements/order-2026-11-30.txt)."""


class Model(linear.LinearModel):
    """
    Tell by how much rules outdo "nothing unfair".
    """

    BUCKETS = BUCKETS

    @property
    def rules(self) -> tuple[str, ...]:
        """
        Give the rules of the columns before the last two.
        """
        return self.names[:-2]


def packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """
    Round weights to steps that fit one byte each; the second value is the size of a step, one a column.
    """
    scale = (np.abs(weights).max(axis=0) / np.float32(_STEPS)).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


@lru_cache(maxsize=1)
def shipped() -> Model:
    """
    Give the model that is shipped.
    """
    return linear.read(SHIPPED, Model)


@lru_cache(maxsize=1)
def rule_columns() -> dict[str, int]:
    """
    Give the column of each rule of the shipped model.
    """
    return {rule: at for at, rule in enumerate(shipped().rules)}
