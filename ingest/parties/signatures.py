"""
Find parties where they sign, and, where nothing else names them, by the words the text uses most for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.document import Role, Span
from ingest.parties import names
from ingest.parties.definitions import Found
from ingest.parties.roles import lexicon, money_goes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LETTERED: Final = ("갑", "을", "병", "정")
_LINE: Final = re.compile(
    r"^[ *\"'\[(]*(?P<label>(?:[가-힣] ?){1,8}?|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)[\"'\])]* ?(?::| (?=\S)| {2,}) *(?P<rest>\S[^\n]*)$",
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
    used = {label: places for label in _candidates(kind) - have if (places := _uses(label, text))}
    lettered = [
        label for at, label in enumerate(_LETTERED) if label in used and all(one in used for one in _LETTERED[2:at])
    ]
    others = sorted(
        (label for label in used if label not in _LETTERED), key=lambda label: len(used[label]), reverse=True
    )
    seen: set[str] = set()
    for label in (*lettered, *([] if lettered else others)):
        role = _usual_role(label)
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
    tables = lexicon().labels
    sides = [Role.STARTUP, Role.CORPORATE]
    if kind in money_goes_in():
        sides += [Role.INVESTOR, Role.FOUNDER]
    return {*_LETTERED, *(label for side in sides for label, weight in tables[side].items() if weight >= _TELLING)}


def _usual_role(label: str) -> str:
    """
    Give the role that a word usually names.
    """
    tables = lexicon().labels
    return max(tables, key=lambda role: tables[role].get(label, 0.0))


def _uses(label: str, text: str) -> list[int]:
    """
    Give the places where a word stands in quotes or with the particle of a subject or a receiver.
    """
    escaped = re.escape(label)
    if label.isascii():
        pattern = rf"\b(?:[Tt]he )(?P<label>{escaped})(?! ?[A-Z])\b"
    else:
        pattern = rf"(?<![가-힣])[\"']?(?P<label>{escaped})(?:[\"']|(?:은|는|이|가|을|를|에게|의|과|와)(?![가-힣]))"
    return [found.start("label") for found in re.finditer(pattern, text)]
