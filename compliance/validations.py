"""
Give the answer to every expectation asked of a table the form of the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from rules.portfolio import plain
from rules.portfolio.validations import Part
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.portfolio.validations import Validation


class ValidationShown(BaseModel):
    """
    Show one expectation of Great Expectations with its answer.

    id: the kind of data error or the rule it belongs to. part: an expectation of the data, a condition of the rule, or
    an exception from it; a row that does not meet a condition is no finding by itself.
    empty: rows without a value, which meet every expectation of values. cells: the first that do not meet it.
    skipped: why it was not asked, null where it was.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    part: Part
    table: str
    expectation: str
    columns: list[str]
    words: Text
    rows: int
    empty: int
    unexpected: int
    cells: list[str]
    skipped: Text | None


def validation_shown(validation: Validation) -> ValidationShown:
    """
    Show an expectation with its answer.
    """
    return ValidationShown(
        id=validation.id,
        part=validation.part,
        table=validation.table,
        expectation=validation.expectation,
        columns=list(validation.columns),
        words=validation.words,
        rows=validation.rows,
        empty=validation.empty,
        unexpected=validation.unexpected,
        cells=[one.name for one in validation.places],
        skipped=validation.skipped,
    )


def table_words(kind: str) -> Mapping[str, str]:
    """
    Name a kind of table for people.
    """
    return plain.table(kind).model_dump()


def column_words(name: str, kind: str) -> Mapping[str, str]:
    """
    Name a column of a kind of table for people.
    """
    return plain.column(name, kind).model_dump()
