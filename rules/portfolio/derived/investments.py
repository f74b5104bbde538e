"""
Work out what investments are: age of the company, seats, stake, the founder's liability, and who buys at the exit.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.written import folded
from rules.portfolio.derived.instruments import derive_instruments
from rules.portfolio.derived.vehicles import FUND_VEHICLES
from rules.portfolio.derived.world import PLACES, add_column, ratio, said_in, whole_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rules.portfolio.derived.world import World
    from rules.portfolio.frame import Frame

EQUITY = frozenset({"common", "cps", "rcps", "rps", "pref", "equity"})


def derive_investments(frame: Frame, world: World) -> None:
    """
    Add what the columns of an investment say together.
    """
    codes = vocabulary.load().codes
    remarks = frame.column("remarks")
    frame.columns["age_years"] = [
        whole_years(one, other)
        for one, other in zip(frame.column("founded_on"), frame.column("invested_on"), strict=True)
    ]
    if not frame.has("founded_on", "invested_on"):
        del frame.columns["age_years"]
    frame.sources["age_years"] = ("founded_on", "invested_on")
    add_column(
        frame, "board_share", ("directors_named", "directors_total"), ("directors_named", "directors_total"), ratio
    )
    _stakes(frame)
    if frame.has("joint_liability"):
        rows = zip(
            frame.column("joint_liability"),
            frame.column("joint_liability.text"),
            frame.column("liability_grounds.text"),
            strict=True,
        )
        frame.columns["liability"] = [_liability(code, text, grounds, codes) for code, text, grounds in rows]
        frame.sources["liability"] = ("joint_liability", "liability_grounds")
    if frame.has("shareholders") or frame.has("remarks"):
        frame.columns["owner_family"] = [
            said_in("owner_family", *texts) for texts in zip(frame.column("shareholders"), remarks, strict=True)
        ]
        frame.sources["owner_family"] = ("shareholders", "remarks")
    frame.columns["diluted"] = [said_in("diluted", one) for one in remarks]
    frame.sources["diluted"] = ("remarks",)
    only = [said_in("fund_money_only", one) for one in remarks]
    vehicles = frame.column("vehicle")
    frame.columns["fund_money_only"] = [
        "yes" if said == "yes" or vehicle in FUND_VEHICLES else "no"
        for said, vehicle in zip(only, vehicles, strict=True)
    ]
    frame.sources["fund_money_only"] = ("fund_type", "fund")
    derive_instruments(frame, world)


def _stakes(frame: Frame) -> None:
    """
    Compare the stake with what amount and valuation give.

    Of a company in several rows nobody knows whether a stake is of one round or of all: it may lie anywhere between what
    its own round gives and what all of them give together.
    """
    if not frame.has("stake", "amount") or not (frame.has("pre_money") or frame.has("post_money")):
        return
    bought = _bought(frame)
    gaps: list[object] = [None] * len(frame)
    for rows in _of_companies(frame):
        shares = [bought[row] for row in rows]
        known = [one for one in shares if one is not None]
        if len(known) < len(shares):
            continue
        for row, own in zip(rows, known, strict=True):
            stake = frame.column("stake")[row]
            if isinstance(stake, float):
                gaps[row] = round(max(own - stake, stake - sum(known), 0.0), PLACES)
    frame.columns["stake_gap"] = gaps
    frame.sources["stake_gap"] = ("stake", "amount", "pre_money", "post_money")


def _bought(frame: Frame) -> list[float | None]:
    """
    Give the share of the company that each row's amount bought; None where it is not equity, or cannot be told.
    """
    names = ("amount", "pre_money", "post_money", "instrument")
    return [_share(*row) for row in zip(*(frame.column(name) for name in names), strict=True)]


def _share(amount: object, pre: object, post: object, instrument: object) -> float | None:
    if not isinstance(amount, float) or amount <= 0 or not (instrument is None or instrument in EQUITY):
        return None
    whole = post if isinstance(post, float) else pre + amount if isinstance(pre, float) else 0.0
    return amount / whole if whole > 0 else None


def _of_companies(frame: Frame) -> Iterable[list[int]]:
    """
    Group the rows by the company invested in; a row that names none stands alone.
    """
    rows: dict[object, list[int]] = defaultdict(list)
    for row, name in enumerate(frame.column("company")):
        rows[name or row].append(row)
    return rows.values()


def _liability(code: object, text: object, grounds: object, codes: Mapping[str, vocabulary.Words]) -> str | None:
    """
    Tell how far the founder's joint liability goes: none, limited to fault, overbroad (other grounds) or whole.
    """
    if code is None or code == "none":
        return None if code is None else "none"
    words = folded(f"{text or ''} {grounds or ''}")
    limits = codes["limits_liability"].code(words) is not None
    widens = codes["widens_liability"].code(words) is not None
    if widens:
        return "overbroad"
    if limits or code == "limited":
        return "limited"
    return "overbroad" if grounds else "yes"


def derive_exits(frame: Frame, _: World) -> None:
    """
    Tell whether a buyer is one whom the law bars from buying.
    """
    if frame.has("buyer_relation"):
        rows = zip(frame.column("buyer_relation"), frame.column("vehicle"), strict=True)
        frame.columns["barred_buyer"] = [
            None
            if code is None
            else "yes"
            if code in {"family", "outside_affiliate"} or (code == "affiliate" and vehicle == "venture_fund")
            else "no"
            for code, vehicle in rows
        ]
        frame.sources["barred_buyer"] = ("buyer_relation",)
