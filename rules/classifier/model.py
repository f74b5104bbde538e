"""
Hold the model of unfair sayings: a column for every rule, and a last one for "nothing unfair".
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules import linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rules.classifier.features import Grams

SHIPPED = Path(__file__).parent / "model.npz"
_STEPS = 127


class Model(linear.LinearModel):
    """
    Tell by how much rules outdo "nothing unfair".
    """

    @property
    def rules(self) -> tuple[str, ...]:
        """
        Give the rules of the columns before the last.
        """
        return self.names[:-1]

    @property
    def enough(self) -> NDArray[np.float32]:
        """
        Give for each rule the margin that most of its own fair look-alikes stay below, as training noted it.
        """
        noted = self.note.get("enough")
        known = noted if isinstance(noted, dict) else {}
        return np.array([known.get(rule, 0.0) for rule in self.rules], np.float32)

    def margins(self, said: Grams) -> NDArray[np.float32]:
        """
        Give for each rule by how much it outdoes "nothing unfair" for a sentence.
        """
        sums = self.sums(said.buckets, said.counts)
        return np.asarray(sums[:-1] - sums[-1], np.float32)


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
