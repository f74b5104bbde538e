"""
A package of the Open Cap Format is judged as a portfolio, and its faults are errors of the data.
"""

from __future__ import annotations

from ingest import read
from ingest.document import Declaration
from rules import catalog, check
from tests.ingest import cap_table
from tests.rules.portfolio.tables import ON


def test_a_cap_table_is_judged_like_any_portfolio() -> None:
    """
    A preference of three times with participation is found at its cell without a word from the submitter.
    """
    told = check(read(cap_table.package(), "cap.zip", Declaration()), catalog.load(), ON)
    found = {(one.rule, piece.quote) for one in told.findings for piece in one.evidence}
    assert told.agreement is not None
    assert told.agreement.value == "portfolio"
    assert ("TAB-12", "3") in found
    assert {sheet.kind for sheet in told.sheets} == {"investments", "holders"}
    assert told.data_errors == ()


def test_every_title_of_ours_is_known_word_for_word() -> None:
    """
    The titles that the reader gives its columns are the vocabulary's own.
    """
    told = check(read(cap_table.package(), "cap.zip", Declaration()), catalog.load(), ON)
    how = {
        one.mapped.title.text: one.mapped.how
        for sheet in told.sheets
        for one in sheet.columns
        if "." not in one.mapped.title.text and one.mapped.title.text not in {"OCF source", "Certificate"}
    }
    assert set(how.values()) == {"exact"}


def test_a_dangling_reference_is_an_error_of_the_data() -> None:
    """
    It stands among the errors with its file and path, the row of the item and what it refers to.
    """
    objects = cap_table.items()
    objects["Transactions.ocf.json"][1]["stakeholder_id"] = "p-nobody"
    told = check(read(cap_table.package(objects), "cap.zip", Declaration()), catalog.load(), ON)
    [error] = told.data_errors
    assert error.kind == "orphan_reference"
    assert error.place.name == "Transactions.ocf.json#/items/1/stakeholder_id"
    assert (error.place.row, error.place.column) == (2, "stakeholder_id")
    assert error.place.cell is not None
    assert error.place.cell.text == "p-nobody"
