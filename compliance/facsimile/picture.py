"""
Make a picture file of a page's pixels, with rectangles blackened.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, JpegImagePlugin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.drawn import Drawn
    from ingest.layout import Box

FORMAT: Final = JpegImagePlugin.JpegImageFile.format
MEDIA_TYPE: Final = "image/jpeg"
QUALITY: Final = 85
BLACK: Final = (30, 30, 30)
ROOM: Final = 1.5
"""Points around a rectangle: letters reach over the line they stand on, and a scan may lie askew."""


def as_file(drawn: Drawn, page: int, blackened: Iterable[Box]) -> bytes:
    """
    Return a page, counted from 1, as a JPEG file.
    """
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.pixels)
    scale = drawn.width / drawn.sizes[page - 1][0]
    pen = ImageDraw.Draw(picture)
    for box in blackened:
        if box.page == page:
            sides = (box.x0 - ROOM, box.top - ROOM, box.x1 + ROOM, box.bottom + ROOM)
            pen.rectangle([side * scale for side in sides], fill=BLACK)
    file = BytesIO()
    picture.save(file, FORMAT, quality=QUALITY, subsampling=0)
    return file.getvalue()
