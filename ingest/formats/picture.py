"""
Read pictures of paper: scans and photographs as PNG, JPEG, TIFF (of many pages) or BMP, by character recognition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import late

if TYPE_CHECKING:
    from ingest.drawn import Drawn
    from ingest.layout import Layout
    from ingest.ocr import picture
else:
    picture = late.module("ingest.ocr.picture")

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
MEDIA_TYPE = "image/png"
IS_FALLBACK = False

MARKS = {
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"BM": "image/bmp",
}
# A text may begin with these two letters; a bitmap keeps four bytes empty right behind its size.
BITMAP, RESERVED = b"BM", slice(6, 10)


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content begins like a picture.
    """
    return content.startswith(tuple(MARKS)) and (not content.startswith(BITMAP) or content[RESERVED] == bytes(4))


def media_type(content: bytes) -> str:
    """
    Return which kind of picture the content is.
    """
    return next(kind for mark, kind in MARKS.items() if content.startswith(mark))


def read(content: bytes) -> Layout:
    """
    Lay a picture out.

    Raises:
        Malformed: no decoder takes it.
        BombSuspected: it claims more pixels than any scan.
        TooManyPages: it has more pages than any agreement.
        NoTextLayer: no writing was recognised.
    """
    return picture.lay_out(content)


def draw(content: bytes, number: int) -> Drawn:
    """
    Draw a page, counted from 1; of 0 only the sizes are given.

    Raises:
        Malformed, BombSuspected, TooManyPages: as for `read`.
    """
    return picture.draw_page(content, number)
