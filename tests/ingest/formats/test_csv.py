"""
Show that separated values are read as the table that a person sees.
"""

from __future__ import annotations

import pytest

from ingest import read
from ingest.errors import Malformed, TypeMismatch
from ingest.formats import csv
from tests.ingest.hostile_sheets import prices

TERMS = "구분,단가,비고\n개발,1000,부가세 별도\n운영,300,\n"


def cells(text: str | bytes) -> list[tuple[int, int, str]]:
    """
    Read a table and list its cells.
    """
    layout = csv.read(text.encode() if isinstance(text, str) else text)
    assert all(
        cell.span and layout.text[cell.span.start : cell.span.end] == cell.text for cell in layout.tables[0].cells
    )
    return [(cell.row, cell.column, cell.text) for cell in layout.tables[0].cells]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    """What Korean Excel, other programs and web services write gives the same table."""
    assert cells(TERMS.encode(encoding)) == cells(TERMS)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_content(separator: str) -> None:
    """Commas, semicolons, tabs and bars part the same table."""
    assert cells(TERMS.replace(",", separator)) == cells(TERMS)


def test_quoted_fields_keep_their_separators_and_lines() -> None:
    """A field in quotes may hold commas, quotes and line ends."""
    assert cells('조건,금액\n"갑은 ""선급금""을\n지급한다.","1,000,000원"\n')[2:] == [
        (1, 0, '갑은 "선급금"을\n지급한다.'),
        (1, 1, "1,000,000원"),
    ]


def test_ragged_rows_are_kept() -> None:
    """Titles above the table and rows that are too short or long lose nothing."""
    assert cells("투자내역\nA,B,C\n1,2,3\n4,5\n6,7,8,9\n")[0] == (0, 0, "투자내역")
    assert cells("투자내역\nA,B,C\n1,2,3\n4,5\n6,7,8,9\n")[-1] == (4, 3, "9")


def test_the_separator_that_excel_tells_is_taken() -> None:
    """The first line "sep=;" is no row."""
    assert cells("sep=;\na;b\n1,5;2,5\n") == [(0, 0, "a"), (0, 1, "b"), (1, 0, "1,5"), (1, 1, "2,5")]


def test_formulas_stay_words() -> None:
    """What a spreadsheet program would run is text and nothing else."""
    assert cells('이름,링크\n갑,"=HYPERLINK(""http://example.org"")"\n')[-1] == (
        1,
        1,
        '=HYPERLINK("http://example.org")',
    )


def test_prose_is_no_table() -> None:
    """Sentences in a file called .csv are read as sentences."""
    text = "제1조(목적) 이 계약은 갑과 을의 협력에 관하여 정한다.\n제2조(비밀) 을은, 갑의 동의 없이, 공개하지 아니한다."
    layout = csv.read(text.encode())
    assert layout.tables == ()
    assert layout.text == text


def test_the_name_decides_between_text_and_table() -> None:
    """The same bytes are a table under .csv and text under .txt or without any name."""
    kinds = [read(TERMS.encode(), name).source.media_type for name in ("a.csv", "a.tsv", "a.txt", "")]
    assert kinds == ["text/csv", "text/csv", "text/plain", "text/plain"]


def test_a_workbook_called_csv_is_a_mismatch() -> None:
    """A renamed workbook is told, not guessed at."""
    with pytest.raises(TypeMismatch):
        read(prices(), "prices.csv")


def test_bytes_of_no_encoding_are_damaged() -> None:
    """NUL bytes among the fields are no text."""
    with pytest.raises(Malformed):
        csv.read(b"a,b\0\0\0\0,\n1,2\0\0\n")
