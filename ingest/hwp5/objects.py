"""
Read what an HWP 5 file says of its objects apart from their words: size, place, fill, form controls, equations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.hwp5.docinfo import OBJECTS, SYSTEMS, fill_of
from ingest.hwp5.records import Tag, letters, lists_of, number, text
from ingest.office.hangul_model import CLEAR, AutoNumber, Fill
from ingest.office.hangul_places import Place, clips, signed
from ingest.office.numerals import System

if TYPE_CHECKING:
    from ingest.hwp5.records import Record

BEHIND, FRONT = 2, 3
PAPER_OR_PAGE: Final = 2
PICTURES: Final = frozenset({Tag.PICTURE, Tag.OLE})
SURFACES: Final = frozenset({Tag.RECTANGLE, Tag.ELLIPSE, Tag.POLYGON})
LINE_SEGMENT_SIZE: Final = 36
USER_SIGN: Final = 0x81
# A form's properties as text: "Caption:wstring:3:동의함".
PROPERTY: Final = late.pattern(r"\b(Caption|Text|Value):(?:wstring:(\d{1,6}):|int:(-?\d{1,9}))")
TICKS: Final = {"+cbt": ("□ ", "☑ ", "☑ "), "+rbt": ("○ ", "● ", "○ ")}


def place_of(payload: bytes) -> Place:
    """
    Read the size of an object and, where it is fixed on the paper, its offsets.
    """
    bits = number(payload, 4, 4)
    is_free = not bits & 1 and not bits >> 13 & 1
    has_y = is_free and bits >> 3 & 3 < PAPER_OR_PAGE and not bits >> 5 & 7
    has_x = is_free and bits >> 8 & 3 < PAPER_OR_PAGE and not bits >> 10 & 7
    wrap = bits >> 21 & 7
    return Place(
        number(payload, 16, 4),
        number(payload, 20, 4),
        signed(number(payload, 12, 4)) if has_x else None,
        signed(number(payload, 8, 4)) if has_y else None,
        wrap == FRONT,
        wrap == BEHIND,
    )


def shape_fill(component: Record) -> Fill:
    """
    Return the fill of a drawn shape; a picture's is unknown.
    """
    if any(child.tag in PICTURES for child in component.children):
        return Fill(is_picture=True)
    if not any(child.tag in SURFACES for child in component.children):
        return CLEAR
    payload, start = component.payload, _start(component.payload)
    # Behind 42 bytes come the matrices, and 13 bytes of its line.
    matrices = number(payload, start + 42, 2)
    return fill_of(payload, start + 42 + 2 + 48 + 96 * matrices + 13)


def clips_words(component: Record) -> bool:
    """
    Tell whether a shape has no room for all its words, as Hangul laid them out last.
    """
    paragraphs = (paragraph for each in lists_of(component) for paragraph in each.paragraphs)
    segments = (record.payload for paragraph in paragraphs for record in paragraph.each(Tag.PARA_LINE_SEG))
    lines = (
        number(payload, place + 4, 4) for payload in segments for place in range(0, len(payload), LINE_SEGMENT_SIZE)
    )
    return clips(number(component.payload, _start(component.payload) + 24, 4), lines)


def _start(payload: bytes) -> int:
    """
    Return where a shape's values begin: the topmost one names itself twice.
    """
    return 8 if payload[:4] == payload[4:8] else 4


def form_text(control: Record) -> str:
    """
    Return what a form control shows.
    """
    record = control.first(Tag.FORM_OBJECT)
    if record is None:
        return ""
    kind = record.payload[3::-1].decode("latin-1")
    source = letters(record.payload, 14, number(record.payload, 12, 2))
    said: dict[str, str] = {}
    for found in PROPERTY.finditer(source):
        name, length, value = found.groups()
        said.setdefault(name, source[found.end() : found.end() + int(length)] if length else value)
    ticks = TICKS.get(kind)
    state = said.get("Value", "0")
    tick = ticks[int(state)] if ticks and state in {"0", "1", "2"} else ""
    return tick + (said.get("Caption") or said.get("Text") or "")


def auto_number(payload: bytes) -> AutoNumber:
    """
    Read an automatic number.
    """
    bits = number(payload, 4, 4)
    kind, code = bits & 0xF, bits >> 4 & 0xFF
    user, before, after = (letters(payload, place, 1) for place in (10, 12, 14))
    return AutoNumber(
        OBJECTS[kind] if kind < len(OBJECTS) else "PAGE",
        SYSTEMS[code] if code < len(SYSTEMS) else System.DECIMAL,
        before,
        after,
        user if code == USER_SIGN else "",
    )


def equation(control: Record) -> str:
    """
    Return the script of an equation.
    """
    record = control.first(Tag.EQEDIT)
    return text(record.payload, 4) if record else ""
