"""
Tell one harm once: where two rules that share a catalogue slug point at the same words, one of them speaks.

That is the one that names a row of a table, then the one that stands for more of the harms, then the one with the
stronger ground and the higher severity.
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
    of_rows: dict[str, list[Finding]] = defaultdict(list)
    spoken_for: dict[str, str] = {}
    for finding in sorted(findings, key=_weight):
        # A table may give a hundred thousand findings: those of one cell are found by it, not by looking through all.
        cells = [(slug, cell) for slug in finding.covers for cell in _cells(finding)]
        slugs = finding.covers if _is_text(finding) else ()
        near = [*(by_cell[one] for one in cells), *(by[slug] for by in (by_slug, of_rows) for slug in slugs)]
        rivals = (one for of in near for one in of if one.rule != finding.rule)
        other = next((one for one in rivals if _same_words(one, finding)), None)
        if other is not None:
            spoken_for[finding.rule] = other.rule
            continue
        kept.append(finding)
        for one in cells:
            by_cell[one].append(finding)
        for slug in finding.covers:
            (by_slug if slugs else of_rows)[slug].append(finding)
    return kept, spoken_for


def _is_text(finding: Finding) -> bool:
    return any(not one.place for one in finding.evidence)


def _cells(finding: Finding) -> list[Cell]:
    """
    Give the cells that a finding rests on, none where it rests on words of a text.
    """
    places = [(one.document, one.place) for one in finding.evidence]
    return [(document, place.name, place.row) for document, place in places if place]


def _same_words(one: Finding, other: Finding) -> bool:
    return _is_row(one, other) or any(_same_place(mine, theirs) for mine in one.evidence for theirs in other.evidence)


def _is_row(one: Finding, other: Finding) -> bool:
    """
    Tell whether the words of the other are the row that holds all the cells of the first.
    """
    if not one.evidence or not all(piece.place for piece in one.evidence):
        return False
    words = [piece.quote for piece in other.evidence if not piece.place and piece.document == one.evidence[0].document]
    return any(all(piece.quote in row for piece in one.evidence) for row in words)


def _same_place(mine: Evidence, theirs: Evidence) -> bool:
    if mine.document != theirs.document:
        return False
    if mine.place and theirs.place:
        return (mine.place.name, mine.place.row) == (theirs.place.name, theirs.place.row)
    return mine.span.overlaps(theirs.span)


def _weight(finding: Finding) -> tuple[bool, int, int, int, str]:
    gravity = _GROUNDS.index(finding.ground), SEVERITIES.index(finding.severity)
    return _is_text(finding), -len(finding.covers), *gravity, finding.rule
