"""
Hold a legal duty with the rules that ask for it, and tell from which day on it concerns an agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rules import law

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from rules.catalog import Compiled
    from rules.law import Basis

BINDING: Final = frozenset({"prohibits", "voids"})
"""Effects of a basis that make a duty; a yardstick asks nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Concern:
    """
    Say whether a duty concerns an agreement, and from which day on; None where the day that decides is not known.
    """

    concerns: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """
    Hold a legal basis that forbids or voids something, with the rules on it and the kinds of agreement that they read.
    """

    basis: Basis
    rules: tuple[str, ...]
    types: frozenset[str]

    def concern(self, facts: Mapping[str, object], signed_on: date | None, kind: str, today: date) -> Concern:
        """
        Tell whether it concerns an agreement with these facts; what is unknown may be met, so it does not acquit.
        """
        dates = law.Dates.from_facts(signed_on, facts, today)
        if law.apply(self.basis, facts, dates, kind).applies is False:
            return Concern(concerns=False)
        day = law.key_day(self.basis, dates)
        return Concern(concerns=True, due_on=max(day, self.basis.in_force) if day else None)


def duties_of(rules: Iterable[Compiled]) -> list[Duty]:
    """
    Gather the duties of a catalog, each once, in the order of their days.
    """
    found: dict[str, Duty] = {}
    for one in rules:
        for basis in one.bases:
            if basis.effect in BINDING:
                known = found.get(basis.id) or Duty(basis, (), frozenset())
                found[basis.id] = Duty(
                    known.basis, (*known.rules, one.rule.id), known.types | frozenset(one.rule.applies_to)
                )
    return sorted(found.values(), key=lambda duty: (duty.basis.in_force, duty.basis.id))
