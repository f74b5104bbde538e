"""
Tell whose doing a Korean clause bans, or calls no breach, where the doing is the subject: "을에 의한 양도는 금지된다".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from rules.norm import Modality
from rules.norms.korean_endings import Shape

if TYPE_CHECKING:
    from rules.norms.draft import Mention
    from rules.norms.korean_endings import Ending
    from rules.norms.korean_parts import Part

_BANS = re2.compile(
    r"(?:금지(?:되|하|된|한|됨|함)|금한|금하|불허|(?:허용|인정|용납|허락)(?:되|하)지\s?(?:아니|않|못))[가-힣]*\s?[가-힣]*$"
)
_ONLY_WITH_CONSENT = re2.compile(
    r"(?:동의|승인|승낙|허락)(?:서)?(?:를|을|이|가)?\s?(?:(?:있는|받은|얻은|한)\s?(?:경우|때)에(?:만)?\s?(?:한하여\s|한해\s)?(?:한한|한하|한정|허용|가능|할\s수\s있)|(?:요|필요로)\s?(?:한|하)|(?:받|얻)(?:아|어)야\s?(?:한|하))[가-힣]*$"
)
_DOING = re2.compile(
    r"^\s?(?:사전\s?|중도\s?|임의\s?|일방적\s?)?(?:양도|이전|해지|해제|출원|공개|사용|이용|제공|판매|실시|겸업|경업|제소|소송|청구|담보\s?제공|철회|공급|채용|유인|전직|이탈|재실시|재하도급|재위탁|처분)(?:은|는)$"
)


def doer(words: str, part: Part, end: Ending) -> Mention | None:
    """
    Give the party whose doing is banned, bound to the other party's consent, or no breach.
    """
    own = words[part.start : part.end].rstrip(" .;,")
    banned = end.modality is Modality.MUST_NOT and _BANS.search(own)
    harmless = end.shape is Shape.NO_BREACH
    if part.thing is None or not (banned or harmless or _ONLY_WITH_CONSENT.search(own)):
        return None
    within = [mention for mention in part.inner if mention.start < part.thing.end]
    for mention in within:
        behind = words[mention.end : part.thing.end]
        if mention.case == "by" or (mention.case == "subject" and behind.endswith(("것은", "행위는"))):
            return mention
    if len(within) == 1 and within[0].case == "of" and _DOING.match(words[within[0].end : part.thing.end]):
        return within[0]
    return None
