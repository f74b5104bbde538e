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
from rules.portfolio.derived.spending import derive_costs, derive_spending
from rules.portfolio.derived.vehicles import add_kinds, kinds_of_managers, vehicles_of_funds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame

_WORK: dict[str, Callable[[Frame, World], None]] = {
    "investments": derive_investments,
    "commitments": derive_commitments,
    "funds": derive_guarantee,
    "managers": derive_managers,
    "exits": derive_exits,
    "reports": derive_reports,
    "spending": derive_spending,
    "costs": derive_costs,
}
NEEDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "investments": {
        "age_years": ("founded_on", "invested_on"),
        "stake_gap": ("stake", "amount", "pre_money", "post_money"),
        "liability": ("joint_liability",),
        "owner_family": ("shareholders",),
        "security": ("instrument",),
        "loan_cost": ("loan_rate", "redemption_rate"),
        "loan_cap": ("loan_rate", "redemption_rate"),
    },
    "commitments": {"outside": ("in_group", "investor_type"), "owner_family": ("relation",), "finance": ("industry",)},
    "managers": {
        "debt_ratio": ("liabilities", "equity"),
        "overseas_share": ("overseas_invested", "total_assets"),
        "years_owned": ("acquired_on",),
        "years_registered": ("registered_on",),
        "report_late": ("acquired_on", "reported_on"),
    },
    "exits": {"barred_buyer": ("buyer_relation",)},
    "costs": {"unlinked": ("linked", "index")},
    "reports": {"report_missing": ("investments_reported_on", "partners_reported_on")},
}
"""The columns of each kind of table that derived ones are worked out from, for people who have to add them."""
SUMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fund_money": {"external_share": ("in_group", "investor_type", "commitment")},
    "holdings": {"excess": ("stake",)},
}
"""The same for sums over the rows of a table."""


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
    for kind, needs in NEEDS.items():
        if kind in frames:
            _name_missing(frames[kind], needs)
    for name, of, sum_up in (("fund_money", "commitments", fund_money), ("holdings", "holders", holdings)):
        if of in frames:
            frames[name] = sum_up(frames[of])
            _name_missing(frames[name], SUMS[name])
    return frames


def _name_missing(frame: Frame, needs: Mapping[str, tuple[str, ...]]) -> None:
    """
    Say of each derived column that could not be worked out which columns are missing for it.
    """
    for name, sources in needs.items():
        if not frame.has(name) and name not in frame.lacking:
            frame.lacking[name] = tuple(one for one in sources if not frame.has(one)) or sources
