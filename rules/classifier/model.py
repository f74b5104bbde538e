"""
Hold the model of unfair sayings: a column for every rule, one for "nothing unfair", a last one for harm under any rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules import linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rules.classifier.features import Grams

SHIPPED = Path(__file__).parent / "model.npz"
_STEPS = 127
_DIGITS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """
    Hold what a sentence resembles.

    margins: for each rule by how much its unfair sayings outdo "nothing unfair", which is every rule's fair sayings.
    harm: how much more it sounds like what is unfair under any rule than like what is fair.
    """

    margins: NDArray[np.float64]
    harm: float

    def near(self, least: float) -> dict[int, float]:
        """
        Give the margins from a least one on, by column.
        """
        columns = np.flatnonzero(self.margins >= least)
        return dict(zip(columns.tolist(), self.margins[columns].tolist(), strict=True))

    @classmethod
    def of(cls, near: Mapping[int, float], harm: float) -> Likeness:
        """
        Make the likeness whose margins are known from a least one on; the others are far below.
        """
        margins = np.full(len(shipped().rules), -np.inf)
        margins[list(near)] = list(near.values())
        return cls(margins, harm)


class Model(linear.LinearModel):
    """
    Tell by how much rules outdo "nothing unfair".
    """

    @property
    def rules(self) -> tuple[str, ...]:
        """
        Give the rules of the columns before the last two.
        """
        return self.names[:-2]

    def likeness(self, said: Grams) -> Likeness:
        """
        Tell what a sentence resembles, in numbers short enough to be written down as they are.
        """
        sums = self.sums(said.buckets, said.counts).astype(np.float64).round(_DIGITS)
        return Likeness((sums[:-2] - sums[-2]).round(_DIGITS), float(sums[-1]))


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
