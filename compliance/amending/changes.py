"""
Turn the findings of a result into the changes a startup may ask the other side for, at the level of wording it chose.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from compliance.long_findings import LongFindings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEVELS: Final = ("ideal", "compromise", "minimum")
"""From the fairest wording to the least that should be asked for."""
LEAVE: Final = "leave"
"""What is chosen for a clause that nothing is asked for."""
MOST: Final = 100
"""Changes of one request; nobody negotiates more at once, and no table has wording to change."""
NUMBER: Final = re.compile(
    r"\s*(?:(?:제\s*\d+\s*조(?:의\s*\d+)?\s*(?:[(\[【][^)\]】\n]*[)\]】])?|[①-⑳●○◦•■□▪·※*–—-]|\(?[\dA-Za-z가-힣]{1,2}[.)])\s*)*(?=\S)"
)
"""The numbers and the heading in front of a clause, which stay."""
HANGUL: Final = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Change:
    """
    Hold one change: `levels` are the wordings there are, `chosen` one of them or `LEAVE`, `start` to `end` what it replaces.
    """

    key: str
    finding: Mapping[str, Any]
    levels: tuple[str, ...]
    chosen: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        """
        Return the present wording.
        """
        return str(self.finding["quote"])

    @property
    def replacement(self) -> str:
        """
        Return the wording that is asked for; "" where none is.
        """
        words = self.finding["wording"].get(self.chosen) or {}
        return str(words.get("ko" if HANGUL.search(self.quote) else "en") or words.get("ko") or "")

    @property
    def is_asked(self) -> bool:
        """
        Tell whether something is asked for.
        """
        return bool(self.replacement)


def changes_of(report: Mapping[str, Any], chosen: Mapping[str, str], usual: str = LEVELS[0]) -> list[Change]:
    """
    List the changes in reading order; `chosen` gives levels by key, and `usual` is taken where nothing was chosen.
    """
    findings: Sequence[Mapping[str, Any]] = report["findings"]
    if isinstance(findings, LongFindings):
        return []
    usable = sorted(filter(_has_wording, findings), key=lambda one: (one["start"], one["end"]))
    seen = Counter[str]()
    changes: list[Change] = []
    for finding in usable[:MOST]:
        name = f"{finding['rule']}.{finding['fingerprint'][:16]}"
        # The same words in two places have the same fingerprint.
        key = f"{name}.{seen[name]}" if seen[name] else name
        seen[name] += 1
        changes.append(_change(key, finding, chosen.get(key, usual)))
    return changes


def _has_wording(finding: Mapping[str, Any]) -> bool:
    """
    Tell whether the finding rests on words of this very text and somebody wrote better ones.
    """
    is_here = finding.get("start") is not None and not finding.get("document") and not finding.get("cell")
    return is_here and finding["end"] > finding["start"] and any((finding.get("wording") or {}).values())


def _change(key: str, finding: Mapping[str, Any], level: str) -> Change:
    levels = tuple(level for level in LEVELS if finding["wording"].get(level))
    if level not in {LEAVE, *levels}:
        level = levels[-1] if level == LEVELS[-1] else levels[0]
    number = NUMBER.match(finding["quote"])
    start = finding["start"] + (number.end() if number else 0)
    return Change(key, finding, levels, level, start, finding["end"])
