"""
Show that only letters which a person sees are read from DOCX: colours, sizes, places, styles, covers.
"""

from __future__ import annotations

import pytest

from ingest.formats.docx import read
from tests.ingest.hostile import docx
from tests.ingest.word_xml import WORDS, beside, box, cell, codes, line, row, run, table, text_of

PROVISO = "다만, 을이 동의한 경우에 한한다."
VISIBLE = "갑에게 귀속된다. "
WHITE = '<w:color w:val="FFFFFF"/>'
DARK_CELL = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
FILL = f'<w14:textFill xmlns:w14="{WORDS}"><w14:solidFill><w14:srgbClr w14:val="{{0}}"><w14:alpha w14:val="{{1}}"/></w14:srgbClr></w14:solidFill></w14:textFill>'
THEME = (
    '<a:themeElements xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:clrScheme><a:dk1><a:srgbClr val="FEFEFE"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="000000"/></a:lt1></a:clrScheme></a:themeElements>'
)

HIDDEN = {
    "vanish": "<w:vanish/>",
    "white": WHITE,
    "nearly white": '<w:color w:val="F4F4F4"/>',
    "white by the theme, whatever the value says": '<w:color w:val="000000" w:themeColor="background1"/>',
    "the theme's black made nearly white": '<w:color w:val="000000" w:themeColor="text1" w:themeTint="08"/>',
    "one point": '<w:sz w:val="2"/>',
    "one point as a complex script": '<w:sz w:val="22"/><w:szCs w:val="1"/><w:cs/>',
    "one percent wide": '<w:w w:val="1"/>',
    "pushed together": '<w:sz w:val="20"/><w:spacing w:val="-200"/>',
    "fitted into nothing": '<w:fitText w:val="20" w:id="1"/>',
    "transparent": FILL.format("000000", 100000),
    "nearly transparent": FILL.format("000000", 95000),
    "white by a text effect": FILL.format("FFFFFF", 0),
    "not filled": f'<w14:textFill xmlns:w14="{WORDS}"><w14:noFill/></w14:textFill>',
    "black on a black highlight": '<w:highlight w:val="black"/>',
    "yellow on a yellow shading": '<w:color w:val="FFFF00"/><w:shd w:val="clear" w:fill="FFFF00"/>',
    "black on a solid pattern of black": '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
    "a style that hides": '<w:rStyle w:val="Hidden"/>',
    "a style based on a white one": '<w:rStyle w:val="Heir"/>',
}
SEEN = {
    "hidden on web pages only": "<w:webHidden/>",
    "grey": '<w:color w:val="BFBFBF"/>',
    "the lightest grey of the palette": '<w:color w:val="FFFFFF" w:themeColor="background1" w:themeShade="D9"/>',
    "white on a dark highlight": WHITE + '<w:highlight w:val="darkBlue"/>',
    "white on a dark shading": WHITE + DARK_CELL,
    "no colour of its own on black": '<w:shd w:val="clear" w:fill="000000"/>',
    "white made black again by an effect": WHITE + FILL.format("000000", 0),
    "four points": '<w:sz w:val="8"/>',
    "a little narrower": '<w:spacing w:val="-10"/><w:w w:val="90"/>',
    "a name fitted to a form": '<w:fitText w:val="1200" w:id="1"/>',
    "switched off again": '<w:rStyle w:val="Hidden"/><w:vanish w:val="0"/>',
    "white letters with a black outline": WHITE
    + f'<w14:textOutline xmlns:w14="{WORDS}"><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textOutline>',
}
STYLES = (
    '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Heir"><w:basedOn w:val="White"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr></w:style>'
)


@pytest.mark.parametrize("kind", HIDDEN)
def test_letters_that_nobody_sees_are_set_aside(kind: str) -> None:
    """A proviso that no person can read is not in the text, whatever hides it, and a warning says so."""
    body = line(run(VISIBLE), run(PROVISO, HIDDEN[kind]))
    layout = read(docx(body, styles=STYLES))
    assert (layout.text, [warning.code for warning in layout.warnings]) == (VISIBLE, [202])
    assert [(each.kind, each.text, each.span and each.span.start) for each in layout.asides] == [
        ("hidden", PROVISO, len(VISIBLE))
    ]


@pytest.mark.parametrize("kind", SEEN)
def test_letters_that_a_person_sees_are_read(kind: str) -> None:
    """Small, pale or coloured letters that stand out are part of the text without a warning."""
    body = line(run(VISIBLE), run(PROVISO, SEEN[kind]))
    assert (text_of(body, styles=STYLES), codes(body, styles=STYLES)) == (VISIBLE + PROVISO, [])


def test_noise_between_visible_letters_is_dropped() -> None:
    """White letters inside a word do not break it."""
    body = line(run("갑"), run("을", WHITE), run("에게 "), run("비", WHITE), run("귀속"))
    assert (text_of(body), beside(body)) == ("갑에게 귀속", [("hidden", "을"), ("hidden", "비")])


def test_the_theme_decides_what_a_colour_is() -> None:
    """A file whose theme calls white "text 1" hides letters of that colour; a Windows colour is what Windows shows."""
    body = line(run(VISIBLE), run(PROVISO, '<w:color w:val="000000" w:themeColor="text1"/>'))
    assert beside(body, theme=THEME) == [("hidden", PROVISO)]
    body = line(run(PROVISO, '<w:color w:val="000000" w:themeColor="background1"/>'))
    assert beside(body, theme=THEME) == [("hidden", PROVISO)]


def test_the_settings_map_the_names_of_colours() -> None:
    """Where the settings swap text and background, "background 1" is black and seen."""
    body = line(run(PROVISO, '<w:color w:val="FFFFFF" w:themeColor="background1"/>'))
    assert text_of(body, settings='<w:clrSchemeMapping w:bg1="dark1" w:t1="light1"/>') == PROVISO


@pytest.mark.parametrize(
    ("table_properties", "cell_properties", "paragraph_properties"),
    [
        ("", DARK_CELL, ""),
        (DARK_CELL, "", ""),
        ("", "", DARK_CELL),
        ("", "", '<w:pStyle w:val="Dark"/>'),
        ('<w:tblStyle w:val="Grid"/><w:tblLook w:firstRow="1"/>', "", ""),
    ],
)
def test_white_on_a_dark_ground_is_seen(table_properties: str, cell_properties: str, paragraph_properties: str) -> None:
    """White letters are read where the cell, the table, its style or the paragraph lays a dark colour behind them."""
    grid = f'<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:tcPr>{DARK_CELL}</w:tcPr></w:tblStylePr></w:style>'
    inside = cell(line(run("합계", WHITE), properties=paragraph_properties), cell_properties)
    body = table(row(inside), row(cell("금액")), properties=table_properties)
    assert (text_of(body, styles=STYLES + grid), codes(body, styles=STYLES + grid)) == ("합계\n금액", [])


def test_a_table_style_can_hide_letters() -> None:
    """White letters by the table's style alone are hidden, in the rows that the style speaks of."""
    styles = (
        '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="lastRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
        "</w:tblStylePr></w:style>"
    )
    body = table(
        row(cell("금액")), row(cell("위약금")), properties='<w:tblStyle w:val="Grid"/><w:tblLook w:val="0040"/>'
    )
    assert (text_of(body, styles=styles), beside(body, styles=styles)) == ("금액", [("hidden", "위약금")])


def test_two_styles_that_hide_show_again() -> None:
    """Vanish is a toggle: a paragraph style and a letter style that both hide leave letters visible, as Word does."""
    body = line(run(PROVISO, '<w:rStyle w:val="Hidden"/>'), properties='<w:pStyle w:val="Gone"/>')
    assert PROVISO in text_of(body + line(run("끝")), styles=STYLES)


def test_the_defaults_of_the_document_can_hide() -> None:
    """White letters by the document's defaults are hidden unless something says otherwise."""
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:rPrDefault></w:docDefaults>"
    body = line(run(PROVISO), run(VISIBLE, '<w:color w:val="auto"/>'))
    assert (text_of(body, styles=styles), beside(body, styles=styles)) == (VISIBLE, [("hidden", PROVISO)])


@pytest.mark.parametrize(
    "properties",
    [
        '<w:spacing w:line="20" w:lineRule="exact"/>',
        '<w:ind w:left="31680"/>',
        '<w:ind w:left="-20000"/>',
        '<w:framePr w:w="3000" w:hAnchor="page" w:x="-15000" w:y="1"/>',
        '<w:framePr w:w="3000" w:vAnchor="page" w:y="30000"/>',
        '<w:pStyle w:val="Gone"/>',
    ],
)
def test_a_paragraph_nobody_sees_is_set_aside(properties: str) -> None:
    """A paragraph squeezed flat, moved beside the page or hidden by its style is not read and leaves no line."""
    body = line(run("앞")) + line(run(PROVISO), properties=properties) + line(run("뒤"))
    assert (text_of(body, styles=STYLES), beside(body, styles=STYLES)) == ("앞\n뒤", [("hidden", PROVISO)])


def test_a_row_too_low_for_letters_is_set_aside() -> None:
    """A table row of one point holds no term that a person reads; rows as high as usual do."""
    low = '<w:trHeight w:val="20" w:hRule="exact"/>'
    body = table(
        row(cell("보인다")), row(cell(PROVISO), properties=low), row(cell("높다"), properties=low.replace("20", "400"))
    )
    assert (text_of(body), beside(body)) == ("보인다\n높다", [("hidden", PROVISO)])


@pytest.mark.parametrize(
    "place",
    [
        '<w:tblInd w:w="-20000" w:type="dxa"/>',
        '<w:tblpPr w:tblpX="20000" w:tblpY="1"/>',
        '<w:tblpPr w:tblpY="-30000"/>',
    ],
)
def test_a_table_beside_the_page_is_set_aside(place: str) -> None:
    """A table moved off the page holds no term that a person reads; one that merely floats does."""
    assert beside(table(row(cell(PROVISO)), properties=place)) == [("hidden", PROVISO)]
    assert text_of(table(row(cell(PROVISO)), properties='<w:tblpPr w:tblpX="900" w:tblpY="900"/>')) == PROVISO


def test_a_cell_merged_into_the_one_above_hides_its_text() -> None:
    """Word shows the content of a merged cell's first part only."""
    first = cell("구분", '<w:vMerge w:val="restart"/>')
    body = table(row(first, cell("A")), row(cell(PROVISO, "<w:vMerge/>"), cell("B")))
    assert (text_of(body), beside(body)) == ("구분\nA\nB", [("hidden", PROVISO)])


def test_struck_out_text_is_set_aside() -> None:
    """What is crossed out on paper is no term; a warning says that it was not read."""
    body = line(run("갑의 소유로 한다. "), run(PROVISO, "<w:strike/>"), run("끝", '<w:dstrike w:val="0"/>'))
    assert (text_of(body), beside(body), codes(body)) == ("갑의 소유로 한다. 끝", [("deleted", PROVISO)], [206])


def test_capitals_are_read_as_printed() -> None:
    """Letters set in capitals are read in capitals."""
    assert text_of(
        line(run("Article I ", "<w:caps/>"), run("Term", "<w:smallCaps/>"), run("x", '<w:caps w:val="0"/>'))
    ) == ("ARTICLE I TERMx")


@pytest.mark.parametrize(
    ("fill", "frame", "size"),
    [
        ("", '<wp:docPr id="1" hidden="1"/>', 500_000),
        ("", '<wp:positionH relativeFrom="page"><wp:posOffset>-9000000</wp:posOffset></wp:positionH>', 500_000),
        ("", '<wp:positionV relativeFrom="page"><wp:posOffset>90000000</wp:posOffset></wp:positionV>', 500_000),
        ("", "", 1000),
        ('<a:solidFill><a:srgbClr val="0A0A0A"/></a:solidFill>', "", 500_000),
    ],
)
def test_a_box_nobody_sees_is_set_aside(fill: str, frame: str, size: int) -> None:
    """Text in a hidden box, one beside the page, one of no size, or black on black is not read."""
    body = line(run("본문"), box(line(run(PROVISO, '<w:color w:val="000000"/>')), fill, frame, height=size))
    assert (text_of(body), beside(body), codes(body)) == ("본문", [("hidden", PROVISO)], [202])


def test_white_in_a_dark_box_is_seen() -> None:
    """The filling of a box decides what its letters stand out from."""
    body = line(box(line(run("비밀", WHITE)), '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'))
    assert (text_of(body), codes(body)) == ("비밀", [])


def test_old_boxes_follow_the_same_rules() -> None:
    """A VML box that is hidden or stands beside the page is not read; a visible one is."""
    shape = '<w:r><w:pict><v:shape style="position:absolute;{}"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    inside = line(run(PROVISO))
    for style, expected in (
        ("visibility:hidden", []),
        ("margin-left:-2000pt;width:90pt", []),
        ("width:90pt", [PROVISO]),
    ):
        assert text_of(line(shape.format(style, inside))).split() == [
            word for each in expected for word in each.split()
        ]


def test_a_white_shape_over_the_text_is_warned_of() -> None:
    """A white shape without text that lies over the page may cover terms; one behind it, or a filled one, does not."""
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    assert codes(line(run("본문"), box("", white, "<wp:wrapNone/>"))) == [202]
    assert codes(line(run("본문"), box("", white.replace("FFFFFF", "4472C4"), "<wp:wrapNone/>"))) == []
    assert codes(line(run("본문"), box(line(run("상자")), white, "<wp:wrapNone/>"))) == []


def test_content_that_word_does_not_understand_is_hidden() -> None:
    """Word drops elements of a foreign namespace, and shows the fallback where it does not know the choice."""
    foreign = f'<x:y xmlns:x="http://schemas.microsoft.com/office/word/2099/made-up">{run(PROVISO)}</x:y>'
    assert beside(line(run("본문"), foreign)) == [("hidden", PROVISO)]
    choice = (
        f'<mc:AlternateContent><mc:Choice xmlns:x="urn:made-up" Requires="x">{run(PROVISO)}</mc:Choice>'
        f"<mc:Fallback>{run('보인다')}</mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(line(choice)) == "보인다"


def test_letters_are_read_in_the_order_in_which_they_are_seen() -> None:
    """Letters whose direction is overridden are turned round, and a warning says so."""
    body = line(f'<w:bdo w:val="rtl">{run(".다된속귀 게에갑")}</w:bdo>')
    assert (text_of(body), codes(body)) == ("갑에게 귀속된다.", [203])


def test_symbol_fonts_show_signs() -> None:
    """A letter in Wingdings is the sign that is seen; whole words in it are warned of."""
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    body = line(
        run("þ", font), run(" 동의 ", font), run("o", font), '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert (text_of(body), codes(body)) == ("☑ 동의 □✓", [])
    body = line(run("provided that", font))
    assert (codes(body), beside(body)) == ([203], [("disagreeing", "provided that")])


def test_what_stands_under_a_collapsed_heading_is_not_on_paper() -> None:
    """Text and tables under a collapsed heading are set aside up to the next heading of its rank, and warned of."""
    closed = (
        '<w:outlineLvl w:val="1"/><w15:collapsed xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    )
    deeper, same = '<w:outlineLvl w:val="2"/>', '<w:outlineLvl w:val="1"/>'
    body = (
        line(run("제1조"), properties=closed) + line(run(PROVISO)) + line(run("가"), properties=deeper)
        + table(row(cell("나"))) + line(run("제2조"), properties=same) + line(run("본문"))
    )  # fmt: skip
    assert text_of(body) == "제1조\n제2조\n본문"
    assert (beside(body), codes(body)) == ([("hidden", PROVISO), ("hidden", "가"), ("hidden", "나")], [202])
