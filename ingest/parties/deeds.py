"""
Tell from what a party does which side it is on: who pays, accepts and has a group, and who develops, delivers and reports.

Each place of a party's label gives features of the words around it; `deeds.json` weighs them (above 0 for the stronger
side). They are learned from the sentences with marked parties of rules/sayings by `python -m benchmarks.parties_train`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE: Final = Path(__file__).parent / "deeds.json"
BEHIND, BEFORE = 90, 40
"""How many characters around a label are heard."""
SOMEBODY: Final = "@"
"""Stands for every other party's label."""
_MOST: Final = 2.0
"""What one place may weigh at most: no single sentence settles who is who."""
_MOST_PLACES: Final = 600
"""No agreement needs more; a hostile text must not make it long."""
_ENOUGH: Final = 4
"""Places of a party from which on they tell something."""
_NEAR, _NEAR_LATIN = 4, 5
_PARTICLE: Final = late.pattern(r"(?:에게서|으로부터|로부터|에게|에서|은|는|이|가|을|를|의|와|과|에|도|만)(?![가-힣])")
_SAME: Final = {"는": "은", "가": "이", "를": "을", "과": "와", "으로부터": "로부터", "에게서": "로부터"}
_KOREAN: Final = late.pattern(r" ?[가-힣]")
_LATIN: Final = late.pattern(r"[A-Za-z]")
_WORD: Final = late.pattern(r"[가-힣A-Za-z@]+")
_LATIN_WORD: Final = late.pattern(r"[a-z@]+")


def features(before: str, behind: str) -> set[str]:
    """
    Give what stands around a label: its particle with the words that follow, and the word that ends the clause.

    Nothing where that is neither Korean nor in Latin letters: no sentence was learned from in another script.
    """
    behind = behind.lstrip("\"'")
    particle = _PARTICLE.match(behind)
    if particle or _KOREAN.match(behind):
        return set(_korean(particle.group() if particle else "", behind[particle.end() if particle else 0 :]))
    return set(_latin(before, behind)) if _LATIN.search(before + behind) else set()


def _korean(particle: str, behind: str) -> Iterator[str]:
    case = _SAME.get(particle, particle)
    clause = re.split(r"[.;\n]", behind, maxsplit=1)[0]
    words = _WORD.findall(clause)
    yield f"{case}|"
    for word in words[:_NEAR]:
        yield f"{case}~{word[:2]}"
        yield f"{case}~{word[:4]}"
    if words:
        yield f"{case}${words[-1][-5:]}"
        yield f"{case}${''.join(words[-2:])[-8:]}"
        yield f"{case}!{(_WORD.findall(clause.split(',')[0]) or words)[-1][:4]}"


def _latin(before: str, behind: str) -> Iterator[str]:
    clause = re.split(r"[.;\n]", behind, maxsplit=1)[0].lower()
    owns = "'s" if clause.startswith(("'s", "’s")) else ""
    words = _LATIN_WORD.findall(clause[len(owns) :])
    previous = _LATIN_WORD.findall(before[-24:].lower())
    yield f"<{owns}{' '.join(previous[-1:])}"
    yield f"<{owns}{' '.join(previous[-2:])}"
    for word in words[:_NEAR_LATIN]:
        yield f">{owns}~{word}"
    yield f">{owns}{' '.join(words[:2])}"
    yield f">{owns}{' '.join(words[:3])}"


def leanings(labels: Sequence[Sequence[str]], text: str) -> list[float | None]:
    """
    Give for each party, by its labels, how far what it does is what the stronger side does (below 0: the weaker).

    None for whoever is hardly spoken of.
    """
    owner = {label: party for party, some in enumerate(labels) for label in some}
    either = re.compile("|".join(sorted(map(re.escape, owner), key=len, reverse=True)))
    heard: list[list[float]] = [[] for _ in labels]
    for found in islice(either.finditer(text), _MOST_PLACES) if owner else ():
        start, end = found.span()
        if not text[max(0, start - 1) : start].isalnum():
            before = either.sub(SOMEBODY, text[max(0, start - BEFORE) : start])
            behind = either.sub(SOMEBODY, text[end : end + BEHIND])
            heard[owner[found.group()]].append(_weight(features(before, behind)))
    return [sum(some) / len(some) ** 0.5 if len(some) >= _ENOUGH else None for some in heard]


def _weight(said: set[str]) -> float:
    weights = _weights()
    return max(-_MOST, min(_MOST, sum(weights.get(one, 0) for one in said) / 100))


@cache
def _weights() -> Mapping[str, int]:
    """
    Load what each feature weighs, in hundredths.
    """
    weights: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
    return weights
