"""
Say between which bounds a share lies that was counted in a sample.
"""

from __future__ import annotations

from math import sqrt
from typing import Final

SURE: Final = 1.96
"""Standard deviations of an interval that holds the true share nineteen times in twenty."""


def wilson(counted: int, total: int) -> tuple[float, float]:
    """
    Give Wilson's 95 % bounds (0 to 1) of a share that was counted so often in a total; all of it where there is none.

    Source: Wilson 1927; the test compares with ../shared/domain/WORKFLOW.md section 4.
    """
    if not total:
        return 0.0, 1.0
    share = counted / total
    spread = SURE * sqrt(share * (1 - share) / total + SURE**2 / (4 * total**2))
    middle, scale = share + SURE**2 / (2 * total), 1 + SURE**2 / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
