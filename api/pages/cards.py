"""
Lay out the findings of a screening as cards: ordered, numbered, with their rule's words and their place in the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from api.pages.weaving import Mark
from compliance.long_findings import LongFindings
from compliance.views import FindingState, FindingView

TONES: Final[Mapping[str, str]] = {
    "critical": "high",
    "high": "high",
    "medium": "medium",
    "low": "low",
    "info": "low",
}
"""How the five severities read to people: 상, 중, 하."""
SHAPES: Final[Mapping[str, str]] = {"high": "■", "medium": "▲", "low": "△"}
"""The shape that goes with each grade, so that none is told by colour alone."""
GRAVEST_FIRST: Final = tuple(TONES)
WEIGHTIER: Final[Mapping[str, frozenset[str]]] = {
    "advisory": frozenset({"prohibits", "voids", "programme"}),
    "programme_rule": frozenset({"prohibits", "voids"}),
    "possibly_void": frozenset({"prohibits"}),
}
"""The effects that would raise a ground. Source: ../shared/design/CHECK_JSON.md, `ground`."""
MOST_CARDS: Final = 100
"""Cards on one page; only a table gives more findings."""
Findings = Sequence[Mapping[str, Any]] | LongFindings
WORDINGS: Final = ("ideal", "compromise", "minimum")


@dataclass(frozen=True, slots=True)
class Recorded:
    """
    Point to the finding that the office recorded for a card.
    """

    id: UUID
    state: FindingState


@dataclass(frozen=True, slots=True)
class Card:
    """
    Hold one finding as a page shows it; `finding` is its object of CHECK_JSON.md.
    """

    number: int
    finding: Mapping[str, Any]
    tone: str
    shape: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    revision: int
    wordings: tuple[tuple[str, Mapping[str, str]], ...]
    recorded: Recorded | None

    @property
    def evidence(self) -> Sequence[Mapping[str, Any]]:
        """
        Return the places the finding rests on; at least the finding's own.
        """
        return self.finding.get("evidence") or [self.finding]

    @property
    def in_cells(self) -> bool:
        """
        Tell whether the finding rests on cells of a table, which are shown with their values.
        """
        return any(part.get("cell") for part in self.evidence)

    @property
    def may_be_graver(self) -> bool:
        """
        Tell whether an unknown fact could make a law apply that bears more than the present ground says.
        """
        unknown = {basis["effect"] for basis in self.finding["legal_basis"] if basis["applies"] is None}
        return bool(unknown & WEIGHTIER.get(self.finding["ground"], frozenset()))

    @property
    def marks(self) -> list[Mark]:
        """
        Return what to mark in the agreement's text; tables and other documents have no place there.
        """
        return [
            Mark(part["start"], part["end"], self.number, index, self.tone)
            for index, part in enumerate(self.evidence, start=1)
            if part.get("start") is not None and part.get("end") is not None and not part.get("document")
        ]


def stretch(findings: Findings, first: int = 0) -> list[Mapping[str, Any]]:
    """
    Take the findings of one page, the gravest first and then in reading order, from the `first`, counted from 0.
    """
    if isinstance(findings, LongFindings):
        ordered = sorted(range(len(findings)), key=lambda at: _gravity(findings.severities[at]))
        return list(findings.read(ordered[first : first + MOST_CARDS]))
    return sorted(findings, key=_rank)[first : first + MOST_CARDS]


def severities_of(findings: Findings) -> Sequence[str]:
    """
    Give the severity of each finding.
    """
    return findings.severities if isinstance(findings, LongFindings) else [one["severity"] for one in findings]


def lay_out(findings: Sequence[Mapping[str, Any]], recorded: Sequence[FindingView], first: int = 0) -> list[Card]:
    """
    Make the cards of a page's findings, numbered from its place in the whole.
    """
    known = {_fingerprint(view.finding): Recorded(view.id, view.state) for view in recorded}
    return [
        card(number, finding, known.get(_fingerprint(finding)))
        for number, finding in enumerate(findings, start=first + 1)
    ]


def card(number: int, finding: Mapping[str, Any], recorded: Recorded | None) -> Card:
    """
    Make one card from what the finding itself says: the rule may have changed since.
    """
    tone = TONES.get(finding["severity"], "low")
    wording = finding.get("wording") or {}
    return Card(
        number=number,
        finding=finding,
        tone=tone,
        shape=SHAPES[tone],
        title=finding["title"],
        why=finding["why"],
        revision=finding["revision"],
        wordings=tuple((level, wording[level]) for level in WORDINGS if wording.get(level)),
        recorded=recorded,
    )


def _rank(finding: Mapping[str, Any]) -> tuple[int, int]:
    """
    Order by gravity, then by place.
    """
    return _gravity(finding["severity"]), finding.get("start") or 0


def _gravity(severity: str) -> int:
    return GRAVEST_FIRST.index(severity) if severity in GRAVEST_FIRST else len(GRAVEST_FIRST)


def _fingerprint(finding: Mapping[str, Any]) -> tuple[object, object]:
    """
    Tell findings of one screening apart.
    """
    return finding.get("rule"), finding.get("fingerprint")
