"""
Load the suites of data quality (quality.yaml) and turn each check into expectations for the columns of a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules import strict_yaml
from rules.errors import RuleError
from rules.portfolio import vocabulary
from rules.portfolio.expectations import COLUMN_KEYS, Expectation
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rules.portfolio.frame import Frame

ErrorKind = Literal[
    "bad_checksum", "bad_length", "duplicate_row", "impossible_date", "future_date", "date_order", "date_format",
    "negative_amount", "out_of_range", "percent_scale", "mixed_unit", "missing_mandatory", "invalid_code", "wrong_type",
    "orphan_reference", "placeholder", "inconsistent",
]  # fmt: skip
"""Source: ../shared/design/CHECK_JSON.md."""
CODES = "codes"
"""Stands for every type that is a list of codes."""
USUALLY = 0.8
"""Share of rows that must have a value before its absence elsewhere is an error."""
FEWEST = 5


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Of(_Strict):
    """
    Name the columns a check is made for, by type, by need or by name; a pair named together is one check.
    """

    types: tuple[str, ...] = ()
    needed: Literal["always", "usual"] | None = None
    columns: tuple[str, ...] = ()


class Check(_Strict):
    """
    Hold one check as quality.yaml says it.
    """

    kind: ErrorKind
    of: Of
    tables: tuple[str, ...] = Field(default=(), alias="in")
    expect: dict[str, dict[str, object]]
    drops: bool | Literal["row"] = False
    why: Text


class _File(_Strict):
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """
    Hold one expectation with its check and the columns whose cells are wrong where it fails.
    """

    check: Check
    columns: tuple[str, ...]
    expectation: Expectation


@lru_cache(maxsize=1)
def load() -> tuple[Check, ...]:
    """
    Read the checks.

    Raises:
        RuleError: the file is malformed.

    """
    try:
        return _File.model_validate(strict_yaml.load(vocabulary.FOLDER / "quality.yaml")).checks
    except ValidationError as wrong:
        raise RuleError("quality.yaml", str(wrong)) from wrong


def plan(frame: Frame, days: Mapping[str, int]) -> Iterator[Planned]:
    """
    Walk over the expectations for the columns that a frame has; `days` are the bounds by name, as ordinals.
    """
    for check in load():
        [(name, written)] = check.expect.items()
        for columns in targets(check, frame.kind):
            if _is_each(check) and not _can_be_asked(check, frame, columns[0]):
                continue
            arguments = {key: _filled(value, columns[0], days) for key, value in written.items()}
            used = tuple(str(arguments[key]) for key in COLUMN_KEYS if key in arguments)
            if frame.has(*used):
                yield Planned(check, columns, Expectation(name, tuple(arguments.items()), used))


def targets(check: Check, kind: str) -> Iterator[tuple[str, ...]]:
    """
    Walk over the columns of a kind of table that a check is made for, whether or not a table has them.
    """
    if check.tables and kind not in check.tables:
        return
    known = vocabulary.load().kinds[kind].columns
    if check.of.columns and _is_each(check):
        yield from ((name,) for name in check.of.columns if name in known)
    elif check.of.columns:
        yield check.of.columns
    else:
        for name, column in known.items():
            of_type = (column.type if column.type in vocabulary.PLAIN_TYPES else CODES) in check.of.types
            if of_type or (check.of.needed is not None and check.of.needed == column.needed):
                yield (name,)


def _is_each(check: Check) -> bool:
    """
    Tell whether a check is made for each of its columns, rather than for all of them together.
    """
    [written] = check.expect.values()
    return any("{column}" in str(value) for value in written.values())


def _can_be_asked(check: Check, frame: Frame, name: str) -> bool:
    return frame.has(name) and (check.of.needed != "usual" or _is_usual(frame, name))


def _is_usual(frame: Frame, name: str) -> bool:
    """
    Tell whether nearly all rows that need it have a value in a column.
    """
    spared = excused(frame, name)
    filled = [one for row, one in enumerate(frame.column(f"{name}.filled")) if row not in spared]
    return len(filled) >= FEWEST and sum(one is not None for one in filled) >= USUALLY * len(filled)


def excused(frame: Frame, name: str) -> frozenset[int]:
    """
    Give the rows that may do without a value: an overseas company has no 사업자등록번호.
    """
    column = vocabulary.load().kinds[frame.kind].columns[name]
    return frozenset(
        row for other, codes in column.unless.items() for row, code in enumerate(frame.column(other)) if code in codes
    )


def _filled(value: object, column: str, days: Mapping[str, int]) -> object:
    if isinstance(value, str):
        return value.replace("{column}", column)
    if isinstance(value, dict):
        return days[str(value["day"])]
    return value
