"""
Spread investments over buckets: amounts by vehicle, terms by what they say; as a whole, for each fund, for each year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.portfolio import vocabulary
from rules.portfolio.cells.money import amount_in
from rules.portfolio.derived.vehicles import FUND_VEHICLES
from rules.portfolio.figures.figure import Bucket, Figure, Group
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.figures.figure import By, Limit, Name, Unit
    from rules.portfolio.frame import Frame
    from rules.portfolio.outline import Sheet

KIND = "investments"
MOST_FUNDS, MOST_YEARS = 12, 12
"""Groups that a figure shows by themselves; the smallest funds and the earliest years are put together."""
NOT_TOLD = "unknown"
"""Bucket of rows whose amount is known and whose kind is not."""
VEHICLES = ("own_account", *sorted(FUND_VEHICLES), NOT_TOLD)
TRIGGERS = ("none", "fault", "no_fault")
WITHOUT_FAULT = "no_fault"
NO_TABLE = Text(ko="투자내역 표", en="a table of investments")
FOREIGN = Text(ko="원화 금액(외화는 더하지 않음)", en="amounts in won (foreign money is not added up)")


@dataclass(frozen=True, slots=True)
class Row:
    """
    Hold what one row adds to a figure: its bucket, how much of it, the fund as written, the year.
    """

    bucket: int
    amount: float
    fund: str
    year: int | None


def exposure(frame: Frame | None) -> Figure:
    """
    Spread the amounts invested over the vehicles they came from.
    """
    return _amounts("exposure", frame, "vehicle", VEHICLES)


def overseas_exposure(frame: Frame | None) -> Figure:
    """
    Spread the amounts invested over companies at home and overseas.
    """
    return _amounts("overseas_exposure", frame, "overseas", ("no", "yes", NOT_TOLD))


def put_triggers(frame: Frame | None) -> Figure:
    """
    Count the investments by what lets the investor put its shares to the founder.
    """
    if (missing := _missing(frame, "put_trigger")) or frame is None:
        return Figure("put_trigger", "rows", missing)
    buckets = tuple(Bucket(key, is_beyond=key == WITHOUT_FAULT) for key in TRIGGERS)
    spots = [TRIGGERS.index(code) if code in TRIGGERS else None for code in frame.column("put_trigger")]
    return _counted("put_trigger", frame, "put_trigger", buckets, spots)


def ranges(name: Name, frame: Frame | None, column: str, edges: Sequence[float], limit: Limit) -> Figure:
    """
    Count the investments by where a number of theirs lies; the limit is one of the edges.
    """
    if (missing := _missing(frame, column)) or frame is None:
        return Figure(name, "rows", missing, limit=limit)
    bound = float(limit.step.value)
    marks = sorted({*edges, bound})
    buckets = tuple(
        Bucket(f"{low}:{high}", low, high, is_beyond=low is not None and low >= bound)
        for low, high in zip((None, *marks), (*marks, None), strict=True)
    )
    spots = [
        sum(value > mark for mark in marks) if isinstance(value, int | float) else None
        for value in frame.column(column)
    ]
    return _counted(name, frame, column, buckets, spots, limit)


def _missing(frame: Frame | None, *columns: str) -> tuple[Text, ...]:
    """
    Say what a table lacks of these columns, in the words of the vocabulary.
    """
    if frame is None:
        return (NO_TABLE,)
    known = vocabulary.load().kinds[KIND].columns
    return tuple(known[one].meaning if one in known else NO_TABLE for one in columns if not frame.has(one))


def _amounts(name: Name, frame: Frame | None, column: str, keys: Sequence[str]) -> Figure:
    """
    Spread amounts over the codes of a column; a row whose code is not known goes to the last bucket.
    """
    if (missing := _missing(frame, "amount", column)) or frame is None:
        return Figure(name, "won", missing)
    unit = _unit(frame)
    if unit is None:
        return Figure(name, "won", (FOREIGN,))
    codes = [code if code in keys else keys[-1] for code in frame.column(column)]
    told = list(zip(codes, frame.column("amount"), _funds(frame), _years(frame), strict=True))
    used = [key for key in keys if any(code == key and amount is not None for code, amount, _, _ in told)]
    rows = [
        Row(used.index(str(code)), amount, fund, year)
        for code, amount, fund, year in told
        if isinstance(amount, int | float)
    ]
    return _figure(name, unit, frame, [Bucket(key) for key in used], rows, _silent(frame, "amount"))


def _unit(frame: Frame) -> Unit | None:
    """
    Tell what amounts count: won, a number in no unit the table tells, None for foreign money.
    """
    told = [one.mapped.title for sheet in _sheets(frame) for one in sheet.columns_of("amount")]
    units = {amount.unit for text in frame.column("amount.text") if text and (amount := amount_in(str(text), None))}
    if any(title.currency for title in told) or "foreign" in units:
        return None
    return "won" if all(title.scale is not None for title in told) or units <= {"won", "stepped"} else "number"


def _sheets(frame: Frame) -> list[Sheet]:
    return list({id(one.sheet): one.sheet for origins in frame.origins for one in origins}.values())


def _counted(
    name: Name,
    frame: Frame,
    column: str,
    buckets: Sequence[Bucket],
    spots: Sequence[int | None],
    limit: Limit | None = None,
) -> Figure:
    rows = [
        Row(spot, 1, fund, year)
        for spot, fund, year in zip(spots, _funds(frame), _years(frame), strict=True)
        if spot is not None
    ]
    return _figure(name, "rows", frame, buckets, rows, _silent(frame, column), limit)


def _silent(frame: Frame, column: str) -> tuple[int, int]:
    """
    Count the rows without a usable value: cells that say nothing, and cells that say something else.
    """
    values, filled = frame.column(column), frame.column(f"{column}.filled")
    without = [is_filled for value, is_filled in zip(values, filled, strict=True) if value is None]
    return sum(one is None for one in without), sum(one is not None for one in without)


def _funds(frame: Frame) -> list[str]:
    """
    Give each row's fund as the table first writes it; "" where it names none.
    """
    known: dict[object, str] = {}
    for key, text in zip(frame.column("fund"), frame.column("fund.text"), strict=True):
        if key is not None:
            known.setdefault(key, " ".join(str(text).split()))
    return [known.get(key, "") for key in frame.column("fund")]


def _years(frame: Frame) -> list[int | None]:
    return [date.fromordinal(day).year if isinstance(day, int) else None for day in frame.column("invested_on")]


def _figure(
    name: Name,
    unit: Unit,
    frame: Frame,
    buckets: Sequence[Bucket],
    rows: Sequence[Row],
    silent: tuple[int, int],
    limit: Limit | None = None,
) -> Figure:
    """
    Sum rows up as a whole, by fund and by year; nothing where no row has a value.
    """
    groups = [_group("whole", "", rows, buckets), *_by_fund(frame, rows, buckets), *_by_year(frame, rows, buckets)]
    return Figure(name, unit, (), len(frame), *silent, limit, tuple(buckets), tuple(groups) if rows else ())


def _group(by: By, name: str, rows: Sequence[Row], buckets: Sequence[Bucket], others: int = 0) -> Group:
    sums: dict[int, float] = defaultdict(float)
    for row in rows:
        sums[row.bucket] += row.amount
    return Group(by, name, len(rows), tuple(sums[at] for at in range(len(buckets))), others)


def _by_fund(frame: Frame, rows: Sequence[Row], buckets: Sequence[Bucket]) -> list[Group]:
    """
    Sum up by fund, the largest first, the smallest put together.
    """
    if not frame.has("fund"):
        return []
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of[row.fund].append(row)
    order = sorted(of, key=lambda fund: (not fund, -sum(row.amount for row in of[fund]), fund))
    groups = [_group("fund", fund, of[fund], buckets) for fund in order[:MOST_FUNDS]]
    rest = order[MOST_FUNDS:]
    left = [row for fund in rest for row in of[fund]]
    return [*groups, _group("fund", "", left, buckets, len(rest))] if rest else groups


def _by_year(frame: Frame, rows: Sequence[Row], buckets: Sequence[Bucket]) -> list[Group]:
    """
    Sum up by the year of the investment, the latest last, the earliest put together.
    """
    if not frame.has("invested_on"):
        return []
    of: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of[row.year or 0].append(row)
    years = sorted(year for year in of if year)
    rest, shown = years[:-MOST_YEARS], years[-MOST_YEARS:]
    groups = [_group("year", str(year), of[year], buckets) for year in shown]
    if rest:
        left = [row for year in rest for row in of[year]]
        groups.insert(0, _group("year", "", left, buckets, len(rest)))
    return [*groups, _group("year", "", of[0], buckets)] if 0 in of else groups
