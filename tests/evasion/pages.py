"""
Print the agreement so that paper and file differ, or the clause stands where readers of files do not look.

Source: ../shared/security/SECURITY.md 2.10, E15 to E21, E25, E26, E28, E29 (PDF) and E34 to E36 (DOCX).
"""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pypdfium2
import weasyprint

from tests.evasion.clauses import AGREEMENT
from tests.ingest import hostile

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = "⟦clause⟧"
ACQUITTING = " 다만, “을”이 사전에 서면으로 동의하고 정당한 대가를 받은 경우에 한한다."
STYLE = """@page{size:A4;margin:20mm}
body{font:10.5pt 'Noto Serif CJK KR';position:relative}p{margin:0 0 6pt}
.over{position:relative;display:inline-block}.over i{position:absolute;inset:-2pt;background:#fff}
.clip{display:block;height:0;overflow:hidden}.far{position:absolute;left:-900pt}
.side{position:absolute;left:-16mm;top:170mm;width:150mm;transform:rotate(-90deg);transform-origin:0 0}
.note{font-size:4pt}.two{columns:2;column-gap:10mm}td{width:50%;vertical-align:top}
"""
ENGLISH = "The parties shall cooperate in good faith and shall share the costs of the joint development equally."


@dataclass(frozen=True, slots=True)
class Page:
    """
    Hold a way of printing a clause: inner HTML of its paragraph, whether it hides something, and classes of the body.
    """

    inner: Callable[[str], str]
    hides: bool
    body: str = ""

    def write(self, clause: str) -> bytes:
        """
        Print the agreement as PDF.
        """
        lines = html.escape(AGREEMENT.format(clause=PLACE)).split("\n")
        paragraphs = "".join(f"<p>{line}</p>" for line in lines).replace(PLACE, self.inner(clause))
        page: bytes = weasyprint.HTML(
            string=f"<style>{STYLE}</style><body class='{self.body}'>{paragraphs}"
        ).write_pdf()
        return page


def beside(markup: str) -> Callable[[str], str]:
    """
    Print the clause, and behind it a proviso that would acquit it in a markup that hides it.
    """
    return lambda clause: html.escape(clause) + markup.format(html.escape(ACQUITTING))


def noisy(clause: str) -> str:
    """
    Put white letters between the visible ones.
    """
    return "<span style='color:#fff'>비</span>".join(map(html.escape, clause))


def pictured(clause: str) -> str:
    """
    Print a picture of the clause instead of its letters.
    """
    style = "@page{size:150mm 30mm;margin:2mm}body{font:11pt 'Noto Serif CJK KR';margin:0}"
    drawn = weasyprint.HTML(string=f"<style>{style}</style>{html.escape(clause)}").write_pdf()
    picture = BytesIO()
    pypdfium2.PdfDocument(drawn)[0].render(scale=300 / 72).to_pil().save(picture, "PNG")
    return f"<img style='width:150mm' src='data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}'>"


PAGES = {
    "E15 white letters between": Page(noisy, hides=True),
    "E16 white proviso": Page(beside("<span style='color:#fff'>{}</span>"), hides=True),
    "E16 nearly white proviso": Page(beside("<span style='color:#fafafa'>{}</span>"), hides=True),
    "E17 transparent proviso": Page(beside("<span style='color:rgba(0,0,0,0)'>{}</span>"), hides=True),
    "E18 proviso off the page": Page(beside("<span class='far'>{}</span>"), hides=True),
    "E19 covered proviso": Page(beside("<span class='over'>{}<i></i></span>"), hides=True),
    "E20 clipped proviso": Page(beside("<span class='clip'>{}</span>"), hides=True),
    "E26 in the margin": Page(lambda clause: f"<span class='side'>{html.escape(clause)}</span>", hides=False),
    "E28 two columns": Page(html.escape, hides=False, body="two"),
    "E28 beside its English": Page(
        lambda clause: f"<table><tr><td>{html.escape(clause)}<td>{ENGLISH}</table>", hides=False
    ),
    "E29 in tiny print": Page(lambda clause: f"<span class='note'>{html.escape(clause)}</span>", hides=False),
}
PICTURE = Page(pictured, hides=False)


def run(text: str, properties: str = "") -> str:
    """
    Make one run of a Word paragraph.
    """
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def changed(kind: str, inner: str) -> str:
    """
    Make a tracked change.
    """
    return f'<w:{kind} w:id="1" w:author="편집자" w:date="2026-09-01T00:00:00Z">{inner}</w:{kind}>'


def deleted(text: str) -> str:
    """
    Make a tracked deletion.
    """
    return changed("del", f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>')


@dataclass(frozen=True, slots=True)
class Word:
    """
    Hold a way of writing a clause in Word: the inner XML of its paragraph, and the code that must tell of it.
    """

    inner: Callable[[str], str]
    code: int | None

    def write(self, clause: str) -> bytes:
        """
        Write the agreement as DOCX.
        """
        lines = AGREEMENT.format(clause=PLACE).split("\n")
        paragraphs = (
            f"<w:p>{run(line.removesuffix(PLACE))}{self.inner(clause) if PLACE in line else ''}</w:p>" for line in lines
        )
        return hostile.docx("".join(paragraphs))


WORDS = {
    "E16 white proviso": Word(lambda clause: run(clause) + run(ACQUITTING, '<w:color w:val="FFFFFF"/>'), 202),
    "hidden proviso": Word(lambda clause: run(clause) + run(ACQUITTING, "<w:vanish/>"), 202),
    "E34 inserted clause": Word(lambda clause: changed("ins", run(clause)), 206),
    "E35 deleted proviso": Word(lambda clause: run(clause) + deleted(ACQUITTING), 206),
    "E36 text box": Word(
        lambda clause: (
            f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{run(clause)}</w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        ),
        None,
    ),
}
