"""
Titles are mapped to columns in the words people use, and what could mean two things is left unread.
"""

from __future__ import annotations

import pytest

from rules.portfolio.titles import map_titles, read_title
from rules.portfolio.vocabulary import load

KINDS = load().kinds


def column(title: str, kind: str = "investments") -> str | None:
    """
    Give the column that a title is mapped to.
    """
    return map_titles([read_title(title)], KINDS[kind])[0].column


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("투자 금액(백만 원)", "amount"),
        ("Amount Invested (KRW mn)", "amount"),
        ("invest_amount_krw_mn", "amount"),
        ("투자금액 / Investment amount", "amount"),
        ("피투자기업명", "company"),
        ("Portfolio Co.", "company"),
        ("Biz. Reg. No.", "business_number"),
        ("법인 설립일자", "founded_on"),
        ("Date of Incorporation", "founded_on"),
        ("signed_at", "invested_on"),
        ("의결권(특수관계인 합산)", "voting_with_affiliates"),
        ("Voting % (incl. affiliates)", "voting_with_affiliates"),
        ("Board seats (ours)", "directors_named"),
        ("Board seats (total)", "directors_total"),
        ("Founder J&S liability", "joint_liability"),
        ("소속 기업집단 구분", "group"),
        ("Ticket (KRW mn)", "amount"),
        ("집행 금액", "amount"),
        ("취득 지분(%)", "stake"),
        ("창업자 연대보증 여부", "joint_liability"),
        ("Founder J&S guarantee", "joint_liability"),
        ("사업자 등록 No.", "business_number"),
    ],
)
def test_a_title_is_known_in_many_words(title: str, wanted: str) -> None:
    """
    Korean, English, mixed and technical titles with their units are mapped to their column.
    """
    assert column(title) == wanted


@pytest.mark.parametrize(
    "title",
    [
        "투자잔액", "평가액", "지분율(투자전)", "희석후 지분율", "주당가격", "대표이사", "Valuation date", "Contact date", "Redemption date",
        "Founder stake (%)", "Exit date", "창업자 지분율", "발행주식수", "Price per share", "Board seats",
    ],
)  # fmt: skip
def test_a_title_of_something_else_is_not_taken_for_a_column(title: str) -> None:
    """
    Titles that share words with a column and mean another thing are left unread.
    """
    assert column(title) is None


def test_two_titles_for_one_column_are_left_to_people() -> None:
    """
    Where two columns could be the amount, neither is, and both are told as ambiguous.
    """
    mapped = map_titles([read_title("투자금액"), read_title("투자원금"), read_title("지분율")], KINDS["investments"])
    assert [(one.column, one.how) for one in mapped] == [(None, "ambiguous"), (None, "ambiguous"), ("stake", "exact")]


@pytest.mark.parametrize(
    ("title", "scale"),
    [
        ("투자금액(백만원)", 1e6),
        ("Amount (KRW bn)", 1e9),
        ("투자금 억원", 1e8),
        ("amount_krw", 1),
        ("투자금액(천원)", 1e3),
        ("투자금액", None),
    ],
)
def test_a_title_tells_the_unit_of_its_amounts(title: str, scale: float | None) -> None:
    """
    The unit stands in brackets or at the end of a title; where there is none, none is guessed.
    """
    assert read_title(title).scale == scale


def test_every_title_of_the_vocabulary_means_one_column() -> None:
    """
    No title of columns.yaml stands under two columns of the same kind of table.
    """
    twice = [
        (kind, title)
        for kind, table in KINDS.items()
        for name, entry in table.columns.items()
        for title in entry.titles
        if map_titles([read_title(title)], table)[0].column != name
    ]
    assert twice == []


def test_a_title_in_two_languages_is_known_by_either() -> None:
    """
    Its English words may come in other order and with small words, and words of any column say nothing.
    """
    assert column("Relationship to 동일인", "commitments") == "relation"
    assert column("출자 특성 No.", "commitments") is None
