"""
Hold all formats of a paper to one content, and to giving nothing that a document said any power.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pdfplumber
import pikepdf
import pytest
from docx import Document
from hwpx import HwpxDocument
from hwpx.tools.package_validator import validate_package
from hwpx.tools.validator import validate_document
from openpyxl import load_workbook

from compliance.exports import pdf
from compliance.exports.paper import (
    LONGEST,
    Column,
    Line,
    Paper,
    Paragraph,
    Section,
    Table,
    cells,
    flow,
    numbered,
    plain,
)
from compliance.exports.writing import Format, write
from ingest import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HASH = "0123456789abcdef" * 4
QUOTE = "“을”은 <b>모든</b> 권리를 & '양도'한다.\n둘째 줄 #eval(1) $x$ *굵게* //주석"
FORMULA = '=HYPERLINK("http://a.invalid","열기")'


def paper(*quotes: str, rows: int = 3) -> Paper:
    """
    Make a paper with items of two depths, a wide table, pairs, and blocks of long texts.
    """
    wide = (Column("연번", 1, is_short=True), Column("문서", 4), Column("SHA-256", 5), Column("결과", 2, is_short=True))
    listed = Table(
        "대상 문서", wide, [(number, f"계약서_{number}.hwpx", HASH, "점검함") for number in range(1, rows + 1)]
    )
    pairs = Table("", (Column("구분", 1), Column("내용", 4)), [("계획", "정기 점검"), ("표본 수", 3)], has_titles=False)
    said = [(number, quote, "이유") for number, quote in enumerate(quotes or (QUOTE, FORMULA), start=1)]
    long = Table("", (Column("연번", 1), Column("문구"), Column("판단 이유")), said, is_upright=True)
    items = (Paragraph("관련", 1), Paragraph("하나", 2), Paragraph("둘", 2), Paragraph("내용", 1), Paragraph("하나", 2))
    sections = (Section("개요", (*items, pairs)), Section("문서", (listed,)), Section("판단 이유", (long,)))
    return Paper("점검결과서", "시험 기관", date(2026, 11, 27), sections)


def letters(text: str) -> str:
    """
    Return a text without spaces and line breaks, which each format sets in its own way.
    """
    return "".join(text.split())


def shown(made: Paper) -> str:
    """
    Return all letters that stand on a paper, from top to bottom.
    """
    return letters("".join(_texts(made)))


def _texts(made: Paper) -> Iterator[str]:
    for one in flow(made):
        if isinstance(one, Line):
            yield one.text
            continue
        if one.has_titles:
            yield from (column.title for column in one.columns)
        for row in cells(one):
            yield from row


def test_items_are_numbered_as_official_papers_are() -> None:
    """
    Items below "1." are 가., 1), 가) and so on; each depth begins anew below a new item.
    """
    depths = (1, 2, 3, 4, 5, 3, 1, 2)
    lines = numbered(Section("제목", [Paragraph("말", depth) for depth in depths]))
    told = [one.text.split(" ")[0] for one in lines if isinstance(one, Line)]
    assert told == ["가.", "1)", "가)", "(1)", "(가)", "나)", "나.", "1)"]
    many = [one.text for one in numbered(Section("", [Paragraph("말", 1)] * 16)) if isinstance(one, Line)]
    assert many[13:] == ["하. 말", "거. 말", "너. 말"]


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("a\x00b\x1fc\x7f", "abc"),
        ("첫\r\n둘\r셋\u2028넷", "첫\n둘\n셋\n넷"),
        ("계약\u202e서약\u2066\u200b\ufeff", "계약서약"),
        ("가\u00a0나\u3000다\t라", "가 나 다 라"),
        ("\ud800\ufffe\ufdd0", ""),
        ("가" * (LONGEST + 1), "가" * (LONGEST - 8) + "…(이하 줄임)"),
    ],
)
def test_only_what_a_person_sees_is_left(said: str, seen: str) -> None:
    """
    Control and invisible letters and those that turn the direction go; what is too long says that it was cut.
    """
    assert plain(said) == seen


def test_pdf_and_hwpx_say_the_same() -> None:
    """
    What this project's own reader and a second one read of both is what stands on the paper, and nothing is doubtful.
    """
    made = paper()
    written = {form: write(made, form) for form in (Format.PDF, Format.HWPX)}
    for form, content in written.items():
        document = read(content, f"a.{form}", None)
        assert letters(document.text) == shown(made)
        assert (document.coverage, document.warnings) == (1.0, ())
    with pdfplumber.open(BytesIO(written[Format.PDF])) as second:
        pages = [page.extract_text() for page in second.pages]
    footers = [page.splitlines()[-1] for page in pages]
    assert footers == [f"- {number} -" for number in range(1, len(pages) + 1)]
    # This reader puts the lines of neighbouring cells side by side, so only the letters are the same.
    bodies = "".join(page.rsplit("\n", 1)[0] for page in pages)
    assert sorted(letters(bodies)) == sorted(shown(made))
    with HwpxDocument.open(BytesIO(written[Format.HWPX])) as other:
        assert HASH in other.text.plain()


def test_hwpx_keeps_to_the_schema() -> None:
    """
    The package and its parts are as OWPML asks, by the schema of a second library.
    """
    content = write(paper(rows=1200), Format.HWPX)
    assert validate_package(BytesIO(content)).issues == ()
    assert validate_document(BytesIO(content)).issues == ()
    with ZipFile(BytesIO(content)) as package:
        assert package.infolist()[0].filename == "mimetype"
        # A long table goes on in further ones, which Hangul opens quickly.
        counts = re.findall(rb'<hp:tbl [^>]*rowCnt="(\d+)"', package.read("Contents/section0.xml"))
    assert list(map(int, counts[1:4])) == [501, 501, 201]


def test_pdf_is_archivable_and_says_its_title() -> None:
    """
    It calls itself PDF/A-2u, holds its fonts, is tagged in Korean, and has bookmarks for the sections.
    """
    with pikepdf.open(BytesIO(write(paper(), Format.PDF))) as made:
        with made.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "U")
            assert metadata["dc:title"] == "점검결과서"
        assert made.Root.Lang == "ko-KR"
        assert made.Root.MarkInfo.Marked
        with made.open_outline() as outline:
            assert [str(item.title) for item in outline.root] == ["1. 개요", "2. 문서", "3. 판단 이유"]


def test_a_letter_without_a_picture_is_named() -> None:
    """
    What the PDF's fonts cannot draw is told by its number, so that no part of a quote vanishes.
    """
    text = read(write(paper("😀 汉 뷁 特許庁の契約"), Format.PDF), "a.pdf", None).text
    assert "[U+1F600] [U+6C49] 뷁 特許庁の契約" in text


def test_a_long_paper_is_set_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A paper of several parts has all its rows and runs on in its page numbers.
    """
    made = paper(rows=60)
    monkeypatch.setattr(pdf, "MOST_CELLS", 100)
    with pdfplumber.open(BytesIO(pdf.write(made))) as second:
        pages = [page.extract_text() for page in second.pages]
    numbers = [int(page.splitlines()[-1].strip("- ")) for page in pages]
    assert all(after == before + 1 for before, after in pairwise([0, *numbers]))
    text = "\n".join(pages)
    assert all(f"계약서_{number}.hwpx" in text for number in range(1, 61))


def test_a_workbook_holds_text_as_text() -> None:
    """
    What begins like a formula or a link is a string, figures are numbers, and each section is a sheet.
    """
    book = load_workbook(BytesIO(write(paper(FORMULA, "@SUM(A1)", "http://a.invalid"), Format.XLSX)))
    assert book.sheetnames == ["1. 개요", "2. 문서", "3. 판단 이유"]
    rows = list(book["3. 판단 이유"].iter_rows(min_row=2, max_row=4))
    assert [row[1].value for row in rows] == [FORMULA, "@SUM(A1)", "http://a.invalid"]
    assert {(row[1].data_type, row[1].hyperlink) for row in rows} == {("s", None)}
    assert [row[0].value for row in rows] == [1, 2, 3]


def test_word_says_the_same_as_the_paper() -> None:
    """
    DOCX holds all letters of a paper in their order, read by our reader, and its tables are found by another one.
    """
    made = paper()
    content = write(made, Format.DOCX)
    assert letters(read(content, "paper.docx").text) == shown(made)
    assert len(Document(BytesIO(content)).tables) == sum(isinstance(one, Table) for one in flow(made))


@pytest.mark.parametrize("form", list(Format))
def test_no_format_leaves_text_on_the_disk(form: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    No temporary file is made while a paper is written.
    """

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile, "_mkstemp_inner", refused)
    assert write(paper(), form)
    assert list(tmp_path.iterdir()) == []
