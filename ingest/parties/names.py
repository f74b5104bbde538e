"""
Recognise the names of companies, funds, public bodies and people.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORM: Final = r"(?:주식회사|유한회사|유한책임회사|합자회사|합명회사|농업회사법인|사단법인|재단법인|\([주유재사]\))"
_WORD: Final = r"[가-힣A-Za-z0-9&·.\-○*]{1,30}"
_SUFFIX: Final = (
    r"(?:주식회사|유한회사|유한책임회사|\([주유]\)|가부시키가이샤|(?:[가-힣]*투자)?조합(?: ?(?:제 ?)?\d+ ?호)?|펀드(?: ?제? ?\d+ ?호)?|공사|공단|진흥원|연구원|"
    r"[가-힣]*대학교|산학협력단|[가-힣]*병원|[가-힣]*의료원|[가-힣]*기술원|[가-힣]*센터|테크노파크|재단|협회|연구소|은행|(?:특별시|광역시)(?! ?[가-힣]{1,5}[구군] ))"
)
KOREAN: Final = late.pattern(rf"{_FORM} ?{_WORD}|(?:[가-힣A-Za-z0-9&]{{2,12}} ){{0,2}}{_WORD} ?{_SUFFIX}(?![가-힣])")
_JOINED: Final = late.pattern(rf"{_FORM} ?{_WORD}|{_WORD} ?{_SUFFIX}(?![가-힣])")
_KANJI: Final = "[一-龥々〇ァ-ヶーＡ-Ｚａ-ｚA-Za-z0-9&・]"
_JAPANESE_FORM: Final = (
    r"(?:株式会社|有限会社|合同会社|合名会社|合資会社|国立大学法人|学校法人|一般社団法人|一般財団法人|国立研究開発法人)"
)
JAPANESE: Final = late.pattern(
    rf"{_JAPANESE_FORM} ?[一-龥々ぁ-んァ-ヶーA-Za-z0-9&・]{{1,30}}|{_KANJI}{{1,30}}(?:{_JAPANESE_FORM}|投資事業有限責任組合|大学)"
)
_BEHIND: Final = r"(?=(?:은|는|이|가|을|를|와|과|의|에|에게|간|및)?(?![가-힣]))"
_EACH: Final = late.pattern(rf"{_FORM} ?{_WORD}|{_WORD} ?{_SUFFIX}{_BEHIND}|{_WORD} ?\([주유]\)")
_PARTICLE: Final = late.pattern(r"(?:은|는|이|가|을|를|와|과|의|에|에게|간)$")
_LONG: Final = 5
_INSTITUTION: Final = late.pattern(
    r"(?:조합(?: ?(?:제 ?)?\d+ ?호)?|공단|진흥원|연구원|기술원|대학교|산학협력단|병원|의료원|재단|테크노파크)$"
)
# Particles that no name is likely to end with where they fit the syllable before.
_BEHIND_CONSONANT, _BEHIND_VOWEL = ("은", "을", "과"), ("는", "를", "와")
_VERBAL: Final = late.pattern(r"(?:니다\.?|하는|되는|된|한|둔|법인인|회사인|있는|위한|대한|관한|등록한|설립한)$")
_LEGAL: Final = (
    r"(?:plc|(?=[A-Z])(?i:Co\.,? ?Ltd\.?|Pte\.? ?Ltd\.?|Pty\.? ?Ltd\.?|Ltd\.?|Limited|Inc\.?|Incorporated|Corp\.?|Corporation|LLC|L\.L\.C\.|LLP|L\.P\.|LP|plc|PLC|GmbH|"
    r"AG|S\.A\.|B\.V\.|N\.V\.|Company|Bank|University|Fund(?: No\. ?\d+)?|Association|Foundation|Trust|K\.K\.))"
)
_CAPITAL: Final = r"[A-Z0-9][\w&.'’\-]*"
_NOT_NAMES: Final = r"\b(?!(?:BETWEEN|AND|BY|DATED|From|Between|Dear|To)\b)"
ENGLISH: Final = late.pattern(
    rf"{_NOT_NAMES}{_CAPITAL}(?: {_NOT_NAMES}(?:{_CAPITAL}|&|and|of|for|the)){{0,7}}?,? {_LEGAL}(?![\w])(?:,? (?:[IVX]{{1,4}}|No\. ?\d+|{_LEGAL})(?![\w]))*"
)
_KOREAN_PEOPLE: Final = late.pattern(r"[가-힣]{2,4}(?: ?[,·및] ?[가-힣]{2,4})*|[가-힣](?: [가-힣]){1,3}")
_ENGLISH_PERSON: Final = r"[A-Z][A-Za-z]+(?:[ -][A-Za-z]+){1,3}"
_ENGLISH_PEOPLE: Final = late.pattern(rf"{_ENGLISH_PERSON}(?:(?:, | and ){_ENGLISH_PERSON})*")
_ENGLISH_FORM: Final = r"(?i:Co\.,? ?Ltd\.?|Pte\.? ?Ltd\.?|Pty\.? ?Ltd\.?|Ltd\.?|Limited|Inc\.?|Corp\.?|LLC|LLP|L\.P\.|plc|PLC|GmbH|S\.A\.|B\.V\.|N\.V\.)"
_FORMS: Final = late.pattern(rf"{_FORM}|{_JAPANESE_FORM}|,? ?{_ENGLISH_FORM}$|가부시키가이샤")
_PREFIXED: Final = late.pattern(rf"{_FORM} ?{_WORD}$")
_SUFFIXED: Final = late.pattern(rf"{_WORD} ?{_SUFFIX}$")
_BEFORE_PREFIX: Final = late.pattern(rf"(?P<word>{_WORD}) (?P<name>{_FORM} (?P<core>{_WORD}))")
_PARTICLES: Final = frozenset({"와", "과", "및", "간", "은", "는", "이", "가", "의", "둔"})
# Words of blank forms that stand where a name will be written, and things that look as short as a name.
_NOT_PEOPLE: Final = late.pattern(
    r"주소|성명|상호|회사|대표|연락|전화|번호|[가-힣](?:도인|수인|대인|차인|용자|업자|리인|비자|객|자명|사명|설장)$|대금|금액|계약|기간|목적|대리점|가맹점|본부|사업자|기업|기관|법인|단체|이름"
)
_ROLE_WORDS: Final = frozenset({"투자자", "인수인", "투자사", "신주인수인"})
_OFFICE: Final = late.pattern(r"(?:공동 ?)?대표(?:이사|자)?|이사|사장|회장|상무|전무|본부장|본점|주소")
_NO_NAME: Final = late.pattern(r"(?:대표|이사|사장|회장|본점|주소|[가-힣]+(?:시|도|구|군)$)")


def organisation(text: str) -> tuple[int, int] | None:
    """
    Find the name of an organisation; gives where it starts and ends.

    A name at the very end counts first: there a bracket or a line end shows where it stops.
    """
    visible = text.rstrip(" ")
    if japanese := _japanese(visible):
        return japanese
    for form in (_PREFIXED, _SUFFIXED):
        at_end = form.search(visible)
        if at_end and not _verbal(at_end.group()):
            return _widened(text, at_end)
    for found in _JOINED.finditer(text):
        ambiguous = _BEFORE_PREFIX.match(text, found.start())
        if found.group().split(" ", 1)[0] in _ROLE_WORDS and " " in found.group():
            return found.start() + found.group().index(" ") + 1, found.end()
        if ambiguous and (
            _verbal(found.group()) or (_is_label(ambiguous["word"]) and not _NO_NAME.match(ambiguous["core"]))
        ):
            return ambiguous.span("name")
        if not _verbal(found.group()):
            return _widened(text, found)
    found_english = ENGLISH.search(text)
    return found_english.span() if found_english else None


def organisations(part: str, text: str) -> Iterator[tuple[int, int]]:
    """
    Walk over all names of organisations in a part of a text; particles go off names that the text writes without them.
    """
    at = 0
    while found := _EACH.search(part, at):
        start, end = found.span()
        both = _BEFORE_PREFIX.match(part, start)
        if both and _goes_with_the_next(both, text):
            start, end = both.span("name")
        at = end
        if _is_named(part[start:end]):
            yield start, _without_particle(part, start, end, text)
    yield from (found.span() for found in ENGLISH.finditer(part) if has_form(found.group()))


def _goes_with_the_next(both: re.Match[str], text: str) -> bool:
    """
    Tell whether of "발행회사 주식회사 하늘솔" the form belongs to the word behind it.
    """
    if _NO_NAME.match(both["core"]):
        return False
    before = both.group()[: both.start("core") - both.start()].rstrip()
    return _is_label(both["word"]) or text.count(both["name"]) > text.count(before)


def _is_named(name: str) -> bool:
    """
    Tell whether a name shows what it is: 가공사 and 설치공사 end like a public corporation and are none.
    """
    return not _verbal(name) and (has_form(name) or (len(name) >= _LONG and bool(_INSTITUTION.search(name))))


def _without_particle(part: str, start: int, end: int, text: str) -> int:
    """
    Give where a name ends without a particle, if the text has it without: "주식회사 하늘솔은" and "하늘솔이".
    """
    name = part[start:end]
    bare = _PARTICLE.sub("", name)
    if bare == name or not re.match(_FORM, name) or len(core(bare)) <= 1:
        return end
    fits = name[len(bare) :] in (_BEHIND_CONSONANT if _ends_in_consonant(bare) else _BEHIND_VOWEL)
    return start + len(bare) if fits or text.count(core(bare)) > text.count(core(name)) else end


def _ends_in_consonant(word: str) -> bool:
    """
    Tell whether the last syllable of a word ends in a consonant, by its place in Unicode (28 syllables to a vowel).
    """
    return "가" <= word[-1] <= "힣" and (ord(word[-1]) - ord("가")) % 28 > 0


def _japanese(text: str) -> tuple[int, int] | None:
    """
    Find the last Japanese name; a form before the name counts before one behind it ("…である株式会社あおば").
    """
    if "会社" not in text and "法人" not in text and "大学" not in text and "組合" not in text:
        return None
    every = [found.span() for found in JAPANESE.finditer(text)]
    return every[-1] if every else None


def _verbal(name: str) -> bool:
    """
    Tell whether what stands beside the legal form is a verb or a particle: "존속하는 주식회사".
    """
    left = _FORMS.sub("", name).strip()
    if _OFFICE.fullmatch(left):
        return True
    if left and re.match(_FORM, name):
        return False
    return not left or bool(_VERBAL.search(left)) or left in _PARTICLES


def _is_label(word: str) -> bool:
    """
    Tell whether a word before a legal form names a role and not a company.
    """
    return word.endswith(("기업", "업체", "사업자", "기관", "자", "인", "사", "갑", "을", "병", "와", "과"))


def _widened(text: str, found: re.Match[str]) -> tuple[int, int]:
    """
    Take in the words that belong to the name of a fund ("자작나무 스케일업 벤처투자조합 제3호").
    """
    if "조합" not in found.group():
        return found.span()
    before = re.search(r"(?:^|[:,(]|\n|^ ?\d[.)]) ?((?:[가-힣A-Za-z0-9&]{2,12} ){1,3})$", text[: found.start()])
    start = before.start(1) if before else found.start()
    first = text[start:].split(" ", 1)[0]
    return (start + len(first) + 1 if first in _ROLE_WORDS else start), found.end()


def people(text: str) -> tuple[int, int] | None:
    """
    Read a text that is nothing but the names of one or several people.
    """
    stripped = text.strip()
    start = len(text) - len(text.lstrip())
    found = _KOREAN_PEOPLE.fullmatch(stripped) or _ENGLISH_PEOPLE.fullmatch(stripped)
    if found and _NOT_PEOPLE.search(re.sub(r" ", "", stripped)):
        return None
    return (start, start + len(stripped)) if found else None


def has_form(name: str) -> bool:
    """
    Tell whether a name shows a legal form: then it is no natural person's.
    """
    return bool(_FORMS.search(name))


def squeezed(name: str) -> str:
    """
    Give a name without legal form and without blanks, to compare names by.
    """
    return re.sub(r"\s", "", core(name)).casefold()


def core(name: str) -> str:
    """
    Give a name without its legal form: "주식회사 셀브릿지" is 셀브릿지.
    """
    return _FORMS.sub("", name).strip(" ,.()")


def is_part(label: str, name: str) -> bool:
    """
    Tell whether a label is the beginning or the end of a company's own name: 물결데이터 of "주식회사 물결데이터".
    """
    whole = core(name)
    return len(label) > 1 and bool(whole) and has_form(name) and (whole.startswith(label) or whole.endswith(label))
