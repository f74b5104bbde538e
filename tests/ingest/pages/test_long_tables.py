"""
Show that a table over two pages is one table, and that two tables stay two.
"""

from __future__ import annotations

import pytest

from ingest.formats.pdf import read
from ingest.tables import titles
from tests.ingest.pages.printed import page

STYLE = "table{width:100%;border-collapse:collapse}td,th{border:1px solid;padding:6pt}"
ROWS = 45
TITLES = "<tr><th>품목<th>단가(원)</tr>"


def rows(first: int, last: int) -> str:
    """
    Write the rows of some goods.
    """
    return "".join(f"<tr><td>부품 {number}호<td>{number * 1000:,}</tr>" for number in range(first, last))


@pytest.mark.parametrize("heads", [f"<thead>{TITLES}</thead>", TITLES], ids=["titles again", "titles once"])
def test_a_table_over_a_page_end_is_one(heads: str) -> None:
    """Its rows count on, and an amount on the second page has the title that stands on the first (or is printed again)."""
    layout = read(page(f"<table>{heads}{rows(1, ROWS)}</table>", STYLE))
    assert layout.pages > 1
    (table,) = layout.tables
    assert {cell.row for cell in table.cells} == set(range(ROWS))
    last = max(table.cells, key=lambda cell: (cell.row, cell.column))
    assert last.text.strip() == f"{(ROWS - 1) * 1000:,}"
    assert titles(table, last).column == ("단가(원)",)
    assert titles(table, last).row == (f"부품 {ROWS - 1}호",)
    assert all(cell.span and layout.text[cell.span.start : cell.span.end] == cell.text for cell in table.cells)


@pytest.mark.parametrize(
    "between",
    [
        "</table><p style='break-before:page'>2. 다른 품목</p><table>",
        "</table><table style='break-before:page;width:60%'>",
        "</table><p>(부가가치세 별도)</p><table style='break-before:page'>",
    ],
    ids=["words above", "other columns", "words below"],
)
def test_tables_with_something_between_stay_apart(between: str) -> None:
    """A heading, a remark or other columns tell that another table begins."""
    layout = read(page(f"<table>{TITLES}{rows(1, 5)}{between}{TITLES}{rows(5, 9)}</table>", STYLE))
    assert layout.pages == 2
    assert [max(cell.row for cell in table.cells) for table in layout.tables] == [4, 4]
