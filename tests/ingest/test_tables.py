"""
A cell keeps the titles of its row and column; tables drawn in plain text are found.
"""

from __future__ import annotations

import pytest

from ingest.document import Cell, Table
from ingest.tables import drawn_in, titles

PIPES = "| 구분 | 기준 | 금액 |\n|---|---|---|\n| A등급 | 경미 | 10% |\n| B등급 | 중대 | 300% |\n"
TABS = "품목\t단가\t수량\n볼트\t100원\t5\n너트\t50원\t7\n"


def cell_of(table: Table, text: str) -> Cell:
    """
    Give the cell with these words.
    """
    return next(cell for cell in table.cells if cell.text == text)


@pytest.mark.parametrize(
    ("text", "words", "row", "column"),
    [
        (PIPES, "300%", ("B등급", "중대"), ("금액",)),
        (PIPES, "A등급", (), ("구분",)),
        (PIPES, "금액", (), ()),
        (TABS, "50원", ("너트",), ("단가",)),
        (TABS, "7", ("너트",), ("수량",)),
    ],
)
def test_titles(text: str, words: str, row: tuple[str, ...], column: tuple[str, ...]) -> None:
    """
    An amount has the words to its left and the head of its column; a head has none.
    """
    (table,) = drawn_in(text)
    found = titles(table, cell_of(table, words))
    assert (found.row, found.column) == (row, column)


def test_merged_cells() -> None:
    """
    A merged head stands for every column below it, a merged first cell for every row.
    """
    table = Table(
        "표 1",
        None,
        (
            Cell(0, 0, "등급"),
            Cell(0, 1, "위약벌"),
            Cell(1, 1, "지체"),
            Cell(1, 2, "해지"),
            Cell(2, 0, "A등급"),
            Cell(2, 1, "10%"),
            Cell(2, 2, "20%"),
            Cell(3, 1, "30%"),
        ),
    )
    assert titles(table, table.cells[6]).column == ("위약벌", "해지")
    assert titles(table, table.cells[7]).row == ("A등급",)


@pytest.mark.parametrize(
    "text", ["가 | 나\n다음 줄\n", "가\t나\n다\t라\n", "제1조 갑은 | 을에게\n", "a|b|c\nd|e\n", ""]
)
def test_no_table(text: str) -> None:
    """
    A single line, two lines with tabs or lines of uneven cells are no table.
    """
    assert drawn_in(text) == ()


def test_spans() -> None:
    """
    Every cell points at its words in the text.
    """
    text = f"머리\n\n{PIPES}\n꼬리\n{TABS}"
    tables = drawn_in(text)
    assert [table.name for table in tables] == ["표 1", "표 2"]
    assert all(cell.span and text[cell.span.start : cell.span.end] == cell.text for one in tables for cell in one.cells)
