"""
Quantities in native words, parts of a per cent and time said at the far end of a phrase are read like figures.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.quantities import read_quantities

WORDED = [
    ("매달 그 잔액의 1만분의 95씩을 밑돈에 보태어", "rate", "0.0095", "compound", "month"),
    ("만 1년이 찰 때마다 그때까지의 금액의 100분의 7씩을 덧붙여 가며", "rate", "0.07", "compound", "year"),
    ("해마다 4월 말에 납입된 금액의 1천분의 45를", "rate", "0.045", "", "year"),
    ("한 해에 한 할 이 푼을 얹어", "rate", "0.12", "", "year"),
    ("석 달마다 남은 금액의 4%를 원금에 넣어", "rate", "0.04", "compound", "quarter"),
    ("fourteen tenths of one per cent with every month", "rate", "0.014", "", "month"),
    ("half a per cent for every month that passes", "rate", "0.005", "", "month"),
    ("숫자의 열에 일곱을 채우지 못한", "share", "0.7", "", None),
    ("eight tenths of the plan", "share", "0.8", "", None),
    ("half of one per cent of the price", "share", "0.005", "", None),
    ("두 해가 지난 뒤", "period", "2", "year", None),
    ("보름이 지나면", "period", "15", "day", None),
    ("within a fortnight", "period", "14", "day", None),
    ("일 년 반이 지나면", "period", "18", "month", None),
    ("a year and a half after Closing", "period", "18", "month", None),
    ("투자금의 세 곱절을", "multiple", "3", "", None),
    ("twice the subscription price", "multiple", "2", "", None),
]


@pytest.mark.parametrize(("text", "kind", "value", "unit", "per"), WORDED)
def test_worded(text: str, kind: str, value: str, unit: str, per: str | None) -> None:
    """
    Each is read once, with its kind, value, unit and time.
    """
    found = [one for one in read_quantities(text) if one.kind == kind]
    assert [(one.value, one.unit, one.per) for one in found] == [(Decimal(value), unit, per)]


@pytest.mark.parametrize(
    "text", ["셋 중 하나를 고를 수 있다", "이레즘은", "half the meeting", "twice a year", "매출액의 3%를 매년"]
)
def test_no_rate_or_part_where_none_is_meant(text: str) -> None:
    """
    A choice among three, a frequency and a share of turnover are no part, multiple or rate.
    """
    assert not [one for one in read_quantities(text) if one.kind in {"rate", "multiple"} or one.value == Decimal(7)]
