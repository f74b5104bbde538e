"""
Show that a package of the Open Cap Format becomes tables, and that what is wrong with it is told with file and path.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ingest import read, unpack
from ingest.errors import IngestError, Malformed, TypeMismatch
from ingest.formats import ocf
from tests.ingest import cap_table

if TYPE_CHECKING:
    from ingest.document import Document, Table


def rows(table: Table) -> list[dict[str, str]]:
    """
    Give the rows of a table by title.
    """
    titles = {cell.column: cell.text for cell in table.cells if cell.row == 0}
    last = max(cell.row for cell in table.cells)
    return [{titles[cell.column]: cell.text for cell in table.cells if cell.row == row} for row in range(1, last + 1)]


def places(document: Document) -> list[tuple[str, str]]:
    """
    Give kind and place of each fault.
    """
    return [(fault.kind, f"{fault.file}#{fault.path}") for fault in document.faults]


def test_a_package_becomes_investments_and_shareholders() -> None:
    """
    What an investor paid is an investment with the terms of its class; the founder's stock is only held.
    """
    document = read(cap_table.package(), "cap.zip")
    assert document.faults == ()
    investments, holders = document.tables
    stock, note = rows(investments)
    assert stock["Investor"] == note["Investor"] == "가람벤처투자"
    assert stock["Investment amount (KRW)"] == "1000000000"
    assert stock["Instrument"] == "Convertible preferred stock"
    assert stock["Liquidation preference (x)"] == "3"
    assert stock["Participation"] == "Participating, capped at 5x"
    assert (note["Instrument"], note["Interest rate"]) == ("Convertible note", "8.99%")
    assert [(one["Shareholder"], one["Number of shares"]) for one in rows(holders)] == [
        ("김창업", "100000"),
        ("가람벤처투자", "20000"),
    ]


def test_what_has_no_column_is_named() -> None:
    """
    A valuation cap stands under its own name with its source, and other objects stand in the text.
    """
    document = read(cap_table.package(), "cap.zip")
    note = rows(document.tables[0])[1]
    assert "5000000000" in [text for title, text in note.items() if title.endswith("conversion_valuation_cap.amount")]
    assert note["OCF source"] == "Transactions.ocf.json#/items/2"
    assert "STOCK_CLASS (StockClasses.ocf.json)" in document.text
    assert "votes_per_share: 1" in document.text


def test_stock_that_is_no_more_is_not_held() -> None:
    """
    A repurchased security stays an investment that was made, and no shareholder has it.
    """
    objects = cap_table.items()
    gone = {"object_type": "TX_STOCK_REPURCHASE", "id": "t-5", "security_id": "s-2", "date": "2026-05-01"}
    objects["Transactions.ocf.json"].append(gone)
    document = read(cap_table.package(objects), "cap.zip")
    assert len(rows(document.tables[0])) == 2
    assert [one["Shareholder"] for one in rows(document.tables[1])] == ["김창업"]


def test_faults_are_told_with_file_and_path() -> None:
    """
    An unknown version, a reference that leads nowhere, an id that comes twice and a missing one are all told.
    """
    objects = cap_table.items()
    objects["Transactions.ocf.json"][1]["stakeholder_id"] = "p-nobody"
    objects["StockClasses.ocf.json"].append(dict(objects["StockClasses.ocf.json"][0]))
    del objects["Stakeholders.ocf.json"][0]["id"]
    found = places(read(cap_table.package(objects, "9.0.0"), "cap.zip"))
    assert ("invalid_code", "Manifest.ocf.json#/ocf_version") in found
    assert ("orphan_reference", "Transactions.ocf.json#/items/1/stakeholder_id") in found
    assert ("duplicate_row", "StockClasses.ocf.json#/items/2/id") in found
    assert ("missing_mandatory", "Stakeholders.ocf.json#/items/0/id") in found


def test_a_broken_file_does_not_hide_the_others() -> None:
    """
    A file that is no JSON, one that changed, one that is missing and one nobody names are told; the rest is read.
    """
    files = cap_table.written(cap_table.items())
    head = cap_table.manifest(files)
    files["StockClasses.ocf.json"] = b'{"file_type": "OCF_STOCK_CLASSES_FILE", "items": ['
    del files["Stakeholders.ocf.json"]
    files["Extra.ocf.json"] = b"{}"
    document = read(cap_table.packed({"Manifest.ocf.json": head, **files}), "cap.zip")
    assert places(document) == [
        ("orphan_reference", "Manifest.ocf.json#/stakeholders_files/0"),
        ("inconsistent", "Manifest.ocf.json#/stock_classes_files/0/md5"),
        ("wrong_type", "StockClasses.ocf.json#"),
        ("inconsistent", "Manifest.ocf.json#"),
    ]
    assert document.coverage < 1
    assert len(rows(document.tables[0])) == 1


def test_one_file_is_read_by_itself() -> None:
    """
    Transactions alone are read; what they refer to may be elsewhere and is no fault.
    """
    content = cap_table.written(cap_table.items())["Transactions.ocf.json"]
    document = read(content, "Transactions.ocf.json")
    assert document.source.media_type == ocf.MEDIA_TYPE
    assert document.faults == ()
    assert len(rows(document.tables[0])) == 1


def test_a_folder_with_other_documents_stays_a_bundle() -> None:
    """
    Beside a contract the files of a cap table are documents of a deal.
    """
    files = cap_table.written(cap_table.items())
    content = cap_table.packed(
        {"Manifest.ocf.json": cap_table.manifest(files), **files, "계약.txt": "제1조(목적)".encode()}
    )
    bundle = unpack(content, "deal.zip")
    assert bundle is not None
    assert len(bundle.members) == 5
    assert unpack(cap_table.package(), "cap.zip") is None


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": 1}',
        b'{"file_type": "OCF_TRANSACTIONS_FILE", "items": [',
        b'{"file_type": "OCF_TRANSACTIONS_FILE", "items": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        json.dumps({"file_type": "SOMETHING", "items": []}).encode(),
    ],
)
def test_json_that_is_no_cap_table_is_refused(content: bytes) -> None:
    """
    Other JSON, broken JSON and JSON nested without end are refused, and nothing breaks.
    """
    with pytest.raises((Malformed, TypeMismatch)):
        read(content, "data.json")


@pytest.mark.parametrize("amount", ["1e999999999", "NaN", "-Infinity", "1" * 5000, {"a": []}, None])
def test_numbers_that_are_none_stop_nothing(amount: object) -> None:
    """
    An amount nobody can read leaves its cell empty.
    """
    objects = cap_table.items()
    objects["Transactions.ocf.json"][2]["investment_amount"] = {"amount": amount, "currency": "KRW"}
    objects["StockClasses.ocf.json"][1]["participation_cap_multiple"] = amount
    try:
        document = read(cap_table.package(objects), "cap.zip")
    except IngestError as refused:
        pytest.fail(str(refused))
    assert "Investment amount (KRW)" not in rows(document.tables[0])[1]
