"""
Read money, rates, shares, periods, counts, multiples and dates from canonical text, in Korean and English.

Spans are verbatim. Bounds ("초과", "at least") and what a quantity is for are left to `rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.quantities.convert import to_annual, to_days
from ingest.quantities.read import quantities

if TYPE_CHECKING:
    from ingest.document import Quantity

__all__ = ["read_quantities", "to_annual", "to_days"]


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """
    Read every quantity of a canonical text, in reading order; spans are offsets into that text.
    """
    return tuple(sorted(quantities(text), key=lambda found: found.span))
