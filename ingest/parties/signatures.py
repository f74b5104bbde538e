"""
Find parties where they sign, and, where nothing else names them, by the words the text uses most for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Role, Span
from ingest.parties import names
from ingest.parties.definitions import Found
from ingest.parties.lexicon import bare, lexicon
from ingest.parties.roles import money_goes_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_LETTERED: Final = ("갑", "을", "병", "정")
_LINE: Final = late.pattern(
    r"(?:^|(?<= {4}))[ *\"'\[(]*(?P<label>(?:[가-힣] ?){1,8}?|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)[\"'\])]* ?(?::| (?=\S)| {2,}) *(?P<rest>\S(?:[^ \n]| (?! {3}[\"']?[가-힣A-Z][가-힣A-Za-z]{0,9}[\"']? ?:))*)",
    re.MULTILINE,
)
_OFTEN: Final = 3
_TELLING: Final = 2


def signers(text: str, blocks: Sequence[tuple[int, int]], known: Sequence[Found]) -> Iterator[Found]:
    """
    Walk over the lines of the signature blocks that begin with a label and name somebody.
    """
    labels = {label for party in known for label in party.labels} | set(_LETTERED)
    for start, end in blocks:
        for found in _LINE.finditer(text[start:end]):
            label = re.sub(r"(?<=[가-힣]) +(?=[가-힣])", "", found["label"]).strip()
            if label not in labels and f" {bare(label)} " in text:
                label = bare(label)
            if not (label in labels or lexicon().known(label)):
                continue
            rest = found["rest"]
            who = names.organisation(rest) or names.people(re.split(r" {2,}|[(,:]|_{2,}", rest)[0])
            if who is not None:
                span = Span(start + found.start("rest") + who[0], start + found.start("rest") + who[1])
                yield Found((label,), text[span.start : span.end], span, rest)


def counted(text: str, known: Sequence[Found], kind: str) -> Iterator[Found]:
    """
    Walk over the words for a party that the text uses as one, the most frequent first; their names stay unknown.
    """
    have = {label for party in known for label in party.labels}
    used = _uses(_candidates(kind) - have, text)
    lettered = [
        label for at, label in enumerate(_LETTERED) if label in used and all(one in used for one in _LETTERED[2:at])
    ]
    others = sorted(
        (label for label in used if label not in _LETTERED), key=lambda label: len(used[label]), reverse=True
    )
    seen: set[str] = set()
    for label in (*lettered, *([] if lettered else others)):
        role = _usual_role(label, kind)
        if role in seen or (label not in _LETTERED and known and len(used[label]) < _OFTEN):
            continue
        if label not in _LETTERED:
            seen.add(role)
        start = used[label][0]
        yield Found((label,), "", Span(start, start + len(label)), strong=False)


def _candidates(kind: str) -> set[str]:
    """
    Give the words that may name a party of an agreement of this kind where no definition does.
    """
    words = lexicon()
    sides = [Role.STARTUP, Role.CORPORATE]
    tables = [words.labels]
    if kind in money_goes_in():
        sides += [Role.INVESTOR, Role.FOUNDER]
        tables.append(words.investment)
    telling = {
        label for table in tables for side in sides for label, weight in table[side].items() if weight >= _TELLING
    }
    return {*_LETTERED, *telling}


def _usual_role(label: str, kind: str) -> str:
    """
    Give the role that a word usually names in an agreement of this kind.
    """
    words = lexicon()
    special = words.investment if kind in money_goes_in() else {}
    return max(
        words.labels, key=lambda role: special.get(role, {}).get(label, 0.0) or words.labels[role].get(label, 0.0)
    )


def _uses(labels: Collection[str], text: str) -> dict[str, list[int]]:
    """
    Give the places where each word stands in quotes or with the particle of a subject or a receiver.
    """
    ordered = sorted(labels, key=len, reverse=True)
    latin = "|".join(re.escape(label) for label in ordered if label.isascii())
    korean = "|".join(re.escape(label) for label in ordered if not label.isascii())
    particle = r"(?:[\"']|(?:은|는|이|가|을|를|에게|의|과|와)(?![가-힣]))"
    places: dict[str, list[int]] = {}
    for pattern in (rf"\b[Tt]he (?P<label>{latin})(?! ?[A-Z])\b", rf"(?<![가-힣])(?P<label>{korean}){particle}"):
        for found in re.finditer(pattern, text):
            places.setdefault(found["label"], []).append(found.start("label"))
    return places
