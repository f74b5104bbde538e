"""
Read money, rates, shares, periods, counts, multiples and dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.document import Quantity


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """
    Read every quantity of a canonical text, in reading order.
    """
    return ()
