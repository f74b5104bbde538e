"""
Run expectations on columns through Great Expectations; the only module that sees it, and pandas.

It takes seconds to load and 240 MB, so it is imported by name (`import_module`) when a table is met, never by the API.
"""

from __future__ import annotations

import logging
import os
import warnings
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"
with warnings.catch_warnings():
    # Deprecations inside the library are its makers' business.
    warnings.simplefilter("ignore")
    import great_expectations as gx
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from rules.errors import RuleError
from rules.portfolio.expectations import COLUMN_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.portfolio.expectations import Expectation

ASSET = "records"
NOISY = ("great_expectations", "great_expectations.data_context.types.base")
_ROWS_ONLY = {"result_format": "COMPLETE", "exclude_unexpected_values": True, "return_unexpected_index_query": False}
Columns = Mapping[str, Sequence[object]]
Alike = tuple[str, str, tuple[bool, ...]]
"""What expectations have in common that can be asked at once: type, arguments but the columns, which hold numbers."""


def _batches() -> Any:  # noqa: ANN401 (the library ships no types that hold)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas(ASSET).add_dataframe_asset(ASSET)
    return asset.add_batch_definition_whole_dataframe(ASSET)


_BATCHES = _batches()


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Hold an expectation with the columns it looks at, and where its answer belongs.
    """

    order: int
    expectation: Expectation
    columns: Columns

    @property
    def rows(self) -> int:
        """
        Count the rows.
        """
        return len(self.columns[self.expectation.columns[0]])

    def values(self, role: str) -> Sequence[object]:
        """
        Give the values of the column that has a role in the expectation.
        """
        return self.columns[str(dict(self.expectation.arguments)[role])]


def failing(asked: Sequence[tuple[Columns, Expectation]]) -> list[frozenset[int]]:
    """
    Give, for each expectation on its columns, the rows that do not meet it; a row without a value meets all of values.

    The library takes its time for each expectation, not for the rows: those that ask the same of other columns are
    asked together, of the columns one under another.

    Raises:
        RuleError: the library could not run an expectation.

    """
    found: list[frozenset[int]] = [frozenset()] * len(asked)
    for group in _grouped(asked):
        ends = list(accumulate(one.rows for one in group))
        rows: list[list[int]] = [[] for _ in group]
        for row in _unexpected(stacked(group), group[0].expectation):
            at = bisect_right(ends, row)
            rows[at].append(row - ends[at] + group[at].rows)
        for one, failed in zip(group, rows, strict=True):
            found[one.order] = frozenset(failed)
    return found


def _grouped(asked: Sequence[tuple[Columns, Expectation]]) -> Iterable[Sequence[Asked]]:
    groups: dict[Alike, list[Asked]] = defaultdict(list)
    numeric: dict[int, bool] = {}
    for order, (columns, expectation) in enumerate(asked):
        one = Asked(order, expectation, columns)
        if not one.rows:
            continue
        for name in expectation.columns:
            if id(columns[name]) not in numeric:
                numeric[id(columns[name])] = _is_numeric(columns[name])
        others = sorted((name, value) for name, value in expectation.arguments if name not in COLUMN_KEYS)
        kinds = tuple(numeric[id(columns[name])] for name in expectation.columns)
        groups[expectation.type, repr(others), kinds].append(one)
    return groups.values()


def _is_numeric(values: Sequence[object]) -> bool:
    return all(one is None or (isinstance(one, int | float) and not isinstance(one, bool)) for one in values)


def stacked(group: Sequence[Asked]) -> Any:  # noqa: ANN401 (pandas ships no types)
    """
    Put the columns that expectations of one group look at one under another, as a pandas frame.
    """
    return pd.DataFrame(
        {role: series([value for one in group for value in one.values(role)]) for role in _roles(group[0].expectation)}
    )


def series(values: Sequence[object]) -> Any:  # noqa: ANN401 (pandas ships no types)
    """
    Give a column of numbers as numbers, any other as it is.
    """
    return pd.Series(values, dtype="float64" if _is_numeric(values) else "object")


def _roles(expectation: Expectation) -> list[str]:
    return [name for name, _ in expectation.arguments if name in COLUMN_KEYS]


def _unexpected(frame: Any, expectation: Expectation) -> Sequence[int]:  # noqa: ANN401 (pandas ships no types)
    """
    Give the rows of a frame that do not meet an expectation.
    """
    arguments = dict(expectation.arguments) | {role: role for role in _roles(expectation)}
    asked = ExpectationConfiguration(type=expectation.type, kwargs=arguments).to_domain_obj()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = _BATCHES.get_batch(batch_parameters={"dataframe": frame}).validate(asked, result_format=_ROWS_ONLY)
    if result.exception_info.get("raised_exception", False) or "unexpected_index_list" not in result.result:
        raise RuleError(expectation.type, "Great Expectations could not run it")
    return [int(row) for row in result.result["unexpected_index_list"]]
