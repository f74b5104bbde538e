"""
Tell what each Korean word does in its sentence by its ending: joins, conditions, modifies, marks the subject.

A word here is what stands between two spaces. There is no dictionary of stems: endings decide, and short lists
hold the nouns that merely look like an ending (신고, 서면, 권한).
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

import re2


class Kind(Enum):
    """
    Say what a word's ending does.
    """

    PLAIN = auto()
    JOINS = auto()
    """하고, 하며, 하되, 있으나: another clause follows."""
    ENDS = auto()
    """한다, 아니한다."""
    IF_VERB = auto()
    """하면, 하더라도: a verb that makes everything before it a condition."""
    IF_NOUN = auto()
    """경우, 때에는, 한하여: a noun that does so after a modifying verb."""
    MODIFIES = auto()
    """요구하는, 제공받은: a verb with its own subject, in front of a noun."""
    STATES = auto()
    """발생한, 필요한, 포함된: modifies a noun which is itself its subject."""
    TOPIC = auto()
    SUBJECT = auto()


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_TRIM = " \t\n.,;:!?()[]{}<>\"'「」『』《》〈〉【】…-*"
_NOUNS_GO = _listed(
    "보고 신고 권고 공고 통고 예고 사고 재고 창고 광고 원고 피고 최고 참고 경고 해고 제고 상고 항고 선고 충고 국고 금고 출고 문고 그리고 다고 라고 냐고 자고 "
    "불구하고 막론하고 불문하고 무릅쓰고 수고 중고 투고 냉장고 기준고 결산고 잔고 고려하고자 제외하고"
)
_GO_THEMSELVES = frozenset({"입고", "서고", "기고"})
"""Nouns that verbs end like, too (넘기고, 나서고)."""
_IF_NOUNS = frozenset(
    _listed(
        "경우 경우에 경우에는 경우에도 경우에만 경우라도 경우로서 경우라 경우는 경우엔 때 때에 때에는 때는 때에도 때라도 때마다 시 시에 시에는 시에도 시마다 한하여 한해 "
        "한하여만 한해서 한하여서만 한정하여 한정해 이상 날까지는 때까지 때까지는 이후에는 이후에도 후에만 전에는 전까지 전까지는 한하며 동안 동안에는 후에는 즉시 뒤에야 뒤에만 뒤라야 후에야 후라야 다음에야 다음에만"
    )
)
_STATES = frozenset(
    _listed(
        "정당한 합리적인 상당한 필요한 동일한 유사한 적절한 중대한 별도의 모든 어떠한 그러한 이러한 다른 관한 대한 인한 위한 의한 따른 통한 같은 새로운 경미한 명백한 "
        "부당한 불가피한 부득이한 특별한 충분한 성실한 발생한 발생하는 발생할 해당하는 해당한 소요되는 관련한 상응하는 적합한 가능한 불필요한 독립한 균등한 과도한 있는 없는 "
        "이르는 걸친 관하여 비롯한 또한 제외한 포함한 포함하는 구체적인 존재하는 저촉되는 속하는 달하는 적용되는 현저한 고유한 일정한 이루어진 유리한 불리한 공정한 안전한 "
        "완전한 불완전한 어느 여하한 기타 남은 많은 적은 높은 낮은 늦은 빠른 이른 큰 작은 긴 짧은 동등한 대등한 상이한 기인한 기인하는 수반하는 의하는 따르는 대하는 "
        "관하는 귀속하는 귀속되는 이외의 정하여진 정해진 지난 넘는 초과하는 미달하는 만료된 경과한 도래하는 도래한 임박한 공지된 알려진 그밖의 아닌 이상인 이하인 긴급한 "
        "적법한 위법한 부적합한 우수한 현존하는 어려운 쉬운 까다로운 곤란한 있던 없던 있을 없을 반하는 반한 위배되는 기초한 근거한 기반한 기여한 수준의"
    )
)
_NOT_MODIFYING = _listed(
    "제한 권한 기한 유한 무한 최소한 최대한 상한 하한 시한 국한 극한 연한 역할 분할 관할 또한 기술 시간 기간 인간 민간 공간 구간 기관 보관 정관 이관 여건 물건 조건 "
    "요건 안건 사건 본건 권 지분 부분 처분 성분 신분 구분 충분 기준 수준 표준 비준 인준 승인 확인 법인 본인 개인 제3자인 도산 생산 재산 정산 청산 결산 예산 파산 "
    "계산 분산 계약 인원 지원 직원 임원 자원 전원 회원 출원"
)
_SHORTEST_STATEMENT = 2
_STATING = frozenset({4, 20})
"""Final consonants in front of 다: 한다, 하였다."""
_VERBS_ALIKE = _listed(
    "보유한 소유한 공유한 점유한 향유한 해제한 공제한 면제한 배제한 통제한 규제한 강제한 삭제한 억제한"
)
"""Verbs that end like one of those nouns (보유한 like 유한)."""
_ACTIVE_TAIL = re2.compile(
    r"(?:있음|없음|않음|아니함|하였음|되었음|아님)(?:을|에|이)$|(?:[가-힣](?:했던|하였던|한|할)|하는|하던|려는|려던|시키는|시킨|시킬|(?:받|얻|맡|갖|쌓|낳|않|찾|믿|뽑|막|놓|넣|남기|맡기|넘기|어기|숨기|지키|치르|부르|누리|알리|"
    r"올리|내리|드리|늘리|돌리|밝히|입히|끼치|미치|저지르|이루|들이|빌리|가지|가져오|만들|만드|보내|세우|바꾸|고치|거두|고르|모으|다루|거치|책임지|놓치|들어가|나가|돌아가|넘어가|건네|옮기|맺|짜|걷|짓|쓰|누리|팔|사들이|들고|지니|띄우)(?:는|은|을|던)|못하는|"
    r"가진|지닌|가질|지닐|만든|보낸|맡긴|넘긴|남긴|어긴|숨긴|바꾼|바꿀|세운|고친|미친|끼친|저지른|이룬|치른|들인|빌린|알린|올린|내린|드린|늘린|돌린|밝힌|입힌|기른|부른|누린|책임질|"
    r"빠뜨린|보탠|지운|치운|그만둔|그만두는|거친|다룬|모은|고른|거둔|옮긴|건넨|써낸|펴낸|만들어낸|지어낸|이끌어낸|사들인|알아낸|찾아낸|얻어낸)$"
    r"|^(?:입는|입은|입을|쓰는|쓴|쓸|두는|둔|둘|내는|낸|낼|주는|준|줄|보는|볼|파는|판|팔|적은|맺은|맺는|묻는|읽는|지은|짓는|지는|질|진|아는|알던|모르는|갚은|갚는|갚을|부은|붓는|댄|대는|떠난|떠나는|삼은|삼는|듣는|여기는|할)$"
)
_CAUSED = re2.compile(r"(?:(?:^|[^아])들인|높인|줄인|붙인|보인|먹인)$")
"""Verbs whose ending looks like 인 behind a noun (개인)."""
_SHORT_VERBS = frozenset(_listed("쓴 쓸 둔 둘 낸 낼 준 줄 볼 팔 질 진 알 문의한 인정한 확인한 승인한 지원한 출원한"))
_PASSIVE_TAIL = re2.compile(r"(?:된|되는|될|되던|되었던|이루어지는|정해지는|이던|이었던|적인|[가-힣]인)$")
_IF_VERB = re2.compile(
    r"(?:[가-힣]면(?:은|서는)?|더라도|(?:하여|해|아|어|되어|돼|여|라)도|거든|을지라도|할지라도|자마자|는데도|므로|(?:하|되|있|없|이)기에)$"
)
_MYEON_NOUNS = _listed("서면 전면 측면 화면 표면 도면 방면 반면 국면 정면 장면 대면 단면 후면 평면")
_NO_CONDITION = _listed(
    "언제라도 누구라도 때라도 하나라도 대하여도 관하여도 의하여도 대해도 관해도 어디라도 무엇이라도 라도도"
)
_DO_NOUNS = _listed(
    "정도 제도 한도 용도 의도 지도 속도 진도 연도 년도 강도 밀도 경우도 또는 아도 기여도 완성도 난이도 보도 양도 인도 시도 주도 유도 별도 각도 빈도 농도 온도 습도 "
    "신용도 중요도"
)
_ADJECTIVES = _listed(
    "적이고 적이며 번이고 언제고 명백하고 유일하고 공정하고 신속하고 정확하고 투명하고 성실하고 안전하고 완전하고 명확하고 적절하고 중대하고 필요하고 동일하고 유사하고 상당하고 합리적이며 "
    "독점적이며 적법하고 유효하고 진실하고 무상이고"
)
_JOINS = re2.compile(r"(?:고|며|되|으나|지만|이나|는바|한바|하나|거니와|는\s?한편|하는바)$")
_SUBJECTS_NOT = _listed(
    "대가 추가 평가 허가 인가 국가 원가 단가 주가 증가 참가 물가 시가 정가 불가 고가 저가 전가 부가 휴가 투자가 전문가 없이 같이 사이 차이 높이 깊이 길이 나이 "
    "가까이 일이 자유로이 반드시 영가 공가 가치평가 유가 염가 호가 감가 재평가 작가 실가 상가 매이 헛되이 새로이 일일이 틈틈이 깊숙이 더욱이 굳이 거의"
)
_TOPIC_NOT = _listed(
    "또는 하는 되는 있는 없는 않는 모든 같은 다른 혹은 에는 에서는 으로는 부터는 까지는 서는 로는 없이는 않고는 에게는 외에는 경우에는 때에는"
)


@lru_cache(maxsize=32768)
def kind(word: str) -> Kind:
    """
    Tell what a word's ending does; punctuation around it does not count.
    """
    bare = word.strip(_TRIM)
    if not bare or not ("가" <= bare[-1] <= "힣"):
        return Kind.PLAIN
    if bare in _IF_NOUNS or bare.endswith(("경우", "경우에", "경우에는", "경우에도", "경우에만")):
        return Kind.IF_NOUN
    if bare in _STATES:
        return Kind.STATES
    return _verb_kind(bare) or _noun_kind(bare)


def _verb_kind(bare: str) -> Kind | None:
    if _declares(bare) and not bare.endswith(("마다", "보다", "에다", "다다", "려다", "져다")):
        return Kind.ENDS
    if _JOINS.search(bare) and len(bare) > 1:
        return _joining(bare)
    if (
        _IF_VERB.search(bare)
        and not bare.endswith(_NO_CONDITION)
        and not bare.removesuffix("은").endswith(_MYEON_NOUNS)
        and not bare.endswith(_DO_NOUNS)
    ):
        return Kind.IF_VERB
    if bare.endswith(_NOT_MODIFYING) and bare not in _SHORT_VERBS and not bare.endswith(_VERBS_ALIKE):
        return None
    if _PASSIVE_TAIL.search(bare) and not _CAUSED.search(bare):
        return Kind.STATES
    return Kind.MODIFIES if _ACTIVE_TAIL.search(bare) or _CAUSED.search(bare) else None


def _declares(bare: str) -> bool:
    """
    Tell whether a word ends like a statement; a thing may end in 다 behind a bare vowel ("라이다").
    """
    if not bare.endswith("다") or len(bare) < _SHORTEST_STATEMENT:
        return False
    before = bare[-2]
    final = (ord(before) - 0xAC00) % 28
    return final in _STATING or before in "니있없같하되" or (before == "이" and len(bare) != len("라이다"))


def _joining(bare: str) -> Kind | None:
    if bare.endswith(_ADJECTIVES):
        return None
    if bare.endswith("고"):
        return None if bare.endswith(_NOUNS_GO) or bare in _GO_THEMSELVES else Kind.JOINS
    if bare.endswith("이나"):
        return Kind.JOINS if bare.endswith(("것이나", "이지만")) else None
    if bare == "하나" or bare.endswith(("공되", "안되")):
        return None
    return Kind.JOINS


def _noun_kind(bare: str) -> Kind:
    if bare.endswith(("은", "는")) and len(bare) > 1 and not bare.endswith(_TOPIC_NOT):
        return Kind.TOPIC
    if bare.endswith(("이", "가")) and len(bare) > 1 and not bare.endswith(_SUBJECTS_NOT):
        return Kind.SUBJECT
    return Kind.PLAIN
