"""
Bring rates and periods to one measure, so that they can be compared with a bound.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.document import Quantity

PER_YEAR = {"year": Decimal(1), "month": Decimal(12), "day": Decimal(365)}
DAYS = {
    "day": Decimal(1),
    "business_day": Decimal("1.4"),
    "week": Decimal(7),
    "month": Decimal(30),
    "year": Decimal(365),
}
"""Days in a unit; five business days make a week of seven."""


def to_annual(quantity: Quantity) -> Decimal | None:
    """
    Give a rate as share per year, not compounded (0.2 is 20 %); a rate without a period counts as yearly.

    None for what is no rate or accrues per occurrence.
    """
    if quantity.kind != "rate":
        return None
    factor = PER_YEAR.get(quantity.per or "year")
    return None if factor is None else quantity.value * factor


def to_days(quantity: Quantity) -> Decimal | None:
    """
    Give a period in calendar days; None for what is no period.
    """
    factor = DAYS.get(quantity.unit)
    return None if quantity.kind != "period" or factor is None else quantity.value * factor
