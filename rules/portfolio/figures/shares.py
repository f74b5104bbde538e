"""
Set shares beside the limit of the law: money from outside the group in each fund, money overseas of each manager.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.portfolio.derived.vehicles import CONCLUDED
from rules.portfolio.figures.figure import Bucket, Figure, Group
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rules.portfolio.figures.figure import By, Limit, Name
    from rules.portfolio.frame import Frame

MOST = 40
"""Funds or managers that a figure shows: those with the highest shares."""
NO_PARTNERS = Text(
    ko="출자자별 약정액과 기업집단 소속 여부(또는 조합별 외부출자비율)",
    en="commitments of the partners and whether they belong to the group (or each fund's share of outside money)",
)
NO_ASSETS = Text(
    ko="운용사의 총자산과 해외기업 투자액(또는 해외투자의 비율)",
    en="total assets of the manager and what it invested overseas (or the share invested overseas)",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """
    Hold one share (None where it could not be worked out), of whom it is, and the day it is about.
    """

    name: str
    share: object
    day: object


def external(frames: Mapping[str, Frame], limit: Limit) -> Figure:
    """
    Give the share of money from outside the group in each fund: summed up over its partners, else as the table tells.
    """
    names = {key: name for frame in frames.values() for key, name in _names(frame, "fund")}
    bars: dict[object, Bar] = {}
    for kind in ("fund_money", "funds"):
        frame = frames.get(kind)
        if frame is None or not frame.has("external_share"):
            continue
        rows = zip(frame.column("fund"), frame.column("external_share"), frame.column(CONCLUDED), strict=True)
        for fund, share, day in rows:
            if fund not in bars or bars[fund].share is None:
                bars[fund] = Bar(names.get(fund, ""), share, day)
    return _figure("external_share", "fund", list(bars.values()), limit, NO_PARTNERS)


def overseas(frames: Mapping[str, Frame], limit: Limit) -> Figure:
    """
    Give the share of total assets that each manager invested overseas.
    """
    frame = frames.get("managers")
    bars: list[Bar] = []
    if frame is not None and frame.has("overseas_share"):
        names = dict(_names(frame, "manager"))
        rows = zip(frame.column("manager"), frame.column("overseas_share"), frame.column("as_of"), strict=True)
        bars = [Bar(names.get(manager, ""), share, day) for manager, share, day in rows]
    return _figure("overseas_share", "manager", bars, limit, NO_ASSETS)


def _names(frame: Frame, column: str) -> Iterable[tuple[object, str]]:
    """
    Walk over what the folded names of a column are as the table writes them.
    """
    for key, text in zip(frame.column(column), frame.column(f"{column}.text"), strict=True):
        if key is not None and text:
            yield key, " ".join(str(text).split())


def _figure(name: Name, by: By, bars: Sequence[Bar], limit: Limit, missing: Text) -> Figure:
    """
    Show the highest shares, in order of day where the table tells days, else of size.
    """
    known = [(float(one.share), one) for one in bars if isinstance(one.share, int | float)]
    if not known:
        return Figure(name, "share", (missing,), len(bars), 0, len(bars), limit)
    highest = sorted(known, key=lambda pair: -pair[0])[:MOST]
    groups = [Group(by, one.name, 1, (share,), on=_day(one.day)) for share, one in highest]
    if all(one.on for one in groups):
        groups.sort(key=lambda one: one.on or date.max)
    return Figure(name, "share", (), len(bars), 0, len(bars) - len(known), limit, (Bucket("share"),), tuple(groups))


def _day(day: object) -> date | None:
    return date.fromordinal(day) if isinstance(day, int) else None
