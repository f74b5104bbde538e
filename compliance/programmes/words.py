"""
Name what a programme's table holds: its columns with their titles, and the words that stand for stages, documents, states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STAGES: Final = ("match", "poc", "market")
"""In the order in which a project goes through them. Source: ../shared/domain/WORKFLOW.md 5 (project_stage)."""
PARTS: Final = ("demand", "startup", "fund", "group")
"""`group` is the business group (기업집단) of the demand companies."""
DOCUMENT_TYPES: Final = (
    "nda", "poc", "joint_development", "licence", "supply", "order", "mou", "support", "investment", "shareholders",
    "convertible", "safe", "term_sheet", "other",
)  # fmt: skip
"""What a stage may require: the kinds of agreement, the written order of Art. 21 and the support-fund agreement."""
STATED: Final = ("not_submitted", "none", "not_applicable")
REGISTERED: Final = "registered"
FACTS: Final = ("consignment", "subcontract", "startup_is_sme")
"""Gate facts that a programme knows of its projects."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    Hold one column: the titles it goes by, what its cells are, and whether every row needs it.
    """

    titles: tuple[str, ...]
    holds: str
    is_needed: bool = False


COLUMNS: Final[dict[str, Column]] = {
    "programme": Column(("지원사업", "지원사업명", "사업명"), "name", is_needed=True),
    "track": Column(("트랙", "유형", "트랙(유형)"), "name", is_needed=True),
    "year": Column(("연도", "기수", "기수(연도)"), "year", is_needed=True),
    "number": Column(("과제번호", "과제 번호"), "name", is_needed=True),
    "theme": Column(("과제명", "협업과제", "협업과제명", "주제"), "name"),
    "industry": Column(("업종", "산업", "산업분야"), "name"),
    "host": Column(("주관기관", "주관기관명"), "name", is_needed=True),
    "demand": Column(("수요기업", "수요기업명"), "names", is_needed=True),
    "startup": Column(("창업기업", "창업기업명", "스타트업"), "names", is_needed=True),
    "fund": Column(("투자조합", "펀드", "투자조합(펀드)"), "names"),
    "group": Column(("기업집단", "수요기업 기업집단"), "names"),
    "status": Column(("과제 상태", "진행 상태"), "status"),
    "consignment": Column(("수탁·위탁거래", "수위탁거래", "수위탁 여부"), "truth"),
    "subcontract": Column(("하도급거래", "하도급 여부"), "truth"),
    "startup_is_sme": Column(("중소기업", "중소기업 여부"), "truth"),
    "stage": Column(("단계",), "stage"),
    "starts_on": Column(("단계 시작일", "시작일"), "day"),
    "ends_on": Column(("단계 종료일", "종료일"), "day"),
    "material_provided_on": Column(("자료 제공일", "기술자료 제공일"), "day"),
    "document_type": Column(("필요 문서", "문서 종류"), "document_type"),
    "required_before": Column(("제출 기한", "필요 시점"), "before"),
    "state": Column(("문서 상태",), "state"),
}

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "stage": {"match": ("매칭",), "poc": ("기술검증", "기술검증(poc)"), "market": ("시장검증",)},
    "status": {"active": ("진행", "진행 중", "수행"), "ended": ("종료", "완료"), "stopped": ("중단",)},
    "state": {
        "not_submitted": ("미제출",),
        "none": ("없음", "미체결"),
        "not_applicable": ("해당 없음", "해당없음", "n/a"),
    },
    "before": {
        "material": ("자료 제공", "자료 제공 전", "기술자료 제공"),
        "start": ("단계 시작", "시작", "착수"),
        "end": ("단계 종료", "종료"),
    },
    "truth": {"yes": ("예", "y", "true", "o", "해당"), "no": ("아니오", "아니요", "n", "false", "x", "비해당")},
    "document_type": {
        "nda": ("비밀유지계약", "비밀유지계약서", "비밀유지협약"),
        "poc": ("기술검증 계약", "기술검증(poc) 계약", "poc 계약", "기술검증계약"),
        "joint_development": ("공동개발계약", "공동연구개발계약"),
        "licence": ("실시허락 계약", "라이선스 계약", "실시허락(라이선스) 계약"),
        "supply": ("공급·위탁계약", "공급계약", "위탁계약"),
        "order": ("약정서", "위탁 약정서"),
        "mou": ("업무협약", "업무협약서"),
        "support": ("사업비 협약", "사업비협약"),
        "investment": ("신주인수계약", "투자계약"),
        "shareholders": ("주주간계약",),
        "convertible": ("전환사채 계약",),
        "safe": ("조건부지분인수계약",),
        "term_sheet": ("텀시트", "투자조건표"),
        "other": ("그 밖의 계약", "기타"),
    },
}


STAGE_NAMES: Final[dict[str, tuple[str, str]]] = {
    "match": ("매칭", "matching"),
    "poc": ("기술검증(PoC)", "technology verification (PoC)"),
    "market": ("시장검증", "market verification"),
}
DOCUMENT_NAMES: Final[dict[str, tuple[str, str]]] = {
    "nda": ("비밀유지계약", "non-disclosure agreement"),
    "poc": ("기술검증(PoC) 계약", "PoC agreement"),
    "joint_development": ("공동개발계약", "joint-development agreement"),
    "licence": ("실시허락(라이선스) 계약", "licence"),
    "supply": ("공급·위탁계약", "supply agreement"),
    "order": ("약정서", "written order (Art. 21)"),
    "mou": ("업무협약", "memorandum of understanding"),
    "support": ("사업비 협약", "support-fund agreement"),
    "investment": ("신주인수계약", "share subscription agreement"),
    "shareholders": ("주주간계약", "shareholders' agreement"),
    "convertible": ("전환증권 계약", "convertible note agreement"),
    "safe": ("조건부지분인수계약", "SAFE"),
    "term_sheet": ("텀시트", "term sheet"),
    "other": ("그 밖의 계약", "other agreement"),
}
BEFORE_NAMES: Final = {"material": "기술자료 제공", "start": "단계 시작", "end": "단계 종료", "day": "정한 날"}
STATE_NAMES: Final = {"registered": "등록", "not_submitted": "미제출", "none": "없음", "not_applicable": "해당 없음"}


def compact(words: str) -> str:
    """
    Give words as they are compared: lower case, without blanks or middle dots.
    """
    return "".join(letter for letter in words.lower() if not letter.isspace() and letter not in "·ㆍ_")


def meaning(kind: str, written: str) -> str | None:
    """
    Give the value that a word of a kind stands for; None for an unknown word.
    """
    said = compact(written)
    return next(
        (value for value, words in WORDS[kind].items() if said in {compact(one) for one in (value, *words)}), None
    )


def column_of(title: str) -> str | None:
    """
    Give the column that a title names; None for a title that says something else.
    """
    said = compact(title)
    return next(
        (name for name, one in COLUMNS.items() if said in {compact(each) for each in (name, *one.titles)}), None
    )
