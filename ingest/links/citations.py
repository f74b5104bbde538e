"""
Find where a text cites an annex: "별지 제3호에 따른다", "[별첨]", "set forth in Exhibit A", 別紙1に定める.

An annex of a law (시행령 별표 1) is none, nor is the heading of an annex, nor 첨부하여.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.links.references import Text

_KOREAN_NUMBER: Final = r"(?: ?제? {0,2}[\[(<]? ?(?P<number>\d{1,2}|[A-Z](?![A-Za-z])|[IVX]{1,4}(?![A-Za-z])|[가나다라마바사아](?=[ \])]))(?: ?-\d{1,2})?(?: ?호)?(?: ?[\])>])?)"
_CITED: Final = late.pattern(
    rf"(?P<open>[\[<(])? ?(?P<word>별 {{0,2}}지|별 {{0,2}}첨|별 {{0,2}}표|부속 ?합의서|부 ?속 ?서(?!류)|부 ?속 ?명세서|붙 ?임|첨 ?부)(?![가-힣]*[하된할해될됨되했])"
    rf"{_KOREAN_NUMBER}?(?P<form> ?서식)?(?P<close> ?[\])>])?"
    r"|(?P<ja>別紙|別表|別添|付属書|附属書|添付資料)(?P<ja_number>[ 第]?\d{1,2}|[●○]+)?"
)
_ENGLISH: Final = late.pattern(
    r"(?<![A-Za-z])(?P<word>Exhibit|EXHIBIT|Schedule|SCHEDULE|Annex|ANNEX|Appendix|APPENDIX|Attachment|ATTACHMENT|Annexure|ANNEXURE)(?:s|S|es|ES)? "
    r"\"?(?P<number>[A-Z](?:-?\d{1,2})?(?![A-Za-z]|\.\d)|\d{1,2}(?:\.\d{1,2}(?!\d))?(?:\([a-z]\))?(?![\dA-Z])|[IVX]{1,4}(?:-[A-Z\d])?(?![A-Za-z]))\"?"
)
_AND: Final = late.pattern(
    r"\"?(?:,| and| or|, and| 및|·|,? ?내지|와|과| through| to) ?\"?(?P<number>[A-Z](?:-?\d{1,2})?(?![A-Za-z]|\.\d)|\d{1,2}(?![\d.]*[가-힣%]))\"?(?! ?[A-Za-z]*(?:day|year|month))"
)
_SERIES: Final = late.pattern(r"through| to|내지")
_PARTICLE: Final = late.pattern(
    r" {0,2}(?:[\"']? ?\([^()\n]{1,40}\))?[\"']? ?(?:[가-힣A-Za-z·\" ]{0,40}?)(?:에|의|와|과|을|를|은|는|이|가|로|으로|기재|참조|참고|에서|대로)(?![가-힣]{3})"
)
_STATUTE_AHEAD: Final = late.pattern(
    r"(?:법률?|시행령|시행규칙|규칙|규정|고시|훈령|예규|지침|법령|기준|영)\"?(?:\)|의)? ?(?:\([^()\n]{1,40}\) ?)?[\[<(]?$"
)
_RELIED: Final = late.pattern(
    r"[이가] ?우선|(?:(?!하고|하여|하며|제출|작성|교부|상충|상이)[^.;\n]){0,30}?"
    r"(?:에 ?(?:따[르른라름]|의[하한해거함]|정[한하함]|기재|명시|규정|표시|열거|포함|첨부|나타|제시)|에서 ?(?:정|규정|명시|지정)|[와과] ?같|대로|참조|기재"
    r"|으?로 ?(?:한다|함|정[한하]|갈음|합니다|별도|제시)|로서|[을를] ?(?:따[르른]|준수|적용)|記載|所定|(?:に|の)(?:定め|従|よ|とおり|通り|規定|性能))"
)
_RELIED_AHEAD: Final = late.pattern(
    r"(?:set (?:forth|out)|specified|described|listed|stated|provided|contained|included|identified|defined|detailed|itemized|shown|in accordance with|pursuant to|under|"
    r"as per|subject to|comply with|accordance with the \w+ (?:in|of)|according to|attached (?:hereto )?as|annexed (?:hereto )?as|incorporated)(?: (?:in|on|under|by|within|at))?(?: the)?(?: attached)? ?[\"(]*$",
    re.IGNORECASE,
)
_FORM: Final = late.pattern(r"(?:form|copy|example|template|sample|substantially)[^.;\n]{0,60}$", re.IGNORECASE)
_OUTSIDE_ENGLISH: Final = late.pattern(
    r",?\s(?:of|to|in)\s(?:the|such|its|that|Regulation|Form|Subpart|Part)\s(?!Agreement\b|Contract\b)(?:[A-Z][\w.&-]* ?){1,8}|\.\d|[A-Z]{0,2} (?:filed|to the Form)"
)
_OFFICIAL: Final = late.pattern(r"(?:Schedule|SCHEDULE) (?:13[DG]|TO|K-1)|(?:Exhibit|EXHIBIT) (?:\d{1,2}\.\d|[2-9]\d)")
_FILLED: Final = late.pattern(r"[가-힣A-Za-z぀-ヿ一-鿿\d]")
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
        return key_of(self.word, self.number)


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


def key_of(word: str, number: str) -> tuple[str, str]:
    """
    Fold the word for an annex and its number, so that they can be compared.
    """
    return word.replace(" ", "").lower(), number.strip(" 제호第()[]").upper()
