"""
Find parties where they sign, and, where nothing else names them, by the words the text uses most for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.document import Span
from ingest.parties import names
from ingest.parties.definitions import Found
from ingest.parties.roles import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LETTERED: Final = ("갑", "을", "병", "정")
_LINE: Final = re.compile(
    r"^[ *\"'\[(]*(?P<label>(?:[가-힣] ?){1,8}?|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)[\"'\])]* ?(?::| (?=\S)| {2,}) *(?P<rest>\S[^\n]*)$",
    re.MULTILINE,
)
_OFTEN: Final = 3
_MOST: Final = 3


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


def counted(text: str, known: Sequence[Found]) -> Iterator[Found]:
    """
    Walk over the words for a party that the text uses as one, the most frequent first; their names stay unknown.
    """
    have = {label for party in known for label in party.labels}
    words = lexicon()
    lettered = [
        label
        for place, label in enumerate(_LETTERED)
        if all(re.search(_used_as_party(one), text) for one in _LETTERED[: max(place, 1) + 1])
    ]
    candidates = {*lettered, *(label for table in words.labels.values() for label in table)} - have
    found: list[tuple[int, str, int]] = []
    for label in candidates:
        places = list(re.finditer(_used_as_party(label), text))
        if places:
            found.append((len(places), label, places[0].start("label")))
    for number, label, start in sorted(found, reverse=True)[:_MOST]:
        if number >= _OFTEN or label in _LETTERED or not known:
            yield Found((label,), "", Span(start, start + len(label)), strong=False)


def _used_as_party(label: str) -> str:
    """
    Write the pattern of a label in quotes or with the particle of a subject or a receiver.
    """
    escaped = re.escape(label)
    if label.isascii():
        return rf"\b(?:[Tt]he )(?P<label>{escaped})(?![A-Za-z ]*[A-Z])\b"
    return rf"(?<![가-힣])[\"']?(?P<label>{escaped})(?:[\"']|(?:은|는|이|가|을|를|에게|의|과|와)(?![가-힣]))"
