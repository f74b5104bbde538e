"""
Find who the parties are: their labels, names and roles, from definitions, labelled lines and signatures.

A party that the submitter declared keeps the declared label, name and role; what was read adds its other names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest.document import Level, Party, Role, Span
from ingest.outline import introduction_end
from ingest.parties import aliases, names
from ingest.parties import declared as declarations
from ingest.parties.apposed import apposed
from ingest.parties.blocks import named_below
from ingest.parties.definitions import Found, defined, labelled, named_later, told
from ingest.parties.gathering import gathered
from ingest.parties.letters import corresponding
from ingest.parties.lexicon import lexicon
from ingest.parties.roles import verdicts
from ingest.parties.signatures import counted, signers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.canonical import Canonical
    from ingest.document import Clause, DeclaredParty

_HEAD: Final = 4000
_BEGINNING: Final = 1500
_PAIR: Final = 2
_ACTING: Final = (
    "shall|will|may|agrees?|acknowledges?|represents?|grants?|operates?|wish(?:es)?|desires?|provides?|hereby|must|owns?|has|have|is engaged|intends?|"
    "warrants?|decides?|pays?|keeps?|proposes?"
)
# No agreement has more; a hostile file must not make the comparison of all with all long.
_MOST: Final = 60


def parties_of(
    canonical: Canonical, clauses: Sequence[Clause], kind: str, declared: Sequence[DeclaredParty] = ()
) -> tuple[Party, ...]:
    """
    Read the parties of an agreement of the given kind; what the submitter declared wins.
    """
    text = canonical.text
    places = _Places.of(canonical, clauses)
    found = _merged(
        [
            *defined(places.head, lexicon()),
            *labelled(places.head, lexicon(), text),
            *told(places.head, lexicon()),
        ]
    )
    if sum(bool(party.name) for party in found) < _PAIR:
        # Some introduce the parties in the first clause: "1.1 본 계약은 … 주식회사(이하 "발주사")가 … 위탁함에".
        found = _merged([*found, *(party for party in defined(text[:_HEAD], lexicon()) if party.name)])
    found = _signing(found, places.signed, text)
    found = _signing([*found, *_unwrapped(places.head, found)], places.signed, text)
    found = _merged([*found, *signers(text, places.signature_starts, found), *named_later(text, places.signed)])
    found = _merged([*found, *corresponding(text, places.head, found)])
    found = _merged([*found, *_beside(found, places, text)])
    if len(found) < _PAIR:
        found = _merged([*found, *counted(text, found, kind)])
    found = gathered(_below(found, places, text))
    judged = verdicts([(party.labels, party.name, party.words) for party in found], text, kind)
    read = [
        Party(
            party.labels[0],
            party.name,
            verdict.role,
            verdict.certainty,
            canonical.original(party.span),
            party.labels[1:],
        )
        for party, verdict in zip(found, judged, strict=True)
    ]
    read = declarations.joined(read, declared) if declared else read
    return tuple(aliases.widened(read, text, kind))


def _below(found: list[Found], places: _Places, text: str) -> list[Found]:
    """
    Add the names that stand below a label, in signature blocks and above the first clause.
    """
    nameless = {label for party in found if not party.name for label in party.labels}
    if found and not nameless:
        return found
    return _merged([*found, *named_below(text, (*places.signature_starts, (0, len(places.head))), nameless)])


def _beside(found: Sequence[Found], places: _Places, text: str) -> list[Found]:
    """
    Read who is named without a definition: where fewer than two are known anybody, else who signs and is not known.
    """
    known = [names.squeezed(party.name) for party in found if party.name]
    beginning = [(0, max(len(places.head), _BEGINNING))] if len(known) < _PAIR else []
    return list(apposed(text, [*places.signature_starts, *beginning], known))


def _unwrapped(head: str, known: Sequence[Found]) -> list[Found]:
    """
    Read the definitions again with line ends as blanks, for names that an unmarked line end cuts in two.
    """
    labels = {label for party in known for label in party.labels}
    cores = {names.squeezed(party.name) for party in known}
    again = defined(re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", head), lexicon())
    return [
        party
        for party in again
        if party.name and not labels & set(party.labels) and names.squeezed(party.name) not in cores
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """
    Hold the parts of the text where parties are named.
    """

    head: str
    signed: str
    signature_starts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, canonical: Canonical, clauses: Sequence[Clause]) -> _Places:
        """
        Cut the text before the first clause and the signature blocks.
        """
        text = canonical.text
        begin = introduction_end(clauses)
        end = _HEAD if begin is None else canonical.canonical_of(Span(begin, begin)).start
        blocks = tuple(
            (span.start, span.end)
            for clause in clauses
            if clause.level is Level.SIGNATURE
            for span in (canonical.canonical_of(clause.span),)
        )
        return cls(text[: min(end, 2 * _HEAD)], "\n".join(text[start:end] for start, end in blocks), blocks)


def _merged(found: Iterable[Found]) -> list[Found]:
    """
    Put together what several places say of the same party.
    """
    merged: list[Found] = []
    for party in islice(found, _MOST):
        place = next((at for at, other in enumerate(merged) if _same(party, other)), None)
        if place is None:
            merged.append(party)
        else:
            merged[place] = _both(merged[place], party)
    return merged


def _same(one: Found, other: Found) -> bool:
    """
    Tell whether two findings are of one party: they share a name, or a label where one has no name.
    """
    shared = bool(
        {label.removesuffix("s") for label in one.labels} & {label.removesuffix("s") for label in other.labels}
    )
    if one.name and other.name:
        mine, theirs = names.squeezed(one.name), names.squeezed(other.name)
        return mine == theirs or (shared and (mine in theirs or theirs in mine))
    return shared


def _both(first: Found, second: Found) -> Found:
    """
    Join two findings of one party; the first gives the label it goes by.
    """
    labels = tuple(dict.fromkeys((*first.labels, *second.labels)))
    named = first if first.name else second
    return replace(named, labels=labels, words=f"{first.words}\n{second.words}", strong=first.strong or second.strong)


def _signing(found: list[Found], signed: str, text: str) -> list[Found]:
    """
    Drop whoever is merely mentioned: where two or more parties sign, one that does not is none.
    """
    squeezed = re.sub(r"\s", "", signed)
    named = [party for party in found if _appears(party, squeezed)]
    taken = {label for party in named for label in party.labels}
    signing = [
        party
        for party in found
        if party in named or (not taken & set(party.labels) and _signs_by_letter(party, signed))
    ]
    if len(signing) >= _PAIR:
        return signing
    return [party for party in found if party in signing or _acts(party, text)]


def _acts(party: Found, text: str) -> bool:
    """
    Tell whether an English text makes a party do something; abbreviations of laws and authorities never do.
    """
    words = [label for label in party.labels if label.isascii() and not lexicon().known(label)]
    if len(words) < len(party.labels):
        return True
    either = "|".join(map(re.escape, words))
    return bool(re.search(rf"\b(?:{either})(?: and \w+)?,? (?:{_ACTING})\b", text))


def _appears(party: Found, squeezed: str) -> bool:
    """
    Tell whether a party's name or label stands in the signature block.
    """
    words = (*party.labels, party.name, *re.split(r"[,·]| and ", party.name))
    return any(re.sub(r"\s", "", word) in squeezed for word in words if len(word.strip()) > 1) or any(
        f"{label}" in squeezed
        for label in party.labels
        if len(label) == 1 and party.name and names.core(party.name) in squeezed
    )


def _signs_by_letter(party: Found, signed: str) -> bool:
    """
    Tell whether a line of the signatures begins with a party's letter (갑): a scan may have its name in other letters.
    """
    letters = "".join(label for label in party.labels if len(label) == 1)
    return bool(
        letters and re.search(rf"^[ \"'\[(]*[{re.escape(letters)}][\"'\])]*(?: *:| ) *\S", signed, re.MULTILINE)
    )


__all__ = ["Role", "parties_of"]
