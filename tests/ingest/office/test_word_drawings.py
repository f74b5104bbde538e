"""
Show what is read from drawings of DOCX: boxes, groups, charts, diagrams, word art, and which pictures are told of.
"""

from __future__ import annotations

import pytest

from ingest.formats.docx import read
from tests.ingest.hostile_office import package
from tests.ingest.word_xml import DRAWING, beside, box, codes, line, run, text_of

WHITE = '<w:color w:val="FFFFFF"/>'
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
FRAME = (
    '<w:r><w:drawing xmlns:a="{0}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline>'
    '<wp:extent cx="{1}" cy="{2}"/><a:graphic><a:graphicData>{3}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
PICTURE = (
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="rId1"/></pic:blipFill></pic:pic>'
)


def shape(content: str, fill: str, place: str) -> str:
    """
    Make one shape of a group: left, top, width and height as DrawingML writes them.
    """
    left, top, width, height = place.split()
    inside = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    return (
        f'<wps:wsp><wps:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{fill}</wps:spPr>'
        f"{inside}</wps:wsp>"
    )


@pytest.mark.parametrize(("place", "text"), [("0 0 100 100", "표지 제목"), ("0 200 100 100", "")])
def test_letters_on_another_shape_of_the_group_are_seen(place: str, text: str) -> None:
    """White letters in a clear box are seen where a dark shape of the group lies under them, and nowhere else."""
    dark = shape("", '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>', place)
    group = (
        f"<wpg:wgp xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'>{dark}{{}}</wpg:wgp>"
    )
    title = shape(line(run("표지 제목", WHITE)), "<a:noFill/>", "10 10 50 20")
    assert text_of(line(FRAME.format(DRAWING, 900000, 900000, group.format(title)))).strip() == text


def test_a_style_can_fill_a_shape_and_colour_its_letters() -> None:
    """A shape without a filling of its own takes that of its style, and its letters the style's colour."""
    style = '<wps:style><a:fillRef idx="{}"><a:schemeClr val="accent1"/></a:fillRef><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></wps:style>'
    plain = box(line(run("버튼")))
    assert text_of(line(plain.replace("<wps:txbx>", style.format(1) + "<wps:txbx>"))) == "버튼"
    assert beside(line(plain.replace("<wps:txbx>", style.format(0) + "<wps:txbx>"))) == [("hidden", "버튼")]


def test_boxes_in_old_and_new_form_are_read_once() -> None:
    """Both forms of one box stand in the file; the one that Word shows is read."""
    old = (
        "<w:pict><v:shape><v:textbox><w:txbxContent>"
        + line(run("상자"))
        + "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    new = box(line(run("상자"))).removeprefix("<w:r>").removesuffix("</w:r>")
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'
    assert text_of(line(run("본문"), both)) == "본문\n상자"


def test_word_art_is_text() -> None:
    """The letters of word art stand in an attribute."""
    art = '<w:r><w:pict><v:shape style="width:100pt;height:30pt"><v:textpath string="계약서 초안"/></v:shape></w:pict></w:r>'
    assert text_of(line(run("본문"), art)) == "본문\n계약서 초안"


def test_the_words_of_a_diagram_are_read() -> None:
    """Each point of a diagram is a line; its drawing aids say nothing."""
    words = "<dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t>"
    data = (
        f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}"><dgm:ptLst><dgm:pt>{words.format("심사")}</dgm:pt>'
        f'<dgm:pt type="pres">{words.format("x")}</dgm:pt><dgm:pt>{words.format("승인")}</dgm:pt></dgm:ptLst></dgm:dataModel>'
    )
    reference = f'<dgm:relIds xmlns:dgm="{DIAGRAM}" r:dm="rId1"/>'
    body = line(run("절차"), FRAME.format(DRAWING, 900000, 900000, reference))
    layout = read(package(body, [("diagramData", "diagrams/data1.xml")], {"word/diagrams/data1.xml": data}))
    assert layout.text == "절차\n심사\n승인"


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (6_000_000, 6_000_000, [201]),
        (5_700_000, 500_000, [201]),
        (1_200_000, 1_200_000, []),
        (5_700_000, 40_000, []),
    ],
)
def test_pictures_that_may_hold_words_are_told_of(width: int, height: int, expected: list[int]) -> None:
    """A large picture, or one wide enough for a line of words, is unread; a seal and a ruler are not worth a warning."""
    body = line(run("본문"), FRAME.format(DRAWING, width, height, PICTURE))
    layout = read(package(body, [("image", "media/image1.png")], {"word/media/image1.png": b"x"}))
    assert ([warning.code for warning in layout.warnings], layout.coverage < 0.98) == (expected, bool(expected))


def test_an_old_picture_is_told_of_too() -> None:
    """Pictures of the old drawing language count alike; one that is hidden does not count."""
    image = (
        '<w:r><w:pict><v:shape style="width:450pt;height:300pt;{}"><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>'
    )
    assert codes(line(run("x"), image.format(""))) == [201]
    assert codes(line(run("x"), image.format("visibility:hidden"))) == []


def test_formulas_are_read_in_one_line() -> None:
    """A fraction is no number beside another: 1/2 must not become 12."""
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    letter = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{letter.format(1)}</m:num><m:den>{letter.format(2)}</m:den></m:f>"
    power = f"<m:sSup><m:e>{letter.format('x')}</m:e><m:sup>{letter.format(2)}</m:sup></m:sSup>"
    root = f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{letter.format("y")}</m:e></m:rad>'
    brackets = f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{letter.format("a+b")}</m:e></m:d>'
    body = line(
        run("위약금 = "), f'<m:oMath xmlns:m="{math}">{fraction}{letter.format("×")}{power}{root}{brackets}</m:oMath>'
    )
    assert text_of(body) == "위약금 = 1/2×x^2√(y)[a+b]"


def test_a_footnote_that_cites_itself_is_read_once() -> None:
    """Notes that refer to one another in a circle do not run for ever."""
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{line(run("각주"), reference)}</w:footnote>'
    assert text_of(line(run("본문"), reference), footnotes=note) == "본문\n각주"
