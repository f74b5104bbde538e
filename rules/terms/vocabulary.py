"""
Load the vocabulary of investment terms: rules/terms/*.yaml, one file a group of terms.

A term is read by its `read` list, in order: the first reading that finds something gives the value (all of them do
where the term has `many`). A reading looks at the sentences that say one of its `topic` meanings themselves or whose
heading does, keeps those that match `where` (a matcher as in rule files), and takes from each a number, an option of
the term, or the sentence's own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from ingest.document import QuantityKind
from rules import strict_yaml
from rules.errors import RuleError
from rules.matchers import compile_tree
from rules.matchers.base import Workshop
from rules.rule import Text, Tree
from rules.terms.market import MarketFile, Usual, compiled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from rules.basis import Basis
    from rules.lexicon import Entry
    from rules.matchers.base import Matcher
    from rules.parameters import Parameter

FOLDER = Path(__file__).parent
Names = str | tuple[str, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pick(_Strict):
    """
    Say which number of a sentence is meant: its kind and unit, and the meanings it stands nearest to.

    near: the number next to these words is meant, `within` so many characters; `side` says on which side of them it
    stands. not_near: a number that belongs to these words is another one. rest: the paper says what remains ("at 85 %
    of the price" is a discount of 15 %). above, below: numbers on the other side of these are something else.
    """

    kind: tuple[QuantityKind, ...]
    unit: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    side: Literal["behind", "before", "either"] = "behind"
    within: int = 40
    rest: bool = False
    above: Decimal | None = None
    below: Decimal | None = None


class Fixed(_Strict):
    """
    Name a number that words mean: a multiple, or a count.
    """

    multiple: Decimal | None = None
    count: Decimal | None = None


class ReadingFile(_Strict):
    """
    Describe one way to read a term; exactly one of number, option, fixed and words.
    """

    topic: tuple[str, ...] = ()
    heading: bool = True
    """The heading of the article may say the topic for its sentences."""
    preamble: bool = False
    """Only what stands before the first article counts: the title and who contracts on what."""
    where: Tree | None = None
    number: Pick | None = None
    fixed: Fixed | None = None
    """The number where the words mean one without naming it: "the issue price ahead of the common shares" is once."""
    option: str | None = None
    words: bool = False
    certainty: float = 0.9

    @model_validator(mode="after")
    def _gives_one_thing(self) -> Self:
        if sum((self.number is not None, self.fixed is not None, self.option is not None, self.words)) != 1:
            message = "a reading gives a number, a fixed number, an option or words"
            raise ValueError(message)
        return self


class TermFile(_Strict):
    """
    Describe one term: its name, its options if it has any, how it is read, and the usual position.
    """

    name: Text
    many: bool = False
    options: dict[str, Text] = {}
    where: Tree | None = None
    """What a sentence must match whichever way it is read."""
    read: tuple[ReadingFile, ...]
    market: MarketFile | None = None


class GroupFile(_Strict):
    """
    Describe a group of terms; groups are shown in their order.
    """

    group: Text
    order: int
    terms: dict[str, TermFile]


@dataclass(frozen=True, slots=True)
class Way:
    """
    Hold one way to read a term, ready to run.
    """

    topic: tuple[Entry, ...]
    heading: bool
    preamble: bool
    where: Matcher | None
    pick: Pick | None
    near: tuple[Entry, ...]
    not_near: tuple[Entry, ...]
    fixed: Fixed | None
    option: str | None
    certainty: float


@dataclass(frozen=True, slots=True)
class Term:
    """
    Hold a term of the vocabulary, ready to be read.
    """

    id: str
    group: Text
    name: Text
    many: bool
    options: Mapping[str, Text]
    where: Matcher | None
    ways: tuple[Way, ...]
    usual: Usual | None


def load(
    entries: Mapping[str, Entry], limits: Mapping[str, Parameter], bases: Mapping[str, Basis], folder: Path = FOLDER
) -> tuple[Term, ...]:
    """
    Load every term, in the order of their groups.

    Raises:
        RuleError: a file is malformed or names a meaning, matcher, option, basis or parameter that does not exist.

    """
    groups = sorted(_files(folder), key=lambda group: group.order)
    return tuple(
        _term(name, file, group.group, (entries, limits, bases))
        for group in groups
        for name, file in group.terms.items()
    )


@lru_cache(maxsize=2)
def _files(folder: Path) -> tuple[GroupFile, ...]:
    found: list[GroupFile] = []
    for path, raw in strict_yaml.load_folder(folder):
        try:
            found.append(GroupFile.model_validate(raw))
        except ValidationError as wrong:
            raise RuleError(path.name, str(wrong)) from wrong
    return tuple(found)


def _term(
    name: str,
    file: TermFile,
    group: Text,
    book: tuple[Mapping[str, Entry], Mapping[str, Parameter], Mapping[str, Basis]],
) -> Term:
    entries, limits, bases = book
    workshop = Workshop(name, entries, limits)
    usual = compiled(file.market, bases, limits, name) if file.market else None
    told = {one.option for one in file.read if one.option} | set(file.market.usual if file.market else ())
    if unknown := told - file.options.keys():
        raise RuleError(name, f"unknown options {sorted(unknown)}")
    where = compile_tree(file.where, workshop) if file.where else None
    ways = tuple(_way(one, workshop) for one in file.read)
    return Term(name, group, file.name, file.many, file.options, where, ways, usual)


def _way(file: ReadingFile, workshop: Workshop) -> Way:
    pick = file.number
    return Way(
        workshop.entries(file.topic),
        file.heading,
        file.preamble,
        compile_tree(file.where, workshop) if file.where else None,
        pick,
        workshop.entries(pick.near) if pick else (),
        workshop.entries(pick.not_near) if pick else (),
        file.fixed,
        file.option,
        file.certainty,
    )
