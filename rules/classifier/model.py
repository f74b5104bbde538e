"""
Hold the model of unfair sayings: a column for every rule, one for "nothing unfair", a last one for harm under any rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules import linear
from rules.classifier.features import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


@dataclass(frozen=True, eq=False)
class Likenesses:
    """
    Hold what the sentences of a text resemble: where each starts, and as in a `Likeness` its margins (a row) and harm.
    """

    starts: Sequence[int]
    margins: NDArray[np.float64]
    harm: NDArray[np.float64]

    @cached_property
    def rows(self) -> Mapping[int, int]:
        """
        Give the row of each sentence, by where it starts.
        """
        return {start: row for row, start in enumerate(self.starts)}

    def at(self, start: int) -> Likeness:
        """
        Give what the sentence resembles that starts somewhere.
        """
        row = self.rows[start]
        return Likeness(self.margins[row], float(self.harm[row]))


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

    def likeness(self, said: Grams) -> Likeness:
        """
        Tell what a sentence resembles, in numbers short enough to be written down as they are.
        """
        sums = self.sums(said.buckets, said.counts).astype(np.float64).round(_DIGITS)
        return Likeness((sums[:-2] - sums[-2]).round(_DIGITS), float(sums[-1]))

    def likenesses(self, said: Mapping[int, Grams]) -> Likenesses:
        """
        Tell what each of some sentences resembles, by where it starts.
        """
        found = [self.likeness(one) for one in said.values()]
        margins = np.array([one.margins for one in found]).reshape(-1, len(self.rules))
        return Likenesses(list(said), margins, np.array([one.harm for one in found]))


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
