"""
Count which harms are planted in which kind of agreement, and write rules/classifier/usual.json.

Usage: python -m benchmarks.usual_count FOLDER...   (agreements beside their answers, as in tests/quality/agreements)
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from math import log
from pathlib import Path

from rules import catalog
from rules.classifier.model import rule_columns
from rules.classifier.usual import FILE

UNSEEN = 1
"""What is added to every count, so that what nobody planted in a kind is seldom there, and not impossible."""


def main(folders: list[str]) -> int:
    """
    Count, and say how many agreements were read.
    """
    heard = [one for one in catalog.read_rules(catalog.FOLDER / "packs") if one.id in rule_columns()]
    ids = {slug: one.id for one in heard for slug in one.covers}
    planted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("*.json"))]
    for path in paths:
        key = json.loads(path.read_text(encoding="utf-8"))
        planted[key["agreement_type"]].update(ids[one["rule_id"]] for one in key["planted"] if one["rule_id"] in ids)
    every = sum(planted.values(), Counter())
    told = {
        kind: {
            rule: round(100 * (_share(rule, counts, len(every)) - _share(rule, every, len(every)))) for rule in every
        }
        for kind, counts in planted.items()
    }
    FILE.write_text(json.dumps(told, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    print(f"{len(paths)} agreements, {every.total()} harms, {len(told)} kinds")
    return 0


def _share(rule: str, counts: Counter[str], rules: int) -> float:
    return log((counts[rule] + UNSEEN) / (counts.total() + UNSEEN * rules))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
