"""
Train the network that reads the words of a sentence in their order (`python -m benchmarks.classifier_train` does).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np
import optax

from rules.classifier import binding, network
from rules.classifier.features import folded
from rules.classifier.network import MOST_WORDS, STRIDES, WIDTH, Network
from rules.classifier.words import BUCKETS, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from rules.classifier.sayings import Saying

LETTERS, SEEN, HIDDEN = 64, 96, 160
"""Numbers that stand for a word, for what a convolution sees, and between what was seen and the outputs."""
BOUND = 64
"""Numbers that stand for how norms bind whom."""
EPOCHS, BATCH, RATE, FADING, WARM_UP = 5, 128, 2e-3, 1e-2, 300
EPOCHS_TO_THE_END = 6
"""
How often it sees, at last, those sentences alone that stand in whole agreements or say a harm most plainly: others are
written about harms, and what is usual, and how seldom harm is, shows in agreements only
(docs/measurements/binding-2026-11-30.txt).
"""
LOST_WORDS, LOST_NUMBERS, LOST_VIEWS, LOST_NORMS = 0.1, 0.1, 0.3, 0.1
"""Shares of words, of their numbers, of what was seen and of what norms tell that are hidden while it learns, so that it
leans on no single one."""
LENGTHS = (12, 18, 26, MOST_WORDS)
"""Sentences of up to so many words learn together: short ones need not be filled up to the longest."""
MOST_PARTS, WORDS_AT_ONCE = 24, 512
SEED = 20261130

Weights = dict[str, jax.Array]


@dataclass(frozen=True)
class Shown:
    """
    Hold sentences as places of their words in a list of words (0 is none), with what they are and the parts of each word.

    bound: what `binding.told` tells of its norms. rules: its output. counts_as_harm: whether harm under any rule learns
    from it. to_the_end: whether it is shown to the end.
    """

    places: NDArray[np.int32]
    lengths: NDArray[np.intp]
    bound: NDArray[np.float32]
    rules: NDArray[np.int32]
    counts_as_harm: NDArray[np.float32]
    to_the_end: NDArray[np.bool_]
    parts: NDArray[np.int32]

    def batch(self, rows: NDArray[np.intp], length: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """
        Give the places of some sentences among the words that they use, and the parts of these.
        """
        used, places = np.unique(np.append(self.places[rows, :length], 0), return_inverse=True)
        filled = -(-len(used) // WORDS_AT_ONCE) * WORDS_AT_ONCE
        return places[:-1].reshape(len(rows), length).astype(np.int32), self.parts[
            np.pad(used, (0, filled - len(used)))
        ]


def shown_as(said: Sequence[Saying], of_exam: Sequence[Saying], rules: Sequence[str]) -> Shown:
    """
    Look the words of sentences up.
    """
    every = (*said, *of_exam)
    words = [folded(one.marked).split()[:MOST_WORDS] for one in every]
    at = {word: place for place, word in enumerate(dict.fromkeys(word for one in words for word in one), 1)}
    places = np.zeros((len(words), MOST_WORDS), np.int32)
    for row, one in zip(places, words, strict=True):
        row[: len(one)] = [at[word] for word in one]
    output = {rule: number for number, rule in enumerate(rules)}
    none = len(rules)
    told = np.array([output.get(one.rule or "", none) for one in every], np.int32)
    harm = np.repeat(np.array([1, 0], np.float32), [len(said), len(of_exam)])
    return Shown(
        places=places,
        lengths=np.array([max(1, len(one)) for one in words]),
        bound=binding.told([binding.alone(one.marked) for one in every]),
        rules=told,
        counts_as_harm=harm,
        to_the_end=np.array([one.to_the_end for one in every]),
        parts=_parts(list(at)),
    )


def _parts(words: Sequence[str]) -> NDArray[np.int32]:
    """
    Give a row of parts for each word, filled up with -1; the first row is for no word.
    """
    found = parts_of(words)
    rows = np.full((len(words) + 1, MOST_PARTS), -1, np.int32)
    for row, parts in zip(rows[1:], np.split(found.buckets, found.starts[1:]), strict=True):
        row[: len(parts)] = parts[:MOST_PARTS]
    return rows


def begun(outputs: int) -> Weights:
    """
    Give weights to begin with.
    """
    shapes = {
        "first": (WIDTH, LETTERS, SEEN),
        "second": (WIDTH, SEEN, SEEN),
        "norms": (len(binding.TOLD), BOUND),
        "hidden": (2 * SEEN + LETTERS + BOUND, HIDDEN),
        "out": (HIDDEN, outputs),
    }
    keys = jax.random.split(jax.random.key(SEED), len(shapes) + 1)
    weights = {"parts": jax.random.normal(keys[0], (BUCKETS, LETTERS)) * 0.1}
    for key, (name, shape) in zip(keys[1:], shapes.items(), strict=True):
        weights[name] = jax.random.normal(key, shape) * np.sqrt(2 / np.prod(shape[:-1]))
        weights[f"{name}_bias"] = jnp.zeros(shape[-1])
    return weights


def outputs(weights: Weights, places: jax.Array, parts: jax.Array, bound: jax.Array, key: jax.Array) -> jax.Array:
    """
    Give what `Network.outputs` gives, while something is hidden.
    """
    by_word, by_number, by_view, by_norm = jax.random.split(key, 4)
    known = (parts >= 0)[..., None]
    words = (weights["parts"][jnp.maximum(parts, 0)] * known).sum(1) / jnp.sqrt(jnp.maximum(known.sum(1), 1))
    is_word = (places > 0)[..., None]
    said = _hidden(words[places], LOST_NUMBERS, by_number) * is_word
    said *= jax.random.bernoulli(by_word, 1 - LOST_WORDS, is_word.shape)
    near = jax.nn.relu(_convolved(weights, "first", said, STRIDES[0])) * is_word
    far = jax.nn.relu(_convolved(weights, "second", near, STRIDES[1])) * is_word + near
    share = jnp.sqrt(is_word.sum(1) + 1)
    norms = jax.nn.relu(_dense(weights, "norms", _hidden(bound, LOST_NORMS, by_norm)))
    pooled = jnp.concatenate([far.max(1), far.sum(1) / share, said.sum(1) / share, norms], -1)
    inner = jax.nn.relu(_dense(weights, "hidden", _hidden(pooled, LOST_VIEWS, by_view)))
    return _dense(weights, "out", inner)


def _hidden(numbers: jax.Array, share: float, key: jax.Array) -> jax.Array:
    return numbers * jax.random.bernoulli(key, 1 - share, numbers.shape) / (1 - share)


def _convolved(weights: Weights, layer: str, said: jax.Array, stride: int) -> jax.Array:
    filled, length = jnp.pad(said, ((0, 0), (stride, stride), (0, 0))), said.shape[1]
    seen = (filled[:, place * stride : place * stride + length] @ weights[layer][place] for place in range(WIDTH))
    return sum(seen, weights[f"{layer}_bias"])


def _dense(weights: Weights, layer: str, numbers: jax.Array) -> jax.Array:
    return numbers @ weights[layer] + weights[f"{layer}_bias"]


def loss(
    weights: Weights,
    places: jax.Array,
    parts: jax.Array,
    bound: jax.Array,
    rules: jax.Array,
    counts_as_harm: jax.Array,
    key: jax.Array,
) -> jax.Array:
    """
    Tell how wrong the outputs are: which rule, and whether any.
    """
    told = outputs(weights, places, parts, bound, key)
    of_rules, of_harm = told[:, :-1], told[:, -1]
    is_unfair = (rules < of_rules.shape[1] - 1).astype(jnp.float32)
    which = optax.softmax_cross_entropy_with_integer_labels(of_rules, rules)
    whether = optax.sigmoid_binary_cross_entropy(of_harm, is_unfair) * counts_as_harm
    wrong: jax.Array = (which + whether).mean()
    return wrong


def batches(shown: Shown, among: NDArray[np.intp], lots: np.random.Generator) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """
    Give sentences of like length together, all those of some rows once, in a new order.
    """
    order = lots.permutation(among)
    room = np.array(LENGTHS)[np.searchsorted(LENGTHS, shown.lengths)][order]
    drawn = [
        (length, alike[at : at + BATCH])
        for length in LENGTHS
        for alike in (order[room == length],)
        for at in range(0, len(alike) - BATCH + 1, BATCH)
    ]
    return (drawn[place] for place in lots.permutation(len(drawn)))


def trained(
    said: Sequence[Saying], of_exam: Sequence[Saying], names: Sequence[str], note: Mapping[str, object]
) -> Network:
    """
    Train a network whose outputs stand for names: those of rules, and behind them "nothing unfair" and harm.

    of_exam: fair sentences that harm under any rule does not learn from.
    """
    return network.packed(names, _learned(shown_as(said, of_exam, names[:-2]), len(names)), note)


def _learned(shown: Shown, outputs: int) -> Mapping[str, NDArray[np.float32]]:
    """
    Train, and tell after each epoch how wrong it still is.
    """
    weights, lots, key = begun(outputs), np.random.default_rng(SEED), jax.random.key(SEED + 1)
    every, to_the_end = np.arange(len(shown.rules)), np.flatnonzero(shown.to_the_end)
    passes = [every] * EPOCHS + [to_the_end] * EPOCHS_TO_THE_END
    steps = sum(len(among) // BATCH for among in passes)
    rate = optax.warmup_cosine_decay_schedule(0, RATE, WARM_UP, steps, RATE / 50)
    learner = optax.adamw(rate, weight_decay=FADING, mask=lambda each: {name: name != "parts" for name in each})
    state = learner.init(weights)

    def step(weights: Weights, state: optax.OptState, *given: jax.Array) -> tuple[Weights, optax.OptState, jax.Array]:
        wrong, slope = jax.value_and_grad(loss)(weights, *given)
        change, state = learner.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, wrong

    quick_step = jax.jit(step)
    for epoch, among in enumerate(passes, 1):
        wrong, since = [], time.monotonic()
        for length, rows in batches(shown, among, lots):
            key, now = jax.random.split(key)
            told = (one[rows] for one in (shown.bound, shown.rules, shown.counts_as_harm))
            given = (*shown.batch(rows, length), *told, now)
            weights, state, each = quick_step(weights, state, *given)
            wrong.append(each)
        print(f"epoch {epoch}: {np.mean(wrong):.3f} in {time.monotonic() - since:.0f} s", flush=True)
    return {name: np.asarray(one) for name, one in weights.items()}
