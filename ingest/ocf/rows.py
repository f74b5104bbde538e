"""
Turn the objects of a package into rows under titles of the column vocabulary: investments, and who holds shares.

What has no column of the vocabulary stands under its own name in the format, so that nothing is dropped unseen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.ocf.package import Found, Package

Row = dict[str, str]
SOURCE: Final = "OCF source"
MOST_DIGITS: Final = 30
STOCK, CONVERTIBLE = "TX_STOCK_ISSUANCE", "TX_CONVERTIBLE_ISSUANCE"
CONVERTIBLES: Final[Mapping[str, str]] = {"NOTE": "Convertible note", "SAFE": "SAFE"}
ENDS: Final = ("CANCELLATION", "TRANSFER", "RETRACTION", "REPURCHASE", "CONVERSION", "REISSUANCE", "CONSOLIDATION")
"""Transactions after which a security is no more; what is left of it is issued anew under another id."""
INVESTING: Final = frozenset({"INVESTOR"})
INSTITUTION: Final = "INSTITUTION"
KOREA: Final = "KR"
TOLD: Final = frozenset({
    "object_type", "id", "security_id", "custom_id", "date", "stakeholder_id", "stock_class_id", "quantity", "share_price",
    "investment_amount", "convertible_type",
})  # fmt: skip
"""Members of issuances that have columns of their own."""
MOST_OWN: Final = 100
"""Columns under names of the format that one table has at most."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    Hold a table: its name, its titles, and its rows by title.
    """

    name: str
    titles: Sequence[str]
    rows: Sequence[Row]


def tables(package: Package) -> tuple[list[Drawn], set[int]]:
    """
    Draw the tables of a package; also say which objects (by identity) stand in them.
    """
    people = {str(one.item.get("id")): one for one in package.objects if one.kind == "STAKEHOLDER"}
    classes = {str(one.item.get("id")): one for one in package.objects if one.kind == "STOCK_CLASS"}
    book = _Book(package.issuer, people, classes)
    issued = [one for one in package.objects if one.kind in {STOCK, CONVERTIBLE}]
    invested = [one for one in issued if book.is_investment(one)]
    currency = _usual_currency(invested)
    gone = {str(one.item.get("security_id")) for one in package.objects if one.kind.endswith(ENDS)}
    held = [one for one in issued if one.kind == STOCK and str(one.item.get("security_id")) not in gone]
    drawn = [
        _drawn("investments", [book.investment(one, currency) for one in invested]),
        _drawn("shareholders", [book.holding(one) for one in held]),
    ]
    return [one for one in drawn if one.rows], {id(one) for one in (*invested, *held)}


@dataclass(frozen=True, slots=True)
class _Book:
    """
    Hold whom and what issuances refer to.
    """

    issuer: Mapping[str, Any]
    people: Mapping[str, Found]
    classes: Mapping[str, Found]

    def is_investment(self, one: Found) -> bool:
        """
        Tell money put into the company from shares of those who work for it.
        """
        if one.kind == CONVERTIBLE:
            return True
        person = self._of(self.people, one, "stakeholder_id")
        relations = person.get("current_relationships") or [person.get("current_relationship")]
        invests = person.get("stakeholder_type") == INSTITUTION or bool(INVESTING.intersection(map(str, relations)))
        return invests or self._of(self.classes, one, "stock_class_id").get("class_type") == "PREFERRED"

    def investment(self, one: Found, currency: str) -> Row:
        """
        Draw an issuance as an investment.
        """
        kind = self._of(self.classes, one, "stock_class_id")
        row = {
            "Deal ID": _text(one.item.get("custom_id")),
            "Company": _text(self.issuer.get("legal_name")),
            "Business registration number": self._tax_number(),
            "Date of incorporation": _text(self.issuer.get("formation_date")),
            "Country": _text(self.issuer.get("country_of_formation")),
            "Investor": self._name(one),
            "Instrument": _instrument(one, kind),
            "Investment date": _text(one.item.get("date")),
            f"Investment amount ({currency})": _in_currency(_amount(one), currency),
            "Liquidation preference (x)": _text(kind.get("liquidation_preference_multiple")),
            "Participation": _participation(kind),
            "Interest rate": _percent(next(_rates(one.item), None)),
        }
        return row | _own(one, TOLD) | _own_of_class(kind) | {SOURCE: f"{one.file}#{one.path}"}

    def holding(self, one: Found) -> Row:
        """
        Draw stock that is still held.
        """
        return {
            "Company": _text(self.issuer.get("legal_name")),
            "Shareholder": self._name(one),
            "Share class": _text(self._of(self.classes, one, "stock_class_id").get("name")),
            "Number of shares": _text(one.item.get("quantity")),
            "Certificate": _text(one.item.get("custom_id")),
            SOURCE: f"{one.file}#{one.path}",
        }

    def _name(self, one: Found) -> str:
        name = self._of(self.people, one, "stakeholder_id").get("name")
        # An id that leads nowhere is told as a fault of the data; here it stands for whoever it is.
        return _text(name.get("legal_name")) if isinstance(name, dict) else _text(one.item.get("stakeholder_id"))

    def _tax_number(self) -> str:
        numbers = self.issuer.get("tax_ids")
        entries = numbers if isinstance(numbers, list) else []
        korean = (one for one in entries if isinstance(one, dict) and one.get("country") == KOREA)
        return next((_text(one.get("tax_id")) for one in korean), "")

    @staticmethod
    def _of(known: Mapping[str, Found], one: Found, member: str) -> Mapping[str, Any]:
        found = known.get(str(one.item.get(member)))
        return found.item if found else {}


def _drawn(name: str, rows: Sequence[Row]) -> Drawn:
    """
    Gather the titles of all rows in order, those of the vocabulary first; a column nobody fills is left out.
    """
    filled = Counter(title for row in rows for title, text in row.items() if text)
    titles = [title for title in dict.fromkeys(title for row in rows for title in row) if filled[title]]
    own = [title for title in titles if "." in title or "_" in title]
    left = set(own[MOST_OWN:])
    return Drawn(name, [title for title in titles if title not in left], rows)


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _instrument(one: Found, kind: Mapping[str, Any]) -> str:
    if one.kind == CONVERTIBLE:
        said = str(one.item.get("convertible_type") or "")
        return CONVERTIBLES.get(said, said.replace("_", " ").capitalize())
    if kind.get("class_type") == "PREFERRED":
        return "Convertible preferred stock" if kind.get("conversion_rights") else "Preferred stock"
    return "Common stock" if kind.get("class_type") == "COMMON" else ""


def _participation(kind: Mapping[str, Any]) -> str:
    cap = _number(kind.get("participation_cap_multiple"))
    if kind.get("class_type") != "PREFERRED" or cap is None:
        return ""
    return f"Participating, capped at {_plain(cap)}x"


def _amount(one: Found) -> tuple[Decimal, str] | None:
    """
    Give what was paid, with its currency: as told, or shares times the price of one.
    """
    paid = _money(one.item.get("investment_amount"))
    if paid is not None:
        return paid
    price, quantity = _money(one.item.get("share_price")), _number(one.item.get("quantity"))
    return (price[0] * quantity, price[1]) if price is not None and quantity is not None else None


def _money(value: object) -> tuple[Decimal, str] | None:
    number = _number(value.get("amount")) if isinstance(value, dict) else None
    return None if number is None or not isinstance(value, dict) else (number, _text(value.get("currency")))


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and abs(number.adjusted()) < MOST_DIGITS else None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _in_currency(amount: tuple[Decimal, str] | None, currency: str) -> str:
    if amount is None:
        return ""
    number, own = amount
    return _plain(number) if own == currency else f"{_plain(number)} {own}"


def _usual_currency(issued: Sequence[Found]) -> str:
    said = Counter(amount[1] for one in issued if (amount := _amount(one)) is not None)
    return said.most_common(1)[0][0] if said else ""


def _percent(rate: object) -> str:
    number = _number(rate)
    return "" if number is None else f"{_plain(number * 100)}%"


def _rates(value: Any) -> Iterator[object]:  # noqa: ANN401 (JSON)
    """
    Walk over the interest rates anywhere inside an issuance.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "interest_rates" and isinstance(inner, list):
                yield from (one.get("rate") for one in inner if isinstance(one, dict))
            else:
                yield from _rates(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _rates(inner)


def _own_of_class(kind: Mapping[str, Any]) -> Row:
    """
    Give what the class of stock says and no column holds.
    """
    told = {"object_type", "id", "liquidation_preference_multiple", "participation_cap_multiple"}
    return {f"stock_class.{path}": text for path, text in scalars(kind) if path.partition(".")[0] not in told}


def _own(one: Found, told: frozenset[str]) -> Row:
    return {path: text for path, text in scalars(one.item) if path.partition(".")[0] not in told}


def scalars(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 (JSON)
    """
    Walk over the plain values of an object, each with its path: conversion_triggers.0.type.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from scalars(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from scalars(inner, f"{path}.{number}" if path else str(number))
    elif value is not None and value != "":
        yield path, _text(value)
