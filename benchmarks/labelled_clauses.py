"""
Tell how well the rules part clauses that courts, regulators and experts called unfair from those they called fair.

Usage: python -m benchmarks.labelled_clauses   (needs ../shared/corpus)

Results stand by provenance and by pair (a clause before and after its correction), never as one accuracy: most clauses
are consumer terms, and all standard forms are labelled fair. "conditional" clauses may be flagged or not.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from ingest import read
from ingest.document import Declaration, DeclaredParty, Role
from ingest.errors import IngestError
from rules import catalog, check

CLAUSES = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "clauses_dev.jsonl"
CHECKED = date(2026, 11, 23)
KINDS = {
    "NDA": "nda",
    "PoC": "poc",
    "joint R&D": "joint_development",
    "licence": "licence",
    "투자": "investment",
    "종류주식": "investment",
}
"""Words of a clause's agreement and the kind that is declared; any other is a supply agreement."""
SIDES = (
    {"원사업자": Role.CORPORATE, "수급사업자": Role.STARTUP},
    {"주식인수인": Role.INVESTOR, "회사": Role.STARTUP},
    {"회사": Role.CORPORATE, "회원": Role.STARTUP, "이용자": Role.STARTUP, "고객": Role.STARTUP},
    {"乙": Role.CORPORATE, "甲": Role.STARTUP},
    {"we": Role.CORPORATE, "you": Role.STARTUP},
    {"갑": Role.CORPORATE, "을": Role.STARTUP},
)
"""Who is who by the labels a clause uses (METI's startup is 甲); the first set of which two occur is declared."""


def flagged(clause: dict[str, Any]) -> bool:
    """
    Tell whether any rule flags a clause, read as an agreement of its own.
    """
    kind = next((kind for words, kind in KINDS.items() if words in clause["agreement_type"]), "supply")
    named = clause["text"].casefold()
    sides = next((each for each in SIDES if sum(label in named for label in each) > 1), SIDES[-1])
    parties = tuple(DeclaredParty(label, "", role) for label, role in sides.items() if label in named)
    text = f"제1조(내용) {clause['text']}" if clause["language"] == "ko" else clause["text"]
    try:
        document = read(text.encode(), "clause.txt", Declaration(kind, None, parties, {}))
    except IngestError as wrong:
        sys.stderr.write(f"{clause['id']}: {wrong}\n")
        return False
    return bool(check(document, catalog.load(), CHECKED).findings)


def main() -> None:
    """
    Print the shares flagged by provenance and label, and how many pairs are parted.
    """
    clauses = [json.loads(line) for line in CLAUSES.read_text(encoding="utf-8").splitlines()]
    told = {clause["id"]: flagged(clause) for clause in clauses}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    groups: dict[str, dict[str, set[bool]]] = defaultdict(lambda: defaultdict(set))
    for clause in clauses:
        counts[clause["provenance"]][clause["label"]] += 1
        counts[clause["provenance"]][clause["label"] + " flagged"] += told[clause["id"]]
        groups[clause["group"]][clause["label"]].add(told[clause["id"]])
    for provenance, count in counts.items():
        shares = [f"{label} {count[label + ' flagged']}/{count[label]}" for label in ("unfair", "fair", "conditional")]
        sys.stdout.write(f"{provenance}: flagged of {', '.join(shares)}\n")
    pairs = [one for one in groups.values() if one["unfair"] and one["fair"]]
    parted = sum(True in one["unfair"] and True not in one["fair"] for one in pairs)
    sys.stdout.write(f"pairs parted: {parted}/{len(pairs)}\n")


if __name__ == "__main__":
    main()
