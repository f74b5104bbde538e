"""
Walk over the numbers of a text and tell what each measures from what stands around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.dates import DATE, date_of
from ingest.document import Quantity, Span
from ingest.quantities import forms, numerals
from ingest.quantities.worded import worded

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

_BEFORE: Final = 60
_AFTER: Final = 90
_NEAR: Final = 24
_TEN: Final = Decimal(10)
_HUNDRED: Final = Decimal(100)
_THOUSAND: Final = Decimal(1000)
_TEN_THOUSAND: Final = Decimal(10000)
_LAST_YEAR_NUMBER: Final = 200
_FEW_WEEKS: Final = 12
# Units without a number are column heads and blanks of forms: 천원, 만원.
_BARE_UNITS: Final = frozenset({"천", "만", "십만", "백만", "천만", "억", "조"})
_MONTHS: Final = 12
_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class _Number:
    """
    Hold a number where it stands in the text, and the words before it on its line.
    """

    text: str
    start: int
    end: int
    value: Decimal

    def before(self) -> str:
        """
        Give the words before the number.
        """
        return self.text[max(0, self.start - _BEFORE) : self.start]

    def quantity(
        self, kind: str, value: Decimal, unit: str, end: int, per: str | None = None, start: int | None = None
    ) -> Quantity:
        """
        Make a quantity that ends at the given offset.
        """
        return Quantity(kind, value, unit, per, Span(self.start if start is None else start, end))  # type: ignore[arg-type]


def quantities(text: str) -> Iterator[Quantity]:
    """
    Walk over the quantities of a canonical text; they neither overlap nor come out of order within their kind.
    """
    taken = 0
    read = [*_dates(text), *_rated(text)]
    within = {place for found in read for place in range(found.span.start, found.span.end)}
    yield from read
    for found in forms.NUMBER.finditer(text):
        number = _number(found)
        if number is None or number.start < taken or number.start in within:
            continue
        quantity = next(filter(None, (reader(number) for reader in _READERS)), None)
        if quantity is not None:
            taken = quantity.span.end
            yield quantity


def _rated(text: str) -> Iterator[Quantity]:
    """
    Walk over the worded quantities; a share with a time is a rate, as with numbers.
    """
    for found in worded(text):
        if found.kind == "share":
            number = _Number(text, found.span.start, found.span.end, found.value)
            yield _share_or_rate(number, found.value, found.span.end)
        else:
            yield found


def _number(found: re.Match[str]) -> _Number | None:
    """
    Read the number itself; None where it is the number of a clause or no number at all.
    """
    kind = str(found.lastgroup)
    written = found[kind]
    start, end = found.span(kind)
    text = found.string
    if text[max(0, start - 2) : start].rstrip().endswith("제"):
        return None
    if kind == "sino" and (
        (written in _BARE_UNITS and not text.startswith("분의", end))
        or (len(written) == 1 and text[end : end + 1] == " " and not forms.SPACED.match(text, end))
    ):
        return None
    value = {
        "digits": numerals.korean,
        "sino": numerals.korean,
        "native": numerals.native,
        "english": numerals.english,
    }[kind](written)
    if value is None:
        return None
    repeated = forms.REPEATED.match(text, end) if kind == "english" else None
    return _Number(text, start, repeated.end() if repeated and not repeated["percent"] else end, value)


def _money(number: _Number) -> Quantity | None:
    """
    Read "5억 3천만원", "KRW 1.9 bn", "£36,000".
    """
    before = number.before()
    prefix = forms.CURRENCY_BEFORE.search(before)
    if prefix:
        factor = forms.MAGNITUDE.match(number.text, number.end)
        end = factor.end() if factor else number.end
        value = number.value * (forms.magnitude(factor.group(1)) if factor else 1)
        start = number.start - len(prefix.group())
        return number.quantity(
            "money", value, forms.currency(prefix.group(1)), end, _per(number, end, before[: prefix.start()]), start
        )
    suffix = forms.CURRENCY_BEHIND.match(number.text, number.end)
    if suffix:
        scale = Decimal(forms.SCALES[suffix["scale"].strip()]) if suffix["scale"] else Decimal(1)
        per = _per(number, suffix.end(), before)
        return number.quantity("money", number.value * scale, forms.currency(suffix["currency"]), suffix.end(), per)
    if (
        number.text[number.end - 1] in "억조"
        and number.value >= _TEN_THOUSAND
        and not number.text[number.end : number.end + 2].strip()[:1].isalpha()
    ):
        return number.quantity("money", number.value, "KRW", number.end, _per(number, number.end, before))
    return None


def _per(number: _Number, end: int, before: str) -> str | None:
    """
    Say for what stretch of time, or for what occasion, an amount or a count holds.
    """
    found = forms.PER_BEHIND.match(number.text, end) or forms.PER_BEFORE.search(before)
    return found.lastgroup if found else None


def _portion(number: _Number) -> Quantity | None:
    """
    Read "15%", "100분의 25", "1/1000"; with a time it is a rate, else a share.
    """
    found = forms.PERCENT.match(number.text, number.end)
    if found:
        divisor = _THOUSAND if found["mille"] else _TEN_THOUSAND if found["basis"] else _HUNDRED
        value, end = number.value / divisor, found.end()
        again = forms.REPEATED.match(number.text, end)
        end = again.end() if again and again["percent"] else end
    elif tenths := forms.TENTHS.match(number.text, number.end):
        value, end = _tenths(number, tenths), tenths.end()
    else:
        found = forms.FRACTION.match(number.text, number.end)
        if found is None:
            return None
        ratio = _ratio(number, found)
        if ratio is None:
            return None
        value, end = ratio, found.end()
    return _share_or_rate(number, value, end)


def _share_or_rate(number: _Number, value: Decimal, end: int) -> Quantity:
    """
    Make a share, or where a time is said a rate, simple or compound as the words near by or the line describe it.
    """
    per, is_rate = _time_of_rate(number, end)
    if not is_rate:
        return number.quantity("share", value, "", end)
    around, line = _line_around(number, end, _NEAR), _line_around(number, end, _AFTER)
    unit = "compound" if forms.COMPOUND.search(around) else "simple" if forms.SIMPLE.search(around) else ""
    return number.quantity("rate", value, unit or ("compound" if forms.GROWS.search(line) else ""), end, per)


def _tenths(number: _Number, found: re.Match[str]) -> Decimal:
    """
    Read "2할", "1할 5푼" and "5푼" as shares of ten and of a hundred.
    """
    if found["few"]:
        return number.value / _HUNDRED
    hundredths = numerals.korean(found["hundredths"]) if found["hundredths"] else None
    return number.value / _TEN + (hundredths or 0) / _HUNDRED


def _line_around(number: _Number, end: int, reach: int) -> str:
    """
    Give the words around a portion on its own line, where it is said whether interest is simple or compound.
    """
    before, behind = number.text[max(0, number.start - reach) : end], number.text[end : end + reach]
    return before.rsplit("\n", 1)[-1] + behind.split("\n", 1)[0]


def _ratio(number: _Number, found: re.Match[str]) -> Decimal | None:
    """
    Divide what a fraction names: "100분의 25" is 25/100, "1/1000" is 1/1000.
    """
    if found["upper"]:
        upper = numerals.korean(found["upper"])
        return upper / number.value if upper is not None and number.value else None
    lower = Decimal(found["lower"].replace(",", ""))
    return number.value / lower if lower and number.value <= lower else None


def _time_of_rate(number: _Number, end: int) -> tuple[str | None, bool]:
    """
    Say per what time a portion runs, and whether it is a rate at all.
    """
    behind = forms.RATE_BEHIND.match(number.text[end : end + _AFTER])
    before = number.before().rsplit("\n", 1)[-1]
    close, wide = (form.search(before) for form in forms.RATE_BEFORE)
    for found in (behind, close, wide):
        if found:
            return found.lastgroup, True
    return None, bool(forms.INTEREST.search(before))


def _multiple(number: _Number) -> Quantity | None:
    """
    Read "1.5배", "2x", "three times the Issue Price".
    """
    half = number.text.startswith(" and a half times", number.end)
    if half:
        return number.quantity("multiple", number.value + Decimal("0.5"), "", number.end + len(" and a half times"))
    found = forms.MULTIPLE.match(number.text, number.end)
    return number.quantity("multiple", number.value, "", found.end()) if found else None


_UNITS: Final = {
    "business": "business_day", "month": "month", "year": "year", "week": "week", "hour": "hour", "day": "day",
    "day_en": "day", "week_en": "week", "month_en": "month", "year_en": "year", "hour_en": "hour",
}  # fmt: skip


def _period(number: _Number) -> Quantity | None:
    """
    Read "30일", "10영업일", "1년 6개월", "six (6) months"; days and years of the calendar are none.
    """
    found = forms.PERIOD.match(number.text, number.end)
    if found is None:
        return None
    unit, value = _UNITS[str(found.lastgroup)], number.value
    before = number.before().rstrip()
    if (unit == "day" and before.endswith(("월", "익월", "당월"))) or (unit == "year" and value > _LAST_YEAR_NUMBER):
        return None
    if found.group().strip() == "주" and value > _FEW_WEEKS:
        return None
    end = found.end()
    if unit == "hour":
        unit, value = "day", value / _HOURS
    more = forms.MORE_MONTHS.match(number.text, end) if unit == "year" else None
    if more:
        extra = forms.NUMBER.search(more.group())
        months = _number(extra) if extra else None
        if months is not None:
            unit, value, end = "month", value * _MONTHS + months.value, more.end()
    return number.quantity("period", value, unit, end)


_COUNTED: Final = {"person": "person", "time": "time", "share": "share", "thing": ""}


def _count(number: _Number) -> Quantity | None:
    """
    Read "3인", "연 1회", "12,500주", "five members".
    """
    found = forms.COUNT.match(number.text, number.end)
    if found is None:
        return None
    per = _per(number, found.end(), number.before())
    return number.quantity("count", number.value, _COUNTED[str(found.lastgroup)], found.end(), per)


_READERS: Final[tuple[Callable[[_Number], Quantity | None], ...]] = (_money, _portion, _multiple, _period, _count)


def _dates(text: str) -> Iterator[Quantity]:
    """
    Walk over the dates; the value is the ordinal of the day.
    """
    for found in DATE.finditer(text):
        day = date_of(found)
        if day is not None:
            yield Quantity("date", Decimal(day.toordinal()), "date", None, Span(found.start(), found.end()))
