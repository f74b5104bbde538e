"""
Tell for each row what vehicle it is of, and which kinds of investor stand behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.written import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame

FUND_VEHICLES = frozenset({"venture_fund", "new_technology_fund", "individual_fund"})
KIND_OF_FUND = {
    "venture_fund": "venture_investment_fund",
    "individual_fund": "individual_investment_fund",
    "new_technology_fund": "new_technology_financier",
}
FUNDS_AS_KINDS = {"venture_investment_fund": "venture_fund", "individual_investment_fund": "individual_fund"}
KINDS = "investor_kinds"
"""Column with the kinds of investor whose law may reach a row; None among them stands for one that is not known."""
CONCLUDED = "concluded_on"
"""Column with the day of the agreement a row is about: of the investment, or of the fund that partners joined."""


def add_kinds(
    frame: Frame,
    world: World,
    managers: Mapping[object, str],
    vehicles: Mapping[object, tuple[str | None, object]],
) -> None:
    """
    Tell for each row what vehicle it is of and which kinds of investor stand behind it.
    """
    words = vocabulary.load().codes["fund_type"]
    declared = world.facts.get("investor_kind")
    declared = declared if isinstance(declared, str) else None
    single = next(iter(managers.values())) if len(set(managers.values())) == 1 else None
    own: list[object] = []
    kinds: list[object] = []
    texts, told = frame.column("fund.text"), frame.column("fund_type")
    for row, (fund, name) in enumerate(zip(frame.column("fund"), frame.column("manager"), strict=True)):
        known, of = vehicles.get(fund, (None, None))
        vehicle = told[row] or known or (words.code(folded(str(texts[row]))) if texts[row] else None)
        vehicle = vehicle or FUNDS_AS_KINDS.get(declared or "")
        kind = managers.get(name or of) or single or (None if declared in FUNDS_AS_KINDS else declared)
        own.append(vehicle)
        kinds.append(_kinds(str(vehicle) if vehicle else None, kind))
    if frame.kind == "managers":
        kinds = [(kind or declared,) for kind in frame.column("manager_kind")]
    frame.columns["vehicle"] = own
    frame.sources["vehicle"] = ("fund_type", "fund")
    frame.columns[KINDS] = kinds
    formed = _formed(world)
    own_day = "formed_on" if frame.kind == "funds" else "invested_on"
    frame.columns[CONCLUDED] = (
        [formed.get(fund) for fund in frame.column("fund")]
        if frame.kind == "commitments"
        else list(frame.column(own_day))
    )


def kinds_of_managers(world: World) -> dict[object, str]:
    """
    Give the kind of each manager that the table of managers names.
    """
    frame = world.frames.get("managers")
    if frame is None:
        return {}
    return {
        name: str(kind)
        for name, kind in zip(frame.column("manager"), frame.column("manager_kind"), strict=True)
        if name and kind
    }


def vehicles_of_funds(world: World) -> dict[object, tuple[str | None, object]]:
    """
    Give kind and manager of each fund that the table of funds names.
    """
    frame = world.frames.get("funds")
    if frame is None:
        return {}
    rows = zip(frame.column("fund"), frame.column("fund_type"), frame.column("manager"), strict=True)
    return {fund: (str(kind) if kind else None, manager) for fund, kind, manager in rows if fund}


def _formed(world: World) -> dict[object, object]:
    frame = world.frames.get("funds")
    return dict(zip(frame.column("fund"), frame.column("formed_on"), strict=True)) if frame is not None else {}


def _kinds(vehicle: str | None, manager: str | None) -> tuple[str | None, ...]:
    fund = KIND_OF_FUND.get(vehicle or "")
    if vehicle == "venture_fund":
        return (fund, manager)
    return (fund,) if fund else (manager,)
