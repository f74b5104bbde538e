"""
Read terms out of sentences as they are written in many ways, and out of papers that lack them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.document import Role
from rules import catalog, check
from tests.rules.documents import CHECKED, document

if TYPE_CHECKING:
    from rules.terms.value import TermRead

KO = {"회사": Role.STARTUP, "투자자": Role.INVESTOR, "이해관계인": Role.FOUNDER}
EN = {"Company": Role.STARTUP, "Investor": Role.INVESTOR, "Founder": Role.FOUNDER}


def terms(text: str, kind: str = "investment") -> dict[str, TermRead]:
    """
    Read the terms of a text.
    """
    parties = EN if "Article" in text else KO
    read = check(document(text, kind, parties), catalog.load().select(packs=["none"]), CHECKED).terms
    return {row.id: row for row in read}


def values(text: str, term: str, language: str = "ko") -> list[str]:
    """
    Give the values of one term in words.
    """
    return [getattr(found.value.text, language) for found in terms(text)[term].found]


@pytest.mark.parametrize(
    ("term", "value", "text"),
    [
        ("amount", "700,000,000원", "제2조(투자) 투자자는 회사에 총 투자금 7억원을 투자한다."),
        ("amount", "1,200,000,000원", "제2조(인수) 인수대금 총액은 금 십이억원으로 한다."),
        ("share_price", "12,500원", "제2조(인수) 신주의 1주당 인수가액은 12,500원(액면가 500원)으로 한다."),
        ("shares", "30,000주", "제2조(인수) 투자자는 우선주식 30,000주를 인수한다."),
        ("post_money", "20,000,000,000원", "제2조(기업가치) 투자 후 기업가치는 200억원으로 한다."),
        ("liquidation_multiple", "2배", "제6조(청산) 회사가 청산되면 투자자는 인수가격의 2배를 우선하여 분배받는다."),
        ("liquidation_multiple", "1배", "제6조(잔여재산의 분배) 투자자는 투자원금 상당액을 보통주주에 앞서 받는다."),
        ("participation", "비참가적", "제6조(청산) 청산 시 발행가액을 우선 분배받으며 나머지 재산에는 참가하지 아니한다."),
        ("dividend_rate", "연 2%", "제5조(배당) 우선주식은 액면금액의 연 2%를 우선하여 배당받는다."),
        ("dividend_kind", "누적적", "제5조(배당) 우선주식의 배당은 누적적으로 한다."),
        ("redemption_rate", "연 8% 복리", "제7조(상환) 상환가액은 인수가액에 연 복리 8%를 가산한 금액으로 한다."),
        ("redemption_start", "3년", "제7조(상환) 투자자는 발행일로부터 3년이 경과한 날부터 상환을 청구할 수 있다."),
        ("redemption", "두지 아니함", "제7조(상환) 우선주식에는 상환권을 두지 아니한다."),
        ("anti_dilution", "가중평균", "제8조(조정) 낮은 가격으로 신주를 발행하면 전환가격을 가중평균법에 따라 조정한다."),
        ("refixing_floor", "80%", "제8조(전환) 전환가격은 최초 전환가격의 80% 미만으로 조정하지 아니한다."),
        ("observer", "있음", "제9조(이사회) 투자자는 옵서버 1인을 이사회에 참석하게 할 수 있다."),
        ("board_size", "5명", "제9조(이사회) 이사회는 5인의 이사로 구성하며 투자자가 1인을 지명한다."),
        ("board_seats", "1명", "제9조(이사회) 이사회는 5인의 이사로 구성하며 투자자가 1인을 지명한다."),
        ("drag_wait", "5년", "제11조(동반매도) 거래종결일로부터 5년이 지난 후 투자자는 다른 주주의 주식을 함께 매각할 것을 요구할 수 있다."),
        ("lock_up", "3년", "제12조(주식처분의 제한) 이해관계인은 거래종결일로부터 3년간 주식을 처분하지 못한다."),
        ("non_compete", "2년", "제13조(경업금지) 이해관계인은 퇴임 후 2년 동안 회사와 경쟁하는 사업을 하지 아니한다."),
        ("penalty", "10%", "제15조(위약벌) 회사가 위반하면 투자금의 10%를 위약벌로 지급한다."),
        ("default_interest", "연 12%", "제16조(지연배상금) 지급을 지체한 때에는 연 12%의 지연배상금을 지급한다."),
        ("warranty_cap", "투자금", "제5조(진술과 보장) 진술 및 보장의 위반에 따른 배상책임은 투자금을 초과하지 아니한다."),
        ("founder_liability", "고의ㆍ중과실에 한함", "제20조(책임) 이해관계인은 회사와 연대하여 책임을 진다. 다만, 이해관계인에게 고의 또는 중과실이 없는 때에는 그러하지 아니하다."),
        ("founder_liability", "없음", "제12조(책임) 이해관계인은 회사의 채무에 대하여 연대보증을 하지 아니한다."),
        ("interest", "연 1%", "제1조(사채의 발행)\n4. 표면이자율: 연 1.0%\n5. 만기보장수익률: 연 복리 4.5%"),
        ("put_price", "연 15% 복리", "제14조(매수가격) 매수가격은 인수가격에 연복리 15%를 가산한 금액과 시가 중 높은 금액으로 한다."),
        ("first_refusal_period", "30일", "제9조(우선매수) 투자자는 상장까지 5년간 이해관계인이 주식을 처분하는 때에 통지를 받은 날부터 30일 이내에 우선매수할 수 있다."),
        ("costs", "각자 부담", "제17조(비용) 각 당사자는 자신의 비용을 부담한다."),
    ],
)  # fmt: skip
def test_a_korean_term_is_read(term: str, value: str, text: str) -> None:
    """
    The value is found whatever the sentence around it.
    """
    assert value in values(text, term)


@pytest.mark.parametrize(
    ("term", "value", "text"),
    [
        ("amount", "USD 2,000,000", "Article 2. Investment\nThe aggregate purchase price is US$2,000,000."),
        ("share_price", "KRW 10,000", "Article 2. Issue\nThe subscription price is KRW 10,000 per share."),
        ("pre_money", "USD 8,000,000", "Article 2. Valuation\nThe pre-money valuation is US$8 million."),
        ("redemption_rate", "6% a year, compound", "Article 6. Redemption\nThe redemption price is the issue price plus compound interest of 6% per annum."),
        ("anti_dilution", "full ratchet", "Article 7. Conversion\nUpon any issue below the conversion price, the conversion price shall be reduced to such lower price."),
        ("drag_threshold", "75%", "Article 9. Drag-along\nHolders of 75% of the shares may require the other holders to join in a sale of the Company."),
        ("lock_up", "4 years", "Article 10. Lock-up\nThe Founder shall not sell any shares for four years."),
        ("full_time", "agreed", "Article 11. Founder\nThe Founder shall devote her whole working time to the Company."),
        ("mfn", "until the next round", "Article 12. Terms\nIf more favourable terms are given to another holder before the next equity round, the Investor may take them."),
        ("costs", "each bears its own", "Article 13. Costs\nEach party bears its own costs."),
    ],
)  # fmt: skip
def test_an_english_term_is_read(term: str, value: str, text: str) -> None:
    """
    The value is found in English too.
    """
    assert value in values(text, term, "en")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("share_price", "제2조(인수) 우선주식의 액면가는 500원으로 한다."),
        ("non_compete", "제13조(비밀유지) 이해관계인은 퇴임 후 2년 동안 비밀을 누설하지 아니한다."),
        ("redemption_rate", "제7조(상환) 상환대금의 지급을 지체하면 연 15%의 지연배상금을 가산한다."),
        ("penalty", "제15조(손해배상) 위약벌은 두지 아니하며 실제 손해를 배상한다."),
        ("veto_subjects", "제10조(협의) 회사는 정관을 변경하려면 투자자와 사전에 협의한다."),
        (
            "anti_dilution",
            "제7조(전환) 상장 시 공모단가의 70%가 전환가격보다 낮은 경우 전환가격을 그 금액으로 조정한다.",
        ),
        ("board_seats", "제8조(이사회) 이사회는 5인으로 하고 이해관계인이 3인을 지명할 수 있다."),
        ("redemption_start", "제8조(상환) 투자자는 발행일부터 1년이 경과한 날부터 상환을 청구하여서는 아니 된다."),
        ("mfn", "제17조(조건) 장래 투자자에게 더 유리한 조건을 부여하더라도 투자자에게도 적용할 의무는 없다."),
        ("amount", "제4조(위약) 위반한 당사자는 위약금으로 1억원을 지급한다."),
    ],
)
def test_a_look_alike_gives_no_value(term: str, text: str) -> None:
    """
    A number about something else is no value, and nothing is put in its place.
    """
    assert terms(text)[term].found == ()


def test_every_value_is_quoted_from_the_file() -> None:
    """
    A value carries the clause and the words it was read from.
    """
    text = "제15조(위약벌) 회사가 위반하면 투자금의 10%를 위약벌로 지급한다."
    [found] = terms(text)["penalty"].found
    assert found.evidence.clause == "제15조"
    assert text[found.evidence.span.start : found.evidence.span.end] == found.evidence.quote


def test_values_at_odds_are_all_shown_and_less_certain() -> None:
    """
    Where a paper gives two values, neither is chosen.
    """
    text = (
        "제15조(위약벌) 회사가 위반하면 투자금의 10%를 위약벌로 지급한다.\n"
        "제16조(위약벌) 이해관계인이 위반하면 투자금의 15%를 위약벌로 지급한다."
    )
    found = terms(text)["penalty"].found
    assert [one.value.text.ko for one in found] == ["10%", "15%"]
    assert all(one.certainty <= 0.6 for one in found)


def test_a_value_is_set_beside_the_usual_position() -> None:
    """
    The usual position comes with its number of the day, its sources and what they are worth.
    """
    row = terms("제15조(위약벌) 회사가 위반하면 투자금의 30%를 위약벌로 지급한다.")["penalty"]
    assert row.position == "beyond"
    assert row.market is not None
    assert row.market.text.ko == "투자금의 10% 이하"
    assert [source.standing for source in row.market.sources] == ["second_hand", "default"]


def test_other_agreements_have_no_terms() -> None:
    """
    A supply agreement is given no table.
    """
    assert terms("제15조(위약벌) 회사가 위반하면 대금의 10%를 위약벌로 지급한다.", "supply") == {}
