"""
Take away the text that a page lays under its glyphs (ActualText), so that what is read is what is printed.

pdfium reads such a text instead of the glyphs. Honest programs write it for ligatures, hyphens and marks of lists; then
it says the same as the glyphs. A text that says something else is told.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING, Final, NamedTuple

from pypdfium2 import PdfiumError, raw

from ingest.pages.unmapped import UNKNOWN
from ingest.pdf_objects.remarks import Remark, letters_of
from ingest.pdf_objects.strings import read_text
from ingest.pdf_objects.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfObject, PdfPage, PdfTextPage

    from ingest.pdf_objects.strings import Buffer

KEY: Final = b"ActualText"
DEEPEST: Final = 15
# Points by which a letter is moved to print it again.
ASIDE: Final = 1.5


class _Glyph(NamedTuple):
    """
    Hold one letter with its box in the file's coordinates, and the number of the object that prints it.
    """

    letter: str
    left: float
    bottom: float
    right: float
    top: float
    home: int


@dataclass(slots=True)
class _Marked:
    """
    Hold a text of the file, where to take it away, and the glyphs that it claims to stand for.
    """

    text: str
    mark: raw.FPDF_PAGEOBJECTMARK
    items: list[PdfObject] = field(default_factory=list)
    glyphs: list[_Glyph] = field(default_factory=list)

    def differs(self) -> bool:
        """
        Tell whether text and glyphs say different things; glyphs whose letters are unknown say nothing.
        """
        seen = "".join(each.letter for each in self.glyphs)
        return bool(seen) and UNKNOWN not in seen and letters_of(self.text) != letters_of(seen)

    def box(self) -> tuple[float, float, float, float]:
        """
        Return the box around the glyphs: left, bottom, right, top.
        """
        _, lefts, bottoms, rights, tops, _ = zip(*self.glyphs, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)


def uncover(page: PdfPage, number: int) -> tuple[Remark, ...]:
    """
    Let a page, counted from 1, be read by its glyphs; return where another text lay under them.

    To be called before the page's text is asked for.
    """
    marked, plain = _marks(page)
    if not marked:
        return ()
    homes = {_address(item.raw): each for each in marked for item in each.items}
    for each in marked:
        raw.FPDFPageObjMark_RemoveParam(each.items[0], each.mark, KEY)
    for glyph in _glyphs(page.get_textpage()):
        if glyph.home in homes:
            homes[glyph.home].glyphs.append(glyph)
    view = View(page)
    lies = (each for each in marked if each.differs() and not _is_repeat(each, plain))
    return tuple(Remark("disagreeing", each.text, view.area(*each.box()), number) for each in lies)


def _marks(page: PdfPage) -> tuple[list[_Marked], list[PdfObject]]:
    """
    Return the texts with the objects that print their glyphs, and the objects under no text.
    """
    marked: dict[int, _Marked] = {}
    plain = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST):
        mark = _mark(item)
        if mark is None:
            plain.append(item)
        else:
            marked.setdefault(_address(mark), _Marked(_text_of(mark), mark)).items.append(item)
    return list(marked.values()), plain


def _mark(item: PdfObject) -> raw.FPDF_PAGEOBJECTMARK | None:
    """
    Return the outermost mark that lays a text under an object; None where there is none.
    """
    marks = (raw.FPDFPageObj_GetMark(item, at) for at in range(raw.FPDFPageObj_CountMarks(item)))
    lays = (mark for mark in marks if raw.FPDFPageObjMark_GetParamValueType(mark, KEY) != raw.FPDF_OBJECT_UNKNOWN)
    return next(lays, None)


def _text_of(mark: raw.FPDF_PAGEOBJECTMARK) -> str:
    """
    Return the text that a mark lays under its glyphs.
    """
    length = ctypes.c_ulong()

    def ask(buffer: Buffer | None, size: int) -> int:
        raw.FPDFPageObjMark_GetParamStringValue(mark, KEY, buffer, size, length)
        return length.value

    return read_text(ask)


def _glyphs(text_page: PdfTextPage) -> Iterator[_Glyph]:
    """
    Yield the letters of a page.
    """
    box = raw.FS_RECTF()
    for at in range(text_page.count_chars()):
        if raw.FPDFText_GetLooseCharBox(text_page, at, box):
            is_known = raw.FPDFText_HasUnicodeMapError(text_page, at) != 1
            letter = chr(raw.FPDFText_GetUnicode(text_page, at)) if is_known else UNKNOWN
            home = _address(raw.FPDFText_GetTextObject(text_page, at))
            yield _Glyph(letter, box.left, box.bottom, box.right, box.top, home)


def _is_repeat(marked: _Marked, plain: list[PdfObject]) -> bool:
    """
    Tell whether glyphs only print others again, a little aside, as programs make bold letters: then no text is honest.
    """
    if marked.text:
        return False
    boxes = [_bounds(item) for item in plain]
    return all(any(_are_near(_bounds(item), box) for box in boxes) for item in marked.items)


def _bounds(item: PdfObject) -> tuple[float, ...]:
    """
    Return the box of an object; no place is near one that has none.
    """
    try:
        return tuple(item.get_bounds())
    except PdfiumError:
        return (nan,) * 4


def _are_near(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    """
    Tell whether two boxes lie at one place.
    """
    return all(abs(one - other) <= ASIDE for one, other in zip(first, second, strict=True))


def _address(handle: raw.FPDF_PAGEOBJECT) -> int:
    """
    Return what tells one object of pdfium from another.
    """
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
