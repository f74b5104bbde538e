"""
Read days in the forms people write them and as spreadsheets store them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from rules.portfolio.cells.numbers import number_in
from rules.portfolio.cells.written import REMEMBERED, ColumnValues, folded, is_blank, is_placeholder, usual_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column

Dated = tuple[str | None, date | None]
_EPOCH = date(1899, 12, 30)
SERIALS = (18264, 73415)
"""Serial numbers that are taken for days: 1950 to 2100."""
CENTURY = 70
"""Years of two digits below this are of this century."""
_DATES = (
    ("ymd", re2.compile(r"^(\d{4})[-./년](\d{1,2})[-./월](\d{1,2})일?\.?(?:\([월화수목금토일]\))?$")),
    ("short", re2.compile(r"^['’‘]?(\d{2})[-./년](\d{1,2})[-./월](\d{1,2})일?\.?$")),
    ("packed", re2.compile(r"^(\d{4})(\d{2})(\d{2})$")),
)
_TIME = re2.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?\s*$")
_DMY = re2.compile(r"^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$")
_ENGLISH = re2.compile(
    r"^(?:(\d{1,2})[-./,]?)?([a-z]{3,9})[-./,]?(?:(\d{1,2})(?:st|nd|rd|th)?[-./,])?(\d{4}|['’]?\d{2})$"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS_OF_YEAR, THREE_DIGITS = 12, 100


def read_days(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    """
    Read days (as ordinals), in the order of day and month that the column tells.
    """
    said = [not is_blank(text) and not is_placeholder(text) for text, _ in cells]
    read = [day_of(text, figure) if there else (None, None) for (text, figure), there in zip(cells, said, strict=True)]
    order = _order([form for form, _ in read if form])
    if order:
        read = [
            day_of(text, figure, order) if there and form is None else (form, day)
            for (text, figure), there, (form, day) in zip(cells, said, read, strict=True)
        ]
    usual = usual_form([form for form, _ in read if form])
    return ColumnValues(
        [None if day is None else day.toordinal() for _, day in read],
        {
            "legible": [None if not there else form is not None for there, (form, _) in zip(said, read, strict=True)],
            "possible": [None if form is None else day is not None for form, day in read],
            "form": [None if form is None or usual is None else form == usual for form, _ in read],
        },
    )


def _order(forms: Sequence[str]) -> str | None:
    """
    Tell whether day or month comes first in a column, by the days that can only be one of them.
    """
    orders = {form for form in forms if form in {"dmy", "mdy"}}
    return orders.pop() if len(orders) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def day_of(text: str, figure: float | None, order: str | None = None) -> Dated:
    """
    Read a day: the form it is written in (None where it is none) and the day (None where no calendar has it).

    order: whether day or month comes first in 03/04/2024, where the column tells.
    """
    plain = folded(_TIME.sub("", text))
    if figure is not None and SERIALS[0] <= figure <= SERIALS[1]:
        is_shown = number_in(plain) is None
        return ("stored" if is_shown else "serial"), _EPOCH + timedelta(days=int(figure))
    if (found := _year_first(plain) or _year_last(plain, order) or _in_words(plain)) is not None:
        return found
    if plain.isdigit() and SERIALS[0] <= int(plain) <= SERIALS[1]:
        return "serial", _EPOCH + timedelta(days=int(plain))
    return None, None


def _year_first(plain: str) -> Dated | None:
    for form, pattern in _DATES:
        if found := pattern.match(plain):
            year, month, day = (int(part) for part in found.groups()[:3])
            if form == "short":
                year += 2000 if year < CENTURY else 1900
            return _mark(form, plain), _day(year, month, day)
    return None


def _year_last(plain: str, order: str | None) -> Dated | None:
    """
    Read 25/03/2024; 03/04/2024 may be either of two days and is read only in a known order.
    """
    found = _DMY.match(plain)
    if found is None:
        return None
    first, second, year = (int(part) for part in found.groups())
    if first > MONTHS_OF_YEAR >= second or order == "dmy":
        return "dmy", _day(year, second, first)
    if second > MONTHS_OF_YEAR >= first or order == "mdy":
        return "mdy", _day(year, first, second)
    return None, None


def _in_words(plain: str) -> Dated | None:
    found = _ENGLISH.match(plain)
    if found is None:
        return None
    month = next((order for order, name in enumerate(MONTHS, 1) if found.group(2).startswith(name)), 0)
    day = found.group(1) or found.group(3)
    year = int("".join(letter for letter in found.group(4) if letter.isdigit()))
    if not month or not day:
        return None
    return "english", _day(year if year >= THREE_DIGITS else 2000 + year, month, int(day))


def _mark(form: str, plain: str) -> str:
    """
    Tell forms apart by their mark: 2026-03-01, 2026.3.1 and 2026년 3월 1일 are three.
    """
    return form + next((mark for mark in ("년", "-", ".", "/") if mark in plain), "")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
