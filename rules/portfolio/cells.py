"""
Read the cells of a column by its type: a value, and aspects of how it was written that the data suites look at.

A value that cannot be read is None and its aspect says why; nothing is repaired in silence.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import log10
from statistics import median
from typing import TYPE_CHECKING, Literal

import re2

from rules.portfolio.titles import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column, Words

Dated = tuple[str | None, date | None]
Written = tuple[str, float | None]
"""A cell as it stands: its text and the number stored behind it."""
REMEMBERED = 50_000
"""Texts whose reading is kept: most cells of a column say what others of it do."""
_EPOCH = date(1899, 12, 30)
SERIALS = (18264, 73415)
"""Serial numbers that are taken for days: 1950 to 2100."""
CENTURY = 70
"""Years of two digits below this are of this century."""
_NUMBER = re2.compile(r"[-+△▲]?\(?[-+]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\)?")
_FIGURE = re2.compile(r"(\d+(?:\.\d+)?)")
_AMOUNT_PART = re2.compile(
    r"(\d+(?:\.\d+)?)(조|천억|백억|십억|억|천만|백만|십만|만|천|trillion|billion|bn|million|mm|mn|m|thousand|k|b)?"
)
STEPS = {
    "조": 1e12, "천억": 1e11, "백억": 1e10, "십억": 1e9, "억": 1e8, "천만": 1e7, "백만": 1e6, "십만": 1e5, "만": 1e4, "천": 1e3,
    "trillion": 1e12, "billion": 1e9, "bn": 1e9, "b": 1e9, "million": 1e6, "mm": 1e6, "mn": 1e6, "m": 1e6, "thousand": 1e3,
    "k": 1e3,
}  # fmt: skip
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
BLANKS = frozenset(
    {"", "-", "–", "—", "n/a", "na", "nil", "null", "해당없음", "해당사항없음", "없음", "none", "notapplicable", "."}
)
PLACEHOLDERS = re2.compile(
    r"^(tbd|tbc|tba|미정|추후(입력|기재|확인|확정)?|확인중|확인필요|확인요망|작성중|입력예정|미확인|미상|pending|unknown|xxx+|\?+|000-?00-?00000|0000[-.]00[-.]00|1900[-./]0?1[-./]0?[01]|9999[-./]12[-./]31|임시|test|asdf|미기재|미입력)$"
)
WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
"""Weights of the first nine figures of a 사업자등록번호. Source: National Tax Service."""
DIGITS = 10
NO_FLOOR = frozenset({"없음", "하한없음", "none", "nofloor", "무"})
ROUNDING = 1.0
"""How far a shown percentage may be from the stored number, in percentage points."""
FEWEST = 5
"""Values a column must have before one of them is called an outlier."""
MOSTLY = 0.8
UNDERSTOOD = 0.7
"""Share of the words of a column that a list of codes must know; below, the column is not understood at all."""
FAR = 2.8
"""Orders of magnitude from the middle of a column at which an amount is likely in another unit."""
SMALL = 4
"""How many times smaller than any other of its column a percentage below 1 must be to be taken for a share."""
ROOM = 3
"""How far outside the usual amounts one may lie after correcting its unit."""
WRONG_UNITS = (1e3, 1e4, 1e6, 1e7, 1e8, 1e9)


@dataclass(slots=True)
class ColumnValues:
    """
    Hold the values of a column in the order of the rows, and its aspects by name.
    """

    values: list[object]
    aspects: dict[str, list[object]] = field(default_factory=dict)


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """
    Give a cell's text in one width, lower case, without blanks.
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=REMEMBERED)
def is_blank(text: str) -> bool:
    """
    Tell whether a cell says nothing.
    """
    return folded(text) in BLANKS


@lru_cache(maxsize=REMEMBERED)
def is_placeholder(text: str) -> bool:
    """
    Tell whether a cell says that its value is still to come.
    """
    return PLACEHOLDERS.search(folded(text)) is not None


def read_column(cells: Sequence[Written], column: Column, title: Title, words: Words | None) -> ColumnValues:
    """
    Read the cells of one column by its type.
    """
    read = _codes(cells, words) if words is not None else _READERS[column.type](cells, column, title)
    read.aspects["filled"] = [_filled(text, value) for (text, _), value in zip(cells, read.values, strict=True)]
    read.aspects["placeholder"] = [is_placeholder(text) for text, _ in cells]
    return read


def _filled(text: str, value: object) -> bool | None:
    return True if not is_blank(text) or value is not None else None


def _text(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    return ColumnValues([None if is_blank(text) else " ".join(text.split()) for text, _ in cells])


COMPANY_FORMS = re2.compile(
    r"주식회사|유한회사|유한책임회사|\(주\)|\(유\)|㈜|,?inc\.?$|,?co\.?,?ltd\.?$|,?ltd\.?$|,?llc\.?$|,?corp(oration)?\.?$|,?pte\.?,?ltd\.?$|,?gmbh$|^주\)|\(주$"
)


def name_of(text: str) -> str:
    """
    Give a firm's name as it is compared: without its legal form, blanks and marks.
    """
    bare = folded(text)
    plain = COMPANY_FORMS.sub("", bare)
    return "".join(letter for letter in plain if letter.isalnum()) or bare


def _names(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    return ColumnValues([None if is_blank(text) else name_of(text) for text, _ in cells])


def _codes(cells: Sequence[Written], words: Words) -> ColumnValues:
    values = [None if not text.strip() else words.code(folded(text)) for text, _ in cells]
    known: list[object] = [
        None if is_blank(text) or is_placeholder(text) or (words.is_open and value is None) else value is not None
        for (text, _), value in zip(cells, values, strict=True)
    ]
    said = [one for one in known if one is not None]
    if sum(map(bool, said)) < UNDERSTOOD * len(said):
        # The column speaks another language than the list: it is not understood, rather than wrong row by row.
        return ColumnValues([None] * len(cells), {"understood": [False] * len(cells)})
    return ColumnValues(list(values), {"known": known})


def _registration(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    digits = ["".join(letter for letter in folded(text) if letter.isdigit()) for text, _ in cells]
    blank = [is_blank(text) or is_placeholder(text) for text, _ in cells]
    read = [None if gone else one for one, gone in zip(digits, blank, strict=True)]
    forms = ["number" if figure is not None else "text" for (_, figure), one in zip(cells, read, strict=True) if one]
    usual = _usual(forms)
    return ColumnValues(
        [one if one is not None and checks(one) else None for one in read],
        {
            "length": [None if one is None else len(one) for one in read],
            "check": [checks(one) if one is not None and len(one) == DIGITS else None for one in read],
            "form": [
                None if one is None or usual is None else ("number" if figure is not None else "text") == usual
                for (_, figure), one in zip(cells, read, strict=True)
            ],
        },
    )


def checks(digits: str) -> bool:
    """
    Tell whether the last figure of a 사업자등록번호 is the one that the others give.
    """
    if len(digits) != DIGITS:
        return False
    figures = [int(one) for one in digits]
    total = sum(weight * one for weight, one in zip(WEIGHTS, figures, strict=False)) + figures[8] * 5 // 10
    return (10 - total % 10) % 10 == figures[9]


def _usual(forms: Sequence[str]) -> str | None:
    """
    Give the form that nearly all cells of a column have; None where there is none.
    """
    if len(forms) < FEWEST:
        return None
    form, often = Counter(forms).most_common(1)[0]
    return form if often >= MOSTLY * len(forms) else None


@lru_cache(maxsize=REMEMBERED)
def number_in(text: str) -> float | None:
    """
    Read a plain number: thousands parted by commas, negative by a sign, △ or brackets; None for other words.
    """
    plain = folded(text).strip("₩$€￦\\").removesuffix("원").removesuffix("%").strip()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    size = float(found.group(1).replace(",", "") + (found.group(2) or ""))
    return -size if plain[0] in "-△▲" or (plain.startswith("(") and plain.endswith(")")) else size


def _numbers(cells: Sequence[Written], column: Column, _: Title) -> ColumnValues:
    values: list[object] = []
    legible: list[object] = []
    for text, figure in cells:
        value, is_none = figure, is_blank(text)
        if value is None and not is_none:
            plain = folded(text)
            for unit in ("배", "x", "명", "인", "석", "주", "건", "년"):
                plain = plain.removesuffix(unit)
            value = number_in(plain)
            if value is None and (found := _FIGURE.match(plain)):
                value = float(found.group(1))
        if value is None and is_none and column.none_is is not None and folded(text) in {"없음", "none"}:
            value = float(column.none_is)
        values.append(value)
        legible.append(None if is_none or is_placeholder(text) else value is not None)
    return ColumnValues(values, {"legible": legible})


def _years(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    values: list[object] = []
    for text, figure in cells:
        number = figure if figure is not None else number_in(folded(text).removesuffix("년").removeprefix("fy"))
        is_year = number is not None and 1950 < number < 2100  # noqa: PLR2004 (any year a report may be about)
        values.append(int(number) if number is not None and is_year else None)
    legible: list[object] = [
        None if is_blank(text) else value is not None for (text, _), value in zip(cells, values, strict=True)
    ]
    return ColumnValues(values, {"legible": legible})


def _shares(cells: Sequence[Written], column: Column, title: Title) -> ColumnValues:
    """
    Read shares: "20%" says it itself; a bare number is of the scale that the title or most of the column has.
    """
    read = [_share_in(text, figure, column) for text, figure in cells]
    bare = [None if told else number for number, told in read]
    # A spreadsheet stores 0.2 behind 20%, so its numbers tell the scale whichever way they are shown.
    stored = [
        number for (number, told), (_, figure) in zip(read, cells, strict=True) if number and (not told or figure)
    ]
    scale = _scale_of(stored, told_percent=title.is_percent, are_told=any(told for _, told in read))
    values: list[object] = [None if number is None else number if told else number / scale for number, told in read]
    legible: list[object] = [
        None if is_blank(text) or is_placeholder(text) else value is not None
        for (text, _), value in zip(cells, values, strict=True)
    ]
    return ColumnValues(values, {"scale": _scale_fits(bare, scale), "legible": legible})


def _share_in(text: str, figure: float | None, column: Column) -> tuple[float | None, bool]:
    """
    Read a share: the number, and whether it is told to be one (20% is 0.2) or bare (0.2 or 20).
    """
    plain = folded(text).replace("연", "").removesuffix("p")
    if "%" in plain:
        percent = number_in(plain)
        if percent is None and (found := _FIGURE.search(plain)):
            percent = float(found.group(1))
        if percent is None:
            return None, True
        is_shown = figure is not None and abs(figure * 100 - percent) <= ROUNDING
        return (figure if is_shown else percent / 100), True
    if column.none_is is not None and plain in NO_FLOOR:
        return float(column.none_is), True
    return (figure if figure is not None else number_in(plain)), False


def _scale_of(numbers: Sequence[float], *, told_percent: bool, are_told: bool) -> float:
    """
    Give what a bare number is divided by: 100 for per cent, 1 for a share.
    """
    fractions = sum(abs(one) <= 1 for one in numbers)
    if len(numbers) >= FEWEST and (fractions >= MOSTLY * len(numbers) or fractions <= (1 - MOSTLY) * len(numbers)):
        return 1.0 if fractions >= MOSTLY * len(numbers) else 100.0
    if told_percent or are_told:
        return 100.0
    return 1.0 if fractions * 2 >= len(numbers) else 100.0


def _scale_fits(bare: Sequence[float | None], scale: float) -> list[object]:
    """
    Tell which bare numbers are of the column's scale: 20 among shares, 0.2 among per cent are not.
    """
    usual = [abs(one) for one in bare if one]
    if scale == 1:
        return [None if one is None else abs(one) <= 1 for one in bare]
    whole = [one for one in usual if one >= 1]
    if len(whole) < FEWEST:
        return [None if one is None else True for one in bare]
    least = min(whole)
    return [
        None
        if one is None
        else not (0 < abs(one) < 1 and abs(one) * SMALL < least <= abs(one) * 100 <= max(whole) * ROOM)
        for one in bare
    ]


def _days(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    said = [not is_blank(text) and not is_placeholder(text) for text, _ in cells]
    read = [day_of(text, figure) if there else (None, None) for (text, figure), there in zip(cells, said, strict=True)]
    order = _order([form for form, _ in read if form])
    if order:
        read = [
            day_of(text, figure, order) if there and form is None else (form, day)
            for (text, figure), there, (form, day) in zip(cells, said, read, strict=True)
        ]
    usual = _usual([form for form, _ in read if form])
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


@dataclass(frozen=True, slots=True)
class Amount:
    """
    Hold an amount as written: a bare number, or one that names its unit ("won": nothing but 원 behind it).
    """

    number: float
    unit: Literal["bare", "won", "stepped", "foreign"]


@lru_cache(maxsize=REMEMBERED)
def amount_in(text: str, figure: float | None) -> Amount | None:
    """
    Read an amount: 1,500 / 15억 / 3억 5천만원 / KRW 1.2bn / $1.2m / (1,200) / △1,200; None for other words.
    """
    written = folded(text).replace(",", "")
    foreign = next((mark for mark in FOREIGN if mark in written), None)
    plain = written.replace("us$", "").replace(foreign or "₩", "")
    for mark in ("krw", "₩", "￦", "won"):
        plain = plain.replace(mark, "")
    plain = plain.removesuffix("정").removesuffix("원")
    is_negative = plain[:1] in {"-", "△", "▲"} or (plain.startswith("(") and plain.endswith(")"))
    plain = plain.strip("-+△▲()").removeprefix("약").removeprefix("금")
    parts = _AMOUNT_PART.findall(plain)
    if not parts or "".join(number + step for number, step in parts) != plain:
        return None if figure is None else Amount(figure, "bare")
    stepped = any(step for _, step in parts)
    if figure is not None and not stepped:
        return Amount(figure, "foreign" if foreign else "bare")
    number = _summed(parts)
    unit: Literal["bare", "won", "stepped", "foreign"] = (
        "foreign" if foreign else "stepped" if stepped else "won" if written.endswith(("원", "원정", "won")) else "bare"
    )
    return Amount(-number if is_negative else number, unit)


def _summed(parts: Sequence[tuple[str, str]]) -> float:
    """
    Add up the parts of an amount; 12억 5천 is said for 12억 5천만.
    """
    large = False
    total = 0.0
    for number, step in parts:
        size = STEPS.get(step, 1.0)
        total += float(number) * size * (STEPS["만"] if large and step == "천" else 1)
        large |= size >= STEPS["억"]
    return total


def _money(cells: Sequence[Written], _: Column, title: Title) -> ColumnValues:
    """
    Read amounts into won, or the unit the column has where none is told; an amount of another unit is marked.
    """
    amounts = [None if is_blank(text) else amount_in(text, figure) for text, figure in cells]
    scale = title.scale if title.scale is not None else 1.0
    usual = _usual_unit([one.unit for one in amounts if one is not None], title)
    as_told: list[object] = [
        None if one is None else one.unit == usual or (one.unit == "won" and usual == "bare" and scale == 1)
        for one in amounts
    ]
    values = [None if one is None else one.number * (scale if one.unit == "bare" else 1) for one in amounts]
    legible: list[object] = [
        None if is_blank(text) or is_placeholder(text) else one is not None
        for (text, _), one in zip(cells, amounts, strict=True)
    ]
    sizes = _sizes([value for value, fits in zip(values, as_told, strict=True) if value and fits])
    magnitude: list[object] = [None if value is None else _fits_magnitude(value, sizes) for value in values]
    return ColumnValues(list(values), {"unit": as_told, "legible": legible, "magnitude": magnitude})


def _usual_unit(units: Sequence[str], title: Title) -> str:
    """
    Give how the amounts of a column name their unit; a column whose title tells a unit holds bare numbers.
    """
    counted = Counter("bare" if unit == "foreign" and title.currency else unit for unit in units).most_common(1)
    if not counted or (title.scale is not None and counted[0][1] < MOSTLY * len(units)):
        return "bare"
    return counted[0][0]


def _sizes(usual: Sequence[float]) -> tuple[float, float, float] | None:
    """
    Give a low, the middle and a high amount of a column; None where there are too few.
    """
    if len(usual) < FEWEST:
        return None
    ordered = sorted(map(abs, usual))
    return ordered[len(ordered) // 20], median(ordered), ordered[-1 - len(ordered) // 20]


def _fits_magnitude(value: float, sizes: tuple[float, float, float] | None) -> bool:
    """
    Tell whether an amount can be of its column's unit: one far from the middle that is usual in another unit is not.
    """
    if sizes is None or value == 0:
        return True
    low, middle, high = sizes
    away = log10(abs(value) / middle)
    if abs(away) < FAR:
        return True
    corrected = [abs(value) / step if away > 0 else abs(value) * step for step in WRONG_UNITS]
    return not any(low / ROOM <= one <= high * ROOM for one in corrected)


_READERS: dict[str, Callable[[Sequence[Written], Column, Title], ColumnValues]] = {
    "text": _text,
    "name": _names,
    "registration": _registration,
    "number": _numbers,
    "year": _years,
    "share": _shares,
    "day": _days,
    "money": _money,
}
