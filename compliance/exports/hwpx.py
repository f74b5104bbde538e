"""
Write a paper as HWPX, the open format of the Hangul word processor that Korean authorities work with.

Source: KS X 6101 (OWPML). Lengths are in 1/7,200 inch. Nothing is written to the disk.
"""

from __future__ import annotations

from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from compliance.exports.hwpx_styles import LOOKS, MM, NAMESPACES, NUMBERS, PLAIN, RULED, SHADED, header
from compliance.exports.paper import Line, cells, flow, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compliance.exports.paper import Paper, Table

MIMETYPE: Final = "application/hwp+zip"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 59_528, 84_188, 20 * MM
WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
SIDE, ABOVE = 400, 300
"""Margins within cells."""
MOST_ROWS: Final = 500
"""Rows of one table; Hangul becomes slow with longer ones, so a longer table goes on in a further one."""
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
SPACES: Final = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMESPACES.items())
PARTS: Final = {
    "version.xml": (
        '<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" '
        'major="5" minor="1" micro="1" buildNumber="0" os="1" xmlVersion="1.5" application="compliance" '
        'appVersion="1"/>'
    ),
    "settings.xml": (
        f'<ha:HWPApplicationSetting {SPACES}><ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/>'
        "</ha:HWPApplicationSetting>"
    ),
    "META-INF/container.xml": (
        '<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles><ocf:rootfile '
        'full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/><ocf:rootfile '
        'full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>'
    ),
    "META-INF/manifest.xml": '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
}
CONTENT: Final = (
    '<opf:package {spaces} version="" unique-identifier="" id=""><opf:metadata><opf:title>{title}</opf:title>'
    '<opf:language>ko</opf:language><opf:meta name="creator" content="text">{issuer}</opf:meta>'
    '<opf:meta name="CreatedDate" content="text">{day}T00:00:00Z</opf:meta></opf:metadata><opf:manifest>'
    '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
    '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
    '<opf:item id="version" href="version.xml" media-type="application/xml"/>'
    '<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest><opf:spine>'
    '<opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine></opf:package>'
)
BORDERS: Final = "".join(
    f'<hp:pageBorderFill type="{pages}" borderFillIDRef="{PLAIN}" textBorder="PAPER" headerInside="0" '
    'footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/>'
    "</hp:pageBorderFill>"
    for pages in ("BOTH", "EVEN", "ODD")
)
NOTES: Final = "".join(
    f'<hp:{kind}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/><hp:noteLine '
    'length="-1" type="SOLID" width="0.12 mm" color="#000000"/><hp:noteSpacing betweenNotes="283" belowLine="567" '
    'aboveLine="850"/><hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement '
    f'place="{place}" beneathText="0"/></hp:{kind}>'
    for kind, place in (("footNotePr", "EACH_COLUMN"), ("endNotePr", "END_OF_DOCUMENT"))
)
PAGE: Final = (
    '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" '
    'tabStopUnit="HWPUNIT" outlineShapeIDRef="0" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">'
    '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" '
    'equation="0"/><hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
    'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/><hp:lineNumberShape '
    'restartType="0" countBy="0" distance="0" startNumber="0"/>'
    f'<hp:pagePr landscape="WIDELY" width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" gutterType="LEFT_ONLY"><hp:margin '
    f'header="{10 * MM}" footer="{10 * MM}" gutter="0" left="{MARGIN}" right="{MARGIN}" top="{12 * MM}" '
    f'bottom="{12 * MM}"/></hp:pagePr>{NOTES}{BORDERS}</hp:secPr><hp:ctrl><hp:colPr id="" type="NEWSPAPER" '
    'layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl><hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" '
    'formatType="DIGIT" sideChar="-"/></hp:ctrl>'
)
PARAGRAPH: Final = (
    '<hp:p id="0" paraPrIDRef="{look}" styleIDRef="{look}" pageBreak="0" columnBreak="0" merged="0">'
    '<hp:run charPrIDRef="{look}">{inside}</hp:run></hp:p>'
)
TABLE: Final = (
    '<hp:tbl id="{number}" zOrder="{number}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" '
    'lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1" rowCnt="{rows}" colCnt="{columns}" cellSpacing="0" '
    f'borderFillIDRef="{RULED}" noAdjust="0"><hp:sz width="{WIDTH}" widthRelTo="ABSOLUTE" height="{{height}}" '
    'heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" '
    'holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" '
    f'horzOffset="0"/><hp:outMargin left="0" right="0" top="{MM}" bottom="{2 * MM}"/><hp:inMargin left="{SIDE}" '
    f'right="{SIDE}" top="{ABOVE}" bottom="{ABOVE}"/>{{inside}}</hp:tbl>'
)
CELL: Final = (
    '<hp:tc name="" header="{is_head}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="{border}">'
    '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" '
    'linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">{inside}</hp:subList>'
    '<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
    '<hp:cellSz width="{width}" height="{height}"/>'
    f'<hp:cellMargin left="{SIDE}" right="{SIDE}" top="{ABOVE}" bottom="{ABOVE}"/></hp:tc>'
)


def write(paper: Paper) -> bytes:
    """
    Write a paper as HWPX.
    """
    stream = BytesIO()
    stamp = (paper.dated.year, paper.dated.month, paper.dated.day, 0, 0, 0)
    with ZipFile(stream, "w") as package:

        def put(name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
            info = ZipInfo(name, stamp)
            info.compress_type = how
            package.writestr(info, content)

        put("mimetype", MIMETYPE.encode(), ZIP_STORED)
        for name, content in PARTS.items():
            put(name, (XML + content).encode())
        told = {"title": escape(plain(paper.title)), "issuer": escape(plain(paper.issuer))}
        put("Contents/content.hpf", (XML + CONTENT.format(spaces=SPACES, day=paper.dated, **told)).encode())
        put("Contents/header.xml", header())
        put("Preview/PrvText.txt", plain(paper.title).encode())
        info = ZipInfo("Contents/section0.xml", stamp)
        info.compress_type = ZIP_DEFLATED
        with package.open(info, "w") as section:
            for piece in _section(paper):
                section.write(piece.encode())
    return stream.getvalue()


def _section(paper: Paper) -> Iterator[str]:
    yield f"{XML}<hs:sec {SPACES}>"
    # What the page looks like hangs on the first paragraph.
    yield PARAGRAPH.format(look=NUMBERS["body"], inside=f"{PAGE}<hp:t/>")
    count = 0
    for one in flow(paper):
        if isinstance(one, Line):
            yield _paragraphs(one.text, _look(one))
            continue
        rows = [*cells(one)]
        for start in range(0, max(len(rows), 1), MOST_ROWS):
            count += 1
            yield _table(one, rows[start : start + MOST_ROWS], count)
    yield "</hs:sec>"


def _look(line: Line) -> str:
    return f"body {line.depth}" if line.kind == "body" and line.depth > 1 else line.kind


def _paragraphs(text: str, look: str) -> str:
    return "".join(
        PARAGRAPH.format(look=NUMBERS[look], inside=f"<hp:t>{escape(line)}</hp:t>" if line else "<hp:t/>")
        for line in text.split("\n")
    )


def _table(table: Table, rows: Sequence[Sequence[str]], number: int) -> str:
    widths = _widths([column.share for column in table.columns])
    shown = [[column.title for column in table.columns], *rows] if table.has_titles else rows
    heights = [max(map(_height, row, widths)) for row in shown]
    inside = "".join(
        f"<hp:tr>{_row(table, row, number_of_row, widths, height)}</hp:tr>"
        for number_of_row, (row, height) in enumerate(zip(shown, heights, strict=True))
    )
    table_xml = TABLE.format(number=number, rows=len(shown), columns=len(widths), height=sum(heights), inside=inside)
    return PARAGRAPH.format(look=NUMBERS["cell"], inside=f"{table_xml}<hp:t/>")


def _row(table: Table, row: Sequence[str], number: int, widths: Sequence[int], height: int) -> str:
    is_head = table.has_titles and number == 0
    return "".join(
        CELL.format(
            is_head=int(is_head),
            border=SHADED if is_head or (not table.has_titles and place == 0) else RULED,
            inside=_paragraphs(text, "column" if is_head else "short cell" if column.is_short else "cell"),
            column=place,
            row=number,
            width=width,
            height=height,
        )
        for place, (text, column, width) in enumerate(zip(row, table.columns, widths, strict=True))
    )


def _widths(shares: Sequence[int]) -> list[int]:
    """
    Divide the width of the page by shares, to the last unit.
    """
    ends = [WIDTH * sum(shares[: place + 1]) // sum(shares) for place in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _height(text: str, width: int) -> int:
    """
    Estimate how high a cell is; Hangul sets it anew, other programs believe it.
    """
    look = LOOKS["cell"]
    room = width - 2 * SIDE
    lines = sum(max(ceil(_length(line) * look.height / room), 1) for line in text.split("\n"))
    return lines * look.height * look.spacing // 100 + 2 * ABOVE


def _length(line: str) -> float:
    """
    Measure a line in widths of a Korean letter; a Latin one is about half as wide.
    """
    if line.isascii():
        return len(line) * 0.55
    return sum(1.0 if east_asian_width(letter) in "WFA" else 0.55 for letter in line)
