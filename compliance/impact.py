"""
Tell what a change of the rules changes over many agreements: which findings appear and which vanish.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.check import check_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from compliance.check import Bench
    from compliance.gathering import Given

# Words of the evidence by file, rule and fingerprint.
Findings = dict[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Impact:
    """
    Hold what differs between two runs: one line for each finding, in order of file and rule.
    """

    appeared: tuple[str, ...]
    vanished: tuple[str, ...]
    kept: int


def findings_of(given: Sequence[Given], bench: Bench) -> Findings:
    """
    Check files each by itself.
    """
    return {
        (one.document.name, found.rule, found.fingerprint): found.quote or ""
        for one in check_files(given, bench)
        for found in one.findings
    }


def compare(before: Findings, after: Findings) -> Impact:
    """
    Compare two runs over the same files.
    """
    return Impact(_lines(after, before), _lines(before, after), len(before.keys() & after.keys()))


def save(findings: Findings, path: Path) -> None:
    """
    Keep a run as JSON.
    """
    path.write_text(json.dumps([[*key, words] for key, words in findings.items()], ensure_ascii=False), "utf-8")


def saved(path: Path) -> Findings:
    """
    Read a run that was kept.
    """
    return {(name, rule, mark): words for name, rule, mark, words in json.loads(path.read_text("utf-8"))}


def _lines(these: Findings, without: Findings) -> tuple[str, ...]:
    return tuple(f"{key[0]}  {key[1]}  {these[key][:100]}" for key in sorted(these.keys() - without.keys()))
