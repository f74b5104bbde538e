"""
Print pages and scan them: askew, stamped, faxed, damaged; nothing scanned is kept on disk.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import weasyprint
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = """
@page { size: A4; margin: 25mm 22mm }
body { font-family: "Noto Serif CJK KR"; font-size: 11pt; line-height: 1.6 }
p { margin: 0 0 .3em } table { border-collapse: collapse } td { border: .7pt solid black; padding: 3pt }
"""
SEAL_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
PAPER, RED, WHITE = 236, (205, 40, 45), (255, 255, 255)


def printed(html: str, style: str = "") -> bytes:
    """
    Print HTML as a digital PDF.
    """
    made = weasyprint.HTML(string=f'<html lang="ko"><style>{STYLE}{style}</style><body>{html}').write_pdf()
    assert isinstance(made, bytes)
    return made


def paragraphs(text: str) -> str:
    """
    Make each line of a text a paragraph.
    """
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())


def pictures(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
    """
    Draw the pages of a PDF.
    """
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def scanned(picture: Image.Image, *, degrees: float = 0.0, grain: float = 8.0) -> Image.Image:
    """
    Give a picture the grey paper, the blur and the grain of a scanner; it lies askew by `degrees` (to the left).
    """
    turned = picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=WHITE).filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(7).normal(0, grain, (turned.height, turned.width, 1))
    return Image.fromarray(np.clip(np.asarray(turned) * (PAPER / 255) + noise, 0, 255).astype(np.uint8))


def sealed(picture: Image.Image, *places: tuple[float, float]) -> Image.Image:
    """
    Press a red seal over the print at places given as shares of width and height.
    """
    layer = Image.new("RGB", picture.size, WHITE)
    draw, radius = ImageDraw.Draw(layer), picture.width * 0.07
    font = ImageFont.truetype(SEAL_FONT, int(radius * 0.6), index=1)
    for across, down in places:
        x, y = across * picture.width, down * picture.height
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=max(2, int(radius / 14)))
        draw.text((x - radius * 0.6, y - radius * 0.7), "대표\n이사", fill=RED, font=font)
    return Image.fromarray((np.asarray(picture) * (np.asarray(layer) / 255)).astype(np.uint8))


def faxed(picture: Image.Image) -> Image.Image:
    """
    Reduce a picture to black and white.
    """
    return picture.convert("L").point(lambda level: 255 if level > 150 else 0).convert("RGB")


def damaged(picture: Image.Image, quality: int = 30) -> Image.Image:
    """
    Pack a picture as a poor JPEG and unpack it again.
    """
    packed = BytesIO()
    picture.convert("L").save(packed, "JPEG", quality=quality)
    return Image.open(packed).convert("RGB")


def as_pdf(pages: Iterable[Image.Image], dpi: int = 200) -> bytes:
    """
    Put pictures into a PDF, a page each, without any text.
    """
    first, *others = pages
    made = BytesIO()
    first.save(made, "PDF", resolution=dpi, save_all=True, append_images=others, quality=85)
    return made.getvalue()


def as_picture(picture: Image.Image, kind: str = "PNG", dpi: int = 200) -> bytes:
    """
    Save a picture in a format of its own.
    """
    made = BytesIO()
    picture.save(made, kind, dpi=(dpi, dpi))
    return made.getvalue()
