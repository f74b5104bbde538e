"""
Train the linear model: one logistic regression a topic over the same n-grams, by AdaGrad, the same on every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rules.topics.features import BUCKETS
from rules.topics.model import Model, likely, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

EPOCHS = 6
BATCH = 64
RATE = np.float32(0.1)
DECAY = np.float32(1e-6)
OTHERS = 4
"""Texts about no topic that are shown for each one that is about some: most sentences of a contract are neither."""
SELDOM = np.float32(-4)
"""Where a topic's bias starts: few texts are about it."""
_SEED = 20261127


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """
    Hold texts as n-grams, which topics each is about, and of which topics anybody would have said so.
    """

    rows: tuple[NDArray[np.int32], ...]
    about: NDArray[np.bool_]
    known: NDArray[np.bool_]

    def only(self, places: NDArray[np.intp]) -> Examples:
        """
        Give some of the examples, in the order of their places.
        """
        return Examples(tuple(self.rows[at] for at in places), self.about[places], self.known[places])


def train(topics: Sequence[str], examples: Examples) -> Model:
    """
    Train on the texts that are about something and on a fixed sample of the others.
    """
    draw = np.random.default_rng(_SEED)
    shown = examples.only(_shown(examples.about, draw))
    rarity = _rarity(shown.rows)
    learner = _Learner.fresh(len(topics), rarity)
    for _ in range(EPOCHS):
        order = draw.permutation(len(shown.rows))
        for start in range(0, len(order), BATCH):
            learner.learn(shown.only(order[start : start + BATCH]))
    return packed(topics, learner.weights, learner.bias, rarity)


def _shown(about: NDArray[np.bool_], draw: np.random.Generator) -> NDArray[np.intp]:
    topics_of = about.sum(axis=1)
    some, none = np.flatnonzero(topics_of), np.flatnonzero(topics_of == 0)
    return np.sort(np.concatenate([some, draw.permutation(none)[: OTHERS * len(some)]]))


def _rarity(rows: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
    said_in = np.bincount(np.concatenate(rows), minlength=BUCKETS)
    return np.asarray(1 + np.log((1 + len(rows)) / (1 + said_in)), np.float32)


@dataclass(slots=True, eq=False)
class _Learner:
    """
    Hold weights and what AdaGrad remembers: the squares of all steps so far.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]
    squares: NDArray[np.float32]
    bias_squares: NDArray[np.float32]

    @classmethod
    def fresh(cls, topics: int, rarity: NDArray[np.float32]) -> _Learner:
        """
        Begin without any weight.
        """
        tiny = np.float32(1e-6)
        return cls(
            np.zeros((BUCKETS, topics), np.float32),
            np.full(topics, SELDOM, np.float32),
            rarity,
            np.full((BUCKETS, topics), tiny, np.float32),
            np.full(topics, tiny, np.float32),
        )

    def learn(self, batch: Examples) -> None:
        """
        Take one step for a batch.
        """
        buckets, table = self._table(batch.rows)
        wrong = (likely(table @ self.weights[buckets] + self.bias) - batch.about) * batch.known / len(batch.rows)
        slope = table.T @ wrong.astype(np.float32) + DECAY * self.weights[buckets]
        self.squares[buckets] += slope * slope
        self.weights[buckets] -= RATE * slope / np.sqrt(self.squares[buckets])
        slant = wrong.sum(axis=0).astype(np.float32)
        self.bias_squares += slant * slant
        self.bias -= np.float32(0.1) * slant / np.sqrt(self.bias_squares)

    def _table(self, rows: Sequence[NDArray[np.int32]]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """
        Give the buckets said in a batch and a table of how strongly each text says each.
        """
        buckets, places = np.unique(np.concatenate(rows), return_inverse=True)
        table = np.zeros((len(rows), len(buckets)), np.float32)
        table[np.repeat(np.arange(len(rows)), [len(row) for row in rows]), places] = 1
        table *= self.rarity[buckets]
        lengths = np.sqrt((table * table).sum(axis=1, keepdims=True))
        return buckets, table / np.maximum(lengths, np.float32(1e-6))
