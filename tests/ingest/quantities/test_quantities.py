"""
Quantities are read with kind, value, unit and time, in Korean and English, and point at their very words.
"""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quantities import read_quantities, to_annual, to_days

MONEY = [
    ("대금은 5,000,000원으로 한다", "5,000,000원", "5000000", "KRW", None),
    ("금 오천만원정을 지급한다", "오천만원정", "50000000", "KRW", None),
    ("일금 일억이천만원을 지급한다", "일억이천만원", "120000000", "KRW", None),
    ("금 500,000,000원 (발행 후", "500,000,000원", "500000000", "KRW", None),
    ("대가로 1억 8천만원을 갑에게", "1억 8천만원", "180000000", "KRW", None),
    ("5억 3천만원", "5억 3천만원", "530000000", "KRW", None),
    ("현금 2억원과 현물", "2억원", "200000000", "KRW", None),
    ("3,500만원을 반환한다", "3,500만원", "35000000", "KRW", None),
    ("파일럿 라인 350백만원 /", "350백만원", "350000000", "KRW", None),
    ("5천만원을 착수 시", "5천만원", "50000000", "KRW", None),
    ("단가 12 천원", "12 천원", "12000", "KRW", None),
    ("1.5억원을 한도로", "1.5억원", "150000000", "KRW", None),
    ("기업가치는 120억원을 넘지", "120억원", "12000000000", "KRW", None),
    ("기업가치 투자 전 100억 / 투자 후", "100억", "10000000000", "KRW", None),
    ("2조원", "2조원", "2000000000000", "KRW", None),
    ("1주당 100,000원에 발행", "100,000원", "100000", "KRW", None),
    ("₩50,000,000을 지급", "₩50,000,000", "50000000", "KRW", None),
    ("KRW 300,000,000 to the Company", "KRW 300,000,000", "300000000", "KRW", None),
    ("clinical validation KRW 1.9 bn;", "KRW 1.9 bn", "1900000000", "KRW", None),
    ("US$ 1,250,000.50 in cash", "US$ 1,250,000.50", "1250000.50", "USD", None),
    ("USD 3 million", "USD 3 million", "3000000", "USD", None),
    ("the fees are £36,000 exclusive", "£36,000", "36000", "GBP", None),
    ("SGD 4,000,000 for 16%", "SGD 4,000,000", "4000000", "SGD", None),
    ("JPY 5,000,000", "JPY 5,000,000", "5000000", "JPY", None),
    ("미화 100,000달러", "100,000달러", "100000", "USD", None),
    ("five million won shall be paid", "five million won", "5000000", "KRW", None),
    ("remit KRW 7,000,000 monthly to", "KRW 7,000,000", "7000000", "KRW", "month"),
    ("매월 200만원을 지급한다", "200만원", "2000000", "KRW", "month"),
    ("구매사는 연 7억원의 구매를 보장", "7억원", "700000000", "KRW", "year"),
    ("지체 1일당 50만원을", "50만원", "500000", "KRW", "day"),
    ("위반 1회당 금 1억원을 위약벌로", "1억원", "100000000", "KRW", "occurrence"),
]
RATES = [
    ("연 15%의 지연이자", "15%", "0.15", "", "year"),
    ("월 1.25%로 계산한 금액", "1.25%", "0.0125", "", "month"),
    ("매월 1.5%의 비율로 계산한", "1.5%", "0.015", "", "month"),
    ("연복리 10%를 적용한다", "10%", "0.1", "compound", "year"),
    ("연 4%(단리)를 더한 금액", "4%", "0.04", "simple", "year"),
    ("발행가액에 연 6%의 복리를 적용한", "6%", "0.06", "compound", "year"),
    ("연 5%의 단리를 더하고", "5%", "0.05", "simple", "year"),
    ("연 13%의 내부수익률을 실현하게", "13%", "0.13", "compound", "year"),
    ("연 이율 12%", "12%", "0.12", "", "year"),
    ("연간 8퍼센트의 이자", "8퍼센트", "0.08", "", "year"),
    ("지급을 지체한 당사자는 연 10%의 지연손해금을", "10%", "0.1", "", "year"),
    ("연 100분의 20", "100분의 20", "0.2", "", "year"),
    ("연 1할 5푼의 이자", "1할 5푼", "0.15", "", "year"),
    ("치른 날부터 해마다 2할씩을 더한", "2할", "0.2", "", "year"),
    ("연 5푼의 이자", "5푼", "0.05", "", "year"),
    ("지체일수마다 계약금액의 0.075%를 지급", "0.075%", "0.00075", "", "day"),
    ("지체일수 1일당 1/1000", "1/1000", "0.001", "", "day"),
    ("지체일수 1일당 계약금액의 1,000분의 3", "1,000분의 3", "0.003", "", "day"),
    ("지체 1일마다 해당 금액의 10,000분의 7.5를", "10,000분의 7.5", "0.00075", "", "day"),
    ("일 0.3%의 지체상금", "0.3%", "0.003", "", "day"),
    ("하루마다 0.1%를 더한다", "0.1%", "0.001", "", "day"),
    ("지연이자율은 12%로 한다", "12%", "0.12", "", None),
    ("bears interest at 18% a year, compounded monthly", "18%", "0.18", "compound", "year"),
    ("simple interest of 4% a year", "4%", "0.04", "simple", "year"),
    ("interest at twelve percent (12%) per annum", "twelve percent (12%)", "0.12", "", "year"),
    ("a rate of 1.5% per month on overdue sums", "1.5%", "0.015", "", "month"),
    ("0.1% of the price for each day of delay", "0.1%", "0.001", "", "day"),
    ("an annual rate of 8%", "8%", "0.08", "", "year"),
    ("increased by 14% a year compounded from Closing", "14%", "0.14", "compound", "year"),
    ("accrues daily at 4% a year above the base rate", "4%", "0.04", "", "year"),
    ("액면가 기준 연 1%의 비누적적 우선배당", "1%", "0.01", "", "year"),
]
SHARES = [
    ("30%의 지분", "30%", "0.3"),
    ("투자금의 100분의 25에 해당하는 돈", "100분의 25", "0.25"),
    ("발행주식총수의 3분의 2 이상", "3분의 2", "0.6666666666666666666666666667"),
    ("계약금액의 10%에 해당하는 보증서", "10%", "0.1"),
    ("순매출액의 2.5%로 한다", "2.5%", "0.025"),
    ("백분의 이십을 초과하는", "백분의 이십", "0.2"),
    ("천분의 5를", "천분의 5", "0.005"),
    ("비용은 절반씩 부담한다", "절반", "0.5"),
    ("for 16% of the fully diluted share capital", "16%", "0.16"),
    ("two thirds of the preferred shares", "two thirds", "0.6666666666666666666666666667"),
    ("Twenty per cent of the Fees", "Twenty per cent", "0.2"),
    ("Half of the amount is paid", "Half", "0.5"),
    ("fifty percent (50%) of net sales", "fifty percent (50%)", "0.5"),
    ("최초 전환가격의 70%를 하한으로", "70%", "0.7"),
    ("지체상금이 대금의 10퍼센트를 넘지", "10퍼센트", "0.1"),
    ("인수대금의 삼할을 내야", "삼할", "0.3"),
    ("인수대금의 두 할을 내야", "두 할", "0.2"),
]
PERIODS = [
    ("30일 이내에", "30일", "30", "day"),
    ("수령일부터 60일 안에", "60일", "60", "day"),
    ("10영업일 이내에", "10영업일", "10", "business_day"),
    ("15 영업일 전에", "15 영업일", "15", "business_day"),
    ("3개월 전까지", "3개월", "3", "month"),
    ("18개월간 유효하다", "18개월", "18", "month"),
    ("종료 후 2년간", "2년", "2", "year"),
    ("육십일 이내에", "육십일", "60", "day"),
    ("삼십일 전에 통지", "삼십일", "30", "day"),
    ("육개월 동안", "육개월", "6", "month"),
    ("여섯 달 안에", "여섯 달", "6", "month"),
    ("세 달 이어서", "세 달", "3", "month"),
    ("한 달 전에", "한 달", "1", "month"),
    ("일년간", "일년", "1", "year"),
    ("삼년 동안", "삼년", "3", "year"),
    ("1년 6개월이 지나면", "1년 6개월", "18", "month"),
    ("반년마다", "반년", "6", "month"),
    ("거래종결일의 3주년 이후", "3주년", "3", "year"),
    ("2주 이내에", "2주", "2", "week"),
    ("4주간 시범 운영", "4주간", "4", "week"),
    ("2주 이상 지급을 연체", "2주", "2", "week"),
    ("48시간 이내에", "48시간", "2", "day"),
    ("six (6) months after", "six (6) months", "6", "month"),
    ("thirty (30) days' prior notice", "thirty (30) days", "30", "day"),
    ("within 180 days", "180 days", "180", "day"),
    ("ten Business Days after", "ten Business Days", "10", "business_day"),
    ("a 24-month period", "24-month", "24", "month"),
    ("for five years after", "five years", "5", "year"),
    ("twenty-five years", "twenty-five years", "25", "year"),
    ("sixteen weeks from", "sixteen weeks", "16", "week"),
    ("From the third anniversary of issue", "third anniversary", "3", "year"),
    ("within one hundred and eighty days", "one hundred and eighty days", "180", "day"),
    ("2 years and 6 months", "2 years and 6 months", "30", "month"),
]
COUNTS = [
    ("이사 3인으로 구성하되", "3인", "3", "person", None),
    ("이사회는 매월 1회 연다", "1회", "1", "time", "month"),
    ("연 1회, 14일 전에", "1회", "1", "time", "year"),
    ("두 번 이상 지체한", "두 번", "2", "time", None),
    ("상환전환우선주 12,500주", "12,500주", "12500", "share", None),
    ("참관인 1명을", "1명", "1", "person", None),
    ("다섯 명의 연구원", "다섯 명", "5", "person", None),
    ("The board has five members.", "five members", "5", "person", None),
    ("50,000 preferred shares", "50,000 preferred shares", "50000", "share", None),
    ("계약서 3부를 작성", "3부", "3", "", None),
]
MULTIPLES = [
    ("발행가액의 1배를 우선 분배", "1배", "1"),
    ("1.5배에 해당하는 금액", "1.5배", "1.5"),
    ("삼배를 배상한다", "삼배", "3"),
    ("두 배의 금액", "두 배", "2"),
    ("three times the Issue Price", "three times", "3"),
    ("two and a half times the amount", "two and a half times", "2.5"),
    ("a liquidation preference of 2x the investment", "2x", "2"),
]
DATES = [
    ("2026년 3월 19일", "2026년 3월 19일", date(2026, 3, 19)),
    ("2026. 3. 19.", "2026. 3. 19", date(2026, 3, 19)),
    ("2026-03-19", "2026-03-19", date(2026, 3, 19)),
    ("February 3, 2026", "February 3, 2026", date(2026, 2, 3)),
    ("3 February 2026", "3 February 2026", date(2026, 2, 3)),
    ("12th day of March 2026", "12th day of March 2026", date(2026, 3, 12)),
]
NONE = [
    "제3조 제2항에 따라",
    "제30일이라 함은",
    "이사회의 결의",
    "환기ㆍ조명을 갖춘다",
    "공사명 : 회 사 명",
    "이 원상회복을 청구",
    "금액(천원) 및 만원",
    "20  년  월  일",
    "20년 월 일까지",
    "매월 20일까지",
    "익월 10일에",
    "2026년도 사업계획",
    "제3자에게 제공하지",
    "a third party",
    "1일마다",
    "일방 당사자는 이의를",
    "사회적 책임",
    "Article 12 of this Agreement",
    "별지 1에 적는다",
]


def one(text: str, kind: str) -> tuple[str, Decimal, str, str | None]:
    """
    Give words, value, unit and time of the only quantity of a kind.
    """
    found = [quantity for quantity in read_quantities(text) if quantity.kind == kind]
    assert len(found) == 1, found
    only = found[0]
    return text[only.span.start : only.span.end], only.value, only.unit, only.per


@pytest.mark.parametrize(("text", "words", "value", "unit", "per"), MONEY)
def test_money(text: str, words: str, value: str, unit: str, per: str | None) -> None:
    """
    Money is read with its currency, whatever the number is written in.
    """
    assert one(text, "money") == (words, Decimal(value), unit, per)


@pytest.mark.parametrize(("text", "words", "value", "unit", "per"), RATES)
def test_rate(text: str, words: str, value: str, unit: str, per: str | None) -> None:
    """
    A portion that runs with time is a rate per year, month or day.
    """
    assert one(text, "rate") == (words, Decimal(value), unit, per)


@pytest.mark.parametrize(("text", "words", "value"), SHARES)
def test_share(text: str, words: str, value: str) -> None:
    """
    A portion without a time is a share.
    """
    assert one(text, "share")[:2] == (words, Decimal(value))


@pytest.mark.parametrize(("text", "words", "value", "unit"), PERIODS)
def test_period(text: str, words: str, value: str, unit: str) -> None:
    """
    A period is read in the unit it is printed in.
    """
    assert one(text, "period")[:3] == (words, Decimal(value), unit)


@pytest.mark.parametrize(("text", "words", "value", "unit", "per"), COUNTS)
def test_count(text: str, words: str, value: str, unit: str, per: str | None) -> None:
    """
    People, times and shares are counted.
    """
    assert one(text, "count") == (words, Decimal(value), unit, per)


@pytest.mark.parametrize(("text", "words", "value"), MULTIPLES)
def test_multiple(text: str, words: str, value: str) -> None:
    """
    A multiple is read in digits and in words.
    """
    assert one(text, "multiple")[:2] == (words, Decimal(value))


@pytest.mark.parametrize(("text", "words", "day"), DATES)
def test_date(text: str, words: str, day: date) -> None:
    """
    A date is held as the ordinal of its day.
    """
    assert one(text, "date")[:2] == (words, Decimal(day.toordinal()))


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    """
    Numbers of clauses, days of the calendar and look-alike words are no quantities.
    """
    assert read_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "annual"),
    [
        ("연 15%", "0.15"),
        ("월 1.5%", "0.18"),
        ("일 0.1%", "0.365"),
        ("월 복리 1%", "0.126825030131969720661201"),
        ("이자율은 7%", "0.07"),
    ],
)
def test_to_annual(text: str, annual: str) -> None:
    """
    Rates of any time are comparable per year.
    """
    assert to_annual(read_quantities(text)[0]) == Decimal(annual)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("60일 이내", 60),
        ("2개월", 60),
        ("1년", 365),
        ("18개월", 545),
        ("10영업일", 14),
        ("2주간", 14),
        ("three years", 1095),
    ],
)
def test_to_days(text: str, days: int) -> None:
    """
    Periods of any unit are comparable in days.
    """
    assert to_days(read_quantities(text)[0]) == days


def test_money_is_no_period() -> None:
    """
    What is no period has no days, and what is no portion has no yearly rate.
    """
    money = read_quantities("5,000원")[0]
    assert to_days(money) is None
    assert to_annual(money) is None


@given(
    st.text(
        alphabet="0123456789.,%/ 일이삼사십백천만억조원년월개달주연매당분의배회인()KRWdaysmonthtwoabc\n", max_size=120
    )
)
def test_spans_are_in_order_and_inside(text: str) -> None:
    """
    Whatever the text, spans lie inside it, say something, and numbers that are read apart do not overlap.
    """
    found = read_quantities(text)
    assert all(0 <= quantity.span.start < quantity.span.end <= len(text) for quantity in found)
    assert list(found) == sorted(found, key=lambda quantity: quantity.span)
    assert all(not first.span.overlaps(second.span) for first, second in pairwise(found))


def test_fast_enough() -> None:
    """
    Twenty thousand characters on one line are read in a moment: no pattern goes over them again and again.
    """
    text = "".join(
        f"제{n}조(대금) 갑은 을에게 금 {n},000,000원을 30일 이내에 연 5%의 이자와 함께 지급한다. "
        for n in range(1, 380)
    )
    started = time.perf_counter()
    assert read_quantities(text)
    assert time.perf_counter() - started < 10
