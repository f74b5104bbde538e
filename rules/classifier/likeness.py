"""
Tell what sentences resemble, in numbers: what their words add up to, and what they say in their order, heard together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rules.classifier import binding, model, network, official, usual
from rules.classifier.features import folded, grams_of_each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rules.classifier.model import Model
    from rules.classifier.network import Network
    from rules.norm import Norm

SHIPPED = (model.SHIPPED, network.SHIPPED, official.FILE, usual.FILE)
"""What decides on likeness as much as code does."""
IN_ORDER = 0.1
"""
How much what the network tells counts beside what the model tells. Its outputs are logarithms of odds and reach further
(docs/measurements/binding-2026-11-30.txt).
"""
HARM_IN_ORDER = 0.17
"""The same for harm under any rule."""
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

    def starts_of(self, chosen: NDArray[np.bool_]) -> frozenset[int]:
        """
        Give where those sentences start of which it is told that they are chosen, in order.
        """
        return frozenset(self.starts[row] for row in np.flatnonzero(chosen).tolist())

    def at(self, start: int) -> Likeness:
        """
        Give what the sentence resembles that starts somewhere.
        """
        row = self.rows[start]
        return Likeness(self.margins[row], float(self.harm[row]))


def likenesses(
    marked: Mapping[int, str],
    norms: Sequence[Sequence[Norm]] | None = None,
    by_words: Model | None = None,
    in_order: Network | None = None,
) -> Likenesses:
    """
    Tell what sentences of `Reading.text` resemble, by where they start, in numbers short enough to be written down as they are.

    Args:
        marked: the sentences.
        norms: the norms of each; None where each stands by itself.
        by_words: the model, if not the one that is shipped.
        in_order: likewise the network.

    """
    words = [folded(one) for one in marked.values()]
    by_words = by_words or model.shipped()
    sums = [by_words.sums(one.buckets, one.counts) for one in grams_of_each(words)]
    bound = binding.told([*map(binding.alone, marked.values())] if norms is None else norms)
    outputs = (in_order or network.shipped()).outputs(words, bound)
    return together(list(marked), np.array(sums, np.float64).reshape(outputs.shape), outputs.astype(np.float64))


def together(starts: Sequence[int], sums: NDArray[np.float64], outputs: NDArray[np.float64]) -> Likenesses:
    """
    Weigh together what the model and the network tell: a row for each sentence, its last columns "nothing unfair" and harm.
    """
    margins = _margins(sums) + IN_ORDER * _margins(outputs)
    harm = sums[:, -1] + HARM_IN_ORDER * outputs[:, -1]
    return Likenesses(starts, margins.round(_DIGITS), harm.round(_DIGITS))


def _margins(told: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(told[:, :-2] - told[:, -2:-1])
