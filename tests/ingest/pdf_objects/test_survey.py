"""
Show that whatever a PDF would do or hide beyond its pages is told, and that ordinary files are told to be ordinary.
"""

from __future__ import annotations

import pytest

from ingest.document import Span
from ingest.errors import Malformed, TooManyPages
from ingest.formats.pdf import read
from ingest.layout import PARTLY_READ
from tests.ingest.hostile import written
from tests.ingest.hostile_pdf import annotated, annotation, document, text_field
from tests.ingest.pdf_samples import SCRIPT, xfa_form

LINE = written("Article 1 Purpose")


def told(content: bytes) -> list[tuple[int, str]]:
    """
    Return code and English words of every warning.
    """
    return [(notice.code, notice.en) for notice in read(content).warnings]


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (document(LINE, catalogue=b"/OpenAction" + SCRIPT), "JavaScript"),
        (document(LINE, catalogue=b"/OpenAction<</S/Launch/F(calc.exe)>>"), "Launch"),
        (document(LINE, catalogue=b"/OpenAction<</S/URI/URI(http://example.com)>>"), "URI"),
        (document(LINE, catalogue=b"/OpenAction<</S/GoTo/D[6 0 R/Fit]/Next<</S/SubmitForm>>>>"), "SubmitForm"),
        (document(LINE, catalogue=b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", more=(SCRIPT,)), "JavaScript"),
        (document(LINE, page=b"/AA<</O" + SCRIPT + b">>"), "JavaScript"),
        (annotated(annotation("Link", (72, 72, 90, 84), b"/A" + SCRIPT), drawing=LINE), "JavaScript"),
        (annotated(annotation("RichMedia", (72, 72, 90, 84)), drawing=LINE), "RichMedia"),
        (annotated(text_field("", (72, 72, 90, 84), b"/AA<</K" + SCRIPT + b">>"), drawing=LINE), "JavaScript"),
        (document(LINE, catalogue=b"/Outlines<</First<</Title(x)/A<</S/Launch/F(x)>>>>>>"), "Launch"),
    ],
    ids=[
        "open script",
        "open program",
        "open link",
        "next",
        "script by name",
        "page",
        "link",
        "media",
        "field",
        "mark",
    ],
)
def test_active_content_is_told_by_its_kind(content: bytes, kinds: str) -> None:
    """Scripts, programs, sent forms and media are warned of, wherever they hang."""
    assert told(content) == [(208, f"the file holds active content or outside links: {kinds}")]


@pytest.mark.parametrize(
    "content",
    [
        document(LINE, catalogue=b"/OpenAction[5 0 R/XYZ 0 842 0]"),
        document(LINE, catalogue=b"/OpenAction<</S/GoTo/D[5 0 R/Fit]>>"),
        annotated(annotation("Link", (72, 72, 90, 84), b"/A<</S/URI/URI(http://example.com)>>"), drawing=LINE),
        document(LINE, catalogue=b"/Outlines<</First<</Title(x)/A<</S/GoTo/D[5 0 R/Fit]>>>>>>"),
        document(LINE, catalogue=b"/Names<</Dests<</Names[(a)[5 0 R/Fit]]>>>>"),
    ],
    ids=["open page", "go to page", "web link", "bookmark", "named places"],
)
def test_turning_pages_and_links_are_no_active_content(content: bytes) -> None:
    """A file that opens on a page, has bookmarks or prints a link is an ordinary file."""
    assert told(content) == []


def test_loops_in_what_hangs_on_a_file_end() -> None:
    """Actions, bookmarks and names that lead back to themselves are each looked at once."""
    loops = (b"<</S/GoTo/Next 4 0 R>>", b"<</Title(x)/First 5 0 R/Next 5 0 R>>", b"<</Kids[6 0 R 6 0 R]>>")
    catalogue = b"/OpenAction 4 0 R/Outlines 5 0 R/Names<</JavaScript 6 0 R/EmbeddedFiles 6 0 R>>"
    assert told(document(LINE, catalogue=catalogue, more=loops)) == []


def test_names_in_no_known_letters_are_no_reason_to_fail() -> None:
    """Bytes that are no letters, where names stand, are passed over."""
    font = b"/Font<</F 3 0 R/#FF<</Subtype/#FF>>>>"
    content = document(LINE, resources=font, catalogue=b"/OpenAction<</S/#FF>>/AA<</#FF<</S/GoTo>>>>")
    layout = read(content.replace(b"/Font<</F 3 0 R>>/Font", b"/Font"))
    assert layout.text == "Article 1 Purpose"
    assert [notice.code for notice in layout.warnings] == [208]


def test_an_xfa_form_is_told_and_its_entities_are_not_read() -> None:
    """XFA is never parsed, so it can reach nothing; where it is the only content the file counts as unread."""
    layout = read(xfa_form())
    assert layout.text == "Article 5 (Results)"
    assert [notice.code for notice in layout.warnings] == [207]
    layout = read(xfa_form(b"/NeedsRendering true"))
    assert [notice.code for notice in layout.warnings] == [207, 201]
    assert layout.coverage == pytest.approx(PARTLY_READ)


def test_a_portfolio_is_told() -> None:
    """The cover sheet of a portfolio is not taken for the agreement."""
    assert [code for code, _ in told(document(LINE, catalogue=b"/Collection<<>>"))] == [205]


@pytest.mark.parametrize(("printed", "expected"), [(b"OFF", [203]), (b"ON", [])])
def test_layers_that_print_otherwise_are_told(printed: bytes, expected: list[int]) -> None:
    """A layer that is shown and not printed makes two documents of one; one that is both is ordinary."""
    layer = b"<</Type/OCG/Name(x)/Usage<</Print<</PrintState/%b>>/View<</ViewState/ON>>>>>>" % printed
    content = document(LINE, catalogue=b"/OCProperties<</OCGs[4 0 R]/D<</Order[4 0 R]>>>>", more=(layer,))
    assert [code for code, _ in told(content)] == expected


def test_pages_beyond_the_claimed_count_are_read() -> None:
    """A page tree that claims one page and holds three hides nothing, and says that it lied."""
    content = document(LINE, written("Article 2"), written("Article 3")).replace(b"/Count 3", b"/Count 1")
    layout = read(content)
    assert layout.text == "Article 1 Purpose\nArticle 2\nArticle 3"
    assert layout.pages == 3
    assert layout.lines[2].span == Span(len("Article 1 Purpose\nArticle 2\n"), len(layout.text))
    assert [notice.code for notice in layout.warnings] == [203]


@pytest.mark.parametrize(("claim", "error"), [(b"900", Malformed), (b"100000", TooManyPages)])
def test_pages_that_are_only_claimed_are_no_pages(claim: bytes, error: type[Exception]) -> None:
    """A page tree that claims far more pages than it holds is refused."""
    with pytest.raises(error):
        read(document(LINE).replace(b"/Count 1", b"/Count " + claim))


def test_three_hundred_pages_are_an_ordinary_agreement() -> None:
    """A long agreement is read whole."""
    layout = read(document(*[LINE] * 300))
    assert layout.pages == 300
    assert layout.warnings == ()
