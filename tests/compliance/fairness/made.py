"""
Make up projects' documents to count: how many of a year, how many confirmed, and whose.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from compliance.fairness.records import UNSTATED, Agreement, Audit, Confirmed, Place, Records

if TYPE_CHECKING:
    from collections.abc import Sequence

ON = date(2026, 11, 27)
FAIR = Audit("a" * 64, "all", is_fair=True)
COMPANIES = ("가나전자", "다라기공", "마바화학", "사아물산")


def place(year: int = 2026, company: str = "가나전자", track: str = "가", industry: str = UNSTATED) -> Place:
    """
    Make the place of one document.
    """
    return Place(uuid4(), "오픈이노베이션", track, year, "poc", frozenset({company}), industry=industry)


def agreements(
    part: int,
    whole: int,
    year: int = 2026,
    *,
    companies: Sequence[str] = COMPANIES,
    audits: Sequence[Audit] = (FAIR,),
    self_corrected: int = 0,
    **placed: str,
) -> list[Agreement]:
    """
    Make so many documents of which a part has a confirmed finding, some of them remedied unasked.
    """
    return [
        Agreement(
            uuid4(),
            place(year, companies[at % len(companies)], **placed),
            audits,
            [Confirmed("suspected_violation", at < self_corrected)] if at < part else [],
        )
        for at in range(whole)
    ]


def records(*listed: Agreement, **named: object) -> Records:
    """
    Make the records of a day.
    """
    empty: dict[str, object] = {
        "required": [], "remedies": [], "precision": [], "blind": {}, "objections": [], "own_deadlines": [],
        "law_days": [],
    }  # fmt: skip
    return Records(on=ON, agreements=listed, **(empty | named))  # type: ignore[arg-type]
