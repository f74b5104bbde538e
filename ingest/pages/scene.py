"""
Hold one open page while it is looked at: its glyphs, the objects it draws, and which of them drew which glyph.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import raw

from ingest.pages.crowds import inner
from ingest.pages.glyphs import GlyphReader
from ingest.pages.pdfium import count_segments, fill_of, pixels_of, text_objects, undraw, walk

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from ingest.pages.arrays import Boxes, Flags, Places
    from ingest.pages.frame import Frame
    from ingest.pages.pdfium import Address, Drawn

HOLDING_TEXT = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
# A letter drawn by lines has three of them, and fewer than a dozen letters are no writing.
FEW_BOXES, SEGMENTS_OF_BOX = 30, 6
# Letters of Korean by their code, dots between words by their look.
DOTS = frozenset("ㆍᆞ")
LAST_LISTED = 0xFFFF
LETTERS = np.array([chr(code).isalnum() and chr(code) not in DOTS for code in range(LAST_LISTED + 1)], np.bool_)
# A sheet of A3 at 1000 dots per inch has 190 million; unpacked, that is half of the memory there is.
MOST_PIXELS = 150_000_000


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
        return int(text_objects(self._reader.handle, [int(self.glyphs.places[index])])[0])

    @cached_property
    def is_plain(self) -> bool:
        """
        Tell whether the page draws, beside text, so few lines and boxes of plain colours that they cannot be writing.
        """
        others = [each for each in self.drawing.objects if each.kind not in HOLDING_TEXT]
        return len(others) <= FEW_BOXES and all(
            each.kind == raw.FPDF_PAGEOBJ_PATH
            and count_segments(each.address) <= SEGMENTS_OF_BOX
            and fill_of(each.address) is not None
            for each in others
        )

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
        return text_objects(self._reader.handle, self.glyphs.places.tolist())

    @cached_property
    def blank(self) -> Flags:
        """
        Mark the spaces.
        """
        return self.glyphs.blank

    @cached_property
    def letters(self) -> Flags:
        """
        Mark letters and figures: what carries words, and has ink in the middle of its box.
        """
        codes = self.glyphs.codes
        marked = LETTERS[np.minimum(codes, LAST_LISTED)]
        for place in np.flatnonzero(codes > LAST_LISTED).tolist():
            marked[place] = chr(codes[place]).isalnum()
        return marked

    @cached_property
    def inner(self) -> Boxes:
        """
        Return the boxes of the glyphs without their margins, which hold ink of their neighbours.
        """
        return inner(self.glyphs.boxes)
