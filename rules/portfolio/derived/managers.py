"""
Work out what managers owe the law: their debt and overseas share, how long they are owned, and reports that are due.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from rules.portfolio.derived.world import date_of, months_after, ratio, whole_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame


def derive_managers(frame: Frame, world: World) -> None:
    """
    Give debt to equity, the share overseas, years since acquisition and registration, and late reports.
    """
    if frame.has("liabilities", "equity"):
        told = frame.column("debt_ratio")
        worked = [
            ratio(one, other) for one, other in zip(frame.column("liabilities"), frame.column("equity"), strict=True)
        ]
        frame.columns["debt_ratio"] = [
            one if one is not None else other for one, other in zip(worked, told, strict=True)
        ]
        frame.sources["debt_ratio"] = ("liabilities", "equity", "debt_ratio")
    _overseas(frame, world)
    days = frame.column("as_of")
    until = [date_of(day) or world.on for day in days]
    _since(frame, "years_owned", "acquired_on", until)
    _since(frame, "years_registered", "registered_on", until)
    if frame.has("acquired_on", "reported_on"):
        months = int(world.parameters["cvc_report_months"].value(world.on))
        rows = zip(
            frame.column("acquired_on"), frame.column("reported_on"), frame.column("reported_on.filled"), strict=True
        )
        frame.columns["report_late"] = [
            _late(since, report, filled, months, world.on) for since, report, filled in rows
        ]
        frame.sources["report_late"] = ("acquired_on", "reported_on")


def _late(since: object, report: object, filled: object, months: int, on: date) -> str | None:
    """
    Tell whether a report came after its last day, or has not come and that day is past.
    """
    start, came = date_of(since), date_of(report)
    if start is None or (came is None and filled):
        return None
    last = months_after(start, months)
    return "yes" if (came or on) > last else "no"


def _since(frame: Frame, name: str, source: str, until: Sequence[date]) -> None:
    if frame.has(source):
        frame.columns[name] = [
            whole_years(day, end.toordinal()) for day, end in zip(frame.column(source), until, strict=True)
        ]
        frame.sources[name] = (source,)


def _overseas(frame: Frame, world: World) -> None:
    """
    Give the share invested overseas: as told, from the manager's own amounts, or from the table of investments.
    """
    if not frame.has("total_assets"):
        return
    amounts = list(frame.column("overseas_invested"))
    investments = world.frames.get("investments")
    if (
        not frame.has("overseas_invested")
        and investments is not None
        and investments.has("overseas", "amount", "manager")
    ):
        sums: dict[object, float] = defaultdict(float)
        rows = zip(
            *(investments.column(name) for name in ("manager", "amount", "overseas", "overseas_startup")), strict=True
        )
        for manager, amount, overseas, startup in rows:
            if overseas == "yes" and startup != "yes" and isinstance(amount, float):
                sums[manager] += amount
        amounts = [sums.get(name) for name in frame.column("manager")]
    told = frame.column("overseas_share")
    worked = [ratio(one, other) for one, other in zip(amounts, frame.column("total_assets"), strict=True)]
    frame.columns["overseas_share"] = [
        one if one is not None else other for one, other in zip(worked, told, strict=True)
    ]
    frame.sources["overseas_share"] = ("overseas_invested", "total_assets", "overseas_share")


def derive_reports(frame: Frame, world: World) -> None:
    """
    Tell which yearly reports have not come although their last day is past.
    """
    months = int(world.parameters["cvc_report_months"].value(world.on))
    names = [name for name in ("investments_reported_on", "partners_reported_on") if frame.has(name)]
    rows = zip(frame.column("year"), *(frame.column(f"{name}.filled") for name in names), strict=True)
    frame.columns["report_missing"] = [
        None
        if not isinstance(year, int)
        else "yes"
        if not all(filled) and world.on > months_after(date(year, 12, 31), months)
        else "no"
        for year, *filled in rows
    ]
    frame.sources["report_missing"] = tuple(names)
