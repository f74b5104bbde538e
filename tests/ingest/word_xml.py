"""
Write pieces of WordprocessingML for tests: runs, cells, fields, boxes, and whole files with their styles.
"""

from __future__ import annotations

from ingest.formats.docx import read
from tests.ingest.hostile import docx

WORDS = "http://schemas.microsoft.com/office/word/2010/wordml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def run(text: str, properties: str = "") -> str:
    """
    Make one run of letters.
    """
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, properties: str = "") -> str:
    """
    Make one paragraph of runs.
    """
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """
    Make one cell of a table with one paragraph, or with the blocks given.
    """
    inside = content if content.startswith(("<w:p>", "<w:tbl>")) else line(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """
    Make one row of a table.
    """
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    """
    Make a table.
    """
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str | None = None, data: str = "") -> str:
    """
    Make a complex field from its instruction and the XML of its result; None for a field without one.
    """
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return f'{begin}{code}{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def box(content: str, fill: str = "", frame: str = "", width: int = 2_000_000, height: int = 500_000) -> str:
    """
    Make a run with a text box; `fill` is DrawingML inside its properties, `frame` stands in its anchor.
    """
    return (
        f'<w:r><w:drawing xmlns:a="{DRAWING}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:anchor behindDoc="0"><wp:extent cx="{width}" cy="{height}"/>{frame}<a:graphic><a:graphicData><wps:wsp>'
        f"<wps:spPr>{fill}</wps:spPr>{content and f'<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>'}"
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def text_of(body: str, **parts: str) -> str:
    """
    Return the text read from a body.
    """
    return read(docx(body, **parts)).text


def beside(body: str, **parts: str) -> list[tuple[str, str]]:
    """
    Return kind and text of what is read beside the text of a body.
    """
    return [(aside.kind, aside.text) for aside in read(docx(body, **parts)).asides]


def codes(body: str, **parts: str) -> list[int]:
    """
    Return the codes of the warnings about a body.
    """
    return [warning.code for warning in read(docx(body, **parts)).warnings]
