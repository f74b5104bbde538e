"""
Find what is wrong with the data before any rule looks at it: each error with its cell and why; wrong values are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ingest.document import Cell
from ingest.garbage import uncollected
from rules.portfolio import suites
from rules.portfolio.frame import Place, place
from rules.portfolio.references import compare
from rules.portfolio.validations import of_check, unasked
from rules.rule import Text

if TYPE_CHECKING:
    from types import ModuleType

    from ingest.document import Fault
    from rules.portfolio.expectations import Expectation
    from rules.portfolio.frame import Frame
    from rules.portfolio.suites import ErrorKind, Planned
    from rules.portfolio.validations import Validation

EARLIEST = date(1945, 8, 15)
"""No company, fund or report of today is older."""
GRAVEST_FIRST: tuple[ErrorKind, ...] = (
    "duplicate_row", "placeholder", "missing_mandatory", "impossible_date", "bad_length", "mixed_unit", "percent_scale",
    "negative_amount",
)  # fmt: skip
"""Where a cell is wrong in several ways, the first of these is told; the others follow from it."""


Columns = Mapping[str, Sequence[object]]
"""Columns of equal length by name."""


@dataclass(frozen=True, slots=True)
class DataError:
    """
    Hold one error of the data: the cell it is in, what kind it is, and why.
    """

    kind: ErrorKind
    place: Place
    why: Text


def faulty(faults: Sequence[Fault]) -> list[DataError]:
    """
    Tell what the reader found wrong in data, at its place in the file.
    """
    found = []
    for one in faults:
        numbers = [int(part) for part in one.path.split("/") if part.isdecimal()]
        row = numbers[0] + 1 if numbers else 1
        column = one.path.rpartition("/")[2]
        where = Place(one.file, row, column, column, Cell(0, 0, one.value), f"{one.file}#{one.path}")
        found.append(DataError(one.kind, where, Text(ko=one.ko, en=one.en)))
    return found


def failing(asked: Sequence[tuple[Columns, Expectation]]) -> list[frozenset[int]]:
    """
    Give the rows of columns that fail each expectation on them; the library behind it is loaded only now.
    """
    found: list[frozenset[int]] = library().failing(asked)
    return found


@cache
def library() -> ModuleType:
    """
    Give the module that runs expectations; the first call takes seconds.
    """
    # The collector would walk over a million objects, again and again: a tenth of the time to load them.
    with uncollected(stays=True):
        return import_module("rules.tabular")


@dataclass(frozen=True, slots=True)
class Inspected:
    """
    Hold what inspecting found: errors, the rows of each frame that are not to be judged, and every expectation's answer.
    """

    errors: list[DataError]
    barred: Mapping[str, set[int]]
    validations: list[Validation]


def inspect(frames: Mapping[str, Frame], on: date) -> Inspected:
    """
    Run the suites over all frames; values that an error makes useless are removed from the frames.
    """
    compare(frames)
    days = {"checked": on.toordinal(), "earliest": EARLIEST.toordinal()}
    found: list[DataError] = []
    barred: dict[str, set[int]] = {}
    answers = _answered(list(frames.values()), days)
    validations = [kept for frame, of in zip(frames.values(), answers, strict=True) for kept in _kept(frame, of)]
    for (kind, frame), answered in zip(frames.items(), answers, strict=True):
        failed = [(one, row) for one, rows in answered for row in sorted(rows)]
        barred[kind] = {row for one, row in failed if one.check.drops == "row"}
        found += _graver(frame, failed, barred[kind])
        for one, row in failed:
            if one.check.drops is True:
                _drop(frame, one.columns, row)
    return Inspected(sorted(found, key=_reading_order), barred, validations)


def _answered(frames: Sequence[Frame], days: Mapping[str, int]) -> list[list[tuple[Planned, frozenset[int]]]]:
    """
    Give the checks of each frame with the rows that fail them; all frames are looked at in one go.
    """
    planned = [(frame, one) for frame in frames for one in suites.plan(frame, days)]
    rows = failing([(frame.columns, one.expectation) for frame, one in planned])
    found: dict[int, list[tuple[Planned, frozenset[int]]]] = {id(frame): [] for frame in frames}
    for (frame, one), failed in zip(planned, rows, strict=True):
        spared = suites.excused(frame, one.columns[0]) if one.check.kind == "missing_mandatory" else frozenset()
        found[id(frame)].append((one, failed - spared))
    return list(found.values())


def _kept(frame: Frame, answered: Sequence[tuple[Planned, frozenset[int]]]) -> Iterator[Validation]:
    for one, rows in answered:
        yield of_check(one, frame, rows)
    yield from unasked(frame, [one for one, _ in answered])


def _drop(frame: Frame, names: Sequence[str], row: int) -> None:
    for name in names:
        if name in frame.columns:
            frame.columns[name][row] = None


def _graver(frame: Frame, failed: Sequence[tuple[Planned, int]], repeated: set[int]) -> list[DataError]:
    """
    Give one error a cell, the gravest; of a row that repeats another nothing else is told.
    """
    errors: dict[tuple[int, str], DataError] = {}
    for one, row in failed:
        error = _error(one, frame, row)
        if error is None or (row in repeated and one.check.drops != "row"):
            continue
        key = (row, error.place.column)
        if key not in errors or _weight(error.kind) < _weight(errors[key].kind):
            errors[key] = error
    return list(errors.values())


def _reading_order(error: DataError) -> tuple[str, int, int, str]:
    place = error.place
    return place.sheet or "", place.row, len(place.column), place.column


def _weight(kind: ErrorKind) -> int:
    return GRAVEST_FIRST.index(kind) if kind in GRAVEST_FIRST else len(GRAVEST_FIRST)


def _error(planned: Planned, frame: Frame, row: int) -> DataError | None:
    """
    Give the error at the first of the check's columns that the row shows; of a whole row at its first cell.
    """
    first = frame.origins[row][0]
    if planned.columns == ("row",):
        places = [place(first, one) for one in first.sheet.columns if one.index in first.record.cells]
    else:
        places = [one for name in planned.columns for one in frame.places(row, name)]
    return DataError(planned.check.kind, places[0], _told(planned, frame, row)) if places else None


def _told(planned: Planned, frame: Frame, row: int) -> Text:
    why = planned.check.why
    if planned.check.kind != "duplicate_row":
        return why
    other = frame.column(f"{planned.columns[0]}.repeats")[row]
    return Text(ko=f"{why.ko} ({other}행)", en=f"{why.en} (row {other})")
