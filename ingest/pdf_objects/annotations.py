"""
Print on a page what annotations show on it: values in fields, text typed over it, stamps; take down the other notes.

pdfium reads a page without its annotations. It can draw them into the page, though, as a viewer shows them, and then
their letters are read, placed and checked like all others. Whatever only opens on a click stays off the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pypdfium2 import raw

from ingest.pages.shapes import Area, Strip
from ingest.pdf_objects.remarks import Remark
from ingest.pdf_objects.strings import read_text
from ingest.pdf_objects.trees import entry, items, name_of
from ingest.pdf_objects.typeset import typeset
from ingest.pdf_objects.view import View

if TYPE_CHECKING:
    from collections.abc import Collection

    import pikepdf
    from pypdfium2 import PdfDocument, PdfPage

    from ingest.document import AsideKind
    from ingest.pdf_objects.trees import PageEntry

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
# pdfium draws these only where the file says how.
LINES: Final = {raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_POLYLINE}
SAY_NOTHING: Final = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
TYPED: Final = {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}
NOT_SHOWN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_INVISIBLE
PASSWORD: Final = 1 << 13
CHECKED, UNCHECKED = "■", "□"
# Forms in forms that are searched for text.
DEEPEST: Final = 4


class Overlaid(NamedTuple):
    """
    Hold a page with its annotations drawn in.

    `strips` are letters to be read with the page's own, `drawn` the areas that were drawn on, `failed` those where that
    could not be done.
    """

    page: PdfPage
    remarks: tuple[Remark, ...] = ()
    strips: tuple[Strip, ...] = ()
    drawn: tuple[Area, ...] = ()
    failed: tuple[Area, ...] = ()


def undrawn(structure: pikepdf.Pdf, page: PageEntry) -> frozenset[int]:
    """
    Return which annotations of a page, counted from 0, a viewer draws as it sees fit: the file says only what, not how.
    """
    redraws = entry(structure.Root, "/AcroForm", "/NeedAppearances") is True
    return frozenset(
        at
        for at, note in enumerate(items(entry(page.page, "/Annots")))
        if entry(note, "/AP", "/N") is None or (redraws and name_of(entry(note, "/Subtype")) == "Widget")
    )


def lay_over(document: PdfDocument, index: int, bare: Collection[int] = ()) -> Overlaid:
    """
    Return a page, counted from 0, with everything drawn into it that a viewer shows on it.

    `bare` are the annotations that the file does not draw; their words are set into their boxes, as pdfium would lack
    the fonts to draw them within the cage.

    Raises:
        PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    count = raw.FPDFPage_GetAnnotCount(page)
    if count <= 0:
        return Overlaid(page)
    reader = _Reader(document, page, index + 1)
    found = [reader.read(at, is_bare=at in bare) for at in range(count)]
    for at in reversed(range(count)):
        if not found[at].is_drawn:
            raw.FPDFPage_RemoveAnnot(page, at)
    remarks = tuple(each.remark for each in found if each.remark)
    strips = tuple(strip for each in found for strip in each.strips)
    drawn = tuple(each.area for each in found if each.is_drawn)
    if not drawn:
        return Overlaid(page, remarks, strips)
    # pdfium draws into the page's own box, and forgets one that is inherited.
    box = page.get_bbox()
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    failed = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL
    page.close()
    return Overlaid(document[index], remarks, strips, drawn, drawn if failed else ())


class _Found(NamedTuple):
    """
    Hold one annotation: whether it is to be drawn, where, and what to keep of it.
    """

    area: Area
    is_drawn: bool
    remark: Remark | None = None
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
        self._view = View(page)

    def read(self, at: int, *, is_bare: bool) -> _Found:
        """
        Read one annotation; a bare one has no drawing of its own.
        """
        handle = raw.FPDFPage_GetAnnot(self._page, at)
        if not handle:
            return _Found(Area(0, 0, 0, 0), is_drawn=False)
        try:
            kind = raw.FPDFAnnot_GetSubtype(handle)
            if kind == raw.FPDF_ANNOT_WIDGET:
                return self._field(handle, is_bare=is_bare)
            return self._markup(handle, kind, is_bare=is_bare)
        finally:
            raw.FPDFPage_CloseAnnot(handle)

    def _field(self, handle: raw.FPDF_ANNOTATION, *, is_bare: bool) -> _Found:
        """
        Read a field of a form: its value, or the state of its button as a drawn box.
        """
        area, is_shown = self._area(handle)
        kind = raw.FPDFAnnot_GetFormFieldType(self._form, handle) if self._form else raw.FPDF_FORMFIELD_UNKNOWN
        if kind in BUTTONS:
            return self._button(handle, area) if is_shown else _Found(area, is_drawn=False)
        if kind not in VALUES:
            return _Found(area, is_shown)
        value = read_text(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(self._form, handle, buffer, size))
        if not value.strip() and (is_bare or not _has_words(handle)):
            return _Found(area, is_shown)
        is_secret = raw.FPDFAnnot_GetFormFieldFlags(self._form, handle) & PASSWORD
        is_comparable = kind == raw.FPDF_FORMFIELD_TEXTFIELD and not (is_secret or is_bare)
        aside: AsideKind = "form_field" if is_shown else "hidden"
        remark = Remark(aside, value, area, self._number, is_comparable=is_comparable)
        if is_bare and is_shown:
            return _Found(area, is_drawn=False, remark=remark, strips=typeset(value, area))
        return _Found(area, is_shown, remark)

    def _button(self, handle: raw.FPDF_ANNOTATION, area: Area) -> _Found:
        """
        Read a box to be ticked: a printed box with its state stands for whatever mark the file draws.
        """
        is_checked = raw.FPDFAnnot_IsChecked(self._form, handle)
        state = CHECKED if is_checked else UNCHECKED
        kept = Remark("form_field", state, area, self._number) if is_checked else None
        return _Found(area, is_drawn=False, remark=kept, strips=typeset(state, area))

    def _markup(self, handle: raw.FPDF_ANNOTATION, kind: int, *, is_bare: bool) -> _Found:
        """
        Read a note, typed text, a stamp or a mark over the text.
        """
        area, is_shown = self._area(handle)
        is_drawn = is_shown and kind not in ICONS and not (is_bare and kind in LINES)
        said = "" if kind in SAY_NOTHING else _entry(handle, b"Contents")
        is_typed = is_drawn and is_bare and kind == raw.FPDF_ANNOT_FREETEXT and bool(said.strip())
        is_read = is_typed or (is_drawn and not is_bare and _has_words(handle))
        is_struck = kind == raw.FPDF_ANNOT_STRIKEOUT
        if not is_read and not said.strip() and not is_struck:
            return _Found(area, is_drawn)
        aside: AsideKind = "inserted" if is_read else "annotation"
        if kind in TYPED and not is_read:
            aside = "hidden"
        remark = Remark(aside, said, area, self._number, _entry(handle, b"T"), _entry(handle, b"M"), is_struck)
        if is_typed:
            return _Found(area, is_drawn=False, remark=remark, strips=typeset(said, area))
        return _Found(area, is_drawn, remark)

    def _area(self, handle: raw.FPDF_ANNOTATION) -> tuple[Area, bool]:
        """
        Return where the annotation lies on the page as shown, and whether it is to be seen there.
        """
        box = raw.FS_RECTF()
        if not raw.FPDFAnnot_GetRect(handle, box):
            return Area(0, 0, 0, 0), False
        area = self._view.area(box.left, box.bottom, box.right, box.top)
        return area, not raw.FPDFAnnot_GetFlags(handle) & NOT_SHOWN and self._view.shows(area)


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
    return read_text(lambda buffer, size: raw.FPDFAnnot_GetStringValue(handle, key, buffer, size))
