"""
Add the other words by which a text means a party: definitions that tie them, short names, words for its role.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.parties import names
from ingest.parties.definitions import same_as
from ingest.parties.lexicon import lexicon
from ingest.parties.roles import money_goes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Party

_SHORTEST: Final = 3
_BEFORE: Final = 5
# What stands around a word that is used for somebody; "다른 투자자" is somebody else.
_LATIN_FOLLOWS: Final = late.pattern(r"\b(?! [A-Z])")
_KOREAN_FOLLOWS: Final = late.pattern(r"(?:은|는|가|이|을|를|에게|의)(?![가-힣])")
_ARTICLE: Final = late.pattern(r"\b[Tt]he $")
_FREE: Final = late.pattern(r"(?<!다른 )(?<!타 )(?<!지주 )(?<![가-힣A-Za-z])$")


def widened(parties: Sequence[Party], text: str, kind: str) -> Iterator[Party]:
    """
    Give every party all its words; a word that another party uses as its label stays with that party.
    """
    taken = {label: party.label for party in reversed(parties) for label in (party.label, *party.aliases)}
    ties = list(same_as(text))
    for party in parties:
        own = {party.label, *party.aliases}
        wanted = [alias for alias, label in ties if label in own]
        wanted += _short_names(party, text)
        wanted += [word for word in _words_of_role(party, parties, kind) if _used(word, text)]
        fresh = [
            word for word in dict.fromkeys(wanted) if word not in own and taken.get(word, party.label) == party.label
        ]
        yield replace(party, aliases=(*party.aliases, *fresh))


def _short_names(party: Party, text: str) -> list[str]:
    """
    Give the name without its legal form where the text uses it alone.
    """
    core = names.core(party.name)
    return [core] if len(core) >= _SHORTEST and core != party.name and core in text else []


def _used(word: str, text: str) -> bool:
    """
    Tell whether the text uses a word for somebody.
    """
    follows = _LATIN_FOLLOWS if word.isascii() else _KOREAN_FOLLOWS
    precedes = _ARTICLE if word.isascii() and not word.startswith("the ") else _FREE
    return any(
        follows.match(text, found.end()) and precedes.search(text[max(0, found.start() - _BEFORE) : found.start()])
        for found in re.finditer(re.escape(word), text)
    )


def _words_of_role(party: Party, parties: Sequence[Party], kind: str) -> Sequence[str]:
    """
    Give the common words for a role to the only party that has it.
    """
    if sum(other.role is party.role for other in parties) != 1:
        return ()
    words = lexicon().mentions
    return (
        *words.get(party.role, ()),
        *(words.get(f"{party.role} of investment", ()) if kind in money_goes_in() else ()),
    )
