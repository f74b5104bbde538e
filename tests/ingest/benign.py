"""
Make honest files that a strict reader is tempted to refuse: odd containers, blank pictures, words that look like magic.

Source: ../shared/security/SECURITY.md 2.1 (a benign set must not be rejected) and 3 (ZIP checks too strict).
"""

from __future__ import annotations

import struct
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from tests.ingest import bundling, hostile
from tests.ingest.seeds import CLAUSES, SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEXT = "\n".join(CLAUSES)
CHART = "<c:chartSpace xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'><c:chart/></c:chartSpace>"


class _Unseekable(BytesIO):
    """
    Take bytes as a network connection does, so that sizes can only be written behind the data.
    """

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def repacked(
    more: Iterable[tuple[str, bytes]] = (),
    method: int = ZIP_DEFLATED,
    packed: BytesIO | None = None,
    comment: bytes = b"",
) -> bytes:
    """
    Pack an ordinary DOCX again in another program's manner.
    """
    target = packed or BytesIO()
    with ZipFile(BytesIO(SEEDS["written.docx"]())) as old, ZipFile(target, "w", method) as new:
        new.comment = comment
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in more:
            new.writestr(name, content)
    return target.getvalue()


def metafile(width: int = 1654, height: int = 2339) -> bytes:
    """
    Make a Windows metafile with a white page of 200 dpi and a stamp on it: it packs several hundredfold.
    """
    white = bytearray(b"\xff" * (width * height * 3))
    for row in range(200, 320):
        start = (row * width + 900) * 3
        white[start : start + 360] = bytes((row % 256, 60, 200)) * 120
    head = struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + struct.pack("<I", 0x10000) + bytes(60)
    return head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(white), 0, 0, 0, 0) + bytes(white)


def workbook() -> bytes:
    """
    Make a spreadsheet with a chart.
    """
    book = Workbook()
    sheet = book.create_sheet("대금")
    for row in (("구분", "금액"), ("대금", 1000), ("위약금", 300)):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def forms_in_a_row(pages: int) -> bytes:
    """
    Make a DOCX whose body says the same over and over, as schedules of prices do.
    """
    document = Document()
    for _ in range(pages * 40):
        document.add_paragraph("□ 해당 없음")
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _with_folders() -> bytes:
    packed = BytesIO(SEEDS["written.docx"]())
    with ZipFile(packed, "a") as archive:
        archive.writestr(ZipInfo("word/"), b"")
        archive.writestr(ZipInfo("[trash]/0000.dat"), b"\0" * 4096)
    return packed.getvalue()


def _windows_folder() -> bytes:
    names = ("업무협약서.txt", "별지 제1호.txt")
    return bundling.zipped(*(bundling.Packed(name.encode("cp949"), TEXT.encode()) for name in names))


def _mac_folder() -> bytes:
    return bundling.folder(
        **{
            "협약/업무협약서.txt": TEXT.encode(),
            "__MACOSX/협약/._업무협약서.txt": bundling.APPLE_DOUBLE,
            ".DS_Store": b"x",
        }
    )


BENIGN: dict[str, Callable[[], bytes]] = {
    "metafile.docx": lambda: repacked([("word/media/image1.emf", metafile())]),
    "bitmap.docx": lambda: repacked([("word/media/image1.bmp", metafile())]),
    "chart.docx": lambda: repacked(
        [("word/charts/chart1.xml", CHART.encode()), ("word/embeddings/Microsoft_Excel_Sheet.xlsx", workbook())]
    ),
    "stored.docx": lambda: repacked(method=ZIP_STORED),
    "streamed.docx": lambda: repacked(packed=_Unseekable()),
    "commented.docx": lambda: repacked(comment="문서관리시스템에서 내려받음".encode()),
    "folders.docx": _with_folders,
    "long.docx": lambda: forms_in_a_row(60),
    "chart.xlsx": cache(workbook),
    "windows.zip": _windows_folder,
    "mac.zip": _mac_folder,
    "generation.txt": f"MZ세대 홍보 협약서\n{TEXT}".encode,
    "ending.txt": lambda: f"BM 특허 사용 계약\n{TEXT}".encode("cp949"),
    "upper.PDF": SEEDS["plain.pdf"],
    "spaces.pdf": lambda: b"\r\n  " + SEEDS["plain.pdf"](),
    "appended.pdf": lambda: SEEDS["plain.pdf"]() + b"\0" * 2048,
    "marked.txt": lambda: TEXT.encode("utf-8-sig"),
    "wide.txt": lambda: TEXT.encode("utf-16"),
    "unix.txt": TEXT.encode,
    "dos.txt": lambda: TEXT.replace("\n", "\r\n").encode("cp949"),
    "old mac.txt": lambda: TEXT.replace("\n", "\r").encode(),
    "no ending": SEEDS["printed.pdf"],
    "계약서 (최종) v1.2.docx": SEEDS["written.docx"],
    "report.final.hwpx": lambda: hostile.hwpx("".join(map(hostile.hwpx_paragraph, CLAUSES))),
}
"""File name to how the honest file is made."""
