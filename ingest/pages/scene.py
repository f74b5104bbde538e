"""
Hold one open page while it is looked at: its glyphs, the objects it draws, and which of them drew which glyph.
"""

from __future__ import annotations

from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import raw

from ingest.pages.glyphs import GlyphReader, text_of
from ingest.pages.pdfium import find_text_object, pixels_of, undraw, walk

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from ingest.pages.arrays import Flags, Places
    from ingest.pages.frame import Frame
    from ingest.pages.pdfium import Address, Drawn

# A sheet of A3 at 1000 dots per inch has 190 million; unpacked, that is half of the memory there is.
MOST_PIXELS = 150_000_000

# Letters of Korean by their code, dots between words by their look.
DOTS = frozenset("ㆍᆞ")


class Scene:
    """
    Hold one page; what only some pages need is found when it is asked for.
    """

    def __init__(self, page: PdfPage, frame: Frame, *, doubts_letters: bool = False) -> None:
        """
        List the objects and read the glyphs; `doubts_letters` is as in GlyphReader.
        """
        self.page = page
        self.frame = frame
        self.area = frame.area
        self.drawing = walk(page)
        self.floods = self._take_floods()
        self.texts = [each.address for each in self.drawing.of(raw.FPDF_PAGEOBJ_TEXT)]
        self._reader = GlyphReader(page.get_textpage(), frame, doubts_letters=doubts_letters)
        self.glyphs = self._reader.read()

    def _take_floods(self) -> list[Drawn]:
        """
        Take the pictures that would cost too much memory off the page for good, and return them.
        """
        pictures = self.drawing.of(raw.FPDF_PAGEOBJ_IMAGE)
        floods = [picture for picture in pictures if pixels_of(picture.address) > MOST_PIXELS]
        for picture in floods:
            self.drawing.objects.remove(picture)
            undraw(picture.address)
        return floods

    def owner(self, index: int) -> Address:
        """
        Return the address of the object that draws one glyph, 0 for none.
        """
        return find_text_object(self._reader.handle, int(self.glyphs.places[index])) or 0

    @cached_property
    def within(self) -> Flags:
        """
        Mark the glyphs whose middle lies on the visible page.
        """
        boxes = self.glyphs.boxes
        x, y = boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]
        inside: Flags = (x >= 0) & (x <= 2 * self.area.width) & (y >= 0) & (y <= 2 * self.area.height)
        return self.glyphs.guessed | inside

    @cached_property
    def owners(self) -> Places:
        """
        Return for each glyph the address of the object that draws it, 0 for none.
        """
        places = self.glyphs.places
        found = map(find_text_object, repeat(self._reader.handle), places.tolist())
        return np.fromiter((owner or 0 for owner in found), np.intp, len(places))

    @cached_property
    def letters(self) -> Flags:
        """
        Mark letters and figures: what carries words, and has ink in the middle of its box.
        """
        kinds, places = np.unique(self.glyphs.codes, return_inverse=True)
        return np.array([letter.isalnum() and letter not in DOTS for letter in text_of(kinds)], np.bool_)[places]
