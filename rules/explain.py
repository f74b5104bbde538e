"""
Explain rules: which of their conditions hold over words of one's own, and which stopped them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rules import catalog, lexicon, parameters
from rules.classifier.resembling import likeliest_rules, sounding_unfair
from rules.doubted import is_doubted
from rules.matchers import compile_tree
from rules.matchers.base import Context, Match, Workshop
from rules.units import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.catalog import Catalog
    from rules.reading import Reading
    from rules.rule import Rule, Tree
    from rules.units import Unit

PARTED = frozenset({"all", "any"})
"""Matchers whose children are judged over the same unit, so that each can be shown by itself."""


@dataclass(frozen=True, slots=True)
class Condition:
    """
    Hold one condition of a rule over one unit: its words, whether it holds, and its parts.
    """

    words: str
    holds: bool
    parts: tuple[Condition, ...] = ()

    @property
    def share(self) -> float:
        """
        Give how much of the condition holds (0 to 1): of `all` the mean of its parts, of `any` the best.
        """
        if self.holds or not self.parts:
            return float(self.holds)
        shares = [one.share for one in self.parts]
        return sum(shares) / len(shares) if self.words == "all" else max(shares)


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Hold why a rule did or did not fire on the unit where it came nearest to it.
    """

    rule: Rule
    unit: Unit
    quote: str
    where: Condition
    loosely: Condition | None
    is_heard: bool
    unless: Condition | None
    is_doubted: bool

    @property
    def fires(self) -> bool:
        """
        Tell whether the rule's conditions hold and are believed.
        """
        return self.holds and not self.is_doubted

    @property
    def holds(self) -> bool:
        """
        Tell whether the rule's conditions hold; the wider ones count where the classifier hears the rule, too.
        """
        holds = self.where.holds or (self.loosely is not None and self.loosely.holds and self.is_heard)
        return holds and not (self.unless and self.unless.holds)

    @property
    def share(self) -> float:
        """
        Give how near the rule came (0 to 1), by its conditions or by its wider ones.
        """
        return max(one.share for one in (self.where, self.loosely) if one)


def verdicts(reading: Reading, rules: Sequence[Rule], book: Catalog | None = None) -> list[Verdict]:
    """
    Give one verdict for each rule, those that came nearest to firing first; today's words and numbers by default.
    """
    entries = book.lexicon if book else lexicon.load()
    limits = book.parameters if book else parameters.load_parameters()
    context = Context(reading, limits, asked=_asked(reading.document.agreement.value))
    found = [_verdict(rule, Workshop(rule.id, entries, limits), context) for rule in rules]
    return sorted((one for one in found if one), key=lambda one: (not one.fires, -one.share, one.rule.id))


def resembled(reading: Reading, start: int) -> list[tuple[str, float]]:
    """
    Name the rules for this kind of agreement that the sentence starting there resembles most, each with its margin.
    """
    return likeliest_rules(start, reading, _asked(reading.document.agreement.value))


def rules_for(kind: str, ids: Sequence[str] = ()) -> list[Rule]:
    """
    Give the rules that read a kind of agreement, or those named.
    """
    every = catalog.read_rules(catalog.FOLDER / "packs")
    return [one for one in every if (one.id in ids if ids else kind in one.applies_to)]


@cache
def _asked(kind: str) -> frozenset[str]:
    """
    Name the rules that read a kind of agreement; their files are read once, though every sentence asks.
    """
    return frozenset(one.id for one in rules_for(kind))


def _verdict(rule: Rule, workshop: Workshop, context: Context) -> Verdict | None:
    heard = sounding_unfair(rule.id, context.reading) if rule.find.loosely else frozenset()
    tried = [
        Verdict(
            rule,
            unit,
            context.reading.quote(unit.span),
            _condition(rule.find.where, unit, workshop, context),
            _condition(rule.find.loosely, unit, workshop, context) if rule.find.loosely else None,
            unit.span.start in heard,
            _condition(rule.find.unless, unit, workshop, context) if rule.find.unless else None,
            is_doubted(rule, unit, compile_tree(rule.find.where, workshop)(unit, context) or Match(), context),
        )
        for unit in units_of(rule.find.each, context.reading)
    ]
    return max(tried, key=lambda one: (one.fires, one.holds, one.share), default=None)


def _condition(tree: Tree, unit: Unit, workshop: Workshop, context: Context) -> Condition:
    [(name, inner)] = tree.items()
    holds = compile_tree(tree, workshop)(unit, context) is not None
    if name in PARTED and isinstance(inner, list):
        return Condition(name, holds, tuple(_condition(child, unit, workshop, context) for child in inner))
    return Condition(_written(tree), holds)


def _written(tree: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {_value(value)}" for key, value in tree.items())


def _value(value: Any) -> str:  # noqa: ANN401 (whatever a rule file may write)
    if isinstance(value, dict):
        return f"({_written(value)})"
    if isinstance(value, (list, tuple)):
        return f"[{'; '.join(_value(one) for one in value)}]"
    return str(value)
