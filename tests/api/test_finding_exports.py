"""
Export the list of findings in each form, and hold it to the list.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from compliance.exports import csv_rows, xlsx_rows
from compliance.exports.finding_rows import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView

LIST = "/api/v1/findings"


@pytest.fixture
def auditor(program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]) -> TestClient:
    """
    Give an auditor with one screened agreement.
    """
    handed_in()
    return program("auditor-key")


def test_json_lines_are_the_items_of_the_list(auditor: TestClient) -> None:
    """
    Each line is what the list shows, with the same filters.
    """
    for filters in ({}, {"severity": "high"}, {"state": "CONFIRMED"}):
        listed = auditor.get(LIST, params=filters).json()["items"]
        exported = auditor.get(f"{LIST}/exports/jsonl", params=filters)
        assert [json.loads(line) for line in exported.text.splitlines()] == listed
        assert exported.headers["content-type"] == "application/jsonl"


def test_sarif_has_a_result_for_each_finding(auditor: TestClient) -> None:
    """
    One run, whose driver knows every rule that a result names, and addresses that are addresses.
    """
    listed = auditor.get(LIST).json()["items"]
    log = auditor.get(f"{LIST}/exports/sarif").json()
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [one["guid"] for one in run["results"]] == [one["id"] for one in listed]
    assert {one["ruleId"] for one in run["results"]} == {one["id"] for one in run["tool"]["driver"]["rules"]}
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"] for place in one["locations"]
    }
    assert all(uri.isascii() for uri in uris)


def test_csv_and_workbook_say_the_same(auditor: TestClient) -> None:
    """
    Both hold the findings of the list under the same titles; the CSV says that it is UTF-8.
    """
    table = auditor.get(f"{LIST}/exports/csv").content
    assert table.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    book = load_workbook(io.BytesIO(auditor.get(f"{LIST}/exports/xlsx").content))
    held = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows == held
    assert tuple(rows[0]) == TITLES
    listed = auditor.get(LIST).json()["items"]
    assert [row[TITLES.index("항목 번호")] for row in rows[1:]] == [one["id"] for one in listed]


@pytest.mark.parametrize("cell", ["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|cmd", "%0a"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """
    What a spreadsheet would compute stands behind an apostrophe in CSV, and is text in a workbook.
    """
    written = b"".join(csv_rows.pieces(["t"], [[cell]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [f"'{cell}"]
    content = b"".join(xlsx_rows.pieces("목록", ["t"], [[cell]]))
    (held,) = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2)
    assert (held[0].value, held[0].data_type) == (cell, "s")


def test_a_workbook_holds_no_more_than_the_rows_of_the_moment() -> None:
    """
    Pieces are handed on while rows come, and what XML cannot say is left out.
    """
    given = 0

    def rows() -> Iterator[list[str]]:
        nonlocal given
        for number in range(10_000):
            given += 1
            yield [f"{number}\x00\x1b"]

    pieces = xlsx_rows.pieces("목록", ["t"], rows())
    next(pieces)
    assert given < 1000
    content = b"".join([*xlsx_rows.pieces("목록", ["t"], rows())])
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert sum(1 for _ in sheet.iter_rows()) == 10_001


def test_many_rows_go_on_on_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A sheet that is full is followed by another with the same titles.
    """
    monkeypatch.setattr(xlsx_rows, "MOST_ROWS", 3)
    content = b"".join(xlsx_rows.pieces("목록", ["t"], [[str(number)] for number in range(7)]))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["목록", "목록2", "목록3"]
    assert [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets] == [
        ["t", "0", "1", "2"], ["t", "3", "4", "5"], ["t", "6"],
    ]  # fmt: skip
