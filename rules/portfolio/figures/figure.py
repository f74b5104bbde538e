"""
Define figures: numbers worked out once from the rows that were judged, for whoever draws or lists them.

A figure never stands in for a value the table does not carry: it names the columns that are missing, and counts the
rows that say nothing or could not be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rules.parameters import Step
    from rules.rule import Text

Name = Literal[
    "exposure", "overseas_exposure", "overseas_share", "external_share", "liquidation_preference", "redemption_rate",
    "put_trigger",
]  # fmt: skip
Unit = Literal["won", "number", "rows", "share"]
"""Of values: won, a number whose unit the table does not tell, rows counted, or a share (0.2 is 20 %)."""
By = Literal["whole", "fund", "year", "manager"]


@dataclass(frozen=True, slots=True)
class Limit:
    """
    Hold the dated number that a figure is compared with; `applies` is None where nobody declared what decides it.
    """

    parameter: str
    name: Text
    unit: str
    status: Literal["law", "default"]
    step: Step
    applies: bool | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """
    Hold one part of a figure: a code, or the values above `low` up to and with `high` (None: without end).
    """

    key: str
    low: float | None = None
    high: float | None = None
    is_beyond: bool = False
    """Whether its values are beyond the figure's limit."""


@dataclass(frozen=True, slots=True)
class Group:
    """
    Hold the values of a figure by bucket for one group of its rows.

    name: as the table writes it, "" where it says none. others: how many further groups it stands for, 0 for none.
    on: the day the group is about, where the table tells one.
    """

    by: By
    name: str
    rows: int
    values: tuple[float, ...]
    others: int = 0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """
    Hold one figure; `rows` were looked at, of which `blank` say nothing and `unread` something nobody could use.
    """

    name: Name
    unit: Unit
    missing: Sequence[Text] = ()
    """What the table lacks for it; then there are no groups."""
    rows: int = 0
    blank: int = 0
    unread: int = 0
    limit: Limit | None = None
    buckets: tuple[Bucket, ...] = ()
    groups: tuple[Group, ...] = ()
