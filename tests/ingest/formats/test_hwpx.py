"""
Show that HWPX is read as a person sees it.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from ingest import nesting
from ingest.document import Aside, Span
from ingest.errors import BombSuspected
from ingest.formats.hwpx import looks_like, read
from tests.ingest.bundling import TERMS
from tests.ingest.hostile import hwpx, hwpx_paragraph
from tests.ingest.hostile_office import packaged

HEADER = """
<hh:numberings><hh:numbering id="1" start="0">
  <hh:paraHead level="1" start="1" numFormat="DIGIT">제^1조</hh:paraHead>
  <hh:paraHead level="2" start="1" numFormat="CIRCLED_DIGIT">^2</hh:paraHead>
  <hh:paraHead level="3" start="1" numFormat="HANGUL_SYLLABLE">^3.</hh:paraHead>
</hh:numbering></hh:numberings>
<hh:bullets><hh:bullet id="1" char="□"/></hh:bullets>
<hh:paraProperties>
  <hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>
  <hh:paraPr id="1"><hh:heading type="NUMBER" idRef="1" level="0"/></hh:paraPr>
  <hh:paraPr id="2"><hh:heading type="NUMBER" idRef="1" level="1"/></hh:paraPr>
  <hh:paraPr id="3"><hh:heading type="NUMBER" idRef="1" level="2"/></hh:paraPr>
  <hh:paraPr id="4"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>
  <hh:paraPr id="5"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>
</hh:paraProperties>
"""
LOOKS = """
<hh:charPr id="1" height="1000" textColor="#FFFFFF" shadeColor="none"/>
<hh:charPr id="2" height="1000" textColor="#F8F8F8" shadeColor="none"/>
<hh:charPr id="3" height="1000" textColor="#FFFFFF" shadeColor="#000080"/>
<hh:charPr id="4" height="50" textColor="#000000" shadeColor="none"/>
<hh:charPr id="5" height="1000" textColor="#808080" shadeColor="none"/>
<hh:borderFill id="1"><hc:fillBrush xmlns:hc="urn:hc"><hc:winBrush faceColor="#000080"/></hc:fillBrush></hh:borderFill>
<hh:borderFill id="2"><hc:fillBrush xmlns:hc="urn:hc"><hc:imgBrush/></hc:fillBrush></hh:borderFill>
"""
CHANGES = """
<hh:trackChanges><hh:trackChange type="Delete" date="2026-07-01T00:30:00Z" authorID="1" id="1"/>
<hh:trackChange type="Insert" date="2026-07-02T00:30:00Z" authorID="2" id="2"/></hh:trackChanges>
<hh:trackChangeAuthors><hh:trackChangeAuthor name="김" id="0"/><hh:trackChangeAuthor name="이" id="1"/></hh:trackChangeAuthors>
"""


def sub(*texts: str) -> str:
    """
    Make a list of paragraphs.
    """
    return "<hp:subList>" + "".join(map(hwpx_paragraph, texts)) + "</hp:subList>"


def line(inner: str, look: str = "0") -> str:
    """
    Make a paragraph of one run.
    """
    return f'<hp:p><hp:run charPrIDRef="{look}">{inner}</hp:run></hp:p>'


def codes(content: bytes) -> list[int]:
    """
    Return the codes of the warnings.
    """
    return [notice.code for notice in read(content).warnings]


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """
    Add members to a package; two underscores stand for a folder.
    """
    made = BytesIO(content)
    with ZipFile(made, "a", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), part)
    return made.getvalue()


def test_automatic_numbers_are_part_of_the_text() -> None:
    """Numbers of articles, paragraphs and items are written where Hangul prints them."""
    body = [
        ("목적", 1), ("갑은", 2), ("도면", 3), ("자료", 3), ("을은", 2), ("정의", 1), ("갑은", 2), ("점", 4), ("글", 0),
    ]  # fmt: skip
    layout = read(hwpx("".join(hwpx_paragraph(text, str(style)) for text, style in body), HEADER))
    assert layout.text.split("\n") == [
        "제1조 목적", "① 갑은", "가. 도면", "나. 자료", "② 을은", "제2조 정의", "① 갑은", "□ 점", "글",
    ]  # fmt: skip


def test_outlines_go_on_in_the_next_section_unless_it_starts_anew() -> None:
    """An outline counts apart from lists; a section's own outline whose start is 0 takes the numbers over."""
    more = '<hh:numbering id="{0}" start="{1}"><hh:paraHead level="1" start="1" numFormat="DIGIT">^1)</hh:paraHead></hh:numbering>'
    for start, expected in ((0, "2) 나"), (1, "1) 나")):
        header = HEADER.replace("</hh:numberings>", more.format(2, start) + "</hh:numberings>")
        sections = [
            line(f'<hp:secPr outlineShapeIDRef="{outline}"/>') + hwpx_paragraph(text, "5") + hwpx_paragraph("수", "1")
            for outline, text in ((1, "가"), (2, "나"))
        ]
        text = read(hwpx("".join(sections), header)).text
        assert text.split("\n") == ["", "제1조 가", "제1조 수", "", expected, "제2조 수"]


def test_tables_boxes_and_notes_are_read_in_place() -> None:
    """Cells, drawn boxes and footnotes follow the paragraph in which they are anchored; a note has its number."""
    cells = "".join(
        f'<hp:tc>{sub(text)}<hp:cellAddr colAddr="{column}" rowAddr="0"/></hp:tc>'
        for column, text in enumerate(("구분", "금액"))
    )
    number = (
        '<hp:ctrl><hp:autoNum numType="FOOTNOTE"><hp:autoNumFormat type="DIGIT" suffixChar=")"/></hp:autoNum></hp:ctrl>'
    )
    note = f"<hp:subList>{line(number + '<hp:t> 각주</hp:t>')}</hp:subList>"
    hanging = (
        f"<hp:t>본문</hp:t><hp:tbl><hp:tr>{cells}</hp:tr></hp:tbl>"
        f"<hp:rect><hp:drawText>{sub('상자')}</hp:drawText></hp:rect><hp:ctrl><hp:footNote>{note}</hp:footNote></hp:ctrl>"
    )
    layout = read(hwpx(line(hanging) + hwpx_paragraph("다음")))
    assert layout.text == "본문\n구분\n금액\n상자\n1) 각주\n다음"
    assert [(cell.row, cell.column, cell.text) for cell in layout.tables[0].cells] == [(0, 0, "구분"), (0, 1, "금액")]


def test_tables_in_cells_and_endnotes_are_read() -> None:
    """A table in a cell is a table of its own; an endnote counts apart from footnotes."""
    note = "<hp:ctrl><hp:{0}>{1}</hp:{0}></hp:ctrl>"
    number = '<hp:ctrl><hp:autoNum numType="{}"><hp:autoNumFormat type="ROMAN_SMALL"/></hp:autoNum></hp:ctrl><hp:t>. 주</hp:t>'
    notes = "".join(
        note.format(name, f"<hp:subList>{line(number.format(kind))}</hp:subList>")
        for name, kind in (("footNote", "FOOTNOTE"), ("endNote", "ENDNOTE"), ("footNote", "FOOTNOTE"))
    )
    table = "<hp:tbl><hp:tr><hp:tc>{}</hp:tc></hp:tr></hp:tbl>"
    inner = f"<hp:subList>{line('<hp:t>겉</hp:t>' + table.format(sub('속')))}</hp:subList>"
    layout = read(hwpx(line(table.format(inner)) + line(f"<hp:t>본문</hp:t>{notes}")))
    assert layout.text == "겉\n속\n본문\ni. 주\ni. 주\nii. 주"
    assert [[cell.text for cell in each.cells] for each in layout.tables] == [["겉\n속"], ["속"]]


def test_captions_stand_where_they_are_printed_and_new_numbers_count() -> None:
    """A caption above its table comes before it, with the number that the table was given."""
    number = '<hp:ctrl><hp:autoNum numType="TABLE"><hp:autoNumFormat type="DIGIT"/></hp:autoNum></hp:ctrl>'
    caption = f'<hp:caption side="TOP"><hp:subList>{line("<hp:t>표 </hp:t>" + number)}</hp:subList></hp:caption>'
    table = f"<hp:tbl><hp:tr><hp:tc>{sub('칸')}</hp:tc></hp:tr>{caption}</hp:tbl>"
    new = '<hp:ctrl><hp:newNum num="7" numType="TABLE"/></hp:ctrl>'
    assert read(hwpx(line(table) + line(new + table))).text == "표 1\n칸\n표 7\n칸"


def test_marks_inside_text_become_letters() -> None:
    """Tabs, line breaks and wide spaces inside a text are kept as letters."""
    text = line("<hp:t>가<hp:tab/>나<hp:lineBreak/>다<hp:fwSpace/>라</hp:t>")
    assert read(hwpx(text)).text == "가\t나\n다\u3000라"


def test_tracked_changes_have_author_and_date() -> None:
    """Deleted words are left out over the ends of runs as well, inserted ones read; who and when stands beside."""
    text = (
        '<hp:p><hp:run><hp:t>갑의 <hp:deleteBegin TcId="1"/>공동</hp:t></hp:run>'
        '<hp:run><hp:t>소유<hp:deleteEnd TcId="1"/><hp:insertBegin TcId="2"/>단독<hp:insertEnd TcId="2"/></hp:t></hp:run></hp:p>'
    )
    layout = read(hwpx(text + hwpx_paragraph("끝"), CHANGES))
    assert (layout.text, [notice.code for notice in layout.warnings]) == ("갑의 단독\n끝", [206])
    assert layout.asides == (
        Aside("deleted", "공동소유", "김", "2026-07-01T00:30:00Z", Span(3, 3)),
        Aside("inserted", "단독", "이", "2026-07-02T00:30:00Z", Span(3, 5)),
    )


def test_a_deletion_without_a_record_or_an_end_hides_nothing_more() -> None:
    """Hangul prints what an undefined change marks, and a deletion that is never closed ends with its paragraph."""
    undefined = line('<hp:t>을은 <hp:deleteBegin TcId="9"/>포기한다<hp:deleteEnd TcId="9"/></hp:t>')
    unclosed = line('<hp:t>가<hp:deleteBegin TcId="1"/>나</hp:t>') + hwpx_paragraph("다")
    assert read(hwpx(undefined + unclosed, CHANGES)).text == "을은 포기한다\n가\n다"


@pytest.mark.parametrize(("look", "is_seen"), [("1", False), ("2", False), ("3", True), ("4", False), ("5", True)])
def test_letters_that_nobody_sees_are_set_aside(look: str, *, is_seen: bool) -> None:
    """White, nearly white and tiny letters are hidden; white on a dark shade and grey are seen."""
    proviso = "다만, 을의 동의를 받는다."
    layout = read(hwpx(line(f"<hp:t>{proviso}</hp:t>", look) + hwpx_paragraph("끝"), LOOKS))
    assert layout.text == (f"{proviso}\n끝" if is_seen else "끝")
    assert [(aside.kind, aside.text) for aside in layout.asides] == ([] if is_seen else [("hidden", proviso)])
    assert [notice.code for notice in layout.warnings] == ([] if is_seen else [202])


@pytest.mark.parametrize(("fill", "text", "expected"), [("1", "백", []), ("2", "백", [203]), ("0", "", [202])])
def test_the_background_decides_what_is_seen(fill: str, text: str, expected: list[int]) -> None:
    """White letters are read on a dark cell; on a picture nobody can tell, and the warning says so."""
    inner = f"<hp:subList>{line('<hp:t>백</hp:t>', '1')}</hp:subList>"
    layout = read(hwpx(line(f'<hp:tbl><hp:tr><hp:tc borderFillIDRef="{fill}">{inner}</hp:tc></hp:tr></hp:tbl>'), LOOKS))
    assert (layout.text, [notice.code for notice in layout.warnings]) == (text, expected)


@pytest.mark.parametrize(("shape", "is_struck"), [("SOLID", True), ("3D", False), ("NONE", False)])
def test_struck_out_words_are_deleted(shape: str, *, is_struck: bool) -> None:
    """A line through words takes them out; the shape that Hangul writes where there is no line does not."""
    header = f'<hh:charPr id="1" height="1000" textColor="#000000"><hh:strikeout shape="{shape}"/></hh:charPr>'
    layout = read(hwpx(line("<hp:t>공동소유</hp:t>", "1") + hwpx_paragraph("끝"), header))
    assert layout.text == ("끝" if is_struck else "공동소유\n끝")
    assert [notice.code for notice in layout.warnings] == ([206] if is_struck else [])


def test_nobody_can_tell_of_light_letters_on_a_picture_behind_the_text() -> None:
    """A large picture behind the text may be dark or light, so white letters on it are read and warned of."""
    picture = '<hp:pic textWrap="BEHIND_TEXT"><hp:sz width="{0}" height="{0}"/></hp:pic>'
    for size, text, expected in ((40_000, "흰 글", [203, 201]), (4_000, "", [202])):
        layout = read(hwpx(line("<hp:secPr/>" + picture.format(size)) + line("<hp:t>흰 글</hp:t>", "1"), LOOKS))
        assert layout.text == text
        assert sorted(notice.code for notice in layout.warnings) == sorted(expected)


@pytest.mark.parametrize(
    ("brush", "look", "text", "expected"),
    [
        ('faceColor="#FF000000" alpha="0"', "0", "글", []),
        ('faceColor="none" hatchColor="#FF000000" alpha="0"', "0", "글", []),
        ('faceColor="#00000080" alpha="0"', "0", "", [202]),
        ('faceColor="#000080" alpha="128"', "1", "글", [203]),
    ],
)
def test_a_colour_with_a_first_byte_paints_nothing(brush: str, look: str, text: str, expected: list[int]) -> None:
    """Hangul writes #FF000000 for a cell without colour; of one that lets through nobody can tell what is seen."""
    fill = (
        f'<hh:borderFill id="7"><hc:fillBrush xmlns:hc="urn:hc"><hc:winBrush {brush}/></hc:fillBrush></hh:borderFill>'
    )
    inner = f"<hp:subList>{line('<hp:t>글</hp:t>', look)}</hp:subList>"
    cell = line(f'<hp:tbl><hp:tr><hp:tc borderFillIDRef="7">{inner}</hp:tc></hp:tr></hp:tbl>')
    layout = read(hwpx(cell, LOOKS + fill))
    assert (layout.text, [notice.code for notice in layout.warnings]) == (text, expected)


def test_what_is_painted_on_the_page_is_a_background_too() -> None:
    """A dark page shows white letters; black ones vanish on it."""
    page = '<hp:secPr><hp:pageBorderFill type="BOTH" borderFillIDRef="1"/></hp:secPr>'
    layout = read(hwpx(line(page) + line("<hp:t>흰 글</hp:t>", "1") + hwpx_paragraph("검은 글"), LOOKS))
    assert (layout.text, [aside.text for aside in layout.asides]) == ("\n흰 글", ["검은 글"])


def test_an_object_beyond_the_paper_is_hidden_and_one_in_front_may_cover() -> None:
    """A box off the page is set aside; an empty filled shape in front of the text is warned of."""
    place = '<hp:sz width="9000" height="9000"/><hp:pos vertRelTo="PAPER" vertAlign="TOP" vertOffset="{}"/>'
    box = "<hp:rect>{}<hp:drawText>{}</hp:drawText></hp:rect>"
    off = read(hwpx(line(box.format(place.format(90_000), sub("합의에 의한다"))) + hwpx_paragraph("끝")))
    assert (off.text, [aside.kind for aside in off.asides], codes(hwpx(line(box.format(place.format(0), sub("상자")))))) == (
        "끝", ["hidden"], [],
    )  # fmt: skip
    fill = '<hc:fillBrush xmlns:hc="urn:hc"><hc:winBrush faceColor="#FFFFFF"/></hc:fillBrush>'
    for wrap, expected in (("IN_FRONT_OF_TEXT", [202]), ("SQUARE", [])):
        assert codes(hwpx(line(f'<hp:rect textWrap="{wrap}">{place.format(0)}{fill}</hp:rect>'))) == expected


def test_nobody_can_tell_of_light_letters_in_a_group_with_a_painted_shape() -> None:
    """A title may lie on a dark shape of its group, so white letters there are read and warned of."""
    dark = '<hp:rect><hc:fillBrush xmlns:hc="urn:hc"><hc:winBrush faceColor="#000080"/></hc:fillBrush></hp:rect>'
    words = f"<hp:rect><hp:drawText><hp:subList>{line('<hp:t>제목</hp:t>', '1')}</hp:subList></hp:drawText></hp:rect>"
    for shapes, text, expected in ((dark + words, "제목", [203]), (words, "", [202])):
        layout = read(hwpx(line(f"<hp:container>{shapes}</hp:container>"), LOOKS))
        assert (layout.text, [notice.code for notice in layout.warnings]) == (text, expected)


@pytest.mark.parametrize(
    ("colour", "wrap", "expected"),
    [
        ((255, 255, 255, 255), "IN_FRONT_OF_TEXT", [202]),
        ((255, 255, 255, 0), "IN_FRONT_OF_TEXT", []),
        ((200, 0, 0, 255), "IN_FRONT_OF_TEXT", []),
        ((255, 255, 255, 255), "SQUARE", []),
    ],
)
def test_a_white_picture_over_the_text_is_warned_of(colour: tuple[int, ...], wrap: str, expected: list[int]) -> None:
    """A picture that looks like paper may hide words; a seal, or one that lets through, hides nothing unseen."""
    painted = BytesIO()
    Image.new("RGBA", (80, 40), colour).save(painted, "PNG")
    picture = (
        f'<hp:pic textWrap="{wrap}"><hp:sz width="9000" height="4500"/><hp:img binaryItemIDRef="image1"/></hp:pic>'
    )
    package = b'<p><item id="image1" href="BinData/image1.png"/></p>'
    content = with_parts(hwpx(line(picture)), Contents__content_hpf=package, BinData__image1_png=painted.getvalue())
    assert codes(content) == expected


@pytest.mark.parametrize(("height", "top", "expected"), [(3000, 1600, []), (3000, 3200, [202]), (90, 0, [202])])
def test_words_that_have_no_room_in_their_box_are_warned_of(height: int, top: int, expected: list[int]) -> None:
    """What Hangul laid out below the edge of a box may not be seen, nor anything in a box lower than a letter."""
    words = f'<hp:p><hp:run><hp:t>상호 합의에 의한다.</hp:t></hp:run><hp:linesegarray><hp:lineseg vertpos="{top}"/></hp:linesegarray></hp:p>'
    box = f'<hp:rect><hp:curSz height="0"/><hp:sz height="{height}"/><hp:drawText><hp:subList>{words}</hp:subList></hp:drawText></hp:rect>'
    assert codes(hwpx(line(box))) == expected


def test_memos_have_author_and_date_and_headers_are_read_if_they_are_sentences() -> None:
    """A memo is no text of the agreement; a running head is left out unless it is a whole sentence."""
    said = '<hp:parameters><hp:stringParam name="Author">박</hp:stringParam><hp:stringParam name="CreateDateTime">2026-07-01T09:00:00Z</hp:stringParam></hp:parameters>'
    memo = f'<hp:ctrl><hp:fieldBegin type="MEMO">{said}{sub("의견")}</hp:fieldBegin></hp:ctrl>'
    hidden = f"<hp:ctrl><hp:hiddenComment>{sub('숨은 설명')}</hp:hiddenComment></hp:ctrl>"
    head = f"<hp:ctrl><hp:header>{sub('표준계약서', '을은 이의를 제기하지 아니한다.')}</hp:header></hp:ctrl>"
    layout = read(hwpx(line(f"<hp:t>본문</hp:t>{memo}{hidden}{head}")))
    assert layout.text == "본문\n을은 이의를 제기하지 아니한다."
    assert layout.asides == (
        Aside("comment", "의견", "박", "2026-07-01T09:00:00Z", Span(2, 2)),
        Aside("comment", "숨은 설명", span=Span(2, 2)),
    )
    assert [notice.code for notice in layout.warnings] == [207]


def test_a_memo_may_say_who_wrote_it_in_its_command_only() -> None:
    """Older programs keep author and time in the command, as HWP 5 does."""
    ticks = 134_000_000_000_000_000
    command = f'<hp:stringParam name="Command">MEMO/1/1/{ticks & 0xFFFFFFFF}/{ticks >> 32}/박검토/</hp:stringParam>'
    memo = f'<hp:fieldBegin type="MEMO"><hp:parameters>{command}</hp:parameters>{sub("의견")}</hp:fieldBegin>'
    (aside,) = read(hwpx(line(f"<hp:t>본문</hp:t><hp:ctrl>{memo}</hp:ctrl>"))).asides
    assert (aside.author, aside.at) == ("박검토", "2025-08-18T14:13:20Z")


def test_click_here_fields_are_read_when_somebody_answered() -> None:
    """What a field only asks for is not printed; an answer is."""
    begin = '<hp:ctrl><hp:fieldBegin type="CLICK_HERE"><hp:parameters><hp:stringParam name="Command">Clickhere:set:40:Direction:wstring:3:회사명 HelpState:wstring:0:  </hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>'
    end = "<hp:ctrl><hp:fieldEnd/></hp:ctrl>"
    body = "".join(line(f"<hp:t>갑: </hp:t>{begin}<hp:t>{answer}</hp:t>{end}") for answer in ("회사명", "(주)한빛"))
    layout = read(hwpx(body))
    assert layout.text == "갑: \n갑: (주)한빛"
    assert [(aside.kind, aside.text) for aside in layout.asides] == [("annotation", "회사명")]


def test_form_controls_are_read_as_they_are_printed() -> None:
    """A tick, a written field and a choice are text, and the reader is told that it came from a form."""
    items = '<hp:listItem displayText="비독점" value="1"/><hp:listItem displayText="독점" value="2"/>'
    forms = (
        '<hp:checkBtn caption="동의함" value="CHECKED"/><hp:t> </hp:t><hp:radioBtn caption="아니오" value="UNCHECKED"/>'
        f'<hp:t> </hp:t><hp:edit><hp:text>100</hp:text></hp:edit><hp:comboBox selectedValue="2">{items}</hp:comboBox>'
    )
    layout = read(hwpx(line(forms)))
    assert layout.text == "☑ 동의함 ○ 아니오 100독점"
    assert {aside.kind for aside in layout.asides} == {"form_field"}
    assert [notice.code for notice in layout.warnings] == [207]


def test_objects_of_other_programs_and_links_are_warned_of() -> None:
    """A video is another file; a linked object or picture and a program behind a link lead outside."""
    link = '<hp:ctrl><hp:fieldBegin type="HYPERLINK"><hp:parameters><hp:stringParam name="Command">{};{};0;0</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>'
    assert codes(hwpx(line('<hp:ole objectType="LINK"/>'))) == [208]
    assert codes(hwpx(line('<hp:video videotype="Web"/>'))) == [208]
    assert codes(hwpx(line(link.format("http\\://www.law.go.kr|법령", 1)))) == []
    assert codes(hwpx(line(link.format("C\\:\\run.exe|", 3)))) == [208]
    assert codes(hwpx(line("<hp:chart/>"))) == [201]
    package = b'<p><item id="image1" href="http://x/a.png"/></p>'
    picture = '<hp:pic><hc:img xmlns:hc="urn:hc" binaryItemIDRef="image1"/></hp:pic>'
    assert codes(hwpx(line(picture))) == []
    assert codes(with_parts(hwpx(line(picture)), Contents__content_hpf=package)) == [208]


def test_files_inside_are_annexes_and_charts_are_words() -> None:
    """A file that stands in the document as an object is read behind it; of a chart its titles are read in place."""
    objects = line('<hp:t>본문</hp:t><hp:ole/><hp:chart chartIDRef="Chart/chart1.xml"/>')
    chart = "<c><title><t>대금 추이</t></title></c>".encode()
    content = with_parts(hwpx(objects), BinData__x_ole=packaged("별첨3.txt", TERMS), Chart__chart1_xml=chart)
    _, layout = nesting.read_nested(content, ".hwpx")
    assert layout.text.split("\n")[:2] == ["본문", "대금 추이"]
    assert layout.text.endswith(TERMS.decode())
    assert [notice.code for notice in layout.warnings] == [205]


def test_the_package_says_which_sections_there_are() -> None:
    """A section is found by the package under any name; one that the package forgets is read, and warned of."""
    section = f'<hs:sec xmlns:hs="urn:hs" xmlns:hp="urn:hp">{hwpx_paragraph("둘째")}</hs:sec>'.encode()
    package = '<p><item id="a" href="body.xml"/><item id="b" href="Contents/section0.xml"/>{}</p>'
    named, forgotten = (
        package.format(refs).encode() for refs in ('<itemref idref="b"/><itemref idref="a"/>', '<itemref idref="a"/>')
    )
    for parts, expected in ((named, []), (forgotten, [203])):
        layout = read(with_parts(hwpx(hwpx_paragraph("첫째")), Contents__content_hpf=parts, Contents__body_xml=section))
        assert (sorted(layout.text.split("\n")), [each.code for each in layout.warnings]) == (
            ["둘째", "첫째"],
            expected,
        )


def test_a_missing_section_is_warned_of() -> None:
    """A file that promises more sections than it holds is not read as whole."""
    content = with_parts(
        hwpx(hwpx_paragraph("본문")),
        Contents__content_hpf=b'<p><item id="h" href="head.xml"/><itemref idref="h"/></p>',
        Contents__head_xml=b'<head secCnt="2"/>',
    )
    layout = read(content)
    assert ([notice.code for notice in layout.warnings], layout.coverage < 0.98) == ([201], True)


def test_scripts_are_warned_of_when_they_do_something() -> None:
    """The empty macro that Hangul writes is no warning; a real one is."""
    idle = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"
    for source, expected in ((idle, []), (idle + "Run('x');", [208])):
        assert codes(with_parts(hwpx(""), Scripts__sourceScripts_js=source.encode("utf-16-le"))) == expected


def test_master_pages_are_read_like_headers() -> None:
    """What is printed on every page is read if it is a sentence."""
    master = f'<m xmlns:hp="urn:hp">{sub("대외비", "을은 제3자에게 공개하지 아니한다.")}</m>'.encode()
    assert read(with_parts(hwpx(hwpx_paragraph("본문")), Contents__masterpage0_xml=master)).text.split("\n") == [
        "본문", "을은 제3자에게 공개하지 아니한다.",
    ]  # fmt: skip


def test_a_section_that_inflates_is_refused() -> None:
    """A member that unpacks a thousandfold is a bomb."""
    with pytest.raises(BombSuspected):
        read(with_parts(hwpx(""), Contents__section1_xml=bytes(16 << 20)))


def test_the_kind_is_found_by_the_package() -> None:
    """An HWPX is known by its members, not by its name."""
    assert looks_like(hwpx(""))
    assert not looks_like(b"PK\x03\x04 nothing")


def test_a_large_picture_is_announced_and_a_seal_is_not() -> None:
    """Words in a picture as large as a quarter of a page are unread, so the file does not count as read whole."""
    picture = line('<hp:t>본문</hp:t><hp:pic><hp:sz width="{0}" height="{0}"/></hp:pic>')
    large = read(hwpx(picture.format(50_000)))
    assert ([warning.code for warning in large.warnings], large.coverage < 0.98) == ([201], True)
    seal = read(hwpx(picture.format(5_000)))
    assert (seal.warnings, seal.coverage) == ((), 1.0)
