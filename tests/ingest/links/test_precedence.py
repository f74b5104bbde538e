"""
What prevails, which language governs and which terms are kept elsewhere is read with its look-alikes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.notices import EXTERNAL_TERMS, FOREIGN_PREVAILS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Document

KOREAN = "공동개발계약서\n\n제1조(목적) 협력한다.\n제2조(내용) {}\n제3조(비용) 각자 부담한다.\n제4조(비밀) 유지한다.\n"
ENGLISH = "SUPPLY AGREEMENT\n\n1. SCOPE\n1.1 {}\n2. TERM\n2.1 One year.\n3. LAW\n3.1 Korean law.\n"


@pytest.mark.parametrize(
    ("words", "winner", "losers"),
    [
        ("본문과 별첨 운영기준이 상충하는 경우 별첨이 우선한다.", "annex", ("body",)),
        ("본문과 별첨 운영기준이 상충하는 경우 본문이 우선한다.", "body", ("annex",)),
        ("부속합의서는 본 계약에 우선한다.", "side_letter", ("body",)),
        ("특약사항은 본 계약의 다른 조항에 우선하여 적용한다.", "side_letter", ("body",)),
        ("개별계약과 본 계약의 내용이 상이한 경우 개별계약이 우선한다.", "individual_contract", ("body",)),
        ("본 계약과 개별계약이 상충하는 경우 본 계약이 개별계약에 우선한다.", "body", ("individual_contract",)),
        (
            "추후 체결되는 개별계약에서 달리 정한 경우 그에 따르며 을은 체결을 거절할 수 없다.",
            "individual_contract",
            (),
        ),
        ("법령의 강행규정이 본 계약에 우선한다.", "law", ("body",)),
    ],
)
def test_ranks(read: Callable[[str], Document], words: str, winner: str, losers: tuple[str, ...]) -> None:
    """
    The winner and the losers of a conflict are told apart, whichever way round the sentence says it.
    """
    assert [(one.winner, one.losers) for one in read(KOREAN.format(words)).precedence] == [(winner, losers)]


@pytest.mark.parametrize(
    "words",
    [
        "갑은 을에게 우선매수권을 부여한다.",
        "당사자는 우선적으로 대화와 협상을 통하여 해결한다.",
        "추가 대금은 정산금에서 우선 공제할 수 있다.",
        "납품 일정은 발주서에 따른다.",
    ],
)
def test_other_priorities(read: Callable[[str], Document], words: str) -> None:
    """
    Rights of first refusal and the order of payments are no ranks of texts.
    """
    assert read(KOREAN.format(words)).precedence == ()


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (KOREAN.format("국문본과 영문본이 상이한 경우 영문본이 우선한다."), True),
        (KOREAN.format("해석에 차이가 있을 때에는 영문 계약서를 우선한다."), True),
        (KOREAN.format("본 계약의 정본은 영어로 작성하며, 국문은 번역에 불과하다."), True),
        (KOREAN.format("영문본은 참고용이며 국문본과 상이한 경우 국문본이 우선한다."), False),
        (KOREAN.format("본 계약은 한국어를 기준으로 해석한다."), False),
        (KOREAN.format("영문 홈페이지를 우선 구축한다."), False),
        (ENGLISH.format("In case of discrepancy the Korean version shall prevail over the English version."), True),
        (ENGLISH.format("In case of discrepancy the English version shall prevail."), False),
        (ENGLISH.format("The English courts shall govern the procedure."), False),
        (
            "契約書\n\n第1条（言語）　日本語版と英語版に相違がある場合、英語版が優先する。\n第2条（期間）　１年とする。\n",
            True,
        ),
        (
            "契約書\n\n第1条（言語）　日本語版と英語版に相違がある場合、日本語版が優先する。\n第2条（期間）　１年とする。\n",
            False,
        ),
    ],
)
def test_prevailing_language(read: Callable[[str], Document], text: str, warned: bool) -> None:  # noqa: FBT001
    """
    A version in another language than the one read is warned of when it prevails, and only then.
    """
    assert any(one.code == FOREIGN_PREVAILS for one in read(text).warnings) is warned


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (KOREAN.format("갑이 홈페이지에 게시하는 협력사 지침(수시 개정본 포함)은 본 계약의 일부를 이룬다."), True),
        (KOREAN.format("품질관리 지침은 갑의 포털에 게시되며 갑은 이를 수시로 변경할 수 있고 을은 이를 준수하여야 한다."), True),
        (KOREAN.format("갑은 하도급법 등 관계 법령(개정 포함)을 준수한다."), False),
        (KOREAN.format("공정거래위원회가 홈페이지에 게시하는 지침(개정 포함)을 준수한다."), False),
        (KOREAN.format("인도조건은 Incoterms 2020에 따른다."), False),
        (KOREAN.format("가맹본부는 홈페이지에 변경된 가격을 게시한다."), False),
        (ENGLISH.format("Supplier shall comply with the Code of Conduct posted on Buyer's website, as amended from time to time."), True),
        (ENGLISH.format("Supplier shall comply with applicable laws as amended from time to time."), False),
    ],
)  # fmt: skip
def test_external_terms(read: Callable[[str], Document], text: str, warned: bool) -> None:  # noqa: FBT001
    """
    Terms on a website that may change and count all the same are warned of; laws and notices of prices are not.
    """
    assert any(one.code == EXTERNAL_TERMS for one in read(text).warnings) is warned
