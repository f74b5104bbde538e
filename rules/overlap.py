"""
Tell one harm once: where two rules that share a catalogue slug point at the same words, one of them speaks.

That is the one that stands for more of the harms, then the one with the stronger ground and the higher severity.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rules.finding import SEVERITIES
from rules.law import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.finding import Evidence, Finding

_GROUNDS = tuple(Ground)


def told_once(findings: Iterable[Finding]) -> tuple[list[Finding], dict[str, str]]:
    """
    Leave out findings that repeat another's; the second value names the rule that speaks for each one left out.
    """
    kept: list[Finding] = []
    by_slug: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    spoken_for: dict[str, str] = {}
    for finding in sorted(findings, key=_weight):
        rivals = (
            one for slug in finding.covers for rule, of in by_slug[slug].items() if rule != finding.rule for one in of
        )
        other = next((one for one in rivals if _same_words(one, finding)), None)
        if other is not None:
            spoken_for[finding.rule] = other.rule
            continue
        kept.append(finding)
        for slug in finding.covers:
            by_slug[slug][finding.rule].append(finding)
    return kept, spoken_for


def _same_words(one: Finding, other: Finding) -> bool:
    return any(_same_place(mine, theirs) for mine in one.evidence for theirs in other.evidence)


def _same_place(mine: Evidence, theirs: Evidence) -> bool:
    if mine.document != theirs.document:
        return False
    if mine.place and theirs.place:
        return (mine.place.name, mine.place.row) == (theirs.place.name, theirs.place.row)
    return mine.span.overlaps(theirs.span)


def _weight(finding: Finding) -> tuple[int, int, int, str]:
    return -len(finding.covers), _GROUNDS.index(finding.ground), SEVERITIES.index(finding.severity), finding.rule
