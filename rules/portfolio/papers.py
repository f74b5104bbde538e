"""
Set rows of investments beside the investment papers of the same deal: which terms the table tells otherwise.

A paper is of a row where the company invested in is one of its parties; of several papers one that agrees is enough,
as a later one may have changed an earlier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.portfolio.cells.names import name_of
from rules.terms.reader import read_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rules.finding import Evidence
    from rules.matchers.base import Context
    from rules.portfolio.frame import Frame
    from rules.terms.value import TermRead, Value
    from rules.terms.vocabulary import Term

COMPARED: Mapping[str, str] = {
    "amount": "amount",
    "redemption_rate": "redemption_rate",
    "refixing_floor": "refixing_floor",
    "liquidation_multiple": "liquidation_multiple",
    "directors_named": "board_seats",
    "joint_liability": "founder_liability",
}
"""Columns of investments, and the terms of papers that say the same."""
OPTIONS: Mapping[str, object] = {
    "no_floor": 0.0, "no_seat": 0.0, "joint": "yes", "fault_only": "limited", "own_breach": "none", "none": "none",
}  # fmt: skip
"""What options of terms are in the table's own words."""
CLOSE = 0.001
"""How far numbers may differ for rounding: a tenth of a percentage point, or of a percent of an amount."""
DIFFERS = "differs"
PAPERS = "papers"
"""Column with what the papers say, by column compared."""


@dataclass(frozen=True, slots=True)
class Paper:
    """
    Hold an investment paper: whom it names, and its terms.
    """

    sha256: str
    names: frozenset[str]
    terms: Mapping[str, TermRead]

    def says(self, column: str) -> Iterator[tuple[object, Evidence]]:
        """
        Give what the paper says of a column, with the words that say it.
        """
        term = self.terms.get(COMPARED[column])
        for one in term.found if term else ():
            value = _plain(one.value)
            if value is not None:
                yield value, replace(one.evidence, document=self.sha256)


def papers_beside(context: Context, terms: Sequence[Term]) -> tuple[Paper, ...]:
    """
    Read the investment papers that lie beside a document in its deal.
    """
    found = []
    for other in context.deal.others if context.deal else ():
        document = other.reading.document
        names = frozenset(name_of(party.name) for party in document.parties if party.name)
        read = read_terms(other, terms)
        if names and any(one.found for one in read):
            found.append(Paper(document.source.sha256, names, {one.id: one for one in read}))
    return tuple(found)


def compare(frame: Frame, papers: Sequence[Paper]) -> None:
    """
    Add to the rows of investments where the papers say something else.
    """
    of_rows = [[one for one in papers if name in one.names] for name in frame.column("company")]
    told: list[dict[str, list[Evidence]]] = [{} for _ in of_rows]
    for column in COMPARED:
        if not frame.has(column):
            continue
        differs: list[object] = []
        for row, (value, beside) in enumerate(zip(frame.column(column), of_rows, strict=True)):
            said = [one for paper in beside for one in paper.says(column)]
            told[row][column] = [evidence for _, evidence in said]
            unclear = value is None or not said
            differs.append(None if unclear else "no" if any(_agree(value, one) for one, _ in said) else "yes")
        if any(differs):
            frame.columns[f"{column}.{DIFFERS}"] = differs
    frame.columns[PAPERS] = list(told)


def _plain(value: Value) -> object:
    if value.option is not None:
        return OPTIONS.get(value.option)
    quantity = value.quantity
    if quantity is None or (quantity.kind == "money" and quantity.unit != "KRW"):
        return None
    return float(quantity.value)


def _agree(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE * max(1.0, abs(other))
    return one == other
