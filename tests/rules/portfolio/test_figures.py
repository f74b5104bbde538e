"""
Figures add up the rows that were judged, as the table writes them, and never what it does not carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.portfolio.tables import report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.portfolio.figures.figure import By, Figure

INVESTMENTS = """\
조합명,피투자기업,투자수단,계약일,투자금액(백만원),상환이자율(%),청산우선배수,풋옵션사유,해외여부
하늘 벤처투자조합,시험일,상환전환우선주,2024-02-03,900,5,1,고의 또는 중과실,N
하늘 벤처투자조합,시험이,상환전환우선주,2025-03-04,800,8,1.5,상장 미달,N
고유계정,시험삼,전환우선주,2025-04-05,700,,2.5,없음,Y
고유계정,시험사,전환우선주,2025-05-06,협의,14,,노래방,Y
고유계정,시험오,전환우선주,2025-05-07,600,8.5,1,,N
"""
PARTNERS = """\
조합명,출자자명,출자약정액(억원),기업집단 소속 여부
하늘 벤처투자조합,가람지주,60,Y
하늘 벤처투자조합,나래기금,40,N
바다 벤처투자조합,가람지주,50,Y
바다 벤처투자조합,다온기금,,N
"""


def figures(table: str, facts: Mapping[str, object] | None = None) -> dict[str, Figure]:
    """
    Give the figures of a table by name.
    """
    return {one.name: one for one in report(table.encode(), facts=facts or {}).figures}


def groups(figure: Figure, by: By) -> dict[str, tuple[float, ...]]:
    """
    Give the values of a figure's groups by their names.
    """
    return {one.name: one.values for one in figure.groups if one.by == by}


def test_amounts_are_added_up_by_vehicle_fund_and_year() -> None:
    """
    Exposure is in won whatever the unit of the column, and an amount that nobody can read is counted, not guessed.
    """
    figure = figures(INVESTMENTS)["exposure"]
    assert [one.key for one in figure.buckets] == ["own_account", "venture_fund"]
    assert groups(figure, "whole") == {"": (1.3e9, 1.7e9)}
    assert groups(figure, "fund") == {"하늘 벤처투자조합": (0, 1.7e9), "고유계정": (1.3e9, 0)}
    assert groups(figure, "year") == {"2024": (0, 0.9e9), "2025": (1.3e9, 0.8e9)}
    assert (figure.unit, figure.rows, figure.blank, figure.unread) == ("won", 5, 0, 1)


def test_rates_are_counted_up_to_their_edges() -> None:
    """
    A rate that equals the limit is not beyond it, and an empty cell is no rate of nil.
    """
    figure = figures(INVESTMENTS)["redemption_rate"]
    assert figure.limit is not None
    assert (float(figure.limit.step.value), figure.limit.status) == (0.08, "default")
    counted = dict(zip([(one.low, one.high) for one in figure.buckets], groups(figure, "whole")[""], strict=True))
    assert counted == {
        (None, 0.04): 0,
        (0.04, 0.06): 1,
        (0.06, 0.08): 1,
        (0.08, 0.1): 1,
        (0.1, 0.15): 1,
        (0.15, None): 0,
    }
    assert [one.low for one in figure.buckets if one.is_beyond] == [0.08, 0.1, 0.15]
    assert (figure.rows, figure.blank, figure.unread) == (5, 1, 0)


def test_preferences_and_put_triggers_are_counted() -> None:
    """
    Multiples fall into ranges, triggers into with and without fault; words that nobody knows are counted as unread.
    """
    found = figures(INVESTMENTS)
    assert groups(found["liquidation_preference"], "whole") == {"": (2, 1, 0, 1)}
    assert groups(found["put_trigger"], "whole") == {"": (1, 1, 1)}
    assert (found["put_trigger"].blank, found["put_trigger"].unread) == (1, 1)


def test_what_a_table_lacks_is_named_and_not_drawn() -> None:
    """
    Without partners there is no share of outside money, and without assets none overseas.
    """
    found = figures(INVESTMENTS)
    for name, word in (("external_share", "출자자"), ("overseas_share", "총자산")):
        assert found[name].groups == ()
        assert word in found[name].missing[0].ko
    short = figures("피투자기업,투자금액(백만원),계약일\n시험일,900,2025-02-03\n시험이,800,2025-03-03\n")
    assert [one.ko for one in short["put_trigger"].missing] == ["이해관계인에 대한 주식매수청구 사유"]
    assert groups(short["exposure"], "fund") == {}


def test_a_share_stands_beside_its_dated_limit() -> None:
    """
    The share of a fund comes from its partners; one whose partners are not all known has none.
    """
    figure = figures(PARTNERS, {"holding_company_cvc": True})["external_share"]
    assert groups(figure, "fund") == {"하늘 벤처투자조합": (0.4,)}
    assert (figure.rows, figure.unread) == (2, 1)
    assert figure.limit is not None
    assert figure.limit.applies is True
    assert (float(figure.limit.step.value), figure.limit.step.since.isoformat()) == (0.4, "2021-12-30")
    undeclared = figures(PARTNERS)["external_share"].limit
    assert undeclared is not None
    assert undeclared.applies is None


def test_foreign_money_is_not_added_up() -> None:
    """
    Dollars are neither taken for won nor added to them.
    """
    table = "조합명,피투자기업,투자금액(USD),계약일\n고유계정,시험일,900,2025-02-03\n고유계정,시험이,800,2025-03-03\n"
    figure = figures(table)["exposure"]
    assert figure.groups == ()
    assert "외화" in figure.missing[0].ko


def test_a_number_in_no_unit_is_not_called_won() -> None:
    """
    Where neither title nor cells tell a unit the figure says so.
    """
    table = "조합명,피투자기업,투자금액,계약일\n고유계정,시험일,900,2025-02-03\n고유계정,시험이,800,2025-03-03\n"
    assert figures(table)["exposure"].unit == "number"


def test_many_funds_are_put_together() -> None:
    """
    The largest funds are shown by themselves, and the rest as one group that says how many it stands for.
    """
    rows = "\n".join(f"하늘 벤처투자조합 {at}호,시험{at},{100 + at},2025-02-03" for at in range(20))
    figure = figures(f"조합명,피투자기업,투자금액(백만원),계약일\n{rows}\n")["exposure"]
    funds = [one for one in figure.groups if one.by == "fund"]
    assert len(funds) == 13
    assert (funds[0].name, funds[-1].others, funds[-1].rows) == ("하늘 벤처투자조합 19호", 8, 8)
    assert sum(one.values[0] for one in funds) == sum(groups(figure, "whole")[""])
