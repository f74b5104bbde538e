"""
Write the paper with which a startup may turn to an authority itself: a report under its name, or an anonymous tip.

Nothing of it is kept or sent: whoever asks for it decides alone whether it goes anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from compliance.exports.paper import Column, Paper, Paragraph, Section, Table

if TYPE_CHECKING:
    from datetime import date

UNSAID: Final = "(적지 않음)"
FACT: Final = (Column("구분", 1), Column("내용", 4))
FACTS_ONLY: Final = "아래는 신고인이 겪은 사실과 가지고 있는 자료이며, 위반 여부의 판단을 구합니다."
REPRISAL: Final = (
    "신고를 이유로 한 거래 정지·물량 감축 등 불이익은 「대·중소기업 상생협력 촉진에 관한 법률」 제25조제1항제14호와 "
    "「하도급거래 공정화에 관한 법률」 제19조에 따라 금지됩니다."
)


class Road(StrEnum):
    """
    Name the roads to an authority; they differ in who learns the name of whom.

    Source: ../shared/domain/WORKFLOW.md 1.2 to 1.4.
    """

    TECHNOLOGY = "technology"
    CONSIGNMENT = "consignment"
    SUBCONTRACT = "subcontract"
    TIP = "tip"


TITLES: Final = {
    Road.TECHNOLOGY: "중소기업기술 침해행위 신고서(초안)",
    Road.CONSIGNMENT: "수탁·위탁거래 불공정행위 신고서(초안)",
    Road.SUBCONTRACT: "하도급거래 불공정행위 신고서(초안)",
    Road.TIP: "익명 제보(초안)",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """
    Hold what somebody wants to tell; `reporter` and `contact` stay off an anonymous tip whatever they hold.
    """

    road: Road
    reporter: str
    contact: str
    respondent: str
    act: str
    harm: str
    evidence: str
    may_be_named: bool


def complaint_paper(told: Complaint, written_on: date) -> Paper:
    """
    Put it on paper.
    """
    is_tip = told.road is Road.TIP
    rows = [] if is_tip else [("신고인", told.reporter), ("연락처", told.contact)]
    rows.append(("대상 기업", told.respondent))
    if told.road is Road.SUBCONTRACT:
        agreed = "동의함" if told.may_be_named else "동의하지 않음"
        rows.append(("신고 사실을 원사업자에게 알리는 것", agreed))
    head = Table("", FACT, [(name, value or UNSAID) for name, value in rows], has_titles=False)
    sections = [
        Section("제보 대상" if is_tip else "당사자", (head,)),
        Section("있었던 일", (Paragraph(FACTS_ONLY), *_lines(told.act))),
        Section("입은 손해", _lines(told.harm)),
        Section("가지고 있는 자료", _lines(told.evidence)),
    ]
    if not is_tip:
        sections.append(Section("신고인 보호", (Paragraph(REPRISAL, 1),)))
    return Paper(TITLES[told.road], "", written_on, sections)


def _lines(text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line.strip(), 1) for line in text.splitlines() if line.strip()) or (Paragraph(UNSAID, 1),)
