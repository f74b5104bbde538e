"""
Show that a page is drawn where its letters were read, whatever way it lies, and that a lying child is not believed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from ingest import draw, read
from ingest.cage.reply import DRAWING, Drawing, parse_drawing
from ingest.drawn import MOST_PIXELS
from ingest.errors import IngestError, ReaderCrashed
from tests.ingest.hostile import docx, paged_pdf, paragraph, text_pdf, written
from tests.ingest.pages.drawn import korean, page

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.drawn import Drawn

LINES = ("Article 5 (Results)", "All results belong to both parties jointly.", "Article 6 (Term) Two years.")
TURNS = {
    "upright": b"[0 0 595 842]",
    "on its side": b"[0 0 595 842]/Rotate 90",
    "on its head": b"[0 0 595 842]/Rotate 180",
    "cropped": b"[0 0 595 842]/CropBox[40 300 500 800]",
}


def pixels(drawn: Drawn) -> NDArray[np.uint8]:
    """
    Look at a drawing in grey.
    """
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.pixels)
    return np.asarray(picture.convert("L"))


@pytest.mark.parametrize("lies", TURNS)
def test_letters_are_drawn_where_they_were_read(lies: str) -> None:
    """
    All ink of the drawing lies in the lines that were read, and each line holds some.
    """
    content = paged_pdf([written(*LINES)]).replace(b"[0 0 595 842]", TURNS[lies])
    document, drawn = read(content, "a.pdf"), draw(content, "a.pdf", 1)
    grey, scale = pixels(drawn), drawn.width / drawn.sizes[0][0]
    beside = grey.copy()
    for line in document.lines:
        rows = slice(int((line.top - 2) * scale), int((line.bottom + 2) * scale))
        columns = slice(int((line.x0 - 2) * scale), int((line.x1 + 2) * scale))
        assert (grey[rows, columns] < 128).any()
        beside[rows, columns] = 255
    assert document.lines
    assert (beside < 128).sum() == 0


def test_only_the_asked_page_is_drawn() -> None:
    """
    Page 0 gives sizes and no pixels; so does a page that is not there; page 2 is not page 1.
    """
    content = text_pdf(LINES, ("Article 7",))
    assert draw(content, "a.pdf", 0) == draw(content, "a.pdf", 3)
    assert draw(content, "a.pdf", 0).sizes == ((595.0, 842.0),) * 2
    assert draw(content, "a.pdf", 0).pixels == b""
    first, second = draw(content, "a.pdf", 1), draw(content, "a.pdf", 2)
    assert len(first.pixels) == first.width * first.height * 3
    assert (pixels(first) < 128).sum() > 2 * (pixels(second) < 128).sum() > 0


def test_a_photograph_is_drawn_as_it_was_held() -> None:
    """
    A picture that a camera took on its side stands upright, at the size at which its words are placed.
    """
    paper = Image.new("RGB", (400, 560), "white")
    paper.paste("black", (0, 0, 400, 100))
    turned = paper.rotate(90, expand=True)
    notes = Image.Exif()
    notes[0x0112] = 6
    file = io.BytesIO()
    turned.save(file, "JPEG", exif=notes, quality=95)
    drawn = draw(file.getvalue(), "a.jpg", 1)
    width, height = drawn.sizes[0]
    assert width < height
    assert pixels(drawn)[: drawn.height // 8].mean() < 40
    assert pixels(drawn)[drawn.height // 4 :].mean() > 215


def test_huge_paper_is_drawn_coarsely() -> None:
    """
    A page of two metres costs no more pixels than any other.
    """
    content = text_pdf(LINES).replace(b"[0 0 595 842]", b"[0 0 6000 6000]")
    drawn = draw(content, "a.pdf", 1)
    assert 0.9 * MOST_PIXELS < drawn.width * drawn.height < 1.1 * MOST_PIXELS


def test_what_has_no_pages_is_not_drawn() -> None:
    """
    A DOCX has no sizes; a broken PDF is refused as when it is read.
    """
    assert draw(docx(paragraph("제1조(목적)")), "a.docx", 1).sizes == ()
    with pytest.raises(IngestError):
        draw(b"%PDF-1.7\n1 0 obj", "a.pdf", 1)


@pytest.mark.parametrize(
    "lie",
    [
        Drawing(((1e9, 1.0),)),
        Drawing(((-1.0, 1.0),)),
        Drawing(width=-1, height=-1),
        Drawing(width=100_000, height=100_000),
    ],
)
def test_a_lying_drawing_is_refused(lie: Drawing) -> None:
    """
    Sizes that no page has, and more pixels than are ever drawn, are refused as a crash.
    """
    with pytest.raises(ReaderCrashed):
        parse_drawing(DRAWING.dump_json(lie))


def test_letters_of_a_font_that_is_only_named_are_seen() -> None:
    """
    Korean in a font outside the file is drawn in a lent one: different letters look different, no blocks stand for them.
    """
    first, second = (draw(page(korean(words, size=40)), "a.pdf", 1) for words in ("가을", "벼락"))
    assert (pixels(first) < 128).any()
    assert (pixels(first) != pixels(second)).any()
