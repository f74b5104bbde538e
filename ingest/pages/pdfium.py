"""
Call pdfium where a page needs thousands of calls, and walk the objects that it draws.

pypdfium2 converts every argument and wraps every object; here objects are plain addresses, valid as long as the page
is open, and the interpreter's lock is kept: in a process with one thread the call itself is what costs.
"""

from __future__ import annotations

import ctypes
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    from ingest.pages.arrays import Flags, Places

Address = int
# Forms may draw one another without end; pdfium stops, too.
DEEPEST = 12
# What is not listed cannot be checked.
MOST_OBJECTS = 200_000
OPAQUE = 255
NAME_LENGTH = 128
_VOID, _INT, _COUNT = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong


def _direct(name: str, answer: type, *arguments: type) -> Callable[..., int]:
    """
    Return a function of pdfium with the plainest types.
    """
    address = ctypes.cast(getattr(raw, name), _VOID).value or 0
    return ctypes.PYFUNCTYPE(answer, *arguments)(address)


# Called for each letter, these take arguments that are made beforehand: that halves the time of a call.
_find_loose_box: Final = _direct("FPDFText_GetLooseCharBox", _INT)
_has_map_error: Final = _direct("FPDFText_HasUnicodeMapError", _INT)
_find_text_object: Final = _direct("FPDFText_GetTextObject", ctypes.c_size_t)
_find_font: Final = _direct("FPDFTextObj_GetFont", _VOID, _VOID)
_find_font_name: Final = _direct("FPDFFont_GetBaseFontName", ctypes.c_size_t, _VOID, _VOID, ctypes.c_size_t)
_find_fill: Final = _direct("FPDFPageObj_GetFillColor", _INT, *[_VOID] * 5)
_find_stroke: Final = _direct("FPDFPageObj_GetStrokeColor", _INT, *[_VOID] * 5)
_set_fill: Final = _direct("FPDFPageObj_SetFillColor", _INT, _VOID, *[ctypes.c_uint] * 4)
_set_stroke: Final = _direct("FPDFPageObj_SetStrokeColor", _INT, _VOID, *[ctypes.c_uint] * 4)
render_mode: Final = _direct("FPDFTextObj_GetTextRenderMode", _INT, _VOID)
_kind: Final = _direct("FPDFPageObj_GetType", _INT, _VOID)
_set_active: Final = _direct("FPDFPageObj_SetIsActive", _INT, _VOID, _INT)
_page_count: Final = _direct("FPDFPage_CountObjects", _INT, _VOID)
_page_object: Final = _direct("FPDFPage_GetObject", _VOID, _VOID, _INT)
_form_count: Final = _direct("FPDFFormObj_CountObjects", _INT, _VOID)
_form_object: Final = _direct("FPDFFormObj_GetObject", _VOID, _VOID, _COUNT)
_find_matrix: Final = _direct("FPDFPageObj_GetMatrix", _INT, _VOID, _VOID)
_find_pixels: Final = _direct("FPDFImageObj_GetImagePixelSize", _INT, _VOID, _VOID, _VOID)
count_segments: Final = _direct("FPDFPath_CountSegments", _INT, _VOID)
_segment: Final = _direct("FPDFPath_GetPathSegment", _VOID, _VOID, _INT)
_segment_kind: Final = _direct("FPDFPathSegment_GetType", _INT, _VOID)
_segment_closes: Final = _direct("FPDFPathSegment_GetClose", _INT, _VOID)
_segment_point: Final = _direct("FPDFPathSegment_GetPoint", _INT, _VOID, _VOID, _VOID)

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


# pdfium is no place for two threads, so one buffer of a kind serves all pages of a process.
_BOXES: Final = np.zeros((4096, 4), np.float32)
_FILLS: Final = np.zeros((1024, 4), np.uint32)
_PLACES_OF_FILLS: Final = [
    [_VOID.from_param(_FILLS[at:, part:].ctypes.data) for at in range(len(_FILLS))] for part in range(4)
]
_PLACES_OF_BOXES: Final = [_VOID.from_param(_BOXES.ctypes.data + at * _BOXES.strides[0]) for at in range(len(_BOXES))]


def loose_boxes(text_page: Address, count: int) -> tuple[Flags, NDArray[np.float32]]:
    """
    Return for each letter of a page whether it has a box, and the box: left, top, right, bottom in the file's units.
    """
    page = _VOID.from_param(text_page)
    found, boxes = np.zeros(count, np.bool_), np.zeros((count, 4), np.float32)
    for start in range(0, count, len(_BOXES)):
        part = slice(start, min(start + len(_BOXES), count))
        answers = map(_find_loose_box, repeat(page), range(part.start, part.stop), _PLACES_OF_BOXES)
        found[part] = np.fromiter(answers, np.int32, part.stop - start)
        boxes[part] = _BOXES[: part.stop - start]
    return found, boxes


def text_objects(text_page: Address, letters: list[int]) -> Places:
    """
    Return for each of some letters the object that draws it, 0 for none.
    """
    return np.fromiter(map(_find_text_object, repeat(_VOID.from_param(text_page)), letters), np.intp, len(letters))


def map_errors(text_page: Address, count: int) -> Flags:
    """
    Mark the letters whose font does not say which they are.
    """
    answers = map(_has_map_error, repeat(_VOID.from_param(text_page)), range(count))
    errors: Flags = np.fromiter(answers, np.int8, count) == 1
    return errors


class Drawn(NamedTuple):
    """
    Hold one object that a page draws, and the forms around it from the outside in; a page may have thousands.
    """

    address: Address
    kind: int
    forms: tuple[Address, ...] = ()


@dataclass(slots=True)
class Drawing:
    """
    Hold all objects of a page in the order in which they are drawn; `whole` is false where there are too many.
    """

    objects: list[Drawn] = field(default_factory=list)
    whole: bool = True

    def of(self, *kinds: int) -> list[Drawn]:
        """
        Return the objects of some kinds.
        """
        return [each for each in self.objects if each.kind in kinds]


def address_of(pointer: object) -> Address:
    """
    Return the address behind a pointer of pypdfium2.
    """
    return ctypes.cast(pointer, _VOID).value or 0  # type: ignore[arg-type]


def walk(page: PdfPage) -> Drawing:
    """
    List the objects of a page, those inside forms in their places.
    """
    drawing = Drawing()
    holder = address_of(page.raw)
    _walk(drawing, list(map(_page_object, repeat(holder), range(_page_count(holder)))), ())
    return drawing


def _walk(drawing: Drawing, addresses: list[Address], forms: tuple[Address, ...]) -> None:
    """
    Add objects and what is inside them.
    """
    for address, kind in zip(addresses, map(_kind, addresses), strict=True):
        if len(drawing.objects) >= MOST_OBJECTS:
            drawing.whole = False
            return
        drawing.objects.append(Drawn(address, kind, forms))
        if kind == raw.FPDF_PAGEOBJ_FORM and len(forms) < DEEPEST:
            inner = list(map(_form_object, repeat(address), range(_form_count(address))))
            _walk(drawing, inner, (*forms, address))


def matrix_of(drawn: Drawn) -> Matrix:
    """
    Return the matrix that places an object on the page, through all forms around it.
    """
    placed = IDENTITY
    for address in (*drawn.forms, drawn.address):
        placed = _multiply(_own_matrix(address), placed)
    return placed


def _own_matrix(address: Address) -> Matrix:
    """
    Return the matrix of one object in what holds it.
    """
    found = raw.FS_MATRIX()
    if not _find_matrix(address, ctypes.addressof(found)):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """
    Return the matrix that applies `inner` and then `outer`.
    """
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class Segment(NamedTuple):
    """
    Hold one step of a path: its kind, where it ends, and whether it closes the path.
    """

    kind: int
    point: tuple[float, float]
    closes: bool


def segments_of(path: Address, count: int) -> Iterator[Segment]:
    """
    Yield the steps of a path in the path's own units.
    """
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    for index in range(count):
        segment = _segment(path, index)
        if not segment or not _segment_point(segment, at_x, at_y):
            return
        yield Segment(_segment_kind(segment), (x.value, y.value), bool(_segment_closes(segment)))


# Where pdfium writes colours and sizes.
_colour = (ctypes.c_uint * 4)()
_places = tuple(range(ctypes.addressof(_colour), ctypes.addressof(_colour) + ctypes.sizeof(_colour), 4))


def font_of(text: Address) -> str:
    """
    Tell the fonts of text objects apart: by name, and by place in memory while the page is open.
    """
    font = _find_font(text) if text else None
    if not font:
        return ""
    name = ctypes.create_string_buffer(NAME_LENGTH)
    _find_font_name(font, ctypes.addressof(name), NAME_LENGTH)
    return f"{name.value.decode('latin-1')} {font:x}"


def fills(addresses: Sequence[Address]) -> NDArray[np.uint32]:
    """
    Return red, green and blue of what fills each of some objects, a row each; black where it is no plain colour.
    """
    found = np.zeros((len(addresses), 3), np.uint32)
    for start in range(0, len(addresses), len(_FILLS)):
        part = addresses[start : start + len(_FILLS)]
        plain = np.fromiter(map(_find_fill, part, *_PLACES_OF_FILLS), np.bool_, len(part))
        found[start : start + len(part)][plain] = _FILLS[: len(part), :3][plain]
    return found


def fill_of(address: Address) -> tuple[int, int, int] | None:
    """
    Return red, green and blue of what fills an object; None where it is no plain colour.
    """
    return (_colour[0], _colour[1], _colour[2]) if _find_fill(address, *_places) else None


def pixels_of(picture: Address) -> int:
    """
    Return how many pixels a picture has; it is not unpacked for that.
    """
    return _colour[0] * _colour[1] if _find_pixels(picture, *_places[:2]) else 0


@contextmanager
def blackened(texts: Iterable[Address]) -> Iterator[None]:
    """
    Paint text in opaque black meanwhile.
    """
    with ExitStack() as restored:
        for address in texts:
            for ask, paint in ((_find_fill, _set_fill), (_find_stroke, _set_stroke)):
                if ask(address, *_places):
                    restored.callback(paint, address, *_colour)
                    paint(address, 0, 0, 0, OPAQUE)
        yield


def undraw(address: Address) -> None:
    """
    Leave an object out of all that is drawn from now on.
    """
    _set_active(address, 0)


@contextmanager
def undrawn(addresses: Iterable[Address]) -> Iterator[None]:
    """
    Leave objects out of what is drawn meanwhile.
    """
    left_out = list(addresses)
    for address in left_out:
        undraw(address)
    try:
        yield
    finally:
        for address in left_out:
            _set_active(address, 1)
