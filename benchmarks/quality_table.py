"""
Measure everything that `make quality` promises and write it down as one table: docs/measurements/quality-DATE.md.

Usage: python -m benchmarks.quality_table   (needs ../shared; takes about ten minutes)

Each row is what one command prints; the command stands beside it, so that anybody can repeat it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PYTHON = sys.executable
RUN = f"{PYTHON} -m compliance"
AGREEMENTS = ROOT / "tests" / "quality" / "agreements"
TABLES = (
    str(SHARED / "checks" / "score-tables"),
    str(SHARED / "corpus" / "exam_dev" / "tables"),
    "--run",
    RUN,
    "--json",
)
LEVELS = ("plain", "paraphrased", "hidden")


def score(folder: Path) -> tuple[str, ...]:
    """
    Give the command that scores a folder of agreements with known answers.
    """
    return str(SHARED / "checks" / "score"), str(folder), "--run", RUN, "--json"


EXAM = score(SHARED / "corpus" / "exam_dev")


@dataclass(frozen=True, slots=True)
class Measure:
    """
    Hold one measurement: its name, the command, and how its output is told in a line.
    """

    name: str
    command: tuple[str, ...]
    tell: Callable[[str], str]


def tell_score(said: str) -> str:
    """
    Tell the score on agreements with known answers.
    """
    found = json.loads(said)
    levels = ", ".join(f"{level} {found[level]['found']}/{found[level]['planted']}" for level in LEVELS)
    return (
        f"{levels}; decoys {found['decoys_flagged']}/{found['decoys']}, extra {found['extra']}, "
        f"precision floor {found['precision_floor']}, wrong accusations {found['wrong_accusations']}"
    )


def tell_tables(said: str) -> str:
    """
    Tell the score on portfolio tables with known answers.
    """
    found = json.loads(said)
    return (
        f"breaches {found['planted_found']}/{found['planted']}, data errors {found['errors_found']}/{found['errors']}, "
        f"look-alikes {found['decoys_flagged']}/{found['decoys']}, false {found['false_findings']}"
    )


def tell_last(said: str) -> str:
    """
    Tell the last line that was printed.
    """
    return said.strip().splitlines()[-1]


def tell_all(said: str) -> str:
    """
    Tell every line.
    """
    return "<br>".join(said.strip().splitlines())


def tell_families(said: str) -> str:
    """
    Tell the line of each family of rules; those of single rules are indented, and what was missed has no shares.
    """
    return "<br>".join(line for line in said.splitlines() if line[:1].isalpha() and "  A: found" in line)


def tell_counted(said: str) -> str:
    """
    Tell the lines with a total of evasions and paraphrases.
    """
    return "<br>".join(line for line in said.splitlines() if line[:1].isdigit() and "twins flagged" in line)


MEASURES = (
    Measure("exam_dev, sides declared", EXAM, tell_score),
    Measure("exam_dev, nothing declared", (*EXAM, "--blind"), tell_score),
    Measure("agreements of blind authors, looked at", score(AGREEMENTS / "looked_at"), tell_score),
    Measure("agreements of blind authors, held out", score(AGREEMENTS / "held_out"), tell_score),
    Measure("agreements of blind authors, opened later", score(AGREEMENTS / "fresh"), tell_score),
    Measure("agreements of blind authors, opened later, too", score(AGREEMENTS / "second_fresh"), tell_score),
    Measure("agreements of blind authors, opened last", score(AGREEMENTS / "third_fresh"), tell_score),
    Measure("agreements of blind authors, the rules mended by them", score(AGREEMENTS / "practice"), tell_score),
    Measure("agreements of blind authors, opened last of all", score(AGREEMENTS / "fourth_fresh"), tell_score),
    Measure("agreements of blind authors, fresh", score(AGREEMENTS / "fifth_fresh"), tell_score),
    Measure("the same, nothing declared", (*score(AGREEMENTS / "fifth_fresh"), "--blind"), tell_score),
    Measure("harder ones, sealed", score(AGREEMENTS / "sixth_fresh"), tell_score),
    Measure("these, nothing declared", (*score(AGREEMENTS / "sixth_fresh"), "--blind"), tell_score),
    Measure("the latest, sealed", score(AGREEMENTS / "seventh_fresh"), tell_score),
    Measure("the latest, nothing declared", (*score(AGREEMENTS / "seventh_fresh"), "--blind"), tell_score),
    Measure("English ones, sealed", score(AGREEMENTS / "eighth_fresh"), tell_score),
    Measure("English ones, nothing declared", (*score(AGREEMENTS / "eighth_fresh"), "--blind"), tell_score),
    Measure("the newest, sealed", score(AGREEMENTS / "ninth_fresh"), tell_score),
    Measure("the newest, nothing declared", (*score(AGREEMENTS / "ninth_fresh"), "--blind"), tell_score),
    Measure("fair English ones, sealed", score(AGREEMENTS / "fair_fresh"), tell_score),
    Measure("sayings never learned from", (PYTHON, "-m", "benchmarks.classifier_unseen"), tell_all),
    Measure("short sentences never learned from", (PYTHON, "-m", "benchmarks.short_unseen"), tell_all),
    Measure("portfolio tables", TABLES, tell_tables),
    Measure("clean baseline", (PYTHON, "-m", "benchmarks.clean_baseline"), tell_last),
    Measure("clean baseline, nothing declared", (PYTHON, "-m", "benchmarks.clean_baseline", "--blind"), tell_last),
    Measure(
        "evasions E55-E80, then paraphrases of the catalogue",
        (PYTHON, "-m", "pytest", "-q", "-s", "-m", "quality", "tests/evasion/test_language.py"),
        tell_counted,
    ),
    Measure("wordings nobody tuned for", (PYTHON, "-m", "tests.quality.wording.held_out"), tell_families),
    Measure("labelled clauses", (PYTHON, "-m", "benchmarks.labelled_clauses"), tell_all),
)


def main() -> None:
    """
    Run every measurement and write the table.
    """
    rows = ["| measured | result | command |", "|---|---|---|"]
    for one in MEASURES:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(one.command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
        try:
            told = one.tell(done.stdout)
        except (ValueError, KeyError, IndexError):
            told = f"did not run: {done.stderr.strip()[-200:]}"
        command = " ".join(word.replace(PYTHON, "python").replace(str(ROOT.parent), "..") for word in one.command)
        rows.append(f"| {one.name} | {told} | `{command}` |")
        sys.stdout.write(f"{one.name}: {told}\n")
    today = datetime.now(UTC).date().isoformat()
    target = ROOT / "docs" / "measurements" / f"quality-{today}.md"
    target.write_text(f"# Quality, {today}\n\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
