"""
Measure what is told of short plain sentences: tests/quality/short, by an author who saw no rule. Nothing learns from them.

Each is the one clause of an agreement of a kind that its rule is for, both of whose sides are declared; all rules are asked.

Usage: python -m benchmarks.short_unseen
"""

from __future__ import annotations

import sys
from pathlib import Path

from joblib import Parallel, delayed

from ingest.document import Role
from rules import catalog, engine
from rules.classifier.sayings import UNFAIR, parties
from rules.examples import reading_of

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "quality" / "short"
PROCESSES = 2
DEALING = {"갑": Role.CORPORATE, "을": Role.STARTUP}
DEALS = frozenset({"nda", "poc", "joint_development", "licence", "supply", "mou"})
INVESTING = {"투자자": Role.INVESTOR, "회사": Role.STARTUP, "이해관계인": Role.FOUNDER}


def judged(path: Path) -> list[tuple[bool, bool, bool]]:
    """
    Tell of each sentence of a rule's file whether it is unfair, whether that rule flags it, and whether any rule does.
    """
    book = catalog.load()
    kind = next(one.rule.applies_to[0] for one in book.rules if one.rule.id == path.stem)
    told = []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line[len(UNFAIR) :].strip()
        named = DEALING | parties(words) if kind in DEALS else parties(words) | INVESTING
        report = engine.check_reading(reading_of(f"제3조(이행) {words}", kind, named), book)
        rules = {one.rule for one in report.findings}
        told.append((line.startswith(UNFAIR), path.stem in rules, bool(rules)))
    return told


def main() -> None:
    """
    Print how many unfair and how many fair ones are flagged.
    """
    files = Parallel(n_jobs=PROCESSES)(delayed(judged)(path) for path in sorted(FOLDER.glob("*.txt")))
    told = [one for sentences in files for one in sentences]
    for wanted, name in ((True, "unfair"), (False, "fair")):
        here = [(by_its, by_any) for unfair, by_its, by_any in told if unfair is wanted]
        by_its, by_any = map(sum, zip(*here, strict=True))
        sys.stdout.write(f"{len(here)} {name}: {by_its} flagged by the rule they were written for, {by_any} by any\n")


if __name__ == "__main__":
    main()
