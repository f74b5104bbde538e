"""
Show that what is read are the letters that are printed: no text laid under them, no numbers passed off as letters.
"""

from __future__ import annotations

import pytest

from ingest.formats.pdf import read
from tests.ingest.hostile import stream, written
from tests.ingest.hostile_pdf import document

ABOVE, BELOW = written("All rights vest in"), written("after the term", top=104)
SEEN = written("Party A alone", top=88)
LINES = "All rights vest in\nParty A alone\nafter the term"
# A glyph that is a black box, and two fonts that do not say which letters their glyphs are.
BOX = stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
DRAWN_FONT = (
    b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</g1 4 0 R/g2 4 0 R>>"
    b"/Encoding<</Differences[65/g1/g2]>>/FirstChar 65/LastChar 66/Widths[600 600]>>"
)
NUMBERED_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>"
)


def replaced(text: bytes, glyphs: bytes = SEEN, key: bytes = b"/ActualText") -> bytes:
    """
    Draw glyphs with another text under them.
    """
    return b"/Span<<%b (%b)>> BDC\n%bEMC\n" % (key, text, glyphs)


def in_form(properties: bytes) -> bytes:
    """
    Make a page whose words stand in a form, with the other text in a dictionary of its own.
    """
    resources = b"/Resources<</Font<</F 3 0 R>>/Properties<</P 5 0 R>>>>"
    form = stream(
        b"/Span/P BDC\n" + SEEN + b"EMC\n" + BELOW, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources
    )
    return document(ABOVE + b"/X Do", resources=b"/XObject<</X 4 0 R>>", more=(form, properties))


def in_font(font: bytes, shown: bytes) -> bytes:
    """
    Make a page with a line in another font.
    """
    drawing = ABOVE + b"BT /G 10 Tf 72 600 Td " + shown + b" Tj ET"
    fonts = b"/Font<</F 3 0 R/G 5 0 R>>"
    return document(drawing, resources=fonts, more=(BOX, font)).replace(b"/Font<</F 3 0 R>>/Font", b"/Font")


@pytest.mark.parametrize(
    "content",
    [
        document(ABOVE + replaced(b"both parties") + BELOW),
        document(ABOVE + replaced(b"both parties", key=b"/Actual#54ext") + BELOW),
        document(ABOVE + replaced(b"") + BELOW),
        in_form(b"<</ActualText(both parties)>>"),
    ],
    ids=["in the commands", "with an escaped name", "empty", "in a form's properties"],
)
def test_printed_letters_are_read_and_the_text_under_them_is_told(content: bytes) -> None:
    """A text laid under other words is not judged; it is told with the words that it would replace."""
    layout = read(content)
    assert layout.text == LINES
    (aside,) = layout.asides
    assert (aside.kind, aside.page) == ("disagreeing", 1)
    assert aside.text in {"both parties", ""}
    assert aside.span is not None
    assert layout.text[aside.span.start : aside.span.end] == "Party A alone"
    assert [notice.code for notice in layout.warnings] == [203]


@pytest.mark.parametrize(
    ("text", "glyphs"),
    [
        (b"Party A alone", SEEN),
        (b"PARTY A ALONE ", SEEN),
        (rb"\255", written("-", top=88)),
        (b"", written("-", top=88)),
    ],
    ids=["the same words", "other capitals", "a soft hyphen", "a hyphen taken out"],
)
def test_a_text_that_says_the_same_is_no_lie(text: bytes, glyphs: bytes) -> None:
    """What honest programs lay under ligatures, hyphens and capitals warns of nothing."""
    layout = read(document(ABOVE + replaced(text, glyphs) + BELOW))
    assert (layout.asides, layout.warnings) == ((), ())
    assert layout.text.startswith("All rights vest in")


def test_bold_letters_printed_twice_are_no_lie() -> None:
    """Programs print bold letters again, a little aside, over an empty text; that is no hidden text."""
    again = replaced(b"", SEEN.replace(b"72 744", b"72.4 744"))
    layout = read(document(ABOVE + SEEN + again + BELOW))
    assert layout.asides == ()
    assert layout.text == LINES


@pytest.mark.parametrize(
    ("font", "shown"), [(DRAWN_FONT, b"(ABAB)"), (NUMBERED_FONT, b"<AC00B2E4AC00B2E4>")], ids=["drawn", "numbered"]
)
def test_numbers_of_glyphs_are_not_taken_for_letters(font: bytes, shown: bytes) -> None:
    """Glyphs whose font names no letters are unread, though their numbers would pass for words."""
    layout = read(in_font(font, shown))
    assert layout.text == "All rights vest in\n\ufffd\ufffd\ufffd\ufffd"
    assert [notice.code for notice in layout.warnings] == [201]
    assert layout.coverage == pytest.approx(15 / 19)


def test_a_text_under_unknown_glyphs_is_neither_believed_nor_called_a_lie() -> None:
    """Where nobody can tell what the glyphs show, what lies under them is not read instead."""
    glyphs = b"BT /G 10 Tf 72 600 Td (AB) Tj ET\n"
    content = document(
        ABOVE + replaced(b"both parties", glyphs), resources=b"/Font<</F 3 0 R/G 5 0 R>>", more=(BOX, DRAWN_FONT)
    )
    layout = read(content.replace(b"/Font<</F 3 0 R>>/Font", b"/Font"))
    assert layout.text == "All rights vest in\n\ufffd\ufffd"
    assert [notice.code for notice in layout.warnings] == [201]


def test_a_font_that_says_its_letters_is_read() -> None:
    """The same font with a map from glyphs to letters is ordinary text."""
    letters = b"2 beginbfchar <41> <AC11> <42> <C744> endbfchar"
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange " + letters + b" endcmap"
    font = DRAWN_FONT.replace(b"/FirstChar", b"/ToUnicode 6 0 R/FirstChar")
    drawing = b"BT /G 10 Tf 72 600 Td (AB) Tj ET"
    content = document(drawing, resources=b"/Font<</G 5 0 R>>", more=(BOX, font, stream(table)))
    layout = read(content.replace(b"/Font<</F 3 0 R>>/Font", b"/Font"))
    assert layout.text == "갑을"
    assert layout.warnings == ()
