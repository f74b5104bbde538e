"""
Work out what an instrument is: redeemable, a bond, a debt, secured, and what money lent through it costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.derived.world import add_column, date_of, said_in

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame

REDEEMABLE = frozenset({"rcps", "rps"})
BONDS = frozenset({"cb", "bw", "eb", "secured_bond", "unsecured_bond"})
DEBT = BONDS | {"cn", "loan"}


def derive_instruments(frame: Frame, world: World) -> None:
    """
    Add what the instrument of each investment is.
    """
    for name, codes in (("redeemable", REDEEMABLE), ("bond", BONDS), ("debt", DEBT)):
        _add_nature(frame, name, codes)
    _secured(frame)
    if frame.has("loan_rate") or frame.has("redemption_rate"):
        _loans(frame, world)


def _add_nature(frame: Frame, name: str, codes: AbstractSet[object]) -> None:
    sources = ("instrument",)
    add_column(frame, name, sources, sources, lambda one: None if one is None else "yes" if one in codes else "no")


def _loans(frame: Frame, world: World) -> None:
    """
    Give the yearly cost of what is lent, and the highest interest the law allowed on the day of the agreement.
    """
    rows = zip(frame.column("debt"), frame.column("loan_rate"), frame.column("redemption_rate"), strict=True)
    frame.columns["loan_cost"] = [
        max((one for one in (coupon, yielded) if isinstance(one, float)), default=None) if debt == "yes" else None
        for debt, coupon, yielded in rows
    ]
    frame.sources["loan_cost"] = ("loan_rate", "redemption_rate", "instrument")
    cap = world.parameters["max_interest_rate"]
    frame.columns["loan_cap"] = [
        float(cap.value(max(cap.steps[0].since, date_of(day) or world.on))) for day in frame.column("invested_on")
    ]
    frame.sources["loan_cap"] = ("invested_on",)


def _secured(frame: Frame) -> None:
    if not frame.has("instrument"):
        return
    rows = zip(
        frame.column("instrument"),
        frame.column("secured"),
        frame.column("remarks"),
        frame.column("instrument.text"),
        strict=True,
    )
    frame.columns["security"] = [
        "yes"
        if code == "secured_bond" or flag == "yes" or "yes" in {said_in("secured", note), said_in("secured", text)}
        else "no"
        for code, flag, note, text in rows
    ]
    frame.sources["security"] = ("secured", "instrument", "remarks")
