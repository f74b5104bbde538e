"""
Keep the words that screens, papers and the command line share for states and grades: Korean first, English beside it.

Source: ../shared/domain/vocab.tsv. Words of one screen alone stand in api/pages/locale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rules.law import INVESTOR_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping


class Word(NamedTuple):
    """
    Hold one word in both languages.
    """

    ko: str
    en: str


SEVERITIES: Final[Mapping[str, Word]] = {
    "critical": Word("상", "critical"),
    "high": Word("상", "high"),
    "medium": Word("중", "medium"),
    "low": Word("하", "low"),
    "info": Word("참고", "info"),
}
GROUNDS: Final[Mapping[str, Word]] = {
    "suspected_violation": Word("법령 위반 의심", "suspected statutory violation"),
    "possibly_void": Word("효력 제한 가능", "possibly void or limited"),
    "programme_rule": Word("사업 기준 미준수", "programme-rule breach"),
    "advisory": Word("권고", "advisory"),
}
HEADLINE_GROUNDS: Final = frozenset({"suspected_violation", "programme_rule"})
"""Grounds that rates of confirmed findings count; the others stand apart. Source: WORKFLOW.md 4 (M3)."""
OUTCOMES: Final[Mapping[str, Word]] = {
    "clear": Word("적합", "clear"),
    "flagged": Word("의심", "flagged"),
    "not_assessable": Word("판단 불가", "not assessable"),
    "not_applicable": Word("해당 없음", "not applicable"),
}
RHYTHMS: Final[Mapping[str, Word]] = {
    "once": Word("한 번", "once"),
    "daily": Word("매일", "daily"),
    "weekly": Word("매주", "weekly"),
    "month_end": Word("매월 말일", "month end"),
    "yearly": Word("매년(정기 실태조사)", "yearly (statutory survey)"),
}
DESIGNS: Final[Mapping[str, Word]] = {
    "all": Word("전수", "all"),
    "random": Word("무작위 표본", "random sample"),
    "stratified": Word("계약 종류별 표본", "stratified by type"),
    "risk_weighted": Word("위험도 가중 표본", "risk-weighted sample"),
}
PLAN_STATES: Final[Mapping[str, Word]] = {
    "active": Word("진행", "active"),
    "paused": Word("중지", "paused"),
    "ended": Word("종료", "ended"),
}
RUN_STATES: Final[Mapping[str, Word]] = {
    "missed": Word("실시하지 않음", "missed"),
    "refused": Word("시작하지 않음", "refused"),
    "running": Word("점검 중", "running"),
    "paused": Word("일시 중지", "paused"),
    "cancelled": Word("취소", "cancelled"),
    "finished": Word("완료", "finished"),
}
ITEM_STATES: Final[Mapping[str, Word]] = {
    "checked": Word("점검함", "checked"),
    "not_checked": Word("점검하지 못함", "not checked"),
    "failed": Word("점검 프로그램 오류", "check failed"),
    "waiting": Word("대기", "waiting"),
}
CHANGES: Final[Mapping[str, Word]] = {
    "created": Word("새로 나타남", "new"),
    "changed": Word("달라짐", "changed"),
    "gone": Word("사라짐", "gone"),
    "reopened": Word("다시 나타남", "back again"),
    "unchanged": Word("그대로", "unchanged"),
}
APPLIES: Final[Mapping[bool | None, Word]] = {
    True: Word("적용", "applies"),
    False: Word("적용 안 됨", "does not apply"),
    None: Word("적용 여부 미정", "applicability open"),
}
UPCOMING: Final = Word("시행 예정", "not yet in force: takes effect")
YARDSTICK: Final = Word("비교 기준", "yardstick only")
ANSWERS: Final[Mapping[str, Word]] = {
    "yes": Word("관련 문구 있음", "related wording found"),
    "no": Word("찾지 못함", "not found"),
}
"""What was found on a question that could acquit a clause: wording to compare, never an acquittal."""
ORIGINS: Final[Mapping[str, Word]] = {
    "self_check": Word("자가점검", "self-check"),
    "registered": Word("등록", "registered"),
    "ordered": Word("제출명령", "ordered"),
}
TYPES: Final[Mapping[str, Word]] = {
    "nda": Word("비밀유지계약(NDA)", "Non-disclosure agreement"),
    "poc": Word("기술검증(PoC) 계약", "Proof-of-concept agreement"),
    "joint_development": Word("공동개발계약", "Joint-development agreement"),
    "licence": Word("실시허락(라이선스) 계약", "Licence"),
    "supply": Word("공급·구매 계약", "Supply agreement"),
    "mou": Word("업무협약(MOU)", "Memorandum of understanding"),
    "investment": Word("신주인수계약(투자)", "Share subscription (investment)"),
    "shareholders": Word("주주간계약", "Shareholders' agreement"),
    "convertible": Word("전환증권 계약", "Convertible"),
    "safe": Word("조건부지분인수계약(SAFE)", "SAFE"),
    "term_sheet": Word("텀시트(투자조건 요약서)", "Term sheet"),
    "portfolio": Word("투자 현황표", "Portfolio table"),
    "other": Word("그 밖의 계약", "Other"),
}
INVESTORS: Final[Mapping[str, Word]] = {kind: Word(name.ko, name.en) for kind, name in INVESTOR_KINDS.items()}
FAMILIES: Final[Mapping[str, Mapping[str, Word]]] = {
    "type": TYPES,
    "investor": INVESTORS,
    "origin_word": ORIGINS,
    "counter_check": ANSWERS,
    "ground": GROUNDS,
    "rhythm": RHYTHMS,
    "design": DESIGNS,
    "plan_state": PLAN_STATES,
    "run_state": RUN_STATES,
    "item_state": ITEM_STATES,
    "change": CHANGES,
}
"""The words that screens ask for by key: "change_gone"."""


def standing(*, applies: bool | None, effect: str | None, upcoming: object, in_force: object) -> Word:
    """
    Say how a legal basis stands to an agreement: applies or not, only a yardstick, or still to come into force.
    """
    if upcoming:
        return Word(f"{UPCOMING.ko} {in_force}", f"{UPCOMING.en} {in_force}")
    return YARDSTICK if applies and effect == "yardstick" else APPLIES[applies]


def keys(language: Literal["ko", "en"]) -> dict[str, str]:
    """
    Return the words of screens in one language by key, English ones with a capital.
    """
    return {
        f"{family}_{name}": word.ko if language == "ko" else word.en[:1].upper() + word.en[1:]
        for family, words in FAMILIES.items()
        for name, word in words.items()
    }
