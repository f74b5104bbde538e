"""
Turn counted things into cells: their state by the rules of suppression, and their numbers where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from compliance.fairness.definitions import WHOLE
from compliance.fairness.suppression import LEAST_THINGS, TOTAL, states
from compliance.fairness.views import Cell, CellState, Series, rounded
from compliance.intervals import days_until, wilson
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from compliance.fairness.records import Records, Wanted
    from compliance.fairness.suppression import Unit

    Counted = Mapping[str, Sequence[Unit]]
    Extract = Callable[[Records], Counted]
    Measure = Callable[[Sequence[Unit]], tuple[int, int, float | None, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Hold the records that are asked for, those of wider filters, and for each filter those of all its values.
    """

    records: Records
    around: Sequence[Records]
    beside: Sequence[Sequence[Records]]

    @classmethod
    def of(cls, records: Records, wanted: Wanted) -> Self:
        """
        Take out of all records what a filter asks for, and what others could ask for beside it.
        """
        return cls(
            records.narrowed(wanted),
            [records.narrowed(one) for one in wanted.around()],
            [[records.narrowed(one) for one in values] for values in wanted.beside(records.places)],
        )


def series(
    scope: Scope, key: str, name: Word, extract: Extract, labels: Callable[[str], Word], measure: Measure | None = None
) -> Series:
    """
    Count things by cell, with a total, and hold back what must not be shown; a share with Wilson's bounds by default.
    """
    cells = _with_total(extract(scope.records))
    told = states(
        cells,
        [_with_total(extract(one)) for one in scope.around],
        [[_with_total(extract(one)) for one in values] for values in scope.beside],
    )
    reckon = measure or share
    return Series(
        key,
        name,
        "share" if measure is None else "days",
        [_cell(one, WHOLE if one == TOTAL else labels(one), told[one], units, reckon) for one, units in cells.items()],
    )


def plain_share(key: str, label: Word, part: int, whole: int, least: int = LEAST_THINGS) -> Cell:
    """
    Make a cell of counts that are nobody's: too few say too little, but betray nothing else.
    """
    if not whole:
        return Cell(key, label, CellState.EMPTY, 0, 0)
    if whole < least:
        return Cell(key, label, CellState.FEW)
    low, high = wilson(part, whole)
    return Cell(key, label, CellState.SHOWN, part, whole, rounded(part / whole), rounded(low), rounded(high))


def share(units: Sequence[Unit]) -> tuple[int, int, float | None, float | None, float | None]:
    """
    Give part, whole, share and Wilson's bounds.
    """
    part, whole = sum(unit.is_part for unit in units), len(units)
    return part, whole, part / whole, *wilson(part, whole)


def within(part: float) -> Measure:
    """
    Give the measure of days within which so large a part ends, with how many have ended.
    """

    def measure(units: Sequence[Unit]) -> tuple[int, int, float | None, float | None, float | None]:
        waits = [unit.wait for unit in units if unit.wait]
        return sum(one.is_over for one in waits), len(waits), days_until(part, waits), None, None

    return measure


def of_year(key: str) -> Word:
    """
    Name a year of a programme.
    """
    return Word(f"{key}년도", key)


def _with_total(cells: Counted) -> dict[str, Sequence[Unit]]:
    return {**cells, TOTAL: [unit for units in cells.values() for unit in units]}


def _cell(key: str, label: Word, state: CellState, units: Sequence[Unit], measure: Measure) -> Cell:
    if state is CellState.EMPTY:
        return Cell(key, label, state, 0, 0)
    if state is not CellState.SHOWN:
        return Cell(key, label, state)
    part, whole, value, low, high = measure(units)
    return Cell(key, label, state, part, whole, rounded(value), rounded(low), rounded(high))
