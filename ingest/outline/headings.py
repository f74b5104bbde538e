"""
Find the headings that divide an agreement: 편 장 절 조, Article, Section, numbered titles, annexes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Level
from ingest.outline.marks import Mark, TextLine
from ingest.outline.numerals import KANJI, roman, written_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEVELS: Final = {"편": Level.PART, "장": Level.CHAPTER, "절": Level.SECTION, "관": Level.SECTION, "조": Level.ARTICLE}
_HANJA: Final = {"条": "조", "條": "조", "章": "장", "節": "절", "編": "편"}
KOREAN: Final = late.pattern(
    rf"[제第] {{0,3}}(\d{{1,3}}|[{KANJI}]{{1,5}}) {{0,3}}([편장절관조条條章節編])(?: ?[의の] ?(\d{{1,2}}|[{KANJI}]{{1,2}})(?!\d| ?[년월일개항호]))?\**"
)
_BRACKETED: Final = late.pattern(
    r" {0,3}(?:\((?:[^()\n]|\([^()\n]{0,60}\)){1,90}\)|\[[^\[\]\n]{1,90}\]|<[^<>\n]{1,90}>)\**"
)
_REFERS: Final = late.pattern(
    r"(?:에|의|를|을|와|과|은|는|가|로|으로|부터|까지|및|또는|내지|이나|나|도|만|,|·|~|"
    r" {0,2}(?:및|또는|내지|부터|까지|에 |의 |와 |과 |제 ?\d+ ?[항호조]|각 ?[항호]|단서|본문|[ ,~·-]*제 ?\d+ ?조)"
    r"|[のにをとはがで、]|から|まで|および|及び|又は|または|ないし|第?\d+[項号])"
)
PARTICLE: Final = late.pattern(r"(?:에|의|를|을|와|과|은|는|가|로|으로|부터|까지)(?![가-힣])|에서|에도|에는|에 ")
_GOES_ON: Final = late.pattern(r" {0,2}(?:제 ?\d+ ?[항호]|및 제|또는 제|내지 제|, 제)")
_LEADER: Final = late.pattern(r"[.·\-_ ]{3,}\d{1,3}$")
_DELETED: Final = late.pattern(r" ?(?:내지|부터|~|-|및) ?제? ?\d+ ?조(?: ?까지)? ?[(<\[ ] ?삭 ?제")
_SENTENCE: Final = late.pattern(r"(?:다|요|음|함)[.)]?$|\.$|[;:,。]$|。|[はをが]、")
_TITLE_LIMIT: Final = 40
_ENGLISH: Final = late.pattern(
    r"(ARTICLE|Article|SECTION|Section|CLAUSE|Clause) +(\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,7})\b\.?(?!\()\**"
)
_ENGLISH_TITLE: Final = late.pattern(r" *[-:.]? *\(([^()\n]{1,80})\)|[ -:.]*(?=[A-Z\"'*_\[]|$)")
_DECIMAL: Final = late.pattern(
    r"([1-9]\d?(?:\.\d{1,2}){1,3})\.?(?=[ *]+\S|[A-Z](?:[a-z]|[A-Z]{3})|\"[A-Z])(?! *(?:%|(?:배|개|개월|년|월|일|주|원|명|인|퍼센트|억|만)(?![가-힣])|percent|x\b))[ *]*"
)
_NUMBERED: Final = late.pattern(r"(\d{1,2})\.\** *(?=[^\d .])[*_]*")
_ANNEX: Final = late.pattern(
    r"(?P<open>[\[<(])? ?(?P<word>별 {0,2}지|별 {0,2}첨|별 {0,2}표|부 ?속 ?서|붙 ?임|첨 ?부|부 {0,4}칙|부 ?록|附 ?則|付 ?則|別 ?紙|別 ?表|別 ?添|"
    r"ANNEX|Annex|SCHEDULE|Schedule|EXHIBIT|Exhibit|APPENDIX|Appendix|ATTACHMENT|Attachment)"
    r" ?(?P<number>(?:제 ?)?[\[(<]? ?(?:\d{1,2}|[A-Z](?![A-Za-z])|[IVX]{1,4}(?![A-Za-z])|[가나다라마바사아자차카타파하](?![가-힣]))? ?[\])>]?(?: ?호)?(?: ?서식)?(?:의 ?\d)?)"
    r"(?P<close> ?[\])>])?"
)
_ANNEX_REFERS: Final = late.pattern(
    r"(?:에|의|를|을|와|과|은|는|이|가|로|으로|등|및|,|·|"
    r" {0,2}(?:에 |의 |와 |과 |및 |또는 |참조|기재|[のにをとはがで、]|記載|参照|所定|shall|is |are |of |to |and |or |sets|which|\([a-z]\)))"
)
# What an annex without a number is called: 별첨 운영기준, 부속서 대금 지급 조건.
_ANNEX_TITLE: Final = late.pattern(
    r" ?(?:[가-힣]+ ){0,4}[가-힣]*(?:기준|조건|규정|지침|명세서?|계획서?|목록|사항|요령|내역서?|특약|합의서?|일정표?|요건|약정서?|범위)"
)
_PART: Final = late.pattern(r"(PART|CHAPTER|Part|Chapter) +(\d{1,2}|[IVX]{1,5}|[A-Z])\b")


def headings_of(lines: Iterable[TextLine]) -> Iterator[Mark]:
    """
    Walk over every line that has the form of a heading.
    """
    for line in lines:
        mark = _annex(line) or _korean(line) or _english(line) or _numbered(line)
        if mark is not None:
            yield mark


def _korean(line: TextLine) -> Mark | None:
    """
    Read "제8조의2(제목)" and its kin; None where the words go on as a reference.
    """
    found = KOREAN.match(line.text)
    if found is None:
        return None
    number, unit, branch = found.groups()
    count = written_number(number)
    value: tuple[int, ...] = (count, written_number(branch)) if branch else (count,)
    label = f"第{number}{unit}" + (f"の{value[1]}" if branch else "")
    unit = _HANJA.get(unit, unit)
    if line.text[0] == "제":
        label = f"제{number}{unit}" + (f"의{branch}" if branch else "")
    rest = line.text[found.end() :]
    title = _title(rest)
    if title is None or _LEADER.search(rest):
        return None
    heading, used, sure = title
    return Mark(line.start, line.start + found.end() + used, unit, value, label, heading, _LEVELS[unit], sure)


def _title(rest: str) -> tuple[str, int, bool] | None:
    """
    Read the title behind the number of an article: its words, its length, and whether the form leaves no doubt.
    """
    if _DELETED.match(rest):
        return "삭제", len(rest), True
    bracketed = _BRACKETED.match(rest)
    if bracketed:
        if PARTICLE.match(rest, bracketed.end()):
            return None
        return bracketed.group().strip(" *")[1:-1].strip(), bracketed.end(), not _GOES_ON.match(rest, bracketed.end())
    if _REFERS.match(rest):
        return None
    words = rest.strip(" .:-*")
    if len(words) <= _TITLE_LIMIT and not _SENTENCE.search(words) and not words[:1].isdigit():
        return (words, len(rest), not words or rest[:1] in " .:") if words[:1] != "①" else ("", 0, True)
    return ("", 0, False) if rest[:1] in " .:" else None


def _english(line: TextLine) -> Mark | None:
    """
    Read "Article 5 (Title)", "SECTION 2. Title" and "Section 2.3 Title. Text".
    """
    found = _ENGLISH.match(line.text)
    title = _ENGLISH_TITLE.match(line.text, found.end()) if found else None
    if found is None or title is None:
        return None
    word, number = found.groups()
    value = (roman(number) or 0,) if number[0] in "IVXLC" else tuple(int(part) for part in number.split("."))
    if 0 in value[:1]:
        return None
    heading, body = (title.group(1), title.end()) if title.group(1) else _short_title(line.text, title.end())
    level = Level.ARTICLE if len(value) == 1 else Level.PARAGRAPH
    label = f"{word.capitalize()} {number}"
    return Mark(line.start, line.start + body, word.lower(), value, label, heading, level)


def _numbered(line: TextLine) -> Mark | None:
    """
    Read "2.3 …" and "2. …"; the latter only stands as a heading where nothing better divides the text.
    """
    found = _DECIMAL.match(line.text)
    if found:
        value = tuple(int(part) for part in found.group(1).split("."))
        heading, body = _short_title(line.text, found.end())
        return Mark(line.start, line.start + body, "decimal", value, found.group(1), heading, Level.PARAGRAPH)
    found = _NUMBERED.match(line.text)
    if not found:
        return None
    heading, body = _short_title(line.text, found.end())
    value = (int(found.group(1)),)
    return Mark(line.start, line.start + body, "number", value, found.group(1), heading, Level.ARTICLE, sure=False)


_SHORT: Final = late.pattern(r"([^.:\n]{1,60})(?:\.\**(?= |$)|:\**(?= |$)|$)")
_VERB: Final = late.pattern(
    r"다$|\b(?:shall|is|are|may|will|must|has|have|means|needs?|governs?|bears?|keeps?|can|does|do)\b"
)


def _short_title(text: str, at: int) -> tuple[str, int]:
    """
    Take the words up to the first full stop as a title if they are few and no sentence.
    """
    found = _SHORT.match(text, at)
    if found is None or _VERB.search(found.group(1).strip()):
        return "", at
    return found.group(1).strip(' *_"'), found.end()


def _is_title(rest: str) -> bool:
    """
    Tell whether the words behind the word for an annex end the line as its title, or do not stand there at all.
    """
    return not rest.strip() or rest.lstrip()[0] in ":.-" or bool(_ANNEX_TITLE.fullmatch(rest.rstrip()))


def _annex(line: TextLine) -> Mark | None:
    """
    Read "[별지 1]", "부속서 A 작업명세", "Schedule 2 - …"; None where the annex is merely mentioned.
    """
    found = _ANNEX.match(line.text)
    if found is None:
        return None
    if found["close"] and not found["open"]:
        return None
    rest = line.text[found.end() :]
    enclosed = bool(found["open"] and (found["close"] or found["number"].rstrip().endswith((")", "]", ">"))))
    if enclosed and PARTICLE.match(rest):
        return None
    if (
        not enclosed
        and (_ANNEX_REFERS.match(rest) or _SENTENCE.search(rest.rstrip()[-3:]))
        and not rest.lstrip().startswith((":", "- ", "– "))
    ):
        return None
    if not (enclosed or found["number"].strip() or _is_title(rest)):
        return None
    number = re.sub(r"[\[\]()<>]", "", found["number"]).strip()
    label = " ".join(filter(None, (re.sub(" ", "", found["word"]), number)))
    heading, _ = _short_title(rest.lstrip(" :.-)]>"), 0)
    return Mark(line.start, line.start + found.end(), "annex", (), label, heading[:60], Level.ANNEX)
