"""
Write rows as a workbook while they come, however many: a sheet for each million of them, all cells text.

Nothing is held but the rows of the moment, and nothing is written to the disk; xlsxwriter and openpyxl do one or the
other. Source: ECMA-376 part 1, 18.2 to 18.3 (SpreadsheetML), in its smallest form.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_ROWS: Final = 1_000_000
"""Rows of one sheet; Excel knows 1,048,576."""
LONGEST: Final = 32_767
"""Letters of one cell. Source: Excel's limits."""
AT_ONCE: Final = 200
NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT: Final = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
SHEET: Final = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'


class Drain:
    """
    Take what a ZIP writes and hand it on: a stream that cannot go back, so the ZIP never asks it to.
    """

    def __init__(self) -> None:
        """
        Hold nothing yet.
        """
        self._held = bytearray()

    def write(self, content: bytes) -> int:
        """
        Take some bytes.
        """
        self._held += content
        return len(content)

    def flush(self) -> None:
        """
        Have nothing to do: what is held is taken by whoever sends it.
        """

    def taken(self) -> bytes:
        """
        Hand on what was written since.
        """
        content = bytes(self._held)
        self._held.clear()
        return content


def pieces(name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """
    Write rows under their titles, some at a time; `name` is that of the sheets.
    """
    drain = Drain()
    left, sheets = iter(rows), 0
    with ZipFile(drain, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload]
        while (first := next(left, None)) is not None or not sheets:
            sheets += 1
            own = chain([first], islice(left, MOST_ROWS - 1)) if first is not None else iter(())
            yield from _sheet(book, drain, sheets, chain([titles], own))
        book.writestr("_rels/.rels", ROOT)
        book.writestr("xl/workbook.xml", _workbook(name, sheets))
        book.writestr("xl/_rels/workbook.xml.rels", _relations(sheets))
        book.writestr("[Content_Types].xml", _types(sheets))
    yield drain.taken()


def _sheet(book: ZipFile, drain: Drain, number: int, rows: Iterator[Sequence[str]]) -> Iterator[bytes]:
    with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
        sheet.write(SHEET.encode())
        while some := list(islice(rows, AT_ONCE)):
            sheet.write("".join(map(_row, some)).encode())
            yield drain.taken()
        sheet.write(b"</sheetData></worksheet>")


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(text: str) -> str:
    shown = escape(NOT_IN_XML.sub("", text)[:LONGEST])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _workbook(name: str, sheets: int) -> str:
    listed = "".join(
        f'<sheet name="{escape(name)}{number if number > 1 else ""}" sheetId="{number}" r:id="rId{number}"/>'
        for number in range(1, sheets + 1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'


def _relations(sheets: int) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _types(sheets: int) -> str:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{MEDIA}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MEDIA}.sheet.main+xml"/>{listed}</Types>'
    )
