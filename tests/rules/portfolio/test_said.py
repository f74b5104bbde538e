"""
What the submitter says of a column beats what its title is read as, and can make a portfolio of an unknown table.
"""

from __future__ import annotations

from dataclasses import replace

from ingest import read
from ingest.document import Declaration, DeclaredColumn
from rules import catalog, check
from rules.portfolio.titles import map_titles, read_title
from rules.portfolio.vocabulary import load
from tests.rules.portfolio.tables import ON, cells_of

INVESTMENTS = load().kinds["investments"]
ODD = """\
Name of firm (법인),Ticket size(백만원),Deal date,상환 조건(%),Guarantor?,조합명
시험일,900,2026-02-03,14,N,하늘 벤처투자조합
시험이,800,2026-02-04,5,Y,하늘 벤처투자조합
시험삼,800,2026-02-05,5,N,하늘 벤처투자조합
""".encode()
SAID = (
    DeclaredColumn("name of firm(법인)", "company"),
    DeclaredColumn("Ticket size(백만원)", "amount", "investments"),
    DeclaredColumn("상환 조건(%)", "redemption_rate", remembered=True),
    DeclaredColumn("Guarantor?", "joint_liability"),
)


def test_an_unknown_table_is_judged_by_what_is_said_of_its_columns() -> None:
    """
    Without a word nothing of it is understood; with it the breaches are found at their cells.
    """
    document = read(ODD, "odd.csv", Declaration())
    assert check(document, catalog.load(), ON).sheets == ()
    told = check(replace(document, columns=SAID), catalog.load(), ON)
    assert told.agreement is not None
    assert told.agreement.value == "portfolio"
    found = cells_of(told)
    assert found.keys() == {"TAB-07", "TAB-02"}
    assert "D2" in found["TAB-07"]
    assert "E3" in found["TAB-02"]
    assert {one.mapped.title.text: one.mapped.how for one in told.sheets[0].columns} == {
        "Name of firm (법인)": "declared", "Ticket size(백만원)": "declared", "Deal date": "exact",
        "상환 조건(%)": "remembered", "Guarantor?": "declared", "조합명": "exact",
    }  # fmt: skip


def test_what_is_said_of_one_title_frees_another() -> None:
    """
    A title that is said to be the amount leaves the one that is known for it unread, and none is read twice.
    """
    said = (DeclaredColumn("납입액", "amount"),)
    mapped = map_titles([read_title("투자금액"), read_title("납입액")], INVESTMENTS, said)
    assert [(one.column, one.how) for one in mapped] == [(None, "ambiguous"), ("amount", "declared")]


def test_a_column_can_be_said_to_be_none() -> None:
    """
    A title that is known is left unread where the submitter says that it is something else.
    """
    said = (DeclaredColumn("지분율", None),)
    mapped = map_titles([read_title("지분율(%)"), read_title("지분율")], INVESTMENTS, said)
    assert [one.column for one in mapped] == ["stake", None]


def test_what_is_said_of_one_kind_of_table_holds_for_no_other() -> None:
    """
    A title said to be the amount of an investment says nothing in a list of funds.
    """
    said = (DeclaredColumn("금액합", "amount", "investments"),)
    assert map_titles([read_title("금액합")], INVESTMENTS, said)[0].column == "amount"
    assert map_titles([read_title("금액합")], load().kinds["funds"], said)[0].column is None
