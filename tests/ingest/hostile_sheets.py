"""
Make spreadsheets part by part, so that a test can put anything into them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font, PatternFill

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OUTSIDE = ' TargetMode="External"'
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


@dataclass(frozen=True, slots=True)
class Made:
    """
    Hold a sheet to be made: its name, the XML of its rows, what stands before and behind them, its state and its links.

    `links` are pairs of a kind of relationship and its target, "!" in front of one outside the file.
    """

    name: str
    rows: str
    before: str = ""
    behind: str = ""
    state: str = "visible"
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Looking:
    """
    Hold the styles of a workbook: number formats, fonts and fills as XML, and for each style its three numbers.
    """

    formats: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    styles: tuple[tuple[int, int, int], ...] = field(default=((0, 0, 0),))

    def __str__(self) -> str:
        """
        Write the part.
        """
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
            for number, code in enumerate(self.formats, start=164)
        )
        fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        styles = "".join(
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}"/>' for number, font, fill in self.styles
        )
        return (
            f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts><font><sz val="11"/></font>'
            f"{''.join(self.fonts)}</fonts><fills>{fills}{''.join(self.fills)}</fills><cellXfs>{styles}</cellXfs></styleSheet>"
        )


def relations(links: list[tuple[str, str]]) -> str:
    """
    Write a part of relationships, numbered from rId1.
    """
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{LINK}/{kind}" Target="{escape(target.lstrip("!"))}"'
        f"{OUTSIDE if target.startswith('!') else ''}/>"
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def workbook(
    *sheets: Made,
    looks: Looking | None = None,
    strings: str = "",
    settings: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    links: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """
    Pack a workbook; `settings` stand before its list of sheets, `strings` are the XML of its shared words.
    """
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" state="{sheet.state}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    related = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    related += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"), *links]
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}">{settings}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(related),
        "xl/styles.xml": str(looks or Looking()),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for number, sheet in enumerate(sheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        members[name] = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{LINK}">{sheet.before}<sheetData>{sheet.rows}</sheetData>'
            f"{sheet.behind}</worksheet>"
        )
        if sheet.links:
            members[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations(list(sheet.links))
    return packed(members | dict(parts or {}))


def packed(members: dict[str, str | bytes]) -> bytes:
    """
    Pack members into a ZIP container.
    """
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return target.getvalue()


def row(number: int, *cells: str | float, extra: str = "") -> str:
    """
    Write a row, counted from 1; a cell that begins with "<c" is taken as it is, other words become text.
    """
    written = []
    for column, cell in enumerate(cells):
        place = f"{chr(65 + column)}{number}"
        if isinstance(cell, str) and cell.startswith("<c"):
            written.append(cell.replace("<c", f'<c r="{place}"', 1))
        elif isinstance(cell, str):
            written.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' if cell else "")
        else:
            written.append(f'<c r="{place}"><v>{cell}</v></c>')
    return f'<row r="{number}"{extra}>{"".join(written)}</row>'


def value(number: float | str, style: int = 0) -> str:
    """
    Write a cell with a number in a style.
    """
    return f'<c s="{style}"><v>{number}</v></c>'


def formula(written: str, result: float | str | None = None) -> str:
    """
    Write a cell with a formula and the result that was saved, if any.
    """
    saved = "" if result is None else f"<v>{result}</v>"
    return f"<c><f>{escape(written)}</f>{saved}</c>"


def prices() -> bytes:
    """
    Make a price annex: a heading, a table with a sum, a hidden sheet, a comment and a drawing.
    """
    table = "".join(
        (
            row(1, "별지 제1호 단가표"),
            row(2, "구분", "단가", "비고"),
            row(3, "개발", value(1_000_000, 1), "부가세 별도"),
            row(4, "운영", value(0.03, 2), "<c t='s'><v>0</v></c>"),
            row(5, "합계", formula("SUM(B3:B3)", 1_000_000)),
        )
    )
    looks = Looking(formats=('#,##0"원"',), styles=((0, 0, 0), (164, 0, 0), (10, 0, 0)))
    return workbook(
        Made("단가표", table, behind='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'),
        Made("특약", row(1, "을은 이의를 제기하지 아니한다."), state="veryHidden"),
        looks=looks,
        strings="<si><r><t>월 </t></r><r><t>청구</t></r></si>",
    )


def separated() -> bytes:
    """
    Make a price list of separated values in the encoding of Korean Excel.
    """
    return '구분,단가,비고\r\n개발,"1,000,000원","부가세\n별도"\r\n운영,3%,\r\n'.encode("cp949")


def with_rows(*rows: str, behind: str = "") -> bytes:
    """
    Make a workbook of one sheet.
    """
    return workbook(Made("계약", "".join(rows), behind=behind))


def last_cell() -> bytes:
    """
    Make a sheet whose only other cell is the very last one that a sheet can have.
    """
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>특약</t></is></c></row>'
    return with_rows(row(1, "가"), last)


def many_strings(megabytes: int) -> bytes:
    """
    Make a workbook whose shared words unpack to so much.
    """
    return workbook(Made("계약", row(1, "가")), strings="<si><t>a</t></si>" * (megabytes * 61_681))


def many_merges(number: int) -> bytes:
    """
    Make a sheet with so many merged cells.
    """
    merges = "".join(f'<mergeCell ref="B{at}:C{at}"/>' for at in range(2, number + 2))
    return with_rows(row(1, "가"), behind=f"<mergeCells>{merges}</mergeCells>")


def many_conditions(number: int) -> bytes:
    """
    Make a sheet with so many conditional formats.
    """
    conditions = (
        f'<conditionalFormatting sqref="B{at}"><cfRule type="expression" priority="{at}"><formula>B{at}&gt;1</formula>'
        "</cfRule></conditionalFormatting>"
        for at in range(1, number + 1)
    )
    return with_rows(row(1, "가"), behind="".join(conditions))


def hidden_terms() -> bytes:
    """
    Make a workbook with terms on a sheet that no menu shows.
    """
    return workbook(
        Made("계약", row(1, "가")), Made("특약", row(1, "을은 이의를 제기하지 아니한다."), state="veryHidden")
    )


def ordinary_workbook() -> bytes:
    """
    Make a price list as people do, with everything that makes it pleasant to look at.
    """
    book = Workbook()
    sheet = book.create_sheet("단가표", 0)
    sheet.append(["구분", "단가", "일자"])
    sheet.append(["개발", 1000, date(2026, 7, 1)])
    sheet.append(["운영", 300, date(2026, 7, 2)])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(color="FFFFFF", bold=True), PatternFill("solid", fgColor="1F4E78")
    colours = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="min", start_color="FF0000", end_type="max", end_color="00FF00"
    )
    sheet.conditional_formatting.add("B2:B3", colours)
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", "A1:C3"
    chart = BarChart()
    chart.title = "단가 추이"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "E2")
    target = BytesIO()
    book.save(target)
    return target.getvalue()
