"""
Write one agreement as the files that people send: TXT, DOCX and HWP with typed or automatic numbers, HWPX, PDF.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml

from tests.evasion.encodings import printed
from tests.ingest import hostile, hwp5_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ARTICLE = re.compile(r"제(\d+)조 ?")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def txt(text: str) -> bytes:
    """
    Write plain text.
    """
    return text.encode()


def docx_typed(text: str) -> bytes:
    """
    Write a Word file in which every number is typed.
    """
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return _saved(document)


def docx_numbered(text: str) -> bytes:
    """
    Write a Word file in which Word counts the articles, as long as they count up from one.
    """
    document = docx.Document()
    _define_articles(document, "space" if re.search(r"^제1조 ", text, re.MULTILINE) else "nothing")
    for line, is_counted in _counted(text):
        paragraph = document.add_paragraph(line)
        if is_counted:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx offers no lists of one's own
            properties.append(
                parse_xml(f'<w:numPr xmlns:w="{WORD}"><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>')
            )
    return _saved(document)


def _counted(text: str) -> Iterator[tuple[str, bool]]:
    """
    Yield the lines, and of the articles that count up from one the rest of the line that a program would number.
    """
    expected = 1
    for line in text.split("\n"):
        found = ARTICLE.match(line)
        if found and int(found[1]) == expected and "[" not in line[: found.end() + 1]:
            expected += 1
            yield line[found.end() :], True
        else:
            yield line, False


def _define_articles(document: docx.document.Document, behind: str) -> None:
    """
    Add a list that prints 제1조, 제2조 with a space or nothing behind it.
    """
    numbering = document.part.numbering_part.element
    counted = '<w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    level = f'<w:lvl w:ilvl="0">{counted}<w:suff w:val="{behind}"/><w:lvlText w:val="제%1조"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum xmlns:w="{WORD}" w:abstractNumId="99">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num xmlns:w="{WORD}" w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))


def _saved(document: docx.document.Document) -> bytes:
    """
    Return the file's bytes.
    """
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def hwpx(text: str) -> bytes:
    """
    Write a file of today's Hangul.
    """
    return hostile.hwpx("".join(hostile.hwpx_paragraph(escape(line)) for line in text.split("\n")))


def hwp_typed(text: str) -> bytes:
    """
    Write an HWP 5 file in which every number is typed.
    """
    return bytes(hwp5_file.Hwp5(tuple(map(hwp5_file.Paragraph, text.split("\n")))))


def hwp_numbered(text: str) -> bytes:
    """
    Write an HWP 5 file in which Hangul counts the articles, as long as they count up from one.
    """
    return bytes(
        hwp5_file.Hwp5(
            tuple(hwp5_file.Paragraph(line, int(is_counted)) for line, is_counted in _counted(text)),
            shapes=(hwp5_file.shape(), hwp5_file.shape("NUMBER", 1)),
            numberings=(hwp5_file.numbering(1, ("제^1조", 0)),),
        )
    )


def pdf(font: str) -> Callable[[str], bytes]:
    """
    Print with a font.
    """
    return lambda text: printed(font)(text, ())


FORMATS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "DOCX, numbers typed": (docx_typed, ".docx"),
    "DOCX, numbers counted": (docx_numbered, ".docx"),
    "HWP, numbers typed": (hwp_typed, ".hwp"),
    "HWP, numbers counted": (hwp_numbered, ".hwp"),
    "HWPX": (hwpx, ".hwpx"),
    "PDF, sans serif": (pdf("'Noto Sans CJK KR'"), ".pdf"),
    "PDF, serif": (pdf("'Noto Serif CJK KR'"), ".pdf"),
}
