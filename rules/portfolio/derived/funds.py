"""
Work out where the money of funds comes from: partners outside the group, and their share of each fund.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rules.portfolio.derived.vehicles import CONCLUDED, KINDS
from rules.portfolio.derived.world import PLACES, add_column, said_in
from rules.portfolio.frame import Frame

if TYPE_CHECKING:
    from rules.portfolio.derived.world import World


def derive_commitments(frame: Frame, _: World) -> None:
    """
    Tell which partners are from outside the group, of the owner's family, or in finance.
    """
    if frame.has("in_group") or frame.has("investor_type"):
        rows = zip(frame.column("in_group"), frame.column("investor_type"), strict=True)
        frame.columns["outside"] = [_outside(member, kind) for member, kind in rows]
        frame.sources["outside"] = ("in_group", "investor_type")
    if frame.has("relation") or frame.has("remarks"):
        rows = zip(frame.column("relation"), frame.column("remarks"), strict=True)
        frame.columns["owner_family"] = [
            "yes" if code == "family" or said_in("owner_family", note) == "yes" else "no" for code, note in rows
        ]
        frame.sources["owner_family"] = ("relation", "remarks")
    if frame.has("industry"):
        rows = zip(frame.column("industry"), frame.column("investor_type"), strict=True)
        frame.columns["finance"] = [
            None if code is None else "yes" if code == "finance" and kind != "general_partner" else "no"
            for code, kind in rows
        ]
        frame.sources["finance"] = ("industry",)
    derive_guarantee(frame, _)


def _outside(member: object, kind: object) -> str | None:
    if member is not None:
        return "yes" if member == "no" else "no"
    if kind is None:
        return None
    return "yes" if kind == "outside" else "no"


def derive_guarantee(frame: Frame, _: World) -> None:
    """
    Tell whether the remarks promise to make good a loss.
    """
    add_column(frame, "loss_guarantee", ("remarks",), ("remarks",), lambda note: said_in("loss_guarantee", note))


def fund_money(frame: Frame) -> Frame:
    """
    Sum the commitments of each fund: the share from outside the group.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for row, fund in enumerate(frame.column("fund")):
        groups[fund].append(row)
    outside, amounts, shares = frame.column("outside"), frame.column("commitment"), frame.column("commitment_share")
    weights = amounts if frame.has("commitment") else shares
    origins, parts = [], []
    for rows in groups.values():
        known = all(weights[row] is not None and outside[row] is not None for row in rows)
        total = sum(float(str(weights[row])) for row in rows) if known else 0.0
        beyond = [row for row in rows if outside[row] == "yes"]
        parts.append(
            round(sum(float(str(weights[row])) for row in beyond) / total, PLACES) if known and total else None
        )
        origins.append(tuple(frame.origins[row][0] for row in beyond or rows))
    made = Frame("commitments", origins)
    if frame.has("outside"):
        made.columns["external_share"] = list(parts)
    made.columns["fund"] = list(groups)
    made.columns[KINDS] = [frame.column(KINDS)[rows[0]] for rows in groups.values()]
    made.columns[CONCLUDED] = [frame.column(CONCLUDED)[rows[0]] for rows in groups.values()]
    made.sources["external_share"] = ("commitment" if frame.has("commitment") else "commitment_share",)
    return made
