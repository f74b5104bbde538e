"""
Tell what of a stored agreement has to be checked again: nothing, some rules, or all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.audits.comparing import standings
from compliance.store import audits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from compliance.instruments import Instruments
    from compliance.store.tables import Screening


def affected(
    session: Session, instruments: Instruments, newest: Sequence[Screening], today: date
) -> frozenset[str] | None:
    """
    Name the rules that may judge otherwise today than the last checks did; None where nobody knows: then all may.
    """
    rules: frozenset[str] = frozenset()
    for screening in newest:
        digest = screening.reaffirmed_digest or screening.catalog_digest
        then = audits.fingerprints(session, digest) if digest else None
        if then is None:
            return None
        rules |= instruments.affected(then, screening.reaffirmed_on or screening.checked_on, today)
    return rules


def judges_alike(rules: frozenset[str], earlier: Mapping[str, Any], some: Mapping[str, Any]) -> bool:
    """
    Tell whether some rules say of an agreement what the report on it says of them.

    Where they do not, all rules have to run: one rule may speak for another.
    """
    before = {key: one for key, one in standings(earlier["findings"]).items() if key[0] in rules}
    return before == standings(some["findings"]) and _outcomes(earlier, rules) == _outcomes(some, rules)


def _outcomes(report: Mapping[str, Any], rules: frozenset[str]) -> dict[str, str]:
    return {name: one["outcome"] for name, one in report["outcomes"].items() if name in rules}
