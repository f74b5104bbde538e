"""
Take the glyphs of a page from pdfium: letters and boxes in arrays, in the order in which the file draws them.

pdfium puts spaces and line ends of its own guessing among them; its boxes are trusted, its guesses are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import raw

from ingest.pages.arrays import picked
from ingest.pages.pdfium import address_of, loose_boxes, map_errors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pypdfium2 import PdfTextPage

    from ingest.pages.arrays import Boxes, Codes, Flags, Places
    from ingest.pages.frame import Frame

SPACES = tuple(map(ord, " \u00a0\u3000\t"))
# Letters that stand for nothing readable: no mapping to Unicode, or one into the private areas.
UNREADABLE = (0, 0xFFFD, 0xFFFE, 0xFFFF)
PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
HIGH_HALVES, LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
UNKNOWN = 0xFFFD
# Line ends that pdfium guessed, and places without a letter.
NO_GLYPHS = tuple(map(ord, "\r\n\0"))
TAB, SPACE = ord("\t"), ord(" ")
# Where words are broken by a program, many lines end in a hyphen that belongs to no word; a single one belongs to a
# compound ("third-party").
HYPHENATED_SHARE = 0.04
BROKEN_WORD, SOFT_HYPHEN, HYPHEN = (0x02, 0xFFFE), 0xAD, ord("-")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """
    Hold glyphs side by side: the Unicode of each, its box on the page as shown, and pdfium's number for it.

    `guessed` marks spaces that the file does not hold; they have no box.
    """

    codes: Codes
    boxes: Boxes
    guessed: Flags
    places: Places

    def __len__(self) -> int:
        """
        Return how many there are.
        """
        return len(self.codes)

    def only(self, chosen: Flags) -> Glyphs:
        """
        Return some of them.
        """
        at = np.flatnonzero(chosen)
        return Glyphs(self.codes[at], picked(self.boxes, at), self.guessed[at], self.places[at])

    @property
    def text(self) -> str:
        """
        Return the letters in the order of the file.
        """
        return text_of(self.codes)

    @property
    def blank(self) -> Flags:
        """
        Mark the spaces.
        """
        return is_one_of(self.codes, SPACES)

    @property
    def unreadable(self) -> Flags:
        """
        Mark the glyphs that have no meaning as text.
        """
        marked = is_one_of(self.codes, UNREADABLE)
        for area in PRIVATE_USE:
            marked |= (self.codes >= area.start) & (self.codes < area.stop)
        return marked


class GlyphReader:
    """
    Read the glyphs of one page in page coordinates.
    """

    def __init__(self, text_page: PdfTextPage, frame: Frame, *, doubts_letters: bool = False) -> None:
        """
        Bind the text to the page as shown; in doubt every letter is asked for its origin.
        """
        self._doubts_letters = doubts_letters
        # pdfium frees a text page with its Python object, so the object is kept.
        self._text_page = text_page
        self._frame = frame
        self._count = text_page.count_chars()
        self.handle = address_of(text_page.raw)

    def read(self) -> Glyphs:
        """
        Return every glyph that has a box, and the spaces that pdfium guessed.
        """
        codes = self._codes()
        found, boxes = loose_boxes(self.handle, self._count)
        guessed = self._guessed(codes, boxes)
        kept = (found | guessed) & ~is_one_of(codes, NO_GLYPHS)
        left, top, right, bottom = np.nan_to_num(boxes.astype(np.float64)).T
        placed = np.stack(self._frame.place(left, bottom, right, top)).T
        return Glyphs(codes, placed, guessed, np.arange(self._count)).only(kept)

    def _guessed(self, codes: Codes, boxes: NDArray[np.float32]) -> Flags:
        """
        Mark the spaces that pdfium guessed: only those without extent need be asked for.
        """
        guessed: Flags = is_one_of(codes, SPACES) & (boxes[:, 0] == boxes[:, 2]) & (boxes[:, 1] == boxes[:, 3])
        for index in np.flatnonzero(guessed).tolist():
            guessed[index] = raw.FPDFText_IsGenerated(self._text_page, index) == 1
        return guessed

    def _codes(self) -> Codes:
        """
        Return the letter at each of pdfium's places.

        The text in one piece saves a call for each letter; it has as many letters as pdfium has places unless some lie
        beyond Unicode's first plane.
        """
        text = self._text_page.get_text_range() if self._count else ""
        codes = codes_of(text) if len(text) == self._count else self._codes_one_by_one()
        broken = is_one_of(codes, BROKEN_WORD)
        unknown = (codes < SPACE) & (codes != TAB) & ~is_one_of(codes, NO_GLYPHS)
        breaks = np.count_nonzero(broken) > HYPHENATED_SHARE * np.count_nonzero(codes == ord("\n"))
        codes[unknown] = UNKNOWN
        codes[broken] = SOFT_HYPHEN if breaks else HYPHEN
        if self._doubts_letters:
            codes[self._unmapped()] = UNKNOWN
        return codes

    def _unmapped(self) -> Flags:
        """
        Mark the glyphs whose font does not say which letters they are; pdfium passes off their numbers as Unicode.
        """
        return map_errors(self.handle, self._count)

    def _codes_one_by_one(self) -> Codes:
        """
        Ask pdfium for each letter; those beyond the first plane come in two halves, and the first place stays empty.
        """
        codes = np.zeros(self._count, np.uint32)
        high = 0
        for index in range(self._count):
            code = raw.FPDFText_GetUnicode(self._text_page, index)
            if code in HIGH_HALVES:
                high, code = code, 0
            elif code in LOW_HALVES:
                code = 0x10000 + ((high - HIGH_HALVES.start) << 10) + code - LOW_HALVES.start if high else UNKNOWN
                high = 0
            codes[index] = code
        return codes


def is_one_of(codes: Codes, letters: tuple[int, ...]) -> Flags:
    """
    Mark the places that hold one of a few letters; numpy's own sorts first.
    """
    marked = np.zeros(len(codes), np.bool_)
    for letter in letters:
        marked |= codes == letter
    return marked


def codes_of(text: str) -> Codes:
    """
    Return the Unicode of each letter.
    """
    return np.frombuffer(text.encode("utf-32-le"), np.uint32).copy()


def text_of(codes: Codes) -> str:
    """
    Return letters as text.
    """
    return codes.tobytes().decode("utf-32-le")
