"""
Draw PDF pages with the tricks that hide or show writing, by raw PDF operators; each trick has a benign twin.

Source of the tricks: ../shared/security/SECURITY.md 2.10, E15 to E29.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import pypdfium2

from tests.ingest import hostile

A4 = (595, 842)
PRINTED = "Article 1. All results belong to the Startup, which made them."
TRICK = "unless the Corporation decides otherwise"
MORE_LINES = tuple(f"Article {number}. Each party bears the costs of its own work." for number in range(2, 6))
# Objects 4 and up of hostile.paged_pdf.
LAYER = 7
STATES = (
    b"<</Type/ExtGState/ca 0/CA 0>>",
    b"<</Type/ExtGState/ca 0.4/CA 0.4>>",
    b"<</Type/ExtGState/BM/Multiply>>",
    b"<</Type/OCG/Name(layer)>>",
)
STATE_NAMES = b"/ExtGState<</Clear 4 0 R/Veil 5 0 R/Multiply 6 0 R>>/Properties<</Layer 7 0 R>>"
# A Korean font that is named, but not in the file.
KOREAN = (
    b"<</Type/Font/Subtype/Type0/BaseFont/HYSMyeongJo-Medium/Encoding/KSCms-UHC-H/DescendantFonts[9 0 R]>>",
    (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/HYSMyeongJo-Medium/FontDescriptor 10 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>>>"
    ),
    (
        b"<</Type/FontDescriptor/FontName/HYSMyeongJo-Medium/Flags 6/FontBBox[0 -148 1001 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 737/StemV 58>>"
    ),
)
# A font that draws its letters, but says that they have no extent.
DRAWN = (
    (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 97/LastChar 98"
        b"/Widths[600 600]/Encoding<</Differences[97/a/b]>>/CharProcs<</a 12 0 R/b 13 0 R>>/Resources<<>>/ToUnicode 14 0 R>>"
    ),
    hostile.stream(b"600 0 d0 50 0 m 300 700 l 550 0 l 450 0 l 300 500 l 150 0 l f"),
    hostile.stream(b"600 0 d0 50 0 100 700 re 50 0 400 100 re 50 300 400 100 re 350 0 100 400 re f"),
    hostile.stream(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <61> <62> <0061> endbfrange endcmap"
    ),
)
FONTS = b"/Font<</F 3 0 R/K 8 0 R/D 11 0 R>>"
FIRST_FREE = 15


@dataclass(frozen=True)
class Picture:
    """
    Hold a picture in grey, one byte for each pixel, and the height and width that it claims, if not its own.
    """

    levels: np.ndarray
    claimed: tuple[int, int] | None = None

    @property
    def stream(self) -> bytes:
        """
        Return the picture as an object of a PDF.
        """
        height, width = self.claimed or self.levels.shape
        entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (
            width,
            height,
        )
        return hostile.stream(zlib.compress(self.levels.tobytes()), entries + b"/Filter/FlateDecode")


def page(
    *commands: bytes, pictures: tuple[Picture, ...] = (), form: bytes = b"", layer: bytes = b"ON", box: bytes = b""
) -> bytes:
    """
    Make a PDF of one page.

    `pictures` are /I0, /I1 and so on, `form` holds the commands of /Fm; `layer` is ON or OFF, `box` more entries of the
    page.
    """
    names = b"".join(b"/I%d %d 0 R" % (index, FIRST_FREE + index) for index in range(len(pictures)))
    resources = STATE_NAMES + b"/XObject<<%b%b>>" % (
        names,
        b"/Fm %d 0 R" % (FIRST_FREE + len(pictures)) if form else b"",
    )
    inner = hostile.stream(
        form, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%b%b>>" % (FONTS, STATE_NAMES)
    )
    more = (*STATES, *KOREAN, *DRAWN, *(each.stream for each in pictures), *((inner,) if form else ()))
    content = hostile.paged_pdf([b"\n".join(commands)], resources=resources, more=more)
    content = content.replace(b"/Font<</F 3 0 R>>", FONTS)
    layers = b"/OCProperties<</OCGs[7 0 R]/D<</%b[7 0 R]>>>>" % layer
    content = content.replace(b"<</Type/Catalog", b"<</Type/Catalog" + layers, 1)
    return content.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]" + box)


def text(
    words: str, *, x: float = 72, y: float = 600, size: float = 10, before: bytes = b"", font: bytes = b"F"
) -> bytes:
    """
    Write words with their base line `y` points above the lower edge; `before` are commands for the text alone.
    """
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"q %b BT /%b %g Tf %g %g Td (%b) Tj ET Q" % (before, font, size, x, y, escaped)


def korean(words: str, *, x: float = 72, y: float = 600, size: float = 10, before: bytes = b"") -> bytes:
    """
    Write Korean words in the font that is not in the file.
    """
    return b"q %b BT /K %g Tf %g %g Td <%b> Tj ET Q" % (before, size, x, y, words.encode("cp949").hex().encode())


def body() -> bytes:
    """
    Write a few ordinary lines.
    """
    return b"\n".join(text(line, y=760 - 16 * index) for index, line in enumerate((PRINTED, *MORE_LINES)))


def rectangle(x: float, y: float, width: float, height: float, colour: bytes) -> bytes:
    """
    Fill a rectangle.
    """
    return b"q %b %g %g %g %g re f Q" % (colour, x, y, width, height)


def placed(name: bytes, x: float, y: float, width: float, height: float) -> bytes:
    """
    Place a picture.
    """
    return b"q %g 0 0 %g %g %g cm /%b Do Q" % (width, height, x, y, name)


def photographed(content: bytes, scale: float = 2.0) -> Picture:
    """
    Take a picture of the first page of a PDF, as a scanner does.
    """
    document = pypdfium2.PdfDocument(content)
    levels = document[0].render(scale=scale, grayscale=True).to_numpy()
    return Picture(np.array(levels).reshape(levels.shape[:2]))
