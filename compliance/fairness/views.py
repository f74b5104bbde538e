"""
Hold the figures as the office shows them: cells with their intervals, breaks between them, and why something is not shown.

Every number is rounded here, once, so that page, API and workbook show the same to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from compliance.fairness.records import Wanted
    from compliance.vocabulary import Word

PLACES = 4
Unit = Literal["share", "days", "ratio", "coefficient"]
BreakKind = Literal["track", "rules", "law", "design"]
Standing = Literal["within", "beyond_95", "beyond_998"]


class CellState(StrEnum):
    """
    Say whether a cell is shown: with its numbers, without because nothing is there, too few are, or somebody would be known.
    """

    SHOWN = "shown"
    EMPTY = "empty"
    FEW = "few"
    SUPPRESSED = "suppressed"


HELD_BACK = frozenset({CellState.FEW, CellState.SUPPRESSED})
"""States of cells whose numbers nobody sees."""


class MetricState(StrEnum):
    """
    Say whether a figure is measured here at all, and whether whoever asks may see it.
    """

    MEASURED = "measured"
    NOT_MEASURED = "not_measured"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Cell:
    """
    Hold one cell: `part` of `whole`, the value of the two, and its bounds; all None where it is not shown.

    A value may be None beside its counts: a median that is not reached yet, say.
    """

    key: str
    label: Word
    state: CellState
    part: int | None = None
    whole: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """
    Hold cells that are read together, and the unit of their values.
    """

    key: str
    name: Word
    unit: Unit
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Break:
    """
    Mark that the cells before and from `before` on are not of the same measure, and why.
    """

    before: str
    kind: BreakKind
    words: Word


@dataclass(frozen=True, slots=True)
class Dot:
    """
    Hold one company of a funnel without its name: agreements expected to have a confirmed finding, and how many do.

    place: within what chance explains nineteen times in twenty, beyond it, or beyond 998 in 1000.
    """

    agreements: int
    observed: int
    expected: float
    ratio: float
    low: float
    high: float
    place: Standing


@dataclass(frozen=True, slots=True)
class Metric:
    """
    Hold one figure with its definition, guard and population; `why` says why it is not shown.
    """

    id: str
    title: Word
    definition: Word
    guard: Word
    population: Word
    state: MetricState = MetricState.MEASURED
    why: Word | None = None
    series: Sequence[Series] = ()
    breaks: Sequence[Break] = ()
    notes: Sequence[Word] = ()
    funnel: Sequence[Dot] = ()


@dataclass(frozen=True, slots=True)
class Dashboard:
    """
    Hold the figures of a day under one version of their definitions.
    """

    on: date
    version: str
    wanted: Wanted
    metrics: Sequence[Metric]
    choices: Choices

    @property
    def held_back(self) -> list[str]:
        """
        Name the cells whose numbers are not shown.
        """
        return [
            f"{metric.id}.{series.key}.{cell.key}"
            for metric in self.metrics
            for series in metric.series
            for cell in series.cells
            if cell.state in HELD_BACK
        ]


@dataclass(frozen=True, slots=True)
class Choices:
    """
    List what the figures can be narrowed by.
    """

    programmes: Sequence[str]
    tracks: Sequence[str]
    years: Sequence[int]
    stages: Sequence[str]
    industries: Sequence[str]
    document_types: Sequence[str]


def rounded(value: float | None) -> float | None:
    """
    Round a number as it is shown everywhere.
    """
    return None if value is None else round(value, PLACES)
