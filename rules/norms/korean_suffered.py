"""
Read the right that one party has because the other one suffers what it does.

"을은 갑이 결과물을 사용하더라도 이의를 제기하지 아니한다" binds 을 to silence; what an agreement so allows is 갑's use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import re2

from ingest.document import Span
from rules.norm import Modality

if TYPE_CHECKING:
    from rules.norms.draft import Draft, Mention
    from rules.norms.korean_parts import Part

_SUFFERS = re2.compile(
    r"(?:(?:미리|사전에|이의\s없이|무조건)\s)?(?:(?:동의|승낙|수락|허락|양해|감수|수인|용인)(?:한다|하며|하고|하기로|하여야|한\s?것으로|함|된\s?것으로)"
    r"|이의(?:를|가|도|나\s[가-힣]+을)?\s?(?:(?:일체|전혀|어떠한)\s)?(?:제기|달|말하|하|신청하|없|있)[가-힣]*"
    r"|(?:제한|반대|거부|방해|금지|저지|간섭|관여)하지|막지|(?:책임|배상|손해배상|침해)(?:을|를|도)?\s?(?:묻|구하|청구하|주장하|요구하|추궁하)"
    r"|문제\s?삼지|(?:이를\s)?(?:계약\s?)?(?:위반|침해|누설|유용)(?:으로|이라고|라고)\s?(?:보지|주장하지))[^\n]*$"
)
_LEADS = re2.compile(
    r"(?:(?:는|은|한)\s데(?:에)?(?:\s?(?:대하여|대해|관하여))?|(?:는|은|한)\s?것(?:에|을|에\s?대하여|에\s?대해)?|더라도|(?:하여|해|어|아|여)도|(?:을|함|임)에|(?:음|함)을)[,\s]*(?:[가-힣\x{E001}-\x{E00A}]+(?:은|는)\s)?(?:이를\s|이에\s|그에\s|일체의?\s|어떠한\s|아무런\s|대하여\s|미리\s|사전에\s)*$"
)
_ACT_OF = re2.compile(r"^\s?(?:[가-힣]+\s){0,3}[가-힣]+에\s?(?:대하여|대해|관하여|관해)")
_LEAST = 4


def suffered(words: str, part: Part, draft: Draft) -> Draft | None:
    """
    Give the right that a clause grants by binding its bearer to suffer the other party's act.
    """
    own = words[part.start : part.end]
    if draft.modality in {Modality.MAY, Modality.NEED_NOT} or not (draft.bearer or draft.modality is Modality.IS):
        return None
    found = _SUFFERS.search(own)
    if not found:
        return None
    at = part.start + found.start()
    actor = _actor(words, part, draft, at)
    if actor is None:
        return None
    act = Span(actor.end, at)
    if act.end - act.start < _LEAST:
        return None
    return replace(
        draft,
        span=Span(part.start, part.end),
        act=act,
        object=act,
        bearer=actor.marks,
        beneficiary=draft.bearer,
        modality=Modality.MAY,
        condition=(),
        lent=False,
        hint="",
        opposite=False,
        bare=False,
    )


def _actor(words: str, part: Part, draft: Draft, at: int) -> Mention | None:
    """
    Give the other party that acts in what is suffered.
    """
    led = _LEADS.search(words[part.start : at]) is not None
    for mention in sorted(part.inner, key=lambda one: one.start):
        if mention.end >= at or any(mark in draft.bearer for mark in mention.marks):
            continue
        people = mention.case == "of" and mention.people
        if led and (mention.case == "subject" or people):
            return mention
        if mention.case == "of" and _ACT_OF.match(words[mention.end : at]):
            return mention
    return None
