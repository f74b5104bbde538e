"""
Show that workbooks are read as a person sees them, and that what nobody sees is set aside and told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest import nesting, read
from ingest.errors import OtherSpreadsheet, XmlDtdForbidden
from ingest.formats import xlsx
from ingest.sheets.records import records_of
from tests.ingest.hostile import ole
from tests.ingest.hostile_sheets import (
    LINK,
    MAIN,
    Looking,
    Made,
    formula,
    ordinary_workbook,
    packed,
    prices,
    relations,
    row,
    value,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.layout import Layout

WHITE = '<font><sz val="11"/><color theme="0"/></font>'
TINY = '<font><sz val="1"/></font>'
NAVY = '<fill><patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill></fill>'


def codes(layout: Layout) -> set[int]:
    """
    Return the codes of all warnings.
    """
    return {notice.code for notice in layout.warnings}


def asides(layout: Layout, kind: str) -> list[str]:
    """
    Return the words of the asides of a kind.
    """
    return [aside.text for aside in layout.asides if aside.kind == kind]


def shown(number: float, code: str, settings: str = "") -> str:
    """
    Return what is read of a number under a format.
    """
    looks = Looking(formats=(code,), styles=((0, 0, 0), (164, 0, 0)))
    sheet = Made("Sheet1", row(1, "값", value(number, 1)))
    return xlsx.read(workbook(sheet, looks=looks, settings=settings)).text.removeprefix("값").removeprefix(" | ")


def test_a_sheet_is_a_table_and_lines() -> None:
    """Each row is a line, and each cell of the table has its place in the text."""
    layout = xlsx.read(prices())
    assert layout.text.split("\n") == [
        "단가표",
        "별지 제1호 단가표",
        "구분 | 단가 | 비고",
        "개발 | 1,000,000원 | 부가세 별도",
        "운영 | 3.00% | 월 청구",
        "합계 | 1000000",
    ]
    (table,) = layout.tables
    assert (table.name, table.origin) == ("단가표", "단가표!A1")
    assert [(cell.row, cell.column) for cell in table.cells][:4] == [(0, 0), (1, 0), (1, 1), (1, 2)]
    assert all(cell.span and layout.text[cell.span.start : cell.span.end] == cell.text for cell in table.cells)


def test_the_first_cell_gives_the_origin() -> None:
    """A table that begins further down says where, and counts from there."""
    layout = xlsx.read(workbook(Made("표", row(3, "", "구분", "금액") + row(5, "", "대금", 1))))
    assert layout.tables[0].origin == "표!B3"
    assert [(cell.row, cell.column) for cell in layout.tables[0].cells] == [(0, 0), (0, 1), (2, 0), (2, 1)]


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (1234567, '#,##0"원"', "1,234,567원"),
        (1234567890, "#,##0,", "1,234,568"),
        (1234567890, '#,##0,,"백만원"', "1,235백만원"),
        (0.085, "0.0%", "8.5%"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5, "#,##0;△#,##0", "△5"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0.5, "0.00", "0.50"),
        (2.5, "0", "3"),
        (1.5, "#.##", "1.5"),
        (1234567891, "000-00-00000", "123-45-67891"),
        (46000, "yyyy-mm-dd", "2025-12-09"),
        (46000, 'yyyy"년" m"월" d"일"', "2025년 12월 9일"),
        (46000.75, "yyyy/mm/dd h:mm AM/PM", "2025/12/09 6:00 PM"),
        (46000, "aaaa", "화요일"),
        (1.5, "[h]:mm", "36:00"),
        (123, "[DBNum4][$-412]General", "일백이십삼"),
        (1000, "[$₩-412]#,##0", "₩1,000"),
        (12, "[>=10]#,##0;0.0", "12"),
        (1.25, "# ?/?", "1 1/4"),
        (12345, "0.00E+00", "1.23E+4"),
        (0.1 + 0.2, "General", "0.3"),
        (5, '_-"₩"* #,##0_-;-"₩"* #,##0_-', "₩5"),
    ],
)
def test_numbers_are_read_under_their_format(number: float, code: str, text: str) -> None:
    """What is read is what the cell shows."""
    assert shown(number, code) == text


def test_days_may_be_counted_from_1904() -> None:
    """A workbook of an old Mac counts its days from another start."""
    assert shown(44538, "yyyy-mm-dd", '<workbookPr date1904="1"/>') == "2025-12-09"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0.18, '"8%"'),
        (0.18, "\\8\\%"),
        (5, '#,##0",000"'),
        (18, '"1"0'),
        (0.18, '"팔 퍼센트"'),
        (46000, 'yyyy"-07-01"'),
        (-3, "#,##0;#,##0"),
    ],
)
def test_a_format_that_shows_another_figure_is_told(number: float, code: str) -> None:
    """A figure that the format makes up is read as seen, and what is stored stands beside it."""
    looks = Looking(formats=(code,), styles=((0, 0, 0), (164, 0, 0)))
    layout = xlsx.read(workbook(Made("Sheet1", row(1, "지분율", value(number, 1))), looks=looks))
    assert 203 in codes(layout)
    assert asides(layout, "disagreeing") == [str(number)]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (3, '"제"0"조"'), (5, '0"호 (2026)"'), (7, '"2026-"000'), (0, '#,##0;-#,##0;"-"'), (4, '#,##0"㎡"'),
        (-3, "#,##0;[Red]#,##0"), (-3, "#,##0;▲#,##0"), (0, "#,##0;-#,##0;"), (46000, 'yyyy"년" m"월"'), (1, '[=1]"예";[=0]"아니오"'), (46000, 'yyyy"년 1분기"'),
        (0, '0;-0;"없음"'),
        (-3, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)'),
    ],
)  # fmt: skip
def test_an_honest_format_is_not(number: float, code: str) -> None:
    """Words around a figure change nothing."""
    looks = Looking(formats=(code,), styles=((0, 0, 0), (164, 0, 0)))
    layout = xlsx.read(workbook(Made("Sheet1", row(1, "값", value(number, 1))), looks=looks))
    assert codes(layout) == set()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_set_aside(state: str) -> None:
    """What stands on a sheet that nobody sees is told and not judged."""
    layout = xlsx.read(workbook(Made("계약", row(1, "가")), Made("특약", row(1, "나", 5), state=state)))
    assert layout.text == "계약\n가"
    assert codes(layout) == {202}
    assert asides(layout, "hidden") == ["특약\n나 | 5"]


@pytest.mark.parametrize(
    "hidden",
    [
        Made("Sheet1", row(1, "가") + row(2, "숨김", extra=' hidden="1"')),
        Made("Sheet1", row(1, "가") + row(2, "숨김", extra=' ht="0" customHeight="1"')),
        Made("Sheet1", row(1, "가", "숨김"), before='<cols><col min="2" max="3" hidden="1"/></cols>'),
        Made("Sheet1", row(1, "가", "숨김"), before='<cols><col min="2" max="2" width="0"/></cols>'),
        Made("Sheet1", row(1, "가", "숨김"), behind='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
        Made("Sheet1", row(1, "가", '<c t="s" s="1"><v>0</v></c>')),
        Made("Sheet1", row(1, "가", '<c t="s" s="2"><v>0</v></c>')),
        Made("Sheet1", row(1, "가", '<c t="s" s="3"><v>0</v></c>')),
    ],
    ids=["row", "flat row", "column", "narrow column", "merged over", "white", "tiny", "no format"],
)
def test_hidden_cells_are_set_aside(hidden: Made) -> None:
    """Hidden rows and columns, and letters that cannot be seen, are told and not judged."""
    looks = Looking((";;;",), (WHITE, TINY), (NAVY,), ((0, 0, 0), (0, 1, 0), (0, 2, 0), (164, 0, 0)))
    layout = xlsx.read(workbook(hidden, looks=looks, strings="<si><t>숨김</t></si>"))
    assert layout.text == "가"
    assert codes(layout) == {202}
    assert asides(layout, "hidden") == ["숨김"]


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    """The usual look of a table's head hides nothing."""
    looks = Looking((), (WHITE,), (NAVY,), ((0, 0, 0), (0, 1, 2)))
    layout = xlsx.read(
        workbook(Made("Sheet1", row(1, '<c t="s" s="1"><v>0</v></c>')), looks=looks, strings="<si><t>구분</t></si>")
    )
    assert (layout.text, codes(layout)) == ("구분", set())


def test_filtered_rows_are_told_as_such() -> None:
    """Rows that a filter hides are set aside with the advice to clear it."""
    behind = '<autoFilter ref="A1:A3"><filterColumn colId="0"><filters><filter val="가"/></filters></filterColumn></autoFilter>'
    layout = xlsx.read(workbook(Made("Sheet1", row(1, "구분") + row(2, "나", extra=' hidden="1"'), behind=behind)))
    assert [notice.code for notice in layout.warnings] == [202]
    assert "필터" in layout.warnings[0].ko


def test_a_formula_without_a_result_is_not_read() -> None:
    """What was never saved is unknown, and the file does not count as read whole."""
    layout = xlsx.read(workbook(Made("Sheet1", row(1, "합계", formula("A1+1")))))
    assert codes(layout) == {201}
    assert layout.coverage < 0.98


@pytest.mark.parametrize(
    ("written", "saved", "right"),
    [
        ("SUM(B1:B3)", 90, "60"),
        ("B1+B2*2", 51, "50"),
        ("(B1+B2)/B3*10%", 2, "0.1"),
        ("-B1+2^3", 0, "-2"),
        ("AVERAGE(B1:B2,30)", 10, "20"),
        ("ROW()+1", 7, None),
        ("SUM(B1:B3)", 60, None),
        ("SUM(다른시트!B1:B3)", 1, None),
        ('IF(B1>1,"예",0)', 0, None),
    ],
)
def test_a_saved_result_that_the_formula_does_not_give_is_told(written: str, saved: float, right: str | None) -> None:
    """What is seen is read, and what a simple formula works out to stands beside it."""
    rows = "".join(row(number, f"항목 {number}", 10 * number) for number in (1, 2, 3))
    layout = xlsx.read(workbook(Made("Sheet1", rows + row(4, "합계", formula(written, saved)))))
    assert layout.text.endswith(f"합계 | {saved}")
    assert asides(layout, "disagreeing") == ([right] if right else [])
    assert codes(layout) == ({203} if right else set())


def test_a_shared_formula_is_worked_out_in_each_cell() -> None:
    """A formula that is written once and shared down a column is moved with the cell."""
    first = '<c><f t="shared" ref="B1:B2" si="0">A1*2</f><v>4</v></c>'
    other = '<c><f t="shared" si="0"/><v>9</v></c>'
    layout = xlsx.read(workbook(Made("Sheet1", row(1, 2, first) + row(2, 3, other))))
    assert asides(layout, "disagreeing") == ["6"]


@pytest.mark.parametrize(
    "written",
    ['WEBSERVICE("http://example.org")', "cmd|'/c calc'!A0", 'IMPORTXML("http://example.org","//a")', "RTD(1)"],
)
def test_a_formula_that_fetches_is_told(written: str) -> None:
    """Nothing is run, and the saved result is read."""
    layout = xlsx.read(workbook(Made("Sheet1", row(1, formula(written, 5)))))
    assert (layout.text, codes(layout)) == ("5", {208})


def test_words_that_name_such_a_formula_are_words() -> None:
    """Quoted words and sentences are no formulas that fetch."""
    layout = xlsx.read(workbook(Made("Sheet1", row(1, "RTD(1) | a!", formula('"RTD(1)"', "5")))))
    assert codes(layout) == set()


@pytest.mark.parametrize(
    ("unit", "code", "told"),
    [
        ("(단위: 천원)", "#,##0,,", True),
        ("(단위: 천원)", '#,##0"백만원"', True),
        ("(단위: 천원)", "#,##0,", False),
        ("(단위: 백만 원)", "#,##0", False),
    ],
)
def test_a_unit_that_the_formats_contradict_is_told(unit: str, code: str, told: bool) -> None:  # noqa: FBT001 - a table of cases
    """A sheet in thousands whose figures are scaled to millions disagrees with itself."""
    looks = Looking(formats=(code,), styles=((0, 0, 0), (164, 0, 0)))
    layout = xlsx.read(workbook(Made("Sheet1", row(1, unit) + row(2, "대금", value(5_000_000, 1))), looks=looks))
    assert codes(layout) == ({203} if told else set())


def test_comments_stand_beside_their_cells() -> None:
    """Old and threaded comments are kept with author, date and place, each once."""
    old = f"""<comments xmlns="{MAIN}"><authors><author>김</author></authors><commentList><comment ref="B1" authorId="0">
<text><r><t>확인 </t></r><r><t>필요</t></r></text></comment><comment ref="A1" authorId="0"><text><t>[Threaded]</t></text></comment>
</commentList></comments>"""
    thread = '<ThreadedComments><threadedComment ref="A1" dT="2026-07-01T00:00:00" personId="p"><text>삭제?</text></threadedComment></ThreadedComments>'
    people = '<personList><person displayName="이" id="p"/></personList>'
    made = workbook(
        Made("Sheet1", row(1, "가", "나"), links=(("comments", "../comments1.xml"), ("threadedComment", "../t.xml"))),
        parts={"xl/comments1.xml": old, "xl/t.xml": thread, "xl/people.xml": people},
        links=(("person", "people.xml"),),
    )
    layout = xlsx.read(made)
    assert codes(layout) == {207}
    found = [
        (one.author, one.at, one.text, layout.text[one.span.start : one.span.end]) for one in layout.asides if one.span
    ]
    assert found == [("이", "2026-07-01T00:00:00", "삭제?", "가"), ("김", "", "확인 필요", "나")]


def test_boxes_charts_and_running_heads_are_read() -> None:
    """Words in a drawing, in a chart's title and in the heads of the printed sheet are seen."""
    box = "<sp><nvSpPr><cNvPr id='1' name='b'/></nvSpPr><txBody><p><r><t>상자의 글</t></r></p></txBody></sp>"
    unseen = (
        "<sp><nvSpPr><cNvPr id='2' name='c' hidden='1'/></nvSpPr><txBody><p><r><t>숨긴 상자</t></r></p></txBody></sp>"
    )
    chart = f"<graphicFrame><graphic><chart xmlns:r='{LINK}' r:id='rId1'/></graphic></graphicFrame>"
    drawing = "".join(f"<twoCellAnchor>{each}</twoCellAnchor>" for each in (box, unseen, chart))
    title = (
        "<chartSpace><chart><title><tx><rich><p><r><t>매출 추이</t></r></p></rich></tx></title></chart></chartSpace>"
    )
    heads = '<headerFooter><oddHeader>&amp;L&amp;"맑은 고딕,보통"대외비&amp;R&amp;D</oddHeader><oddFooter>&amp;P / &amp;N 페이지</oddFooter></headerFooter>'
    made = workbook(
        Made("Sheet1", row(1, "가"), behind=heads, links=(("drawing", "../drawings/drawing1.xml"),)),
        parts={
            "xl/drawings/drawing1.xml": f"<wsDr>{drawing}</wsDr>",
            "xl/drawings/_rels/drawing1.xml.rels": relations([("chart", "../charts/chart1.xml")]),
            "xl/charts/chart1.xml": title,
        },
    )
    layout = xlsx.read(made)
    assert layout.text == "가\n상자의 글\n매출 추이\n대외비"
    assert asides(layout, "hidden") == ["숨긴 상자"]


@pytest.mark.parametrize(
    ("inside", "target", "expected"),
    [
        ("<externalBook/>", "!file:///C:\\거래처\\단가.xlsx", {210}),
        ("<externalBook/>", "!단가.xlsx", {210}),
        ("<externalBook/>", "!https://example.org/단가.xlsx", {208, 210}),
        ("<ddeLink/>", "", {208}),
    ],
)
def test_links_to_other_workbooks_are_told(inside: str, target: str, expected: set[int]) -> None:
    """Figures from elsewhere may change, and what is fetched from afar or from a program is active."""
    parts = {"xl/externalLinks/externalLink1.xml": f"<externalLink>{inside}</externalLink>"}
    if target:
        parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relations([("externalLinkPath", target)])
    made = workbook(Made("a", row(1, "b")), parts=parts, links=(("externalLink", "externalLinks/externalLink1.xml"),))
    assert codes(xlsx.read(made)) == expected


def test_what_is_missing_from_the_file_is_told() -> None:
    """A sheet without its part, and a cell whose shared words are gone, are no empty ones."""
    words = Made("Sheet1", row(1, "가", '<c t="s"><v>7</v></c>'))
    assert codes(xlsx.read(workbook(words))) == {105}
    listed = '<sheets><sheet name="특약" sheetId="9" xmlns:r="urn:r" r:id="rId99"/></sheets>'
    assert codes(xlsx.read(workbook(Made("a", row(1, "b")), settings=listed))) == {105}


def test_macros_and_connections_are_told() -> None:
    """A workbook with macros or with a connection to data is read, and nothing of it runs."""
    made = workbook(
        Made("a", row(1, "b")),
        parts={"xl/vbaProject.bin": b"x", "xl/connections.xml": "<connections/>"},
        links=(("vbaProject", "vbaProject.bin"), ("connections", "connections.xml")),
    )
    assert codes(xlsx.read(made)) == {208}


def test_a_document_type_is_refused_in_any_part() -> None:
    """A sheet is parsed as strictly as every other part."""
    bad = f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(XmlDtdForbidden):
        xlsx.read(workbook(Made("a", row(1, "b")), parts={"xl/worksheets/sheet1.xml": bad}))


def test_a_file_inside_a_workbook_is_read_as_an_annex() -> None:
    """An embedded document follows the sheets."""
    made = workbook(
        Made("a", row(1, "b"), links=(("package", "../embeddings/x.xlsx"),)),
        parts={"xl/embeddings/x.xlsx": workbook(Made("안쪽", row(1, "특약")))},
    )
    _, layout = nesting.read_nested(made, ".xlsx")
    assert layout.text.endswith("안쪽\n특약")
    assert 205 in codes(layout)


def test_an_empty_container_of_the_name_is_no_workbook() -> None:
    """A ZIP container without a workbook is told from one with."""
    assert not xlsx.looks_like(packed({"a.txt": "b"}))
    assert xlsx.looks_like(prices())


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.xls", lambda: ole("Workbook")),
        ("a.xlsb", lambda: packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"x"})),
        (
            "a.ods",
            lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        ),
    ],
)
def test_other_forms_of_spreadsheets_are_refused_with_advice(name: str, made: Callable[[], bytes]) -> None:
    """Old, binary and OpenDocument workbooks are told by what they are."""
    with pytest.raises(OtherSpreadsheet):
        read(made(), name)


def test_a_list_of_investments_is_told_by_its_columns() -> None:
    """Whatever kinds of securities the rows speak of, the table is no agreement on them."""
    titles = row(1, "투자 현황") + row(2, "(단위: 원)") + row(3, "피투자기업", "투자금액", "투자수단", "지분율")
    rows = "".join(row(number, f"회사 {number}", number, "조건부지분인수계약", 0.1) for number in range(4, 9))
    document = read(workbook(Made("Sheet1", titles + rows)), "a.xlsx")
    assert document.agreement.value == "portfolio"
    records = records_of(document.tables[0])
    assert records is not None
    assert (records.sheet, records.header_row, records.rows) == ("Sheet1", 3, 5)
    assert records.columns == {"A": "피투자기업", "B": "투자금액", "C": "투자수단", "D": "지분율"}


def test_an_ordinary_workbook_raises_no_alarm() -> None:
    """Charts, dark heads, conditional formats, filters that hide nothing and frozen panes are no reasons to look."""
    layout = xlsx.read(ordinary_workbook())
    assert codes(layout) == set()
    assert layout.text.split("\n") == [
        "단가표",
        "구분 | 단가 | 일자",
        "개발 | 1000 | 2026-07-01",
        "운영 | 300 | 2026-07-02",
        "단가 추이",
    ]
