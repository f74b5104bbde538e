"""
Make good files of every kind that is read, for the mutants to be made of.

A new format gets its line here; a test holds this table to the readers there are.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import weasyprint
from docx import Document

from tests.ingest import bundling, hostile, hostile_pdf, hwp5_file, mails

if TYPE_CHECKING:
    from collections.abc import Callable

CLAUSES = (
    "제1조(목적) 이 계약은 갑과 을의 협력에 필요한 사항을 정한다.",
    "제2조(지식재산권) ① 성과물에 대한 권리는 을에게 귀속된다. ② 갑은 별지 제1호에 따라 사용할 수 있다.",
    "제3조(대금) 갑은 검수일부터 30일 이내에 금 1,000,000원을 지급한다.",
)
ENGLISH = ("Article 1 (Purpose)", "The parties cooperate in good faith.", "1.1 Fees of USD 1,000 are due in 30 days.")
BOUNDARY = re.compile(rb"=_\d+")
PAGE = """<style>@page {{ size: A4; @bottom-center {{ content: counter(page) }} }} body {{ font-family: sans-serif }}</style>
<h1>업무협약서</h1>{clauses}<table border=1><tr><th>구분</th><th>금액</th></tr><tr><td>대금</td><td>1,000원</td></tr></table>"""


def _printed() -> bytes:
    clauses = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    return bytes(weasyprint.HTML(string=PAGE.format(clauses=clauses)).write_pdf())


def _plain() -> bytes:
    return hostile.text_pdf(ENGLISH, ENGLISH, ENGLISH)


def _carrying() -> bytes:
    note = hostile_pdf.string("삭제할 것")
    return hostile_pdf.document(
        hostile.written(*ENGLISH),
        page=b"/Annots[<</Type/Annot/Subtype/Text/Rect[9 9 99 99]/Contents %b>>]" % note,
        catalogue=b"/OpenAction<</S/JavaScript/JS(1)>>",
    )


def _attached() -> bytes:
    return hostile_pdf.carrying("Agreement", ("annex.txt", "\n".join(CLAUSES).encode()), ("annex.pdf", _plain()))


def _hangul(flags: int) -> hwp5_file.Hwp5:
    cell = hwp5_file.Paragraph("대금", 1)
    table = hwp5_file.Paragraph(hwp5_file.anchor("tbl "), below=hwp5_file.table(1, 1, (0, 0, 0, cell), caption=cell))
    return hwp5_file.Hwp5(
        (*map(hwp5_file.Paragraph, CLAUSES), table),
        shapes=(hwp5_file.shape(), hwp5_file.shape("NUMBER", 1)),
        numberings=(hwp5_file.numbering(1, ("제^1조", 0)),),
        flags=flags,
    )


def _written() -> bytes:
    document = Document()
    document.add_heading("업무협약서")
    for clause in CLAUSES:
        document.add_paragraph(clause, style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "구분", "1,000원"
    document.sections[0].header.paragraphs[0].text = "대외비"
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _revised() -> bytes:
    changes = '<w:p><w:ins w:author="갑"><w:r><w:t>추가</w:t></w:r></w:ins><w:del><w:r><w:delText>삭제</w:delText></w:r></w:del></w:p>'
    table = "<w:tbl><w:tr><w:tc>" + hostile.paragraph("칸") + "</w:tc></w:tr></w:tbl>"
    return hostile.docx("".join(map(hostile.paragraph, CLAUSES)) + changes + table, numbering="<w:abstractNum/>")


def _mailed() -> bytes:
    two_forms = mails.several(
        mails.plain("검토"), mails.part(b"text/html", b"<html><p style=color:#fff>x</html>"), kind=b"alternative"
    )
    answer = mails.mail(
        mails.several(mails.plain("회신"), mails.attached(b"filename*=euc-kr''%B0%A1.txt", bundling.TERMS)),
        b"=?euc-kr?B?sKE=?=",
    )
    annex = mails.attached(b'filename="=?utf-8?B?6rCA?="', _revised())
    written = mails.mail(mails.several(two_forms, annex, mails.forwarded(answer)))
    # Boundaries are counted over a whole run; here they must not depend on what ran before.
    known = {name: b"=_%d" % number for number, name in enumerate(sorted(set(BOUNDARY.findall(written))))}
    return BOUNDARY.sub(lambda found: known[found[0]], written)


HTML = b"<!DOCTYPE html><style>.a{color:#fff}</style><p class=a>x</p><ol type=i><li>a<table><tr><td colspan=2>b</table>"
SEEDS: dict[str, Callable[[], bytes]] = {
    "printed.pdf": cache(_printed),
    "plain.pdf": cache(_plain),
    "carrying.pdf": cache(_carrying),
    "attached.pdf": cache(_attached),
    "written.docx": cache(_written),
    "revised.docx": cache(_revised),
    "agreement.hwpx": cache(lambda: hostile.hwpx("".join(map(hostile.hwpx_paragraph, CLAUSES)))),
    "agreement.hwp": cache(lambda: bytes(_hangul(hwp5_file.COMPRESSED))),
    "unpacked.hwp": cache(lambda: bytes(_hangul(0))),
    "agreement.txt": cache("\n".join(CLAUSES).encode),
    "agreement.cp949.txt": cache(lambda: "\n".join(CLAUSES).encode("cp949")),
    "agreement.md": cache(
        ("# 업무협약서\n\n" + "\n\n".join(CLAUSES) + "\n\n| 구분 | 금액 |\n|---|---|\n| 대금 | 1원 |\n").encode
    ),
    "page.html": lambda: HTML,
    "deal.eml": cache(_mailed),
    "deal.zip": cache(lambda: bundling.folder(**{"a.txt": bundling.TERMS, "b.pdf": _plain(), "c.docx": _revised()})),
}
"""File name to how the good file is made."""
