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

SPACES = frozenset(" \u00a0\u3000\t")
# Letters that stand for nothing readable: no mapping to Unicode, or one into the private areas.
UNREADABLE = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
HIGH_HALVES, LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
UNKNOWN = 0xFFFD
KEPT_CONTROLS = frozenset("\r\n\t\0")
# Line ends that pdfium guessed, and places without a letter.
NO_GLYPHS = frozenset("\r\n\0")
# Where words are broken by a program, many lines end in a hyphen that belongs to no word; a single one belongs to a
# compound ("third-party").
HYPHENATED_SHARE = 0.04
BROKEN_WORD, SOFT_HYPHEN = frozenset("\x02\ufffe"), "\u00ad"
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
    Hold the strips of a page, how many glyphs were readable and not, and the text outside the visible page.
    """

    strips: tuple[Strip, ...]
    readable: int
    unreadable: int
    outside: str


GUESSED_SPACE = Glyph(" ", 0, 0, 0, 0, is_guess=True)


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
        within = set(map(id, visible))
        outside = "".join(glyph.letter for glyph in glyphs if id(glyph) not in within).strip()
        return GlyphRun(strips, len(visible) - blank - unreadable, unreadable, outside)

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
        text_page, find_box, place = self._raw, raw.FPDFText_GetLooseCharBox, self.place
        for index, letter in enumerate(self._letters()):
            if letter in NO_GLYPHS:
                continue
            if letter in SPACES and raw.FPDFText_IsGenerated(text_page, index) == 1:
                yield GUESSED_SPACE
            elif find_box(text_page, index, reference):
                yield Glyph(letter, *place(box.left, box.bottom, box.right, box.top))

    def _letters(self) -> list[str]:
        """
        Return the letter at each of pdfium's places.

        The text in one piece saves a call for each letter; it has as many letters as pdfium has places unless some lie
        beyond Unicode's first plane.
        """
        text = self._text_page.get_text_range() if self._count else ""
        letters = list(text) if len(text) == self._count else self._letters_one_by_one()
        broken = sum(letter in BROKEN_WORD for letter in letters)
        hyphen = SOFT_HYPHEN if broken > HYPHENATED_SHARE * letters.count("\n") else "-"
        return [_readable(letter, hyphen) for letter in letters]

    def _letters_one_by_one(self) -> list[str]:
        """
        Ask pdfium for each letter; those beyond the first plane come in two halves, and the first place stays empty.
        """
        letters = []
        high = 0
        for index in range(self._count):
            code = raw.FPDFText_GetUnicode(self._raw, index)
            if code in HIGH_HALVES:
                high, code = code, 0
            elif code in LOW_HALVES:
                code = 0x10000 + ((high - HIGH_HALVES.start) << 10) + code - LOW_HALVES.start if high else UNKNOWN
                high = 0
            letters.append(chr(code))
        return letters


def _readable(letter: str, hyphen: str) -> str:
    """
    Return a letter as text; pdfium marks a hyphen at the end of a line, and control characters mean nothing.
    """
    if letter in BROKEN_WORD:
        return hyphen
    return chr(UNKNOWN) if letter < " " and letter not in KEPT_CONTROLS else letter


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
