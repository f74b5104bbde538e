"""
Find who the parties are: their labels, names and roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.canonical import Canonical
    from ingest.document import Clause, DeclaredParty


def parties_of(
    canonical: Canonical, clauses: Sequence[Clause], kind: str, declared: Sequence[DeclaredParty] = ()
) -> tuple[Party, ...]:
    """
    Read the parties; what the submitter declared wins.
    """
    return tuple(Party(party.label, party.name, party.role, 1.0) for party in declared)
