"""
Hold what was read of a term, and word it for people in Korean and English.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from rules.rule import Text

if TYPE_CHECKING:
    from ingest.document import Quantity
    from rules.finding import Evidence
    from rules.terms.market import Market, Position

ValueKind = Literal["money", "rate", "share", "period", "count", "multiple", "date", "option", "words"]
_PERIOD_KO: Final = {"day": "일", "business_day": "영업일", "week": "주", "month": "개월", "year": "년"}
_COUNTED: Final = {"person": Text(ko="명", en=""), "share": Text(ko="주", en="shares")}
_PER: Final = {
    "year": Text(ko="연 ", en=" a year"),
    "quarter": Text(ko="분기 ", en=" a quarter"),
    "month": Text(ko="월 ", en=" a month"),
    "week": Text(ko="주 ", en=" a week"),
    "day": Text(ko="일 ", en=" a day"),
    "occurrence": Text(ko="1회 ", en=" each time"),
}
_INTEREST: Final = {"simple": Text(ko=" 단리", en=", simple"), "compound": Text(ko=" 복리", en=", compound")}
_NOTHING: Final = Text(ko="", en="")
_PLACES: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Value:
    """
    Hold one value of a term as the paper gives it.

    quantity: a number with its unit, its span in `Reading.text`; option: which of the term's options it is; neither
    for words.
    """

    kind: ValueKind
    text: Text
    quantity: Quantity | None = None
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """
    Hold a value with the words it was read from and how certain the reading is (0 to 1).
    """

    value: Value
    evidence: Evidence
    certainty: float


@dataclass(frozen=True, slots=True)
class TermRead:
    """
    Hold one row of the table: the term, what was found of it (nothing is nothing, never a default), and the market.
    """

    id: str
    group: Text
    name: Text
    found: tuple[Found, ...]
    market: Market | None
    position: Position


def of_quantity(quantity: Quantity) -> Value:
    """
    Make a value of a number with its unit.
    """
    return Value(quantity.kind, _WORDINGS[quantity.kind](quantity), quantity)


def _money(quantity: Quantity) -> Text:
    per, amount = _PER.get(quantity.per or "", _NOTHING), _grouped(quantity.value)
    if quantity.unit == "KRW":
        return Text(ko=f"{per.ko}{amount}원", en=f"KRW {amount}{per.en}")
    return Text(ko=f"{per.ko}{quantity.unit} {amount}", en=f"{quantity.unit} {amount}{per.en}")


def _share(quantity: Quantity) -> Text:
    return Text(ko=_percent(quantity.value), en=_percent(quantity.value))


def _rate(quantity: Quantity) -> Text:
    per, how = _PER[quantity.per or "year"], _INTEREST.get(quantity.unit, _NOTHING)
    shown = _percent(quantity.value)
    return Text(ko=f"{per.ko}{shown}{how.ko}", en=f"{shown}{per.en}{how.en}")


def _multiple(quantity: Quantity) -> Text:
    return Text(ko=f"{_plain(quantity.value)}배", en=f"{_plain(quantity.value)}x")


def _period(quantity: Quantity) -> Text:
    number, unit = _plain(quantity.value), quantity.unit.replace("_", " ")
    return Text(ko=f"{number}{_PERIOD_KO[quantity.unit]}", en=f"{number} {unit}{'' if quantity.value == 1 else 's'}")


def _count(quantity: Quantity) -> Text:
    number, counted = _grouped(quantity.value), _COUNTED.get(quantity.unit, _NOTHING)
    return Text(ko=f"{number}{counted.ko}", en=f"{number} {counted.en}".strip())


def _date(quantity: Quantity) -> Text:
    day = date.fromordinal(int(quantity.value)).isoformat()
    return Text(ko=day, en=day)


def _percent(part: Decimal) -> str:
    return f"{_plain((part * 100).quantize(_PLACES))}%"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _grouped(number: Decimal) -> str:
    return f"{number.normalize():,f}"


_WORDINGS: Final = {
    "money": _money,
    "share": _share,
    "rate": _rate,
    "multiple": _multiple,
    "period": _period,
    "count": _count,
    "date": _date,
}
