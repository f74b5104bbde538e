"""
Tell one harm once: where two rules that share a catalogue slug point at the same words, one of them speaks.

That is the one that stands for more of the harms, then the one with the stronger ground and the higher severity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import SEVERITIES
from rules.law import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.finding import Finding

_GROUNDS = tuple(Ground)


def told_once(findings: Iterable[Finding]) -> tuple[list[Finding], dict[str, str]]:
    """
    Leave out findings that repeat another's; the second value names the rule that speaks for each one left out.
    """
    kept: list[Finding] = []
    spoken_for: dict[str, str] = {}
    for finding in sorted(findings, key=_weight):
        other = next((one for one in kept if _same_harm(one, finding) and _same_words(one, finding)), None)
        if other is None:
            kept.append(finding)
        else:
            spoken_for[finding.rule] = other.rule
    return kept, spoken_for


def _same_words(one: Finding, other: Finding) -> bool:
    return any(
        mine.document == theirs.document and mine.span.overlaps(theirs.span)
        for mine in one.evidence
        for theirs in other.evidence
    )


def _same_harm(one: Finding, other: Finding) -> bool:
    return one.rule != other.rule and not set(one.covers).isdisjoint(other.covers)


def _weight(finding: Finding) -> tuple[int, int, int, str]:
    return -len(finding.covers), _GROUNDS.index(finding.ground), SEVERITIES.index(finding.severity), finding.rule
