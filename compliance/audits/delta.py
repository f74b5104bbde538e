"""
Tell what of stored agreements has to be checked again: nothing, some rules, or all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from compliance.audits.comparing import standings
from compliance.store import audits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from compliance.instruments import Instruments
    from compliance.store.tables import Screening

_SILENT = {"clear", "not_applicable"}
_JUDGED = {"clear", "flagged"}


class _Finding(TypedDict):
    rule: str
    fingerprint: str
    title: dict[str, str]
    severity: str
    ground: str


class _Outcome(TypedDict):
    outcome: str


class _Said(TypedDict):
    findings: list[_Finding]
    outcomes: dict[str, _Outcome]


_SAID = TypeAdapter(_Said)
"""Reads what a comparison needs of a report, and leaves the rest of it unread."""

Types = Mapping[str, frozenset[str]]
"""Rules with the types of agreement that each reads."""


@dataclass(slots=True)
class Delta:
    """
    Compare the rules of earlier checks with today's; each pair of catalog and day once.
    """

    instruments: Instruments
    today: date
    _known: dict[tuple[str | None, date], Types | None] = field(default_factory=dict)

    def affected(self, session: Session, newest: Iterable[Screening]) -> frozenset[str] | None:
        """
        Name the rules that may judge otherwise today than the last checks of an agreement did; None where all may.
        """
        rules: set[str] = set()
        for screening in newest:
            changed = self._since(session, screening)
            if changed is None:
                return None
            kind = screening.agreement_type
            rules.update(name for name, types in changed.items() if kind is None or kind in types)
        return frozenset(rules)

    def _since(self, session: Session, screening: Screening) -> Types | None:
        digest = screening.reaffirmed_digest or screening.catalog_digest
        key = (digest, screening.reaffirmed_on or screening.checked_on)
        if key not in self._known:
            then = audits.fingerprints(session, digest) if digest else None
            self._known[key] = None if then is None else self.instruments.affected(then, key[1], self.today)
        return self._known[key]


def said(report: bytes) -> Mapping[str, Any]:
    """
    Take from a stored report what a comparison needs: its findings and outcomes.
    """
    return _SAID.validate_json(report)


def judges_alike(
    rules: frozenset[str], earlier: Mapping[str, Any], some: Mapping[str, Any], *, is_text: bool = False
) -> bool:
    """
    Tell whether some rules say of an agreement what the report on it says of them.

    Where they do not, all rules have to run: one rule may speak for another. A rule that came or went and flags nothing
    changes nothing in a text that other rules judge; of tables it may.
    """
    before = {key: one for key, one in standings(earlier["findings"]).items() if key[0] in rules}
    if before != standings(some["findings"]):
        return False
    was, now = _outcomes(earlier, rules), _outcomes(some, rules)
    other = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    if not other:
        return True
    came_or_went = all((name in was) != (name in now) for name in other)
    in_silence = {was.get(name) or now.get(name) for name in other} <= _SILENT
    return is_text and came_or_went and in_silence and _is_judged(earlier, rules)


def _is_judged(report: Mapping[str, Any], without: frozenset[str]) -> bool:
    return any(one["outcome"] in _JUDGED for name, one in report["outcomes"].items() if name not in without)


def _outcomes(report: Mapping[str, Any], rules: frozenset[str]) -> dict[str, str]:
    return {name: one["outcome"] for name, one in report["outcomes"].items() if name in rules}
