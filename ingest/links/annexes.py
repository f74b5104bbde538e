"""
Join the annexes that a document holds with those that it cites, and name the missing ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Annex, Level, Reference, Span
from ingest.links.citations import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.links.citations import Citation
    from ingest.links.references import Text

_TITLE: Final = late.pattern(
    r"[\])>]?[\"']? ?(?P<title>[가-힣A-Za-z·() ]{4,40}?(?:계약서|합의서|명세서|내역서|기준|조건|목록|표|서|약관))"
)
_TITLE_AHEAD: Final = late.pattern(r"(?P<title>[가-힣A-Za-z·]{4,30})[\"']? ?\(?$")
_LINE: Final = late.pattern(
    r"^[ #*>|\-·○●□■]*(?:THIS IS )?[\[<(]? ?(?P<word>별 ?지|별 ?첨|별 ?표|부 ?속 ?서|붙 ?임|첨 ?부|別紙|別添|別表|(?:Exhibit|Schedule|Annex|Appendix|Attachment)\b|(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT)\b) ?"
    r"(?:제 ?)?[\"']?(?:(?P<number>\d{1,2}|[A-Z](?:-?\d{1,2})?|[IVX]{1,4})(?![A-Za-z]|\.\d))?[\"']?(?: ?호)? ?[\])>]?[ *:.\-]*(?P<rest>[^\n]{0,40})$",
    re.MULTILINE,
)
_GOES_ON: Final = late.pattern(
    r"(?:에|의|를|을|와|과|은|는|이|가|로|으로|shall|is |are |of |to |and )|.*(?:다|한|함)\.?$"
)
_SURE, _LIKELY, _ABSENT = 1.0, 0.6, 0.9
_WIDE: Final = 120
# A hostile file may cite any number of annexes that are not there; titles are looked for this often only.
_MOST_TITLES: Final = 40


@dataclass(slots=True)
class _Held:
    """
    Hold one annex while citations are led to it; `head` are its first letters without blanks.
    """

    annex: Annex
    key: tuple[str, str]
    head: str


class _Shelf:
    """
    Know the annexes of a document by word and number.
    """

    def __init__(self, read: Text) -> None:
        """
        Take the annexes of the clause tree, and lines that head one where the tree has none.
        """
        self._read = read
        self.held: list[_Held] = []
        self._by_key: dict[tuple[str, str], list[_Held]] = {}
        self._by_part: dict[str, list[_Held]] = {}
        self._titles = 0
        for place in read.places.every:
            if place.clause.level is Level.ANNEX:
                self._add(place.clause.number, place.span, _split(place.clause.number))
        for found in _LINE.finditer(read.text):
            key = key_of(found["word"], found["number"] or "")
            if key not in self._by_key and not _GOES_ON.match(found["rest"]):
                label = " ".join(filter(None, (found["word"], found["number"])))
                self._add(label, Span(found.start("word"), found.end()), key)

    def find(self, one: Citation) -> tuple[_Held, float]:
        """
        Find the annex that is cited: by word and number, else the only one of that number, else the only one of the word.
        """
        same = self._by_key.get(one.key, [])
        if same:
            return self._among(same, one), _SURE if same[0].annex.span else _ABSENT
        near = self._by_part.get(one.key[1] if one.number else one.key[0], [])
        if near and (len(near) == 1 or not one.number):
            return near[0], _LIKELY
        return self._add(_label(self._read, one), self._titled(one), one.key), _ABSENT

    def _add(self, label: str, span: Span | None, key: tuple[str, str]) -> _Held:
        head = re.sub(r"\s", "", self._read.text[span.start : min(span.end, span.start + _WIDE)]) if span else ""
        held = _Held(Annex(label, span), key, head)
        self.held.append(held)
        self._by_key.setdefault(key, []).append(held)
        for part in key if span else ():
            self._by_part.setdefault(part, []).append(held)
        return held

    def _among(self, same: Sequence[_Held], one: Citation) -> _Held:
        """
        Choose among annexes of one name: the one with the title cited, else the next behind the citation.
        """
        titles = self._titles_of(one)
        for held in same[:_MOST_TITLES]:
            if any(title in held.head for title in titles):
                return held
        behind = (held for held in same[:_MOST_TITLES] if held.annex.span and held.annex.span.start > one.span.start)
        return next(behind, same[0])

    def _titles_of(self, one: Citation) -> list[str]:
        text = self._read.text
        ahead = _TITLE_AHEAD.search(text, max(0, one.span.start - 40), one.span.start)
        found = (_TITLE.match(text, one.span.end), ahead)
        return [re.sub(r"\s", "", hit["title"]) for hit in found if hit]

    def _titled(self, one: Citation) -> Span | None:
        """
        Find a line that is the title of the annex cited, where it stands without the word for annex.
        """
        title = _TITLE.match(self._read.text, one.span.end)
        if title is None or self._titles >= _MOST_TITLES:
            return None
        self._titles += 1
        letters = r" ?".join(map(re.escape, re.sub(r"\s", "", title["title"])))
        found = re.compile(rf"\n[ #*<\[]*{letters}[ \])>*]*\n").search(self._read.text, one.span.end)
        return Span(found.start() + 1, found.end() - 1) if found else None


def annexes(read: Text, cited: Sequence[Citation]) -> tuple[list[Annex], list[Reference]]:
    """
    Lead every citation to its annex; an annex without text is only cited.
    """
    shelf = _Shelf(read)
    references: list[Reference] = []
    spans: dict[int, list[Span]] = {}
    for one in cited:
        held, certainty = shelf.find(one)
        words = read.text[one.span.start : one.span.end]
        references.append(Reference(one.span, "annex", words, held.annex.span, None, None, certainty))
        spans.setdefault(id(held), []).append(one.span)
        if one.relied and not held.annex.relied_on:
            held.annex = replace(held.annex, relied_on=True)
    return [replace(held.annex, cited=tuple(spans.get(id(held), ()))) for held in shelf.held], references


def missing(found: Sequence[Annex]) -> list[str]:
    """
    Name the annexes whose content counts and that are not there.
    """
    return list(dict.fromkeys(annex.label for annex in found if annex.span is None and annex.relied_on))


def _label(read: Text, one: Citation) -> str:
    """
    Give the printed name without brackets.
    """
    words = re.sub(r"[\[\]<>()\"]", " ", read.text[one.span.start : one.span.end])
    words = re.sub(r" {2,}", " ", words).strip()
    return words if any(letter in words for letter in one.word[:2]) else f"{one.word} {one.number}"


def _split(label: str) -> tuple[str, str]:
    """
    Read "별지 제3호" as 별지 and 3.
    """
    found = re.match(
        r"([^\W\d]+?)(?:s|es)?(?: |제|第|(?=\d)|$)[ 제第]*([\w.()-]*?)(?: ?호)?(?: ?서식)?(?:의 ?\d)?$", label.strip()
    )
    return key_of(found[1], found[2]) if found else key_of(label, "")
