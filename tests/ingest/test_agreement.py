"""
The kind of an agreement is read from its title first, from its words second, and says how sure that is.
"""

from __future__ import annotations

import pytest

from ingest.agreement import agreement_type, kinds
from ingest.canonical import canonical

TYPES = {
    "nda",
    "poc",
    "joint_development",
    "licence",
    "supply",
    "mou",
    "investment",
    "shareholders",
    "convertible",
    "safe",
    "term_sheet",
    "portfolio",
    "other",
}


def test_every_kind_has_its_file() -> None:
    """
    The kinds are those of the check's interface, each with titles and both names.
    """
    assert {kind.value for kind in kinds()} == TYPES
    assert all(kind.titles and kind.name_ko and kind.name_en for kind in kinds())


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("비밀유지계약서", "nda"),
        ("개념검증 협약서", "poc"),
        ("스타트업 기술 현장적용 실증 협약", "poc"),
        ("보안서약서", "nda"),
        ("연구개발 협약서", "joint_development"),
        ("차세대 전지 협력개발 계약서", "joint_development"),
        ("소프트웨어 개발 계약서", "supply"),
        ("특허 실시 계약서", "licence"),
        ("전략적 제휴 협약서", "mou"),
        ("투자 합의서", "investment"),
        ("주주간 합의서", "shareholders"),
        ("주요 투자조건 제안서", "term_sheet"),
        ("Convertible Note Purchase Agreement", "convertible"),
        ("Field Trial Agreement", "poc"),
        ("기술자료 비밀유지계약서", "nda"),
        ("비밀유지약정서(NDA)", "nda"),
        ("MUTUAL NON-DISCLOSURE AGREEMENT", "nda"),
        ("기술검증(PoC) 계약서", "poc"),
        ("실증사업 협약서", "poc"),
        ("PILOT AGREEMENT", "poc"),
        ("공동연구개발 협약서", "joint_development"),
        ("Joint Development Agreement", "joint_development"),
        ("통상실시권 허락 계약서", "licence"),
        ("소프트웨어 라이선스 계약서", "licence"),
        ("PATENT LICENSE AGREEMENT", "licence"),
        ("물품공급계약서", "supply"),
        ("소프트웨어사업 하도급계약서", "supply"),
        ("용역 계약서", "supply"),
        ("오픈이노베이션 업무협약서", "mou"),
        ("공동연구를 위한 양해각서", "mou"),
        ("MEMORANDUM OF UNDERSTANDING", "mou"),
        ("투 자 계 약 서", "investment"),
        ("신주인수계약서", "investment"),
        ("SHARE SUBSCRIPTION AGREEMENT", "investment"),
        ("주주간 계약서", "shareholders"),
        ("SHAREHOLDERS' AGREEMENT", "shareholders"),
        ("전환사채 인수계약서", "convertible"),
        ("조건부지분전환계약서", "convertible"),
        ("조건부지분인수계약서", "safe"),
        ("SAFE (Simple Agreement for Future Equity)", "safe"),
        ("투자조건 요약서", "term_sheet"),
        ("TERM SHEET", "term_sheet"),
        ("근로계약서", "other"),
        ("가상카드 이용약관", "other"),
        ("도면 열람에 관한 비밀 약속", "nda"),
        ("CONFIDENTIALITY UNDERTAKING BETWEEN SHIPYARDS", "nda"),
        ("AGREEMENT FOR FIELD VERIFICATION OF A LEAK SENSOR", "poc"),
        ("온도 예측 시험에 관한 합의 서한", "poc"),
        ("펌프 제어기를 함께 만드는 약속", "joint_development"),
        ("잡음 제거 기술의 실시에 관한 약정서", "licence"),
        ("프레스 부품 공급 조건 (물음과 답)", "supply"),
        ("급여 SaaS 이용 계약", "supply"),
        ("CONTRACT FOR THE MANUFACTURE AND SUPPLY OF PUMPS", "supply"),
        ("채소 판매 협력에 관한 의향 서신", "mou"),
        ("주주 사이의 약속을 정하는 합의서", "shareholders"),
        ("조건부지분인수계약서 및 부속 합의", "safe"),
        ("상환전환우선주 투자 주요조건서", "term_sheet"),
    ],
)
def test_by_title(title: str, value: str) -> None:
    """
    A usual title settles the kind, and the last noun of a Korean title is its head.
    """
    found = agreement_type(canonical(f"{title}\n\n갑과 을은 다음과 같이 약정한다.\n\n제1조(목적) 정한다.\n"))
    assert found.value == value


def test_evidence_is_the_title() -> None:
    """
    The title that gives the kind away is named as evidence.
    """
    text = "「가나」 기밀유지계약서\n제1조(목적) 정한다.\n"
    found = agreement_type(canonical(text))
    assert found.evidence is not None
    assert text[found.evidence.start : found.evidence.end] == "「가나」 기밀유지계약서"


def test_by_words_with_less_certainty() -> None:
    """
    Without a title the words decide, and less surely; a text that says nothing is "other".
    """
    text = (
        "약속의 글\n주식회사 하늘솔과 나래기계 주식회사는 협력을 검토하며 서로 자료를 보여 주기로 하고 다음과 같이 정한다.\n"
        "제1조 수령당사자는 공개당사자의 비밀정보를 비밀로 유지하고 검토 목적으로만 사용한다.\n"
        "제2조 비밀정보는 표시의 유무와 관계없이 공개당사자가 건넨 도면, 시료와 설명을 말한다.\n"
        "제3조 검토가 끝나면 수령당사자는 비밀정보를 반환하거나 폐기한다.\n"
    )
    found = agreement_type(canonical(text))
    assert found.value == "nda"
    assert found.certainty < 0.75
    assert agreement_type(canonical("안녕하세요.\n")).value == "other"


def test_a_later_mention_is_no_title() -> None:
    """
    The name of another agreement in the body does not change the kind.
    """
    text = "물품공급계약서\n제1조(목적) 공급에 관하여 정한다.\n제2조(비밀) 비밀유지계약서를 따로 체결한다.\n"
    assert agreement_type(canonical(text)).value == "supply"


def test_declared_kind_wins() -> None:
    """
    The submitter knows best.
    """
    found = agreement_type(canonical("비밀유지계약서\n"), "poc")
    assert (found.value, found.certainty, found.declared) == ("poc", 1.0, True)
