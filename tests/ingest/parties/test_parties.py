"""
Parties are found with label, name, role and other names, and a role is only given where the text gives it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ingest.canonical import canonical
from ingest.document import DeclaredParty, Party, Role
from ingest.outline import outline
from ingest.parties import parties_of
from ingest.parties.names import core, organisation

if TYPE_CHECKING:
    from pathlib import Path

POC = """기술검증(PoC) 계약서

{first}(이하 "갑")과 {second}(이하 "을")은 다음과 같이 기술검증 계약을 체결한다.

제1조(목적) {owner}이 보유한 재고예측 솔루션을 {host}의 물류센터에서 검증하는 데 필요한 사항을 정한다.
제2조(대금) {host}은 {owner}에게 검증 대금 3천만원을 지급한다.

2026년 3월 2일
갑 {first} 대표이사 김하나 (인)
을 {second} 대표이사 이두리 (인)
"""


def read(text: str, kind: str, declared: tuple[DeclaredParty, ...] = ()) -> dict[str, Party]:
    """
    Read the parties of a text by their labels.
    """
    folded = canonical(text)
    return {party.label: party for party in parties_of(folded, outline(folded), kind, declared)}


@pytest.mark.parametrize(("owner", "host"), [("갑", "을"), ("을", "갑")])
def test_the_swap_is_caught(owner: str, host: str) -> None:
    """
    갑 is the startup where the text shows it is: the label settles nothing.
    """
    found = read(POC.format(first="주식회사 가나", second="다라 주식회사", owner=owner, host=host), "poc")
    assert found[owner].role is Role.STARTUP
    assert found[host].role is Role.CORPORATE


def test_label_name_and_place() -> None:
    """
    A definition gives the label, the name and the place of the name; the short name is another word for it.
    """
    text = '위탁기업 태성가나 주식회사(이하 "위탁기업")와 수탁기업 주식회사 그린다라(이하 "수탁기업")는 그린다라의 기술자료에 관하여 계약한다.\n제1조(목적) 정한다.\n'
    found = read(text, "nda")
    assert (found["위탁기업"].name, found["위탁기업"].role) == ("태성가나 주식회사", Role.CORPORATE)
    assert (found["수탁기업"].name, found["수탁기업"].role) == ("주식회사 그린다라", Role.STARTUP)
    assert "그린다라" in found["수탁기업"].aliases
    span = found["수탁기업"].span
    assert span is not None
    assert text[span.start : span.end] == "주식회사 그린다라"


@pytest.mark.parametrize(
    ("first", "second", "roles"),
    [
        ("수요기업", "창업기업", (Role.CORPORATE, Role.STARTUP)),
        ("원사업자", "수급사업자", (Role.CORPORATE, Role.STARTUP)),
        ("구매사", "공급사", (Role.CORPORATE, Role.STARTUP)),
        ("발주자", "수행사", (Role.CORPORATE, Role.STARTUP)),
        ("도입기업", "개발사", (Role.CORPORATE, Role.STARTUP)),
        ("공공기관", "참여기업", (Role.PUBLIC_BODY, Role.STARTUP)),
    ],
)
def test_roles_by_label(first: str, second: str, roles: tuple[Role, Role]) -> None:
    """
    Labels that are words for a role give it.
    """
    text = f"{first} : 가나 주식회사\n{second} : 주식회사 다라\n제1조(목적) {first}와 {second}는 협력한다.\n"
    found = read(text, "supply")
    assert (found[first].role, found[second].role) == roles


def test_company_is_the_startup_where_money_goes_in() -> None:
    """
    회사 is the startup in an investment agreement, its founder a party of his own, and letter-spaced signatures match.
    """
    text = (
        '투자기업(이하 "갑") : 주식회사 가나\n투 자 자(이하 "을") : 다라인베스트먼트 주식회사\n이해관계인(이하 "병") : 홍길동(갑의 대표이사)\n'
        "제1조(목적) 을은 갑의 신주를 인수한다.\n2026. 3. 19.\n갑  주식회사 가나  대표이사  홍 길 동 (인)\n을  다라인베스트먼트 주식회사 (인)\n병  홍 길 동 (인)\n"
    )
    found = read(text, "investment")
    assert {label: party.role for label, party in found.items()} == {
        "갑": Role.STARTUP,
        "을": Role.INVESTOR,
        "병": Role.FOUNDER,
    }
    assert "이해관계인" in found["병"].aliases


def test_english_parties() -> None:
    """
    English definitions give label, name and role, with and without quotation marks.
    """
    text = (
        "PARTIES\n(1) Northgate Retail plc, incorporated in England with company number 02991847 (Client); and\n"
        '(2) Pellucid Vision Ltd, incorporated in England (the "Developer").\n1. Pilot\nThe Developer shall carry out the pilot.\n2. Fees\nThe Client shall pay.\n3. Law\nEnglish law.\n'
    )
    found = read(text, "poc")
    assert (found["Client"].name, found["Client"].role) == ("Northgate Retail plc", Role.CORPORATE)
    assert (found["Developer"].name, found["Developer"].role) == ("Pellucid Vision Ltd", Role.STARTUP)


def test_who_does_not_sign_is_no_party() -> None:
    """
    A parent company that is merely mentioned and defined is no party.
    """
    text = (
        '가나코리아 유한회사(이하 "가나")와 주식회사 다라(이하 "다라")는 계약한다.\n가나는 가나마바 가부시키가이샤(이하 "본사")의 자회사이다.\n'
        "1. 목적\n정한다.\n2. 기간\n정한다.\n3. 기타\n정한다.\n가나코리아 유한회사 이사 ○○○ (서명)\n주식회사 다라 대표이사 ○○○ (서명)\n"
    )
    assert set(read(text, "joint_development")) == {"가나", "다라"}


def test_signatures_in_two_columns() -> None:
    """
    Names that stand only in the signature block, side by side, are given to their labels.
    """
    text = (
        "비밀유지계약서\n제1조(목적) 갑과 을은 비밀을 유지한다.\n제2조 을은 갑의 알고리즘 기술을 평가한다.\n\n"
        "갑: 주식회사 새싹가나           을: 한빛그룹 주식회사\n대표이사 ○○○ (인)                대표이사 ○○○ (인)\n"
    )
    found = read(text, "nda")
    assert {label: (party.name, party.role) for label, party in found.items()} == {
        "갑": ("주식회사 새싹가나", Role.STARTUP),
        "을": ("한빛그룹 주식회사", Role.CORPORATE),
    }


def test_names_in_capitals() -> None:
    """
    Companies, funds and people printed in capitals are names.
    """
    text = (
        'dated 4 May 2026\nbetween\nPEBBLE ROBOTICS PTE. LTD. (the "Company")\nand\nORCHARD LANE FUND II L.P. (the "Noteholder")\nand\n'
        'TAN WEI LING (the "Founder")\nArticle 1 (Loan)\nThe Noteholder shall lend.\nArticle 2 (Law)\nKorean law.\n'
    )
    found = read(text, "convertible")
    assert {label: (party.name, party.role) for label, party in found.items()} == {
        "Company": ("PEBBLE ROBOTICS PTE. LTD.", Role.STARTUP),
        "Noteholder": ("ORCHARD LANE FUND II L.P.", Role.INVESTOR),
        "Founder": ("TAN WEI LING", Role.FOUNDER),
    }


def test_a_regulator_that_is_defined_is_no_party() -> None:
    """
    Where nobody signs, an English abbreviation that never does anything is no party.
    """
    text = (
        'Made between Foo Bar Inc. ("Foo") and Baz Ltd ("Baz"), subject to the rules of the Financial Conduct Authority Ltd ("FCA").\n'
        "Article 1 (A)\nFoo shall pay Baz under FCA rules.\nArticle 2 (B)\nBaz shall deliver.\n"
    )
    assert set(read(text, "supply")) == {"Foo", "Baz"}


def test_things_are_no_parties() -> None:
    """
    Defined terms for things, days and both parties together name nobody.
    """
    text = (
        '주식회사 가나(이하 "갑")와 다라 주식회사(이하 "을")는 렌즈 기술(이하 "계약기술")에 관하여 2026년 1월 2일(이하 "발효일") 계약(이하 "본 계약")을 체결한다'
        '(이하 갑과 을을 "당사자들"이라 한다).\n제1조(목적) 갑은 일방 당사자(이하 "공개당사자")로서 공개한다.\n'
    )
    assert set(read(text, "nda")) == {"갑", "을"}


def test_definition_ties_a_word_to_a_party() -> None:
    """
    A word that a definition ties to one party is another name of it; a word for either party is not.
    """
    text = (
        '주식회사 가나(이하 "가나")와 다라 주식회사(이하 "다라")는 계약한다.\n'
        '제1조(정의) "설비보유자"는 부속서 B의 설비를 소유하는 당사자, 즉 다라를 의미한다. "수령당사자"는 정보를 받는 당사자를 의미한다.\n'
    )
    found = read(text, "joint_development")
    assert "설비보유자" in found["다라"].aliases
    assert all("수령당사자" not in party.aliases for party in found.values())


@pytest.mark.parametrize(
    "purpose",
    [
        "스타트업인 “갑”의 제어기술을 대기업인 “을”의 공정에 적용한다.",
        "“갑”은 벤처기업으로서 제어기술을 보유하고, “을”은 대기업이며 공정을 보유한다.",
    ],
)
def test_what_a_party_is_said_to_be_counts_more_than_its_letter(purpose: str) -> None:
    """
    The startup may be 갑: "스타트업인 갑" tells the role.
    """
    text = (
        f"주식회사 가나(이하 “갑”이라 한다)와 다라 주식회사(이하 “을”이라 한다)는 계약한다.\n\n제1조(목적) {purpose}\n"
    )
    found = read(text, "joint_development")
    assert (found["갑"].role, found["을"].role) == (Role.STARTUP, Role.CORPORATE)


def test_no_role_without_evidence() -> None:
    """
    Two parties of whom nothing telling is said stay without a role, and their certainty is low.
    """
    text = '주식회사 가나(이하 "갑")와 주식회사 다라(이하 "을")는 협력한다.\n제1조(목적) 갑과 을은 협력한다.\n'
    for party in read(text, "other").values():
        assert party.role is Role.OTHER
        assert party.certainty <= 0.3


def test_what_both_sides_do_alike_tells_no_roles() -> None:
    """
    Two companies that each bring technology and each perform are not told apart by one small payment.
    """
    text = (
        'Collaboration agreement between Alpha Inc. ("Alpha") and Beta Inc. ("Beta").\n1. Work. Alpha shall perform its part. Beta shall perform its part. '
        "Alpha shall deliver samples. Beta shall deliver samples. Beta shall pay its own travel.\n"
    )
    found = read(text, "joint_development")
    assert {party.role for party in found.values()} == {Role.OTHER}


def test_the_other_side_follows_with_less_certainty() -> None:
    """
    Where one of two parties is surely the large company, the other is the startup, less surely.
    """
    text = '수요기업 가나 주식회사(이하 "수요기업")와 주관기관 주식회사 다라(이하 "다라마")는 협력한다.\n제1조(목적) 수요기업과 다라마는 협력한다.\n'
    found = read(text, "joint_development")
    assert found["다라마"].role is Role.STARTUP
    assert found["다라마"].certainty < found["수요기업"].certainty


def test_declared_parties_win() -> None:
    """
    A declared role is certain, whatever the text suggests, and what was read adds place and other names.
    """
    text = 'This Agreement is made between Daeryung Mobility Co., Ltd. (hereinafter "the Company"), and Ferrovane Inc. (hereinafter "the Startup").\nArticle 1 (Purpose)\nThe Company decides.\nArticle 2 (Term)\nOne year.\n'
    declared = (
        DeclaredParty("the Company", "Daeryung Mobility Co., Ltd.", Role.STARTUP),
        DeclaredParty("Ferro", "Ferrovane Inc.", Role.CORPORATE),
    )
    found = read(text, "nda", declared)
    assert set(found) == {"the Company", "Ferro"}
    assert (found["the Company"].role, found["the Company"].certainty) == (Role.STARTUP, 1.0)
    assert "Company" in found["the Company"].aliases
    assert "Startup" in found["Ferro"].aliases
    assert found["Ferro"].span is not None


def test_declared_party_that_is_not_read() -> None:
    """
    A declared party the text does not introduce is kept.
    """
    found = read("제1조(목적) 협력한다.\n", "mou", (DeclaredParty("호쿠가나코리아", "", Role.CORPORATE),))
    assert found["호쿠가나코리아"].role is Role.CORPORATE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("둔 니시가나코리아 주식회사", "니시가나코리아 주식회사"),
        ("와 대한민국 법률에 따라 설립되어 존속하며 청주시에 사무소를 둔 주식회사 바이오가나", "주식회사 바이오가나"),
        ("주식회사 가나바이오, 대한민국 법률에 따라 설립되어 존속하는 주식회사", "주식회사 가나바이오"),
        (
            "자작가나 스케일업 벤처투자조합 제3호 (업무집행조합원: 자작가나파트너스 주식회사)",
            "자작가나 스케일업 벤처투자조합 제3호",
        ),
        ("(주)별빛로보틱스", "(주)별빛로보틱스"),
        ("한국가나공사", "한국가나공사"),
        ("주식회사 에어가나멤브레인", "주식회사 에어가나멤브레인"),
        ("Larkmere Venture Fund No. 3, a venture investment association", "Larkmere Venture Fund No. 3"),
        ("Halvorsen Pike Systems Pte. Ltd. (UEN 1)", "Halvorsen Pike Systems Pte. Ltd."),
    ],
)
def test_names_of_organisations(text: str, name: str) -> None:
    """
    The name is cut out of what surrounds it.
    """
    found = organisation(text)
    assert found is not None
    assert text[found[0] : found[1]] == name


def test_core_of_a_name() -> None:
    """
    The legal form is no part of what a party is called.
    """
    assert core("주식회사 셀가나") == "셀가나"
    assert core("가나중공업 주식회사") == "가나중공업"
    assert core("Ferrovane Inc.") == "Ferrovane"


def test_blind_roles_over_the_development_exam(shared: Path) -> None:
    """
    Without any declaration at least 19 in 20 roles of the development exam are right.
    """
    right = total = 0
    for path in sorted((shared / "corpus" / "exam_dev").glob("*/*.txt")):
        key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = list(read(path.read_text(encoding="utf-8"), key["agreement_type"]).values())
        for gold in key["parties"]:
            mine = [
                party for party in found if party.name and (party.name in gold["name"] or gold["name"] in party.name)
            ]
            right += any(party.role == gold["role"] for party in mine)
            total += 1
    assert right >= 0.95 * total, f"{right} of {total}"


def test_a_company_that_guarantees_is_no_founder() -> None:
    """
    연대보증인 is a founder only where a natural person guarantees.
    """
    text = """물품공급 계약서

가람전자 주식회사(이하 "구매자"), 주식회사 나루(이하 "공급자") 및 {guarantor}(이하 "연대보증인")은 다음과 같이 계약을 체결한다.

제1조(보증) 연대보증인은 공급자의 채무를 보증한다.
"""
    company = read(text.format(guarantor="다솜보증 주식회사"), "supply")
    person = read(text.format(guarantor="대표이사 문하람"), "supply")
    assert company["연대보증인"].role is not Role.FOUNDER
    assert (person["연대보증인"].name, person["연대보증인"].role) == ("문하람", Role.FOUNDER)


def test_affiliates_are_parties_where_they_are_named() -> None:
    """
    A named affiliate is on the corporation's side; a word for all affiliates is no party.
    """
    text = """업무협약서

가람그룹 주식회사(이하 "대기업"), {affiliate}(이하 "계열회사")와 주식회사 나루(이하 "스타트업")는 다음과 같이 협약을 체결한다.

제1조(목적) 계열회사는 스타트업의 기술을 검토한다. 대기업은 이를 지원한다.
"""
    assert read(text.format(affiliate="가람물류 주식회사"), "mou")["계열회사"].role is Role.CORPORATE
    assert "계열회사" not in read(text.format(affiliate="그와 같은 기업집단에 속하는 회사들"), "mou")


def test_a_name_read_in_other_letters_where_it_signs_is_still_a_party() -> None:
    """A scan gives a name one letter wrong above and another below; the letter that signs tells who it is."""
    text = POC.format(first="가온산업 주식회사", second="주식회사 쏠리드빈", owner="을", host="갑")
    misread = text.replace("쏠리드빈", "쏘드빈", 1).replace("을 주식회사 쏠리드빈", "을 주식회사 쓸리드빈")
    assert {label: party.name for label, party in read(misread, "poc").items()} == {
        "갑": "가온산업 주식회사",
        "을": "주식회사 쏘드빈",
    }


@pytest.mark.parametrize(
    ("head", "kind", "label"),
    [
        (
            '이 규정은 대한화장품 주식회사(이하 "운영본부")가 여는 공모전에 참가하는 창업기업(이하 "도전팀")에 적용한다.',
            "other",
            "도전팀",
        ),
        (
            'These Rules apply between Daehan Corporation (the "Organizer") and each startup that enters (the "Entrant").',
            "other",
            "Entrant",
        ),
        (
            '주식회사 아람에너지(이하 "본 회사")와 동서벤처스 주식회사(이하 "투자회사")는 다음과 같이 계약한다.',
            "investment",
            "본 회사",
        ),
    ],
)
def test_whoever_joins_a_programme_or_is_invested_in_is_the_startup(head: str, kind: str, label: str) -> None:
    """Rules of a programme name nobody who enters it, and an investment agreement may say 본 회사."""
    assert read(f"{head}\n\n제1조(목적) 다음과 같이 정한다.\n", kind)[label].role is Role.STARTUP


def test_a_class_of_others_is_no_party() -> None:
    """Competitors that a definition sums up join nothing."""
    text = '한빛전자 주식회사(이하 "갑")와 주식회사 새싹(이하 "을")은 갑과 경쟁하는 기업(이하 "맞수")에 관하여 정한다.\n\n제1조(목적) 정한다.\n'
    assert "맞수" not in read(text, "poc")


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ("주식회사 가온오디오(가온)와 은하가전공업 주식회사(은하)는 아래와 같이 약정한다.", {"가온", "은하"}),
        (
            'Haneul Yards Co., Ltd. (Geoje; "Haneul") and Pixel Robotics Inc. (Pohang; "Pixel") agree.',
            {"Haneul", "Pixel"},
        ),
        (
            "Samnam Co., Ltd. (hereinafter the Demand Enterprise) and Gilnun Inc. (hereinafter the Participant) conclude this.",
            {"Demand Enterprise", "Participant"},
        ),
        (
            "1. 목적\n1.1 두레터널 주식회사(이하 “발주사”)는 주식회사 바위숨(이하 “제조사”)에 감지기의 제조를 맡김.\n1.2 기간은 1년으로 함.",
            {"발주사", "제조사"},
        ),
    ],
    ids=["part of the name", "place before it", "no quotes", "first clause"],
)
def test_parties_are_known_by_the_words_that_their_introduction_gives(opening: str, labels: set[str]) -> None:
    """
    A bracket may give a part of the name or a label without quotation marks, and the first clause may introduce them.
    """
    deeds = "\n".join(f"{label} shall perform its part." for label in sorted(labels))
    assert labels <= set(read(f"계약서\n\n{opening}\n\nArticle 9\n{deeds}\n", "supply"))
