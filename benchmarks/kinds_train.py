"""
Learn from the openings of agreements by which words their kinds are told, and write ingest/likely_kind.json.

Usage: python -m benchmarks.kinds_train   (needs ../shared/corpus and the dependency group "bench")

Learned from: benchmarks/openings.jsonl, what nobody keeps sealed of tests/quality/agreements, and every second official
form whose file name says its kind. By folds of authors first, so that what it prints is what it tells of authors it has
not read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.bags import columns, hundredths, table
from ingest.likely_kind import FILE, REACH, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OPENINGS = Path(__file__).with_name("openings.jsonl")
AGREEMENTS = Path(__file__).resolve().parents[1] / "tests" / "quality" / "agreements"
OPEN = ("practice", "looked_at", "fresh", "second_fresh", "third_fresh", "fourth_fresh")
FORMS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "ko_standard"
NAMED = {"other": "약관 가맹 임대차 대출 여신 예금 보증 전속 동의서", "supply": "하도급 대리점 직매입 홈쇼핑"}
"""Words of the file names of official forms that say a kind; what says another one first is that."""
LEAST_SEEN = 3
LEAST_WEIGHT = 25
"""Lighter weights, in hundredths, are left out of the file."""
FOLDS = 5


class Opening(NamedTuple):
    """
    Hold the beginning of an agreement, its kind and who wrote it.
    """

    kind: str
    author: str
    text: str


def openings() -> Iterator[Opening]:
    """
    Give every opening there is.
    """
    for line in OPENINGS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield Opening(entry["kind"], entry["author"], entry["text"])
    for folder in OPEN:
        for path in sorted((AGREEMENTS / folder).glob("*.json")):
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield Opening(json.loads(path.read_text(encoding="utf-8"))["agreement_type"], folder, text[:REACH])
    for path in sorted(FORMS.glob("*.txt"))[::2]:
        kind = next((kind for kind, some in NAMED.items() if any(word in path.name for word in some.split())), None)
        if kind:
            yield Opening(kind, FORMS.name, path.read_text(encoding="utf-8")[:REACH])


def shares(read: Sequence[set[str]], column: dict[str, int]) -> sparse.csr_matrix:
    """
    Give a row of length 1 for each text: which of the words that have a column it says.
    """
    told = table(read, column)
    return sparse.diags(1 / np.sqrt(np.maximum(told.sum(axis=1).A1, 1))) @ told


def fitted(read: Sequence[set[str]], kinds: Sequence[str]) -> tuple[LogisticRegression, dict[str, int]]:
    """
    Fit the weights, and say which column each word has.
    """
    column = columns(read, LEAST_SEEN)
    model = LogisticRegression(C=100.0, max_iter=500, class_weight="balanced")
    return model.fit(shares(read, column), kinds), column


def main() -> None:
    """
    Print how many of unread authors' agreements are told right, then learn from all and write.
    """
    every = list(openings())
    read, kinds = [words(one.text) for one in every], [one.kind for one in every]
    right = sure = wrong = 0
    for train, test in GroupKFold(FOLDS).split(read, kinds, [one.author for one in every]):
        model, column = fitted([read[at] for at in train], [kinds[at] for at in train])
        likely = model.predict_proba(shares([read[at] for at in test], column))
        told = model.classes_[likely.argmax(axis=1)] == np.array(kinds)[test]
        right += int(told.sum())
        sure += int((told & (likely.max(axis=1) >= 0.5)).sum())
        wrong += int((~told & (likely.max(axis=1) >= 0.5)).sum())
    print(
        f"of {len(every)} openings by unread authors {right} right; told with 0.5 or more: {sure} right, {wrong} wrong"
    )
    model, column = fitted(read, kinds)
    weights = {word: hundredths(model.coef_[:, at]) for word, at in column.items()}
    kept = {word: some for word, some in weights.items() if max(map(abs, some)) >= LEAST_WEIGHT}
    told = {"kinds": list(model.classes_), "bias": hundredths(model.intercept_), "words": kept}
    FILE.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE}: {len(kept)} words")


if __name__ == "__main__":
    main()
