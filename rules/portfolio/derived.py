"""
Work out what the columns say together: ages, ratios, sums for each fund, and what remarks mean.

A derived column is None wherever one of its sources is; each names the columns it rests on, which are the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.written import folded
from rules.portfolio.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rules.parameters import Parameter

YEAR = 365.2425
"""Days."""
PLACES = 9
"""Decimal places of ratios: more would be the noise of floating point."""
BONDS = frozenset({"cb", "bw", "eb", "secured_bond", "unsecured_bond"})
DEBT = BONDS | {"cn", "loan"}
EQUITY = frozenset({"common", "cps", "rcps", "rps", "pref", "equity"})
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


@dataclass(frozen=True, slots=True)
class World:
    """
    Hold the frames by kind, what was declared, the dated numbers and the day of the check.
    """

    frames: Mapping[str, Frame]
    facts: Mapping[str, object]
    parameters: Mapping[str, Parameter]
    on: date


def derive(world: World) -> dict[str, Frame]:
    """
    Add the derived columns to the frames, and the frames of sums.
    """
    frames = dict(world.frames)
    managers = _managers(world)
    vehicles = _vehicles(world)
    for frame in frames.values():
        _add_kinds(frame, world, managers, vehicles)
    for kind, work in _WORK.items():
        if kind in frames:
            work(frames[kind], world)
    for name, of, sum_up in (("fund_money", "commitments", _fund_money), ("holdings", "holders", _holdings)):
        if of in frames:
            frames[name] = sum_up(frames[of])
    return frames


def _add(frame: Frame, name: str, sources: tuple[str, ...], needed: tuple[str, ...], of: Callable[..., object]) -> None:
    """
    Add a column worked out row by row from `needed` columns, all of which must be there.
    """
    if not frame.has(*needed):
        frame.lacking[name] = tuple(one for one in needed if not frame.has(one))
        return
    columns = [frame.column(one) for one in needed]
    frame.columns[name] = [of(*values) for values in zip(*columns, strict=True)]
    frame.sources[name] = sources


def _managers(world: World) -> dict[object, str]:
    frame = world.frames.get("managers")
    if frame is None:
        return {}
    return {
        name: str(kind)
        for name, kind in zip(frame.column("manager"), frame.column("manager_kind"), strict=True)
        if name and kind
    }


def _vehicles(world: World) -> dict[object, tuple[str | None, object]]:
    """
    Give kind and manager of each fund that the table of funds names.
    """
    frame = world.frames.get("funds")
    if frame is None:
        return {}
    rows = zip(frame.column("fund"), frame.column("fund_type"), frame.column("manager"), strict=True)
    return {fund: (str(kind) if kind else None, manager) for fund, kind, manager in rows if fund}


def _add_kinds(
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


def _formed(world: World) -> dict[object, object]:
    frame = world.frames.get("funds")
    return dict(zip(frame.column("fund"), frame.column("formed_on"), strict=True)) if frame is not None else {}


def _kinds(vehicle: str | None, manager: str | None) -> tuple[str | None, ...]:
    fund = KIND_OF_FUND.get(vehicle or "")
    if vehicle == "venture_fund":
        return (fund, manager)
    return (fund,) if fund else (manager,)


def _said(name: str, *texts: object) -> str | None:
    """
    Tell whether any of the texts says a remark; None where there is no text at all.
    """
    said = [str(text) for text in texts if text]
    remark = vocabulary.load().remarks[name]
    return "yes" if any(remark.is_said(folded(text)) for text in said) else "no"


def _investments(frame: Frame, world: World) -> None:
    codes = vocabulary.load().codes
    remarks = frame.column("remarks")
    frame.columns["age_years"] = [
        _years(one, other) for one, other in zip(frame.column("founded_on"), frame.column("invested_on"), strict=True)
    ]
    if not frame.has("founded_on", "invested_on"):
        del frame.columns["age_years"]
    frame.sources["age_years"] = ("founded_on", "invested_on")
    _add(
        frame,
        "redeemable",
        ("instrument",),
        ("instrument",),
        lambda one: None if one is None else "yes" if one in {"rcps", "rps"} else "no",
    )
    _add(
        frame,
        "bond",
        ("instrument",),
        ("instrument",),
        lambda one: None if one is None else "yes" if one in BONDS else "no",
    )
    _add(
        frame,
        "debt",
        ("instrument",),
        ("instrument",),
        lambda one: None if one is None else "yes" if one in DEBT else "no",
    )
    _add(frame, "board_share", ("directors_named", "directors_total"), ("directors_named", "directors_total"), _ratio)
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
            _said("owner_family", *texts) for texts in zip(frame.column("shareholders"), remarks, strict=True)
        ]
        frame.sources["owner_family"] = ("shareholders", "remarks")
    frame.columns["diluted"] = [_said("diluted", one) for one in remarks]
    frame.sources["diluted"] = ("remarks",)
    _secured(frame)
    only = [_said("fund_money_only", one) for one in remarks]
    vehicles = frame.column("vehicle")
    frame.columns["fund_money_only"] = [
        "yes" if said == "yes" or vehicle in FUND_VEHICLES else "no"
        for said, vehicle in zip(only, vehicles, strict=True)
    ]
    frame.sources["fund_money_only"] = ("fund_type", "fund")
    if frame.has("loan_rate") or frame.has("redemption_rate"):
        _loans(frame, world)


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
        float(cap.value(max(cap.steps[0].since, _date(day) or world.on))) for day in frame.column("invested_on")
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
        if code == "secured_bond" or flag == "yes" or "yes" in {_said("secured", note), _said("secured", text)}
        else "no"
        for code, flag, note, text in rows
    ]
    frame.sources["security"] = ("secured", "instrument", "remarks")


def _stakes(frame: Frame) -> None:
    """
    Compare the stake with what amount and valuation give; not where a company was invested in before.
    """
    if not frame.has("stake", "amount") or not (frame.has("pre_money") or frame.has("post_money")):
        return
    earlier = _earlier(frame)
    rows = zip(
        frame.column("stake"),
        frame.column("amount"),
        frame.column("pre_money"),
        frame.column("post_money"),
        frame.column("instrument"),
        strict=True,
    )
    gaps: list[object] = []
    for row, (stake, amount, pre, post, instrument) in enumerate(rows):
        whole = (
            post
            if isinstance(post, float)
            else pre + amount
            if isinstance(pre, float) and isinstance(amount, float)
            else None
        )
        fits = instrument is None or instrument in EQUITY
        if (
            not fits
            or row in earlier
            or not isinstance(stake, float)
            or not isinstance(amount, float)
            or not whole
            or amount <= 0
        ):
            gaps.append(None)
        else:
            gaps.append(round(abs(stake - amount / float(str(whole))), PLACES))
    frame.columns["stake_gap"] = gaps
    frame.sources["stake_gap"] = ("stake", "amount", "pre_money", "post_money")


def _earlier(frame: Frame) -> set[int]:
    """
    Give the rows of companies that an earlier row invested in: their stake is not of one round.
    """
    rows: dict[object, list[int]] = defaultdict(list)
    for row, name in enumerate(frame.column("company")):
        if name:
            rows[name].append(row)
    return {row for of in rows.values() if len(of) > 1 for row in of}


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


def _commitments(frame: Frame, _: World) -> None:
    if frame.has("in_group") or frame.has("investor_type"):
        rows = zip(frame.column("in_group"), frame.column("investor_type"), strict=True)
        frame.columns["outside"] = [_outside(member, kind) for member, kind in rows]
        frame.sources["outside"] = ("in_group", "investor_type")
    if frame.has("relation") or frame.has("remarks"):
        rows = zip(frame.column("relation"), frame.column("remarks"), strict=True)
        frame.columns["owner_family"] = [
            "yes" if code == "family" or _said("owner_family", note) == "yes" else "no" for code, note in rows
        ]
        frame.sources["owner_family"] = ("relation", "remarks")
    if frame.has("industry"):
        rows = zip(frame.column("industry"), frame.column("investor_type"), strict=True)
        frame.columns["finance"] = [
            None if code is None else "yes" if code == "finance" and kind != "general_partner" else "no"
            for code, kind in rows
        ]
        frame.sources["finance"] = ("industry",)
    _guarantee(frame, _)


def _outside(member: object, kind: object) -> str | None:
    if member is not None:
        return "yes" if member == "no" else "no"
    if kind is None:
        return None
    return "yes" if kind == "outside" else "no"


def _guarantee(frame: Frame, _: World) -> None:
    _add(frame, "loss_guarantee", ("remarks",), ("remarks",), lambda note: _said("loss_guarantee", note))


def _fund_money(frame: Frame) -> Frame:
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


def _holdings(frame: Frame) -> Frame:
    """
    Sum the stakes of the shareholders of each company.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for row, company in enumerate(frame.column("company")):
        groups[company].append(row)
    stakes = frame.column("stake")
    made = Frame("holders", [tuple(frame.origins[row][0] for row in rows) for rows in groups.values()])
    if frame.has("stake"):
        made.columns["excess"] = [
            round(sum(float(str(stakes[row])) for row in rows) - 1, PLACES)
            if all(stakes[row] is not None for row in rows)
            else None
            for rows in groups.values()
        ]
    made.columns[KINDS] = [(None,)] * len(groups)
    made.sources["excess"] = ("stake",)
    return made


def _of_managers(frame: Frame, world: World) -> None:
    if frame.has("liabilities", "equity"):
        told = frame.column("debt_ratio")
        worked = [
            _ratio(one, other) for one, other in zip(frame.column("liabilities"), frame.column("equity"), strict=True)
        ]
        frame.columns["debt_ratio"] = [
            one if one is not None else other for one, other in zip(worked, told, strict=True)
        ]
        frame.sources["debt_ratio"] = ("liabilities", "equity", "debt_ratio")
    _overseas(frame, world)
    days = frame.column("as_of")
    until = [_date(day) or world.on for day in days]
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
    start, came = _date(since), _date(report)
    if start is None or (came is None and filled):
        return None
    last = _months_after(start, months)
    return "yes" if (came or on) > last else "no"


def _since(frame: Frame, name: str, source: str, until: Sequence[date]) -> None:
    if frame.has(source):
        frame.columns[name] = [
            _years(day, end.toordinal()) for day, end in zip(frame.column(source), until, strict=True)
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
    worked = [_ratio(one, other) for one, other in zip(amounts, frame.column("total_assets"), strict=True)]
    frame.columns["overseas_share"] = [
        one if one is not None else other for one, other in zip(worked, told, strict=True)
    ]
    frame.sources["overseas_share"] = ("overseas_invested", "total_assets", "overseas_share")


def _reports(frame: Frame, world: World) -> None:
    months = int(world.parameters["cvc_report_months"].value(world.on))
    names = [name for name in ("investments_reported_on", "partners_reported_on") if frame.has(name)]
    rows = zip(frame.column("year"), *(frame.column(f"{name}.filled") for name in names), strict=True)
    frame.columns["report_missing"] = [
        None
        if not isinstance(year, int)
        else "yes"
        if not all(filled) and world.on > _months_after(date(year, 12, 31), months)
        else "no"
        for year, *filled in rows
    ]
    frame.sources["report_missing"] = tuple(names)


def _exits(frame: Frame, _: World) -> None:
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


def _ratio(one: object, other: object) -> float | None:
    if not isinstance(one, int | float) or not isinstance(other, int | float) or other <= 0:
        return None
    return round(one / other, PLACES)


def _years(since: object, until: object) -> float | None:
    if not isinstance(since, int) or not isinstance(until, int):
        return None
    start, end = date.fromordinal(since), date.fromordinal(until)
    whole = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return round(max((until - since) / YEAR, whole) if whole >= 0 else (until - since) / YEAR, PLACES)


def _date(day: object) -> date | None:
    return date.fromordinal(day) if isinstance(day, int) else None


def _months_after(day: date, months: int) -> date:
    """
    Give the day some months later: the last of its month where that month is shorter.
    """
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError(day)  # every month has 28 days


_WORK: dict[str, Callable[[Frame, World], None]] = {
    "investments": _investments,
    "commitments": _commitments,
    "funds": _guarantee,
    "managers": _of_managers,
    "exits": _exits,
    "reports": _reports,
}
