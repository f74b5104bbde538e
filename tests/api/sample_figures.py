"""
Make up the figures of a portfolio as a screening carries them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from compliance.figures import BucketShown, FigureShown, GroupShown, LimitShown
from rules.rule import Text

LONG_NAME = "가나다라마바사 소재혁신 신기술사업투자조합 제2호"


def limit(*, applies: bool | None, value: float = 0.4) -> LimitShown:
    """
    Make the limit of money from outside the group.
    """
    return LimitShown(
        parameter="cvc_external_money_share",
        name=Text(ko="CVC 조합의 외부출자 한도", en="Outside money in a CVC fund"),
        value=value,
        unit="share of commitments",
        status="law",
        since=date(2021, 12, 30),
        source="공정거래법 제20조 제3항 제4호 가목",
        href=None,
        applies=applies,
    )


def external(*, applies: bool | None) -> FigureShown:
    """
    Make the shares of outside money of two funds, one at the limit and one beyond.
    """
    funds = [("하늘 벤처투자조합", date(2022, 3, 2), 0.4), (LONG_NAME, date(2023, 3, 2), 0.46)]
    return FigureShown(
        name="external_share",
        unit="share",
        rows=3,
        blank=0,
        unread=1,
        limit=limit(applies=applies),
        buckets=[BucketShown(key="share")],
        groups=[GroupShown(by="fund", name=name, on=day, rows=1, values=[share]) for name, day, share in funds],
    )


def figures(*, applies: bool | None = None) -> list[dict[str, Any]]:
    """
    Give a figure of each form: amounts, shares beside a limit, counts in ranges, and one the table does not carry.
    """
    exposure = FigureShown(
        name="exposure",
        unit="won",
        rows=5,
        blank=1,
        unread=0,
        buckets=[BucketShown(key="own_account"), BucketShown(key="venture_fund")],
        groups=[
            GroupShown(by="whole", name="", rows=4, values=[1.3e9, 1.7e9]),
            GroupShown(by="fund", name="<b>하늘</b>", rows=2, values=[0, 1.7e9]),
            GroupShown(by="fund", name="", others=3, rows=2, values=[1.3e9, 0]),
            GroupShown(by="year", name="2025", rows=4, values=[1.3e9, 1.7e9]),
        ],
    )
    ranges = [(None, 0.04, False), (0.04, 0.08, False), (0.08, None, True)]
    rates = FigureShown(
        name="redemption_rate",
        unit="rows",
        rows=210,
        blank=6,
        unread=0,
        buckets=[BucketShown(key=f"{a}:{b}", low=a, high=b, beyond=is_beyond) for a, b, is_beyond in ranges],
        groups=[GroupShown(by="whole", name="", rows=204, values=[3, 200, 1])],
    )
    lacking = FigureShown(
        name="put_trigger",
        unit="rows",
        rows=0,
        blank=0,
        unread=0,
        missing=[Text(ko="주식매수청구 사유", en="what triggers the put")],
    )
    return [one.model_dump(mode="json") for one in (exposure, external(applies=applies), rates, lacking)]
