"""
Show that what fields and annotations print on a page is read where it stands, and what only opens on a click is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ingest
from ingest.document import Span
from ingest.formats.pdf import read
from tests.ingest.hostile import written
from tests.ingest.hostile_pdf import annotated, annotation, appearance, document, string, text_field, tick_box

if TYPE_CHECKING:
    from ingest.layout import Layout

SHARE = written("Share of Party A [                  ] % of all")
# Over the blanks of that line.
BLANKS = (152, 70, 198, 84)
NOTE = b"/Contents%b/T%b/M(D:20240102030405)" % (string("제5조는 갑 단독 소유로 변경함"), string("김 변호사"))


def codes(layout: Layout) -> list[int]:
    """
    List the codes of the warnings in order.
    """
    return [notice.code for notice in layout.warnings]


def words(layout: Layout, span: Span | None) -> str:
    """
    Return the words at a span.
    """
    return layout.text[span.start : span.end] if span else ""


def shown(drawing: bytes, value: str) -> bytes:
    """
    Make a page with one field that keeps one value and draws something else.
    """
    field = text_field(value, BLANKS, b"/AP<</N 5 0 R>>")
    return annotated(field, drawing=SHARE, more=(appearance(drawing, 50, 14),))


@pytest.mark.parametrize("value", ["100", "백", "55.5"])
def test_a_filled_field_is_read_in_its_line(value: str) -> None:
    """A value that somebody typed into a form is part of the sentence it stands in, and a warning says so."""
    layout = read(annotated(text_field(value, BLANKS), drawing=SHARE))
    assert layout.text == f"Share of Party A [ {value} ] % of all"
    (aside,) = layout.asides
    assert (aside.kind, aside.text, words(layout, aside.span), aside.page) == ("form_field", value, value, 1)
    assert [(notice.code, notice.page) for notice in layout.warnings] == [(207, 1)]


def test_an_empty_form_is_an_ordinary_page() -> None:
    """Fields that nobody filled in change no word and warn of nothing."""
    layout = read(annotated(text_field("", BLANKS), drawing=SHARE))
    assert layout.text == "Share of Party A [ ] % of all"
    assert (layout.asides, layout.warnings) == ((), ())


def test_a_field_is_read_in_its_line_on_a_turned_page_that_inherits_its_size() -> None:
    """Whatever way the page is turned and wherever its size is kept, value and line come together."""
    drawing = b"q 0 1 -1 0 595 0 cm " + SHARE.replace(b"72 760", b"72 532") + b" Q"
    turned = appearance(b"BT /F 10 Tf 2 3 Td (100) Tj ET", 46, 14).replace(b"/BBox", b"/Matrix[0 1 -1 0 0 0]/BBox")
    field = text_field("100", (51, 842 - 198, 65, 842 - 152), b"/AP<</N 5 0 R>>")
    content = annotated(field, drawing=drawing, more=(turned,))
    content = content.replace(b"/MediaBox[0 0 595 842]", b"/Rotate 90").replace(
        b"/Kids[", b"/MediaBox[0 0 595 842]/Kids["
    )
    layout = read(content)
    assert layout.text == "Share of Party A [ 100 ] % of all"
    (aside,) = layout.asides
    assert words(layout, aside.span) == "100"


def test_the_page_tells_what_a_field_shows() -> None:
    """Where a field draws another value than it keeps, the drawn one is read and the other is told as disagreeing."""
    layout = read(shown(b"BT /F 10 Tf 2 3 Td (70) Tj ET", "30"))
    assert layout.text == "Share of Party A [ 70 ] % of all"
    seen, kept = layout.asides
    assert (seen.kind, seen.text) == ("form_field", "70")
    assert (kept.kind, kept.text, words(layout, kept.span)) == ("disagreeing", "30", "70")
    assert codes(layout) == [207, 203]


def test_another_way_of_writing_a_number_is_no_disagreement() -> None:
    """A field that keeps 1000 and draws 1,000 says one and the same."""
    layout = read(shown(b"BT /F 10 Tf 2 3 Td (1,000) Tj ET", "1000"))
    assert codes(layout) == [207]


@pytest.mark.parametrize(
    "content",
    [
        annotated(text_field("secret term", BLANKS, flags=2), drawing=SHARE),
        annotated(text_field("secret term", (0, 0, 0, 0)), drawing=SHARE),
        annotated(text_field("secret term", (700, 70, 900, 84)), drawing=SHARE),
        shown(b"", "secret term"),
    ],
    ids=["flagged hidden", "without size", "off the page", "drawn empty"],
)
def test_a_value_that_nobody_sees_is_set_aside(content: bytes) -> None:
    """A hidden field is neither judged nor forgotten."""
    layout = read(content)
    assert "secret" not in layout.text
    assert [(aside.kind, aside.text) for aside in layout.asides] == [("hidden", "secret term")]
    assert codes(layout) == [202]


def test_ticked_and_open_boxes_are_read_as_such() -> None:
    """A check box is read as a full or an empty square before its words."""
    boxes = (
        tick_box((60, 72, 70, 82), is_ticked=True, drawing=6),
        tick_box((60, 88, 70, 98), is_ticked=False, drawing=6),
    )
    drawing = written("Party A alone", "Both parties")
    layout = read(annotated(*boxes, drawing=drawing, more=(appearance(b"0 0 m 9 9 l S", 10, 10),)))
    assert layout.text == "■Party A alone\n□Both parties"
    assert [(aside.kind, words(layout, aside.span)) for aside in layout.asides] == [("form_field", "■")]
    assert codes(layout) == [207]


@pytest.mark.parametrize("has_drawing", [True, False])
def test_text_typed_over_the_page_is_read(*, has_drawing: bool) -> None:
    """Words that an annotation prints on the page are part of the text, with their author and date."""
    entries = b"/Contents(and Party B)/DA(/F 10 Tf 0 g)/T(Kim)/M(D:20240102)" + b"/AP<</N 5 0 R>>" * has_drawing
    over = annotation("FreeText", (150, 72, 230, 84), entries)
    drawn = appearance(b"BT /F 10 Tf 0 2 Td (and Party B) Tj ET", 80, 12)
    layout = read(annotated(over, drawing=written("For Party A"), more=(drawn,)))
    assert "and Party B" in layout.text
    assert layout.text.startswith("For Party A")
    (aside,) = layout.asides
    assert (aside.kind, aside.text, aside.author, aside.at) == ("inserted", "and Party B", "Kim", "D:20240102")
    assert codes(layout) == [207]


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Caret", "Square"])
def test_a_note_is_told_and_not_judged(kind: str) -> None:
    """What opens on a click is no text of the page; it is kept with author, date and place."""
    layout = read(annotated(annotation(kind, (72, 72, 100, 84), NOTE), drawing=written("Article 5 Results")))
    assert layout.text == "Article 5 Results"
    (aside,) = layout.asides
    assert (aside.kind, aside.text) == ("annotation", "제5조는 갑 단독 소유로 변경함")
    assert (aside.author, aside.at, aside.page) == ("김 변호사", "D:20240102030405", 1)
    assert aside.span == Span(0, 0)
    assert codes(layout) == [207]


def test_words_that_are_struck_out_are_told() -> None:
    """A line through words does not take them out of the text, but nobody is left to think that they stand."""
    layout = read(annotated(annotation("StrikeOut", (72, 72, 104, 84)), drawing=written("Article 5 Results")))
    (aside,) = layout.asides
    assert (aside.kind, words(layout, aside.span)) == ("annotation", "Article")
    assert codes(layout) == [207]
    assert "struck out" in layout.warnings[0].en


def test_a_hidden_note_over_the_page_is_hidden_text() -> None:
    """Typed text under a flag that keeps it from being shown is set aside as hidden."""
    over = annotation("FreeText", (150, 72, 230, 84), b"/Contents(and Party B)", flags=2)
    layout = read(annotated(over, drawing=written("For Party A")))
    assert layout.text == "For Party A"
    assert [(aside.kind, aside.text) for aside in layout.asides] == [("hidden", "and Party B")]


def test_words_under_a_white_annotation_are_hidden() -> None:
    """A box that an annotation draws over words hides them as one on the page would; a highlight does not."""
    drawing = written("Article 5 Results", "Party A owns all results", "Article 6 Term")
    box = (70, 86, 300, 102)
    cover = annotation("Square", box, b"/AP<</N 5 0 R>>")
    white = appearance(b"1 1 1 rg 0 0 230 16 re f", 230, 16)
    layout = read(annotated(cover, drawing=drawing, more=(white,)))
    assert layout.text == "Article 5 Results\nArticle 6 Term"
    assert [(aside.kind, aside.text) for aside in layout.asides] == [("hidden", "Party A owns all results")]
    corners = b"/QuadPoints[70 756 300 756 70 740 300 740]/C[1 1 0]"
    assert "owns" in read(annotated(annotation("Highlight", box, corners), drawing=drawing)).text


def test_typed_text_that_is_drawn_empty_is_hidden_text() -> None:
    """What an annotation says does not count where the drawing that it brings along shows nothing of it."""
    over = annotation("FreeText", (150, 72, 230, 84), b"/Contents(with the consent of Party B)/AP<</N 5 0 R>>")
    layout = read(annotated(over, drawing=written("For Party A"), more=(appearance(b"", 80, 12),)))
    assert layout.text == "For Party A"
    assert [aside.kind for aside in layout.asides] == ["hidden"]
    assert codes(layout) == [202]


def test_korean_values_without_a_drawing_are_read_in_the_cage() -> None:
    """No font of the host is needed to read what somebody typed in Korean."""
    filled = annotated(text_field("백분의 칠십", BLANKS), drawing=SHARE)
    assert ingest.read(filled, "a.pdf").text == "Share of Party A [ 백분의 칠십 ] % of all"


def test_links_and_seals_say_nothing() -> None:
    """A link, an empty highlight and a stamp that is only a picture warn of nothing."""
    marks = (
        annotation("Link", (72, 72, 108, 84), b"/A<</S/URI/URI(https://example.com)>>"),
        annotation("Highlight", (72, 72, 108, 84), b"/QuadPoints[72 770 108 770 72 758 108 758]/C[1 1 0]"),
        annotation("Stamp", (300, 72, 340, 112), b"/AP<</N 7 0 R>>"),
    )
    seal = appearance(b"1 0 0 RG 20 20 m 30 30 l S", 40, 40)
    layout = read(annotated(*marks, drawing=written("Article 5 Results"), more=(seal,)))
    assert layout.text == "Article 5 Results"
    assert (layout.asides, layout.warnings) == ((), ())


def test_a_page_without_annotations_is_left_as_it_is() -> None:
    """Nothing is drawn over an ordinary page."""
    assert read(document(SHARE)).text == "Share of Party A [ ] % of all"
