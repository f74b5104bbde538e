"""
Set what was read of a term beside the usual position, with where that comes from and how well it was checked.

Nothing here accuses: whether a term harms somebody is for the rules to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict

from ingest.quantities.convert import DAYS, to_annual, to_days
from rules.errors import RuleError
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from ingest.document import Quantity
    from rules.basis import Basis
    from rules.parameters import Parameter
    from rules.terms.value import Value

Position = Literal["within", "beyond", "unknown"]
Standing = Literal["law", "default", "text", "second_hand", "none"]
"""What a source is worth: a number of the law, the product's own default; a text that was read, heard of, or neither."""
_YEARLY: Final = "share per year"


class MarketFile(BaseModel):
    """
    Describe the usual position as a file of terms says it; `{limit}` in the text is the parameter's number.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Text
    basis: str | None = None
    parameter: str | None = None
    side: Literal["at_most", "at_least"] = "at_most"
    usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """
    Name where a usual position comes from, and what that is worth.
    """

    name: Text
    standing: Standing


@dataclass(frozen=True, slots=True)
class Usual:
    """
    Hold the usual position of a term, ready to be compared: a dated number, or the options that are usual.
    """

    text: Text
    side: Literal["at_most", "at_least"]
    usual: frozenset[str]
    basis: Basis | None
    parameter: Parameter | None


@dataclass(frozen=True, slots=True)
class Market:
    """
    Hold the usual position of a term on a day, in words, with its sources.
    """

    text: Text
    sources: tuple[Source, ...]


def compiled(file: MarketFile, bases: Mapping[str, Basis], limits: Mapping[str, Parameter], term: str) -> Usual:
    """
    Look up what a usual position rests on.

    Raises:
        RuleError: the basis or the parameter does not exist.

    """
    if file.basis is not None and file.basis not in bases:
        raise RuleError(term, f"unknown basis {file.basis!r}")
    if file.parameter is not None and file.parameter not in limits:
        raise RuleError(term, f"unknown parameter {file.parameter!r}")
    basis = bases[file.basis] if file.basis else None
    return Usual(file.text, file.side, frozenset(file.usual), basis, limits[file.parameter] if file.parameter else None)


def market(usual: Usual, on: date) -> Market:
    """
    Word the usual position as it stands on a day.
    """
    shown = _limit(usual.parameter, on) if usual.parameter else Text(ko="", en="")
    text = Text(ko=usual.text.ko.replace("{limit}", shown.ko), en=usual.text.en.replace("{limit}", shown.en))
    return Market(text, tuple(_sources(usual)))


def position(usual: Usual | None, values: Sequence[Value], on: date) -> Position:
    """
    Say whether every value that can be compared lies within the usual position; unknown where none can.
    """
    answers = [_within(usual, value, on) for value in values] if usual else []
    known = [answer for answer in answers if answer is not None]
    return "unknown" if not known else "within" if all(known) else "beyond"


def _sources(usual: Usual) -> list[Source]:
    found: list[Source] = []
    if usual.basis:
        statute, title = usual.basis.statute.short, usual.basis.title
        found.append(
            Source(Text(ko=f"{statute.ko}: {title.ko}", en=f"{statute.en}: {title.en}"), usual.basis.verification)
        )
    if usual.parameter:
        found.append(Source(usual.parameter.description, usual.parameter.status))
    return found


def _within(usual: Usual, value: Value, on: date) -> bool | None:
    """
    Compare one value; None where it cannot be compared.
    """
    if value.option is not None:
        return value.option in usual.usual if usual.usual or usual.parameter else None
    parameter, quantity = usual.parameter, value.quantity
    if parameter is None or quantity is None or not _same_measure(quantity, parameter):
        return None
    number = _BROUGHT.get(quantity.kind, _as_it_stands)(quantity)
    bound = parameter.value(on) * (DAYS["year"] if _counts(parameter, "year") else 1)
    return None if number is None else number <= bound if usual.side == "at_most" else number >= bound


def _same_measure(quantity: Quantity, parameter: Parameter) -> bool:
    """
    Tell whether a number counts what the parameter counts.
    """
    if quantity.kind == "money":
        return _counts(parameter, "won") and quantity.unit == "KRW"
    if quantity.kind == "period":
        return _counts(parameter, "year") or _counts(parameter, "day")
    if quantity.kind == "rate":
        return parameter.unit == _YEARLY
    return _counts(parameter, {"share": "share of", "multiple": "times"}.get(quantity.kind, "none"))


def _as_it_stands(quantity: Quantity) -> Decimal:
    return quantity.value


_BROUGHT: Final[Mapping[str, Callable[[Quantity], Decimal | None]]] = {"rate": to_annual, "period": to_days}
"""How numbers are brought to the measure of the parameters."""


def _counts(parameter: Parameter, unit: str) -> bool:
    return parameter.unit.startswith(unit)


def _limit(parameter: Parameter, on: date) -> Text:
    number = parameter.value(on)
    shown = f"{number.normalize():,f}"
    if parameter.unit.startswith("share"):
        shown = f"{(number * 100).normalize():f}%"
        yearly = parameter.unit == _YEARLY
        return Text(ko=f"연 {shown}" if yearly else shown, en=f"{shown} a year" if yearly else shown)
    for unit, ko, en in (("year", "년", " years"), ("day", "일", " days"), ("times", "배", "x")):
        if _counts(parameter, unit):
            return Text(ko=shown + ko, en=shown + en)
    return Text(ko=f"{shown}원", en=f"KRW {shown}") if parameter.unit.startswith("won") else Text(ko=shown, en=shown)
