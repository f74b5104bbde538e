"""
Say an expectation in plain Korean and English: which column, and what its values are expected to be.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from rules import strict_yaml
from rules.errors import RuleError
from rules.portfolio import vocabulary
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rules.parameters import Parameter
    from rules.portfolio.expectations import Expectation

BETWEEN = "expect_column_values_to_be_between"
NOT_IN_SET = "expect_column_values_to_not_be_in_set"
NOT_NULL = "expect_column_values_to_not_be_null"
NOT_LESS = "expect_column_pair_values_a_to_be_greater_than_b"
HUNDRED_MILLION = 1e8
ENDS = {
    "min": {"plain": ("이상", "at least"), "strict": ("초과", "more than")},
    "max": {"plain": ("이하", "at most"), "strict": ("미만", "less than")},
}


class Words(BaseModel):
    """
    Hold plain.yaml: what tables of sums, columns that are worked out, and codes are called.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    tables: dict[str, Text]
    columns: dict[str, Text]
    codes: dict[str, Text]


@lru_cache(maxsize=1)
def load() -> Words:
    """
    Read the words.

    Raises:
        RuleError: the file is malformed.

    """
    try:
        return Words.model_validate(strict_yaml.load(vocabulary.FOLDER / "plain.yaml"))
    except ValidationError as wrong:
        raise RuleError("plain.yaml", str(wrong)) from wrong


def table(kind: str) -> Text:
    """
    Name a kind of table; by its own name where nobody knows it.
    """
    known = vocabulary.load().kinds
    return known[kind].name if kind in known else load().tables.get(kind, Text(ko=kind, en=kind))


def column(name: str, kind: str) -> Text:
    """
    Name a column: as the vocabulary of its table does, else as a column that is worked out; its own name at last.
    """
    base = name.partition(".")[0]
    kinds = vocabulary.load().kinds
    # Sums over rows are of no kind of their own: their columns are those of the rows.
    for one in (kind, *kinds):
        if one in kinds and base in kinds[one].columns:
            return kinds[one].columns[base].meaning
    return load().columns.get(base, Text(ko=base, en=base))


def is_of_tables(name: str) -> bool:
    """
    Tell whether tables have a column, rather than that it is worked out.
    """
    return any(name.partition(".")[0] in kind.columns for kind in vocabulary.load().kinds.values())


def readable(value: object, parameter: Parameter) -> str:
    """
    Write a number as people read it, by the unit of its parameter.
    """
    if not isinstance(value, int | float):
        return str(value or "")
    unit = parameter.unit
    if unit.startswith("share"):
        return f"{value * 100:.2f}".rstrip("0").rstrip(".") + "%"
    if unit == "won":
        return f"{value / HUNDRED_MILLION:,.0f}억원"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def expected(expectation: Expectation, kind: str, parameters: Mapping[str, Parameter]) -> Text:
    """
    Say what the values of a column are expected to be; a form that is not known by its name and columns alone.
    """
    names = [column(name, kind) for name in expectation.columns]
    arguments = dict(expectation.arguments)
    if expectation.type == BETWEEN:
        parameter = parameters.get(expectation.parameter or "")
        ends = list(_ends(arguments, parameter))
        source = _source(parameter)
        return _joined(names[0], ends, source)
    if expectation.type == NOT_IN_SET:
        codes = [_code(one) for one in _listed(arguments["value_set"])]
        ko, en = ", ".join(one.ko for one in codes), ", ".join(one.en for one in codes)
        return Text(ko=f"{names[0].ko}: ‘{ko}’ 아님", en=f"{names[0].en}: not “{en}”")
    if expectation.type == NOT_NULL:
        return Text(ko=f"{names[0].ko}: 값이 있음", en=f"{names[0].en}: told")
    if expectation.type == NOT_LESS:
        one, other = names
        return Text(ko=f"{one.ko} ≥ {other.ko}", en=f"{one.en} ≥ {other.en}")
    shown = ", ".join(expectation.columns)
    return Text(ko=f"{expectation.type}({shown})", en=f"{expectation.type}({shown})")


def _ends(arguments: Mapping[str, object], parameter: Parameter | None) -> Iterator[Text]:
    for end, words in ENDS.items():
        if f"{end}_value" in arguments:
            bound = arguments[f"{end}_value"]
            value = readable(bound, parameter) if parameter else str(bound)
            ko, en = words["strict" if arguments.get(f"strict_{end}") else "plain"]
            yield Text(ko=f"{value} {ko}", en=f"{en} {value}")


def _source(parameter: Parameter | None) -> Text:
    if parameter is None:
        return Text(ko="", en="")
    ko, en = parameter.description.ko, parameter.description.en
    if parameter.status == "default":
        ko, en = f"{ko} [기본값]", f"{en} [default]"
    if len(parameter.steps) > 1:
        ko, en = f"{ko}, 행마다 그 날에 시행된 값", f"{en}, for each row the value of its day"
    return Text(ko=f" ({ko})", en=f" ({en})")


def _joined(name: Text, ends: list[Text], source: Text) -> Text:
    ko, en = " ".join(one.ko for one in ends), " and ".join(one.en for one in ends)
    return Text(ko=f"{name.ko}: {ko}{source.ko}", en=f"{name.en}: {en}{source.en}")


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _code(code: object) -> Text:
    return load().codes.get(str(code), Text(ko=str(code), en=str(code)))
