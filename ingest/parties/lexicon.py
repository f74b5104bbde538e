"""
Load the words that give a party's role away (`roles.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from ingest import late
from ingest.document import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILE: Final = Path(__file__).parent / "roles.yaml"
ROLES: Final = (Role.STARTUP, Role.CORPORATE, Role.INVESTOR, Role.FOUNDER, Role.PUBLIC_BODY)
SHORTEST: Final = 2
_NUMBER: Final = late.pattern(r"(?<=[^\d ]) ?(?:No\. ?)?\d{1,2}$")
_THIS: Final = late.pattern(r"^(?:본건|본|당|동) ")


@dataclass(frozen=True)
class Lexicon:
    """
    Hold the words of `roles.yaml`.
    """

    labels: Mapping[Role, Mapping[str, float]]
    investment: Mapping[Role, Mapping[str, float]]
    names: Mapping[Role, Mapping[str, float]]
    phrases: Mapping[Role, Sequence[tuple[str, float]]]
    mentions: Mapping[str, Sequence[str]]
    neutral: frozenset[str]
    never: frozenset[str]
    things: tuple[str, ...]

    def known(self, label: str) -> bool:
        """
        Tell whether a label is a word for a role.
        """
        plain = bare(label)
        tables = (self.labels, self.investment)
        return plain in self.neutral or any(plain in words for table in tables for words in table.values())

    def may_be_party(self, label: str) -> bool:
        """
        Tell whether a defined word may name one party.
        """
        if label in self.never or not label:
            return False
        return self.known(label) or not label.endswith(self.things)


def bare(label: str) -> str:
    """
    Give a label without its number and not in capitals: 투자자 2, 본건 투자자 and 본 투자자 are a 투자자, LICENSOR a Licensor.
    """
    plain = _NUMBER.sub("", _THIS.sub("", label))
    return plain.title() if plain.isascii() and plain.isupper() and len(plain) > SHORTEST else plain


@cache
def lexicon() -> Lexicon:
    """
    Load the words that give roles away.
    """
    entry = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Lexicon(
        labels={role: entry[role]["labels"] for role in ROLES},
        investment={role: entry["investment"].get(role, {}) for role in ROLES},
        names={role: entry[role]["names"] for role in ROLES},
        phrases={role: [(phrase, weight) for phrase, weight in entry[role]["phrases"]] for role in ROLES},
        mentions=entry["mentions"],
        neutral=frozenset(entry["neutral"]),
        never=frozenset(entry["never"]),
        things=tuple(entry["things"]),
    )
