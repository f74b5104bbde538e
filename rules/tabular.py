"""
Run expectations on columns through Great Expectations; the only module that sees it, and pandas.

It takes seconds to load and 240 MB, so it is imported by name (`import_module`) when a table is met, never by the API.
"""

from __future__ import annotations

import logging
import os
import warnings
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

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.portfolio.expectations import Expectation

ASSET = "records"
IDENTITY = "expectation"
"""Key in an expectation's meta under which its order is kept: results come back sorted otherwise."""
NOISY = ("great_expectations", "great_expectations.data_context.types.base")
_COMPLETE = {"result_format": "COMPLETE"}


def _batches() -> Any:  # noqa: ANN401 (the library ships no types that hold)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas(ASSET).add_dataframe_asset(ASSET)
    return asset.add_batch_definition_whole_dataframe(ASSET)


_BATCHES = _batches()


def failing(
    columns: Mapping[str, Sequence[object]], rows: Sequence[int], expectations: Sequence[Expectation]
) -> list[frozenset[int]]:
    """
    Give, for each expectation, the rows that do not meet it; a row without a value meets every one of values.

    Raises:
        RuleError: the library could not run an expectation.

    """
    if not expectations or not rows:
        return [frozenset() for _ in expectations]
    frame = frame_of(columns, rows, expectations)
    # Given at once: added one by one, an expectation replaces an earlier one of its kind on the same column.
    suite = gx.ExpectationSuite(
        name=ASSET,
        expectations=[
            ExpectationConfiguration(type=one.type, kwargs=dict(one.arguments), meta={IDENTITY: order})
            for order, one in enumerate(expectations)
        ],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = _BATCHES.get_batch(batch_parameters={"dataframe": frame}).validate(suite, result_format=_COMPLETE)
    if len(outcome.results) != len(expectations):
        raise RuleError(ASSET, "Great Expectations left expectations out")
    found: list[frozenset[int]] = [frozenset() for _ in expectations]
    for result in outcome.results:
        order = result.expectation_config.meta[IDENTITY]
        if result.exception_info.get("raised_exception", False) or "unexpected_index_list" not in result.result:
            raise RuleError(expectations[order].type, "Great Expectations could not run it")
        found[order] = frozenset(int(row) for row in result.result["unexpected_index_list"])
    return found


def frame_of(columns: Mapping[str, Sequence[object]], rows: Sequence[int], expectations: Sequence[Expectation]) -> Any:  # noqa: ANN401 (pandas ships no types)
    """
    Give the columns that the expectations look at as a pandas frame, with the rows' numbers as its index.
    """
    used = {name for one in expectations for name in one.columns}
    return pd.DataFrame({name: _series(columns[name], rows) for name in sorted(used)}, index=list(rows))


def _series(values: Sequence[object], rows: Sequence[int]) -> Any:  # noqa: ANN401 (pandas ships no types)
    """
    Give a column of numbers as numbers, any other as it is.
    """
    kept = [values[row] for row in rows]
    numeric = all(one is None or (isinstance(one, int | float) and not isinstance(one, bool)) for one in kept)
    return pd.Series(kept, index=list(rows), dtype="float64" if numeric else "object")
