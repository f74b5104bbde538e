"""
Show that pictures of paper are read as agreements, and that dishonest ones are refused before they are unpacked.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import docx
import pytest
from docx.shared import Mm
from PIL import Image

import ingest
from ingest.errors import IngestError
from tests.ingest.ocr import scans

TEXT = (
    "제1조(목적) 이 계약은 기술 자료의 비밀유지에 관한 사항을 정한다.\n제2조(귀속) 성과물은 갑에게 단독으로 귀속된다."
)
SQUEEZED = "".join(TEXT.split())


@pytest.fixture(scope="module")
def strip() -> Image.Image:
    """
    Give the picture of two printed lines.
    """
    return scans.pictures(scans.printed(scans.paragraphs(TEXT), "@page { size: 180mm 60mm; margin: 15mm }"))[0]


def squeezed(content: bytes, name: str) -> str:
    """
    Return the text of a picture without blanks.
    """
    return "".join(ingest.read(content, name).text.split())


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [("JPEG", "a.jpeg", "image/jpeg"), ("BMP", "a.bmp", "image/bmp")],
)
def test_a_picture_is_read(strip: Image.Image, kind: str, name: str, media_type: str) -> None:
    """A picture of a printed agreement gives its text, whatever the format, and says which one it is."""
    document = ingest.read(scans.as_picture(strip, kind), name)
    assert ("".join(document.text.split()), document.source.media_type) == (SQUEEZED, media_type)
    assert document.coverage == 1.0
    assert document.lines[0].top < document.lines[1].top


def test_a_fax_of_two_pages_lies_on_its_side_and_on_its_head(strip: Image.Image) -> None:
    """Each page of a TIFF is read in black and white, the one turned by a quarter and the other upside down."""
    bits = [page.convert("L").point(lambda level: 255 * (level > 150)).convert("1") for page in (strip, strip)]
    content = BytesIO()
    bits[0].rotate(90, expand=True).save(
        content, "TIFF", compression="group4", save_all=True, append_images=[bits[1].rotate(180)], dpi=(200, 200)
    )
    document = ingest.read(content.getvalue(), "fax.tif")
    assert "".join(document.text.split()) == SQUEEZED * 2
    assert document.pages == 2


def test_a_picture_shows_its_ink_on_white(strip: Image.Image) -> None:
    """What is transparent is paper: black letters on nothing are read as a person sees them."""
    clear = Image.new("RGBA", strip.size, (0, 0, 0, 0))
    clear.paste(Image.new("RGBA", strip.size, "black"), mask=strip.convert("L").point(lambda level: 255 - level))
    assert squeezed(scans.as_picture(clear), "a.png") == SQUEEZED


def vast(side: int) -> bytes:
    """
    Make a small PNG that claims a vast square of white.
    """

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (vast(30_000), 108),
        (scans.as_picture(Image.new("L", (800, 400), 255)), 201),
        (scans.as_picture(Image.effect_noise((300, 200), 90)), 201),
        (scans.as_picture(Image.new("L", (800, 400), 255))[:-40], 105),
        (b"BM" + bytes(60), 105),
    ],
    ids=["a pixel flood", "white paper", "noise", "cut short", "an empty bitmap"],
)
def test_what_shows_no_agreement_is_refused(content: bytes, code: int) -> None:
    """A picture too large to unpack, without writing or damaged ends in its code."""
    with pytest.raises(IngestError) as caught:
        ingest.read(content, "a.bmp" if content.startswith(b"BM") else "a.png")
    assert caught.value.code == code


def test_a_text_may_begin_like_a_bitmap() -> None:
    """A plain text whose first letters are BM is read as text."""
    assert ingest.read("BM상사 비밀유지계약서\n제1조(목적)".encode(), "a.txt").text.startswith("BM상사")


def test_the_words_of_a_picture_in_an_office_file_stand_in_their_place(strip: Image.Image) -> None:
    """A clause that a Word file shows as a picture is read between the paragraphs around it."""
    word = docx.Document()
    word.add_paragraph("앞 문단")
    word.add_picture(BytesIO(scans.as_picture(strip)), width=Mm(150))
    word.add_paragraph("뒤 문단")
    content = BytesIO()
    word.save(content)
    document = ingest.read(content.getvalue(), "a.docx")
    assert "".join(document.text.split()) == f"앞문단{SQUEEZED}뒤문단"
    assert (document.warnings, document.coverage) == ((), 1.0)


def test_a_photograph_is_held_as_its_camera_says(strip: Image.Image) -> None:
    """A large photograph that was stored on its side is read the way its camera was held."""
    content, held = BytesIO(), Image.Exif()
    held[0x0112] = 6
    large = strip.resize((strip.width * 4, strip.height * 4)).transpose(Image.Transpose.ROTATE_90)
    large.save(content, "JPEG", exif=held)
    document = ingest.read(content.getvalue(), "IMG_0001.JPG")
    assert "".join(document.text.split()) == SQUEEZED
    assert document.lines[0].x1 - document.lines[0].x0 > 10 * (document.lines[0].bottom - document.lines[0].top)
