"""
Make PDFs whose text is not what they show: fonts that lie about their letters, and invisible text over a picture.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from PIL.Image import Image

# One letter of a ToUnicode table: the glyph's number, then the letter.
ENTRY = re.compile(rb"(<[0-9a-fA-F]+>\s*)<([0-9a-fA-F]{4})>(?=\s*[\r\n])")


def lying(content: bytes, called: dict[str, str], font: str = "") -> bytes:
    """
    Make the fonts (those with `font` in their name) call letters something else than they show.
    """
    codes = {f"{ord(shown):04x}": f"{ord(said):04x}" for shown, said in called.items()}

    def changed(match: re.Match[bytes]) -> bytes:
        code = match[2].decode().lower()
        return match[1] + f"<{codes.get(code, code)}>".encode()

    with pikepdf.open(BytesIO(content)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each and font in str(each.get("/BaseFont")):
                each.ToUnicode = document.make_stream(ENTRY.sub(changed, each.ToUnicode.read_bytes()))
        return _saved(document)


def layered(picture: Image, text: bytes) -> bytes:
    """
    Lay the text of a printed page, invisible, over a picture of a page.
    """
    shown = BytesIO()
    picture.save(shown, "PDF", resolution=200)
    with pikepdf.open(shown) as scan, pikepdf.open(BytesIO(text)) as document:
        page, width, height = document.pages[0], *picture.size
        image = document.copy_foreign(next(iter(scan.pages[0].get_images().values())))
        name = page.add_resource(image, pikepdf.Name.XObject)
        scale = 72 / 200
        drawn = f"q {width * scale} 0 0 {height * scale} 0 0 cm {name} Do Q 3 Tr\n".encode()
        page.contents_add(drawn, prepend=True)
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    """
    Return the bytes of a PDF.
    """
    content = BytesIO()
    document.save(content)
    return content.getvalue()
