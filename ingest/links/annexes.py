"""
Find the annexes of a document, where they are cited, and which of them are missing: 별지 제3호, 별첨, Exhibit A, 別紙1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.document import Annex, Level, Reference, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.links.places import Place
    from ingest.links.references import Text

_KOREAN_NUMBER: Final = r"(?: ?제? {0,2}[\[(<]? ?(?P<number>\d{1,2}|[A-Z](?![A-Za-z])|[IVX]{1,4}(?![A-Za-z])|[가나다라마바사아](?=[ \])]))(?: ?-\d{1,2})?(?: ?호)?(?: ?[\])>])?)"
_CITED: Final = re.compile(
    rf"(?P<open>[\[<(])? ?(?P<word>별 {{0,2}}지|별 {{0,2}}첨|별 {{0,2}}표|부속 ?합의서|부 ?속 ?서(?!류)|부 ?속 ?명세서|붙 ?임|첨 ?부)(?![가-힣]*[하된할해될됨되했])"
    rf"{_KOREAN_NUMBER}?(?P<form> ?서식)?(?P<close> ?[\])>])?"
    r"|(?P<ja>別紙|別表|別添|付属書|附属書|添付資料)(?P<ja_number>[ 第]?\d{1,2}|[●○]+)?"
)
_ENGLISH: Final = re.compile(
    r"(?<![A-Za-z])(?P<word>Exhibit|EXHIBIT|Schedule|SCHEDULE|Annex|ANNEX|Appendix|APPENDIX|Attachment|ATTACHMENT|Annexure|ANNEXURE)(?:s|S|es|ES)? "
    r"\"?(?P<number>[A-Z](?:-?\d{1,2})?(?![A-Za-z.])|\d{1,2}(?:\.\d{1,2}(?!\d))?(?:\([a-z]\))?(?![\dA-Z])|[IVX]{1,4}(?:-[A-Z\d])?(?![A-Za-z]))\"?"
)
_AND: Final = re.compile(
    r"\"?(?:,| and| or|, and| 및|·|,? ?내지|와|과| through| to) ?\"?(?P<number>[A-Z](?:-?\d{1,2})?(?![A-Za-z.])|\d{1,2}(?![\d.]*[가-힣%]))\"?(?! ?[A-Za-z]*(?:day|year|month))"
)
_SERIES: Final = re.compile(r"through| to|내지")
_PARTICLE: Final = re.compile(
    r" {0,2}(?:[\"']? ?\([^()\n]{1,40}\))?[\"']? ?(?:[가-힣A-Za-z·\" ]{0,40}?)(?:에|의|와|과|을|를|은|는|이|가|로|으로|기재|참조|참고|에서|대로)(?![가-힣]{3})"
)
_STATUTE_AHEAD: Final = re.compile(
    r"(?:법률?|시행령|시행규칙|규칙|규정|고시|훈령|예규|지침|법령|기준|영)\"?(?:\)|의)? ?(?:\([^()\n]{1,40}\) ?)?[\[<(]?$"
)
_RELIED: Final = re.compile(
    r"[^.;\n]{0,40}?(?:에 ?(?:따[르른라름]|의[하한해거함]|정[한하함]|기재|명시|규정|표시|열거|포함|첨부|나타|제시)|에서 ?(?:정|규정|명시|지정)|[와과] ?같|대로|참조|기재|"
    r"으?로 ?(?:한다|함|정한다|갈음|합니다|별도)|로서|[을를] ?(?:따르|준수|적용)|[이가] ?우선|記載|(?:に|の)(?:定め|従|よ|とおり|通り|記載|規定))"
)
_RELIED_AHEAD: Final = re.compile(
    r"(?:set (?:forth|out)|specified|described|listed|stated|provided|contained|included|identified|defined|detailed|itemized|shown|in accordance with|pursuant to|under|"
    r"as per|subject to|comply with|accordance with the \w+ (?:in|of)|according to|attached (?:hereto )?as|annexed (?:hereto )?as|incorporated)(?: (?:in|on|under|by|within|at))?(?: the)?(?: attached)? ?[\"(]*$",
    re.IGNORECASE,
)
_FORM: Final = re.compile(r"(?:form|copy|example|template|sample|substantially)[^.;\n]{0,60}$", re.IGNORECASE)
_OUTSIDE_ENGLISH: Final = re.compile(
    r",?\s(?:of|to|in)\s(?:the|such|its|that|Regulation|Form|Subpart|Part)\s(?!Agreement\b|Contract\b)(?:[A-Z][\w.&-]* ?){1,8}|\.\d|[A-Z]{0,2} (?:filed|to the Form)"
)
_OFFICIAL: Final = re.compile(r"(?:Schedule|SCHEDULE) (?:13[DG]|TO|K-1)|(?:Exhibit|EXHIBIT) (?:\d{1,2}\.\d|[2-9]\d)")
_FILLED: Final = re.compile(r"[가-힣A-Za-z぀-ヿ一-鿿\d]")
_TITLE: Final = re.compile(
    r"[\])>]?[\"']? ?(?P<title>[가-힣A-Za-z·() ]{4,40}?(?:계약서|합의서|명세서|내역서|기준|조건|목록|표|서|약관))"
)
_WIDE: Final = 80


@dataclass(frozen=True, slots=True)
class Citation:
    """
    Hold one place that cites an annex; `relied` where the sentence takes its content from there.
    """

    span: Span
    word: str
    number: str
    relied: bool

    @property
    def key(self) -> tuple[str, str]:
        """
        Compare annexes by word and number.
        """
        return _key(self.word, self.number)


def citations(read: Text) -> Iterator[Citation]:
    """
    Walk over the places that cite an annex; headings of annexes and annexes of laws are none.
    """
    for found in _CITED.finditer(read.text):
        one = _japanese(read, found) if found["ja"] else _korean(read, found)
        if one is not None:
            yield one
            yield from _further(read, one)
    for found in _ENGLISH.finditer(read.text):
        if _is_cited_english(read, found):
            one = Citation(
                Span(found.start(), found.end()), found["word"], found["number"], _relied_english(read, found)
            )
            yield one
            yield from _further(read, one)


def annexes(read: Text, cited: Sequence[Citation]) -> tuple[list[Annex], list[Reference]]:
    """
    Join the annexes that are there with those that are cited, and lead every citation to its annex.
    """
    present = [place for place in read.places.every if place.clause.level is Level.ANNEX]
    found: list[Annex] = [Annex(place.clause.number, place.span) for place in present]
    keys = [_split(place.clause.number) for place in present]
    references: list[Reference] = []
    for one in cited:
        at, certainty = _match(one, keys, present)
        if at is None:
            title = _titled(read, one)
            at = next((index for index, annex in enumerate(found) if annex.span is None and _same(annex, one)), None)
            if at is None:
                found.append(Annex(_label(read, one), title))
                keys.append(one.key)
                at = len(found) - 1
        references.append(
            Reference(
                one.span, "annex", read.text[one.span.start : one.span.end], found[at].span, None, None, certainty
            )
        )
        found[at] = replace(found[at], cited=(*found[at].cited, one.span), relied_on=found[at].relied_on or one.relied)
    return found, references


def missing(found: Sequence[Annex]) -> list[str]:
    """
    Name the annexes whose content counts and that are not there.
    """
    return list(dict.fromkeys(annex.label for annex in found if annex.span is None and annex.relied_on))


def _korean(read: Text, found: re.Match[str]) -> Citation | None:
    """
    Read "[별지 제3호]에 따른다"; None for a heading, an annex of a law and words like 첨부하여.
    """
    text, span = read.text, _bounds(found)
    word, number = found["word"].replace(" ", ""), found["number"] or ""
    if _opens_annex(read, span) or _STATUTE_AHEAD.search(text, max(0, span.start - 30), span.start):
        return None
    behind = text[span.end : read.sentences.around(span.start).end]
    enclosed = bool(found["open"] and found["close"])
    if word in {"첨부", "붙임", "부속합의서"} and not number and not enclosed:
        return None
    if not number and not enclosed and not _PARTICLE.match(behind):
        return None
    relied = (
        bool(_RELIED.match(behind)) and not found["form"] and "서식" not in behind[:8] and "양식" not in behind[:12]
    )
    return Citation(span, word, number, relied)


def _bounds(found: re.Match[str]) -> Span:
    """
    Leave out a bracket that is not closed behind the annex.
    """
    enclosed = found["open"] and (found["close"] or found.group().rstrip()[-1] in "])>")
    return Span(found.start("open") if enclosed else found.start("word"), found.end())


def _japanese(read: Text, found: re.Match[str]) -> Citation | None:
    """
    Read "別紙1に定める".
    """
    span = Span(found.start(), found.end())
    if _opens_annex(read, span):
        return None
    behind = read.text[span.end : read.sentences.around(span.start).end]
    return Citation(span, found["ja"], (found["ja_number"] or "").strip(" 第"), bool(_RELIED.match(behind)))


def _further(read: Text, one: Citation) -> Iterator[Citation]:
    """
    Read on from "Exhibits A and B", "부속서 A 내지 C".
    """
    last = one
    while last.number and (link := _AND.match(read.text, last.span.end)) is not None:
        if _SERIES.search(link.group()) and link["number"].isalpha() and last.number.isalpha():
            for code in range(ord(last.number[0]) + 1, ord(link["number"][0])):
                yield replace(one, span=Span(link.start("number"), link.end("number")), number=chr(code))
        last = replace(one, span=Span(link.start("number"), link.end("number")), number=link["number"])
        yield last


def _opens_annex(read: Text, span: Span) -> bool:
    """
    Tell whether the words are the heading of an annex.
    """
    return any(start in read.places.heads for start in range(span.start, min(span.end, span.start + 3)))


def _is_cited_english(read: Text, found: re.Match[str]) -> bool:
    """
    Tell whether English words cite an annex of this document.
    """
    if _opens_annex(read, Span(found.start(), found.end())) or _OFFICIAL.match(found.group()):
        return False
    line = read.text.rfind("\n", 0, found.start()) + 1
    alone = not _FILLED.search(read.text, line, found.start()) and not _FILLED.search(
        read.text, found.end(), max(found.end(), read.text.find("\n", found.end()))
    )
    return not alone and not _OUTSIDE_ENGLISH.match(read.text, found.end())


def _relied_english(read: Text, found: re.Match[str]) -> bool:
    """
    Tell whether the sentence takes content from the annex, and not merely its form.
    """
    sentence = read.sentences.around(found.start())
    ahead = read.text[max(sentence.start, found.start() - _WIDE) : found.start()]
    return bool(_RELIED_AHEAD.search(ahead)) and not _FORM.search(ahead)


def _match(one: Citation, keys: Sequence[tuple[str, str]], present: Sequence[Place]) -> tuple[int | None, float]:
    """
    Find the annex that is cited: by word and number, else the only one of that number, else the only one at all.
    """
    same = [at for at in range(len(present)) if keys[at] == one.key]
    if same:
        behind = [at for at in same if present[at].span.start > one.span.start]
        return (behind or same)[0], 1.0
    if one.number:
        numbered = [at for at in range(len(present)) if keys[at][1] == one.key[1]]
        return (numbered[0], 0.6) if len(numbered) == 1 else (None, 0.9)
    worded = [at for at in range(len(present)) if keys[at][0] == one.key[0]]
    if worded:
        return worded[0], 0.6
    return (None, 0.9)


def _titled(read: Text, one: Citation) -> Span | None:
    """
    Find a line that is the title of the annex cited, where it stands without the word for annex.
    """
    title = _TITLE.match(read.text, one.span.end)
    if title is None:
        return None
    wanted = re.sub(r"\s", "", title["title"])
    for place in read.places.every:
        head = re.sub(r"\s", "", read.text[place.span.start : place.span.start + _WIDE])
        if place.span.start > one.span.end and head.startswith(wanted):
            return place.span
    found = re.search(rf"\n[ #*<\[]*{r' ?'.join(map(re.escape, wanted))}", read.text[one.span.end :])
    return Span(one.span.end + found.start() + 1, one.span.end + found.end()) if found else None


def _label(read: Text, one: Citation) -> str:
    """
    Give the printed name without brackets.
    """
    words = re.sub(r"[\[\]<>()\"]", " ", read.text[one.span.start : one.span.end])
    words = re.sub(r" {2,}", " ", words).strip()
    return words if any(letter in words for letter in one.word[:2]) else f"{one.word} {one.number}"


def _same(annex: Annex, one: Citation) -> bool:
    """
    Tell whether a missing annex is the one cited.
    """
    return _split(annex.label) == one.key


def _split(label: str) -> tuple[str, str]:
    """
    Read "별지 제3호" as 별지 and 3.
    """
    found = re.match(
        r"([^\W\d]+?)(?:s|es)?(?: |제|第|(?=\d)|$)[ 제第]*([\w.()-]*?)(?: ?호)?(?: ?서식)?(?:의 ?\d)?$", label.strip()
    )
    return _key(found[1], found[2]) if found else _key(label, "")


def _key(word: str, number: str) -> tuple[str, str]:
    """
    Fold word and number.
    """
    return word.replace(" ", "").lower(), number.strip(" 제호第()[]").upper()
