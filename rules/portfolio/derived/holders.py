"""
Sum the stakes of the holders of each company.
"""

from __future__ import annotations

from collections import defaultdict

from rules.portfolio.derived.vehicles import KINDS
from rules.portfolio.derived.world import PLACES
from rules.portfolio.frame import Frame


def holdings(frame: Frame) -> Frame:
    """
    Sum the stakes of the shareholders of each company.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for row, company in enumerate(frame.column("company")):
        groups[company].append(row)
    stakes = frame.column("stake")
    made = Frame("holders", [tuple(frame.origins[row][0] for row in rows) for rows in groups.values()])
    if frame.has("stake"):
        made.columns["excess"] = [
            round(sum(float(str(stakes[row])) for row in rows) - 1, PLACES)
            if all(stakes[row] is not None for row in rows)
            else None
            for rows in groups.values()
        ]
    made.columns[KINDS] = [(None,)] * len(groups)
    made.sources["excess"] = ("stake",)
    return made
