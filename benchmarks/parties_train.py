"""
Learn from sentences with marked parties what the stronger side does and what the weaker, and write ingest/parties/deeds.json.

Usage: python -m benchmarks.parties_train   (needs the dependency group "bench")
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sklearn.linear_model import LogisticRegression

from benchmarks.bags import columns, hundredths, table
from ingest.parties.deeds import BEFORE, BEHIND, FILE, SOMEBODY, features
from rules.classifier import sayings
from rules.marks import STRONG_MARKS, WEAK_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_SEEN = 6
LEAST_WEIGHT = 0.2
MARKED = re.compile("[\ue000-\uf8ff]")
SIDES = ((1, "".join(STRONG_MARKS)), (0, "".join(WEAK_MARKS)))


def places(marked: str) -> Iterator[tuple[set[str], int]]:
    """
    Give what stands around each party of a sentence, and 1 for the stronger side, 0 for the weaker.
    """
    for side, marks in SIDES:
        for found in re.finditer(f"[{marks}]", marked):
            before = MARKED.sub(SOMEBODY, marked[max(0, found.start() - BEFORE) : found.start()])
            yield features(before, MARKED.sub(SOMEBODY, marked[found.end() : found.end() + BEHIND])), side


def main() -> None:
    """
    Gather, train, write, and print how many places are told right.
    """
    told = [place for saying in sayings.read() for place in places(saying.marked)]
    read = [said for said, _ in told]
    column = columns(read, LEAST_SEEN)
    heard = table(read, column)
    sides = [side for _, side in told]
    model = LogisticRegression(C=0.3, solver="liblinear", class_weight="balanced", max_iter=200).fit(heard, sides)
    weights = dict(zip(column, hundredths(model.coef_[0]), strict=True))
    kept = {one: weight for one, weight in weights.items() if abs(weight) >= 100 * LEAST_WEIGHT}
    FILE.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE}: {len(kept)} features, {model.score(heard, sides):.0%} of {len(told)} places right")


if __name__ == "__main__":
    main()
