"""
Turn sets of features into what a linear model learns from, and its weights into what a file holds.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence


def columns(read: Sequence[set[str]], least: int) -> dict[str, int]:
    """
    Give each feature that is said so often at least a column, in the order of their letters.
    """
    seen = Counter(one for said in read for one in said)
    return {one: at for at, one in enumerate(sorted(one for one, times in seen.items() if times >= least))}


def table(read: Sequence[set[str]], column: dict[str, int]) -> sparse.csr_matrix:
    """
    Give a row for each set: 1 in the columns of what it says, else 0.
    """
    where = [(row, column[one]) for row, said in enumerate(read) for one in sorted(said & column.keys())]
    rows, across = np.array(where).T
    return sparse.csr_matrix((np.ones(len(where)), (rows, across)), (len(read), len(column)))


def hundredths(weights: Sequence[float]) -> list[int]:
    """
    Round weights to what the files hold.
    """
    return [round(100 * one) for one in weights]
