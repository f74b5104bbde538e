"""
Turn a stored cell into what a person sees in it, and say where that is not what the file holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

from ingest.sheets.number_format import exact, general, show_number, show_text
from ingest.sheets.workbook import TRUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.sheets.grid import Stored
    from ingest.sheets.looks import Look

BOOLEANS: Final = ("FALSE", "TRUE")
# Days before 1900 and the like are stored as words of this kind.
ISO_DAY: Final = "d"
LONGEST_FIGURE: Final = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """
    Hold what is seen of a cell, the words or figure that are stored, and the number in it if it is one.

    `lies` says that the format shows another figure than is stored, `scale` by how many thousands it is divided,
    `lost` that the words of the cell are not in the file.
    """

    text: str
    stored: str
    number: float | None = None
    lies: bool = False
    scale: int = 0
    lost: bool = False


def show(cell: Stored, look: Look, strings: Sequence[str], *, is_1904: bool) -> Seen:
    """
    Return what is seen of a cell; nothing for a formula without a saved result.
    """
    value = cell.value
    if value is None:
        return Seen("", "")
    if cell.kind == "s":
        index = int(value) if value.strip().isdecimal() and len(value) < LONGEST_FIGURE else len(strings)
        return _words(strings[index], look) if index < len(strings) else Seen("", "", lost=True)
    if cell.kind in {"str", "inlineStr"}:
        return _words(value.replace("\r\n", "\n").replace("\r", "\n"), look)
    if cell.kind == "b":
        return Seen(BOOLEANS[value.strip() in TRUE], value, float(value.strip() in TRUE))
    if cell.kind in {"e", ISO_DAY}:
        return Seen(value, value)
    return _figure(value, look, is_1904=is_1904)


def _words(value: str, look: Look) -> Seen:
    shown = show_text(value, look.format)
    return Seen(shown.text.strip("\n"), value, lies=shown.lies)


def _figure(value: str, look: Look, *, is_1904: bool) -> Seen:
    try:
        number = float(value)
    except ValueError:
        return Seen(value, value)
    if not isfinite(number) or len(value) > LONGEST_FIGURE:
        return Seen(value, value)
    shown = show_number(number, look.format, is_1904=is_1904)
    return Seen(shown.text, general(exact(number)), number, lies=shown.lies, scale=shown.scale)
