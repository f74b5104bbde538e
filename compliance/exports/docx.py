"""
Write a paper, or plain lines, as DOCX: A4, Korean font names, nothing of who or what wrote it. Wholly in memory.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from compliance.exports.paper import Line, cells, flow, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from docx.document import Document as WordDocument
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph

    from compliance.exports.paper import Paper, Table

FONT: Final = "Malgun Gothic"
WIDTH, HEIGHT, MARGIN = 210, 297, 20
"""A4 in millimetres."""
SIZES: Final = {"issuer": 11, "title": 18, "heading": 13, "caption": 11, "body": 10.5, "end": 10.5}
CENTRED: Final = frozenset({"issuer", "title"})
BOLD: Final = frozenset({"title", "heading", "caption"})
STEP: Final = 6
"""Millimetres by which a deeper item is set in."""
GRID: Final = "Table Grid"


def write(paper: Paper) -> bytes:
    """
    Write a paper as DOCX.
    """
    document = _blank(paper.title, paper.issuer, paper.dated)
    for one in flow(paper):
        if isinstance(one, Line):
            _line(document, one)
        else:
            _table(document, one)
    return _saved(document)


def write_lines(lines: Iterable[str], title: str, dated: date) -> bytes:
    """
    Write lines, each as a paragraph of its own.
    """
    document = _blank(title, "", dated)
    for line in lines:
        document.add_paragraph(plain(line))
    return _saved(document)


def _blank(title: str, issuer: str, dated: date) -> WordDocument:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = plain(title)[:255], plain(issuer)[:255], ""
    properties.last_modified_by = ""
    properties.created = properties.modified = datetime.combine(dated, time())
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZES["body"])
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    return document


def _line(document: WordDocument, line: Line) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    run.font.size, run.bold = Pt(SIZES[line.kind]), line.kind in BOLD
    if line.kind in CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.left_indent = Mm(STEP * line.depth)
    paragraph.paragraph_format.keep_with_next = line.kind in BOLD


def _table(document: WordDocument, table: Table) -> None:
    shares = [column.share for column in table.columns]
    widths = [(WIDTH - 2 * MARGIN) * share / sum(shares) for share in shares]
    made = document.add_table(rows=0, cols=len(shares), style=GRID)
    made.autofit = False
    if table.has_titles:
        _row(made.add_row().cells, [plain(column.title) for column in table.columns], widths, is_title=True)
    for row in cells(table):
        _row(made.add_row().cells, row, widths, is_title=False)
    # Without a paragraph between them Word makes one table of two.
    document.add_paragraph()


def _row(made: Iterable[Cell], texts: Iterable[str], widths: Iterable[float], *, is_title: bool) -> None:
    for cell, text, width in zip(made, texts, widths, strict=True):
        cell.width = Mm(width)
        paragraph: Paragraph = cell.paragraphs[0]
        paragraph.add_run(text).bold = is_title


def _saved(document: WordDocument) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()
