"""
Print on a page what annotations show on it: values in fields, text typed over it, stamps; take down the other notes.

pdfium reads a page without its annotations. It can draw them into the page, though, as a viewer shows them, and then
their letters are read, placed and checked like all others. Whatever only opens on a click stays off the page.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pypdfium2 import raw

from ingest.pages.shapes import Area, Strip
from ingest.pdf_objects.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdfium2 import PdfDocument, PdfPage

    from ingest.document import AsideKind

    Buffer = ctypes.Array[ctypes.c_ushort]

BUTTONS: Final = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
VALUES: Final = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
# Icons that stand on the page only to be clicked on, and links.
ICONS: Final = {
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_LINK,
    raw.FPDF_ANNOT_POPUP,
    raw.FPDF_ANNOT_FILEATTACHMENT,
    raw.FPDF_ANNOT_SOUND,
    raw.FPDF_ANNOT_MOVIE,
    raw.FPDF_ANNOT_SCREEN,
    raw.FPDF_ANNOT_RICHMEDIA,
    raw.FPDF_ANNOT_THREED,
}
SAY_NOTHING: Final = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
TYPED: Final = {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}
NOT_SHOWN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_INVISIBLE
PASSWORD: Final = 1 << 13
CHECKED, UNCHECKED = "■", "□"
# Forms in forms that are searched for text, the longest text taken (bytes), and the size of UTF-16's final zero.
DEEPEST, LONGEST, ZERO = 4, 1 << 21, 2
# pdfium gives places on a page in whole units only; so many of them make a point.
FINENESS: Final = 100


@dataclass(frozen=True, slots=True)
class Annotation:
    """
    Hold one annotation and where it lies on the page as shown.

    `value` is what the file keeps for it, which the page may show otherwise; None where only the page tells. `kind` is
    that of the aside it becomes.
    """

    kind: AsideKind
    value: str
    area: Area
    page: int
    author: str = ""
    at: str = ""
    is_struck: bool = False
    is_comparable: bool = False


class Overlaid(NamedTuple):
    """
    Hold a page with its annotations drawn in.

    `strips` are letters to be read with the page's own, `failed` the areas of what could not be drawn.
    """

    page: PdfPage
    annotations: tuple[Annotation, ...] = ()
    strips: tuple[Strip, ...] = ()
    failed: tuple[Area, ...] = ()


def lay_over(document: PdfDocument, index: int) -> Overlaid:
    """
    Return a page, counted from 0, with everything drawn into it that a viewer shows on it.

    Raises:
        PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    count = raw.FPDFPage_GetAnnotCount(page)
    if count <= 0:
        return Overlaid(page)
    reader = _Reader(document, page, index + 1)
    found = [reader.read(at) for at in range(count)]
    for at in reversed(range(count)):
        if not found[at].is_drawn:
            raw.FPDFPage_RemoveAnnot(page, at)
    annotations = tuple(each.annotation for each in found if each.annotation)
    strips = tuple(strip for each in found for strip in each.strips)
    drawn = [each.area for each in found if each.is_drawn]
    if not drawn:
        return Overlaid(page, annotations, strips)
    # pdfium draws into the page's own box, and forgets one that is inherited.
    box = page.get_bbox()
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    failed = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL
    page.close()
    return Overlaid(document[index], annotations, strips, tuple(drawn) if failed else ())


class _Found(NamedTuple):
    """
    Hold one annotation: whether it is to be drawn, where, and what to keep of it.
    """

    area: Area
    is_drawn: bool
    annotation: Annotation | None = None
    strips: tuple[Strip, ...] = ()


class _Reader:
    """
    Read the annotations of one page.
    """

    def __init__(self, document: PdfDocument, page: PdfPage, number: int) -> None:
        """
        Bind the page to the form that its fields belong to.
        """
        self._page, self._number = page, number
        self._form = document.formenv
        width, height = page.get_size()
        self._size = (max(1, round(width * FINENESS)), max(1, round(height * FINENESS)))

    def read(self, at: int) -> _Found:
        """
        Read one annotation.
        """
        handle = raw.FPDFPage_GetAnnot(self._page, at)
        if not handle:
            return _Found(Area(0, 0, 0, 0), is_drawn=False)
        try:
            kind = raw.FPDFAnnot_GetSubtype(handle)
            return self._field(handle) if kind == raw.FPDF_ANNOT_WIDGET else self._markup(handle, kind)
        finally:
            raw.FPDFPage_CloseAnnot(handle)

    def _field(self, handle: raw.FPDF_ANNOTATION) -> _Found:
        """
        Read a field of a form: its value, or the state of its button as a drawn box.
        """
        area, is_shown = self._area(handle), not raw.FPDFAnnot_GetFlags(handle) & NOT_SHOWN
        kind = raw.FPDFAnnot_GetFormFieldType(self._form, handle) if self._form else raw.FPDF_FORMFIELD_UNKNOWN
        if kind in BUTTONS:
            return self._button(handle, area) if is_shown else _Found(area, is_drawn=False)
        if kind not in VALUES:
            return _Found(area, is_shown)
        value = _text(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(self._form, handle, buffer, size))
        if not value.strip() and not _has_words(handle):
            return _Found(area, is_shown)
        is_secret = raw.FPDFAnnot_GetFormFieldFlags(self._form, handle) & PASSWORD
        comparable = kind == raw.FPDF_FORMFIELD_TEXTFIELD and not is_secret
        annotation = Annotation(
            "form_field" if is_shown else "hidden", value, area, self._number, is_comparable=comparable
        )
        return _Found(area, is_shown, annotation)

    def _button(self, handle: raw.FPDF_ANNOTATION, area: Area) -> _Found:
        """
        Read a box to be ticked: a printed box with its state stands for whatever mark the file draws.
        """
        is_checked = raw.FPDFAnnot_IsChecked(self._form, handle)
        state = CHECKED if is_checked else UNCHECKED
        kept = Annotation("form_field", state, area, self._number) if is_checked else None
        return _Found(area, is_drawn=False, annotation=kept, strips=typeset(state, area))

    def _markup(self, handle: raw.FPDF_ANNOTATION, kind: int) -> _Found:
        """
        Read a note, typed text, a stamp or a mark over the text.
        """
        area, is_shown = self._area(handle), not raw.FPDFAnnot_GetFlags(handle) & NOT_SHOWN
        is_drawn = is_shown and kind not in ICONS
        said = "" if kind in SAY_NOTHING else _entry(handle, b"Contents")
        is_struck = kind == raw.FPDF_ANNOT_STRIKEOUT
        is_read = is_drawn and (_has_words(handle) or (kind == raw.FPDF_ANNOT_FREETEXT and bool(said.strip())))
        if not is_read and not said.strip() and not is_struck:
            return _Found(area, is_drawn)
        aside: AsideKind = "inserted" if is_read else "annotation"
        if kind in TYPED and not is_shown:
            aside = "hidden"
        kept = Annotation(aside, said, area, self._number, _entry(handle, b"T"), _entry(handle, b"M"), is_struck)
        is_bare = is_read and not raw.FPDFAnnot_HasKey(handle, b"AP")
        return _Found(area, is_drawn, kept, typeset(said, area) if is_bare else ())

    def _area(self, handle: raw.FPDF_ANNOTATION) -> Area:
        """
        Return where the annotation lies on the page as shown.
        """
        box = raw.FS_RECTF()
        if not raw.FPDFAnnot_GetRect(handle, box):
            return Area(0, 0, 0, 0)
        corners = [self._place(box.left, box.bottom), self._place(box.right, box.top)]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Area(across[0], down[0], across[1], down[1])

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """
        Turn a place of the file (bottom-left origin) into one of the page as shown (top-left origin), in points.
        """
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, across, down)
        return across.value / FINENESS, down.value / FINENESS


def _has_words(handle: raw.FPDF_ANNOTATION) -> bool:
    """
    Tell whether the annotation's own drawing holds text.
    """
    objects = (raw.FPDFAnnot_GetObject(handle, at) for at in range(raw.FPDFAnnot_GetObjectCount(handle)))
    return any(_is_text(each, DEEPEST) for each in objects)


def _is_text(item: raw.FPDF_PAGEOBJECT, depth: int) -> bool:
    """
    Tell whether a drawn object is text, or a form with text in it.
    """
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM or not depth:
        return bool(kind == raw.FPDF_PAGEOBJ_TEXT)
    inside = (raw.FPDFFormObj_GetObject(item, at) for at in range(raw.FPDFFormObj_CountObjects(item)))
    return any(_is_text(each, depth - 1) for each in inside)


def _entry(handle: raw.FPDF_ANNOTATION, key: bytes) -> str:
    """
    Return one text entry of an annotation.
    """
    return _text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(handle, key, buffer, size))


def _text(ask: Callable[[Buffer | None, int], int]) -> str:
    """
    Return the text that a function of pdfium writes: it tells the size in bytes, with a final zero, when asked for none.
    """
    size = min(ask(None, 0), LONGEST)
    if size <= ZERO:
        return ""
    buffer = (ctypes.c_ushort * (size // ZERO))()
    ask(buffer, size)
    return bytes(buffer)[:-ZERO].decode("utf-16-le", "replace")
