"""
Train the classifier of unfair sayings and write model.npz and network.npz into rules/classifier.

Usage: python -m benchmarks.classifier_train [FOLDER]   (needs ../shared/corpus and the dependency group "bench")

benchmarks/classifier_sentences.py tells what it learns from. The model takes some ten minutes, the network
(benchmarks/network_train.py) seven.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from benchmarks import network_train
from benchmarks.classifier_sentences import shown
from rules import linear
from rules.classifier import model, network
from rules.classifier.features import BUCKETS, grams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.classifier.features import Grams
    from rules.classifier.sayings import Saying


KEPT = 20_000
"""Weights kept of each rule: fewer tell less, and more outgrow 5 MB (docs/measurements/pairs-2026-11-29.txt)."""
TOLERANCE = 0.01
"""A hundredth as exact as usual: half B is told as well by it, and it trains in a quarter of the time."""
SEED = 20261127
NONE = ""
"""The class of sentences that are not unfair."""
HARM = "unfair"
"""The column of what is unfair under any rule."""


def trained(said: Sequence[Saying], of_exam: Sequence[Saying], note: Mapping[str, object]) -> model.Model:
    """
    Train one against the rest for each rule, and unfair against fair for all of them together.

    of_exam: fair sentences whose unfair neighbours are not shown; what tells unfair from fair would learn from them that
    whoever drafts like that drafts fairly.
    """
    told = [grams(one.marked) for one in (*said, *of_exam)]
    labels = np.array([one.rule or NONE for one in (*said, *of_exam)])
    rarity = _rarity(told)
    table = _table(told, rarity)
    of_rules, of_harm = (
        LinearSVC(C=each, dual=True, tol=TOLERANCE, class_weight="balanced", random_state=SEED) for each in (1.0, 0.5)
    )
    of_rules.fit(table, labels)
    of_harm.fit(table[: len(said)], labels[: len(said)] != NONE)
    names = [str(name) for name in of_rules.classes_]
    order = sorted(range(len(names)), key=lambda at: names[at] == NONE)
    weights, scale = linear.packed(np.vstack([_pruned(of_rules.coef_[order]), of_harm.coef_]).T.astype(np.float32))
    bias = np.append(of_rules.intercept_[order], of_harm.intercept_).astype(np.float32)
    return model.Model((*(names[at] for at in order), HARM), weights, scale, bias, rarity, note)


def _rarity(told: Sequence[Grams]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    said_in = np.bincount(np.concatenate([one.buckets for one in told]), minlength=BUCKETS)
    return (1 + np.log((1 + len(told)) / (1 + said_in))).astype(np.float16).astype(np.float32)


def _table(told: Sequence[Grams], rarity: np.ndarray[tuple[int], np.dtype[np.float32]]) -> sparse.csr_matrix:
    weighed = [rarity[one.buckets] * one.counts for one in told]
    data = np.concatenate([one / max(float(np.sqrt(one @ one)), 1e-6) for one in weighed])
    ends = np.cumsum([0, *(len(one) for one in weighed)])
    return sparse.csr_matrix((data, np.concatenate([one.buckets for one in told]), ends), (len(told), BUCKETS))


def _pruned(
    weights: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    least = np.partition(np.abs(weights), -KEPT, axis=1)[:, -KEPT : -KEPT + 1]
    return np.where(np.abs(weights) < least, 0, weights)


def main() -> None:
    """
    Gather, train, write, and print what both are made of.
    """
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else model.SHIPPED.parent
    said, of_exam = shown()
    note = {"made_by": "python -m benchmarks.classifier_train", "sentences": len(said) + len(of_exam)}
    by_words = trained(said, of_exam, note)
    _write(folder / model.SHIPPED.name, linear.written(by_words))
    in_order = network_train.trained(said, of_exam, by_words.names, note)
    _write(folder / network.SHIPPED.name, network.written(in_order))
    print(f"{len(by_words.rules)} rules, {note['sentences']} sentences")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    print(f"{path}: {len(content)} bytes", flush=True)


if __name__ == "__main__":
    main()
