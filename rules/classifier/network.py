"""
Read the words of a sentence in their order: a small network of two convolutions over what its words are made of.

What n-grams and pairs of words add up to (rules/classifier/model.py) does not tell who must do something from who need
not; the order of the words does, and how the sentence's norms bind whom (rules/classifier/binding.py), which the network
is told besides. Both are heard together.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from rules import linear
from rules.classifier.binding import TOLD
from rules.classifier.words import BUCKETS, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "network.npz"
MOST_WORDS = 48
"""Words of a sentence that are read; hardly any has more."""
WIDTH = 3
"""Words that a convolution sees at once."""
STRIDES = (1, 2)
"""How far apart these words stand, for each convolution."""
_BETWEEN = max(STRIDES)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """
    Hold the network as it is kept.

    names: what each output stands for: rules, "nothing unfair", and harm under any rule.
    parts: BUCKETS x D, in steps of `scale` (one a column): what a part of a word adds to the word.
    layers: weights and biases of `first` (3 x D x H), `second` (3 x H x H), `norms` (binding.TOLD x N), `hidden`
        (2 H + D + N x K) and `out` (K x names).
    note: where the network is from.
    """

    names: tuple[str, ...]
    parts: NDArray[np.int8]
    scale: NDArray[np.float32]
    layers: Mapping[str, NDArray[np.float32]]
    note: Mapping[str, object]

    def outputs(self, folded: Sequence[str], bound: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        Give the outputs for folded sentences, a row each.

        bound: what `binding.told` tells of their norms.
        """
        said = [one.split()[:MOST_WORDS] for one in folded]
        if not said:
            return np.zeros((0, len(self.names)), np.float32)
        with _blas().limit(limits=1, user_api="blas"):
            return self._told(said, bound)

    def _told(self, said: Sequence[Sequence[str]], bound: NDArray[np.float32]) -> NDArray[np.float32]:
        words, starts, counts = self._laid_out(said)
        used = np.zeros((len(words), 1), np.float32)
        used[np.concatenate([np.arange(count) + start for start, count in zip(starts, counts, strict=True)])] = 1
        near = _positive(self._convolved("first", words, STRIDES[0])) * used
        far = _positive(self._convolved("second", near, STRIDES[1])) * used + near
        share = np.sqrt(counts + 1)[:, None]
        pooled = [
            np.maximum.reduceat(far, starts),
            np.add.reduceat(far, starts) / share,
            np.add.reduceat(words, starts) / share,
            _positive(self._dense("norms", bound)),
        ]
        hidden = _positive(self._dense("hidden", np.hstack(pooled)))
        return self._dense("out", hidden)

    def _laid_out(
        self, said: Sequence[Sequence[str]]
    ) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.intp]]:
        """
        Lay the words of sentences out in one row, with so much room between that none hears another.
        """
        at = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(said)))}
        known = self._words(list(at))
        counts = np.array([len(one) for one in said])
        starts = np.cumsum([0, *(counts[:-1] + _BETWEEN)]) + _BETWEEN
        words = np.zeros((starts[-1] + counts[-1] + _BETWEEN, known.shape[1]), np.float32)
        for start, one in zip(starts, said, strict=True):
            words[start : start + len(one)] = known[[at[word] for word in one]]
        return words, starts, counts

    def _words(self, words: Sequence[str]) -> NDArray[np.float32]:
        if not words:
            return np.zeros((0, len(self.scale)), np.float32)
        parts = parts_of(words)
        total = np.add.reduceat(self.parts[parts.buckets].astype(np.float32), parts.starts)
        many = np.diff(np.append(parts.starts, len(parts.buckets)))
        return np.asarray(total * self.scale / np.sqrt(many)[:, None], np.float32)

    def _convolved(self, layer: str, rows: NDArray[np.float32], stride: int) -> NDArray[np.float32]:
        weights = self.layers[layer]
        inner = len(rows) - 2 * stride
        told = np.tile(self.layers[f"{layer}_bias"], (len(rows), 1))
        for place in range(WIDTH):
            told[stride:-stride] += rows[place * stride : place * stride + inner] @ weights[place]
        return told

    def _dense(self, layer: str, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(rows @ self.layers[layer] + self.layers[f"{layer}_bias"], np.float32)


@lru_cache(maxsize=1)
def _blas() -> ThreadpoolController:
    """
    Find what multiplies matrices for numpy: more than one thread costs more than it saves here.
    """
    return ThreadpoolController()


def _positive(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.maximum(rows, 0, out=rows)


def packed(names: Sequence[str], learned: Mapping[str, NDArray[np.float32]], note: Mapping[str, object]) -> Network:
    """
    Round what was learned of the parts of words to steps that fit one byte each, the rest to half of its bits.
    """
    parts, scale = linear.packed(learned["parts"])
    layers = {name: one.astype(np.float16).astype(np.float32) for name, one in learned.items() if name != "parts"}
    return Network(tuple(names), parts, scale, layers, note)


def written(network: Network) -> bytes:
    """
    Give the bytes of a network's file; the same network gives the same bytes.
    """
    about = json.dumps({"names": network.names, "note": network.note}, ensure_ascii=False, sort_keys=True).encode()
    kept: dict[str, NDArray[np.generic]] = {
        f"layer_{name}": one.astype(np.float16) for name, one in sorted(network.layers.items())
    }
    kept |= {"about": np.frombuffer(about, np.uint8), "parts": network.parts, "scale": network.scale}
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **kept)
    return stream.getvalue()


def read(path: Path) -> Network:
    """
    Read a network's file; it holds plain numbers, nothing in it is run.
    """
    with np.load(path, allow_pickle=False) as kept:
        about = json.loads(kept["about"].tobytes())
        if len(kept["parts"]) != BUCKETS:
            raise ValueError(f"{path.name} was made for other parts of words")
        layers = {
            name.removeprefix("layer_"): kept[name].astype(np.float32)
            for name in kept.files
            if name.startswith("layer_")
        }
        if len(layers["norms"]) != len(TOLD):
            raise ValueError(f"{path.name} was made to be told something else of norms")
        return Network(tuple(about["names"]), kept["parts"], kept["scale"], layers, about["note"])


@lru_cache(maxsize=1)
def shipped() -> Network:
    """
    Give the network that is shipped.
    """
    return read(SHIPPED)
