"""
Hold the numbers that decide, each with unit, source and the day from which it holds.

A number in a rule or in code is a review error: limits of the law (`status: law`) and the product's own defaults
(`status: default`, shown to people as 기본값) stand in rules/limits/, one file each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules import strict_yaml
from rules.errors import RuleError
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "limits"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(_Strict):
    """
    Name the source of a value: a statute, a decree, a report, or the product's own choice.
    """

    title: str
    href: str | None = None


class _Step(_Strict):
    value: Decimal


class _File(_Strict):
    description: Text
    unit: str
    status: Literal["law", "default"]
    values: Annotated[dict[date, _Step], Field(min_length=1)]
    reference: dict[date, Reference]
    note: Text | None = None
    verification: Literal["text", "second_hand", "none"] = "text"


@dataclass(frozen=True, slots=True)
class Step:
    """
    Hold one value with the day from which it holds and its source.
    """

    since: date
    value: Decimal
    reference: Reference


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    Hold one dated number; `steps` are in order of time, `unit` says what the number counts.
    """

    name: str
    description: Text
    unit: str
    status: Literal["law", "default"]
    steps: tuple[Step, ...]
    note: Text | None
    verification: Literal["text", "second_hand", "none"]

    def step(self, on: date) -> Step:
        """
        Give the step in force on a day: the latest that does not begin after it.

        Raises:
            RuleError: no value had come into force by that day.

        """
        begun = [step for step in self.steps if step.since <= on]
        if not begun:
            raise RuleError(self.name, f"no value is in force on {on} (the first is of {self.steps[0].since})")
        return begun[-1]

    def value(self, on: date) -> Decimal:
        """
        Give the value in force on a day, in `unit`.

        Raises:
            RuleError: no value had come into force by that day.

        """
        return self.step(on).value


@lru_cache(maxsize=4)
def load_parameters(folder: Path = FOLDER) -> Mapping[str, Parameter]:
    """
    Read every dated number of a folder; the file's name is the parameter's.

    Raises:
        RuleError: a file is malformed, or a value has no reference.

    """
    return MappingProxyType({path.stem: _parameter(path, raw) for path, raw in strict_yaml.load_folder(folder)})


def value(name: str, on: date) -> Decimal:
    """
    Give the value of a parameter on a day.

    Raises:
        RuleError: there is no such parameter, or no value was in force on that day.

    """
    known = load_parameters()
    if name not in known:
        raise RuleError(name, "there is no such parameter in rules/limits/")
    return known[name].value(on)


def _parameter(path: Path, raw: object) -> Parameter:
    try:
        file = _File.model_validate(raw)
    except ValidationError as wrong:
        raise RuleError(path.name, str(wrong)) from wrong
    if file.values.keys() != file.reference.keys():
        raise RuleError(path.name, "every value needs a reference of the same day, and no other")
    steps = tuple(Step(day, file.values[day].value, file.reference[day]) for day in sorted(file.values))
    return Parameter(path.stem, file.description, file.unit, file.status, steps, file.note, file.verification)
