"""
Measure false flags on fair agreements by authors who saw no rule.

Each is read whole, a sentence an article; whatever is flagged is false, or the author was mistaken. Of those in
tests/quality/sayings/fair the flags of every second are printed; half of their sentences are learned from. Those in
tests/quality/fair_held_out are learned from by nobody, and their flags only counted.

Usage: python -m benchmarks.fair_unseen
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from joblib import Parallel, delayed

from benchmarks import unseen
from ingest import read
from rules import catalog, check
from rules.classifier.sayings import FAIR
from rules.doubted import CERTAINTY

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = date(2026, 11, 23)
PROCESSES = 2


HELD_OUT = unseen.FOLDER.parent / "fair_held_out"


def flags(path: Path) -> list[tuple[str, str]]:
    """
    Give the rules that flag a fair agreement, each with the words that it flags.
    """
    said = [line[len(FAIR) :].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    is_korean = any("가" <= letter <= "힣" for letter in said[0])
    head = "제{}조 {}" if is_korean else "Article {}. {}"
    text = "\n\n".join(head.format(number, words) for number, words in enumerate(said, 1))
    document = read(text.encode(), f"{path.stem}.txt")
    report = check(document, catalog.load(), CHECKED)
    return [
        (
            one.rule,
            ("by likeness: " if one.certainty <= CERTAINTY else "")
            + " … ".join(document.text[piece.span.start : piece.span.end] for piece in one.evidence),
        )
        for one in report.findings
    ]


def main() -> None:
    """
    Print the flags of half of the agreements, and how many flags there are of each rule.
    """
    paths = sorted(unseen.FOLDER.glob("fair/*.txt"))
    sides = {"A": paths[::2], "B": paths[1::2], "held out": sorted(HELD_OUT.glob("*.txt"))}
    for side, agreements in sides.items():
        told = Parallel(n_jobs=PROCESSES)(delayed(flags)(path) for path in agreements)
        if side == "A":
            for path, found in zip(agreements, told, strict=True):
                sys.stdout.writelines(f"{path.stem} {rule}: {words[:300]}\n" for rule, words in found)
        rules = Counter(rule for found in told for rule, _ in found)
        most = ", ".join(f"{rule} {times}" for rule, times in rules.most_common())
        sys.stdout.write(f"{side}: {rules.total()} flags in {len(agreements)} agreements: {most}\n")


if __name__ == "__main__":
    main()
