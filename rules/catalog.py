"""
Load the rule book: packs, lexicon, bases and dated parameters, compiled and identified by one digest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ingest.garbage import uncollected
from rules import law, lexicon, parameters, strict_yaml
from rules.classifier.likeness import SHIPPED
from rules.errors import RuleError
from rules.matchers import FAMILIES, Matcher, compile_tree
from rules.matchers.base import Context, Match, Workshop
from rules.needs import needs
from rules.portfolio.expectations import Node, compile_node
from rules.rule import CounterQuestion, Rule, Tree
from rules.terms import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from rules.terms.vocabulary import Term
    from rules.units import Unit

FOLDER = Path(__file__).parent
DATA = ("packs", "lexicon", "bases", "limits", "portfolio", "terms")
"""The folders whose content decides what is found; the digest covers them."""

assert FAMILIES  # noqa: S101 (importing the families registers their matchers)


@dataclass(frozen=True, slots=True)
class Compiled:
    """
    Hold a rule ready to run.
    """

    rule: Rule
    where: Matcher
    unless: Matcher | None
    counter_checks: tuple[tuple[CounterQuestion, Matcher], ...]
    bases: tuple[law.Basis, ...]
    needs: tuple[tuple[lexicon.Entry, ...], ...]
    """A unit can only match if it says one entry of every group."""
    rows: Node | None = None
    """For a rule over tables: its conditions on rows, in place of `where`; likewise `rows_unless`."""
    rows_unless: Node | None = None
    entries: frozenset[str] = frozenset()
    """The lexicon entries that the rule names."""
    cited_where: tuple[Matcher | None, ...] = ()
    """For each basis of a rule over text: what a unit must match for it to be cited; None cites it always."""
    loosely: Matcher | None = None
    """Wider conditions than `where`, for what sounds like the rule."""
    excluded: tuple[Matcher, ...] = ()
    """For a rule over sentences: its exceptions, and what its conditions leave out whatever else holds."""

    def reads(self, unit: Unit, context: Context) -> Match | None:
        """
        Give what the rule reads in a unit, nothing where one of its exceptions holds.
        """
        return self._unless_excepted(self.where, unit, context)

    def reads_loosely(self, unit: Unit, context: Context) -> Match | None:
        """
        Give what the rule reads in a unit by its wider conditions, if it has any.
        """
        return self._unless_excepted(self.loosely, unit, context) if self.loosely else None

    def _unless_excepted(self, conditions: Matcher, unit: Unit, context: Context) -> Match | None:
        match = conditions(unit, context)
        if match is None or (self.unless is not None and self.unless(unit, context) is not None):
            return None
        return match

    @property
    def is_tabular(self) -> bool:
        """
        Tell whether the rule is about rows of tables.
        """
        return self.rows is not None


@dataclass(frozen=True, slots=True)
class Catalog:
    """
    Hold the rules that run together; `digest` identifies rules, lexicon, bases, parameters and code word for word.
    """

    rules: tuple[Compiled, ...]
    digest: str
    parameters: Mapping[str, parameters.Parameter]
    lexicon: Mapping[str, lexicon.Entry]
    terms: tuple[Term, ...] = ()
    """The terms that are read out of investment papers."""
    beside: tuple[Compiled, ...] = ()
    """Rules of the same book that do not run, and yet speak before a mere likeness does."""
    bases: Mapping[str, law.Basis] = field(default_factory=dict)

    def select(self, *, packs: Iterable[str] = (), experimental: bool = True) -> Catalog:
        """
        Give the catalog with only the packs named (all where none is) and with or without experimental rules.
        """
        wanted = set(packs)
        kept = tuple(
            one
            for one in self.rules
            if (not wanted or one.rule.name.split(".")[0] in wanted)
            and (experimental or one.rule.status != "experimental")
        )
        return replace(self, rules=kept)

    def only(self, names: Collection[str]) -> Catalog:
        """
        Give the catalog with some of its rules only.
        """
        chosen = tuple(one for one in self.rules if one.rule.id in names)
        others = tuple(one for one in self.rules if one.rule.id not in names)
        return replace(self, rules=chosen, beside=(*self.beside, *others))


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Catalog:
    """
    Load and compile the rule book of a folder.

    Raises:
        RuleError: a file is malformed or names a matcher, entry, basis or parameter that does not exist.

    """
    with uncollected(stays=True):
        bare = without_rules(folder)
        packs = read_rules(folder / "packs")
        compiled = tuple(compile_rule(rule, bare.lexicon, bare.parameters, bare.bases) for rule in packs)
    _refuse_repeats([one.rule.id for one in compiled])
    active = tuple(one for one in compiled if one.rule.status != "deprecated")
    return replace(bare, rules=active, digest=_digest(folder))


def without_rules(folder: Path = FOLDER) -> Catalog:
    """
    Load what the rules of a folder rest on, and none of them: a rule can be tried while another is broken.
    """
    entries = lexicon.load(folder / "lexicon")
    limits, bases = parameters.load_parameters(folder / "limits"), law.load_bases(folder / "bases")
    terms = vocabulary.load(entries, limits, bases, folder / "terms")
    return Catalog((), "", limits, entries, terms, bases=bases)


def read_rules(folder: Path) -> list[Rule]:
    """
    Read every rule file below a folder, in order of id.
    """
    return sorted((read_rule(path) for path in folder.glob("*/*.yaml")), key=lambda rule: rule.id)


def read_rule(path: Path) -> Rule:
    """
    Read one rule file strictly.
    """
    try:
        rule = Rule.model_validate(strict_yaml.load(path))
    except (ValidationError, strict_yaml.StrictYamlError) as wrong:
        raise RuleError(path.name, str(wrong)) from wrong
    if path.stem != rule.id:
        raise RuleError(path.name, f"holds the rule {rule.id}; file and id must agree")
    return rule


def compile_rule(
    rule: Rule,
    entries: Mapping[str, lexicon.Entry],
    limits: Mapping[str, parameters.Parameter],
    bases: Mapping[str, law.Basis],
) -> Compiled:
    """
    Compile a rule's matchers and look its bases up.
    """
    workshop = Workshop(rule.id, entries, limits)
    for use in rule.law:
        if use.basis not in bases:
            raise RuleError(rule.id, f"unknown basis {use.basis!r}")
    if rule.find.loosely and rule.find.each != "sentence":
        raise RuleError(rule.id, "only sentences can be read loosely")
    if rule.find.each in {"row", "table"}:
        return _of_tables(rule, bases)
    return Compiled(
        rule,
        compile_tree(rule.find.where, workshop),
        compile_tree(rule.find.unless, workshop) if rule.find.unless else None,
        tuple((question, compile_tree(question.where, workshop)) for question in rule.counter_checks),
        tuple(bases[use.basis] for use in rule.law),
        tuple(workshop.entries(tuple(sorted(group))) for group in needs(rule.find.where)),
        cited_where=tuple(compile_tree(use.where, workshop) if use.where else None for use in rule.law),
        loosely=compile_tree(rule.find.loosely, workshop) if rule.find.loosely else None,
        excluded=tuple(compile_tree(tree, workshop) for tree in _excluded(rule)),
        entries=frozenset(workshop.asked),
    )


def _excluded(rule: Rule) -> Iterator[Tree]:
    """
    Give the exceptions of a rule over sentences, and what stands under a `not` among conditions all of which must hold.
    """
    if rule.find.each != "sentence":
        return
    if rule.find.unless:
        yield rule.find.unless
    for tree in (rule.find.where, rule.find.loosely):
        every = tree.get("all") if tree else None
        if isinstance(every, list | tuple):
            yield from (one["not"] for one in every if "not" in one)


def _of_tables(rule: Rule, bases: Mapping[str, law.Basis]) -> Compiled:
    if not rule.find.of:
        raise RuleError(rule.id, "a rule over rows or tables says of which kind of table")
    if any(use.where for use in rule.law):
        raise RuleError(rule.id, "a rule over rows or tables cites each of its bases always")
    unless = compile_node(rule.find.unless, rule.id) if rule.find.unless else None
    return Compiled(
        rule,
        _nowhere,
        None,
        (),
        tuple(bases[use.basis] for use in rule.law),
        (),
        compile_node(rule.find.where, rule.id),
        unless,
    )


def _nowhere(_: Unit, __: Context) -> Match | None:
    """
    Match nothing in a text: the rule is about tables.
    """
    return None


def _refuse_repeats(ids: list[str]) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise RuleError(one, "the id is used by two rules")


def _digest(folder: Path) -> str:
    total = sha256()
    data = (path for name in DATA for path in sorted((folder / name).rglob("*.yaml")))
    # The code decides as much as the words: the same digest means the same findings.
    for place, paths in ((folder, data), (FOLDER, [*sorted(FOLDER.rglob("*.py")), *SHIPPED])):
        for path in paths:
            total.update(str(path.relative_to(place)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
