"""
Show the serial number of a day or a time as a spreadsheet does under a format for dates.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.sheets.number_format import Piece

_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - the days of a spreadsheet have no zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
# Excel believes that there was a 29 February 1900: days before it are one off.
_LEAP_BUG: Final = 60
_LAST_DAY: Final = 2_958_466
_WEEKDAYS: Final = "월화수목금토일"
_SECONDS: Final = 86_400
_NOON: Final = 12


def moment(value: float, *, is_1904: bool) -> datetime | None:
    """
    Return the day and time that a serial number means; None for one that means none.
    """
    if not 0 <= value < _LAST_DAY:
        return None
    early = timedelta(days=1 if value < _LEAP_BUG else 0)
    start = _EPOCH_1904 if is_1904 else _EPOCH + early
    return start + timedelta(seconds=round(value * _SECONDS))


def show_date(value: float, pieces: Sequence[Piece], *, is_1904: bool) -> str:
    """
    Return what is seen of a serial number; signs of number where no such day exists, as in the program.
    """
    at = moment(value, is_1904=is_1904)
    if at is None:
        return "#" * 8
    halves = any(piece.kind == "date" and "/" in piece.text for piece in pieces)
    shown = []
    for index, piece in enumerate(pieces):
        if piece.kind == "elapsed":
            shown.append(_elapsed(value, piece.text))
        elif piece.kind == "date":
            shown.append(_field(at, piece.text, halves=halves, is_minute=_is_minute(pieces, index)))
        elif piece.kind == "digits":
            shown.append("0" * len(piece.text))
        else:
            shown.append(piece.text)
    return "".join(shown)


def _is_minute(pieces: Sequence[Piece], index: int) -> bool:
    """
    Tell whether an "m" means minutes: behind hours or before seconds.
    """
    fields = [at for at, piece in enumerate(pieces) if piece.kind in {"date", "elapsed"} and "/" not in piece.text]
    if index not in fields:
        return False
    place = fields.index(index)
    before = pieces[fields[place - 1]].text[0] if place else ""
    after = pieces[fields[place + 1]].text[0] if place + 1 < len(fields) else ""
    return before == "h" or after == "s"


def _elapsed(value: float, letters: str) -> str:
    """
    Return all hours, minutes or seconds that a value holds.
    """
    unit = {"h": 3600, "m": 60, "s": 1}[letters[0]]
    return str(round(value * _SECONDS) // unit).rjust(len(letters), "0")


def _field(at: datetime, letters: str, *, halves: bool, is_minute: bool) -> str:
    """
    Return one field of a date.
    """
    if "/" in letters:
        return _half(at, letters)
    first, width = letters[0], len(letters)
    hour = (at.hour % _NOON or _NOON) if halves else at.hour
    numbers = {"d": at.day, "h": hour, "s": at.second, "m": at.minute if is_minute else at.month}
    if first in {"y", "e"}:
        return f"{at.year % 100:02}" if first == "y" and width <= 2 else f"{at.year:04}"  # noqa: PLR2004 - yy
    if first == "a":
        return _WEEKDAYS[at.weekday()] + ("요일" if width > 3 else "")  # noqa: PLR2004 - aaaa
    if first == "d" and width > 2:  # noqa: PLR2004 - ddd
        return at.strftime("%a" if width == 3 else "%A")  # noqa: PLR2004 - ddd
    if first == "m" and width > 2 and not is_minute:  # noqa: PLR2004 - mmm
        return at.strftime("%b" if width == 3 else "%B")  # noqa: PLR2004 - mmm
    return str(numbers[first]).rjust(min(width, 2), "0") if first in numbers else ""


def _half(at: datetime, letters: str) -> str:
    """
    Return the half of the day in the words of the format.
    """
    morning, _, evening = letters.partition("/")
    return morning if at.hour < _NOON else evening
