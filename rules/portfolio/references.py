"""
Compare rows with other rows and tables: repetitions, funds and firms that no table has, sums that do not agree.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.written import folded
from rules.portfolio.derived.vehicles import FUND_VEHICLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.portfolio.frame import Frame

SAME = ("company", "business_number", "invested_on", "amount", "fund", "manager")
"""What two investments under different numbers must share to be one entered twice."""
LEAST_SAME = 3
HALF = 0.5
"""How far a stake may be from what amount and valuation give, as a share of it, to be borne out."""
CLOSE = 0.001
"""How far sums may differ for rounding, as a share."""
HOLDS = 0.5
"""Share of the funds whose sums agree before one that does not is an error."""
FEWEST = 3
FEW = 0.1
"""Share of rows whose number an earlier row may have before the numbers are taken for no names at all."""
REFERENCES = (
    ("investments", "fund", "funds"),
    ("commitments", "fund", "funds"),
    ("exits", "fund", "funds"),
    ("investments", "manager", "managers"),
    ("funds", "manager", "managers"),
    ("exits", "manager", "managers"),
    ("reports", "manager", "managers"),
    ("exits", "company", "investments"),
)
"""Which column of which table names what another table must have."""


def complete(frames: Mapping[str, Frame]) -> None:
    """
    Read from the country of a company whether it is overseas, where no column says so itself.
    """
    frame = frames.get("investments")
    if frame is None or frame.has("overseas") or not frame.has("country"):
        return
    words = vocabulary.load().codes["overseas"]
    frame.columns["overseas"] = [
        None if not text else "no" if words.code(folded(str(text))) == "no" else "yes"
        for text in frame.column("country")
    ]
    frame.sources["overseas"] = ("country",)


def compare(frames: Mapping[str, Frame]) -> None:
    """
    Add to each frame the aspects that come from comparing it with itself and the others.
    """
    for frame in frames.values():
        frame.columns["row"] = [True] * len(frame)
        frame.columns["row.repeats"] = _repeats(frame)
        if frame.has("deal"):
            frame.columns["deal.repeats"] = _same_number(frame)
        if frame.has("stake.scale", "amount"):
            _spare_small_stakes(frame)
        if frame.has("fund", "fund_type"):
            frame.columns["fund_type.differs"] = _other_vehicle(frame)
    for kind, name, known in REFERENCES:
        if kind in frames and known in frames and frames[kind].has(name):
            frames[kind].columns[f"{name}.orphan"] = _orphans(frames[kind], name, frames[known])
    if {"investments", "exits"} <= frames.keys():
        exits = frames["exits"]
        exits.columns["first_invested_on"] = _first_days(exits, frames["investments"])
        exits.sources["first_invested_on"] = ("disposed_on",)
    if {"investments", "funds"} <= frames.keys():
        investments, funds = frames["investments"], frames["funds"]
        formed = dict(zip(funds.column("fund"), funds.column("formed_on"), strict=True))
        investments.columns["fund_formed_on"] = [formed.get(one) if one else None for one in investments.column("fund")]
        investments.sources["fund_formed_on"] = ("invested_on",)
    if {"commitments", "funds"} <= frames.keys():
        frames["funds"].columns["commitments.differs"] = _other_sums(frames["funds"], frames["commitments"])


def _spare_small_stakes(frame: Frame) -> None:
    """
    Take back the doubt about a stake below 1 % that amount and valuation bear out.
    """
    rows = zip(*(frame.column(name) for name in ("stake", "amount", "pre_money", "post_money")), strict=True)
    for row, (stake, amount, pre, post) in enumerate(rows):
        if not isinstance(stake, float) or not isinstance(amount, float):
            continue
        whole = post if isinstance(post, float) else pre + amount if isinstance(pre, float) else None
        if whole and abs(stake - amount / whole) <= stake * HALF:
            frame.columns["stake.scale"][row] = True


def _repeats(frame: Frame) -> list[object]:
    """
    Give, for a row that says what an earlier one does, the number of that one.
    """
    seen: dict[tuple[object, ...], int] = {}
    found: list[object] = []
    for row, origins in enumerate(frame.origins):
        record = origins[0].record
        whole = tuple((at, record.cells[at].text) for at in record.cells)
        keys: list[tuple[object, ...]] = [("whole", origins[0].sheet.name, *whole)]
        if frame.kind == "investments":
            values = [(name, frame.column(name)[row]) for name in SAME]
            told = [value for _, value in values]
            if told[0] and told[2] and told[3] and sum(value is not None for value in told) >= LEAST_SAME:
                keys.append(("same", *values, frame.column("instrument")[row]))
        earlier = [seen[key] for key in keys if key in seen]
        found.append(min(earlier) if earlier else None)
        for key in keys:
            seen.setdefault(key, record.number)
    return found


def _same_number(frame: Frame) -> list[object]:
    seen: dict[object, int] = {}
    found: list[object] = []
    for deal, repeats, origins in zip(frame.column("deal"), frame.column("row.repeats"), frame.origins, strict=True):
        found.append(seen.get(deal) if deal and repeats is None else None)
        if deal:
            seen.setdefault(deal, origins[0].record.number)
    # Where many numbers come again they count within a group, and name nothing.
    return found if sum(one is not None for one in found) <= FEW * len(found) else [None] * len(found)


def _other_vehicle(frame: Frame) -> list[object]:
    """
    Tell where a fund's name says another vehicle than its kind.
    """
    words = vocabulary.load().codes["fund_type"]
    rows = zip(frame.column("fund.text"), frame.column("fund_type"), strict=True)
    return [
        None if not name or told is None or (said := words.code(folded(str(name)))) is None else said != told
        for name, told in rows
    ]


def _orphans(frame: Frame, name: str, known: Frame) -> list[object]:
    """
    Tell which rows name what the other table does not have; the manager's own account is no fund.
    """
    names = {value for value in known.column(name) if value}
    words = vocabulary.load().codes["fund_type"]
    texts = frame.column(f"{name}.text")
    found: list[object] = []
    for value, text in zip(frame.column(name), texts, strict=True):
        vehicle = words.code(folded(str(text))) if name == "fund" and text else None
        is_own = name == "fund" and vehicle is not None and vehicle not in FUND_VEHICLES
        found.append(None if not value or is_own else value not in names)
    # Where most are unknown the tables are about different things.
    said = [one for one in found if one is not None]
    return found if said and sum(map(bool, said)) < HOLDS * len(said) else [None] * len(found)


def _first_days(exits: Frame, investments: Frame) -> list[object]:
    first: dict[object, int] = {}
    for name, day in zip(investments.column("company"), investments.column("invested_on"), strict=True):
        if name and isinstance(day, int):
            first[name] = min(day, first.get(name, day))
    return [first.get(name) for name in exits.column("company")]


def _other_sums(funds: Frame, partners: Frame) -> list[object]:
    """
    Tell where the partners of a fund commit another sum than the fund is told to have, if the other funds' agree.
    """
    sums: dict[object, float] = defaultdict(float)
    unknown: set[object] = set()
    for fund, amount, repeats in zip(
        partners.column("fund"), partners.column("commitment"), partners.column("row.repeats"), strict=True
    ):
        if not isinstance(amount, int | float) or amount < 0:
            unknown.add(fund)
        elif repeats is None:
            sums[fund] += amount
    found: list[object] = []
    for fund, told in zip(funds.column("fund"), funds.column("commitments"), strict=True):
        can_tell = fund in sums and fund not in unknown and isinstance(told, int | float)
        found.append(abs(sums[fund] - float(str(told))) > CLOSE * float(str(told)) if can_tell else None)
    said = [one for one in found if one is not None]
    return found if len(said) >= FEWEST and sum(map(bool, said)) < HOLDS * len(said) else [None] * len(found)
