"""
Measure how well topics are told: every contract is judged by a model that has not seen it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from rules.topics.features import grams
from rules.topics.training import Examples, train

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rules.topics.labelled import Said

    Scores = NDArray[np.float32]
    Truth = NDArray[np.bool_]
    Places = NDArray[np.intp]

FOLDS = 5
WANTED_RECALL = 0.8
"""The recall at which the paper on CUAD gives precision. Source: Hendrycks et al. 2021, section 4."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """
    Hold units (sentences, clauses or contracts) with the scores that models gave that had not seen their contract.
    """

    scores: Scores
    truth: Truth
    folds: Places


@dataclass(frozen=True, slots=True)
class Share:
    """
    Hold how many units are about a topic, and precision and recall of telling so.
    """

    units: int
    precision: float
    recall: float
    average_precision: float
    precision_at_recall: float


def examples(said: Sequence[Said], topics: Sequence[str]) -> Examples:
    """
    Give sentences as the learner takes them.
    """
    return Examples(
        tuple(grams(one.text) for one in said),
        np.array([[topic in one.about for topic in topics] for one in said], bool),
        np.array([[topic in one.looked_for for topic in topics] for one in said], bool),
    )


def fold_of(contract: str) -> int:
    """
    Give the part in which a contract is left out of training; its name decides.
    """
    return int(sha256(contract.encode()).hexdigest(), 16) % FOLDS


def judged(said: Sequence[Said], topics: Sequence[str]) -> Judged:
    """
    Judge every sentence by a model trained on the other parts' contracts.
    """
    known = examples(said, topics)
    folds = np.array([fold_of(one.contract) for one in said], np.intp)
    scores = np.zeros(known.about.shape, np.float32)
    for fold in range(FOLDS):
        left_out = np.flatnonzero(folds == fold)
        model = train(topics, known.only(np.flatnonzero(folds != fold)))
        scores[left_out] = model.scores_of([known.rows[at] for at in left_out])
    return Judged(scores, known.about, folds)


def by_clause(said: Sequence[Said], sentences: Judged) -> Judged:
    """
    Give clauses: one is about what any of its sentences is about.
    """
    return _joined(sentences, [f"{one.contract}\n{one.clause}" for one in said])


def by_contract(said: Sequence[Said], sentences: Judged) -> Judged:
    """
    Give contracts: one is about what any of its sentences is about.
    """
    return _joined(sentences, [one.contract for one in said])


def found(units: Judged, topic: int) -> Share:
    """
    Give precision and recall for one topic; the threshold of each part is the best one for the other parts.
    """
    truth, scores = units.truth[:, topic], units.scores[:, topic]
    told = np.zeros(len(truth), bool)
    for fold in range(FOLDS):
        here = units.folds == fold
        told[here] = scores[here] >= best_threshold(truth[~here], scores[~here])
    right = int((told & truth).sum())
    precisions, recalls = _curve(truth, scores)
    return Share(
        int(truth.sum()),
        right / max(1, int(told.sum())),
        right / max(1, int(truth.sum())),
        _average(precisions, recalls),
        float(
            max((one for one, recall in zip(precisions, recalls, strict=True) if recall >= WANTED_RECALL), default=0)
        ),
    )


def typed(units: Judged) -> Iterator[Share]:
    """
    Give for each topic how well its clauses are told from clauses of the other topics: the likeliest topic counts.
    """
    some = units.truth.any(axis=1)
    truth, scores = units.truth[some], units.scores[some]
    first = np.argmax(scores, axis=1)
    for topic in range(truth.shape[1]):
        told = first == topic
        right = int((told & truth[:, topic]).sum())
        count = int(truth[:, topic].sum())
        yield Share(count, right / max(1, int(told.sum())), right / max(1, count), 0, 0)


def best_threshold(truth: NDArray[np.bool_], scores: NDArray[np.float32]) -> float:
    """
    Give the score from which on precision and recall are together best (F1).
    """
    order = np.argsort(-scores, kind="stable")
    precisions, recalls = _curve(truth, scores)
    if not truth.any():
        return float("inf")
    together = 2 * precisions * recalls / np.maximum(1e-9, precisions + recalls)
    return float(scores[order[int(np.argmax(together))]])


def _curve(truth: NDArray[np.bool_], scores: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Give precision and recall when the likeliest units are told, one more at a time.
    """
    right = np.cumsum(truth[np.argsort(-scores, kind="stable")])
    return right / np.arange(1, len(truth) + 1), right / max(1, int(truth.sum()))


def _average(precisions: NDArray[np.float64], recalls: NDArray[np.float64]) -> float:
    return float(np.sum(precisions * np.diff(recalls, prepend=0)))


def _joined(sentences: Judged, names: Sequence[str]) -> Judged:
    _, firsts, places = np.unique(np.array(names), return_index=True, return_inverse=True)
    scores = np.zeros((len(firsts), sentences.scores.shape[1]), np.float32)
    truth = np.zeros(scores.shape, bool)
    np.maximum.at(scores, places, sentences.scores)
    np.logical_or.at(truth, places, sentences.truth)
    return Judged(scores, truth, sentences.folds[firsts])
