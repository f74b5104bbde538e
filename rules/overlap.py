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
Cell = tuple[str | None, str, int]
"""Document (None for the one that is judged), name and row of a cell."""


def told_once(findings: Iterable[Finding]) -> tuple[list[Finding], dict[str, str]]:
    """
    Leave out findings that repeat another's; the second value names the rule that speaks for each one left out.
    """
    kept: list[Finding] = []
    by_slug: dict[str, list[Finding]] = defaultdict(list)
    by_cell: dict[tuple[str, Cell], list[Finding]] = defaultdict(list)
    spoken_for: dict[str, str] = {}
    for finding in sorted(findings, key=_weight):
        # A table may give a hundred thousand findings: those of one cell are found by it, not by looking through all.
        cells = [(slug, cell) for slug in finding.covers for cell in _cells(finding)]
        slugs = finding.covers if any(not one.place for one in finding.evidence) else ()
        near = [*(by_cell[one] for one in cells), *(by_slug[slug] for slug in slugs)]
        rivals = (one for of in near for one in of if one.rule != finding.rule)
        other = next((one for one in rivals if _same_words(one, finding)), None)
        if other is not None:
            spoken_for[finding.rule] = other.rule
            continue
        kept.append(finding)
        for one in cells:
            by_cell[one].append(finding)
        for slug in slugs:
            by_slug[slug].append(finding)
    return kept, spoken_for


def _cells(finding: Finding) -> list[Cell]:
    """
    Give the cells that a finding rests on, none where it rests on words of a text.
    """
    places = [(one.document, one.place) for one in finding.evidence]
    return [(document, place.name, place.row) for document, place in places if place]


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
