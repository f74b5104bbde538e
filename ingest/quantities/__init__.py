"""
Read money, rates, shares, periods, counts, multiples and dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.quantities.convert import DAYS, to_annual, to_days

if TYPE_CHECKING:
    from ingest.document import Quantity

__all__ = ["DAYS", "read_quantities", "to_annual", "to_days"]


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """
    Read every quantity of a canonical text, in reading order.
    """
    return ()
