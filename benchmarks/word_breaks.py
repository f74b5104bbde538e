"""
Learn where Korean words end from agreements and statutes, and report how well that tells a cut word from a blank.

Usage: .venv/bin/python -m benchmarks.word_breaks [--learn]

--learn writes ingest/word_breaks.txt anew from corpus/ko_standard, corpus/ko_forms and law/statutes of the shared
material. Either way the texts of corpus/exam_dev, which nothing was learned from, are judged: every pair of syllables
in a word or around a blank, and whole texts broken into lines of 20 letters, at any letter or between words only.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.canonical import canonical
from ingest.document import Span
from ingest.word_breaks import BLANK, OTHER, REACH, STEPS, WEIGHTS, blank_odds, features, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).resolve().parents[2] / "shared"
LEARNED = (("corpus/ko_standard", "*.txt"), ("corpus/ko_forms", "*.md"), ("law/statutes", "*.md"))
EPOCHS, RATE, SEED = 4, 0.5, 1
# Places seen more often count no more; weights kept, those that matter most.
MOST_SEEN, KEPT, MOST_COUNTED = 20, 36_000, 30
WIDTH = 20


def places(text: str) -> Iterator[tuple[str, str, bool]]:
    """
    Yield the letters before and behind each place between two syllables, and whether a blank stands there.
    """
    pad = OTHER * REACH
    plain = pad + letters(" ".join(text.split())) + pad
    for at in range(REACH, len(plain) - REACH):
        is_blank = plain[at] == BLANK
        before, behind = plain[at - REACH : at], (plain[at + is_blank :] + pad)[:REACH]
        if {before[-1], behind[0]}.isdisjoint((BLANK, OTHER)):
            yield before, behind, is_blank


def learn() -> None:
    """
    Fit a logistic regression by AdaGrad, and write its weights.
    """
    files = [path for folder, names in LEARNED for path in sorted((SHARED / folder).glob(names))]
    seen = Counter(place for path in files for place in places(path.read_text(encoding="utf-8")))
    counts = Counter[str]()
    examples = []
    for (before, behind, is_blank), count in seen.items():
        of_place = tuple(features(before, behind))
        counts.update(dict.fromkeys(of_place, count))
        examples.append((of_place, is_blank, min(count, MOST_SEEN) ** 0.5))
    weights, squares = defaultdict[str, float](float), defaultdict[str, float](float)
    order = random.Random(SEED)  # noqa: S311
    for _ in range(EPOCHS):
        order.shuffle(examples)
        for of_place, is_blank, count in examples:
            odds = max(-30, min(30, sum(weights[each] for each in of_place)))
            slope = (is_blank - 1 / (1 + math.exp(-odds))) * count
            for each in of_place if abs(slope) > 0.02 else ():
                squares[each] += slope * slope
                weights[each] += RATE * slope / (squares[each] ** 0.5 + 0.1)
    kept = sorted(weights, key=lambda each: -abs(weights[each]) * min(counts[each], MOST_COUNTED) ** 0.5)[:KEPT]
    _write({each: weight for each in kept if (weight := round(weights[each] * STEPS))})


def _write(weights: dict[str, int]) -> None:
    """
    Write a line for each kind and weight.
    """
    order = sorted(weights, key=lambda each: (each[0], weights[each], each))
    lines = [
        f"{kind} {weight} {''.join(each[1:] for each in group)}"
        for (kind, weight), group in groupby(order, key=lambda each: (each[0], weights[each]))
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights, {WEIGHTS.stat().st_size} bytes")


def measure() -> None:
    """
    Print how often the texts of the exam are judged rightly.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "corpus/exam_dev").rglob("*.txt"))]
    right, judged = Counter[bool](), Counter[bool]()
    for before, behind, is_blank in (place for text in texts for place in places(text)):
        odds = blank_odds((before + behind).replace(BLANK, " "), REACH, REACH) or 0.0
        judged[is_blank] += 1
        right[is_blank] += (odds >= 0) == is_blank
    for is_blank, name in ((False, "in words"), (True, "at blanks")):
        print(f"single places {name:10}{right[is_blank] / judged[is_blank]:7.1%} of {judged[is_blank]}")
    for name, between_words in (("any letter", False), ("words only", True)):
        found = [_kept(" ".join(text.split()), between_words=between_words) for text in texts]
        print(f"lines broken at {name}: {sum(good for good, _ in found) / sum(all_ for _, all_ in found):.1%} right")


def _kept(text: str, *, between_words: bool) -> tuple[int, int]:
    """
    Break a text into lines without blanks at their ends, and count the line ends judged rightly, and all.
    """
    broken, wraps, blanks, at = "", [], [], 0
    while at + WIDTH < len(text):
        end = max(text.rfind(" ", at + 1, at + WIDTH + 1), at + 1) if between_words else at + WIDTH
        broken += text[at:end].strip()
        wraps.append(len(broken))
        blanks.append(text[end - 1 : end + 1].find(" ") >= 0)
        broken += "\n"
        at = end
    folded = canonical(broken + text[at:].strip(), wraps)
    kept = {folded.original(Span(place, place + 1)).start for place in folded.wraps}
    ends = [pair for pair in zip(wraps, blanks, strict=True) if blank_odds(broken, pair[0], pair[0] + 1) is not None]
    return sum((wrap in kept) == blank for wrap, blank in ends), len(ends)


if __name__ == "__main__":
    if "--learn" in sys.argv:
        learn()
    measure()
