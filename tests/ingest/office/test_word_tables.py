"""
Show that tables of DOCX keep their grid: merged, nested and indented cells at their rows and columns.
"""

from __future__ import annotations

from ingest.formats.docx import read
from tests.ingest.hostile import docx
from tests.ingest.word_xml import cell, line, row, run, table, text_of


def grid(body: str, number: int = 0) -> dict[tuple[int, int], str]:
    """
    Return the cells of one table by their row and column; each printed one points at its text.
    """
    layout = read(docx(body))
    cells = layout.tables[number].cells
    assert all(each.span is None or layout.text[each.span.start : each.span.end] == each.text for each in cells)
    return {(each.row, each.column): each.text for each in cells}


def test_cells_keep_their_grid_places() -> None:
    """Cells over several columns, rows that begin later and merged rows keep the columns of what stands below."""
    body = table(
        row(cell("구분", '<w:vMerge w:val="restart"/>'), cell("금액", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), cell("착수금"), cell("잔금")),
        row(cell("10%"), cell("90%"), properties='<w:gridBefore w:val="1"/>'),
    )
    assert grid(body) == {
        (0, 0): "구분", (0, 1): "금액", (1, 1): "착수금", (1, 2): "잔금", (2, 1): "10%", (2, 2): "90%",
    }  # fmt: skip


def test_a_merge_without_a_beginning_is_a_cell() -> None:
    """A cell that claims to go on where nothing was merged is shown, so it is read."""
    body = table(row(cell("가"), cell("나")), row(cell("다", "<w:vMerge/>"), cell("라")))
    assert grid(body)[1, 0] == "다"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    """The text of an inner table is read once, in its place; both tables keep their cells."""
    inner = table(row(cell("안"), cell("쪽")))
    body = table(row(cell(line(run("앞")) + inner + line(run("뒤"))), cell("옆")))
    assert text_of(body) == "앞\n안\n쪽\n뒤\n옆"
    assert (grid(body), grid(body, 1)) == ({(0, 0): "앞\n안\n쪽\n뒤", (0, 1): "옆"}, {(0, 0): "안", (0, 1): "쪽"})


def test_rows_and_cells_in_content_controls_are_read() -> None:
    """Repeated rows and bound cells stand in content controls."""
    wrap = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = table(row(cell("가")), wrap.format(row(wrap.format(cell("나")), cell("다"))))
    assert grid(body) == {(0, 0): "가", (1, 0): "나", (1, 1): "다"}


def test_absurd_spans_do_no_harm() -> None:
    """A cell over a million columns is kept within what a table can have."""
    wide = cell("가", '<w:gridSpan w:val="999999"/>')
    assert grid(table(row(wide, cell("나"), properties='<w:gridBefore w:val="-3"/>'))) == {
        (0, 0): "가",
        (0, 1000): "나",
    }
