"""
Read money, rates, shares, periods, counts, multiples and dates from canonical text, in Korean and English.

Spans are verbatim. Bounds ("초과", "at least") and what a quantity is for are left to `rules`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.quantities.read import quantities

if TYPE_CHECKING:
    from ingest.document import Quantity

__all__ = ["read_quantities", "to_annual", "to_days"]

_TIMES_A_YEAR: Final = {"year": 1, "month": 12, "week": 52, "day": 365}
_DAYS: Final = {"day": Decimal(1), "business_day": Decimal("1.4"), "week": Decimal(7)}
_MONTHS_A_YEAR: Final = 12
_DAYS_A_YEAR: Final = 365
_DAYS_A_MONTH: Final = 30


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """
    Read every quantity of a canonical text, in reading order; spans are offsets into that text.
    """
    return tuple(sorted(quantities(text), key=lambda found: found.span))


def to_annual(quantity: Quantity) -> Decimal | None:
    """
    Give a rate per year (0.2 is 20 % a year); None where it runs per occasion or is no rate.

    A rate without a time is taken as one a year, as in Korean usage; a compound rate is compounded.
    """
    if quantity.kind not in {"rate", "share"}:
        return None
    times = _TIMES_A_YEAR.get(quantity.per or "year")
    if times is None:
        return None
    if quantity.unit == "compound" and times > 1:
        return (1 + quantity.value) ** times - 1
    return quantity.value * times


def to_days(quantity: Quantity) -> Decimal | None:
    """
    Give a period in calendar days: a month is 30, twelve of them 365, five business days a week; None for others.
    """
    if quantity.kind != "period":
        return None
    if quantity.unit == "year":
        return quantity.value * _DAYS_A_YEAR
    if quantity.unit == "month":
        years, months = divmod(quantity.value, _MONTHS_A_YEAR)
        return years * _DAYS_A_YEAR + months * _DAYS_A_MONTH
    return quantity.value * _DAYS[quantity.unit]
