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

from tests.ingest import bundling, cap_table, hostile, hostile_pdf, hostile_sheets, hwp5_file, mails, pdf_samples
from tests.ingest.ocr import scans

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

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


def _photographed() -> bytes:
    page = scans.pictures(scans.printed(f"<p>{CLAUSES[0]}</p>"))[0]
    return scans.as_picture(page.crop((150, 180, 1150, 260)).convert("L"))


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


def _hangul(flags: int) -> bytes:
    make = hwp5_file
    cell = make.Paragraph("대금", 1)
    table = make.Paragraph(make.anchor("tbl "), below=make.table(1, 1, (0, 0, 1, cell), caption=cell))
    note = make.control(
        "fn  ", bytes(8), make.listed(b"", make.Paragraph(make.anchor("atno", 18), below=make.automatic(1)))
    )
    head = make.control("head", bytes(8), make.listed(b"", make.Paragraph("을은 이의를 제기하지 아니한다.")))
    drawn = make.control("gso ", make.drawn(at=(0, 90_000)), [(make.SHAPE, 2, bytes(60))], make.listed(b"", cell))
    asked = make.field_of("%clk", "Clickhere:set:40:Direction:wstring:3:회사명 HelpState:wstring:0:  ")
    text = "".join(
        ("갑", make.anchor("fn  ", 17), make.anchor("head", 16), make.anchor("gso "), make.anchor("%clk", 3), "회사명")
    )
    rich = make.Paragraph(
        text + make.FIELD_END,
        looks=((0, 0), (1, 1)),
        ranges=((0, 1, make.DELETED, 1),),
        below=(*note, *head, *drawn, *asked),
    )
    return bytes(
        make.Hwp5(
            (*map(make.Paragraph, CLAUSES), rich, table),
            looks=(make.look(), make.look(0xFFFFFF)),
            shapes=(make.shape(), make.shape("NUMBER", 1)),
            numberings=(make.numbering(1, ("제^1조", 0)),),
            fills=(make.border_fill(0x800000),),
            changes=(make.change(make.DELETED, 1),),
            authors=("김",),
            flags=flags,
            streams={"Scripts/DefaultJScript": bytes(16)},
        )
    )


HANGUL_HEADER = """
<hh:numberings><hh:numbering id="1" start="0"><hh:paraHead level="1" start="1" numFormat="DIGIT">제^1조</hh:paraHead>
</hh:numbering></hh:numberings><hh:charPr id="1" height="1000" textColor="#FFFFFF"/><hh:borderFill id="1"/>
<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="1" level="0"/></hh:paraPr>
<hh:trackChange type="Delete" date="2026-07-01T00:30:00Z" authorID="1" id="1"/><hh:trackChangeAuthor name="김" id="1"/>
"""
HANGUL_CONTROLS = """<hp:p paraPrIDRef="1"><hp:run charPrIDRef="1"><hp:secPr outlineShapeIDRef="1"/><hp:t>갑은
<hp:deleteBegin TcId="1"/>을과<hp:deleteEnd TcId="1"/><hp:tab/>함께</hp:t><hp:ctrl><hp:footNote><hp:subList>{0}</hp:subList>
</hp:footNote></hp:ctrl><hp:ctrl><hp:autoNum numType="TABLE"><hp:autoNumFormat type="DIGIT"/></hp:autoNum></hp:ctrl>
<hp:ctrl><hp:fieldBegin type="MEMO"><hp:parameters><hp:stringParam name="Author">박</hp:stringParam></hp:parameters>
<hp:subList>{0}</hp:subList></hp:fieldBegin></hp:ctrl><hp:ctrl><hp:fieldEnd/></hp:ctrl><hp:checkBtn caption="동의함"
value="CHECKED"/><hp:tbl borderFillIDRef="1"><hp:tr><hp:tc borderFillIDRef="1"><hp:subList>{0}</hp:subList>
<hp:cellAddr colAddr="0" rowAddr="0"/></hp:tc></hp:tr><hp:caption side="TOP"><hp:subList>{0}</hp:subList></hp:caption>
</hp:tbl><hp:rect textWrap="IN_FRONT_OF_TEXT"><hp:sz width="9000" height="9000"/><hp:pos vertRelTo="PAPER"
vertAlign="TOP" vertOffset="0"/><hp:drawText><hp:subList>{0}</hp:subList></hp:drawText></hp:rect></hp:run></hp:p>"""


def _hangul_xml() -> bytes:
    clauses = "".join(map(hostile.hwpx_paragraph, CLAUSES))
    return hostile.hwpx(clauses + HANGUL_CONTROLS.format(hostile.hwpx_paragraph("주")), HANGUL_HEADER)


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


@cache
def _scan() -> Image.Image:
    """
    Scan the upper part of a printed page.
    """
    page = scans.pictures(scans.printed(scans.paragraphs(CLAUSES[0])), 150)[0]
    return page.crop((0, 0, page.width, page.height // 6))


HTML = b"<!DOCTYPE html><style>.a{color:#fff}</style><p class=a>x</p><ol type=i><li>a<table><tr><td colspan=2>b</table>"
SEEDS: dict[str, Callable[[], bytes]] = {
    "printed.pdf": cache(_printed),
    "plain.pdf": cache(_plain),
    "carrying.pdf": cache(_carrying),
    "attached.pdf": cache(_attached),
    "filled.pdf": cache(pdf_samples.filled),
    "written.docx": cache(_written),
    "revised.docx": cache(_revised),
    "agreement.hwpx": cache(_hangul_xml),
    "agreement.hwp": cache(lambda: _hangul(hwp5_file.COMPRESSED)),
    "unpacked.hwp": cache(lambda: _hangul(0)),
    "agreement.txt": cache("\n".join(CLAUSES).encode),
    "agreement.cp949.txt": cache(lambda: "\n".join(CLAUSES).encode("cp949")),
    "agreement.md": cache(
        ("# 업무협약서\n\n" + "\n\n".join(CLAUSES) + "\n\n| 구분 | 금액 |\n|---|---|\n| 대금 | 1원 |\n").encode
    ),
    "prices.xlsx": hostile_sheets.prices,
    "prices.csv": cache(hostile_sheets.separated),
    "cap_table.json": cache(lambda: cap_table.written(cap_table.items())["Transactions.ocf.json"]),
    "cap_table.zip": cache(cap_table.package),
    "scan.png": cache(lambda: scans.as_picture(_scan())),
    "scan.jpg": cache(lambda: scans.as_picture(_scan(), "JPEG")),
    "scan.tif": cache(lambda: scans.as_picture(_scan(), "TIFF")),
    "scan.pdf": cache(lambda: scans.as_pdf([_scan()], 150)),
    "page.html": lambda: HTML,
    "clause.png": cache(_photographed),
    "deal.eml": cache(_mailed),
    "deal.zip": cache(lambda: bundling.folder(**{"a.txt": bundling.TERMS, "b.pdf": _plain(), "c.docx": _revised()})),
}
"""File name to how the good file is made."""
SCANS = frozenset(name for name in SEEDS if name.startswith("scan."))
"""Those that take as long as recognising takes."""
