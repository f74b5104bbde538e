"""
Read the norms of a Korean sentence from particles, endings and the order of its clauses.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from ingest.document import Span
from rules.marks import EVERY_PARTY, MARK_OF_ROLE, OTHER_PARTY
from rules.norm import Consideration, Modality
from rules.norms.draft import Draft, Mention
from rules.norms.korean_bearer import Holders, holders, is_outsider, main_subject
from rules.norms.korean_endings import Ending, Shape, ending
from rules.norms.korean_mentions import mentions
from rules.norms.korean_parts import Part, blank, parts
from rules.norms.korean_suffered import suffered
from rules.norms.phrases import consideration, discretion
from rules.norms.settle import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence

_TAIL = 60
_AGREEING = 24
"""Characters that a mere "이의 없이 동의한다" has at most."""
_CAN = re2.compile(r"수(?:는|도|가)?\s?있")
_ASKS = re2.compile(
    r"(?:요청|요구|청구|최고|원하|희망|통지받|신청|물으|물을|묻는|달라|바라)[^\n]{0,14}(?:경우|때|면|시)"
)
_CLAIMS = re2.compile(r"(?:청구|요구|이의|주장|거절|거부|제기|문제\s?삼|다투)[^\n]{0,24}$")
_THIS_SAYS = re2.compile(
    r"^\s*(?:이|본)\s?(?:계약|협약|각서|약정|합의|양해각서|약관|조건표)[^\n]*(?:정|규정|구성|대체)(?:한다|하며|하고|함)[\s.;,]*$"
)
_AT_FAULT = re2.compile(r"고의|과실|귀책|책임|잘못|사유")
_LETS = re2.compile(
    r"^[^\n]{0,24}(?:동의|승낙|승인|허락|허가)(?:하지|를\s하지|을\s하지|하여야|한\s(?:때|경우|뒤|후|다음))"
)
"""투자자가 승낙하지 아니하면 할 수 없다: whoever lets is not the one who is bound."""
_AGAINST = re2.compile(
    r"(?:해지|해제|청구|요구|거절|거부|보류|공제|상계|감액|감면|제외|취소|회수|중단|정지|몰취|철회|박탈|매수|상환|제한|환수|배상)[^\n]{0,12}수(?:는|도|가)?\s?있"
)
_BLAMED = re2.compile(r"^\s?(?:귀책|책임\s?있는|잘못|고의|과실|중대한\s?과실|위반|불이행|사정)")
_WISHES = re2.compile(
    r"([\x{E001}-\x{E006}])(?:이|가|측이)\s(?:[^\s,]+\s){0,5}?(?:[^\s,]*(?:고자\s?하|기를\s?(?:원하|바라|희망하)|려\s?하|려고\s?하|기로\s?마음먹)|원하|바라|희망하|마음먹)(?:면|는\s?(?:때|경우)|[^\s]*\s?(?:때|경우))(?:에는|에|는|엔)?[,\s]*$"
)
_TELLS = re2.compile(
    r"([\x{E001}-\x{E006}])(?:이|가|측이|의)\s(?:[^\s,]+\s){0,5}?[^\s,]*(?:통지|통보|고지|알림|선언|의사표시|결정|알리|알린|통고|밝히|밝힌|표명|표시|뜻)[^\n,]{0,14}(?:면|때|날|경우)(?:에는|에|는|엔|부터)?[,\s]*$"
)
_IS_OVER = re2.compile(r"종료|종결|끝나|끝난|소멸|효력을\s?(?:잃|상실|다)|실효|해지|해제|해소|파기")
_BY_WORD = re2.compile(
    r"([\x{E001}-\x{E006}])의\s(?:[^\s,]+\s){0,2}?[^\s,]*(?:통지|통보|고지|선언|의사표시|결정|뜻|의사|선택|요구|요청)(?:만)?(?:으로|로|로써|만으로|에\s의하여|에\s의해|에\s따라)\s"
)
"""갑이 통지하면, 갑의 통지로 계약은 끝난다: whoever tells has the power to end it."""
_WANTED = re2.compile(
    r"^\s(?:[^\s.,]+\s){0,2}?(?:요청|요구|지시|지정|청구|주문|원|필요로\s?|의뢰|부탁)(?:하는|한|할)\s(?:[^\s.,]+\s){0,4}?[^\s.,]+(?:은|는|을|를|도|대로|에)\s"
)
"""갑이 요청하는 자료는 제출한다: whoever asks does not hand it in."""
_ON_CALL = re2.compile(
    r"^\s?(?:[^\s.,]+\s){0,2}?(?:청구|요구|요청|지시|신청|최고|주문|독촉)(?:에\s(?:따라|의하여|의해|응하여|응해|즉시)|(?:가|이)\s(?:있으면|있는\s(?:때|경우)|있을\s(?:때|경우)|오면)|가\s있은\s|로\s|만으로\s|\s?즉시\s|\s?시\s|하에\s)"
)
"""인수인의 청구에 따라 상환한다: whoever calls for it does not do it."""
_BUYS = re2.compile(r"^\s(?:쓰는|사용하는|이용하는|필요로\s하는|소요하는|조달하는|사들이는)\s")
_IS_BOUGHT = re2.compile(
    r"(?:사야|사기로|산다|구매하|구입하|조달하|매입하|공급받|사들이|사들여|사\s와야|받아\s?(?:쓴|써야))[^\n]{0,12}$"
)
"""회사가 쓰는 부품은 갑에게서 사야 한다: whoever uses it buys it."""
_DUTY_OF = re2.compile(
    r"[할을지킬질는]\s?(?:의무|책임)(?:은|는|도)$|(?:(?:해지|해제|결정|선택|변경|수정|해석|거부|승인|처분|지정|판단|조정|개정|연장|종료|중지|취소|철회|동의|우선|갱신)권|[할을]\s?권리|권한|자유|자격)(?:은|는|도)$"
)
"""비밀을 지킬 의무는 을이 진다, 해지권은 갑이 가진다: what is to be done stands in the topic, unlike in
특허권은 갑에게 귀속된다."""
_DECLINED = re2.compile(
    r"(?:않겠|아니하겠|않기로|아니하기로|않는다|아니한다|포기|거절|사양|단념)[^\n]{0,24}(?:뒤|후|다음|때|경우)(?:에야|에만|에라야|라야|에\s?한하여|에\s?한해|만)[,\s]*$"
)
_ENTRY = re2.compile(
    r"^[^:：\n]{2,30}[:：]\s*([\x{E001}-\x{E00A}])(?:\s?(?:의|에|이|가))?(?:\s?(?:단독|전부|전액|부담|소유|귀속|명의|에게))*[\s.)]*$"
)
_BORNE = re2.compile(r"비용|부담|경비|책임|위험|세금|공과금|보험|수수료")
_LIMITS = re2.compile(r"동의|승인|승낙|허락|요청|요구|귀책|과실|고의|책임|위반|잘못|지시|비밀|정보|자료")
_LIFTS = re2.compile(r"(?:아니면|아닌\s?한|없으면|(?:아니하는|않는|없는|않은|아니한)\s?한|전에는|전까지는?)[,\s]*$")
_NEAR = 16
_SET_TO = re2.compile(r"[^면서금]\s?(?:으로|로)\s?(?:한다|하며|하고|하되|함)[\s.;,]*$")


def read(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> tuple[Norm, ...]:
    """
    Read every norm of a Korean sentence.
    """
    return settle(text, sentences, index, roles, drafts)


@lru_cache(maxsize=4096)
def drafts(words: str) -> tuple[Draft, ...]:
    """
    Read what one sentence alone says.
    """
    plain = blank(words)
    cut = parts(plain, mentions(plain))
    ends = _ends(plain, cut)
    found: list[Draft] = []
    told = ""
    for order, part in enumerate(cut):
        if len(cut) > 1 and (
            ends[order].shape is Shape.NONE or (order and cut[order - 1].promised and part.end - part.start < _AGREEING)
        ):
            continue
        held = holders(plain, part, ends[order])
        draft = _at_will(_entered(_draft(words, part, ends[order], held, told), words, cut), words)
        draft = _only_then(draft, words)
        found.append(_allowed(draft, part, ends[order]))
        if (granted := suffered(plain, part, found[-1])) is not None:
            found.insert(len(found) - 1, granted)
        subject = main_subject(plain, part)
        told = subject.marks if subject else found[-1].bearer or told
    return tuple(found)


def _at_will(draft: Draft, words: str) -> Draft:
    """
    Read what comes about as soon as one party wishes ("갑이 그만두고자 하면 계약은 종료된다") as the power that it is.
    """
    if draft.modality is not Modality.IS or draft.bare:
        return draft
    act = words[draft.act.start : draft.act.end]
    over = _IS_OVER.search(act) is not None
    if over and not draft.bearer and (found := _BY_WORD.search(act)):
        return replace(draft, modality=Modality.MAY, bearer=found.group(1), discretion=True, lent=False)
    for span in draft.condition:
        told = words[span.start : span.end]
        if found := _WISHES.search(told) or (_TELLS.search(told) if over else None):
            return replace(draft, modality=Modality.MAY, bearer=found.group(1), discretion=True, lent=False)
    return draft


def _only_then(draft: Draft, words: str) -> Draft:
    """
    Read what a party may do only after the other one has declined ("갑이 포기한 뒤에야 팔 수 있다") as the ban it is.
    """
    if draft.modality is not Modality.MAY or not draft.bearer:
        return draft
    for span in draft.condition:
        own = words[span.start : span.end]
        if _DECLINED.search(own) and any(mark in own for mark in MARK_OF_ROLE.values() if mark not in draft.bearer):
            return replace(draft, modality=Modality.MUST_NOT)
    return draft


def _entered(draft: Draft, words: str, cut: Sequence[Part]) -> Draft:
    """
    Read an entry of a list of terms: "비용 부담: 을" is a duty, "권리 귀속: 갑" tells who gains.
    """
    found = _ENTRY.match(words) if draft.bare and len(cut) == 1 else None
    if not found:
        return draft
    if _BORNE.search(found.group()):
        return replace(draft, modality=Modality.MUST, bearer=found.group(1), lent=False, bare=False)
    return replace(draft, beneficiary=found.group(1), lent=False, bare=False)


def _allowed(draft: Draft, part: Part, end: Ending) -> Draft:
    """
    Make what one party agrees that the other one does ("을은 갑이 제공하는 데 동의한다") a right of the other one.
    """
    if not (part.promised and end.plain and part.topics):
        return draft
    doing = [
        one for one in (*part.inner, *part.subjects) if one.case == "subject" and one.marks != part.topics[-1].marks
    ]
    if not doing or not doing[0].marks:
        return draft
    return replace(
        draft,
        modality=Modality.MAY,
        bearer=doing[0].marks,
        beneficiary=part.topics[-1].marks,
        act=Span(min(doing[0].end, part.end - 1), part.end),
    )


def _ends(words: str, cut: Sequence[Part]) -> list[Ending]:
    ends = [ending(words[max(part.start, part.end - _TAIL) : part.end]) for part in cut]
    for order in range(len(ends) - 2, -1, -1):
        behind = ends[order + 1]
        after = cut[order + 1]
        named = after.topics or after.subjects or after.thing or after.thing_subject
        if (
            ends[order].shape is Shape.WEAK
            and not named
            and not _THIS_SAYS.search(words[cut[order].start : cut[order].end])
            and (behind.modality is Modality.MAY and _CAN.search(words[after.end - 12 : after.end]))
        ):
            ends[order] = behind
    return ends


def _draft(words: str, part: Part, end: Ending, held: Holders, told: str) -> Draft:
    bearer, lent = held.bearer, held.lent
    if lent and told:
        bearer, lent = told, False
    elif lent and _speaks_of_other(part):
        bearer, lent = EVERY_PARTY, False
    own = words[part.start : part.end]
    hint, opposite = _hint(own, part, held.modality) if lent else ("", False)
    act = Span(part.start if end.shape in {Shape.NONE, Shape.NO_BREACH} else _act_start(words, part, held.at), part.end)
    return Draft(
        span=Span(part.start, part.end),
        act=act,
        object=part.thing if part.thing and part.thing.end <= act.start else act,
        bearer=bearer,
        beneficiary=held.beneficiary,
        modality=Modality.IS if _is_fact(end, bearer, held, part, words) else held.modality,
        condition=tuple(part.conditions),
        consideration=_paid(words, part),
        proviso=part.proviso,
        discretion=held.discretion or discretion(own),
        mutual="\ue007" in own and ("서로" in own or "상호" in own),
        lent=lent,
        hint=hint,
        opposite=opposite,
        bare=end.shape is Shape.NONE,
        excepted=_excepted(own, part),
    )


def _paid(words: str, part: Part) -> Consideration:
    """
    Read what is given in return; what a condition denies ("대금을 지급하지 아니하는 경우") is no denial of it.
    """
    outside, at = [], part.start
    for span in part.conditions:
        outside.append(words[at : max(at, span.start)])
        at = max(at, span.end)
    said = consideration("".join([*outside, words[at : part.end]]))
    if (
        said is Consideration.SILENT
        and part.conditions
        and consideration(words[part.start : part.end]) is Consideration.PAID
    ):
        return Consideration.PAID
    return said


def _excepted(own: str, part: Part) -> str:
    """
    Give the party that acts in an exception, or whose act it is.
    """
    named = [*part.topics, *part.subjects, *part.inner]
    for mention in sorted(named, key=lambda one: one.start):
        behind = own[mention.end - part.start : mention.end - part.start + _NEAR]
        if mention.case in {"topic", "subject"} or (mention.case == "of" and not _LIMITS.search(behind)):
            return mention.marks
    return ""


def _speaks_of_other(part: Part) -> bool:
    return any(OTHER_PARTY in mention.marks for mention in part.inner)


def _hint(own: str, part: Part, modality: Modality) -> tuple[str, bool]:
    """
    Guess from the party that a condition names as acting whether that party or the other one is meant.
    """
    fault = [
        mention
        for mention in part.inner
        if mention.case == "of" and _BLAMED.match(own[mention.end - part.start : mention.end - part.start + _NEAR])
    ]
    if fault:
        return fault[-1].marks, modality is not Modality.MUST
    asked = [
        mention
        for mention in part.inner
        if mention.case == "subject" and _WANTED.match(own[mention.end - part.start : mention.end - part.start + 30])
    ]
    if asked and modality in {Modality.MUST, Modality.MUST_NOT}:
        return asked[-1].marks, True
    if modality is Modality.MUST:
        called = [one for one in part.inner if one.case == "of" and _ON_CALL.match(own[one.end - part.start :])]
        if called:
            return called[-1].marks, True
        buying = [one for one in part.inner if one.case == "subject" and _BUYS.match(own[one.end - part.start :])]
        if buying and _IS_BOUGHT.search(own):
            return buying[-1].marks, False
    acting = [mention for mention in part.inner if _acts(own, part, mention) and part.conditional(mention)]
    acting = [mention for mention in acting if not _unless(own, part, mention)] or acting
    if not acting:
        others = [mention for mention in part.inner if mention.case == "with"]
        return (others[-1].marks, True) if others else ("", False)
    against = {Modality.MUST: _ASKS, Modality.MUST_NOT: _CLAIMS}.get(modality, _AGAINST)
    lets = _LETS.search(own[acting[-1].end - part.start :])
    return acting[-1].marks, bool(lets or against.search(own))


def _unless(own: str, part: Part, mention: Mention) -> bool:
    """
    Tell whether a party acts in what would lift the norm ("갑이 포기한 뒤가 아니면"), not in what brings it about.
    """
    return any(
        span.start <= mention.start < span.end and _LIFTS.search(own[span.start - part.start : span.end - part.start])
        for span in part.conditions
    )


def _acts(own: str, part: Part, mention: Mention) -> bool:
    behind = own[mention.end - part.start : mention.end - part.start + 24]
    return mention.case == "subject" or (mention.case == "to" and _AT_FAULT.search(behind) is not None)


def _is_fact(end: Ending, bearer: str, held: Holders, part: Part, words: str) -> bool:
    if not end.plain or bearer or is_outsider(words, part):
        return False
    own = words[part.start : part.end]
    return not held.lent or _SET_TO.search(own) is not None or _THIS_SAYS.search(own) is not None


def _act_start(words: str, part: Part, at: int) -> int:
    if part.thing and part.thing.end <= at and _DUTY_OF.search(words[part.thing.start : part.thing.end]):
        return part.start
    for span in part.conditions:
        if span.start - at <= 1 and span.end > at:
            at = span.end
    return min(max(at, part.start), max(part.start, part.end - 1))
