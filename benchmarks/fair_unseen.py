"""
Measure false flags on the fair agreements of tests/quality/sayings/fair, by authors who saw no rule.

Each is read whole, a sentence an article; whatever is flagged is false, or the author was mistaken. The flags of every
second agreement are printed, of the others only counted.

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
from rules.likened import CERTAINTY

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = date(2026, 11, 23)
PROCESSES = 2


def flags(path: Path) -> list[tuple[str, str]]:
    """
    Give the rules that flag a fair agreement, each with the words that it flags.
    """
    said = [one.words for one in unseen.read(f"fair/{path.name}")]
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
    told = Parallel(n_jobs=PROCESSES)(delayed(flags)(path) for path in paths)
    counts = {"A": Counter[str](), "B": Counter[str]()}
    for number, (path, found) in enumerate(zip(paths, told, strict=True)):
        side = "AB"[number % 2]
        counts[side].update(rule for rule, _ in found)
        if side == "A":
            sys.stdout.writelines(f"{path.stem} {rule}: {words[:300]}\n" for rule, words in found)
    for side, rules in counts.items():
        most = ", ".join(f"{rule} {times}" for rule, times in rules.most_common())
        sys.stdout.write(f"{side}: {rules.total()} flags in {len(paths[side == 'B' :: 2])} agreements: {most}\n")


if __name__ == "__main__":
    main()
