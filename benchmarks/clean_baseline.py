"""
Run the rule book over official standard contracts, which are meant to be fair: every flag is false or has a reason.

Usage: python -m benchmarks.clean_baseline [RULE_ID...]   (needs ../shared/corpus)
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from ingest import read
from ingest.errors import IngestError
from rules import catalog, check

ROOT = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
FOLDERS = ("ko_standard", "ko_forms")
ENDINGS = frozenset({".txt", ".md", ".docx", ".pdf"})


def flags(only: frozenset[str] = frozenset()) -> list[tuple[str, str, str, str]]:
    """
    Give file, rule, clause and quote of every flag over the baseline.
    """
    book = catalog.load()
    found = []
    for folder in FOLDERS:
        for path in sorted(one for one in (ROOT / folder).iterdir() if one.suffix in ENDINGS):
            try:
                document = read(path.read_bytes(), path.name)
            except IngestError as wrong:
                sys.stderr.write(f"{path.name}: {wrong}\n")
                continue
            for one in check(document, book, date(2026, 11, 23)).findings:
                if not only or one.rule in only:
                    found.append((path.name, one.rule, one.evidence[0].clause if one.evidence else "", one.evidence[0].quote if one.evidence else ""))
    return found


def main() -> None:
    """
    Print every flag and the count by rule.
    """
    found = flags(frozenset(sys.argv[1:]))
    for name, rule, clause, quote in found:
        sys.stdout.write(f"{rule}\t{name}\t{clause}\t{' '.join(quote.split())[:160]}\n")
    sys.stdout.write(f"{len(found)} flags {Counter(one[1] for one in found).most_common()}\n")


if __name__ == "__main__":
    main()
