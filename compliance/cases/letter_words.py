"""
Keep what each kind of letter always says, in Korean: its title, its opening sentence, and what the reader must know.

Source of what each has to hold: ../shared/domain/WORKFLOW.md 1.7 and the articles named there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.cases.states import LetterKind, Measure
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

MEASURES: Final[Mapping[Measure, Word]] = {
    Measure.GUIDANCE: Word("행정지도", "administrative guidance"),
    Measure.DEMAND: Word("개선요구", "demand for improvement"),
    Measure.RECOMMENDATION: Word("시정권고", "corrective recommendation"),
    Measure.ORDER: Word("시정명령", "corrective order"),
    Measure.POINTS: Word("벌점", "penalty points"),
    Measure.FINE: Word("과태료", "administrative fine"),
    Measure.PUBLICATION: Word("공표", "public announcement"),
    Measure.FTC_REQUEST: Word("공정거래위원회 조치요구", "request to the KFTC"),
}
LETTERS: Final[Mapping[LetterKind, Word]] = {
    LetterKind.SELF_CORRECTION: Word("자진개선 안내", "guidance on self-correction"),
    LetterKind.EXPLANATION: Word("소명요청서", "request for explanation"),
    LetterKind.ONSITE: Word("현장조사 통지", "notice of investigation"),
    LetterKind.PRIOR_NOTICE: Word("처분 사전통지", "prior notice of disposition"),
    LetterKind.MEASURE: Word("시정요구", "request for correction"),
    LetterKind.SUPPLEMENT: Word("이행 보완 요구", "request to complete the remedy"),
    LetterKind.FOLLOW_UP: Word("후속조치 통지", "notice of follow-up"),
    LetterKind.TRANSFER: Word("사건 이관", "transfer of the case"),
    LetterKind.OBJECTION_RESULT: Word("이의신청 결과 통지", "result of the objection"),
    LetterKind.CLOSING: Word("사건 종결 통지", "notice of closing"),
}
SECRETS: Final = "제출 자료에 영업비밀이 있으면 해당 부분에 「영업비밀」이라고 표시하여 주시기 바랍니다."
NO_RETALIATION: Final = (
    "이 건과 관련하여 거래 정지·물량 감축 등 상대 기업에 불이익을 주는 행위는 "
    "「대ㆍ중소기업 상생협력 촉진에 관한 법률」 제25조제1항제14호에 따라 금지됩니다."
)
SUSPICION: Final = "붙임의 지적사항은 확인이 필요한 의심 사항이며, 위반으로 판단된 것이 아닙니다."
OBJECTING: Final = (
    "이 처분에 이의가 있으면 처분을 안 날부터 30일 이내에 이의신청(「행정기본법」 제36조)을 할 수 있고, "
    "90일 이내에 행정심판을 청구하거나 행정소송을 제기할 수 있습니다."
)


@dataclass(frozen=True, slots=True)
class Form:
    """
    Hold what a kind of letter says: its opening, what the asked lines are called, what the day is, and its notices.

    `due` is None where the letter sets no day; `attaches` tells whether the findings are listed behind it.
    """

    opening: str
    asked: str
    due: str | None
    notices: tuple[str, ...] = ()
    attaches: bool = True


FORMS: Final[Mapping[LetterKind, Form]] = {
    LetterKind.SELF_CORRECTION: Form(
        "귀사가 체결한 계약을 점검한 결과, 붙임과 같이 개선을 검토할 조항이 있어 자진개선을 안내합니다.",
        "개선을 검토할 사항",
        "자진개선 결과 제출기한",
        (
            SUSPICION,
            (
                "조사를 시작하기 전에 피해를 구제한 경우 개선요구 등을 하지 아니할 수 있고, 개선요구 전에 구제한 경우 벌점을 "
                "경감할 수 있습니다(「대ㆍ중소기업 상생협력 촉진에 관한 법률」 제28조의3)."
            ),
            "제출할 증빙: 변경계약서 등 조항을 고쳤음을 확인할 수 있는 자료",
        ),
    ),
    LetterKind.EXPLANATION: Form(
        "귀사가 체결한 계약을 점검한 결과, 붙임의 조항에 관하여 사실관계와 의견을 확인하고자 소명을 요청합니다.",
        "질의 사항",
        "소명서 제출기한",
        (
            SUSPICION,
            "서면 대신 출석하여 의견을 진술하기를 원하시면 제출기한 전에 알려 주시기 바랍니다.",
            SECRETS,
            NO_RETALIATION,
        ),
    ),
    LetterKind.ONSITE: Form(
        "「대ㆍ중소기업 상생협력 촉진에 관한 법률」 제40조에 따라 아래와 같이 현장조사를 실시함을 알려드립니다.",
        "조사 목적·내용과 준비할 자료",
        "조사 일시",
        (
            "조사 공무원은 권한을 표시하는 증표를 보이고, 성명·출입시간·출입 목적을 적은 문서를 드립니다(제40조제3항).",
            NO_RETALIATION,
        ),
    ),
    LetterKind.PRIOR_NOTICE: Form(
        "아래와 같이 처분을 하고자 하므로 「행정절차법」 제21조에 따라 미리 알려드립니다.",
        "처분의 원인이 되는 사실과 처분의 내용",
        "의견 제출기한",
        (
            "처분하려는 내용에 관하여 의견을 제출할 수 있으며, 기한까지 의견이 없으면 의견이 없는 것으로 봅니다.",
            "의견 제출기관은 이 문서의 발신기관입니다.",
            SECRETS,
        ),
    ),
    LetterKind.MEASURE: Form(
        "귀사가 체결한 계약에 관하여 아래와 같이 시정할 사항이 확인되어 {measure}을(를) 시행합니다.",
        "시정할 사항과 사유",
        "시정기한",
        ("기한까지 이행결과와 증빙을 제출하여 주시기 바랍니다.", NO_RETALIATION),
    ),
    LetterKind.SUPPLEMENT: Form(
        "제출하신 이행결과를 검토한 결과, 아래 사항의 보완이 필요하여 알려드립니다.",
        "보완할 사항",
        "보완 제출기한",
    ),
    LetterKind.FOLLOW_UP: Form(
        "시정요구를 기한까지 이행하지 아니하여 아래와 같이 {measure} 절차를 진행함을 알려드립니다.",
        "후속조치의 사유와 내용",
        None,
        ("이제라도 이행한 결과를 제출할 수 있습니다.", OBJECTING),
    ),
    LetterKind.TRANSFER: Form("아래 사건을 귀 기관의 소관으로 판단하여 이관합니다.", "이관 사유", None),
    LetterKind.OBJECTION_RESULT: Form(
        "귀사의 이의신청에 대한 결과를 아래와 같이 알려드립니다.",
        "주문과 이유",
        None,
        ("이 결과를 통지받은 날부터 90일 이내에 행정심판을 청구하거나 행정소송을 제기할 수 있습니다.",),
        attaches=False,
    ),
    LetterKind.CLOSING: Form(
        "귀사에 대한 사건을 아래와 같이 종결하였음을 알려드립니다.",
        "종결 사유",
        None,
        ("협조하여 주셔서 감사합니다.",),
        attaches=False,
    ),
}
IF_NOT: Final[Mapping[Measure, tuple[str, ...]]] = {
    Measure.GUIDANCE: (
        "이 행정지도는 권고이며, 따르지 않았다는 이유로 불이익한 조치를 하지 않습니다(「행정절차법」 제48조).",
    ),
    Measure.DEMAND: (
        "기한까지 개선하지 아니하면 「대ㆍ중소기업 상생협력 촉진에 관한 법률」 제27조제3항에 따라 명칭과 요지를 공표합니다.",
    ),
    Measure.RECOMMENDATION: (
        "이행하지 아니하면 「중소기업기술 보호 지원에 관한 법률」 제8조의3에 따라 공표할 수 있으며, 그 전에 의견을 듣습니다.",
    ),
    Measure.ORDER: (
        (
            "기한까지 이행하지 아니하면 「대ㆍ중소기업 상생협력 촉진에 관한 법률」 제27조제3항에 따라 명칭과 요지를 공표하며, "
            "공표 후 1개월이 지나도록 이행하지 아니하면 제41조에 따라 처벌될 수 있습니다."
        ),
        OBJECTING,
    ),
    Measure.POINTS: (OBJECTING,),
    Measure.FINE: (
        "과태료 부과에 이의가 있으면 통지를 받은 날부터 60일 이내에 이의를 제기할 수 있습니다(「질서위반행위규제법」 제20조).",
    ),
}
"""What a letter says of not obeying, and of the way to object, by its measure."""
