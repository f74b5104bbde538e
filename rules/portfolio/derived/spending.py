"""
Work out whose money was paid to whom, and whether the price of goods follows what is in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.derived.world import said_in

if TYPE_CHECKING:
    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame


def derive_spending(frame: Frame, _: World) -> None:
    """
    Tell which payees were chosen fairly: by quotes, with approval, or as the remarks say.
    """
    rows = zip(frame.column("quotes"), frame.column("approval"), frame.column("remarks"), strict=True)
    frame.columns["fair_choice"] = [
        "yes" if "yes" in {quotes, approval, said_in("fair_choice", note)} else "no" for quotes, approval, note in rows
    ]
    frame.sources["fair_choice"] = ("quotes", "approval", "remarks")


def derive_costs(frame: Frame, _: World) -> None:
    """
    Tell for which materials no linkage of the price is agreed: none told, nor an index that it could follow.
    """
    if frame.has("linked") or frame.has("index"):
        rows = zip(frame.column("linked"), frame.column("index"), frame.column("trigger"), strict=True)
        frame.columns["unlinked"] = [
            "yes" if linked == "no" or (linked is None and index is None and trigger is None) else "no"
            for linked, index, trigger in rows
        ]
        frame.sources["unlinked"] = ("linked", "index")
    frame.columns["excused"] = ["yes" if reason else "no" for reason in frame.column("exception")]
    frame.sources["excused"] = ("exception",)
