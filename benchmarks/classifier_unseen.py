"""
Measure a classifier on half B of tests/quality/sayings, which it never learned from.

The model alone, sentence by sentence: what whole agreements show besides is what rules read themselves.

Usage: python -m benchmarks.classifier_unseen [MODEL.npz [NETWORK.npz]]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import unseen
from rules import linear
from rules.classifier import network, resembling
from rules.classifier.likeness import likenesses
from rules.classifier.model import SHIPPED, Model
from rules.classifier.weighing import weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.classifier.likeness import Likeness


def suspected(likeness: Likeness, columns: Sequence[int], words: str) -> int | None:
    """
    Give the column of the rule that a sentence by itself, whose norms nobody read, is suspected of.
    """
    found = resembling.likeliest(likeness, columns)
    if found is None or weight(float(likeness.margins[found]), likeness.harm, words) < resembling.UNFAIR:
        return None
    return found


def main() -> None:
    """
    Print how many unfair sayings their rule is named for, and how many fair ones anything is suspected of.
    """
    model = linear.read(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED, Model)
    in_order = network.read(Path(sys.argv[2])) if len(sys.argv) > 2 else network.shipped()
    columns = range(len(model.rules))
    counts = dict.fromkeys(("unfair", "likeliest", "suspected", "look-alike", "false", "ordinary", "false there"), 0)
    said = [sentence.saying() for sentence in unseen.read() if sentence.half == "B"]
    heard = likenesses({at: one.marked for at, one in enumerate(said)}, by_words=model, in_order=in_order)
    for at, one in enumerate(said):
        likeness = heard.at(at)
        found = suspected(likeness, columns, one.marked)
        if one.rule is not None:
            counts["unfair"] += 1
            counts["likeliest"] += model.rules[int(np.argmax(likeness.margins))] == one.rule
            counts["suspected"] += found is not None and model.rules[found] == one.rule
        else:
            kind, wrong = ("look-alike", "false") if one.near in model.rules else ("ordinary", "false there")
            counts[kind] += 1
            counts[wrong] += found is not None
    sys.stdout.write(
        f"{counts['unfair']} unfair: {counts['likeliest']} likeliest for their rule, {counts['suspected']} suspected of it\n"
        f"{counts['look-alike']} fair look-alikes: {counts['false']} suspected\n"
        f"{counts['ordinary']} sentences of fair agreements: {counts['false there']} suspected\n"
    )


if __name__ == "__main__":
    main()
