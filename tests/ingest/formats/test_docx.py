"""
Show that DOCX is read as a person sees it: with its automatic numbers, boxes and notes, without what is deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.formats.docx import looks_like, read
from tests.ingest import hostile_office as office
from tests.ingest.hostile import deep_docx, docx, paragraph
from tests.ingest.seeds import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
LINKS = [("hyperlink", "https://example.org"), ("image", "https://example.org/x.png")]
HONEST: dict[str, Callable[[], bytes]] = {
    "a template on the own disk": lambda: office.with_template("file:///C:\\Users\\kim\\Templates\\Law.dotm"),
    "a template by its name": lambda: office.with_template("Normal.dotm"),
    "a large metafile": lambda: office.with_metafile(12 * 1024 * 1024),
    "ordinary links": lambda: office.package(links=LINKS),
    "an executable bit": lambda: office.with_kind(0o100755),
    "80 tables in one another": lambda: deep_docx(80),
    "a file of python-docx": SEEDS["written.docx"],
    "another main part": lambda: office.package(main="word/document2.xml"),
    "another folder": lambda: office.package(main="content/main.xml"),
    "the strict standard": lambda: office.package(namespace=STRICT),
}


def level(index: int, kind: str, pattern: str, more: str = "") -> str:
    """
    Make one level of a list.
    """
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


LEVELS = (
    level(0, "decimal", "제%1조") + level(1, "decimalEnclosedCircle", "%2") + level(2, "decimal", "%3.")
    + level(3, "ganada", "%4.")
)  # fmt: skip
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, at: int, number: int = 1) -> str:
    """
    Make a numbered paragraph.
    """
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_part_of_the_text() -> None:
    """Articles, paragraphs, items and 목 get the numbers that Word prints, and start again below a new article."""
    body = [
        ("목적", 0),
        ("갑은", 1),
        ("을은", 1),
        ("하나", 2),
        ("둘", 2),
        ("도면", 3),
        ("자료", 3),
        ("정의", 0),
        ("갑은", 1),
    ]
    layout = read(docx("".join(numbered(*each) for each in body), numbering=NUMBERING))
    assert layout.text.split("\n") == [
        "제1조 목적", "① 갑은", "② 을은", "1. 하나", "2. 둘", "가. 도면", "나. 자료", "제2조 정의", "① 갑은",
    ]  # fmt: skip


def test_a_new_start_is_obeyed() -> None:
    """A list that says it starts at five starts there, and goes on counting."""
    layout = read(docx(numbered("가", 0) + numbered("나", 0, 2) + numbered("다", 0, 2), numbering=NUMBERING))
    assert layout.text.split("\n") == ["제1조 가", "제5조 나", "제6조 다"]


def test_numbers_are_inherited_from_styles() -> None:
    """A paragraph whose style, or whose style's base, names a list is numbered by it."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heir"><w:basedOn w:val="Base"/></w:style>'
    )
    body = paragraph("목적", '<w:pStyle w:val="Heir"/>') + paragraph("정의", '<w:pStyle w:val="Base"/>')
    layout = read(docx(body, numbering=NUMBERING, styles=styles))
    assert layout.text.split("\n") == ["제1조 목적", "제2조 정의"]


def test_a_style_can_switch_numbers_off() -> None:
    """A paragraph with list 0 has no number, whatever its style says."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("x", '<w:pStyle w:val="S"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert read(docx(body, numbering=NUMBERING, styles=styles)).text == "x"


def test_levels_of_several_numbers_and_legal_style() -> None:
    """A pattern may hold the numbers of higher levels; isLgl prints them all as figures."""
    levels = level(0, "upperRoman", "Article %1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    layout = read(docx(numbered("Term", 0) + numbered("Scope", 1) + numbered("More", 1), numbering=numbering))
    assert layout.text.split("\n") == ["Article I Term", "1.1 Scope", "1.2 More"]


def test_tables_are_read_cell_by_cell() -> None:
    """Cells stand in the text in reading order and in the table with their places; merged cells are read once."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr>" + paragraph("{}") + "</w:tc>"
    table = (
        "<w:tbl><w:tr>" + cell.format('<w:vMerge w:val="restart"/>', "구분") + cell.format("", "금액") + "</w:tr>"
        "<w:tr>" + cell.format("<w:vMerge/>", "") + cell.format("", "100원") + "</w:tr></w:tbl>"
    )  # fmt: skip
    layout = read(docx(paragraph("앞") + table + paragraph("뒤")))
    assert layout.text == "앞\n구분\n금액\n100원\n뒤"
    places = {(cell.row, cell.column): cell.text for cell in layout.tables[0].cells}
    assert places == {(0, 0): "구분", (0, 1): "금액", (1, 1): "100원"}
    spans = [cell.span for cell in layout.tables[0].cells if cell.span]
    assert [layout.text[span.start : span.end] for span in spans] == ["구분", "금액", "100원"]


def test_a_text_box_is_read_once() -> None:
    """The text of a box is read after its paragraph, and its copy for old programs is not."""
    box = "<w:txbxContent>" + paragraph("상자") + "</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    layout = read(docx(f"<w:p><w:r><w:t>본문</w:t></w:r><w:r>{drawing}</w:r></w:p>"))
    assert layout.text == "본문\n상자"


def test_footnotes_follow_the_paragraph_that_cites_them() -> None:
    """A footnote is part of the clause that cites it."""
    body = '<w:p><w:r><w:t>성과물</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("다음")
    notes = (
        '<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">'
        + paragraph("배경기술을 포함한다.")
        + "</w:footnote>"
    )
    assert read(docx(body, footnotes=notes)).text == "성과물\n배경기술을 포함한다.\n다음"


def test_insertions_are_read_and_deletions_are_not() -> None:
    """Tracked insertions count, tracked deletions do not, and a warning says so."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = f"<w:p>{run.format('갑의 ')}<w:ins>{run.format('단독')}</w:ins><w:del><w:r><w:delText>공동</w:delText></w:r></w:del></w:p>"
    layout = read(docx(body))
    assert layout.text == "갑의 단독"
    assert [warning.code for warning in layout.warnings] == [206]


def test_hidden_text_is_not_read() -> None:
    """What nobody sees in print is not judged, and a warning says so."""
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>다만 동의한 경우에 한한다.</w:t></w:r>"
    layout = read(docx(f"<w:p><w:r><w:t>귀속된다.</w:t></w:r>{hidden}</w:p>"))
    assert layout.text == "귀속된다."
    assert [warning.code for warning in layout.warnings] == [202]


def test_text_in_wrappers_is_read() -> None:
    """Hyperlinks, content controls, smart tags and simple fields hide no text."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    wrapped = "".join(f"<w:{name}>{run.format(name)} </w:{name}>" for name in ("hyperlink", "smartTag", "fldSimple"))
    inside = f"<w:sdt><w:sdtContent>{run.format('sdt')}</w:sdtContent></w:sdt>"
    body = f"<w:p>{wrapped}{inside}</w:p><w:sdt><w:sdtContent>{paragraph('block')}</w:sdtContent></w:sdt>"
    assert read(docx(body)).text == "hyperlinksmartTagfldSimplesdt\nblock"


def test_a_sentence_in_the_header_is_read() -> None:
    """A running title is left out; a whole sentence in a header is a term and is read once."""
    layout = read(
        docx(paragraph("본문"), header1=paragraph("을은 이의를 제기하지 아니한다."), header2=paragraph("표준계약서"))
    )
    assert layout.text == "본문\n을은 이의를 제기하지 아니한다."


def test_only_headers_that_are_printed_are_read() -> None:
    """The header of the first page counts where there is a title page, boxes in it too, and what is white in it is not read."""
    term, white = (
        "을은 이의를 제기하지 아니한다.",
        '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>다만 동의한 때는 그렇다.</w:t></w:r>',
    )
    boxed = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(term)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    layout = read(
        docx(paragraph("본문"), header1=boxed + f"<w:p>{white}</w:p>", header2=paragraph("첫 쪽의 조건도 따라야 한다."))
    )
    assert layout.text == f"본문\n{term}\n첫 쪽의 조건도 따라야 한다."
    assert [(each.kind, each.text) for each in layout.asides] == [("hidden", "다만 동의한 때는 그렇다.")]


def test_a_header_without_a_section_is_not_printed() -> None:
    """A header part that no section names is not read, nor is the first page's without a title page."""
    header = f'<w:hdr xmlns:w="x">{paragraph("을은 이의를 제기하지 아니한다.")}</w:hdr>'
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rId1"/>{}</w:sectPr>'
    for more, expected in (("", "본문"), ("<w:titlePg/>", "본문\n을은 이의를 제기하지 아니한다.")):
        content = office.package(
            paragraph("본문") + section.format(more), [("header", "h.xml")], {"word/h.xml": header}
        )
        assert read(content).text == expected
    assert read(office.package(paragraph("본문"), [("header", "h.xml")], {"word/h.xml": header})).text == "본문"


def test_comments_are_announced() -> None:
    """Comments are not text of the agreement; a warning says that there are some."""
    layout = read(docx(paragraph("본문"), comments="<w:comment>" + paragraph("의견") + "</w:comment>"))
    assert (layout.text, [warning.code for warning in layout.warnings]) == ("본문", [207])


def test_a_large_picture_is_announced_and_a_seal_is_not() -> None:
    """Words in a picture as large as a quarter of a page are unread, so the file does not count as read whole."""
    picture = (
        '<w:p><w:r><w:drawing><inline><extent cx="{0}" cy="{0}"/><pic><blip/></pic></inline></w:drawing></w:r></w:p>'
    )
    large = read(docx(paragraph("본문") + picture.format(6_000_000)))
    assert ([warning.code for warning in large.warnings], large.coverage < 0.98) == ([201], True)
    seal = read(docx(paragraph("본문") + picture.format(600_000)))
    assert (seal.warnings, seal.coverage) == ((), 1.0)


@pytest.mark.parametrize("kind", HONEST)
def test_an_honest_file_is_read_without_a_warning(kind: str) -> None:
    """What only looks unusual, as files of Hancom, Google and old programs do, is read and not warned of."""
    content = HONEST[kind]()
    layout = read(content)
    assert (looks_like(content), bool(layout.text.strip()), layout.warnings, layout.coverage) == (True, True, (), 1.0)
