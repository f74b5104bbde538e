"""
Gather what no text can answer: facts that decide which law applies, and what to ask oneself before signing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

TECHNICAL: Final = frozenset({"nda", "poc", "joint_development", "licence", "supply", "mou"})
INVESTING: Final = frozenset({"investment", "shareholders", "convertible", "safe", "term_sheet"})
ALWAYS: Final = ("ask_promises", "ask_annexes")
"""Keys of the words of what to ask before any signature."""


@dataclass(frozen=True, slots=True)
class OpenFact:
    """
    Hold what is not known ("확인 필요: 약관 여부"), and the numbers of the cards whose law depends on it.
    """

    what: Mapping[str, str]
    cards: Sequence[int]


def open_facts(findings: Sequence[Mapping[str, Any]], first: int = 0) -> list[OpenFact]:
    """
    List the unknown facts of the findings shown, the one that decides most first.
    """
    known: dict[str, tuple[Mapping[str, str], list[int]]] = {}
    for number, finding in enumerate(findings, start=first + 1):
        for what in unknown_of(finding):
            cards = known.setdefault(what["ko"], (what, []))[1]
            cards.append(number)
    return sorted((OpenFact(*one) for one in known.values()), key=lambda one: -len(one.cards))


def unknown_of(finding: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """
    List the unknown facts on which one finding's law depends, each once.
    """
    told = [basis.get("why") for basis in finding["legal_basis"] if basis["applies"] is None]
    return list({why["ko"]: why for why in told if isinstance(why, Mapping) and why.get("ko")}.values())


def before_signing(kind: str) -> list[str]:
    """
    Give the keys of what to ask oneself before signing an agreement of this kind.
    """
    technical = ("ask_sent", "ask_proof") if kind in TECHNICAL else ()
    investing = ("ask_signer", "ask_investor") if kind in INVESTING else ()
    return [*technical, *investing, *ALWAYS]
