"""
Tell references to another law or agreement ("상법 제12조", "Section 409A of the Code") from those into the document.
"""

from __future__ import annotations

import re
from typing import Final

from ingest import late

_OWN: Final = late.pattern(
    r"(?:(?<![가-힣])(?:본|이|당|위|동) ?(?:표준)?[가-힣 ]{0,12}?(?:계약|협약|합의|약정|약관|각서|규약|정관|규정|특약)(?:서|사항)?|本契約書?|本覚書|本規約)\"?의? ?$"
)
_LAW: Final = late.pattern(
    r"(?P<name>\"[^\"\n]{2,60}\"|[가-힣A-Za-z·]{0,24}?(?:법률|시행령|시행규칙|법령|법|령|규칙|조례|고시|훈령|예규|헌법|협정|조약)"
    r"|(?:같은|동) ?(?:법률?|영|규칙|고시)|[一-龠ァ-ヶー]{1,20}法)"
    r"(?: ?(?:시행령|시행규칙|施行令|施行規則))?(?: ?[(\[][^()\[\]\n]{1,80}[)\]])?(?:의|の)? ?(?:부칙 ?)?$"
)
_PAPER: Final = late.pattern(
    r"(?P<name>[가-힣A-Za-z·]{0,20}?(?:계약서?|협약서?|합의서?|약정서?|약관|각서|정관|규정|지침|규약|기준|조건|매뉴얼|契約書?|規約|定款))"
    r"\"?(?: ?[(\[][^()\[\]\n]{1,40}[)\]])?(?:의|の)? ?$"
)
_FORMER: Final = late.pattern(r"(?P<name>종전|(?:변경|개정|수정) ?전|당초)의? ?(?:본 ?계약 ?)?$")
_NOT_LAW: Final = late.pattern(
    r"(?:(?<!예)방법|기법|수법|문법|용법|요법|불법|위법|적법|비법|명령|사령|수령|발령|법령|방식)$"
)
_WINDOW: Final = 90

_OF_OWN: Final = late.pattern(
    r",?\s?(?:hereof|herein|hereto|above|below|of (?:this|these|the present)\s|(?:of|in) (?:the|this)\s(?:Agreement|Contract|Terms|Deed)\b(?! dated| between| and))"
)
_OF_OTHER: Final = late.pattern(
    r",?\s?(?:thereof|therein)|(?:\s?\([^()\n]{1,60}\))?,?\s(?:of|in|under|to)\s(?P<name>(?:(?:the|any|such|its|their|each|that|said|Title)\s)?"
    r"(?:(?:(?!Sections?\b|Articles?\b|Clauses?\b)[A-Z][\w&.'-]*|\d{1,4})\s?(?:(?:of|and|the|on|for)\s(?=[A-Z]|the ))*){1,9})"
)
_OTHER_AHEAD: Final = late.pattern(
    r"(?P<name>(?:[A-Z][\w&.'-]* ){0,6}?(?:Act|Code|Regulations?|GDPR|U\.S\.C\.?|C\.F\.R\.?|USC|CFR|CCR|Law|Statutes?|Directive|Agreement|Contract|Lease|Indenture|Plan|L\. No\. [\d-]+))"
    r"(?: of \d{4})?(?: \([^()\n]{1,40}\))?(?:,|'s)?\s?(?:at |in |under )?$"
)
_ANNEXED: Final = late.pattern(r"(?:the )?(?:Exhibit|Schedule|Annex|Appendix|Attachment)\b", re.IGNORECASE)
_HIGHEST_ARTICLE: Final = 100
_OWN_AHEAD: Final = late.pattern(r"\b[Tt]his (?:Agreement|Contract|Deed)(?:,|'s)? ?$")


def eastern(text: str, start: int, title: str) -> str | None:
    """
    Name the other law or paper whose clause is cited at `start`; None where it is the document's own.

    `title` is the document's own title: "은행여신거래기본약관 제7조" is its own clause in that very document.
    """
    ahead = text[max(0, start - _WINDOW) : start].rsplit("\n", 1)[-1]
    former = _FORMER.search(ahead)
    if former or _OWN.search(ahead):
        return former["name"] if former else None
    law = _LAW.search(ahead)
    if law and not _NOT_LAW.search(law["name"]):
        return _named(law["name"], title)
    paper = _PAPER.search(ahead)
    return _named(paper["name"], title) if paper else None


def _named(name: str, title: str) -> str | None:
    """
    Give the name unless it is the document's own title.
    """
    bare = name.strip('" ')
    squeezed = re.sub(r"\s|서$", "", bare)
    return None if squeezed and squeezed in re.sub(r"\s", "", title) else bare


def english(text: str, start: int, end: int, title: str) -> str | None:
    """
    Name the other law or agreement whose clause is cited in `text[start:end]`; None where it is the document's own.
    """
    behind = text[end : end + 120]
    if _OF_OWN.match(behind):
        return None
    other = _OF_OTHER.match(behind)
    if other and not (other["name"] and _ANNEXED.match(other["name"])):
        name = re.sub(r"\s+(?:and|of|for|on|the)$", "", (other["name"] or "thereof").strip())
        return None if name.removeprefix("the ").casefold() in title.casefold() else name
    ahead = text[max(0, start - _WINDOW) : start].rsplit("\n", 1)[-1]
    if _OWN_AHEAD.search(ahead):
        return None
    found = _OTHER_AHEAD.search(ahead)
    return found["name"] if found else None


def is_statute(number: str, mark: str) -> bool:
    """
    Tell whether a section that the document does not have must be a law's: §, or a number no agreement reaches.
    """
    return "§" in mark or (number.isdigit() and int(number) >= _HIGHEST_ARTICLE)
