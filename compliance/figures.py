"""
Give the figures of a portfolio the form of the contract, for charts and for other programs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from rules.portfolio.figures.figure import By, Name, Unit
from rules.rule import Text

if TYPE_CHECKING:
    from rules.portfolio.figures.figure import Figure, Limit


class FigurePart(BaseModel):
    """
    Be a part of a figure: nothing beside what the contract names, nothing changed later.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitShown(FigurePart):
    """
    Show the dated number that a figure is compared with, and its source.

    status: law, or default for the product's own choice. applies: null where a fact that decides it is not declared.
    """

    parameter: str
    name: Text
    value: float
    unit: str
    status: Literal["law", "default"]
    since: date
    source: str
    href: str | None
    applies: bool | None


class BucketShown(FigurePart):
    """
    Name one part of a figure: a code, or a range above `low` up to and with `high`; `beyond` the figure's limit or not.
    """

    key: str
    low: float | None = None
    high: float | None = None
    beyond: bool = False


class GroupShown(FigurePart):
    """
    Show a figure's values, in the order of its buckets, for one group of `rows`.

    `name` is empty where the table names none, or where the group stands for `others` further ones.
    """

    by: By
    name: str
    on: date | None = None
    rows: int
    others: int = 0
    values: list[float]


class FigureShown(FigurePart):
    """
    Show what the judged rows of a table add up to.

    unit: of the values. missing: what the table lacks for the figure; then there are no groups. Of `rows`, `blank` say
    nothing and `unread` something that could not be used.
    """

    name: Name
    unit: Unit
    missing: list[Text] = []
    rows: int
    blank: int
    unread: int
    limit: LimitShown | None = None
    buckets: list[BucketShown] = []
    groups: list[GroupShown] = []


def figure_shown(figure: Figure) -> FigureShown:
    """
    Show a figure.
    """
    return FigureShown(
        name=figure.name,
        unit=figure.unit,
        missing=list(figure.missing),
        rows=figure.rows,
        blank=figure.blank,
        unread=figure.unread,
        limit=_limit(figure.limit) if figure.limit else None,
        buckets=[BucketShown(key=one.key, low=one.low, high=one.high, beyond=one.is_beyond) for one in figure.buckets],
        groups=[
            GroupShown(by=one.by, name=one.name, on=one.on, rows=one.rows, others=one.others, values=list(one.values))
            for one in figure.groups
        ],
    )


def _limit(limit: Limit) -> LimitShown:
    return LimitShown(
        parameter=limit.parameter,
        name=limit.name,
        value=float(limit.step.value),
        unit=limit.unit,
        status=limit.status,
        since=limit.step.since,
        source=limit.step.reference.title,
        href=limit.step.reference.href,
        applies=limit.applies,
    )
