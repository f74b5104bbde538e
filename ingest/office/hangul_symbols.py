"""
Turn the private letters of Hangul's fonts into letters that everybody's text has.

Source: KS X 6101 leaves U+F0000 and up to the program; HWP 5 keeps the same signs in one code unit each (0xA000 and
up). The meanings are those that people have read off Hangul's own prints; where none is known the letter stays.
"""

from __future__ import annotations

from typing import Final

from ingest import late
from ingest.office.numerals import System, write
from ingest.office.word_symbols import BASE, WINGDINGS

BULLET: Final = "•"
PRIVATE: Final = late.pattern("[\ue000-\uf8ff\ua000-\ua8ff\U000f0000-\U000fffff]")
PLANE, FOLDED = 0xF0000, 0xA000
# The low twelve bits of a sign to what it shows.
SIGNS: Final = {
    0x03B: "↓", 0x0E1: "(인)", 0x12B: "(인)", 0x288: "⓪",
    **{0x289 + place: chr(0x2460 + place) for place in range(9)},
    **{0x2B1 + place: chr(0x2460 + place) for place in range(20)},
    **{0x2CE + place: chr(0x2460 + place) for place in range(20)},
    0x2EC: "◇", 0x2EF: "·", 0x2FB: "▸", 0x2FC: "►", 0x31C: "■", 0x3A7: "⊟", 0x3A8: "⊞", 0x3C5: "□", 0x3DA: "□",
    0x3FF: "□", 0x850: "“", 0x851: "”", 0x852: "‘", 0x853: "’", 0x806: "┌", 0x807: "┬", 0x808: "┐", 0x80C: "└", 0x80E: "┘", 0x80F: "━", 0x810: "│", 0x811: "┌",
    0x817: "└", 0x81A: "─", 0x81C: "┈", 0x827: "■", 0x832: "═", 0x848: "━", 0x854: "《", 0x855: "》",
}  # fmt: skip
# Signs that are printed over one another: a frame first; the two figures of a number in a circle.
FRAMES: Final = frozenset("\u3000◯●□■△▲☼◇◆▢♲♺♻")
TENS, UNITS = range(0x289, 0x292), range(0x292, 0x29C)
TABLE: Final = {
    **{PLANE + code: sign for code, sign in SIGNS.items()},
    **{FOLDED + code: sign for code, sign in SIGNS.items()},
    # Hangul prints Wingdings for U+F021 to U+F0FF whatever the font.
    **{BASE + code: sign for code, sign in WINGDINGS.items()},
}


def readable(text: str) -> str:
    """
    Replace the private letters whose meaning is known.
    """
    return text.translate(TABLE) if PRIVATE.search(text) else text


def overlapped(text: str) -> str:
    """
    Return what letters printed over one another show: without their frame, figures in a circle as one sign.
    """
    inner = text[1:] if len(text) > 1 and text[0] in FRAMES else text
    places = [ord(letter) & 0xFFF for letter in inner]
    if len(places) == 2 and places[0] in TENS and places[1] in UNITS:  # noqa: PLR2004 - tens and units
        number = (places[0] - TENS[0] + 1) * 10 + places[1] - UNITS[0]
        return write(number, System.CIRCLED)
    return readable(inner)


def bullet(sign: str) -> str:
    """
    Return the sign of a list that a bullet's letter shows; a plain one where nobody knows it.
    """
    shown = readable(sign)
    return shown if shown.isprintable() and not shown.isspace() and shown else BULLET
