"""
Work out what the columns say together: ages, ratios, sums for each fund, and what remarks mean.

A derived column is None wherever one of its sources is; each names the columns it rests on, which are the evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.derived.funds import derive_commitments, derive_guarantee, fund_money
from rules.portfolio.derived.holders import holdings
from rules.portfolio.derived.investments import derive_exits, derive_investments
from rules.portfolio.derived.managers import derive_managers, derive_reports
from rules.portfolio.derived.vehicles import add_kinds, kinds_of_managers, vehicles_of_funds

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame

_WORK: dict[str, Callable[[Frame, World], None]] = {
    "investments": derive_investments,
    "commitments": derive_commitments,
    "funds": derive_guarantee,
    "managers": derive_managers,
    "exits": derive_exits,
    "reports": derive_reports,
}


def derive(world: World) -> dict[str, Frame]:
    """
    Add the derived columns to the frames, and the frames of sums.
    """
    frames = dict(world.frames)
    managers = kinds_of_managers(world)
    vehicles = vehicles_of_funds(world)
    for frame in frames.values():
        add_kinds(frame, world, managers, vehicles)
    for kind, work in _WORK.items():
        if kind in frames:
            work(frames[kind], world)
    for name, of, sum_up in (("fund_money", "commitments", fund_money), ("holdings", "holders", holdings)):
        if of in frames:
            frames[name] = sum_up(frames[of])
    return frames
