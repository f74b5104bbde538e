"""
Show that what is read are the letters that are printed: no text laid under them, no numbers passed off as letters.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from weasyprint import HTML

import ingest
from ingest.formats.pdf import read
from tests.ingest.hostile import stream, written
from tests.ingest.hostile_pdf import document
from tests.ingest.pdf_samples import DRAWN_FONT, NUMBERED_FONT, in_font

ABOVE, BELOW = written("All rights vest in"), written("after the term", top=104)
SEEN = written("Party A alone", top=88)
LINES = "All rights vest in\nParty A alone\nafter the term"


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
    layout = read(in_font(font, shown, ABOVE))
    assert layout.text == "All rights vest in\n\ufffd\ufffd\ufffd\ufffd"
    assert [notice.code for notice in layout.warnings] == [201, 203]
    assert layout.coverage == pytest.approx(15 / 19)


def test_a_text_under_unknown_glyphs_is_neither_believed_nor_called_a_lie() -> None:
    """Where nobody can tell what the glyphs show, what lies under them is not read instead."""
    marked = ABOVE + b"/Span<</ActualText(both parties)>> BDC\n"
    layout = read(in_font(DRAWN_FONT, b"(AB)", marked))
    assert layout.text == "All rights vest in\n\ufffd\ufffd"
    assert [notice.code for notice in layout.warnings] == [201, 203]


def test_glyphs_without_letters_are_read_from_their_picture() -> None:
    """Where recognition is at hand, words in a font that names no letters stand in the text in their place."""
    style = "<style>p{font-family:'Noto Sans CJK KR'} b{font-family:'Noto Serif CJK KR';font-weight:400}</style>"
    known = "<p>제2조 대금은 검수일부터 30일 이내에 지급하고, 지연한 때에는 이자를 더한다.</p>"
    printed = HTML(string=f"{style}<p>제1조 권리는 <b>갑에게 단독으로 귀속된다.</b></p>{known}").write_pdf()
    stripped = BytesIO()
    with pikepdf.open(BytesIO(printed)) as whole:
        for font in whole.objects:
            if isinstance(font, pikepdf.Dictionary) and "Serif" in str(font.get("/BaseFont")) and "/ToUnicode" in font:
                del font["/ToUnicode"]
        whole.save(stripped)
    document = ingest.read(stripped.getvalue(), "a.pdf")
    assert document.text.startswith("제1조 권리는 갑에게 단독으로 귀속된다.\n제2조 대금은")
    assert [notice.code for notice in document.warnings] == [203]


def test_a_font_that_says_its_letters_is_read() -> None:
    """The same font with a map from glyphs to letters is ordinary text."""
    letters = b"2 beginbfchar <41> <AC11> <42> <C744> endbfchar"
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange " + letters + b" endcmap"
    font = DRAWN_FONT.replace(b"/FirstChar", b"/ToUnicode 6 0 R/FirstChar")
    layout = read(in_font(font, b"(AB)", b"", stream(table)))
    assert layout.text == "갑을"
    assert layout.warnings == ()
