"""
Tell who bears a Korean clause and towards whom it runs, from case endings and the shape of its predicate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from rules.marks import EVERY_PARTY
from rules.norm import Modality
from rules.norms.korean_banned import doer
from rules.norms.korean_endings import Ending, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.norms.draft import Mention
    from rules.norms.korean_parts import Part

_PASSIVE = re2.compile(r"(?:되|된|됨|진|지어|받)[가-힣]*\s?(?:[가-힣]+\s?){0,3}$")
_NEAR = 24
_DECIDES_PLAIN = re2.compile(
    r"(?:(?:^|[\s을를])(?:정한다|정하며|정하고|정하되|정함|정하기로 한다|정하는 것으로 한다)|결정한다|결정하며|결정하고|판단한다|판단하며|판단하고|판정한다|판정하며|판정하고|확정한다|확정하며|지정한다|지정하며|지명한다|지명하며|해석한다|해석하며|"
    r"결정하는 것으로 한다|결정하기로 한다|선택한다|선임한다|지명하고)$"
)
_TOGETHER = re2.compile(r"협의|합의|공동으로|함께|같이")
_JOINTLY = re2.compile(
    r"(?:^|\s)(?:공동으로|공동\s?명의로|공동의\s?명의로|협의하여|협의를\s?(?:거쳐|통하여|통해)|합의하여|합의로|협의로|서면합의로|서면\s?합의로|합의에\s?(?:따라|의하여|의해)|협의에\s?(?:따라|의하여|의해)|각자의?|각각|각기)\s"
    r"|(?:협의|합의)(?:하고|하며|한다|하되|하여야|해야|함)|(?:분쟁|다툼|위원회|중재원|조정원)[^\n]*(?:조정|중재|화해)(?:을|를)\s(?:먼저\s)?(?:신청|거|의뢰)"
)
_EACH = re2.compile(r"각자|각각|공동|공유")
_BY_WILL = re2.compile(
    r"^\s?(?:전적인\s|단독\s?|일방적인?\s?|자유로운\s|독자적인?\s?|합리적인?\s|경영상\s?|내부\s?)*(?:판단|재량|결정|선택|의사|뜻|단독\s?결정|경영판단)(?:에\s?(?:따라|의하여|의해|의거하여)|으로|대로|만으로)|^\s?(?:[^\s.]+\s){0,2}?(?:통지|통보|의사표시|선언|요구|요청|공지)만으로|^\s?(?:단독으로\s)?(?:정하는|정한)\s?바에\s?(?:따라|의하여|의해)"
)
_SEES_FIT = re2.compile(
    r"^[^.\n]{0,24}?(?:(?:판단|인정|결정|선택|지정|요구|제시|생각|희망)(?:하는|한|할)|정하는|정한|보는|여기는|원하는|바라는|필요로\s하는|필요한|이용하는|사용하는|쓰는|활용하는|이용\s중인|사용\s중인)\s?(?:자료|정보|것|부분|사본|파일|도면|기술|바|금액|범위|방법|시기|조건|기준|내용|값|가격|만큼|대로|수준|정도|방식|때|날|곳|자|것|비율)"
)
"""갑이 적정하다고 보는 금액으로 바꿀 수 있다: whoever sees fit may."""
_FOR_ITS = re2.compile(
    r"^\s?(?:[^\s.]+\s){0,5}?[^\s.]*(?:목적|용도|필요|이익|편의|업무|사업|영업|개발|기획|연구)(?:을\s?위하여|를\s?위하여|을\s?위해|를\s?위해|에|으로|에도|으로도)\s"
)
"""수요기업의 신제품 기획을 위하여 활용될 수 있다: whose purpose it serves may."""
_MAY_BE = re2.compile(r"(?:될|질|되어질)\s?수\s?있")
_TOLD = re2.compile(
    r"^\s?(?:[^\s.]+\s){0,2}?[가-힣]*(?:알릴|알려\s?줄|통지할|통보할|고지할|보고할|설명할|밝힐|돌려줄|보낼|보여\s?줄)\s(?:의무|책임)"
)
"""을에게 알릴 의무: whoever is told is not the one that has to tell."""
_FREED_OF = re2.compile(r"^\s?(?:[^\s.]+\s){0,3}?(?:[^\s.]*)(?:책임|의무|채무|배상|부담)")
"""갑의 책임은 면제된다: whose duty it was is freed."""
_FREED_DOING = re2.compile(
    r"^\s?(?:[^\s.]+\s)?(?:지는|질|부담하는|부담할|갖는|가지는|지게\s되는)\s(?:[^\s.]+\s)?[^\s.]*(?:책임|의무|채무|배상|부담)"
)
"""갑이 지는 책임은 없다: whoever would bear it is freed."""
_HOLDS_LIABLE = re2.compile(r"(?:책임|배상)(?:을|를|도|은|는)?\s(?:[^\s.]+\s){0,2}?(?:묻|따지|추궁하)[^\n]{0,10}$")
"""책임을 묻지 아니한다: whoever would hold another one liable may not."""
_ASKED_BY = re2.compile(r"^\s?(?:[^\s.]+\s){0,2}?(?:요청|요구|청구|지시|최고|주장|반대|이의)(?:에|를|을)\s")
"""을의 폐기 요청에 응할 의무: whoever is asked is freed, not the one that asks."""
_CONSENTS = re2.compile(
    r"^\s?(?:개별\s?|사전\s?|서면\s?|명시적인?\s?|추가\s?)*(?:에\s?의한\s?)?(?:동의|승인|승낙|허락|허가|서면동의|서면승인)(?:서)?(?:를|을)\s?(?:미리\s|먼저\s|사전에\s|서면으로\s)?(?:받|얻|구|득)"
)
_THIRD = re2.compile(
    r"(?:기관|위원회|법원|은행|수탁자|제3자|감정인|평가인|회계법인|변호사|회계사|변리사|이사회|주주총회|수치인|중재인|관리자|사용자|소비자|이용자|발주자|발주기관|사업자|업체|대리점|가맹점|가맹점주|임차인|임대인|수급인|작업자|근로자|회원|고객|직원|임직원|참여자|지원자|운영자|판매자|구매자|제조자|공급자|[한는] 자)(?:은|는)$"
)
_ACTS_ON = re2.compile(r"(?:지명|선임|해임|임명|추천|채용|선정|매수)(?:한다|하며|하고|할 수)")
_OF_ANOTHER = re2.compile(r"^\s?[가-힣]+(?:한|하는|하던|하고\s?있는)\s[가-힣\s]{1,20}[을를]\s")
"""Whose thing it is that the clause is about ("투자자가 보유한 주식을"): the subject of a relative clause, not of the clause."""
_NEGATED = re2.compile(r"지\s?(?:아니|않)[가-힣]*[^가-힣]*$|지\s?(?:아니|않)하?기로[^.]*$")
_SIDES = {"to", "from", "for", "about", "into"}


@dataclass(frozen=True, slots=True)
class Holders:
    """
    Hold the marks of those who bear a clause and of those it benefits, and what the shape made of the modality.
    """

    bearer: str
    beneficiary: str
    modality: Modality
    discretion: bool
    lent: bool
    at: int
    """Offset behind the words that name the bearer; the act follows."""


def _held(bearer: str, modality: Modality, at: int, beneficiary: str = "", *, alone: bool = False) -> Holders:
    return Holders(bearer, beneficiary, modality, discretion=alone, lent=False, at=at)


def holders(words: str, part: Part, end: Ending) -> Holders:
    """
    Read bearer and beneficiary of one clause.
    """
    towards = _marks(
        mention
        for mention in part.inner
        if not part.conditional(mention)
        and (
            (mention.case in _SIDES and not (mention.people and mention.case == "into"))
            or (mention.case == "of" and _CONSENTS.match(words[mention.end : mention.end + 30]))
        )
    )
    special = _SPECIAL.get(end.shape)
    found = special(words, part, end) if special else None
    if found is None:
        found = _of_doing(words, part, end) or _by_subject(
            words, part, Ending(Modality.IS, Shape.STATES) if end.shape is Shape.DECIDES else end
        )
    own = words[part.start : part.end]
    if end.plain and _is_one(found.bearer) and _DECIDES_PLAIN.search(own.rstrip(" .;,")) and not _TOGETHER.search(own):
        found = Holders(found.bearer, found.beneficiary, Modality.MAY, discretion=True, lent=False, at=found.at)
    beneficiary = found.beneficiary or "".join(mark for mark in towards if mark not in found.bearer)
    return Holders(found.bearer, beneficiary, found.modality, found.discretion, found.lent, found.at)


def _of_doing(words: str, part: Part, end: Ending) -> Holders | None:
    banned = None if main_subject(words, part) else doer(words, part, end)
    modality = end.modality if end.shape is Shape.NO_BREACH else Modality.MUST_NOT
    return None if banned is None else _held(banned.marks, modality, banned.end)


def _is_one(marks: str) -> bool:
    return len(marks) == 1 and marks < EVERY_PARTY


def _by_subject(words: str, part: Part, end: Ending) -> Holders:
    own = words[part.start : part.end]
    if (subject := main_subject(words, part)) is not None:
        return _held(subject.marks, _of_party(own, end), subject.end)
    sees_fit = (_SEES_FIT,) if end.modality is Modality.MAY else ()
    if (decider := _told_by(words, part, {"of", "subject"}, _BY_WILL, *sees_fit)) is not None:
        modality = Modality.MAY if end.modality in {Modality.IS, Modality.MUST} else end.modality
        return _held(decider.marks, modality, part.opening, alone=True)
    freed = None
    if end.modality is Modality.NEED_NOT:
        freed = _told_by(words, part, {"of"}, _FREED_OF) or _told_by(words, part, {"subject"}, _FREED_DOING)
    if freed is not None and not _ASKED_BY.match(words[freed.end : part.end]):
        return _held(freed.marks, end.modality, part.opening)
    if (agent := _agent(words, part, end)) is not None:
        return _held(agent.marks, Modality.MUST if end.modality is Modality.IS else end.modality, part.start)
    if end.modality is not Modality.IS and _is_joint(words, part):
        return _held(EVERY_PARTY, end.modality, part.opening)
    return Holders("", "", end.modality, discretion=False, lent=_is_open(words, part, end), at=part.opening)


def _of_party(own: str, end: Ending) -> Modality:
    """
    Give the modality where a party is the subject: "종료한다" of a party is its act, of a term a fact.
    """
    if end.modality is Modality.NEED_NOT and _HOLDS_LIABLE.search(own):
        return Modality.MUST_NOT
    if end.shape is not Shape.LAPSES:
        return end.modality
    return Modality.MUST_NOT if _NEGATED.search(own) else Modality.MUST


def is_outsider(words: str, part: Part) -> bool:
    """
    Tell whether somebody who is no party is the subject ("발주자는", "위원회는", "제3자가").
    """
    if part.thing and _THIRD.search(words[part.thing.start : part.thing.end]):
        return True
    return any(not mention.marks for mention in part.subjects)


def _is_open(words: str, part: Part, end: Ending) -> bool:
    """
    Tell whether the clause leaves its bearer to what was said before; a third person or a thing as subject is none.
    """
    if is_outsider(words, part):
        return False
    return end.modality is not Modality.IS and not (end.plain and part.thing_subject)


def _is_joint(words: str, part: Part) -> bool:
    if any(mention.case == "with" for mention in part.inner):
        return False
    everybody = any(mention.case == "bare" and mention.marks == EVERY_PARTY for mention in part.inner)
    return everybody or _JOINTLY.search(words[part.start : part.end]) is not None


def main_subject(words: str, part: Part) -> Mention | None:
    """
    Give the party that is the subject of the clause; its own people as topic yield to a subject ("을의 인력은 갑이 채용한다").
    """
    if part.topics and not (
        part.subjects
        and (
            part.promised
            or part.topics[-1].people
            or (
                _ACTS_ON.search(words[part.start : part.end])
                and not _OF_ANOTHER.match(words[part.subjects[-1].end : part.end])
            )
        )
    ):
        return part.topics[-1]
    return part.subjects[-1] if part.subjects else None


def _told_by(words: str, part: Part, cases: set[str], *says: re2._Regexp) -> Mention | None:
    """
    Give the first mention in one of the cases, outside conditions, whose words behind it say so.
    """
    for mention in part.inner:
        behind = words[mention.end : mention.end + 40]
        if mention.case in cases and not part.conditional(mention) and any(one.match(behind) for one in says):
            return mention
    return None


def _agent(words: str, part: Part, end: Ending) -> Mention | None:
    for mention in reversed(part.inner):
        if part.conditional(mention):
            continue
        if mention.case == "causee" or (
            mention.case == "by" and _PASSIVE.search(words[part.end - 12 : part.end].rstrip(" .;,"))
        ):
            return mention
    if end.modality is Modality.MAY and _MAY_BE.search(words[part.end - 14 : part.end]):
        return _told_by(words, part, {"of"}, _FOR_ITS)
    return None


def _goes_to(words: str, part: Part, end: Ending) -> Holders | None:
    gains = _last(part, {"to", "of", "bare", "with"})
    if gains is None and _EACH.search(words[part.start : part.end]):
        return _held("", end.modality, part.opening, EVERY_PARTY)
    if gains is None or gains.case == "bare":
        gains = main_subject(words, part) or gains
    if gains is None:
        return None
    others = _marks(
        mention
        for mention in (*part.topics, *part.subjects, *part.inner)
        if mention.case in {"topic", "subject", "of", "from"}
    )
    loses = "".join(mark for mark in others if mark not in gains.marks)
    at = part.opening
    return _held(loses, end.modality, at, gains.marks)


def _holds(words: str, part: Part, end: Ending) -> Holders | None:
    gains = main_subject(words, part)
    if gains is None:
        shared = EVERY_PARTY if _EACH.search(words[part.start : part.end]) else ""
        return _held("", end.modality, part.opening, shared) if shared else None
    loses = "".join(
        mark
        for mark in _marks(mention for mention in part.inner if mention.case in {"of", "from"})
        if mark not in gains.marks
    )
    return _held(loses, end.modality, gains.end, gains.marks)


def _burden(_: str, part: Part, end: Ending) -> Holders | None:
    bears = _last(part, {"of", "bare"}, near=part.end)
    if bears is None:
        return None
    return _held(bears.marks, end.modality, part.opening)


def _lies_with(words: str, part: Part, end: Ending) -> Holders | None:
    bears = _last(part, {"to"})
    if bears is None or part.topics or _TOLD.match(words[bears.end : part.end]):
        return None
    subject = main_subject(words, part)
    towards = subject.marks if subject and subject.marks != bears.marks else ""
    at = part.start if end.modality is Modality.MAY else part.opening
    return _held(bears.marks, end.modality, at, towards)


def _decides(_: str, part: Part, __: Ending) -> Holders | None:
    decider = _last(part, {"of", "subject"}, near=part.end) or (part.subjects[-1] if part.subjects else None)
    follower = part.topics[-1] if part.topics else None
    if follower is not None and (decider is None or decider.marks != follower.marks):
        if decider is None:
            return _held(follower.marks, Modality.MUST, follower.end)
        return _held(follower.marks, Modality.MUST, follower.end, decider.marks)
    if decider is None:
        return None
    return _held(decider.marks, Modality.MAY, part.opening, alone=True)


_SPECIAL = {
    Shape.GOES_TO: _goes_to,
    Shape.HOLDS: _holds,
    Shape.BURDEN: _burden,
    Shape.LIES_WITH: _lies_with,
    Shape.DECIDES: _decides,
}


def _last(part: Part, cases: set[str], near: int | None = None) -> Mention | None:
    for mention in reversed(part.inner):
        if mention.case in cases and not part.conditional(mention) and (near is None or near - mention.end <= _NEAR):
            return mention
    return None


def _marks(found: Iterable[Mention] | Sequence[Mention]) -> str:
    return "".join(dict.fromkeys(mark for mention in found for mark in mention.marks))
