"""
Shape the fairness figures for programs.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from api.schemas import Shape
from compliance.fairness.views import BreakKind, CellState, MetricState, Standing, Unit
from compliance.vocabulary import Word

Words = Annotated[dict[str, str], BeforeValidator(lambda word: word._asdict() if isinstance(word, Word) else word)]
"""The same in Korean (`ko`) and in English (`en`)."""


class CellShape(Shape):
    """
    Show one cell; its numbers are null unless its state is `shown` (or `empty`: counted, and nothing there).
    """

    key: str
    label: Words
    state: CellState
    part: int | None = Field(description="Of `whole`; null where it is not shown.")
    whole: int | None
    value: float | None = Field(description="Rounded to four places, as on every paper.")
    low: float | None = Field(description="Lower bound of the interval of 95 %.")
    high: float | None


class SeriesShape(Shape):
    """
    Show cells that are read together; `all` is their total.
    """

    key: str
    name: Words
    unit: Unit
    cells: list[CellShape]


class BreakShape(Shape):
    """
    Mark a break: the cells from `before` on are not of the same measure as those before.
    """

    before: str
    kind: BreakKind
    words: Words


class DotShape(Shape):
    """
    Show one company of the funnel, unnamed.
    """

    agreements: int
    observed: int
    expected: float
    ratio: float
    low: float
    high: float
    place: Standing


class MetricShape(Shape):
    """
    Show one figure with its definition; `why` says why it is not measured or not shown. Not measured is never zero.
    """

    id: str
    title: Words
    definition: Words
    guard: Words
    population: Words
    state: MetricState
    why: Words | None
    series: list[SeriesShape]
    breaks: list[BreakShape]
    notes: list[Words]
    funnel: list[DotShape]


class DashboardShape(Shape):
    """
    Show all figures of a day under one version of their definitions.
    """

    on: date
    version: str = Field(description="Of the definitions: figures of two versions are not compared.")
    metrics: list[MetricShape]
