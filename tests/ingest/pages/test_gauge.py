"""
Show that ink which looks like writing and was not read is found, and other ink is not taken for it.
"""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

from ingest.formats.pdf import read
from ingest.pages.reading import read_page
from tests.ingest import hostile
from tests.ingest.pages import scanned
from tests.ingest.pages.drawn import PRINTED, TRICK, Picture, body, page, photographed, placed, text

WHOLE = (0, 0, 595, 842)


@pytest.mark.parametrize("habit", scanned.READ)
def test_ink_that_is_no_writing_leaves_a_page_wholly_read(habit: str) -> None:
    """Rules, areas, seals, logos, codes and pictures lower no coverage and warn of nothing."""
    layout = read(scanned.READ[habit])
    assert PRINTED in layout.text
    assert (layout.warnings, layout.page_coverage, layout.coverage) == ((), (1.0,), 1.0)


@pytest.mark.parametrize("trick", scanned.UNREAD)
def test_writing_that_no_text_covers_is_found(trick: str) -> None:
    """Words that stand on a page as a picture lower its coverage and are named by their place (E25)."""
    layout = read(scanned.UNREAD[trick])
    assert [(notice.code, notice.page) for notice in layout.warnings] == [(201, 1)]
    assert 0.6 < layout.page_coverage[0] < 0.98


def test_one_word_of_a_sentence_that_is_a_picture_is_found() -> None:
    """A negation that is drawn between printed words is writing, however short."""
    word = photographed(page(text("not", y=600))).levels[470:488, 142:178]
    picture = Picture(np.ascontiguousarray(word))
    parts = (text("The Startup shall"), placed(b"I0", 154, 597, 18, 9), text("pay any fee.", x=174))
    layout = read(page(body(), *parts, pictures=(picture,)))
    assert [(notice.code, notice.page) for notice in layout.warnings] == [(201, 1)]


@pytest.mark.parametrize(
    "mark", [b"75 603 4 4 re f", b"72 600 8 8 re S 73 604 m 75 601 l 80 609 l S", b"72 604 m 80 604 l S"]
)
def test_bullets_ticks_and_dashes_beside_words_are_none(mark: bytes) -> None:
    """Marks of lists and forms that are drawn stand beside words as well, and are no words."""
    layout = read(page(body(), mark, text("item of a list", x=85)))
    assert (layout.warnings, layout.coverage) == ((), 1.0)


def test_the_place_of_unread_writing_is_told() -> None:
    """What reads pictures learns where on the page to look."""
    document = pypdfium2.PdfDocument(scanned.UNREAD["drawn letters"])
    (area,) = read_page(document[0], 1).unread_areas
    assert (area.x0, area.top) > (72 - 3, 842 - 607 - 6)
    assert (area.x1, area.bottom) < (72 + 6 * len(scanned.DRAWN) + 3, 842 - 600 + 6)


@pytest.mark.parametrize(("last", "lowest"), [("it.", 634), (".", 621), ("", 621)])
def test_the_few_letters_of_a_last_line_belong_to_the_picture_above(last: str, lowest: float) -> None:
    """The end of a sentence below a line of pictured words is read with it, a speck is not (E25)."""
    levels = photographed(page(text(scanned.CLAUSE), text(last, y=585))).levels[460:530, 140:740]
    picture = Picture(np.ascontiguousarray(levels))
    document = pypdfium2.PdfDocument(page(body(), placed(b"I0", 72, 200, 300, 35), pictures=(picture,)))
    (area,) = read_page(document[0], 1).unread_areas
    assert abs(area.bottom - lowest) < 2


def test_a_scan_is_unread_as_a_whole() -> None:
    """A page that is only a picture is one unread area, whatever is on the picture."""
    document = pypdfium2.PdfDocument(scanned.scanned())
    printed = read_page(document[0], 1)
    assert [(each.x0, each.top, round(each.x1), round(each.bottom)) for each in printed.unread_areas] == [WHOLE]
    assert (printed.ink.coverage, printed.layered) == (0.0, False)


@pytest.mark.parametrize("noise", [0.0, 10.0])
def test_an_invisible_layer_over_a_scan_is_read_with_a_warning(noise: float) -> None:
    """Text that character recognition left over a picture of the same words is read, unverified."""
    layout = read(scanned.scanned(scanned.lines(b"3 Tr"), picture=scanned.scan(noise=noise)))
    assert layout.text.split("\n") == list(scanned.SCANNED)
    assert [notice.code for notice in layout.warnings] == [211]
    assert (layout.asides, layout.coverage) == ((), 1.0)


def test_a_layer_painted_under_its_scan_is_one_as_well() -> None:
    """Some scanners paint the recognised text and then the picture over it."""
    layout = read(scanned.scanned(under=scanned.lines()))
    assert layout.text.split("\n") == list(scanned.SCANNED)
    assert [notice.code for notice in layout.warnings] == [211]


def test_printed_words_on_a_scan_do_not_hide_its_layer() -> None:
    """A number printed on a scan by a machine is read beside the layer."""
    layout = read(scanned.scanned(scanned.lines(b"3 Tr"), text("Received 2024-01-02 No. 12345", y=820)))
    assert layout.text.split("\n") == ["Received 2024-01-02 No. 12345", *scanned.SCANNED]
    assert [notice.code for notice in layout.warnings] == [211]


def test_invisible_words_beside_the_writing_of_a_scan_are_hidden_text() -> None:
    """What a layer says where the picture shows nothing is set aside."""
    layout = read(scanned.scanned(scanned.lines(b"3 Tr"), text(TRICK, y=60, before=b"3 Tr")))
    assert TRICK not in layout.text
    assert [aside.text for aside in layout.asides] == [TRICK]
    assert {notice.code for notice in layout.warnings} == {202, 211}


def test_a_layer_that_leaves_out_lines_of_its_scan_lowers_the_coverage() -> None:
    """Half a layer over a whole page has read half of it."""
    layout = read(scanned.scanned(scanned.lines(b"3 Tr", upto=16)))
    assert 0.4 < layout.page_coverage[0] < 0.65
    assert {notice.code for notice in layout.warnings} == {201, 211}


def test_invisible_words_on_a_printed_page_are_hidden_text() -> None:
    """Few invisible words on a page of printed ones are no layer, even over a picture with words."""
    covered = placed(b"I0", 72, 590, 300, 20)
    layout = read(page(body(), covered, text(TRICK, y=597, before=b"3 Tr"), pictures=(scanned.clause(),)))
    assert TRICK not in layout.text
    assert {notice.code for notice in layout.warnings} == {201, 202}


@pytest.mark.parametrize("box", [b"[-100000 -100000 100000 100000]", b"[0 0 15000 10]"])
def test_a_page_of_absurd_size_is_unread(box: bytes) -> None:
    """A page larger than any paper is not drawn, and the others are read."""
    content = hostile.paged_pdf([body(), body(), body()])
    at = content.rindex(b"/MediaBox[0 0 595 842]")
    layout = read(content[:at] + b"/MediaBox" + box + content[at + len(b"/MediaBox[0 0 595 842]") :])
    assert (layout.pages, layout.page_coverage) == (3, (1.0, 1.0, 0.0))
    assert (201, 3) in [(notice.code, notice.page) for notice in layout.warnings]


@pytest.mark.parametrize(
    "box", [b"[0 0 0 0]", b"[595 842 0 0]", b"[0 0 nan 5]", b"[0 0 1e9 1e9]", b"[0 0 14000 14000]"]
)
def test_odd_page_boxes_are_taken_as_pdfium_shows_them(box: bytes) -> None:
    """A box that says nothing, runs backwards or is very large does not keep the page from being read."""
    layout = read(page(body()).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox" + box))
    assert PRINTED in layout.text


def test_a_flood_of_pixels_is_left_undrawn_and_told() -> None:
    """A picture that would fill the memory is not unpacked; its place is unread and the rest of the page is read."""
    flood = Picture(np.zeros((1, 1), np.uint8), claimed=(30_000, 30_000))
    layout = read(page(body(), placed(b"I0", 72, 300, 200, 150), pictures=(flood,)))
    assert PRINTED in layout.text
    assert [notice.code for notice in layout.warnings] == [201]
    assert layout.coverage < 0.98
