"""
Compare who stands on the larger side of two papers: the same company however it is written, its group, or another.
"""

from __future__ import annotations

from datetime import date

import pytest

from ingest import read
from ingest.document import Declaration, DeclaredParty, Role
from rules import parameters, reading
from rules.matchers.base import Context
from rules.matchers.counterparty import counterparty_is

ON = date(2026, 11, 23)


def _paper(name: str, more: str = "", startup: str = "주식회사 새싹로봇") -> Context:
    """
    Read a paper between a startup and the company of this name.
    """
    parties = (DeclaredParty("갑", name, Role.CORPORATE), DeclaredParty("을", startup, Role.STARTUP))
    text = f'계약서\n제1조(협력) "갑"과 "을"은 서로 협력한다. {more}\n'
    document = read(text.encode(), "paper.txt", Declaration("mou", date(2026, 7, 1), parties, {}))
    return Context(reading.read(document, ON), parameters.load_parameters())


@pytest.mark.parametrize("written", ["(주)한빛전자", "한빛전자 주식회사", "한빛 전자", "㈜ 한빛전자"])
def test_a_company_is_the_same_however_its_form_is_written(written: str) -> None:
    """
    The legal form and blanks tell no two companies apart.
    """
    mine, other = _paper("주식회사 한빛전자"), _paper(written)
    assert counterparty_is("related", mine, other) is True
    assert counterparty_is("another", mine, other) is False


def test_english_names_are_the_same_without_their_form() -> None:
    """
    Inc. and capital letters tell no two companies apart either.
    """
    assert counterparty_is("another", _paper("Beacon Foods Inc."), _paper("BEACON FOODS")) is False


def test_another_company_is_another_one_but_related_where_it_is_named() -> None:
    """
    A parent that the other paper names belongs to the same side; one that nobody names does not.
    """
    mine, other = _paper("주식회사 한빛전자"), _paper("주식회사 한빛벤처스")
    named = _paper("주식회사 한빛벤처스", "“갑”의 모회사는 주식회사 한빛전자이다.")
    assert counterparty_is("another", mine, other) is True
    assert counterparty_is("related", mine, other) is False
    assert counterparty_is("related", mine, named) is True
    assert counterparty_is("related", named, mine) is True


def test_a_side_without_a_name_leaves_the_question_open() -> None:
    """
    Where a paper does not say who its larger side is, nobody is the same and nobody another.
    """
    mine, other = _paper("주식회사 한빛전자"), _paper("")
    assert counterparty_is("related", mine, other) is None
    assert counterparty_is("another", mine, other) is None


def test_papers_of_two_startups_have_nothing_to_do_with_each_other() -> None:
    """
    Another investor's contract counts only where it is with the same startup.
    """
    mine, other = _paper("주식회사 한빛전자"), _paper("가람캐피탈 주식회사", startup="주식회사 도토리")
    assert counterparty_is("another", mine, other) is False
    assert counterparty_is("related", mine, other) is False
