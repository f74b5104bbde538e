"""
Give pdfium a stand-in for Korean, Chinese and Japanese fonts that a file names but does not hold.

The caged child has no fonts to open, so such letters would leave no ink and look hidden. The stand-in prints a block
wherever a letter would stand: in the letter's colour, under the same clip, covered by the same boxes. Pictures that are
drawn to be seen have fonts lent to them instead (ingest/pages/lent.py).
"""

from __future__ import annotations

import ctypes
import struct
from typing import TYPE_CHECKING, Final

from pypdfium2 import PdfSysfontBase

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS: Final = 1000
# A block of a quarter of the square: about as much ink as a Korean letter has.
LOW, HIGH, LEFT, RIGHT = 100, 600, 250, 750
LAST_LETTER: Final = 0x2FFFF
SHIFT_JIS, HANGUL, JOHAB, SIMPLIFIED, TRADITIONAL = 128, 129, 130, 134, 136
# pdfium's names for the writings whose fonts are stood in for.
CHARSETS: Final = frozenset({SHIFT_JIS, HANGUL, JOHAB, SIMPLIFIED, TRADITIONAL})
HANDLE: Final = 1
NONE: Final = 0


def build_font() -> bytes:
    """
    Make a TrueType font with one glyph, a block, for every letter.
    """
    corners = ((LEFT, LOW), (LEFT, HIGH), (RIGHT, HIGH), (RIGHT, LOW))
    steps = [(x - before[0], y - before[1]) for (x, y), before in zip(corners, ((0, 0), *corners), strict=False)]
    outline = struct.pack(">5hHH4B", 1, LEFT, LOW, RIGHT, HIGH, 3, 0, 1, 1, 1, 1)
    outline += b"".join(struct.pack(">h", x) for x, _ in steps) + b"".join(struct.pack(">h", y) for _, y in steps)
    outline += bytes(-len(outline) % 4)
    letters = struct.pack(">HHIII III", 13, 0, 28, 0, 1, 32, LAST_LETTER, 1)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + letters,
        b"glyf": outline * 2,
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, LEFT, LOW, RIGHT, HIGH, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 880, -120, 0, UNITS, *[0] * 11, 1),
        b"hmtx": struct.pack(">HhH", UNITS, LEFT, LEFT),
        b"loca": struct.pack(">III", 0, len(outline), 2 * len(outline)),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 4, 1, *[0] * 11),
    }
    return _join(tables)


def _join(tables: dict[bytes, bytes]) -> bytes:
    """
    Put the tables of a font behind their directory.
    """
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    place = len(directory) + 16 * len(tables)
    body = b""
    for name, content in tables.items():
        directory += struct.pack(">4sIII", name, 0, place + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return directory + body


FONT: Final = build_font()
_lent: dict[int, bytes] = {}


class StandIn(PdfSysfontBase):  # type: ignore[misc]
    """
    Answer pdfium's questions for fonts outside the file; it never opens one of the host's.
    """

    def MapFont(  # noqa: N802 - pdfium's own call
        self, _self: object, _weight: int, _italic: int, charset: int, _pitch: int, _face: object, _exact: object
    ) -> int:
        """
        Take a font that was lent or the stand-in for East Asian writing; pdfium has fonts of its own for the rest.
        """
        return charset if charset in _lent else HANDLE if charset in CHARSETS else NONE

    def GetFont(self, _self: object, _face: object) -> int:  # noqa: N802
        """
        Know no font by name.
        """
        return NONE

    def GetFontData(  # noqa: N802
        self, _self: object, font: int, table: int, buffer: int, size: int
    ) -> int:
        """
        Hand the font over, or tell how long it is; single tables are not asked for.
        """
        if table:
            return 0
        content = _lent.get(font, FONT)
        if buffer and size >= len(content):
            ctypes.memmove(buffer, content, len(content))
        return len(content)

    def GetFaceName(self, _self: object, _font: object, _buffer: object, _size: int) -> int:  # noqa: N802
        """
        Have no name.
        """
        return 0

    def GetFontCharset(self, _self: object, font: int) -> int:  # noqa: N802
        """
        Claim what it was asked for, else Korean.
        """
        return font if font in _lent else HANGUL

    def DeleteFont(self, _self: object, _font: object) -> None:  # noqa: N802
        """
        Keep the one font there is.
        """


def lend(fonts: Mapping[int, bytes]) -> None:
    """
    Have pdfium print in these fonts, by writing, for the rest of this process: it is there to draw and not to read.
    """
    _lent.update(fonts)


def install() -> None:
    """
    Make pdfium ask for fonts here; once for a process.
    """
    StandIn().setup()
