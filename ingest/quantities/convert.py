"""
Bring rates and periods to one measure, so that they can be compared with a bound.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ingest.document import Quantity

PER_YEAR: Final = {
    "year": Decimal(1),
    "quarter": Decimal(4),
    "month": Decimal(12),
    "week": Decimal(52),
    "day": Decimal(365),
}
DAYS: Final = {
    "day": Decimal(1),
    "business_day": Decimal("1.4"),
    "week": Decimal(7),
    "month": Decimal(30),
    "year": Decimal(365),
}
"""Days in a unit; five business days make a week of seven."""
_MONTHS_A_YEAR: Final = 12


def to_annual(quantity: Quantity) -> Decimal | None:
    """
    Give a rate as share per year (0.2 is 20 %); a rate without a period counts as yearly, as in Korean usage.

    A rate said to compound is compounded. None for what is no rate or accrues per occurrence.
    """
    if quantity.kind != "rate":
        return None
    factor = PER_YEAR.get(quantity.per or "year")
    if factor is None:
        return None
    if quantity.unit == "compound" and factor > 1:
        return (1 + quantity.value) ** factor - 1
    return quantity.value * factor


def to_days(quantity: Quantity) -> Decimal | None:
    """
    Give a period in calendar days: a month is 30, but twelve of them are a year of 365; None for what is no period.
    """
    if quantity.kind != "period":
        return None
    if quantity.unit == "month":
        years, months = divmod(quantity.value, _MONTHS_A_YEAR)
        return years * DAYS["year"] + months * DAYS["month"]
    factor = DAYS.get(quantity.unit)
    return None if factor is None else quantity.value * factor
