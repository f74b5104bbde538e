"""
Match numbers with units: money, rates, periods, shares, counts and multiples against a bound or a dated parameter.
"""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ingest.document import Quantity, QuantityKind, Span
from ingest.quantities.convert import DAYS, to_annual, to_days
from rules.errors import RuleError
from rules.matchers.base import Arguments, Match, Matcher, Workshop, matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.units import Unit

NEAR = 40
"""How far from the entry named by `near` a number may stand, in characters."""


class Bound(Arguments):
    """
    Name a dated parameter as the bound.
    """

    parameter: str


class QuantityArguments(Arguments):
    """
    Describe a number: its kind, on which side of which bound, per what, and near which words.

    Rates are compared per year unless `per` says otherwise; periods in days, `unit` gives the bound's own unit.
    """

    kind: QuantityKind | tuple[QuantityKind, ...]
    over: Bound | Decimal | None = None
    at_least: Bound | Decimal | None = None
    under: Bound | Decimal | None = None
    at_most: Bound | Decimal | None = None
    per: Literal["year", "month", "day", "occurrence"] | None = None
    unit: Literal["day", "month", "year"] | None = None
    near: str | tuple[str, ...] | None = None


@matcher("quantity", QuantityArguments)
def quantity(arguments: QuantityArguments, workshop: Workshop) -> Matcher:
    """
    Match where the unit states such a number; the evidence is the number, its value and bound go to the message.
    """
    _check_parameters(arguments, workshop)
    near = workshop.entries(arguments.near or ())
    kinds = arguments.kind if isinstance(arguments.kind, tuple) else (arguments.kind,)

    def match(unit: Unit, context: Context) -> Match | None:
        for item in _candidates(unit, context):
            if item.kind not in kinds or (near and not _is_near(item, near, unit.zones, context)):
                continue
            value = comparable(item, arguments.per)
            if value is not None and (bound := _crossed(value, arguments, context)) is not None:
                return Match((item.span,), value=shown(item), limit=bound)
        return None

    return match


@matcher("sum_above", str)
def sum_above(entry: str, workshop: Workshop) -> Matcher:
    """
    Match where the unit states a sum above every sum that the rest of the document states near such an entry.
    """
    near = workshop.entries(entry)

    def match(unit: Unit, context: Context) -> Match | None:
        stated = [item for item in _candidates(unit, context) if item.kind == "money"]
        if not stated:
            return None
        most = max(stated, key=lambda item: item.value)
        everywhere = (Span(0, len(context.reading.text)),)
        others = [
            item.value
            for item in context.reading.quantities
            if item.kind == "money" and item.unit == most.unit and not unit.span.covers(item.span)
            if _is_near(item, near, everywhere, context)
        ]
        if not others or most.value <= max(others):
            return None
        return Match((most.span,), value=shown(most), limit=f"{max(others).normalize():f} {most.unit}".strip())

    return match


def _check_parameters(arguments: QuantityArguments, workshop: Workshop) -> None:
    for bound in (arguments.over, arguments.at_least, arguments.under, arguments.at_most):
        if isinstance(bound, Bound) and bound.parameter not in workshop.parameters:
            raise RuleError(workshop.rule, f"unknown parameter {bound.parameter!r}")


def _candidates(unit: Unit, context: Context) -> Iterator[Quantity]:
    for zone in reversed(unit.zones):
        yield from context.reading.quantities_in(zone)
        yield from context.reading.quantities_meant(zone)


def _is_near(item: Quantity, near: tuple[Entry, ...], zones: tuple[Span, ...], context: Context) -> bool:
    around = Span(item.span.start - NEAR, item.span.end + NEAR)
    return any(hit.overlaps(around) for hit in context.reading.hits_of(near, zones))


def comparable(item: Quantity, per: str | None) -> Decimal | None:
    """
    Give the number in the unit bounds are written in: days, share per year (or per `per`), else as it stands.
    """
    if item.kind == "period":
        return to_days(item)
    if item.kind == "rate":
        return item.value if per is not None and item.per == per else to_annual(item) if per in {None, "year"} else None
    return item.value


def _crossed(value: Decimal, arguments: QuantityArguments, context: Context) -> str | None:
    tests = (
        (arguments.over, operator.gt),
        (arguments.at_least, operator.ge),
        (arguments.under, operator.lt),
        (arguments.at_most, operator.le),
    )
    last = ""
    for written, holds in tests:
        if written is None:
            continue
        bound = context.limit(written.parameter) if isinstance(written, Bound) else written
        if not holds(value, bound * DAYS[arguments.unit] if arguments.unit else bound):
            return None
        last = _plain(bound, arguments)
    return last


def _plain(bound: Decimal, arguments: QuantityArguments) -> str:
    kinds = arguments.kind if isinstance(arguments.kind, tuple) else (arguments.kind,)
    if {"rate", "share"} & set(kinds):
        return f"{(bound * 100).normalize():f}%"
    return f"{bound.normalize():f}" + (f" {arguments.unit}" if arguments.unit else "")


def shown(item: Quantity) -> str:
    """
    Print a number for a message: 25%, 90 day, 500000000 won.
    """
    if item.kind in {"rate", "share"}:
        return f"{(item.value * 100).normalize():f}%"
    return f"{item.value.normalize():f} {item.unit}".strip()
