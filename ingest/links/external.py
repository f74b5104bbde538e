"""
Find terms that are kept elsewhere, may change, and are part of the agreement all the same.

Laws, orders of authorities and trade terms such as Incoterms are none: nobody who signs can change them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Reference, Span

if TYPE_CHECKING:
    from ingest.links.references import Text

_OUTSIDE_PLACE: Final = late.pattern(
    r"홈페이지|웹 ?사이트|인터넷|포[털탈]|온라인|시스템에 ?게시|게시(?:하는|된|한)|공지(?:하는|된|한)|website|web ?site|\bURL\b|https?:|\bposted\b|\bportal\b|ホームページ|ウェブサイト|掲載",
    re.IGNORECASE,
)
_CHANGING: Final = late.pattern(
    r"수시(?:로|의)? ?(?:개정|변경|갱신|게시)|개정(?:본|판|된|되는|될|분|하는|할|사항|을 포함|을 통|내용|시)|변경(?:된|되는|본|될|하는|할|사항|을 포함)|갱신(?:된|되는)|따로 정하는|from time to time|as (?:may be )?(?:amended|updated|modified|revised)|then[- ]current|"
    r"(?:subject to|any) (?:change|amendment|update)s?|改定|変更",
    re.IGNORECASE,
)
_TERMS: Final = late.pattern(
    r"(?P<terms>(?:[가-힣A-Za-z]{1,14} ){0,2}[가-힣A-Za-z]{0,14}(?:지침|정책|매뉴얼|가이드라인|운영 ?기준|관리 ?기준|행동 ?(?:규범|강령)|윤리 ?강령|이용 ?약관|약관|규정|업무 ?기준|품질 ?기준|수칙))(?:[을를이가은는에의와과,( ]|으로|상의)"
    r"|(?P<english>(?:[A-Za-z'-]+ ){0,3}(?:polic(?:y|ies)|guidelines?|manual|code of conduct|terms of (?:use|service)|terms and conditions|standards))\b|(?P<ja>[一-龠ァ-ヶー]{0,12}(?:規程|ガイドライン|方針|約款|規約))",
    re.IGNORECASE,
)
_PART_OF: Final = late.pattern(
    r"계약의 ?(?:일부|내용)|(?:일부를|내용을) ?(?:이룬|이루|구성|이룸)|(?:[을를]|에) ?(?:준수|따르|따라야|따른다|적용|구속)|incorporated|form(?:s|ing)? (?:a )?part of|part of this|(?:shall|will|must|agrees? to) (?:\w+ )?(?:comply|abide|adhere|be bound|follow)|一部|遵守|従う|適用"
)
_LEADING: Final = late.pattern(
    r"^(?:[가-힣]*(?:는|은|한|된|할|에|서|의|을|를|이|가|며|여) |(?:with|by|to|the|its|their|all|of|in|under) )+"
)
_PUBLIC: Final = late.pattern(
    r"법률|법령|시행령|고시|훈령|예규|위원회|[가-힣]{2,6}부(?:장관|가|의|에서|령)|[가-힣]{2,6}청(?:장|의|이)|정부|국가|Incoterms|applicable law|\blaws?\b|regulatory|government|recording|accounting principles|GAAP",
    re.IGNORECASE,
)


def external_terms(read: Text) -> list[Reference]:
    """
    Read terms kept elsewhere that can change and are part of the agreement all the same; laws are none.
    """
    found: list[Reference] = []
    seen: set[int] = set()
    for hit in _OUTSIDE_PLACE.finditer(read.text):
        sentence = read.sentences.around(hit.start())
        if sentence.start not in seen:
            one = _external(read, sentence)
            found.extend([one] if one else [])
        seen.add(sentence.start)
    return found


def _external(read: Text, sentence: Span) -> Reference | None:
    """
    Read the terms that one sentence keeps elsewhere and makes part of the agreement.
    """
    words = read.text[sentence.start : sentence.end]
    if not (_CHANGING.search(words) and _PART_OF.search(words)) or _PUBLIC.search(words):
        return None
    hit = _TERMS.search(words)
    if hit is None:
        return None
    name = next(name for name in ("terms", "english", "ja") if hit[name])
    start = sentence.start + hit.start(name) + len(hit[name]) - len(_LEADING.sub("", hit[name]))
    end = sentence.start + hit.end(name)
    return Reference(Span(start, end), "outside", read.text[start:end].strip(), None, "incorporates")
