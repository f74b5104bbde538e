"""
Compare the larger sides of two documents of a deal by their names: the same one or its group, or somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ingest.document import Role
from ingest.parties import names
from rules.marks import STRONG

if TYPE_CHECKING:
    from collections.abc import Collection

    from rules.matchers.base import Context

Counterparty = Literal["related", "another"]
"""`related`: the same larger side, or one that the other document names; `another`: surely a different one."""
_STARTUP = frozenset({Role.STARTUP})
TELLING = 3
"""A shorter name is also an ordinary word; it is not looked for in running text."""


def counterparty_is(wanted: Counterparty, mine: Context, other: Context) -> bool | None:
    """
    Tell whether the larger side of another document stands to that of this one as wanted; None where names are unknown.

    Papers of two different startups have nothing to do with each other.
    """
    ours, theirs = _names(mine, _STARTUP), _names(other, _STARTUP)
    if ours and theirs and not ours & theirs:
        return False
    here, there = _names(mine, STRONG), _names(other, STRONG)
    same = bool(here & there)
    if wanted == "related":
        if same or _mentioned(there, mine) or _mentioned(here, other):
            return True
    elif same:
        return False
    if not here or not there or _unnamed(mine) or _unnamed(other):
        return None
    return wanted == "another"


def named_in(mine: Context, other: Context, roles: Collection[Role]) -> bool:
    """
    Tell whether this document names a party that plays one of the roles in another.
    """
    return _mentioned(_names(other, roles), mine)


def _names(context: Context, roles: Collection[Role]) -> frozenset[str]:
    parties = context.reading.document.parties
    return frozenset(name for one in parties if one.role in roles and (name := _plain(names.core(one.name))))


def _unnamed(context: Context) -> bool:
    parties = context.reading.document.parties
    return any(one.role in STRONG and not names.core(one.name) for one in parties)


def _mentioned(wanted: frozenset[str], context: Context) -> bool:
    text = _plain(context.reading.canonical.text)
    return any(len(name) >= TELLING and name in text for name in wanted)


def _plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
