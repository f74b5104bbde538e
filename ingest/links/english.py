"""
Find where English text refers to clauses: "Section 4.2(b)", "Sections 3 and 4", "clause (ii)", "this Article".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.outline.numerals import roman

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUBS: Final = r"(?: ?\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\))"
_NUMBER: Final = rf"(?:(?:\d{{1,3}}(?![\dA-Za-z])(?:\.\d{{1,3}}){{0,4}}|[IVXLC]{{1,6}}\b){_SUBS}{{0,4}}|{_SUBS}{{1,4}}|[A-Z](?:\.\d{{1,2}})+)"
_WORD: Final = (
    r"(?P<word>[Ss]ub-?(?:[Ss]ection|[Cc]lause|[Pp]aragraph)s?|(?:Section|Article|Clause|Paragraph)s?|(?:SECTION|ARTICLE|CLAUSE|PARAGRAPH)S?"
    r"|(?:section|article|clause|paragraph)s?|§{1,2})"
)
_NAMED: Final = late.pattern(rf"(?<![A-Za-z]){_WORD} {{0,2}}(?P<number>{_NUMBER})")
_FURTHER: Final = late.pattern(
    rf"(?P<link>,? ?(?:and/or|and|or|&|through|to|-|,) ?)(?:(?:and|or) )?(?:{_WORD.replace('P<word>', ':')} )?(?P<number>{_NUMBER})(?![A-Za-z])"
)
_POINTING: Final = late.pattern(
    r"\b(?P<how>[Tt]his|[Tt]he (?:immediately )?(?:preceding|foregoing|previous|prior)|[Tt]he (?:immediately )?(?:following|next)) "
    r"(?P<word>[Ss]ubsection|[Ss]ection|[Aa]rticle|[Cc]lause|[Pp]aragraph)\b(?! ?\d| ?\()"
)
_RANGE: Final = late.pattern(r"through|to|-")


@dataclass(frozen=True, slots=True)
class Cited:
    """
    Hold one English reference: `path` is 4, 2, b for "Section 4.2(b)"; empty with `how` for "the preceding Section".

    `partial` says that the path begins inside the clause at hand ("clause (ii)"); `until` is the end of a range.
    """

    span: Span
    word: str
    path: tuple[str, ...]
    group: Span
    partial: bool = False
    how: str = ""
    until: tuple[str, ...] = ()


def cited_in(text: str) -> Iterator[Cited]:
    """
    Walk over the references of a text.
    """
    for found in _NAMED.finditer(text):
        yield from _group(text, found)
    for found in _POINTING.finditer(text):
        span = Span(found.start(), found.end())
        yield Cited(span, found["word"].lower(), (), span, how=found["how"].lower().split()[-1])


def _group(text: str, found: re.Match[str]) -> Iterator[Cited]:
    """
    Read "Sections 4.2(b), (c) and 5 through 7" one by one; a bare "(c)" stands beside the last step before it.
    """
    word = found["word"].lower().rstrip("s").replace("-", "")
    rows = [(found.start(), found.end(), _path(found["number"]), "")]
    plural = found["word"].lower().endswith("s") or found["word"] == "§§" or found["number"].startswith(("(", " ("))
    while (further := _FURTHER.match(text, rows[-1][1])) is not None and _goes_on(further, plural=plural):
        path = _path(further["number"])
        if further["number"].lstrip().startswith("("):
            path = (*rows[-1][2][: -len(path)], *path)
        rows.append((further.start("number"), further.end(), path, further["link"]))
    whole = Span(found.start(), rows[-1][1])
    ends = {at for at, row in enumerate(rows) if _RANGE.search(row[3])}
    for at, (start, end, path, _link) in enumerate(rows):
        if at in ends:
            continue
        last = rows[at + 1] if at + 1 in ends else None
        span = Span(start, last[1] if last else end)
        yield Cited(span, word, path, whole, partial=not path[0][:1].isdigit(), until=last[2] if last else ())


def _goes_on(further: re.Match[str], *, plural: bool) -> bool:
    """
    Tell whether a number behind "and" still belongs to the words "Sections …": "Section 5 and 30 days" does not.
    """
    number = further["number"].lstrip()
    if number.startswith("("):
        return True
    return plural or "." in number


def _path(written: str) -> tuple[str, ...]:
    """
    Read "4.2(b)(i)" as 4, 2, b, i; a roman article becomes a figure.
    """
    head, *subs = re.split(r" ?\(", written.strip())
    steps = [step for step in head.split(".") if step]
    if len(steps) == 1 and head and head[0] in "IVXLC" and roman(head):
        steps = [str(roman(head))]
    return (*steps, *(sub.rstrip(")") for sub in subs))
