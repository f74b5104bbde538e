"""
Turn the clause that a finding rests on into the wording that its template has: whoever signs, whenever, for how much.

Names and labels of parties, dates, amounts, numbering, spaces and punctuation are taken out, as they differ from one
use of a template to the next.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ingest.document import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.document import Clause, Document, Party

STRONGER = (Role.CORPORATE, Role.INVESTOR, Role.PUBLIC_BODY)
"""Whose template a clause is, first found first."""
SIDES = {**dict.fromkeys(STRONGER, "\ue101"), Role.STARTUP: "\ue102", Role.FOUNDER: "\ue103", Role.OTHER: "\ue104"}
SHORTEST = 30
"""Letters of a clause; a shorter one is looked at with the clause around it."""
LONGEST = 4000
"""Letters of a clause that are compared."""
PARTICLES = "(?:은|는|이|가|과|와|을|를|의|에게|에|로|으로|도|만)?"
PROVISION = r"제\s*\d+\s*(?:조|항|호|장|절)(?:의\s*\d+)?"
NUMBERING = re.compile(rf"^(?:\s*(?:{PROVISION}|[①-⑳]|\(?\d{{1,3}}[.)]|[가-하][.)]))+", re.MULTILINE)
REFERRED = re.compile(rf"(?:{PROVISION}\s*)+(?:을|를|이|가|은|는|과|와)?")
NUMBER = re.compile(r"\d[\d,.]*")
NOISE = re.compile(r"[\s\"'“”‘’「」『』()\[\]<>.,;:·ㆍ/-]+")
AMOUNT = re.compile(r"(?:#[년월일조억천백십만]{0,2})+")
COMPANY = re.compile(
    r"주식회사|유한회사|유한책임회사|\(주\)|㈜|co\.?,? ?ltd\.?|inc\.?|corp(?:oration)?\.?", re.IGNORECASE
)


def organisation(parties: Iterable[Party]) -> tuple[str, str] | None:
    """
    Give the name of the stronger party as it stands and as it is compared; None where nobody is named so.
    """
    known = sorted((one for one in parties if one.role in STRONGER), key=lambda one: STRONGER.index(one.role))
    for party in known:
        plain = plain_name(party.name)
        if len(plain) > 1 and party.name not in {party.label, *party.aliases}:
            return party.name, plain
    return None


def plain_name(name: str) -> str:
    """
    Give the name of an organisation as it is compared: however the kind of company, blanks and marks are written.
    """
    return NOISE.sub("", COMPANY.sub("", unicodedata.normalize("NFKC", name))).casefold()


def wording(document: Document, start: int) -> str:
    """
    Give the wording of the smallest clause of some length at a place in a document; "" where it is too short.
    """
    text = ""
    for clause in _around(document.clauses, start):
        text = normal(document.text[clause.span.start : clause.span.end][:LONGEST], document.parties)
        if len(text) >= SHORTEST:
            return text
    return ""


def normal(text: str, parties: Sequence[Party]) -> str:
    """
    Take out of a text what differs from one use of a template to the next.
    """
    text = unicodedata.normalize("NFKC", NUMBERING.sub("", text))
    words = {word: SIDES[one.role] for one in parties for word in (one.name, one.label, *one.aliases) if word}
    for word in sorted(words, key=lambda one: (-len(one), one)):
        if len(word) > 1:
            text = text.replace(word, words[word])
        else:
            # One syllable is a party only where it stands alone: 을 is a particle as well.
            alone = rf"(?<![가-힣A-Za-z0-9]){re.escape(word)}(?=[\"'”’」]|{PARTICLES}(?![가-힣A-Za-z0-9]))"
            text = re.sub(alone, words[word], text)
    text = NUMBER.sub("#", REFERRED.sub("", text))
    return AMOUNT.sub("#", NOISE.sub("", text)).casefold()


def _around(clauses: Sequence[Clause], start: int) -> list[Clause]:
    """
    Give the clauses around a place, smallest first.
    """
    for clause in clauses:
        if clause.span.start <= start < clause.span.end:
            return [*_around(clause.children, start), clause]
    return []
