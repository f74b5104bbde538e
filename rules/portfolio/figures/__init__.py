"""
Work out the figures of a portfolio from the rows that were judged: exposure, shares against limits, spread of terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.figures.figure import Figure, Limit
from rules.portfolio.figures.shares import external, overseas
from rules.portfolio.figures.spreads import exposure, overseas_exposure, put_triggers, ranges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame

FOR_HOLDING_COMPANIES = "holding_company_cvc"
"""The fact that decides whether the limits of the Fair Trade Act apply."""
MULTIPLES = (1.0, 1.5, 2.0)
"""Edges between multiples of the investment."""
RATES = (0.04, 0.06, 0.1, 0.15)
"""Edges between yearly rates."""


def figures_of(frames: Mapping[str, Frame], world: World) -> tuple[Figure, ...]:
    """
    Work out all figures; nothing where the file lists no investments, funds or managers.
    """
    if not frames.keys() & {"investments", "funds", "commitments", "managers"}:
        return ()
    investments = frames.get("investments")
    multiple, rate = _limit("liquidation_preference_multiple", world), _limit("redemption_rate_notice", world)
    return (
        exposure(investments),
        external(frames, _limit("cvc_external_money_share", world)),
        overseas(frames, _limit("cvc_overseas_share", world)),
        overseas_exposure(investments),
        ranges("liquidation_preference", investments, "liquidation_multiple", MULTIPLES, multiple),
        ranges("redemption_rate", investments, "redemption_rate", RATES, rate),
        put_triggers(investments),
    )


def _limit(name: str, world: World) -> Limit:
    """
    Give a dated number as a figure's limit; the product's own defaults are for everybody.
    """
    parameter = world.parameters[name]
    declared = world.facts.get(FOR_HOLDING_COMPANIES)
    applies = True if parameter.status == "default" else declared if isinstance(declared, bool) else None
    return Limit(name, parameter.description, parameter.unit, parameter.status, parameter.step(world.on), applies)
