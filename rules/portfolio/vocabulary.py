"""
Load the vocabulary of portfolio tables: columns.yaml (what columns are called and hold) and codes.yaml (what words mean).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import re2
from pydantic import BaseModel, ConfigDict, ValidationError

from rules import strict_yaml
from rules.errors import RuleError
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
PLAIN_TYPES = frozenset({"text", "name", "registration", "money", "share", "number", "day", "year"})
REMEMBERED = 10_000
"""Texts of a list of codes whose meaning is kept."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """
    Hold one column of the vocabulary as columns.yaml says it.
    """

    type: str
    meaning: Text
    titles: tuple[str, ...]
    needed: Literal["always", "usual", "never"] = "never"
    unless: dict[str, tuple[str, ...]] = {}
    """A row with one of these codes may do without."""
    none_is: int | None = None
    highest_share: int = 1
    """Largest number that still is a share and no percentage: debts may be more than the whole of the equity."""
    many: bool = False
    """Several columns of a table may be this one; their texts are joined."""


class Kind(_Strict):
    """
    Hold one kind of table: what it is called, the columns it needs (one of each group) and what names a row.
    """

    name: Text
    needs: tuple[tuple[str, ...], ...]
    key: tuple[str, ...]
    columns: dict[str, Column]


class _Columns(_Strict):
    tables: dict[str, Kind]


class _Remark(_Strict):
    says: str
    unless: str | None = None


class _Codes(_Strict):
    open: tuple[str, ...]
    codes: dict[str, dict[str, str]]
    remarks: dict[str, _Remark]


@dataclass(frozen=True, slots=True)
class Words:
    """
    Hold patterns that tell what a cell means; the first that is found gives the code.
    """

    patterns: tuple[tuple[str, re2._Regexp], ...]
    is_open: bool = False
    """Whether words beyond the list are no error."""
    known: dict[str, str | None] = field(default_factory=dict, compare=False)
    """What texts were found to mean: the cells of a coded column say few different things."""

    @property
    def names(self) -> list[str]:
        """
        List the codes.
        """
        return [name for name, _ in self.patterns]

    def code(self, text: str) -> str | None:
        """
        Give the code of a cell's text; None where no pattern knows it.
        """
        if text not in self.known:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[text] = self._look_up(text)
        return self.known[text]

    def _look_up(self, text: str) -> str | None:
        return next((code for code, pattern in self.patterns if pattern.search(text)), None)


@dataclass(frozen=True, slots=True)
class Remark:
    """
    Hold what is looked for in a remark and what there speaks against it.
    """

    says: re2._Regexp
    unless: re2._Regexp | None

    def is_said(self, text: str) -> bool:
        """
        Tell whether the text says it and nothing in it speaks against.
        """
        return self.says.search(text) is not None and (self.unless is None or self.unless.search(text) is None)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    Hold kinds of tables, lists of codes and remarks by name.
    """

    kinds: Mapping[str, Kind]
    codes: Mapping[str, Words]
    remarks: Mapping[str, Remark]


def compact(text: str) -> str:
    """
    Give a text in one width, in lower case and without white space, as the patterns of codes.yaml expect it.
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """
    Read both files.

    Raises:
        RuleError: a file is malformed, or a column's type is neither plain nor a list of codes.

    """
    try:
        kinds = _Columns.model_validate(strict_yaml.load(FOLDER / "columns.yaml")).tables
        written = _Codes.model_validate(strict_yaml.load(FOLDER / "codes.yaml"))
    except ValidationError as wrong:
        raise RuleError("rules/portfolio", str(wrong)) from wrong
    codes = {
        name: Words(tuple((code, _compiled(one)) for code, one in of.items()), name in written.open)
        for name, of in written.codes.items()
    }
    for kind, table in kinds.items():
        for name, column in table.columns.items():
            if column.type not in PLAIN_TYPES | codes.keys():
                raise RuleError(f"{kind}.{name}", f"unknown type {column.type!r}")
    remarks = {
        name: Remark(_compiled(one.says), _compiled(one.unless) if one.unless else None)
        for name, one in written.remarks.items()
    }
    return Vocabulary(MappingProxyType(kinds), MappingProxyType(codes), MappingProxyType(remarks))


def _compiled(pattern: str) -> re2._Regexp:
    try:
        return re2.compile(pattern)
    except re2.error as wrong:
        raise RuleError("codes.yaml", f"{pattern!r}: {wrong}") from wrong
