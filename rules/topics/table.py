"""
Set beside each other, category by category, what is measured here and what the paper on CUAD published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rules.topics import measure, model
from rules.topics.labelled import sentences_of, topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.topics.labelled import Said
    from rules.topics.measure import Share

PUBLISHED = (
    "CUAD paper (Hendrycks et al. 2021, arXiv:2103.06268), best model (DeBERTa-xlarge), all 41 categories together: "
    "AUPR 47.8 %, precision at 80 % recall 44.0 %. Published figures by category were not at hand in writing: none is given."
)
APART = (
    "Not the same task: the paper trains on 80 % of 510 contracts and cuts out spans of text; here whole clauses are "
    "told, by a model trained on four fifths of the contracts given, for the categories that rules speak to."
)
GUESSED = 3
"""Topics shown for a sentence: on wordings nobody trained on, the rule meant is among those of three in about half."""
_LEGEND = (
    "finding: is the clause about it (P precision, R recall, AP average precision, P80 precision at 80 % recall)",
    "contract: does the contract hold such a clause; typing: which of these categories a clause of one of them is",
    "thresholds of each fold are the best ones of the other folds",
)


@dataclass(frozen=True, slots=True)
class Row:
    """
    Hold the figures of one topic over clauses, over contracts, and among clauses of these topics.
    """

    topic: str
    clause: Share
    contract: Share
    typing: Share


def rows(said: Sequence[Said], names: Sequence[str]) -> list[Row]:
    """
    Measure every topic, each contract by a model that has not seen it.
    """
    sentences = measure.judged(said, names)
    clauses, contracts = measure.by_clause(said, sentences), measure.by_contract(said, sentences)
    return [
        Row(name, measure.found(clauses, at), measure.found(contracts, at), typing)
        for at, (name, typing) in enumerate(zip(names, measure.typed(clauses), strict=True))
    ]


def lines(measured: Sequence[Row]) -> Iterator[str]:
    """
    Write the table.
    """
    yield f"{'category':<38}{'finding, by clause':<37}{'contract':<32}{'typing':<14}"
    yield f"{'':<38}{'n     P     R     AP    P80':<37}{'n     P     R     AP    P80':<32}{'P     R':<14}"
    for row in measured:
        name = ", ".join(topics()[row.topic].cuad) or topics()[row.topic].name["en"]
        if not row.clause.units:
            yield f"{name:<38}no clause of this category among the contracts given"
            continue
        yield f"{name:<38}{_share(row.clause)}      {_share(row.contract)} {_two(row.typing)}"
    yield from _means([row for row in measured if row.clause.units])
    yield from _LEGEND


def guesses(text: str) -> Iterator[str]:
    """
    Write for each sentence what it is most likely about, with the rules that read such clauses.
    """
    shipped = model.load()
    sentences = list(sentences_of(text))
    for words, scores in zip(sentences, shipped.scores(sentences), strict=True):
        yield f"“{words}”"
        for at in np.argsort(-scores, kind="stable")[:GUESSED]:
            topic = topics()[shipped.names[at]]
            yield f"   {scores[at]:.2f} {topic.name['ko']} / {topic.name['en']}: {', '.join(topic.rules)}"


def _means(measured: Sequence[Row]) -> Iterator[str]:
    clause, contract = ([getattr(row, unit) for row in measured] for unit in ("clause", "contract"))
    yield f"{'mean of categories':<38}{_share(_mean(clause))}      {_share(_mean(contract))}"


def _mean(shares: Sequence[Share]) -> Share:
    def mean(name: str) -> float:
        return float(np.mean([getattr(one, name) for one in shares] or [0.0]))

    return measure.Share(
        sum(one.units for one in shares),
        mean("precision"),
        mean("recall"),
        mean("average_precision"),
        mean("precision_at_recall"),
    )


def _share(share: Share) -> str:
    return f"{share.units:<6}{_two(share)}{share.average_precision:<6.2f}{share.precision_at_recall:<6.2f}".ljust(31)


def _two(share: Share) -> str:
    return f"{share.precision:<6.2f}{share.recall:<6.2f}"
