"""
Make a workbook of 300 investments with wrong data and breaches planted at known cells.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

import openpyxl

ROWS, FIRST = 300, 3
TITLES = (
    "관리번호", "조합명", "재원구분", "투자기업", "사업자번호", "설립일자", "증권종류", "투자일자", "투자금(백만원)",
    "투자후 기업가치(백만원)", "지분율(%)", "합산 의결권(%)", "지명이사", "이사총수", "청산우선권(배)", "참가적", "상환이율(%)",
    "리픽싱 하한(%)", "연대책임", "연대책임 사유", "무의결권주식 비율(%)", "계열", "소속 기업집단", "주주 특이사항", "비고",
)  # fmt: skip
FUNDS = ("가람 벤처투자조합 1호", "가람 벤처투자조합 2호", "고유계정")
WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXY"
Value = str | float | date | None
Row = dict[str, Value]
Wrong = Value | Callable[[Row], str]


@dataclass
class Planted:
    """
    Hold the bytes of the workbook, the kind of error in each wrong cell, and the rows of each breach.
    """

    content: bytes = b""
    errors: dict[str, str] = field(default_factory=dict)
    breaches: set[tuple[str, int]] = field(default_factory=set)


def registration(chance: random.Random) -> str:
    """
    Make a 사업자등록번호 with a right check figure.
    """
    figures = [chance.randint(1, 9) for _ in range(9)]
    total = sum(weight * one for weight, one in zip(WEIGHTS, figures, strict=True)) + figures[8] * 5 // 10
    digits = "".join(map(str, [*figures, (10 - total % 10) % 10]))
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def _row(chance: random.Random, number: int) -> Row:
    amount, stake = chance.choice((300, 500, 800, 1000, 1500, 2400, 3000)), chance.choice((4, 5, 7.5, 8, 10, 12.5, 20))
    own = number % 3 == 2
    return {
        "관리번호": f"GR-{number:04d}", "조합명": FUNDS[number % 3], "재원구분": "고유계정" if own else "벤처투자조합",
        "투자기업": f"㈜시험{number:03d}", "사업자번호": registration(chance),
        "설립일자": date(2012, 1, 1) + timedelta(days=chance.randint(0, 2500)), "증권종류": "전환우선주",
        "투자일자": date(2023, 1, 2) + timedelta(days=chance.randint(0, 1000)), "투자금(백만원)": amount,
        "투자후 기업가치(백만원)": round(amount / stake * 100), "지분율(%)": stake, "합산 의결권(%)": stake,
        "지명이사": chance.choice((0, 1)), "이사총수": chance.choice((3, 5)), "청산우선권(배)": 1, "참가적": "비참가",
        "상환이율(%)": None, "리픽싱 하한(%)": chance.choice((70, 75, 80)), "연대책임": "무", "연대책임 사유": None,
        "무의결권주식 비율(%)": 0, "계열": "비계열", "소속 기업집단": "해당없음", "주주 특이사항": None, "비고": None,
    }  # fmt: skip


def make() -> Planted:
    """
    Make the workbook, the same each time.
    """
    chance = random.Random(20261127)  # noqa: S311 - nothing secret is made of it
    rows = [_row(chance, number) for number in range(ROWS)]
    planted = Planted()
    free = iter(chance.sample(range(2, ROWS - 2), 70))
    for title, kind, value in _errors(chance):
        at = next(free)
        rows[at][title] = value(rows[at]) if callable(value) else value
        planted.errors[f"{LETTERS[TITLES.index(title)]}{at + FIRST}"] = kind
    for rule, changes in _breaches():
        at = next(free)
        rows[at].update(changes)
        if rule == "CVC-18":
            rows[at]["지분율(%)"] = 33
        planted.breaches.add((rule, at + FIRST))
    for _ in range(3):
        rows.append(dict(rows[next(free)]))
        planted.errors[f"A{len(rows) - 1 + FIRST}"] = "duplicate_row"
    planted.content = _written(rows)
    return planted


def _errors(chance: random.Random) -> list[tuple[str, str, Wrong]]:
    """
    List 37 errors: title of the column, kind, and the wrong value; three more are rows entered twice.
    """

    def wrong_check(row: Row) -> str:
        right = str(row["사업자번호"])
        return right[:-1] + str((int(right[-1]) + chance.randint(1, 9)) % 10)

    return [
        *[("사업자번호", "bad_checksum", wrong_check)] * 4,
        *[("사업자번호", "bad_length", "123-45-678")] * 3,
        *[("투자일자", "impossible_date", day) for day in ("2024-02-30", "2025-04-31", "2023-13-05", "2025-06-31")],
        *[("투자일자", "future_date", date(2062, 5, 4))] * 3,
        *[("설립일자", "date_order", date(2026, 10, 1))] * 3,
        *[("투자금(백만원)", "negative_amount", -700)] * 3,
        *[("투자금(백만원)", "mixed_unit", value) for value in ("15억", "3억 5천만원", 1_500_000_000, 800_000_000)],
        *[("지분율(%)", "percent_scale", value) for value in (0.1, 0.125, 0.2, 0.05)],
        *[(title, "missing_mandatory", None) for title in ("투자기업", "투자금(백만원)", "사업자번호", "연대책임")],
        *[("재원구분", "invalid_code", "PEF"), ("연대책임", "invalid_code", "가나다"), ("계열", "invalid_code", "모름")],
        *[("투자기업", "placeholder", "미정"), ("투자금(백만원)", "wrong_type", "협의")],
    ]  # fmt: skip


def _breaches() -> list[tuple[str, Mapping[str, Value]]]:
    """
    List 25 breaches: the rule, and what the row says.
    """
    fund = {"조합명": FUNDS[0], "재원구분": "벤처투자조합"}
    own = {"조합명": FUNDS[2], "재원구분": "고유계정"}
    young: Row = {
        "설립일자": date(2024, 3, 1),
        "투자일자": date(2025, 2, 3),
        "증권종류": "상환전환우선주",
        "상환이율(%)": 4,
    }
    return [
        *[("TAB-02", {"연대책임": word, **fund}) for word in ("유", "Y", "연대보증")],
        *[("TAB-03", {"연대책임": "유", "연대책임 사유": why}) for why in ("매출 목표 미달", "계약 위반 일체(과실 포함)")],
        *[("TAB-06", dict(young))] * 2,
        *[("TAB-07", {"증권종류": "상환전환우선주", "상환이율(%)": rate}) for rate in (9.5, 14)],
        *[("TAB-10", {"리픽싱 하한(%)": floor}) for floor in ("없음", 55)],
        *[("TAB-12", change) for change in ({"청산우선권(배)": 3}, {"청산우선권(배)": 1.5}, {"참가적": "참가(한도 없음)"})],
        ("TAB-15", {"증권종류": "전환사채(담보부)", "지분율(%)": None, "합산 의결권(%)": None}),
        ("TAB-15", {"증권종류": "전환사채", "비고": "대표이사 주식에 근질권 설정", "지분율(%)": None, "합산 의결권(%)": None}),
        *[("TAB-16", {"무의결권주식 비율(%)": share}) for share in (30, 26)],
        ("CVC-06", {"계열": "계열"}),
        *[("CVC-07", {"주주 특이사항": who}) for who in ("총수 일가 2% 보유", "동일인의 사위가 엔젤로 4% 출자")],
        ("CVC-08", {"소속 기업집단": "공시대상기업집단(가온)"}),
        ("CVC-13", {"합산 의결권(%)": 51, **own}),
        ("CVC-13", {"지명이사": 2, "이사총수": 3}),
        ("CVC-18", {}),
    ]  # fmt: skip


def _written(rows: list[Row]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "투자현황"
    sheet["A1"] = "2026년 3분기 투자현황"
    for column, title in enumerate(TITLES, 1):
        sheet.cell(FIRST - 1, column, title)
    for at, row in enumerate(rows):
        for column, title in enumerate(TITLES, 1):
            if row[title] is not None:
                sheet.cell(at + FIRST, column, row[title])
    written = BytesIO()
    book.save(written)
    return written.getvalue()
