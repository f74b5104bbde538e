"""
Take the glyphs of a page from pdfium and put those that touch into strips.

pdfium gives letters in the order the file draws them, with spaces and line ends of its own guessing among them;
its boxes are trusted, its guesses are not.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from ingest.pages.shapes import Area, Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage, PdfTextPage

LINE_ENDS = frozenset("\r\n")
SPACES = frozenset(" \u00a0\u3000\t")
# Letters that stand for nothing readable: no mapping to Unicode, or one into the private areas.
UNREADABLE = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
SURROGATES = range(0xD800, 0xE000)
# In ems: kerning may step back this far, and a gap this wide ends a strip.
STEP_BACK, WIDEST_GAP = 0.6, 1.2
# Autospacing between Korean and Latin letters is narrower than a space that somebody typed.
AUTOSPACE = 0.36
FEWEST_REAL_SPACES = 0.01


class Glyph(NamedTuple):
    """
    Hold one letter and its box; a tuple, as a page has thousands.
    """

    letter: str
    x0: float
    top: float
    x1: float
    bottom: float
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """
    Hold the strips of a page and how many glyphs were unreadable or outside the visible page.
    """

    strips: tuple[Strip, ...]
    readable: int
    unreadable: int
    outside: int


class GlyphReader:
    """
    Read the glyphs of one page in page coordinates.
    """

    def __init__(self, page: PdfPage, text_page: PdfTextPage) -> None:
        """
        Note the visible part of the page and how it is turned.
        """
        left, bottom, right, top = page.get_cropbox(fallback_ok=True)
        self._turn = page.get_rotation() // 90
        self._origin = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        # pdfium frees a text page with its Python object, so the object is kept.
        self._text_page = text_page
        self._raw = text_page.raw
        self._count = text_page.count_chars()
        width, height = abs(right - left), abs(top - bottom)
        self.area = Area(0, 0, *((height, width) if self._turn % 2 else (width, height)))

    def read(self) -> GlyphRun:
        """
        Return the page's strips.
        """
        glyphs = list(self._glyphs())
        width, height = self.area.width, self.area.height
        visible = [
            glyph
            for glyph in glyphs
            if 0 <= glyph.x0 + glyph.x1 <= 2 * width and 0 <= glyph.top + glyph.bottom <= 2 * height
        ]
        letters = Counter(glyph.letter for glyph in visible)
        blank = sum(letters[space] for space in SPACES)
        unreadable = sum(count for letter, count in letters.items() if is_unreadable(letter))
        guessed = sum(glyph.is_guess for glyph in visible)
        strips = tuple(_strips(visible, has_spaces=blank - guessed >= FEWEST_REAL_SPACES * len(visible)))
        return GlyphRun(strips, len(visible) - blank - unreadable, unreadable, len(glyphs) - len(visible))

    def place(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """
        Turn a box of the file (bottom-left origin) into one of the page as shown (top-left origin): x0, top, x1, bottom.
        """
        x_low, y_low, x_high, y_high = self._origin
        if self._turn == 1:
            return bottom - y_low, left - x_low, top - y_low, right - x_low
        if self._turn == 2:  # noqa: PLR2004 - half a turn
            return x_high - right, bottom - y_low, x_high - left, top - y_low
        if self._turn == 3:  # noqa: PLR2004 - three quarters of a turn
            return y_high - top, x_high - right, y_high - bottom, x_high - left
        return left - x_low, y_high - top, right - x_low, y_high - bottom

    def _glyphs(self) -> Iterator[Glyph]:
        """
        Yield every glyph with its box; line ends that pdfium guessed are left out.
        """
        box = raw.FS_RECTF()
        reference = ctypes.byref(box)
        high = 0
        for index in range(self._count):
            code = raw.FPDFText_GetUnicode(self._raw, index)
            if code in SURROGATES:
                # Letters beyond the first plane come in two halves.
                high, code = (code, 0) if code < 0xDC00 else (0, 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)  # noqa: PLR2004
                if not 0x10000 <= code < 0x110000:  # noqa: PLR2004 - Unicode's own bounds
                    continue
            letter = chr(code)
            if letter in LINE_ENDS:
                continue
            guess = letter in SPACES and raw.FPDFText_IsGenerated(self._raw, index) == 1
            if guess:
                yield Glyph(" ", 0, 0, 0, 0, is_guess=True)
            elif raw.FPDFText_GetLooseCharBox(self._raw, index, reference):
                yield Glyph(letter, *self.place(box.left, box.bottom, box.right, box.top))


def is_unreadable(letter: str) -> bool:
    """
    Tell whether a glyph has no meaning as text.
    """
    code = ord(letter)
    return code in UNREADABLE or any(code in area for area in PRIVATE_USE)


def _strips(glyphs: list[Glyph], *, has_spaces: bool) -> Iterator[Strip]:
    """
    Put glyphs that follow one another on a line into strips; a guessed space survives where it is no autospacing.
    """
    strip: Strip | None = None
    guessed = False
    for glyph in glyphs:
        if glyph.is_guess:
            guessed = True
            continue
        if strip is None or not _touches(strip, glyph):
            if strip is not None:
                yield strip
            strip = Strip([], [], [], glyph.top, glyph.bottom)
        elif guessed and not (has_spaces and _is_autospace(strip, glyph)) and strip.letters[-1] not in SPACES:
            _append(strip, " ", strip.x1, max(strip.x1, glyph.x0))
        guessed = False
        _append(strip, glyph.letter, glyph.x0, glyph.x1)
    if strip is not None:
        yield strip


def _append(strip: Strip, letter: str, left: float, right: float) -> None:
    """
    Add one letter at the right end.
    """
    strip.letters.append(letter)
    strip.lefts.append(left)
    strip.rights.append(right)


def _touches(strip: Strip, glyph: Glyph) -> bool:
    """
    Tell whether a glyph goes on with the strip.
    """
    _, x0, top, _, bottom, _ = glyph
    above, below = strip.top, strip.bottom
    if not above <= (top + bottom) / 2 <= below and not top <= (above + below) / 2 <= bottom:
        return False
    em = max(below - above, bottom - top, 1.0)
    return -STEP_BACK * em <= x0 - strip.rights[-1] <= WIDEST_GAP * em


def _is_autospace(strip: Strip, glyph: Glyph) -> bool:
    """
    Tell whether the gap is only what a program leaves between Korean and other letters ("제 1 조").
    """
    before, gap = strip.letters[-1], glyph.x0 - strip.x1
    return _is_east_asian(before) != _is_east_asian(glyph.letter) and gap <= AUTOSPACE * strip.size


def _is_east_asian(letter: str) -> bool:
    """
    Tell whether the letter is Hangul, hanja or kana.
    """
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3"
