"""
Join what the submitter declared of the parties with what was read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.document import Party, Role
from ingest.parties import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import DeclaredParty


def joined(read: Sequence[Party], declared: Sequence[DeclaredParty]) -> list[Party]:
    """
    Give the declared parties with certainty 1, and whoever else was read with a known role.
    """
    left = list(read)
    told = [_with_read(one, left) for one in declared]
    labels = {_plain(label) for party in told for label in (party.label, *party.aliases)}
    others = [party for party in left if party.role is not Role.OTHER and _plain(party.label) not in labels]
    return [*told, *others]


def _with_read(declared: DeclaredParty, left: list[Party]) -> Party:
    """
    Take over place and other labels from the party that was read under this label or name.
    """
    for party in left:
        if _matches(declared, party):
            left.remove(party)
            words = dict.fromkeys((party.label, *party.aliases))
            others = tuple(word for word in words if word != declared.label)
            return Party(declared.label, declared.name or party.name, declared.role, 1.0, party.span, others)
    return Party(declared.label, declared.name, declared.role, 1.0, None, _without_article(declared.label))


def _matches(declared: DeclaredParty, party: Party) -> bool:
    """
    Tell whether a declared party is the one that was read: the same label, else the same name.
    """
    labels = {_plain(label) for label in (party.label, *party.aliases)}
    if _plain(declared.label) in labels:
        return True
    named = names.core(declared.name)
    return bool(named) and named == names.core(party.name)


def _plain(label: str) -> str:
    """
    Leave out the article and the plural of a label.
    """
    return re.sub(r"^the ", "", label.strip(), flags=re.IGNORECASE).casefold().removesuffix("s")


def _without_article(label: str) -> tuple[str, ...]:
    """
    Give "Company" beside "the Company".
    """
    bare = re.sub(r"^[Tt]he ", "", label)
    return (bare,) if bare != label else ()
