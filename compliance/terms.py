"""
Give the terms of an investment paper the form of the contract, and set those of several papers side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from compliance.evidence_piece import EvidencePiece, evidence_piece
from rules.rule import Text
from rules.terms.market import Position, Standing
from rules.terms.value import ValueKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.terms.market import Market
    from rules.terms.value import Found, TermRead


class TermPart(BaseModel):
    """
    Be a part of a table of terms: nothing beside what the contract names, nothing changed later.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class TermValue(TermPart):
    """
    Show one value of a term, in words and for programs, with the words it was read from.

    `number` is money in `unit` (ISO code), a share or rate as part of one (0.2 is 20 %), a period in its unit; null for
    dates, options and words. `per` says for what time a rate or sum holds. `interest` is simple or compound, null where
    the paper does not say. `option` is one of the term's options (docs/terms.md).
    """

    kind: ValueKind
    text: Text
    number: float | None = None
    unit: str | None = None
    per: str | None = None
    interest: Literal["simple", "compound"] | None = None
    option: str | None = None
    certainty: float
    evidence: EvidencePiece


class MarketSource(TermPart):
    """
    Name where a usual position comes from.

    `standing`: law (a number of the law), default (the product's own choice), text (the source was read), second_hand
    (heard of from others) or none (not verified).
    """

    name: Text
    standing: Standing


class MarketShown(TermPart):
    """
    Show the usual position of a term with its sources.
    """

    text: Text
    sources: list[MarketSource]


class TermShown(TermPart):
    """
    Show one term: its values, empty where it was not found in this paper, and the usual position.

    `position` compares the values that can be compared: within or beyond the usual, else unknown. It accuses nobody.
    """

    term: str
    group: Text
    name: Text
    values: list[TermValue]
    market: MarketShown | None
    position: Position


class Paper(TermPart):
    """
    Name one of the papers that are compared; `is_read` tells whether it is an investment paper whose terms were read.
    """

    name: str
    sha256: str
    agreement_type: str | None
    is_read: bool


class TermRow(TermPart):
    """
    Hold one term over all papers, in their order.
    """

    term: str
    group: Text
    name: Text
    papers: list[list[TermValue]]
    positions: list[Position]
    differs: bool = Field(description="Two papers give different values.")
    market: MarketShown | None


class TermTable(TermPart):
    """
    Set the terms of several papers side by side, each term with its usual position.
    """

    papers: list[Paper]
    terms: list[TermRow]


def term_shown(read: TermRead) -> TermShown:
    """
    Give a term that was read the form of the contract.
    """
    return TermShown(
        term=read.id,
        group=read.group,
        name=read.name,
        values=[_value(one) for one in read.found],
        market=_market(read.market) if read.market else None,
        position=read.position,
    )


def side_by_side(papers: Sequence[Paper], terms: Sequence[Sequence[TermShown]]) -> TermTable:
    """
    Set the terms of papers side by side; a paper whose terms were not read has no column.
    """
    read = [shown for shown in terms if shown]
    return TermTable(papers=list(papers), terms=[_row(row) for row in zip(*read, strict=True)])


def _row(shown: tuple[TermShown, ...]) -> TermRow:
    first = shown[0]
    told = {tuple(sorted(value.text.en for value in one.values)) for one in shown if one.values}
    return TermRow(
        term=first.term,
        group=first.group,
        name=first.name,
        papers=[one.values for one in shown],
        positions=[one.position for one in shown],
        differs=len(told) > 1,
        market=first.market,
    )


def _value(found: Found) -> TermValue:
    quantity = found.value.quantity
    shown = TermValue(
        kind=found.value.kind,
        text=found.value.text,
        option=found.value.option,
        certainty=found.certainty,
        evidence=evidence_piece(found.evidence),
    )
    if quantity is None or quantity.kind == "date":
        return shown
    is_rate = quantity.kind == "rate"
    return shown.model_copy(
        update={
            "number": float(quantity.value),
            "unit": None if is_rate else quantity.unit or None,
            "per": quantity.per or ("year" if is_rate else None),
            "interest": (quantity.unit or None) if is_rate else None,
        }
    )


def _market(market: Market) -> MarketShown:
    return MarketShown(
        text=market.text, sources=[MarketSource(name=one.name, standing=one.standing) for one in market.sources]
    )
